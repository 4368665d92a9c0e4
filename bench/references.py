"""What the API's list is measured against: the same page in one statement, and as it is usually written.

Neither asks who may see a record that another one points to: nothing in the bench's data is hidden.
"""

from django.db import connection
from django.http import HttpResponse
from django.urls import include, path
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from bsp_portal.urls import urlpatterns as portal_urls
from partners.models import Agency
from projects.models import Activity, Partnership, Project, ProjectCountry
from projects.serializers import ProjectSerializer
from reference.models import Citation

NAME = "'code', t.{key}, 'name', t.{name}"
# Field → through table, its column, table of names, its key and its name.
NAMED_LISTS = {
    "themes": ("projects_project_themes", "theme_id", "reference_theme"),
    "areas": ("projects_project_areas", "crosscuttingarea_id", "reference_crosscuttingarea"),
    "capacity_types": ("projects_project_capacity_types", "capacitytype_id", "reference_capacitytype"),
    "meas": ("projects_project_meas", "mea_id", "reference_mea"),
    "regions": ("projects_project_regions", "region_id", "reference_region"),
    "groups": ("projects_project_groups", "countrygroup_id", "reference_countrygroup"),
}
CODE_LISTS = {
    "needs": ("projects_project_needs", "need_id", "needs_need"),
    "agreements": ("projects_project_agreements", "agreement_id", "partners_agreement"),
    "offers": ("projects_project_offers", "offer_id", "exchange_offer"),
}
OTHERS = {
    "budget": "p.budget::text",
    "expenditure": "p.expenditure::text",
    "created_at": """to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')""",
    "updated_at": """to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "subprogramme": "(SELECT json_build_object('code', t.code, 'name', t.name_en) FROM reference_subprogramme t "
    "WHERE t.code = p.subprogramme_id)",
    "budget_funder": "(SELECT json_build_object('code', t.code, 'name', t.name) FROM partners_agency t "
    "WHERE t.id = p.budget_funder_id)",
    "parent": "(SELECT t.code FROM projects_project t WHERE t.id = p.parent_id)",
    "request": "(SELECT t.code FROM needs_assistancerequest t WHERE t.id = p.assistance_id)",
    "countries": "(SELECT coalesce(json_agg(json_build_object('country', json_build_object('code', t.iso3, 'name', "
    "t.name_en), 'role', l.role, 'share', l.share::text) ORDER BY l.id), '[]') FROM projects_projectcountry l "
    "JOIN reference_country t ON t.iso3 = l.country_id WHERE l.project_id = p.id)",
    "partners": "(SELECT coalesce(json_agg(json_build_object('agency', json_build_object('code', t.code, 'name', "
    "t.name), 'role', l.role) ORDER BY l.id), '[]') FROM projects_partnership l "
    "JOIN partners_agency t ON t.id = l.agency_id WHERE l.project_id = p.id)",
    "activities": "(SELECT coalesce(json_agg(json_build_object('title', l.title) ORDER BY l.position), '[]') "
    "FROM projects_activity l WHERE l.project_id = p.id)",
    "sources": "(SELECT coalesce(json_agg(json_build_object('document', json_build_object('code', t.code, 'name', "
    "t.title), 'paragraph', l.paragraph, 'field', l.field, 'value', l.value, 'certainty', l.certainty, 'note', "
    "l.note) ORDER BY l.position, l.id), '[]') FROM reference_citation l JOIN reference_document t "
    "ON t.code = l.document_id WHERE l.object_id = p.id AND l.content_type_id = (SELECT id FROM django_content_type "
    "WHERE app_label = 'projects' AND model = 'project'))",
}


def ceiling_sql() -> str:
    """One statement for a page: what the database itself needs for the very same answer."""
    columns = []
    for field in ProjectSerializer.Meta.fields:
        if field in NAMED_LISTS:
            through, column, table = NAMED_LISTS[field]
            columns.append(
                f"(SELECT coalesce(json_agg(json_build_object('code', t.code, 'name', t.name_en) ORDER BY t.code), "  # noqa: S608
                f"'[]') FROM {through} l JOIN {table} t ON t.code = l.{column} WHERE l.project_id = p.id) AS {field}"
            )
        elif field in CODE_LISTS:
            through, column, table = CODE_LISTS[field]
            columns.append(
                f"(SELECT coalesce(json_agg(t.code ORDER BY t.code), '[]') FROM {through} l "  # noqa: S608
                f"JOIN {table} t ON t.id = l.{column} WHERE l.project_id = p.id) AS {field}"
            )
        else:
            columns.append(f"{OTHERS.get(field, f'p.{field}')} AS {field}")
    page = "SELECT * FROM projects_project WHERE visibility = 'public' AND code > %s ORDER BY code LIMIT 100"
    return f"SELECT json_agg(x)::text FROM (SELECT {', '.join(columns)} FROM ({page}) p ORDER BY p.code) x"  # noqa: S608


CEILING = ceiling_sql()


def ceiling(request):
    with connection.cursor() as cursor:
        cursor.execute(CEILING, [request.GET["after"]])
        return HttpResponse(f'{{"results":{cursor.fetchone()[0]}}}', content_type="application/json")


class NamedSerializer(serializers.Serializer):
    code = serializers.CharField(source="pk")
    name = serializers.CharField()


class AgencyNameSerializer(serializers.ModelSerializer):
    class Meta:
        model = Agency
        fields = ("code", "name")


class PlainCountrySerializer(serializers.ModelSerializer):
    country = NamedSerializer()

    class Meta:
        model = ProjectCountry
        fields = ("country", "role", "share")


class PlainPartnershipSerializer(serializers.ModelSerializer):
    agency = AgencyNameSerializer()

    class Meta:
        model = Partnership
        fields = ("agency", "role")


class PlainActivitySerializer(serializers.ModelSerializer):
    class Meta:
        model = Activity
        fields = ("title",)


class DocumentNameSerializer(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField(source="label")


class PlainSourceSerializer(serializers.ModelSerializer):
    document = DocumentNameSerializer()

    class Meta:
        model = Citation
        fields = ("document", "paragraph", "field", "value", "certainty", "note")


def codes(**options):
    return serializers.SlugRelatedField(slug_field="code", read_only=True, **options)


class PlainProjectSerializer(serializers.ModelSerializer):
    """The same fields, written as the framework's tutorial does."""

    themes = NamedSerializer(many=True)
    areas = NamedSerializer(many=True)
    capacity_types = NamedSerializer(many=True)
    meas = NamedSerializer(many=True)
    regions = NamedSerializer(many=True)
    groups = NamedSerializer(many=True)
    subprogramme = NamedSerializer()
    budget_funder = AgencyNameSerializer()
    countries = PlainCountrySerializer(many=True, source="project_countries")
    partners = PlainPartnershipSerializer(many=True, source="partnerships")
    activities = PlainActivitySerializer(many=True)
    sources = PlainSourceSerializer(many=True)
    parent = codes()
    request = codes(source="assistance")
    needs = codes(many=True)
    agreements = codes(many=True)
    offers = codes(many=True)

    class Meta:
        model = Project
        fields = ProjectSerializer.Meta.fields


class PlainProjects(APIView):
    """With everything that prefetching can do, without a count."""

    renderer_classes = [JSONRenderer]

    def get(self, request):
        found = (
            Project.objects.visible_to(request.user)
            .filter(code__gt=request.query_params["after"])
            .order_by("code")
            .select_related("subprogramme", "budget_funder", "parent", "assistance")
            .prefetch_related(
                *NAMED_LISTS,
                *CODE_LISTS,
                "project_countries__country",
                "partnerships__agency",
                "activities",
                "sources__document",
            )[:100]
        )
        return Response({"results": PlainProjectSerializer(found, many=True).data})


urlpatterns = [
    *portal_urls,
    path("bench/", include([path("ceiling/", ceiling), path("plain/", PlainProjects.as_view())])),
]
