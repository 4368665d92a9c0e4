"""Requests of Rwanda for the browser: a draft, one in screening, one decided; made through the acts of the portal."""

from accounts.models import User
from core import clock
from needs import actions
from needs.choices import Answer, Criterion
from needs.models import Need
from reference.models import CapacityType, Country, Mea, Theme

SIGNATORY = "signatory@rwanda.example"
YEAR = clock.today().year
DRAFT, SCREENING, ACCEPTED = (f"REQ-{YEAR}-RWA-{number:04}" for number in (1, 2, 3))


def make_requests(password, officer):
    """One request in each of the three states; ``officer`` screens."""
    rwanda = Country.objects.get(pk="RWA")
    signatory = User.objects.create_user(
        SIGNATORY, password, name="Jean Habimana", role="government", country=rwanda, is_signatory=True
    )
    need = Need.objects.filter(countries=rwanda).first()
    requests = [
        actions.draft_request(
            by=signatory,
            country=rwanda,
            title="Operators for the environmental information network",
            asked="Train twelve operators in four ministries.",
            theme=Theme.objects.get(pk="freshwater"),
            needs=[need],
            meas=Mea.objects.all()[:2],
            capacity_types=CapacityType.objects.all()[:2],
            wished_start=str(YEAR + 1),
            budget=180_000,
            currency="USD",
            stakeholders="41 women and 48 men.",
        )
        for _code in (DRAFT, SCREENING, ACCEPTED)
    ]
    for assistance in requests[1:]:
        actions.submit_request(assistance, by=signatory)
        actions.start_screening(assistance, by=officer)
        actions.ask_question(assistance, by=officer, text="Who will host the servers?")
        actions.answer_question(assistance, by=signatory, text="Le centre national de données.", language="fr")
    for assistance, count in zip(requests[1:], (5, 8), strict=True):
        for criterion in Criterion.values[:count]:
            answer = Answer.PARTLY if criterion == 2 else Answer.MET
            actions.answer_criterion(
                assistance, by=officer, criterion=criterion, answer=answer, reason="As the plan says."
            )
    actions.accept_request(requests[2], by=officer, recommendation="Admit.", reasons="It follows the adopted plan.")
