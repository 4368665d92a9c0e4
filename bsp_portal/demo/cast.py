"""Who acts in the demonstration: accounts that sign in, and others without a password that its story needs."""

from functools import cached_property

from accounts import actions as accounts_actions
from accounts.choices import Role
from accounts.models import User
from bsp_portal.demo.data import read
from core.choices import Origin
from partners import actions as partners_actions
from partners.models import Agency
from reference.models import Country, Mea, Region

NOTE = "Invented for the demonstration."


def marks(kind: str, reference) -> dict:
    """The marks of a demonstration record; the reference stays the same at every install."""
    return {"origin": Origin.DEMO, "origin_reference": f"{kind}/{reference}"}


class Cast:
    """Finds the person for each act, and the agencies; makes those that a country or a region lacks."""

    def __init__(self):
        self.people: dict[str, User] = {}
        self.needs: dict[tuple[str, int], object] = {}
        self.requests: dict[str, object] = {}
        self.response_projects: dict[str, object] = {}

    @cached_property
    def countries(self) -> dict[str, Country]:
        return {country.iso3: country for country in Country.objects.select_related("region")}

    @cached_property
    def regions(self) -> dict[str, Region]:
        return {region.code: region for region in Region.objects.all()}

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        return {agency.code: agency for agency in Agency.objects.filter(origin=Origin.DEMO)}

    @property
    def secretariat(self) -> User:
        return self.people["secretariat"]

    def enter(self, passwords: dict[str, str]) -> None:
        """Make the accounts that sign in, with these passwords, and the agencies with their members."""
        people = read("people")["sign_in"]
        of_agencies = [entry for entry in people if entry["role"] == Role.AGENCY]
        self.enter_people([entry for entry in people if entry not in of_agencies], passwords)
        for entry in read("people")["agencies"]:
            partners_actions.register_agency(
                by=self.secretariat,
                code=entry["code"],
                name=entry["name"],
                kind=entry["kind"],
                country=self.countries.get(entry.get("country")),
                region=self.regions.get(entry.get("region")),
                is_global="region" not in entry,
                note=NOTE,
                **marks("agency", entry["code"]),
            )
        self.enter_people(of_agencies, passwords)

    def enter_people(self, entries: list[dict], passwords: dict[str, str]) -> None:
        """The accounts of these people; an agency's is known by the agency's code."""
        for entry in entries:
            self.people[entry["ref"]] = accounts_actions.create_account(
                by=None,
                email=entry["email"],
                name=entry["name"],
                role=entry["role"],
                country=self.countries.get(entry.get("country")),
                region=self.regions.get(entry.get("region")),
                meas=Mea.objects.filter(code=entry.get("mea")),
                agency=self.agencies[entry["ref"]] if entry["role"] == Role.AGENCY else None,
                is_signatory=entry.get("signs", False),
                origin=Origin.DEMO,
                password=passwords[entry["email"]],
            )

    def signatory(self, iso3: str) -> User:
        """The national focal point of the country."""
        if iso3 not in self.people:
            self.people[iso3] = accounts_actions.create_account(
                by=self.secretariat,
                email=f"focal-point@{iso3.lower()}.example",
                name=f"National focal point, {self.countries[iso3].name_en}",
                role=Role.GOVERNMENT,
                country=self.countries[iso3],
                is_signatory=True,
                origin=Origin.DEMO,
            )
        return self.people[iso3]

    def drafter(self, iso3: str) -> User:
        """Who writes for the country: its own drafter, or the focal point itself."""
        return self.people.get(f"{iso3.lower()}-drafter") or self.signatory(iso3)

    def officer(self, iso3: str) -> User:
        """The regional office to which the country reports."""
        region = self.countries[iso3].region
        if region.code not in self.people:
            self.people[region.code] = accounts_actions.create_account(
                by=self.secretariat,
                email=f"{region.code}@offices.example",
                name=f"Regional office, {region.name_en}",
                role=Role.REGIONAL_OFFICE,
                region=region,
                origin=Origin.DEMO,
            )
        return self.people[region.code]

    def speaker(self, agency_code: str) -> User:
        """Who speaks for the agency: its account, or the secretariat where it has none."""
        return self.people.get(agency_code, self.secretariat)
