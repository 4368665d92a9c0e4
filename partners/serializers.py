"""How agencies, focal points and agreements stand in the API."""

from django.db.models import Case, CharField, Exists, F, OuterRef, Value, When
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.serializers import DayOfField
from core.api.fields import NamedField, NamedListField, RowField
from core.api.names import Names
from core.api.serializers import RECORD_FIELDS, RecordSerializer
from core.choices import Visibility
from partners.models import Agency, Agreement, Commitment, Consent, FocalPoint
from reference.serializers import COUNTRIES, MEAS, REGIONS, SourceSerializer

AGENCIES = Names(Agency, code="code", has_version=True, is_named=lambda agency: agency.visibility == Visibility.PUBLIC)


class AgencySerializer(RecordSerializer):
    parent = NamedField(AGENCIES)
    country = NamedField(COUNTRIES)
    region = NamedField(REGIONS)
    office_of_region = NamedField(REGIONS)
    secretariat_of = NamedListField(MEAS)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Agency
        fields = (
            "code",
            "name",
            "acronym",
            "kind",
            "parent",
            "country",
            "region",
            "is_global",
            "office_of_region",
            "secretariat_of",
            "iati_reference",
            "role_in_plan",
            "url",
            *RECORD_FIELDS,
            "sources",
        )


@extend_schema_field(serializers.CharField())
class ConsentedField(RowField):
    """A personal field, for as long as the person agrees; otherwise empty (docs/design/security.md#personal-data)."""

    def get_attribute(self, post):
        return getattr(post, self.source) if _agreed(self.source).filter(focal_point=post).exists() else ""

    def to_representation(self, value):
        return value

    def row_expression(self, model, readers):
        agreed = Exists(_agreed(self.source).filter(focal_point=OuterRef("pk")))
        return Case(When(agreed, then=F(self.source)), default=Value(""), output_field=CharField())


def _agreed(field: str):
    return Consent.objects.filter(field=field, withdrawn_at__isnull=True)


class FocalPointSerializer(RecordSerializer):
    host = NamedField(AGENCIES)
    counterpart = NamedField(AGENCIES)
    region = NamedField(REGIONS)
    countries = NamedListField(COUNTRIES)
    meas = NamedListField(MEAS)
    person_name = ConsentedField()
    person_function = ConsentedField()
    office_mailbox = ConsentedField()
    telephone = ConsentedField()
    sources = SourceSerializer(many=True)

    class Meta:
        model = FocalPoint
        fields = (
            "code",
            "kind",
            "post",
            "subject",
            "host",
            "counterpart",
            "region",
            "is_global",
            "countries",
            "meas",
            "cluster",
            "grade",
            "number_of_posts",
            "is_pilot",
            "status",
            "url",
            "duty_station",
            "host_agreement",
            "established_on",
            "filled_on",
            "vacant_since",
            "ends_on",
            "funded_until",
            "person_name",
            "person_function",
            "office_mailbox",
            "telephone",
            *RECORD_FIELDS,
            "sources",
        )


class CommitmentSerializer(RecordSerializer):
    agency = NamedField(AGENCIES)

    class Meta(RecordSerializer.Meta):
        model = Commitment
        fields = ("code", "agency", "text", "due_on", "state", "reason")

    def rows_to_show(self, rows, readers):
        return rows.filter(pk__in=Commitment.objects.visible_to(readers(None)).order_by().values("pk"))


class AgreementSerializer(RecordSerializer):
    parties = NamedListField(AGENCIES)
    countries = NamedListField(COUNTRIES)
    commitments = CommitmentSerializer(many=True)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Agreement
        fields = (
            "code",
            "title",
            "kind",
            "parties",
            "countries",
            "subject",
            "signed_on",
            "starts_on",
            "ends_on",
            "review_cycle",
            "review_months",
            "provisions",
            "state",
            "as_of",
            "commitments",
            *RECORD_FIELDS,
            "sources",
        )


class PersonSerializer(serializers.Serializer):
    """How a person stands in the file of the list of people; the API has none of them."""

    name = serializers.CharField()
    email = serializers.CharField()
    role = serializers.CharField()
    speaks_for = serializers.ListField(child=serializers.CharField())
    signatory = serializers.BooleanField(source="is_signatory")
    state = serializers.CharField()
    last_sign_in_on = DayOfField(source="last_login")

    class Meta:
        fields = ("name", "email", "role", "speaks_for", "signatory", "state", "last_sign_in_on")
