"""The endpoints of the API: one base for every resource. A subclass names its kind of record and its orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils.cache import patch_vary_headers
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from rest_framework.exceptions import (
    APIException,
    AuthenticationFailed,
    MethodNotAllowed,
    NotAuthenticated,
    PermissionDenied,
)
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.api.paging import Ordering, read_page
from core.api.rows import statement_for
from core.http.parameters import read_choice, read_number, refuse_unknown, refuse_value
from core.records.catalogue import RecordKind
from core.records.counting import count_rows

PAGE_SIZE = 25
LARGEST_PAGE = 100
OF_EVERY_DOOR = ("fields", "format")
OF_LISTS = ("cursor", "page_size", "count", "ordering", "updated_since")


@dataclass(frozen=True)
class Asker:
    """What a filter set is told of the request: whose sight counts."""

    user: Any


def reader_of(request, scope: str | None):
    """Whose sight counts: a token without the scope reads what visitors read."""
    if request.auth is None or scope is None or scope in request.auth.scopes:
        return request.user
    return AnonymousUser()


class VisibleReadOnlyViewSet(GenericViewSet):
    """A list in pages and its records, as far as the reader may see them."""

    http_method_names = ["get", "head"]
    kind: RecordKind
    orders: Sequence[str]  # columns by which the list can be ordered; the first is the default
    lookup_value_regex = "[^/]+"
    scope: str | None = None  # what a token needs to read more than visitors do
    is_public = True  # otherwise nothing of it is for visitors, and a token needs the scope

    @classproperty
    def queryset(cls):
        return cls.kind.model._default_manager.all()

    @classproperty
    def serializer_class(cls):
        return cls.kind.serializer

    @classproperty
    def filterset_class(cls):
        return cls.kind.filterset

    @classproperty
    def lookup_field(cls):
        return cls.kind.key

    def visible_rows(self, reader):
        """The rows of the list that this reader may see."""
        return self.kind.rows(reader)

    def rows_by_key(self, reader):
        """The records that this reader may ask for one by one."""
        return self.visible_rows(reader)

    def perform_authentication(self, request):
        try:
            super().perform_authentication(request)
        except AuthenticationFailed:
            self.check_throttles(request)  # who guesses tokens is counted, too
            raise
        except PermissionDenied:  # a session's POST comes without its token
            if request.method.lower() in self.http_method_names:
                raise
            raise MethodNotAllowed(request.method) from None

    def check_permissions(self, request):
        if self.is_public:
            return
        is_known = request.user.is_authenticated
        if is_known and (request.auth is None or self.scope in request.auth.scopes):
            return
        self.check_throttles(request)  # who is refused is counted, too
        if not is_known:
            raise NotAuthenticated
        raise PermissionDenied(
            _("The token lacks the scope %(scope)s. Use a token that has it.") % {"scope": self.scope}
        )

    def list(self, request):
        """One page of the rows that fit the filters."""
        query, reader = request.query_params, reader_of(request, self.scope)
        filter_names = list(self.filterset_class.base_filters) if self.filterset_class else []
        refuse_unknown(query, [*filter_names, *OF_EVERY_DOOR, *self.list_parameters()])
        names = self.read_fields(query)
        found = self.narrow(self.visible_rows(reader), query, reader, filter_names)
        size = read_number(query, "page_size", PAGE_SIZE)
        if size > LARGEST_PAGE:
            raise refuse_value("page_size")
        counted = read_choice(query, "count", ["true", "false"], "false") == "true"
        page = read_page(found, self.read_ordering(query), self.read_cursor(query), size, name=self.basename)
        answer: dict[str, Any] = {"next": self.link(page.next), "previous": self.link(page.previous)}
        if counted:
            answer["count"], answer["is_count_estimate"] = count_rows(found)
        alike = type(self) if isinstance(reader, AnonymousUser) and request.auth is None else None
        rows = statement_for(self.serializer_class, names, self.readers, kept_as=alike).read(page.keys)
        links = [f'<{url}>; rel="{name}"' for name, url in answer.items() if name in ("next", "previous") and url]
        return Response(answer | {"results": rows}, headers={"Link": ", ".join(links)} if links else None)

    def retrieve(self, request, **where):
        """One record; missing and invisible are the same."""
        refuse_unknown(request.query_params, OF_EVERY_DOOR)
        names = self.read_fields(request.query_params)
        code = where[self.lookup_field]
        if "\0" in code:
            raise Http404
        record = self.rows_by_key(reader_of(request, self.scope)).filter(**{self.lookup_field: code}).first()
        if record is None:
            raise Http404
        content = self.get_serializer(record).data
        return Response({name: content[name] for name in names})

    def readers(self, scope: str | None):
        """Whose sight counts for records of another kind that these point to."""
        return reader_of(self.request, scope)

    def get_serializer_context(self):
        return {"readers": self.readers}

    def get_renderer_context(self):
        return super().get_renderer_context() | {"columns": getattr(self, "shown_fields", [])}

    def list_parameters(self) -> Sequence[str]:
        """Parameters of the list beside its filters."""
        return OF_LISTS if self.has_changes else [name for name in OF_LISTS if name != "updated_since"]

    @property
    def has_changes(self) -> bool:
        """Whether its rows say when they changed."""
        return any(field.name == "updated_at" for field in self.queryset.model._meta.concrete_fields)

    def narrow(self, rows, query, reader, filter_names):
        """The rows that fit the filters and the moment."""
        if "updated_since" in query:
            rows = rows.filter(updated_at__gte=read_moment(query.getlist("updated_since")))
        if self.filterset_class is None or not any(name in query for name in filter_names):
            return rows  # building a form of filters that nobody asks for would be a fifth of a list's time
        filterset = self.filterset_class(query, queryset=rows, request=Asker(reader))
        if not filterset.is_valid():
            raise refuse_value(next(iter(filterset.errors)))
        return filterset.qs

    def read_fields(self, query) -> Sequence[str]:
        """The fields to show: ``?fields=code,title``, or all."""
        every = list(self.serializer_class.Meta.fields)
        asked = query.getlist("fields")
        if not asked:
            names = every
        else:
            names = asked[0].split(",")
            if len(asked) > 1 or not set(names) <= set(every) or len(set(names)) < len(names):
                raise refuse_value("fields")
        self.shown_fields = names
        return names

    def read_ordering(self, query) -> Ordering:
        names = [sign + name for name in self.orders for sign in ("", "-")]
        chosen = read_choice(query, "ordering", names, next(iter(self.orders)))
        name = chosen.removeprefix("-")
        column: Any = self.kind.model._meta.get_field(name)
        return Ordering(chosen, [name] if column.unique else [name, "id"], is_descending=chosen != name)

    def read_cursor(self, query) -> str | None:
        cursors = query.getlist("cursor")
        if len(cursors) > 1 or cursors == [""]:
            raise refuse_value("cursor")
        return cursors[0] if cursors else None

    def link(self, cursor: str | None) -> str | None:
        """This address with another cursor."""
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{urlencode(list(_pairs(query)))}")

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept", "Authorization", "Cookie"])
        if self.is_public and self.is_for_visitor(request):
            # Public data may be read by pages anywhere; no cookie or token goes along with that.
            response["Access-Control-Allow-Origin"] = "*"
            response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def is_for_visitor(self, request) -> bool:
        """Whether the answer is what a visitor gets. Asked also where it was refused before anybody knew who asks."""
        try:
            return not request.user.is_authenticated
        except APIException:
            return False


def read_moment(values: Sequence[str]) -> datetime:
    """A day or a moment of ISO 8601; without a zone it is in UTC. Raises BadQuery for anything else.

    The answer is in UTC, because the database does not take every zone that ISO 8601 can write.
    """
    try:
        found = parse_datetime(values[0]) or parse_date(values[0])
    except ValueError:
        found = None
    if found is None or len(values) > 1:
        raise refuse_value("updated_since")
    if not isinstance(found, datetime):
        found = datetime.combine(found, time())
    try:
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:  # the first hours of the year 1
        raise refuse_value("updated_since") from None


def _pairs(query):
    for name, values in query.lists():
        for value in values:
            yield name, value
