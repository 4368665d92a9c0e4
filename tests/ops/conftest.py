"""A checkout of its own for each test, so that no server of the person who runs the tests is touched."""

import shutil

import pytest

from tools.local.place import find_place, make_folders
from tools.local.postgres import Postgres
from tools.local.redis import Redis


@pytest.fixture
def place(tmp_path):
    """Folders of an instance whose project path has spaces; its servers are stopped and its folders removed after."""
    root = tmp_path / "a check out"
    root.mkdir()
    place = find_place("test", root)
    make_folders(place)
    yield place
    Redis(place).stop()
    Postgres(place).stop()
    shutil.rmtree(place.state.parent)
    shutil.rmtree(place.sockets, ignore_errors=True)
