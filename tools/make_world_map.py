"""Write static/img/world.svg: the shapes of the start page's map, one path for each country, named by its ISO code.

Made once from reference/fixtures/geo/world_110m.json (a box of 1000 by 489 units). The box is doubled so that whole
numbers suffice, steps are relative, and borders are simplified arc by arc: an arc between two countries is simplified
once, so that neighbours still meet. Antarctica is left out. Run: python tools/make_world_map.py
"""

import json
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHAPES = ROOT / "reference" / "fixtures" / "geo" / "world_110m.json"
TARGET = ROOT / "static" / "img" / "world.svg"
BOX = "0 0 2000 978"
TOLERANCE = 0.55  # in units of the source
LEFT_OUT = {"ATA"}

Point = tuple[float, float]


def read_rings(path: str) -> list[list[Point]]:
    """The closed rings of an absolute M…L…Z path; the closing point is not repeated."""
    rings = []
    for part in path.split("Z"):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", part)]
        ring = list(zip(numbers[::2], numbers[1::2], strict=True))
        if len(ring) > 1 and ring[0] == ring[-1]:
            ring.pop()
        if ring:
            rings.append(ring)
    return rings


def find_junctions(shapes: dict[str, list[list[Point]]]) -> set[Point]:
    """Points where more than two lines meet: they stay, whatever is simplified between them."""
    neighbours = defaultdict(set)
    for rings in shapes.values():
        for ring in rings:
            for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
                neighbours[here].add(there)
                neighbours[there].add(here)
    return {point for point, others in neighbours.items() if len(others) > 2}


def distance(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from the stretch between two others."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length)) if length else 0
    return ((px - ax - along * (bx - ax)) ** 2 + (py - ay - along * (by - ay)) ** 2) ** 0.5


def simplify(arc: list[Point]) -> list[Point]:
    """Douglas and Peucker: leave out points nearer to the line than the tolerance."""
    if len(arc) < 3:
        return arc
    far, place = max((distance(point, arc[0], arc[-1]), number) for number, point in enumerate(arc[1:-1], 1))
    if far <= TOLERANCE:
        return [arc[0], arc[-1]]
    return simplify(arc[: place + 1])[:-1] + simplify(arc[place:])


def simplify_ring(ring: list[Point], junctions: set[Point]) -> list[Point]:
    """Simplify between junctions; a ring without one is cut at its first point and the point farthest from it."""
    cuts = [number for number, point in enumerate(ring) if point in junctions]
    if len(cuts) < 2:
        first = cuts[0] if cuts else ring.index(min(ring))
        far = max(range(len(ring)), key=lambda number: distance(ring[number], ring[first], ring[first]))
        cuts = sorted({first, far})
    result = []
    for start, end in zip(cuts, cuts[1:] + [cuts[0] + len(ring)], strict=True):
        arc = [ring[number % len(ring)] for number in range(start, end + 1)]
        forward = arc <= arc[::-1]
        kept = simplify(arc if forward else arc[::-1])
        result += (kept if forward else kept[::-1])[:-1]
    return result


def write_ring(ring: list[Point]) -> str:
    """The ring in the doubled box with whole, relative steps; empty if fewer than three points remain."""
    points = []
    for x, y in ring:
        point = (round(2 * x), round(2 * y))
        if not points or point != points[-1]:
            points.append(point)
    if len(set(points)) < 3:
        return ""
    steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in zip(points, points[1:], strict=False)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def write_country(rings: list[list[Point]], junctions: set[Point]) -> str:
    """All rings of a country; a country too small to survive keeps its largest ring as it is."""
    path = "".join(write_ring(simplify_ring(ring, junctions)) for ring in rings)
    return path or write_ring(max(rings, key=len))


def main():
    source = json.loads(SHAPES.read_text(encoding="utf-8"))
    shapes = {code: read_rings(path) for code, path in sorted(source.items()) if code not in LEFT_OUT}
    junctions = find_junctions(shapes)
    paths = "".join(f'<path id="{code}" d="{write_country(rings, junctions)}"/>' for code, rings in shapes.items())
    TARGET.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{BOX}">{paths}</svg>\n', encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {len(shapes)} shapes, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
