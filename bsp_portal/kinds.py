"""The pages of the navigation that list no records."""

from django.utils.translation import gettext_lazy as _

from core.records.catalogue import Page, Place

KINDS = ()
PAGES = (
    Page(_("My desk"), "/desk/", Place("own", 10)),
    Page(_("Coverage"), "/coverage/", Place("main", 60)),
    Page(_("Open data"), "/data/", Place("more", 120)),
    Page(_("About the Plan"), "/about/", Place("foot", 10)),
    Page(_("Open data and API"), "/data/", Place("foot", 20)),
    Page(_("Accessibility"), "/accessibility/", Place("foot", 30)),
    Page(_("Privacy"), "/privacy/", Place("foot", 40)),
    Page(_("Help"), "/help/", Place("foot", 50)),
)
