"""What is said of a batch: figures that are no number apart, words in their number, 80 columns."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from conftest import CHECKOUT

import carbondata
from carbondata.runs.summarise import summarise
from carbondata.runs.summary import Part, Summary, Tools, facts_of_summary, summary_text
from carbondata.text.phrases import keys

if TYPE_CHECKING:
    from pathlib import Path

ROW = """(VALUES
    ('FRA', 2023, 'life_cycle', 'CO2e', 'facility', 'f', NULL, 1.0, 2.0, {theirs}::DOUBLE))
    AS t(area_id, year, boundary, gas, emissions_scope, factor_id, reason, counted_kwh,
         emissions_t, tool_emissions_t)"""


def _summary(built: Path, *theirs: str) -> Summary:
    rows = " UNION ALL ".join(f"SELECT * FROM {ROW.format(theirs=one)}" for one in theirs)
    with carbondata.connect(built) as con:
        return summarise(con, f"({rows})")


@pytest.mark.parametrize("wrong", ["'nan'", "'inf'"])
def test_a_tools_figure_that_is_no_number_is_counted_apart(built: Path, wrong: str) -> None:
    summary = _summary(built, "0.5", wrong)
    assert summary.tools == (1, 0.5, 2.0, 0, 0.0, 1)
    lines = summary_text(summary).splitlines()
    assert "  500 kg for 1 row, ours 2 t" in lines
    assert "  none for 1 row whose figure is NaN or infinite" in lines


def test_a_sum_that_is_no_number_is_null_in_json(built: Path) -> None:
    facts = facts_of_summary(_summary(built, "1e308", "1e308"))
    tools = json.loads(json.dumps(facts, allow_nan=False))["tools"]
    assert (tools["rows"], tools["tool_emissions_t"]) == (2, None)


def test_what_there_is_instead_fits_80_columns() -> None:
    nearest = [
        "no area 'Guinee'; nearest: GIN (Guinea), GNQ (Equatorial Guinea), GNB (Bissau and so)"
    ]
    told = summary_text(Summary(1, 0, {"area_unknown": 1}, {}, [], nearest, None, [], None))
    assert max(map(len, told.splitlines())) <= 80
    assert told.splitlines()[-1].startswith("    ")


def test_a_summary_speaks_french() -> None:
    """Two rows of 1 t each on a grid; a row of an area that is not known; no English is left."""
    parts = [Part("FRA", 2023, "CO2e", "facility", 2, 1234.5, 2.0)]
    nearest = [
        "no such area: 'FR'; did you mean FRA?",
        "no such area: 'XX'; `carbondata sql \"FROM areas\"` lists them",
        "there is no factor for FRA in 1950; the nearest is for 1990",
    ]
    reasons = {"area_unknown": 1, "year_gap": 1}
    tools = Tools(2, 0.5, 2.0, 1, 0.25, 1)
    summary = Summary(3, 2, reasons, {"f": 2000}, parts, nearest, tools, [], None)
    lines = summary_text(summary, "fr").replace("\u202f", " ").replace("\xa0", " ").splitlines()
    assert lines == [
        "3 lignes ; calculées : 2, non calculées : 1",
        "",
        "éq. CO₂, site entier : 2 t pour 1 234,5 kWh",
        "  FRA      2023          2 t        1 234,5 kWh            2 lignes",
        "",
        "facteurs : 1, les plus employés d\u2019abord",
        "  f (2 000)",
        "",
        "chiffres des outils eux-mêmes",
        "  500 kg pour 2 lignes ; ici, 2 t",
        "  250 kg pour 1 ligne sans calcul possible",
        "  aucun pour 1 ligne au chiffre infini ou NaN",
        "valeurs de repli, d\u2019une autre année, comme permis : 1",
        "non calculées",
        "  area_unknown (1) : lieu inconnu",
        "  lieu inconnu : « FR » ; vouliez-vous dire FRA ?",
        '  lieu inconnu : « XX » ; la liste : carbondata sql "FROM areas"',
        "  pas de facteur pour FRA en 1950 ; le plus proche est de 1990",
    ]


def test_every_reason_is_told_in_the_summary_and_on_the_page() -> None:
    package = CHECKOUT / "carbondata"
    files = [*(package / "runs").rglob("*.sql"), *(package / "runs").rglob("*.py")]
    files.append(package / "views" / "06_formulas.sql")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    places = {"country_mean", "country_name", "cloud_region"}
    given = {*re.findall(r"THEN '([a-z]+_[a-z0-9_]+)'", text)} - places
    moved = (package / "runs" / "starts.py").read_text(encoding="utf-8")
    given |= {*re.findall(r'return "([a-z]+_[a-z_]+)"', moved)}
    told = {*keys("runs.reason.")}
    assert len(told) > 40
    named = {name.removesuffix("_not_a_number") for name in given if name.endswith("_not_a_number")}
    assert {"energy", "duration", "pue"} <= named
    lacking = {name for name in given if not name.endswith("_not_a_number")} - told
    assert lacking == set()
    page = (CHECKOUT / "docs" / "reference" / "footprints.md").read_text(encoding="utf-8")
    assert {name for name in told - {"not_a_number"} if f"`{name}`" not in page} == set()
