"""What docker-compose.yml promises: nothing runs as root that need not, nothing is writable, no secret stands in it."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
PORTAL = ("web", "worker-quick", "worker-heavy", "beat", "migrate")
# Gives the proxy's new volumes to the proxy's user and ends; it stands in no network.
ROOT_FOR_A_MOMENT = "proxy-volumes"


@pytest.mark.parametrize("name", SERVICES)
def test_service_is_read_only_and_without_privileges(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    if name == ROOT_FOR_A_MOMENT:
        assert service["network_mode"] == "none"
    elif name not in PORTAL:
        assert int(service["user"].split(":")[0]) > 0


def test_image_ends_as_an_ordinary_user():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER portal"]


def test_only_the_migrating_service_is_the_owner_of_the_tables():
    users = {name: re.search(r"//(\w+):", SERVICES[name]["environment"]["DATABASE_URL"])[1] for name in PORTAL}
    assert users == dict.fromkeys(PORTAL, "bsp_app") | {"migrate": "bsp_owner"}


def test_every_secret_must_be_given():
    secrets = [
        value
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if re.search("SECRET|PASSWORD", name)
    ]
    assert secrets
    assert all(re.fullmatch(r"\$\{\w+(:\?[^}]+)?\}", value) for value in secrets)


def test_redis_keeps_all_and_asks_for_a_password():
    command = " ".join(SERVICES["redis"]["command"])
    assert "--maxmemory-policy noeviction" in command
    assert "--appendonly yes" in command
    assert "--requirepass" in command


def test_only_proxy_and_mail_sending_worker_reach_outside():
    outside = {name for name, service in SERVICES.items() if "outside" in service.get("networks", [])}
    assert outside == {"proxy", "worker-quick"}
    assert COMPOSE["networks"]["inside"] == {"internal": True}


def test_each_queue_has_its_worker():
    queues = {SERVICES[name]["command"][5] for name in ("worker-quick", "worker-heavy")}
    assert queues == {"quick", "heavy"}


def test_every_process_is_told_how_many_proxies_there_are():
    assert {SERVICES[name]["environment"]["TRUSTED_PROXIES"] for name in PORTAL} == {"1"}
