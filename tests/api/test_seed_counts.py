"""Who asks the API for what comes from the founding documents gets as many records as the seed files hold."""

import pytest
import yaml
from django.core.management import call_command

from bsp_portal.seeding.reading import SEED
from exchange.models import Offer

FILES = {
    "projects": "projects",
    "needs": "needs",
    "agencies": "partners",
    "focal-points": "focal_points",
    "agreements": "agreements",
    "contributions": "contributions",
    "reforms": "reforms",
    "decisions": "decisions",
    "meas": "meas",
    "groups": "groups",
    "meetings": "meetings",
    "targets": "targets",
    "offers": "exchange",
}


def count(client, resource: str, origin: str) -> int:
    return client.get(f"/api/v1/{resource}/", {"origin": origin, "count": "true"}).json()["count"]


@pytest.mark.parametrize("resource", FILES)
def test_each_resource_counts_the_records_of_its_file(resource, loaded, db, client):
    stored = yaml.safe_load((SEED / f"{FILES[resource]}.yaml").read_text(encoding="utf-8"))
    apart = Offer.objects.about_the_mechanism() if resource == "offers" else Offer.objects.none()
    assert count(client, resource, "seed") + len(apart) == len(stored)
    for fact in apart:  # no offers, so they stand in no list; each is answered by its code
        assert client.get(f"/api/v1/{resource}/{fact.code}/").json()["origin"] == "seed"


def test_a_treaty_of_the_code_list_stays_one_of_the_documents_at_every_load(loaded, db, client):
    before = count(client, "meas", "seed"), count(client, "meas", "portal")
    call_command("load_reference", verbosity=0)
    call_command("load_seed", verbosity=0)
    assert (count(client, "meas", "seed"), count(client, "meas", "portal")) == before
    assert before[1] > 0
