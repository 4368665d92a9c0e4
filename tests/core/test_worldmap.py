"""The map shows every member of the United Nations, and no claim about territories."""

import re
from pathlib import Path

from bsp_portal import worldmap

SHAPES = Path(__file__).resolve().parents[2] / "static" / "img" / "world.svg"


def build(**values):
    return worldmap.build_map(values, {}, {code: f"/countries/{code}/" for code in values}, title="Needs")


def codes(countries):
    return {country.iso3 for country in countries}


def test_a_country_with_data_is_a_link_with_its_shade():
    world = build(KEN=6, RWA=2)
    assert {country.iso3: country.shade for country in world.countries} == {"KEN": 4, "RWA": 2}
    assert {country.url for country in world.countries} == {"/countries/KEN/", "/countries/RWA/"}


def test_every_member_without_a_shape_is_a_circle_even_without_data():
    members = set(worldmap.read_points()["un_members_without_shape"])
    assert len(members) == 28
    assert members <= codes(build().circles)


def test_a_circle_with_data_is_larger():
    radii = {circle.iso3: circle.radius for circle in build(MDV=1).circles}
    assert radii["MDV"] == 11
    assert radii["PLW"] == 7


def test_a_shape_too_small_to_press_becomes_a_circle_when_it_has_data():
    world = build(JAM=1)
    assert "JAM" in codes(world.circles)
    assert "JAM" not in codes(world.countries)
    assert "JAM" not in codes(build().circles)


def test_caribbean_circles_are_links_in_the_inset_only():
    world = build(BRB=2, MDV=1)
    assert codes(world.linked_circles) == {"MDV"}
    assert "BRB" in codes(world.inset_circles)
    assert "BRB" in codes(world.mute_circles)


def test_the_inset_lies_within_the_map():
    left, top, width, height = (int(number) for number in worldmap.VIEWBOX.split())
    frame = worldmap.inset_frame()
    assert left <= frame["x"]
    assert frame["x"] + frame["width"] <= left + width
    assert top <= frame["y"]
    assert frame["y"] + frame["height"] <= top + height
    for circle in build(BRB=1, JAM=1).inset_circles:
        assert frame["x"] <= circle.x <= frame["x"] + frame["width"]
        assert frame["y"] <= circle.y <= frame["y"] + frame["height"]


def test_territories_without_data_of_their_own_are_never_links():
    world = build(CHN=3, TWN=5, ESH=4, XKX=4, FLK=4)
    shades = {country.iso3: country.shade for country in world.blank}
    assert codes(world.countries) == {"CHN"}
    assert shades["TWN"] == 3
    assert (shades["ESH"], shades["XKX"], shades["FLK"]) == (0, 0, 0)
    assert not {"TWN", "ESH", "XKX", "FLK"} & codes(world.circles)


def test_the_map_file_holds_every_shape_that_pages_refer_to():
    drawn = set(re.findall(r'<path id="([A-Z]{3})" d="M', SHAPES.read_text(encoding="utf-8")))
    world = build(KEN=1, CHN=1)
    assert codes(world.countries) | codes(world.blank) == drawn
    assert worldmap.INSET_SHAPES <= drawn
    assert "ATA" not in drawn
