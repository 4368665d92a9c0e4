"""The map of the start page: which shapes, circles and links it has. Pure: numbers in, places out, no database.

A country with data is a link. Every United Nations member without a shape is a circle, and so is every country with
data whose shape is missing or too small to be pressed. The islands of the Caribbean are repeated in an inset three
times as large; only there they are links, so that nobody meets them twice by keyboard.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.functional import Promise

POINTS = Path(__file__).resolve().parent.parent / "reference" / "fixtures" / "geo" / "world_points.json"
VIEWBOX = "60 0 1940 880"
SCALE = 2  # the shapes lie in a box of 2000 units, the points in one of 1000
RADIUS_WITH_DATA = 11
RADIUS_WITHOUT = 7
SHADES = 4  # 1, 2, 3, 4 or more

# In units of the map: what the inset shows, three times as large, over the empty part of the Pacific.
INSET_FROM = (512, 326)
INSET_SIZE = (118, 98)
INSET_TO = (124, 520)
INSET_ZOOM = 3
INSET_SHAPES = frozenset({"COL", "CUB", "DOM", "HTI", "JAM", "PAN", "PRI", "TTO", "VEN"})

# No data of their own (reference/fixtures/README.md#geo): three neutral, one with the fill of another.
NEUTRAL = frozenset({"ESH", "XKX", "FLK", "ATF"})
FILLED_LIKE = {"TWN": "CHN"}
LEFT_OUT = frozenset({"ATA"})


@dataclass(frozen=True)
class MapLayer:
    """One of the maps to choose from: needs, projects, unmet."""

    key: str
    label: str | Promise
    url: str


@dataclass(frozen=True)
class MapCountry:
    """A country in the map; ``shade`` 0 means no data. ``x``, ``y`` and ``radius`` are set for circles only."""

    iso3: str
    name: str
    value: int
    url: str
    shade: int
    x: int = 0
    y: int = 0
    radius: int = 0


@dataclass(frozen=True)
class WorldMap:
    title: str | Promise
    layers: Sequence[MapLayer]
    current_layer: str
    table_url: str
    countries: list[MapCountry]  # with data, by name: links
    blank: list[MapCountry]  # without data, or without data of their own
    circles: list[MapCountry]
    inset_circles: list[MapCountry]
    viewbox: str = VIEWBOX
    inset: Mapping[str, int | str] = field(default_factory=lambda: inset_frame())

    @property
    def linked_circles(self):
        return [circle for circle in self.circles if circle.shade and not _lies_in_inset(circle.x, circle.y)]

    @property
    def mute_circles(self):
        """Circles without data, and those that are links in the inset."""
        return [circle for circle in self.circles if not circle.shade or _lies_in_inset(circle.x, circle.y)]

    @property
    def inset_shapes(self):
        return [country for country in (*self.blank, *self.countries) if country.iso3 in INSET_SHAPES]


@cache
def read_points() -> Mapping:
    """The point of every country; read once."""
    return json.loads(POINTS.read_text(encoding="utf-8"))


def inset_frame() -> dict[str, int | str]:
    """Place and view box of the inset, and the place that it repeats."""
    (left, top), (width, height) = INSET_FROM, INSET_SIZE
    return {
        "x": INSET_TO[0],
        "y": INSET_TO[1],
        "width": width * INSET_ZOOM,
        "height": height * INSET_ZOOM,
        "from_x": left,
        "from_y": top,
        "from_width": width,
        "from_height": height,
        "viewbox": f"{left} {top} {width} {height}",
    }


def shade_of(value: int) -> int:
    """0 for no data, 1 to 3 as they are, 4 for four or more."""
    return max(0, min(SHADES, value))


def build_map(
    values: Mapping[str, int],
    names: Mapping[str, str],
    urls: Mapping[str, str],
    *,
    title: str | Promise,
    layers: Sequence[MapLayer] = (),
    current_layer: str = "",
    table_url: str = "",
) -> WorldMap:
    """Lay out the map. ``values`` counts records by ISO 3166 code; ``names`` and ``urls`` cover at least these."""
    source = read_points()
    members_without_shape = set(source["un_members_without_shape"])
    countries: list[MapCountry] = []
    blank: list[MapCountry] = []
    circles: list[MapCountry] = []
    for iso3, point in source["points"].items():
        if iso3 in LEFT_OUT:
            continue
        has_own_data = iso3 not in NEUTRAL and iso3 not in FILLED_LIKE
        value = values.get(iso3, 0) if has_own_data else 0
        shade = shade_of(values.get(FILLED_LIKE.get(iso3, iso3), 0)) if iso3 not in NEUTRAL else 0
        country = {
            "iso3": iso3,
            "name": names.get(iso3, iso3),
            "value": value,
            "url": urls.get(iso3, ""),
            "shade": shade,
        }
        is_circle = (value and (point["draw_marker"] or not point["has_shape"])) or iso3 in members_without_shape
        if is_circle:
            radius = RADIUS_WITH_DATA if value else RADIUS_WITHOUT
            x, y = round(point["x"] * SCALE), round(point["y"] * SCALE)
            circles.append(MapCountry(**country, x=x, y=y, radius=radius))
        if point["has_shape"]:
            (countries if value and not is_circle else blank).append(MapCountry(**country))
    countries.sort(key=lambda country: country.name)
    return WorldMap(
        title=title,
        layers=layers,
        current_layer=current_layer,
        table_url=table_url,
        countries=countries,
        blank=blank,
        circles=circles,
        inset_circles=[_enlarge(circle) for circle in circles if _lies_in_inset(circle.x, circle.y)],
    )


def _lies_in_inset(x: int, y: int) -> bool:
    (left, top), (width, height) = INSET_FROM, INSET_SIZE
    return left <= x <= left + width and top <= y <= top + height


def _enlarge(circle: MapCountry) -> MapCountry:
    """The same circle at its place in the inset; its size stays."""
    x = INSET_TO[0] + (circle.x - INSET_FROM[0]) * INSET_ZOOM
    y = INSET_TO[1] + (circle.y - INSET_FROM[1]) * INSET_ZOOM
    return MapCountry(circle.iso3, circle.name, circle.value, circle.url, circle.shade, x=x, y=y, radius=circle.radius)
