"""The printer: what it fetches, what it refuses, what it may touch."""

import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from core.pdf import child, fonts, printing

PAGE = '<html lang="en"><head><title>T</title></head><body><h1>T</h1>{}</body></html>'
DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def render(body, **changes):
    order = {"stylesheets": [], "assets": {}, "created": date(2011, 1, 12), "identifier": "T en"} | changes
    return printing.render(PAGE.format(body), **order)


def test_only_assets_of_the_order_are_served():
    refused = []
    fetcher = child.asset_fetcher({"dot.svg": DOT}, refused)
    assert fetcher("bsp-asset:dot.svg").read() == DOT
    assert refused == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a.png",
        "https://example.org/a.png",
        "file:///etc/passwd",
        "ftp://example.org/a.png",
        "data:image/svg+xml,<svg/>",
        "//example.org/a.png",
        "bsp-asset:other.svg",
        "BSP-ASSET:dot.svg",
        "bsp-asset:../dot.svg",
    ],
)
def test_every_other_address_is_refused(url):
    refused = []
    fetcher = child.asset_fetcher({"dot.svg": DOT}, refused)
    with pytest.raises(ValueError, match="came with the order"):
        fetcher(url)
    assert refused == [url]


def test_a_text_that_asks_for_files_leaves_no_trace_of_them(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("open sesame " * 50)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.2)
    port = listener.getsockname()[1]
    body = (
        f'<link rel="attachment" href="file://{secret}"><link rel="stylesheet" href="http://127.0.0.1:{port}/a.css">'
        f'<p><img src="file://{secret}" alt="a"><img src="http://127.0.0.1:{port}/b.png" alt="b">Words</p>'
        f"<style>p {{ background: url(file://{secret}) }}</style>"
    )
    printed = render(body)
    assert {f"file://{secret}", f"http://127.0.0.1:{port}/b.png"} <= set(printed.refused_urls)
    assert b"EmbeddedFile" not in printed.pdf
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize(
    ("limit", "body"),
    [
        ("bytes", "<p>" + "x" * 5_000_001 + "</p>"),
        ("rows", "<table>" + "<tr><td>1</td></tr>" * 5_001 + "</table>"),
        ("nesting", "<div>" * 60 + "deep" + "</div>" * 60),
        ("pages", '<p style="break-after: page">x</p>' * 601),
    ],
)
def test_a_text_beyond_a_limit_is_refused_with_its_sentence(limit, body):
    with pytest.raises(printing.PdfRefused) as refusal:
        render(body)
    assert str(refusal.value) == str(printing.LIMIT_SENTENCES[limit])


def test_a_text_within_the_limits_is_printed():
    body = "<table>" + "<tr><td>1</td></tr>" * 300 + "</table>" + "<div>" * 50 + "deep" + "</div>" * 50
    assert render(body).pages > 1


def test_a_text_that_takes_too_long_is_refused():
    with pytest.raises(printing.PdfRefused, match="seconds"):
        render("<p>x</p>", wall_seconds=0.05)


def test_a_child_that_breaks_down_is_a_failure_and_not_a_refusal(monkeypatch):
    monkeypatch.setattr(printing, "_environment", lambda folder: {"PYTHONHOME": folder})
    with pytest.raises(printing.PdfFailed):
        render("<p>x</p>")


def test_the_child_sees_nothing_of_the_environment_of_the_worker(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "open sesame")
    assert "SECRET_KEY" not in printing._environment(str(tmp_path))
    assert set(printing._environment(str(tmp_path))) <= {
        "LANG", "TMPDIR", "PYTHONDONTWRITEBYTECODE", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
    }  # fmt: skip


def test_letters_that_no_face_has_are_reported():
    printed = render("<p>\U000f1234</p>")
    assert any("U+F1234" in complaint for complaint in printed.missing_letters)


def run_confined(script, *arguments):
    return subprocess.run(
        [sys.executable, "-c", f"import os, sys\nfrom core.pdf import confinement\n{script}", *map(str, arguments)],
        cwd=printing.PROJECT, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip


def test_the_child_writes_below_its_folder_only(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    script = """
print(confinement.write_only_below(sys.argv[1]))
for folder in sys.argv[1:]:
    try:
        open(folder + "/file", "w").close()
        print("written")
    except PermissionError:
        print("refused")
"""
    answer = run_confined(script, inside, outside).stdout.split()
    if answer[0] == "False":
        pytest.skip("The kernel has no Landlock.")
    assert answer == ["True", "written", "refused"]


def test_the_child_has_no_network():
    listener = socket.create_server(("127.0.0.1", 0))
    script = f"""
import socket
print(confinement.leave_network())
try:
    socket.create_connection(("127.0.0.1", {listener.getsockname()[1]}), timeout=1)
    print("reached")
except OSError:
    print("cut")
"""
    answer = run_confined(script).stdout.split()
    if answer[0] == "False":
        pytest.skip("The host does not let a process leave its network.")
    assert answer == ["True", "cut"]


def test_the_child_dies_with_its_parent(tmp_path):
    child = (
        "import os, sys, time; from core.pdf import confinement; "
        "confinement.die_with_parent(os.getppid()); time.sleep(60)"
    )
    parent = (
        "import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', sys.argv[1]]); "
        "print(child.pid, flush=True); time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", parent, child], cwd=printing.PROJECT, stdout=subprocess.PIPE, text=True
    )
    child_id = int(process.stdout.readline())
    time.sleep(1)
    assert is_running(child_id)
    process.kill()
    process.wait()
    process.stdout.close()
    deadline = time.monotonic() + 10
    while is_running(child_id) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child_id)


def is_running(process_id):
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_child_whose_parent_is_gone_ends_at_once():
    answer = run_confined("confinement.die_with_parent(os.getppid() + 1)\nprint('alive')")
    assert answer.returncode
    assert "alive" not in answer.stdout


def test_memory_is_limited():
    script = """
confinement.limit_resources(memory_bytes=300 * 1024**2, cpu_seconds=20, file_bytes=1024)
try:
    bytearray(400 * 1024**2)
except MemoryError:
    print("refused")
"""
    assert run_confined(script).stdout.split() == ["refused"]


def test_required_faces_are_there():
    fonts.require()


def test_a_face_that_the_host_replaces_is_named():
    with pytest.raises(fonts.FontMissing, match="No Such Face"):
        fonts.require(["Liberation Serif", "No Such Face"])
