"""The private database and broker of a checkout, also after something was killed half-way."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg2
import pytest

from tools.local import portal
from tools.local.place import find_place, server_account
from tools.local.postgres import Postgres, find_programs
from tools.local.redis import Redis
from tools.local.trouble import Trouble


def ask(place, sentence: str, role: str = "postgres"):
    with (
        psycopg2.connect(host=str(place.sockets), user=role, dbname="bsp") as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(sentence)
        return cursor.fetchone()[0]


def test_new_cluster_listens_on_its_socket_only_and_knows_both_roles(place):
    Postgres(place).start()
    assert ask(place, "SHOW listen_addresses") == ""
    assert ask(place, "SHOW server_encoding") == "UTF8"
    assert ask(place, "SELECT current_user", role="bsp_app") == "bsp_app"
    assert ask(place, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'bsp'") == "bsp_owner"
    assert place.sockets.stat().st_mode & 0o777 == 0o700


def test_portal_role_may_not_make_tables(place):
    Postgres(place).start()
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        ask(place, "CREATE TABLE mine (x int)", role="bsp_app")


def test_only_test_servers_give_up_durability(place):
    Postgres(place).start()
    assert ask(place, "SHOW fsync") == "off"
    Postgres(place).stop()
    beside = find_place("portal", place.root)
    shutil.copytree(place.state / "logs", beside.state / "logs")
    beside.sockets.mkdir(mode=0o700)
    if server := server_account():
        beside.state.chmod(0o711)
        os.chown(beside.sockets, server.pw_uid, server.pw_gid)
    try:
        Postgres(beside).start()
        assert ask(beside, "SHOW fsync") == "on"
    finally:
        Postgres(beside).stop()
        shutil.rmtree(beside.sockets)


def test_second_start_keeps_the_running_server(place):
    Postgres(place).start()
    first = (place.state / "postgres" / "postmaster.pid").read_text()
    Postgres(place).start()
    assert (place.state / "postgres" / "postmaster.pid").read_text() == first


def test_killed_server_starts_again_with_its_data(place):
    Postgres(place).start()
    ask(place, "CREATE TABLE kept AS SELECT 7 AS x; SELECT x FROM kept")
    pid = int((place.state / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])
    os.kill(pid, signal.SIGKILL)
    Postgres(place).start()
    assert ask(place, "SELECT x FROM kept") == 7


def test_lock_file_with_the_id_of_another_program_is_forgotten(place):
    Postgres(place).start()
    Postgres(place).stop()
    # The stranger runs as the server's own user: only then PostgreSQL believes the id and refuses to start.
    account = server_account()
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", user=account.pw_uid if account else None)
    lock = place.state / "postgres" / "postmaster.pid"
    lock.write_text(f"{stranger.pid}\n{lock.parent}\n1\n5432\n{place.sockets}\n\n")
    try:
        Postgres(place).start()
        assert ask(place, "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_half_made_cluster_is_made_anew(place):
    for name in ("postgres", "postgres.new"):
        folder = place.state / name
        folder.mkdir()
        (folder / "leftover").write_text("from a killed run")
    Postgres(place).start()
    assert ask(place, "SELECT 1") == 1
    assert not (place.state / "postgres" / "leftover").exists()


def test_cluster_of_a_version_that_is_not_installed_is_named(place):
    folder = place.state / "postgres"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("12\n")
    with pytest.raises(Trouble, match=r"PostgreSQL 12, which is not installed; install postgresql-12, or .*bsp reset"):
        Postgres(place).start()


def test_programs_of_the_machine_are_new_enough():
    assert find_programs().version >= 15


def test_redis_refuses_when_full_and_starts_again_after_a_kill(place):
    Redis(place).start()
    assert Redis(place)._ask("CONFIG GET maxmemory-policy").startswith("*2")
    pid = int((place.state / "redis" / "redis.pid").read_text())
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}/exe").exists():
        time.sleep(0.05)
    Redis(place).start()
    assert Redis(place)._ask("PING") == "+PONG"
    assert Redis(place).stop()
    assert not Redis(place).stop()


def test_last_one_out_stops_the_servers(place, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setattr(portal, "ignore_signals", lambda: None)
    with portal.servers(place):
        with portal.servers(place):
            assert ask(place, "SELECT 1") == 1
        assert ask(place, "SELECT 1") == 1
        assert Redis(place)._ask("PING") == "+PONG"
    with pytest.raises(psycopg2.OperationalError):
        ask(place, "SELECT 1")
    assert Redis(place)._ask("PING") == ""


def test_servers_named_by_the_environment_win(place, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somebody@elsewhere/theirs")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    monkeypatch.setattr(portal, "ignore_signals", lambda: None)
    with portal.servers(place):
        assert not (place.state / "postgres").exists()
        assert Redis(place)._ask("PING") == ""
