"""Charts as files: what stands where in the SVG, against SQL and against sums by hand."""

from __future__ import annotations

import re
from math import log10
from pathlib import Path
from statistics import median
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import duckdb
import pytest

from carbondata import plot
from carbondata.plot import frame

SVG = "{http://www.w3.org/2000/svg}"
BLUE, VERMILLION, GREEN = "#0072b2", "#d55e00", "#009e73"
NO_BREAK, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


class Drawing:
    """An SVG file taken apart."""

    def __init__(self, chart: alt.LayerChart, path: Path) -> None:
        self.root = ET.parse(plot.save(chart, path)).getroot()  # noqa: S314  (our own file)

    @property
    def points(self) -> dict[str, ET.Element]:
        """Return the points that carry data, by what a screen reader says of them."""
        return {
            mark.attrib["aria-label"]: mark
            for mark in self.root.iter(f"{SVG}path")
            if mark.get("role") == "graphics-symbol" and "aria-label" in mark.attrib
        }

    @property
    def text(self) -> str:
        """Return all that can be read."""
        return "\n".join(" ".join(one.itertext()) for one in self.root.iter(f"{SVG}text"))

    def says(self, start: str) -> ET.Element:
        """Return the one point of which is said what begins so."""
        (found,) = (mark for said, mark in self.points.items() if said.startswith(start))
        return found


def at(mark: ET.Element) -> tuple[float, float]:
    x, y = re.findall(r"-?[\d.]+(?:e-?\d+)?", mark.attrib["transform"])
    return float(x), float(y)


def test_a_comparison_stands_where_its_amounts_belong_on_the_log_scale(
    built: Path, tmp_path: Path
) -> None:
    chart = plot.compare(
        "strubell-2019/nas-gpu", "car-lifetime-usa", "SWE@2017#gcb", database=built
    )
    drawing = Drawing(chart, tmp_path / "c.svg")
    # 57.2 t, 284 t and some 42 Mt lie between 10 t and 100 Mt: seven decades on 420 pixels.
    assert at(drawing.says("one lifetime"))[0] == pytest.approx(60 * (log10(57.15263862) - 1))
    assert at(drawing.says("Evolved"))[0] == pytest.approx(60 * (log10(284.01913043735) - 1))
    assert len(drawing.points) == 3
    assert drawing.says("one lifetime").attrib["aria-label"] == (
        "one lifetime of an average American car, fuel included: "
        "57.2 t CO2e (5.0 lifetimes, caution)"
    )
    assert drawing.says("one lifetime").attrib["fill"] == VERMILLION
    assert "5.0 lifetimes" in drawing.text
    assert "Published figure corrected in 2021 (patterson-2021) to 3.2 t." in drawing.text


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "to GPUs): published figure corrected in 2021 (patterson-2021) to {} t."),
        (
            "fr",
            "chiffre publié, corrigé en 2021 (patterson-2021) ; valeur retenue depuis : {} t.",
        ),
    ],
)
def test_a_corrected_reference_says_by_whom_and_what_stands(
    built: Path, language: str, told: str
) -> None:
    # What stands for two of it is twice 3.2 t.
    for *pair, stands in (("1000*car-km-usa", "nas-gpu", "3.2"), ("SWE@2019", "2*nas-gpu", "6.4")):
        chart = plot.compare(*pair, language=language, database=built).to_dict()
        said = " ".join(chart["title"]["subtitle"]).replace(NO_BREAK, " ").replace(NARROW, " ")
        assert told.format(stands if language == "en" else stands.replace(".", ",")) in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Published figure corrected in 2021 (patterson-2021) to 3.2 t."),
        ("fr", "corrigé en 2021 (patterson-2021) ; valeur retenue depuis : 3,2 t."),
    ],
)
def test_a_corrected_run_elsewhere_says_so(built: Path, language: str, told: str) -> None:
    chart = plot.elsewhere("nas-gpu", language=language, database=built).to_dict()
    assert told in " ".join(chart["title"]["subtitle"]).replace(NO_BREAK, " ").replace(NARROW, " ")
    *_, sources = chart["description"].split("Sources")
    assert "patterson-2021" in sources


def test_what_may_not_be_compared_is_named_and_not_drawn(built: Path, tmp_path: Path) -> None:
    chart = plot.compare("SWE@2017", "FRA@2017", "car-km-usa", database=built)
    drawing = Drawing(chart, tmp_path / "c.svg")
    assert {said.split(" in ")[0] for said in drawing.points} == {"Sweden", "France"}
    assert drawing.says("France").attrib["fill"] == GREEN
    assert "Not drawn, as the comparison is refused" in drawing.text
    assert "kilometre" in drawing.text


def test_bounds_are_drawn_from_low_to_high(built: Path, tmp_path: Path) -> None:
    (low, high), *_ = _ask(
        built,
        """SELECT emissions_t_low, emissions_t_high FROM quantities
        WHERE row_id = 'ccaf-cbeci-2023/bitcoin-2017' AND figure = 'at_grid'""",
    )
    chart = plot.compare("ccaf-cbeci-2023/bitcoin-2017", "SWE@2017", database=built)
    root = Drawing(chart, tmp_path / "c.svg").root
    bars = [one for one in root.iter(f"{SVG}line") if one.get("stroke-width") == "4"]
    # 2.8 to 57 Mt: from 1 to 100 Mt, two decades on 420 pixels.
    assert len(bars) == 1
    assert at(bars[0])[0] == pytest.approx(210 * (log10(low) - 6))
    assert float(bars[0].attrib["x2"]) == pytest.approx(210 * log10(high / low))


def test_every_study_of_a_sector_is_a_point_from_the_year_in_which_two_compete(
    built: Path, tmp_path: Path
) -> None:
    drawing = Drawing(plot.studies("aviation", database=built), tmp_path / "s.svg")
    figures = """FROM quantities WHERE subject = 'aviation' AND verified
        AND emissions_t IS NOT NULL"""
    ((first,),) = _ask(
        built,
        f"""SELECT min(year) FROM (SELECT year {figures}
        GROUP BY year HAVING count(DISTINCT source_id) > 1)""",
    )
    ((many, before),) = _ask(
        built,
        f"""SELECT count(*) FILTER (year >= {first}), count(*) FILTER (year < {first}) {figures}""",
    )
    marks = [m for m in drawing.root.iter(f"{SVG}path") if m.get("role") == "graphics-symbol"]
    assert len(marks) == many > 60
    assert (
        f"Not drawn: {before} figures for 1940 to {first - 1}, with only one study" in drawing.text
    )


def test_one_figure_is_singular(built: Path) -> None:
    told = {
        "en": ("CO2 in a year", "Not drawn: one figure for 2017, with"),
        "fr": (
            "CO₂ par an",
            "Hors du graphique : un chiffre de 2017 (une seule étude pour l\u2019année)",
        ),
    }
    for language, (single, left_out) in told.items():
        for sector, text in (("aviation-afg", single), ("ethereum", left_out)):
            chart = plot.studies(sector, language=language, database=built).to_json(
                ensure_ascii=False
            )
            assert text in chart.replace(NO_BREAK, " ").replace(NARROW, " ")


def test_a_disputed_study_is_told_from_the_others_and_a_range_is_a_bar(
    built: Path, tmp_path: Path
) -> None:
    bitcoin = Drawing(plot.studies("bitcoin", database=built), tmp_path / "b.svg")
    mora = bitcoin.says("mora-2018, 2017: 69 Mt CO2e, disputed")
    assert mora.attrib["fill"] == VERMILLION
    # The axis goes to 250 Mt on 500 pixels, downwards from the top.
    assert at(mora)[1] == pytest.approx(500 - 2 * 69)
    ict = Drawing(plot.studies("ict", database=built), tmp_path / "i.svg").root
    (bar,) = (
        one
        for one in ict.iter(f"{SVG}line")
        if one.get("aria-label", "").startswith("freitag-2021, 2020: 1.2 Gt CO2e to 2.2 Gt CO2e")
    )
    # 1.0 of 2.5 Gt on 500 pixels.
    assert abs(float(bar.attrib["y2"])) == pytest.approx(200)


def test_every_published_run_is_a_point_told_apart_by_method(built: Path, tmp_path: Path) -> None:
    drawing = Drawing(plot.runs(database=built), tmp_path / "r.svg")
    counted = dict(
        _ask(
            built,
            """SELECT method, count(*) FROM training_runs
            WHERE verified AND emissions_t > 0 AND coalesce(accounting, '') <> 'market'
              AND activity NOT IN ('development', 'family')
            GROUP BY method""",
        )
    )
    marks = [m for m in drawing.root.iter(f"{SVG}path") if m.get("role") == "graphics-symbol"]
    assert len(marks) == sum(counted.values())
    measured = [m for m in marks if ", measured, " in m.attrib["aria-label"]]
    assert len(measured) == counted["measured"]
    assert {mark.attrib["fill"] for mark in measured} == {BLUE}


def test_a_corrected_run_is_hollow(built: Path, tmp_path: Path) -> None:
    drawing = Drawing(plot.runs(database=built), tmp_path / "r.svg")
    contested = drawing.says(
        "Evolved Transformer, architecture search, scaled to GPUs, 2019: 284 t"
    )
    assert contested.get("fill") is None
    assert contested.attrib["stroke"] == drawing.says("GPT-3 (175B), 2020: 552 t").attrib["fill"]


def test_runs_out_of_proportion_are_those_ten_times_off_the_median(
    built: Path, tmp_path: Path
) -> None:
    drawing = Drawing(plot.size(database=built), tmp_path / "z.svg")
    sized = _ask(
        built,
        """SELECT emissions_t / parameters FROM training_runs
        WHERE verified AND emissions_t > 0 AND coalesce(accounting, '') <> 'market'
          AND activity NOT IN ('development', 'family') AND parameters IS NOT NULL""",
    )
    typical = median(one for (one,) in sized)
    off = [one for (one,) in sized if not typical / 10 <= one <= typical * 10]
    marks = [m for m in drawing.root.iter(f"{SVG}path") if m.get("role") == "graphics-symbol"]
    assert len(marks) == len(sized)
    assert f"{typical * 1e12:.3g} kg per billion parameters" in drawing.text
    assert f"{len(off)} runs lie outside" in drawing.text
    assert "GShard-600B" in drawing.text


@pytest.mark.slow
def test_a_run_elsewhere_is_its_energy_times_the_grid_of_every_country(
    built: Path, tmp_path: Path
) -> None:
    chart = plot.elsewhere("strubell-2019/nas-gpu", year=2019, database=built)
    drawing = Drawing(chart, tmp_path / "e.svg")
    grids = dict(
        _ask(
            built,
            """SELECT area_id, intensity_g_per_kwh FROM grid_factors JOIN areas USING (area_id)
            WHERE year = 2019 AND kind = 'country'""",
        )
    )
    assert "CAF" not in grids  # a zero of the publisher's rounding
    assert len(drawing.points) == len(grids) > 200
    # 656,347 kWh, PUE within; the axis goes to 1,000 t on 720 pixels.
    for area, name in (("SWE", "Sweden"), ("USA", "United States"), ("IND", "India")):
        tonnes = 656_347 * grids[area] / 1e6
        assert at(drawing.says(f"{name}: "))[0] == pytest.approx(0.72 * tonnes)
    assert drawing.says("United States: ").attrib["fill"] == frame.INK
    assert drawing.says("Sweden: ").attrib["fill"] == BLUE


def test_a_comparison_within_few_decades_has_ticks_between_them(
    built: Path, tmp_path: Path
) -> None:
    chart = plot.compare("284 t", "strubell-2019/nas-gpu", "300 t", database=built)
    text = Drawing(chart, tmp_path / "t.svg").text.split("\n")
    assert {"100 t", "200 t", "500 t", "1,000 t"} <= set(text)


def test_the_legend_names_the_verdicts_that_are_drawn_alone(built: Path, tmp_path: Path) -> None:
    chart = plot.compare("strubell-2019/nas-gpu", "car-lifetime-usa", database=built)
    lines = Drawing(chart, tmp_path / "l.svg").text.split("\n")
    assert "caution" in lines
    assert "comparable" not in lines
    # An amount that was given is its own name.
    given = plot.compare("284 t", "strubell-2019/nas-gpu", database=built)
    assert Drawing(given, tmp_path / "g.svg").text.split("\n").count("284 t") == 1


def test_a_label_of_many_lines_has_room(built: Path, tmp_path: Path) -> None:
    # In French its name takes three lines, and its figure a fourth: rows of 46 + 13 pixels.
    for subject, language, row in (("nas-gpu@FRA@2020", "fr", 59), ("elmo@FRA@2020", "en", 46)):
        chart = plot.compare(
            f"strubell-2019/{subject}", "SWE@2020", language=language, database=built
        )
        heights = [at(mark)[1] for mark in Drawing(chart, tmp_path / "r.svg").points.values()]
        assert max(heights) - min(heights) == pytest.approx(row)


def test_french_has_its_own_numbers_spaces_and_words(built: Path, tmp_path: Path) -> None:
    chart = plot.compare("strubell-2019/nas-gpu", "car-lifetime-usa", language="fr", database=built)
    drawing = Drawing(chart, tmp_path / "f.svg")
    car = drawing.says("une voiture américaine").attrib["aria-label"]
    much = f"57,2{NO_BREAK}t{NO_BREAK}éq.{NO_BREAK}CO₂"
    assert f"{much} (5,0{NO_BREAK}voitures américaines moyennes, prudence)" in car
    assert f"Sources{NARROW}: " in drawing.text
    runs = Drawing(plot.runs(language="fr", database=built), tmp_path / "r.svg")
    assert f"1{NARROW}000{NO_BREAK}t" in runs.text


def _ask(built: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(built / "carbondata.duckdb"), read_only=True) as con:
        return con.execute(query).fetchall()
