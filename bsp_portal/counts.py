"""Counts that join several floors."""

from django.db.models import Count

from needs.models import Need
from needs.unmet import unmet_needs
from partners.hooks import agencies_at_work
from partners.models import Agency
from projects.choices import CountryRole
from projects.models import Project, ProjectCountry


def needs_by_country(reader):
    """Adopted needs of each country: ISO code → number."""
    return _by_country(Need.objects.visible_to(reader).adopted())


def unmet_by_country(reader):
    """Adopted needs of each country that nobody answers."""
    return _by_country(unmet_needs(reader))


def projects_by_country(reader):
    """Projects for the good of each country."""
    links = ProjectCountry.objects.filter(role=CountryRole.BENEFICIARY, project__in=Project.objects.visible_to(reader))
    return dict(links.order_by().values_list("country").annotate(Count("project", distinct=True)))


def count_agencies_at_work(reader) -> int:
    """Agencies that take part in live work."""
    return Agency.objects.visible_to(reader).filter(agencies_at_work(reader)).count()


def _by_country(needs):
    links = Need.countries.through.objects.filter(need__in=needs)
    return dict(links.order_by().values_list("country").annotate(Count("need", distinct=True)))
