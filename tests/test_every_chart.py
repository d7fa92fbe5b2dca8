"""Each kind of chart of each subject: a drawing whose title has a figure, or a refusal."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from drawn import SVG, outside

from carbondata.draw import ruler as rulers
from carbondata.draw.picture import Picture
from carbondata.errors import QueryError
from carbondata.query.connection import opened

pytest.importorskip("altair")
from carbondata import plot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import altair as alt

    Draw = Callable[..., alt.LayerChart | Picture]

pytestmark = pytest.mark.slow

LANGUAGES = ("en", "fr")
# To write all in both takes twenty minutes: each subject is drawn in one language, by turns, and of
# the charts that Vega lays out one in eight is written as SVG, which takes half of their time.
WRITTEN = 8
KINDS: dict[str, Draw] = {
    "ruler": plot.ruler,
    "ruler beside Sweden": lambda subject, **more: plot.ruler(subject, "SWE", **more),
    "compare": lambda subject, **more: plot.compare(subject, "SWE", "car-lifetime-usa", **more),
    "studies": plot.studies,
    "elsewhere": plot.elsewhere,
    "map": plot.map,
    "nation": lambda subject, **more: plot.nation("SWE", subject, **more),
    "nation of it": lambda subject, **more: plot.nation(subject, "gpt-3", **more),
}


def _subjects(built: Path) -> list[str]:
    query = "SELECT DISTINCT subject FROM quantities ORDER BY subject"
    return [name for (name,) in opened(built).cursor().execute(query).fetchall()]


def _fault(draw: Draw, subject: str, language: str, file: Path, *, is_written: bool) -> str:
    """Say what is wrong with a chart; nothing if it is sound, or refused with a reason."""
    try:
        chart = draw(subject, language=language)
        if not (is_written or isinstance(chart, Picture)):
            title = chart.to_dict(validate=False)["usermeta"]["title"]
            return "" if re.search(r"\d", title) else f"a title without a figure: {title!r}"
        root = ET.parse(plot.save(chart, file)).getroot()  # noqa: S314  (our own file)
    except QueryError as error:
        return "" if error.text(language).strip() else "refused without a word"
    except Exception as error:  # noqa: BLE001  (whatever it is, it is named)
        return repr(error)
    title = root.findtext(f"{SVG}title") or ""
    if not re.search(r"\d", title):
        return f"a title without a figure: {title!r}"
    beyond = outside(root)
    return f"outside: {beyond[0]!r}" if beyond else ""


@pytest.mark.parametrize("kind", KINDS)
def test_every_subject_is_drawn(
    kind: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The familiar things are the same on all rulers, and nearly all of the time they take.
    monkeypatch.setitem(plot.ruler.__globals__, "marks", cache(rulers.marks))
    turn, draw = list(KINDS).index(kind), partial(KINDS[kind], database=built)
    faults = []
    for at, subject in enumerate(_subjects(built)):
        language = LANGUAGES[(at + turn) % 2]
        file, is_written = tmp_path / "chart.svg", (at // 2) % WRITTEN == 0
        fault = _fault(draw, subject, language, file, is_written=is_written)
        faults += [(subject, language, fault)] if fault else []
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("draw", [plot.runs, plot.size])
def test_all_runs_are_drawn(draw: Draw, language: str, built: Path, tmp_path: Path) -> None:
    drawn = plot.save(draw(language=language, database=built), tmp_path / "chart.svg")
    root = ET.parse(drawn).getroot()  # noqa: S314  (our own file)
    assert re.search(r"\d", root.findtext(f"{SVG}title") or "")
    assert outside(root) == []


def _title(chart: alt.LayerChart) -> str:
    return re.sub(r"\s", " ", chart.to_dict()["usermeta"]["title"])


def test_a_title_states_what_the_chart_shows(built: Path) -> None:
    # Of 2020: 450 Mt (Malmodin, use alone) to 2.2 Gt (Freitag); 552.1 t over 57.15 t are 9.66.
    ict = _title(plot.studies("ict", database=built))  # type: ignore[arg-type]
    assert ict.endswith(": between 0.45 and 2.2 Gt CO2e in 2020, according to 2 studies")
    flights = _title(plot.studies("aviation-bel", language="fr", database=built))  # type: ignore[arg-type]
    assert flights.endswith("aviation (Belgique) : 2,7 Mt de CO₂ en 2018, selon une étude")
    cars = _title(plot.compare("gpt-3", "car-lifetime-usa", database=built))
    assert cars.startswith("Training GPT-3 (175B) emitted 552 t CO2e, as much as 9.7 lifetimes of")


@pytest.mark.parametrize("draw", [plot.ruler, plot.studies])
def test_what_is_zero_is_refused(draw: Draw, built: Path) -> None:
    # A kilometre on foot: without anything above it there is no scale.
    with pytest.raises(QueryError, match=r"every figure of .*marche is zero") as refused:
        draw("ademe-impact-co2/marche", database=built)
    told = re.sub(r"\s", " ", refused.value.text("fr"))
    assert "sont nuls : rien à tracer" in told
