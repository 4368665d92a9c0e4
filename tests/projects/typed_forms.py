"""What is typed into the forms about projects, all of it right; addresses are below the page of a project."""

OPENING = {"lead": "river-institute", "arrangement": "south-south", "title": "Clean rivers", "currency": "USD"}
ENDPOINTS = {
    "partners/add": {"agency": "lake-office", "role": "technical"},
    "countries/add": {"country": "PER", "role": "provider"},
    "activities/add": {"kind": "training", "title": "First course", "participants": "20", "women": "12", "men": "8"},
    "indicators/add": {"title": "Stations that work", "unit": "stations"},
    "measurements/record": {"kind": "actual", "value": "12.5", "period_ends_on": "2026-06"},
    "contributions/record": {"kind": "project_grant", "stage": "paid", "currency": "USD", "amount": "180,000"},
    "lessons/add": {"kind": "lesson", "text": "Begin with the operators.", "language": "en"},
    "cancel": {"reason": "The funds were withdrawn."},
}
FACTS = {
    "title": "Clean rivers",
    "language": "en",
    "cooperation": ["south-south"],
    "starts_on": "2026-02",
    "ends_on": "2028",
    "currency": "EUR",
    "budget": "180,000",
}


def values_for(endpoint, project):
    extra = {"indicator": project.indicators.first().pk} if endpoint == "measurements/record" else {}
    return ENDPOINTS[endpoint] | extra
