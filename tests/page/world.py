"""Make carbondata/draw/world.json: the countries of the world in an equal-area projection.

From Natural Earth at 1:110,000,000 (public domain), as the npm package world-atlas has it:
`npm install --prefix tests/page && python tests/page/world.py`; a test does the same and compares.
"""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ATLAS = HERE / "node_modules" / "world-atlas" / "countries-110m.json"
CHECKOUT = HERE.parent.parent
OUT = CHECKOUT / "carbondata" / "draw" / "world.json"
WIDTH, NORTH, SOUTH = 900, 84, -57
# Names in Natural Earth that are not those of ISO 3166.
NAMES = {
    "Bolivia": "BOL", "Bosnia and Herz.": "BIH", "Brunei": "BRN", "Central African Rep.": "CAF",
    "Congo": "COG", "Czechia": "CZE", "Côte d'Ivoire": "CIV", "Dem. Rep. Congo": "COD",
    "Dominican Rep.": "DOM", "Eq. Guinea": "GNQ", "Falkland Is.": "FLK",
    "Fr. S. Antarctic Lands": "ATF", "Iran": "IRN", "Kosovo": "XKX", "Laos": "LAO",
    "Macedonia": "MKD", "Moldova": "MDA", "New Caledonia": "NCL", "North Korea": "PRK",
    "Palestine": "PSE", "Puerto Rico": "PRI", "Russia": "RUS", "S. Sudan": "SSD",
    "Solomon Is.": "SLB", "South Korea": "KOR", "Syria": "SYR", "Taiwan": "TWN",
    "Tanzania": "TZA", "Turkey": "TUR", "United States of America": "USA", "Venezuela": "VEN",
    "Vietnam": "VNM", "W. Sahara": "ESH", "eSwatini": "SWZ",
}  # fmt: skip
# Claimed by a country that the rest of the world counts them to; drawn without a figure.
NO_FIGURE = {"N. Cyprus", "Somaliland"}


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees by Equal Earth (Šavrič, Patterson and Jenny 2018)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    m = math.sqrt(3) / 2
    t = math.asin(m * math.sin(math.radians(latitude)))
    t2, t6 = t**2, t**6
    down = m * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2))
    return math.radians(longitude) * math.cos(t) / down, t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


def pixel(longitude: float, latitude: float) -> tuple[int, int]:
    """Return the place of a point on the map, in whole pixels."""
    edge, top = equal_earth(180, 0)[0], equal_earth(0, NORTH)[1]
    scale = WIDTH / (2 * edge)
    x, y = equal_earth(longitude, latitude)
    return round((x + edge) * scale), round((top - y) * scale)


def outlines(atlas: dict[str, Any]) -> Iterator[tuple[str, list[list[tuple[int, int]]]]]:
    """Return each country's name with its outer rings in pixels."""
    (sx, sy), (tx, ty) = (atlas["transform"][key] for key in ("scale", "translate"))
    arcs = []
    for steps in atlas["arcs"]:
        x = y = 0
        arcs.append([pixel((x := x + dx) * sx + tx, (y := y + dy) * sy + ty) for dx, dy in steps])
    for shape in atlas["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = []
        for outer, *_ in polygons:
            points = [
                point
                for arc in outer
                for point in (arcs[arc] if arc >= 0 else reversed(arcs[~arc]))
            ]
            rings += cut(points)
        yield shape["properties"]["name"], rings


def cut(ring: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Cut a ring where it leaves the map on one side and comes back on the other."""
    parts: list[list[tuple[int, int]]] = [[]]
    for point in ring:
        if parts[-1] and abs(point[0] - parts[-1][-1][0]) > WIDTH / 2:
            parts.append([])
        if not parts[-1] or point != parts[-1][-1]:
            parts[-1].append(point)
    if len(parts) > 1:
        # A ring that was cut begins in the middle of a part.
        parts[0] = [*parts.pop(), *parts[0]]
    return parts


def path(ring: list[tuple[int, int]]) -> str:
    """Write a ring as an SVG path of steps from point to point."""
    steps = [value for (x, y), (u, v) in pairwise(ring) for value in (u - x, v - y)]
    text = "".join(f"{' ' if at and step >= 0 else ''}{step}" for at, step in enumerate(steps))
    return f"M{ring[0][0]} {ring[0][1]}l{text}z"


def world() -> dict[str, str]:
    """Return the path of each area that the map shows, by its id."""
    areas = pq.read_table(CHECKOUT / "parquet" / "areas.parquet").to_pylist()
    countries = [row for row in areas if row["kind"] == "country"]
    ids = {row["name_en"]: row["area_id"] for row in countries} | NAMES
    found: dict[str, str] = {}
    for name, rings in outlines(json.loads(ATLAS.read_text(encoding="utf-8"))):
        if name == "Antarctica":
            continue
        area = "-" if name in NO_FIGURE else ids[name]
        # What is smaller than a pixel is not seen.
        drawn = "".join(path(ring) for ring in rings if len(ring) > 3)
        found[area] = found.get(area, "") + drawn
    return dict(sorted(found.items()))


def text() -> str:
    """Write the map as the file holds it."""
    return json.dumps(world(), separators=(",", ":")) + "\n"


if __name__ == "__main__":
    OUT.write_text(text(), encoding="utf-8")
