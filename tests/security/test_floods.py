"""One client that floods the portal does not stop the others: the shipped server, measured (docs/performance.md)."""

import os
import subprocess
import sys

import pytest

from tests.databases import PROJECT


@pytest.mark.nightly
def test_visitors_are_served_soon_whatever_one_client_floods_the_portal_with():
    environment = os.environ | {"BENCH_SECONDS": "10"}
    command = [sys.executable, "-m", "bench.floods"]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("× 429") >= 9
