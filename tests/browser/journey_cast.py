"""Who plays the chain in the browser: two countries with drafter and signatory, their offices, an agency."""

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from partners import actions as partners_actions
from partners.models import Agency
from reference.models import Country

AGENCY = "ORG-UNEP"


@dataclass(frozen=True)
class Side:
    """A country, as its people sign in, and the office it reports to."""

    iso3: str
    country: str
    drafter: str
    signatory: str
    office: str


KENYA = Side("KEN", "Kenya", "drafter@kenya.example", "signatory@kenya.example", "africa@offices.example")
FIJI = Side("FJI", "Fiji", "drafter@fiji.example", "signatory@fiji.example", "asia-pacific@offices.example")
MEMBER = "projects@agency.example"
NAMES = {
    KENYA.drafter: "Wanjiru Otieno",
    KENYA.signatory: "Daniel Mwangi",
    KENYA.office: "Fatou Sarr",
    FIJI.drafter: "Mere Tuilagi",
    FIJI.signatory: "Jone Vakatawa",
    FIJI.office: "Anong Suksai",
    MEMBER: "Lars Berg",
}


def make_cast(password, officer):
    """The accounts; ``officer`` of the secretariat makes one of them a member of the agency."""
    for side in (KENYA, FIJI):
        country = Country.objects.get(pk=side.iso3)
        for email in (side.drafter, side.signatory):
            signs = {"is_signatory": email == side.signatory}
            User.objects.create_user(email, password, name=NAMES[email], role="government", country=country, **signs)
        User.objects.create_user(
            side.office, password, name=NAMES[side.office], role="regional_office", region=country.region
        )
    with transaction.atomic():
        member = User.objects.create_user(MEMBER, password, name=NAMES[MEMBER], role="agency")
        partners_actions.add_member(Agency.objects.get(code=AGENCY), by=officer, user=member)
