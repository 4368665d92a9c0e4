"""The catalogue of the API: every resource under ``/api/v1/``, its description, and the page for people."""

from functools import cache, wraps

import orjson
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path, reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.generators import SchemaGenerator
from rest_framework.routers import SimpleRouter

from core.api.problems import KINDS, problem
from core.http.parameters import refuse_unknown
from core.limits.costs import Cost, costs
from exchange.viewsets import MatchViewSet, OfferViewSet
from governance.viewsets import DecisionViewSet, GroupViewSet, MeetingViewSet, ReformViewSet, TargetViewSet
from needs.viewsets import AssessmentViewSet, AssistanceRequestViewSet, NeedViewSet, UnmetNeedViewSet
from partners.viewsets import AgencyViewSet, AgreementViewSet, FocalPointViewSet
from projects.viewsets import ContributionViewSet, LessonViewSet, ProjectViewSet, ResultViewSet
from reference.viewsets import AreaViewSet, CountryViewSet, MeaViewSet, RegionViewSet, ThemeViewSet
from reports.viewsets import ReportViewSet

CATALOGUE = {
    viewset.kind.name: viewset
    for viewset in (
        CountryViewSet,
        RegionViewSet,
        ThemeViewSet,
        AreaViewSet,
        MeaViewSet,
        AgencyViewSet,
        FocalPointViewSet,
        AgreementViewSet,
        AssessmentViewSet,
        NeedViewSet,
        UnmetNeedViewSet,
        AssistanceRequestViewSet,
        OfferViewSet,
        MatchViewSet,
        ProjectViewSet,
        ContributionViewSet,
        ResultViewSet,
        LessonViewSet,
        DecisionViewSet,
        ReformViewSet,
        MeetingViewSet,
        GroupViewSet,
        TargetViewSet,
        ReportViewSet,
    )
}
router = SimpleRouter()
for name, viewset in CATALOGUE.items():
    router.register(name, viewset, basename=name)


def read_only(view):
    """An endpoint beside the resources: other methods are refused in the form of every problem, before all else."""

    @csrf_exempt
    @wraps(view)
    def answer(request):
        if request.method not in ("GET", "HEAD"):
            return problem(request, "method-not-allowed", headers={"Allow": "GET, HEAD"})
        return view(request)

    return answer


@costs(Cost.API)
@read_only
def catalogue(request):
    """Where each resource is, and where the whole is described."""
    refuse_unknown(request.GET, ())
    addresses = {name: request.build_absolute_uri(reverse(f"api:{name}-list")) for name in CATALOGUE}
    about = {name: request.build_absolute_uri(reverse(f"api:{name}")) for name in ("schema", "docs")}
    return _json(orjson.dumps({**addresses, **about}), "application/json")


@costs(Cost.API)
@read_only
def schema(request):
    """The API's description in OpenAPI 3.1."""
    refuse_unknown(request.GET, ())
    return _json(written_description(), "application/vnd.oai.openapi+json")


@costs(Cost.API)
@read_only
def docs(request):
    """The same for people."""
    refuse_unknown(request.GET, ())
    limits = settings.REQUESTS_PER_MINUTE[Cost.API]
    context = {
        "resources": resources(),
        "kinds": KINDS.values(),
        "visitors": limits["visitor"],
        "members": limits["member"],
    }
    return render(request, "api/docs.html", context)


@cache
def description() -> dict:
    """What the API offers, in English whatever the reader's language: the words are names."""
    with translation.override("en"):
        found = SchemaGenerator(patterns=urlpatterns).get_schema(request=None, public=True)
    found["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "bearerFormat": "bsp_<8 characters>_<43 characters>"}
    }
    return found


@cache
def written_description() -> bytes:
    return orjson.dumps(description())


def resources() -> list[dict]:
    """Each resource with its address, its parameters and its fields, for the page."""
    found = description()
    paths, components = found["paths"], found["components"]["schemas"]
    listed = []
    for name, viewset in CATALOGUE.items():
        operation = paths[f"/api/v1/{name}/"]["get"]
        serializer = viewset.serializer_class.__name__.removesuffix("Serializer")
        fields = components[serializer]["properties"]
        listed.append(
            {
                "name": name,
                "path": reverse(f"api:{name}-list"),
                "key": viewset.lookup_field,
                "about": operation["description"],
                "is_public": viewset.is_public,
                "scope": viewset.scope,
                "parameters": [_described(one) for one in operation["parameters"]],
                "fields": [{"name": field, "kind": _kind(shape, components)} for field, shape in fields.items()],
            }
        )
    return listed


def _described(parameter: dict) -> dict:
    shape = parameter["schema"]
    values = shape.get("enum") or shape.get("items", {}).get("enum") or ()
    return {
        "name": parameter["name"],
        "about": parameter.get("description", ""),
        "repeats": shape.get("type") == "array" and parameter.get("explode", True),
        "values": () if parameter["name"] == "fields" else [value for value in values if value],
    }


def _kind(shape: dict, components: dict) -> str:
    """What a field holds, in a few words: text, number, code and name, rows of …"""
    if "$ref" in shape:
        name = shape["$ref"].rpartition("/")[2]
        return "{code, name}" if name == "Named" else "{" + ", ".join(components[name]["properties"]) + "}"
    for several in ("allOf", "oneOf", "anyOf"):
        if several in shape:
            return " | ".join(dict.fromkeys(_kind(one, components) for one in shape[several]))
    kind = shape.get("type", "any")
    if kind == "array":
        return f"[{_kind(shape['items'], components)}]"
    kinds = [kind] if isinstance(kind, str) else kind
    return " | ".join(one if one != "string" else shape.get("format", "string") for one in kinds)


def _json(content: bytes, media_type: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"},
    )


api_urls = [
    path("", catalogue, name="catalogue"),
    path("schema/", schema, name="schema"),
    path("docs/", docs, name="docs"),
    *router.urls,
]
urlpatterns = [path("api/v1/", include((api_urls, "api")))]
