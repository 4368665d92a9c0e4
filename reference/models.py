"""Code lists: countries, regions, themes, agreements, documents. Codes are keys; words are translated on display."""

from datetime import date
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.choices import Certainty, Origin
from core.database.history import tracked
from core.models import Record
from core.text.partial_dates import PartialDateField
from reference.choices import DocumentType, GroupKind, MeaCluster, MeaKind, MeaScope, SdgLevel


class CodeList(models.Model):
    """A value people know by a short code that never changes."""

    code = models.CharField(_("code"), max_length=60, primary_key=True)
    name = models.CharField(_("name"), max_length=400)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class Region(CodeList):
    """One of the six regions of the Environment Programme, with its office."""

    office_code = models.CharField(_("office"), max_length=8)
    office_city = models.CharField(_("city of the office"), max_length=60)
    office_country = models.ForeignKey("Country", models.PROTECT, null=True, related_name="+")


class CountryQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Countries are public."""
        return self

    def members(self) -> Self:
        """Members of the United Nations."""
        return self.filter(is_un_member=True)

    def with_card(self) -> Self:
        """What a row of the list of countries shows."""
        return self.select_related("region")


class Country(models.Model):
    """A country or area of ISO 3166-1, with the region in which the Environment Programme counts it."""

    iso3 = models.CharField(_("ISO code"), max_length=3, primary_key=True)
    iso2 = models.CharField(max_length=2, unique=True)
    m49 = models.CharField(max_length=3, blank=True)
    name = models.CharField(_("name"), max_length=200)
    aliases = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    name_source = models.CharField(max_length=120, blank=True)
    un_status = models.CharField(max_length=120)
    is_un_member = models.BooleanField(default=False)
    m49_region = models.CharField(max_length=60, blank=True)
    m49_subregion = models.CharField(max_length=60, blank=True)
    m49_intermediate_region = models.CharField(max_length=60, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, verbose_name=_("region"), related_name="countries")
    subregion = models.CharField(_("subregion"), max_length=60, blank=True)
    capital = models.CharField(_("capital"), max_length=60, blank=True)
    latitude = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    centroid_source = models.CharField(max_length=120, blank=True)
    iso_status = models.CharField(max_length=80)

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = _("countries")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("countries:country_detail", args=[self.iso3])


class CountryGroup(CodeList):
    """A group of countries with special attention under the plan (2005 report, paragraph 50)."""

    kind = models.CharField(max_length=20, choices=GroupKind)


class GroupMembershipQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> Self:
        """Memberships in force on that day; a report counts those valid at its cut-off."""
        return self.filter(Q(from_on__isnull=True) | Q(from_on__lte=day)).filter(
            Q(until_on__isnull=True) | Q(until_on__gt=day)
        )


@tracked
class GroupMembership(models.Model):
    """A country's time in a group; an open end means that it lasts."""

    group = models.ForeignKey(CountryGroup, models.PROTECT, related_name="memberships")
    country = models.ForeignKey(Country, models.PROTECT, related_name="memberships")
    from_on = models.DateField(_("from"), null=True, blank=True)
    until_on = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="reference_membership_once", fields=["group", "country", "from_on"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="reference_membership_in_order",
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(from_on__lt=F("until_on")),
            ),
        ]

    def __str__(self):
        return f"{self.country_id} {self.group_id}"


class Theme(CodeList):
    """Field of work, for example chemicals and waste."""


class CrossCuttingArea(CodeList):
    """One of the six cross-cutting areas of the plan (2005 report, paragraph 39)."""


class CapacityType(CodeList):
    """Kind of support, for example a training course."""


class Subprogramme(CodeList):
    """Subprogramme of the programme of work; ``acronym`` as in the legend of the reform annex."""

    acronym = models.CharField(max_length=8)


class ExpectedAccomplishment(models.Model):
    """A lettered expected accomplishment of a subprogramme, as the reform annex refers to it."""

    subprogramme = models.ForeignKey(Subprogramme, models.PROTECT, related_name="accomplishments")
    letter = models.CharField(max_length=2)
    name = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["subprogramme", "letter"]
        constraints = [models.UniqueConstraint(name="reference_accomplishment_once", fields=["subprogramme", "letter"])]

    def __str__(self):
        return f"{self.subprogramme_id} {self.letter}"


class Sdg(CodeList):
    """A Sustainable Development Goal (``6``) or one of its targets (``6.a``)."""

    name = models.TextField(_("name"))
    short_name = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=6, choices=SdgLevel)
    goal = models.ForeignKey("self", models.PROTECT, null=True, related_name="targets")
    colour = models.CharField(max_length=7, blank=True)
    is_environmental = models.BooleanField(default=False)
    is_capacity_or_technology = models.BooleanField(default=False)


class PurposeCode(CodeList):
    """Purpose code of the OECD Development Assistance Committee, as IATI publishes it."""

    description = models.TextField(blank=True)
    category_code = models.CharField(max_length=5)
    category_name = models.CharField(max_length=120)
    status = models.CharField(max_length=12)
    activated_on = PartialDateField()
    withdrawn_on = PartialDateField()
    relevance = models.CharField(max_length=60, blank=True)


class CodelistValue(models.Model):
    """One code of one IATI code list (IATI Standard, CC BY 4.0). Codes are text: leading zeros count."""

    codelist = models.CharField(max_length=60)
    code = models.CharField(max_length=120)
    name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["codelist", "code"]
        constraints = [models.UniqueConstraint(name="reference_codelistvalue_once", fields=["codelist", "code"])]

    def __str__(self):
        return f"{self.codelist} {self.code}"


class ExchangeRate(models.Model):
    """United Nations operational rate: units of the currency for one United States dollar in a month."""

    currency = models.CharField(max_length=3)
    month = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=6)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["currency", "month"]
        constraints = [
            models.UniqueConstraint(name="reference_exchangerate_once", fields=["currency", "month"]),
            models.CheckConstraint(name="reference_exchangerate_positive", condition=Q(rate__gt=0)),
        ]

    def __str__(self):
        return f"{self.currency} {self.month:%Y-%m}"


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Documents are public."""
        return self


class Document(models.Model):
    """A document that facts come from. Shown by its symbol, or by its title where the symbol is not certain."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    is_symbol_certain = models.BooleanField(default=True)
    symbols_in_text = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    title = models.CharField(_("title"), max_length=300)
    document_type = models.CharField(_("kind"), max_length=40, choices=DocumentType)
    body = models.CharField(_("body"), max_length=300, blank=True)
    session = models.CharField(_("session"), max_length=120, blank=True)
    session_starts_on = PartialDateField(_("session from"))
    session_ends_on = PartialDateField(_("session to"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, related_name="+")
    agenda_item = models.CharField(_("agenda item"), max_length=300, blank=True)
    issued_on = PartialDateField(_("date"))
    is_date_certain = models.BooleanField(default=True)
    distribution = models.CharField(_("distribution"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    original_language = models.CharField(_("original language"), max_length=2, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    note = models.TextField(_("note"), blank=True)
    file_name = models.CharField(max_length=60, blank=True, help_text=_("Name of the source file; never shown."))
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PORTAL)

    objects = DocumentQuerySet.as_manager()
    sources = GenericRelation("Citation", object_id_field="object_code", content_type_field="content_type")

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        """The symbol if it is certain, otherwise the title; never a file name."""
        return self.symbol if self.symbol and self.is_symbol_certain else self.title


@tracked
class Citation(models.Model):
    """Where a record, or one of its fields, is stated: document and paragraph, and how certain that is.

    ``field`` is empty for the record as a whole. ``value`` keeps what this place says where it differs from the
    record or is worded otherwise, so that conflicting printed values stand side by side.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField(null=True)
    object_code = models.CharField(max_length=60, blank=True)
    record = GenericForeignKey("content_type", "object_id")
    position = models.PositiveSmallIntegerField(default=0)
    document = models.ForeignKey(Document, models.PROTECT, related_name="citations")
    paragraph = models.CharField(_("paragraph"), max_length=60, blank=True)
    field = models.CharField(_("field"), max_length=60, blank=True)
    value = models.TextField(_("as stated there"), blank=True)
    certainty = models.CharField(_("certainty"), max_length=8, choices=Certainty, default=Certainty.PRINTED)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"]),
            models.Index(fields=["content_type", "object_code"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="reference_citation_of_one_record",
                condition=Q(object_id__isnull=False, object_code="") | (Q(object_id__isnull=True) & ~Q(object_code="")),
            ),
        ]

    def __str__(self):
        return f"{self.document}, {self.paragraph}"


class SourcedRecord(Record):
    """A record that says where it stands: its citations, the one of the whole record first."""

    sources = GenericRelation(Citation, object_id_field="object_id", content_type_field="content_type")

    class Meta(Record.Meta):
        abstract = True


class MeaQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Agreements are public."""
        return self

    def with_card(self) -> Self:
        """What a row of the list of agreements shows."""
        return self.select_related("parent").prefetch_related("sources__document")


class Mea(CodeList):
    """A multilateral environmental agreement, or a related programme of its kind."""

    short_name = models.CharField(_("short name"), max_length=80)
    official_name = models.CharField(_("official name"), max_length=400, blank=True)
    kind = models.CharField(_("kind"), max_length=60, choices=MeaKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="instruments")
    cluster = models.CharField(_("cluster"), max_length=20, choices=MeaCluster)
    scope = models.CharField(_("scope"), max_length=10, choices=MeaScope, blank=True)
    area = models.CharField(_("area"), max_length=80, blank=True)
    adopted_on = PartialDateField(_("adopted"))
    adopted_at_place = models.CharField(_("adopted at"), max_length=60, blank=True)
    in_force_on = PartialDateField(_("in force since"))
    depositary = models.CharField(_("depositary"), max_length=120, blank=True)
    secretariat = models.CharField(_("secretariat"), max_length=120, blank=True)
    secretariat_city = models.CharField(_("city"), max_length=60, blank=True)
    is_unep_administered = models.BooleanField(_("administered by UNEP"), null=True)
    url = models.URLField(_("address"), max_length=200, blank=True)
    informea_id = models.CharField(max_length=40, blank=True)
    parties = models.PositiveSmallIntegerField(_("parties"), null=True)
    parties_as_of = PartialDateField(_("parties as of"))
    parties_confidence = models.CharField(max_length=6, blank=True)
    status_in_text = models.TextField(_("as the documents put it"), blank=True)
    note = models.TextField(_("note"), blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.PORTAL)
    sources = GenericRelation(Citation, object_id_field="object_code", content_type_field="content_type")

    objects = MeaQuerySet.as_manager()

    class Meta(CodeList.Meta):
        verbose_name_plural = _("MEAs")

    def get_absolute_url(self):
        return reverse("meas:mea_detail", args=[self.code])


class Vocabulary(CodeList):
    """A list of terms that the founding documents state, or that was derived from them."""

    basis = models.CharField(max_length=8)
    sources = GenericRelation(Citation, object_id_field="object_code", content_type_field="content_type")


class Term(models.Model):
    """One term of a vocabulary, as worded there."""

    vocabulary = models.ForeignKey(Vocabulary, models.CASCADE, related_name="terms")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    acronym = models.CharField(max_length=8, blank=True)
    office_reference = models.CharField(max_length=60, blank=True)
    office_note = models.CharField(max_length=200, blank=True)
    is_in_text = models.BooleanField(default=True)
    certainty = models.CharField(max_length=8, choices=Certainty, default=Certainty.PRINTED)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["vocabulary", "position"]
        constraints = [models.UniqueConstraint(name="reference_term_once", fields=["vocabulary", "code"])]

    def __str__(self):
        return self.label
