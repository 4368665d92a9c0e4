"""The one manner of every list: search, filters, sort, pages and download. Its whole state is in the address."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.http import Http404
from django.shortcuts import render
from django.utils.functional import classproperty
from django.views import View

from core.api.rows import statement_for
from core.http.parameters import read_choice, read_number, refuse_unknown, refuse_value
from core.limits.costs import Cost
from core.limits.stored import stored_for_visitors
from core.lists.columns import Column
from core.records.catalogue import RecordKind
from core.records.counting import count_rows
from core.records.exports import amounts_in, csv_response

PAGE_SIZES = (25, 100)
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class SortLink:
    """The head of a column that sorts: where it leads, and how the list is sorted by it now."""

    url: str
    direction: str = ""  # ascending, descending, or nothing


@dataclass(frozen=True)
class Pager:
    """Which rows of how many a page shows, and the ways to the others (templates/ui/pager.html)."""

    first: int
    last: int
    count: int
    is_estimate: bool
    previous_url: str
    next_url: str
    sizes: Sequence[Mapping]


@dataclass(frozen=True)
class Read:
    """What a page reads: its rows, one more if there are any, how many fit, and how many there are without filters."""

    rows: Sequence
    count: int
    is_estimate: bool
    total: int | None


class RecordListView(View):
    """One list. A subclass names its kind of record and its columns; ``prepare_rows`` may add to the rows of a page."""

    http_method_names = ["get", "head", "options"]
    template_name = "list.html"
    kind: RecordKind
    columns: Sequence[Column]
    row_name = "record"  # what the cells' templates call a row
    default_order: str
    hidden_orders: Mapping[str, Sequence[str]] = {}  # name in the address → columns, for what no column shows

    @classproperty
    def title(cls):
        return cls.kind.label

    @classproperty
    def filterset_class(cls):
        return cls.kind.filterset

    @classproperty
    def file_name(cls):
        return cls.kind.name

    @classproperty
    def orders(cls) -> dict[str, Sequence[str]]:
        """Every name that may stand in the address, and the columns of the database that it orders by."""
        return {column.name: column.sort for column in cls.columns if column.sort} | dict(cls.hidden_orders)

    @classproperty
    def counted_orders(cls) -> set[str]:
        """Orders by what no table holds: it is counted for every row before the first can be shown."""
        held = {field.name for field in cls.kind.model._meta.get_fields()}
        return {
            name
            for name, columns in cls.orders.items()
            if any(column.removeprefix("-").partition("__")[0] not in held for column in columns)
        }

    @classmethod
    def cost(cls, query) -> Cost:
        """A file, a search, an order by counts, or an ordinary page."""
        if query.get("format") == "csv":
            return Cost.FILE
        is_dear = query.get("q") or query.get("ordering", "").removeprefix("-") in cls.counted_orders
        return Cost.DEAR if is_dear else Cost.ORDINARY

    def get_queryset(self):
        """The rows that this reader may see; a subclass adds what a row shows."""
        return self.kind.rows(self.request.user)

    def prepare_rows(self, rows):
        """The rows of one page, with what the database query does not bring."""
        return rows

    def get_context(self) -> dict:
        """What the page needs besides the list."""
        return {}

    def get(self, request):
        query = request.GET
        rows = self.get_queryset()
        filterset = self.filterset_class(query, queryset=rows, request=request)
        refuse_unknown(query, [*filterset.form.fields, "ordering", "page", "page_size", "format"])
        if not filterset.is_valid():
            raise refuse_value(next(iter(filterset.errors)))
        ordering = self._read_ordering(query)
        found = filterset.qs.order_by(*self._order_by(ordering))
        if read_choice(query, "format", ["html", "csv"], "html") == "csv":
            return self._file(found)
        size = read_number(query, "page_size", PAGE_SIZES[0])
        if size > PAGE_SIZES[-1]:
            raise refuse_value("page_size")
        page = read_number(query, "page", 1)

        def read_page() -> Read:
            shown = self.prepare_rows(list(found[(page - 1) * size : page * size + 1]))
            total = count_rows(rows)[0] if filterset.is_narrowed else None
            return Read(shown, *count_rows(found), total)

        is_shared = self.cost(query) == Cost.DEAR
        read = stored_for_visitors(request, read_page) if is_shared else read_page()
        if page > 1 and not read.rows:
            raise Http404
        context = {
            "filter_form": filterset.form,
            "rows": read.rows[:size],
            "pager": self._pager(read, page, size),
            "heads": self._heads(ordering),
            "row_name": self.row_name,
            "title": self.title,
            "downloads": [{"label": "CSV", "url": self._address(format="csv", page=None, page_size=None)}],
            "total": read.total,
            "ways_on": [] if read.rows else self._ways_on(filterset, rows),
            **self.get_context(),
        }
        return render(request, self.template_name, context)

    def _read_ordering(self, query) -> str:
        names = [sign + name for name in self.orders for sign in ("", "-")]
        return read_choice(query, "ordering", names, self.default_order)

    def _order_by(self, ordering: str) -> list[str]:
        columns = self.orders[ordering.removeprefix("-")]
        if not ordering.startswith("-"):
            return [*columns, "pk"]
        return [column.removeprefix("-") if column.startswith("-") else f"-{column}" for column in columns] + ["-pk"]

    def _heads(self, ordering: str) -> list[tuple[Column, SortLink | None]]:
        return [(column, self._sort_link(column, ordering) if column.sort else None) for column in self.columns]

    def _sort_link(self, column: Column, ordering: str) -> SortLink:
        if column.name != ordering.removeprefix("-"):
            return SortLink(self._address(ordering=column.name, page=None))
        if ordering.startswith("-"):
            return SortLink(self._address(ordering=column.name, page=None), "descending")
        return SortLink(self._address(ordering=f"-{column.name}", page=None), "ascending")

    def _file(self, found):
        serializer, names = self.kind.serializer, self.kind.serializer.Meta.fields
        keys = found.values_list("pk", flat=True).iterator(chunk_size=ROWS_AT_ONCE)
        rows = (row for some in in_parts(keys, ROWS_AT_ONCE) for row in self.read_rows(some))
        return csv_response(self.request, rows, names, self.file_name, amounts=amounts_in(serializer))

    def read_rows(self, keys: Sequence) -> Iterable[Mapping]:
        """The rows with these keys, in their order, as the API answers them to this reader."""
        serializer = self.kind.serializer
        return statement_for(serializer, serializer.Meta.fields, lambda scope: self.request.user).read(keys)

    def _pager(self, read: Read, page: int, size: int) -> Pager:
        first, fetched = (page - 1) * size + 1, len(read.rows)
        return Pager(
            first=first,
            last=first - 1 + min(fetched, size),
            count=read.count,
            is_estimate=read.is_estimate,
            previous_url=self._address(page=page - 1 if page > 2 else None) if page > 1 else "",
            next_url=self._address(page=page + 1) if fetched > size else "",
            sizes=[
                {"size": choice, "url": self._address(page_size=choice, page=None), "is_current": choice == size}
                for choice in PAGE_SIZES
            ],
        )

    def _ways_on(self, filterset, rows) -> list[dict]:
        """For a list that nothing fits: which filter to drop, and how many rows would then remain."""
        ways = []
        for name, field in filterset.form.fields.items():
            if not any(self.request.GET.getlist(name)):
                continue
            rest = self.request.GET.copy()
            del rest[name]
            remaining, _is_estimate = count_rows(self.filterset_class(rest, queryset=rows, request=self.request).qs)
            if remaining:
                ways.append({"label": field.label, "count": remaining, "url": self._address(**{name: None}, page=None)})
        return ways

    def _address(self, **changes) -> str:
        """This address with other parameters; None takes one out."""
        query = self.request.GET.copy()
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return f"?{query.urlencode()}"


def in_parts(items: Iterable, size: int) -> Iterator[list]:
    """The items in lists of that size, the last of which may be shorter."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def in_order(found, keys: Sequence) -> list:
    """The records with these keys, in their order; one that vanished meanwhile is left out."""
    records = found.in_bulk(keys)
    return [records[key] for key in keys if key in records]
