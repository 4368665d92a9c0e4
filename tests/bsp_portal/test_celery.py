"""A worker that prints starts only on a host that has the report's type faces."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FONTCONFIG = """<?xml version="1.0"?><fontconfig><dir>{folder}</dir><cachedir>{folder}</cachedir></fontconfig>"""


@pytest.fixture
def host_without_fonts(tmp_path):
    """The environment of a host on which no type face is installed."""
    configuration = tmp_path / "fonts.conf"
    configuration.write_text(FONTCONFIG.format(folder=tmp_path))
    return {**os.environ, "FONTCONFIG_FILE": str(configuration)}


def initialise_worker(queue, environment):
    """As far as a worker gets before it connects to the broker."""
    script = f"from bsp_portal.celery import app; app.Worker(queues=[{queue!r}], pool='solo'); print('ready')"
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_printing_worker_does_not_start_without_the_type_faces(host_without_fonts):
    worker = initialise_worker("heavy", host_without_fonts)
    assert (worker.returncode, worker.stdout) == (1, "")
    assert "The worker does not start. Install these type faces before printing: Liberation Serif" in worker.stderr


def test_a_worker_that_never_prints_starts_without_them(host_without_fonts):
    worker = initialise_worker("quick", host_without_fonts)
    assert (worker.returncode, worker.stdout) == (0, "ready\n"), worker.stderr


def test_a_printing_worker_starts_where_the_type_faces_are():
    worker = initialise_worker("heavy", os.environ)
    assert (worker.returncode, worker.stdout) == (0, "ready\n"), worker.stderr
