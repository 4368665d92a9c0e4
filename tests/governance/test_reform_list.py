"""How the list of reforms is narrowed."""

from governance.choices import AskState, BudgetImplication
from tests.factories import AgencyFactory
from tests.factories.reports import ReformFactory


def numbers(client, query=""):
    response = client.get(f"/reforms/{query}")
    assert response.status_code == 200
    return [reform.number for reform in response.context["rows"]]


def test_state_budget_decision_and_agency_narrow_together(client, db):
    agency = AgencyFactory(code="council")
    wanted = {
        "state": AskState.AWAITING_DECISION,
        "budget_implication": BudgetImplication.POSSIBLE,
        "needs_council_decision": True,
    }
    ReformFactory(number=5, **wanted).responsible.add(agency)
    ReformFactory(number=6, **wanted)
    ReformFactory(number=7, **(wanted | {"needs_council_decision": False})).responsible.add(agency)
    query = "?state=awaiting_decision&state=completed&budget=possible&decision=true&partner=council"
    assert numbers(client, query) == [5]


def test_reforms_stand_in_the_order_of_the_annex(client, db):
    for number in (10, 2, 1):
        ReformFactory(number=number)
    assert numbers(client) == [1, 2, 10]
    assert numbers(client, "?ordering=-number") == [10, 2, 1]


def test_a_reform_says_what_it_waits_for(client, db):
    ReformFactory(number=3, state=AskState.AWAITING_OTHER, waits_for="Conference on lakes")
    assert "Conference on lakes" in client.get("/reforms/").content.decode()
    assert "Conference on lakes" in client.get("/reforms/3/").content.decode()
