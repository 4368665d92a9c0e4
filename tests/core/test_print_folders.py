"""Folders of killed printers go in the night; those of printers at work stay."""

import os
import time

from core.pdf import printing
from core.tasks import sweep_print_folders


def test_folders_that_killed_printers_left_are_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    abandoned, at_work, foreign = (tmp_path / name for name in ("bsp-print-a", "bsp-print-b", "another-program"))
    for folder in (abandoned, at_work, foreign):
        folder.mkdir()
        (folder / "printed.pdf").write_bytes(b"%PDF")
    long_ago = time.time() - printing.ABANDONED_SECONDS - 60
    for folder in (abandoned, foreign):
        os.utime(folder, (long_ago, long_ago))

    sweep_print_folders()

    assert sorted(tmp_path.iterdir()) == [foreign, at_work]


def test_a_link_in_their_place_leads_nowhere_else(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    precious = tmp_path / "precious"
    precious.mkdir()
    link = tmp_path / "bsp-print-c"
    link.symlink_to(precious)
    os.utime(link, (0, 0), follow_symlinks=False)

    sweep_print_folders()

    assert precious.is_dir()
