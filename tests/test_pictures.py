"""Pictures drawn as SVG: rulers, claims, the map, the studies of a year, a nation's years."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from conftest import CHECKOUT

import carbondata
from carbondata.draw.ruler import ENDS, axis_of, lanes, marks, rulers
from carbondata.draw.world import shapes
from carbondata.errors import QueryError
from carbondata.query.connection import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("altair")
from carbondata import plot

SVG = "{http://www.w3.org/2000/svg}"


def _root(picture: object, path: Path) -> ET.Element:
    return ET.parse(plot.save(picture, path)).getroot()  # noqa: S314  (our own file)  # type: ignore[arg-type]


def _circle(root: ET.Element, look: str) -> float:
    (found,) = (one for one in root.iter(f"{SVG}circle") if one.get("class") == look)
    return float(found.attrib["cx"])


def test_a_power_of_ten_is_as_far_from_the_next_everywhere(built: Path, tmp_path: Path) -> None:
    # 552.1 t over 57.15 t is 9.66: 0.985 of a power of ten, 1024 / 18 = 56.9 pixels each.
    root = _root(plot.ruler("gpt-3", "car-lifetime-usa", database=built), tmp_path / "r.svg")
    assert _circle(root, "accent") - _circle(root, "warn") == pytest.approx(0.985 * 56.9, abs=0.2)


def test_a_ruler_has_a_prompt_and_the_world_and_what_is_between(built: Path) -> None:
    for measure, (low, high) in ENDS.items():
        found = marks(measure, "en", built)
        assert {"chatgpt-prompt", "bitcoin", "SWE", "FRA", "WLD"} <= {one.subject for one in found}
        assert all(10.0**low < mark.amount < 10.0**high for mark in found)
    assert len(marks("emissions", "en", built)) >= 10


def test_names_on_a_ruler_do_not_overlap(built: Path) -> None:
    for drawn in rulers(built):
        root = ET.fromstring(drawn)  # noqa: S314  (our own text)
        across = "lying" in root.attrib["class"]
        boxes = []
        for one in root.iter("text"):
            if one.get("class") == "axis":
                continue
            half = 3.2 * len(one.text or "")
            x, y = float(one.attrib["x"]), float(one.attrib["y"])
            left = x - half if across else x
            boxes.append((left, left + 2 * half, y - 12, y + 3, one.text))
        clashes = [
            (one[4], other[4])
            for at, one in enumerate(boxes)
            for other in boxes[at + 1 :]
            if one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
        ]
        assert clashes == []


def test_what_has_no_room_has_no_lane() -> None:
    # Ten at one place: a line from a second one above would cross the first.
    assert lanes([(100.0, "a name")] * 4) == [1, -1, 0, 0]
    # A name that is drawn further out may begin beyond the one below it.
    assert lanes([(100.0, "e-mail"), (140.0, "telephone"), (150.0, "kilometre")]) == [1, -1, 2]


def test_the_axis_says_how_it_is_to_be_read() -> None:
    axis = axis_of("emissions")
    assert axis.at(1.0) - axis.at(1e-3) == pytest.approx(3 * axis.step, abs=0.1)


def test_a_claim_shows_what_was_stated_beside_what_is_known(built: Path, tmp_path: Path) -> None:
    picture = plot.claim("nlp-five-cars", database=built)
    assert (picture.width, picture.height) == (1200, 630)
    assert picture.title.startswith("Exaggerated by a factor of 89: “Training large language")
    root = _root(picture, tmp_path / "c.svg")
    bars = {
        one.get("class"): float(one.attrib["x"])
        for one in root.iter(f"{SVG}rect")
        if one.get("y") in {"446.0", "436.0"}
    }
    # 5 stated and 0.056 known, from x = 70 on: the one at 1060 / 1.02, the other at a 89th of it.
    assert bars["stop"] + 3 - 70 == pytest.approx(1060 / 1.02, abs=0.2)
    assert bars["accent"] - 70 == pytest.approx(1060 / 1.02 * 0.05599 / 5, abs=0.2)


@pytest.mark.slow
def test_every_claim_is_drawn_within_its_picture(built: Path) -> None:
    for claim in carbondata.claims(database=built)["claim_id"].to_pylist():
        for language in ("en", "fr"):
            picture = plot.claim(claim, language=language, database=built)
            root = ET.fromstring(picture.svg())  # noqa: S314  (our own text)
            for text in root.iter(f"{SVG}text"):
                size = float(text.attrib["font-size"])
                wide = size * 0.47 * len(text.text or "")
                assert float(text.attrib["y"]) < 620, claim
                if text.get("text-anchor") is None:
                    assert float(text.attrib["x"]) + wide < 1190, (claim, text.text)


def test_what_is_known_today_is_told_to_its_end(built: Path) -> None:
    svg = plot.claim("ict-4-percent", database=built).svg()
    told = [line.split("<")[0] for line in svg.split(">") if "2024)" in line]
    assert told == ["Malmodin et al., 2024)"]


def test_a_claim_that_is_none_is_refused(built: Path) -> None:
    with pytest.raises(QueryError, match="nope"):
        plot.claim("nope", database=built)


@pytest.mark.slow
def test_a_map_has_the_figures_of_the_chart(built: Path, tmp_path: Path) -> None:
    root = _root(plot.map("strubell-2019/nas-gpu", database=built), tmp_path / "m.svg")
    shades = {one.get("d"): one.get("fill") for one in root.iter(f"{SVG}path")}
    # 2019: France 56 g/kWh, India 715: the second class and the last.
    assert shades[shapes()["FRA"]] == "#e9b35f"
    assert shades[shapes()["IND"]] == "#55270c"
    described = root.find(f"{SVG}desc")
    assert described is not None
    assert "t CO2e" in (described.text or "")


def test_the_map_is_in_an_equal_area_projection() -> None:
    # Land in thousand km2: Algeria 2,382, Australia 7,633 (with Tasmania), Kazakhstan 2,700.
    algeria = _area("DZA")
    assert _area("AUS") / algeria == pytest.approx(7633 / 2382, rel=0.04)
    assert _area("KAZ") / algeria == pytest.approx(2700 / 2382, rel=0.04)


def _area(area: str) -> float:
    """Measure a country on the map, in square pixels, by the shoelace formula."""
    return sum(abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _edges(ring))) / 2
               for ring in shapes()[area].split("z") if ring)  # fmt: skip


def _edges(ring: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    start, steps = ring.removeprefix("M").split("l")
    x, y = map(int, start.split())
    points = [(x, y)]
    numbers = [int(one) for one in re.findall(r"-?\d+", steps)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        points.append((points[-1][0] + dx, points[-1][1] + dy))
    return zip(points, [*points[1:], points[0]], strict=True)


def test_every_country_of_the_map_is_an_area(built: Path) -> None:
    query = "SELECT area_id FROM areas WHERE kind = 'country'"
    known = {area for (area,) in opened(built).cursor().execute(query).fetchall()}
    assert set(shapes()) - known == {"-"}


@pytest.mark.slow
def test_the_map_is_made_from_natural_earth() -> None:
    made = CHECKOUT / "tests" / "page" / "world.py"
    scope: dict[str, object] = {"__name__": "world", "__file__": str(made)}
    exec(compile(made.read_text(encoding="utf-8"), str(made), "exec"), scope)  # noqa: S102  (our own)
    if not Path(str(scope["ATLAS"])).exists():
        pytest.skip("world-atlas is not installed in tests/page")
    assert json.loads(scope["text"]()) == shapes()  # type: ignore[operator]


def test_one_year_of_anything_names_the_study_taken(built: Path, tmp_path: Path) -> None:
    picture = plot.studies("bitcoin", year=2017, database=built)
    root = _root(picture, tmp_path / "y.svg")
    bold = [one.text for one in root.iter(f"{SVG}text") if one.get("font-weight") == "bold"]
    assert bold == [
        "Bitcoin in 2017: 6 figures; used: 6.75 Mt CO2e",
        "ccaf-cbeci-2023",
        "6.75 Mt CO2e",
    ]
    assert sum(1 for one in root.iter(f"{SVG}circle")) == 6
    # From zero to 69 Mt is less than ten times 2.77 Mt apart by more: a log scale from 250 to 700.
    assert _circle(root, "accent") == pytest.approx(250 + 450 * 0.2767, abs=1.5)


def test_a_nation_has_its_years_and_the_run_in_its_own(built: Path) -> None:
    chart = plot.nation("SWE", "gpt-3", database=built)
    told = carbondata.compare("gpt-3", "SWE", database=built)
    assert chart.to_dict()["usermeta"]["title"] in told.sentence()
    rows = (
        [one for one in chart.to_dict()["datasets"].values() if len(one) > 20]
        if "datasets" in chart.to_dict()
        else []
    )
    values = rows or [
        layer["data"]["values"]
        for layer in chart.to_dict()["layer"]
        if len(layer.get("data", {}).get("values", [])) > 20
    ]
    years = [row["year"] for row in values[0]]
    assert years == list(range(1990, 2025))
    with pytest.raises(QueryError, match="is not counted by the year: name a country"):
        plot.nation("car-lifetime-usa", "gpt-3", database=built)


@pytest.mark.slow
def test_every_kind_of_subject_is_drawn(built: Path) -> None:
    """The ruler and the studies of one of twelve subjects; nothing ends in a traceback."""
    query = """SELECT DISTINCT subject FROM quantities WHERE preferred AND hash(subject) % 12 = 0
        ORDER BY subject"""
    subjects = [name for (name,) in opened(built).cursor().execute(query).fetchall()]
    assert len(subjects) > 50
    failures = []
    for at, subject in enumerate(subjects):
        for draw in (plot.ruler, plot.studies):
            try:
                draw(subject, language=("en", "fr")[at % 2], database=built)
            except QueryError:
                continue
            except Exception as error:  # noqa: BLE001  (whatever it is, it is named)
                failures.append((subject, draw.__name__, repr(error)))
    assert failures == []


@pytest.mark.parametrize("subject", ["SWE", "FRA", "USA", "WLD"])
def test_a_nations_studies_are_drawn(built: Path, tmp_path: Path, subject: str) -> None:
    picture = plot.studies(subject, database=built)
    assert plot.save(picture, tmp_path / "n.png").stat().st_size > 5000
