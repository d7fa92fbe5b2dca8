"""What is said of a batch: figures that are no number apart, words in their number, 80 columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import carbondata
from carbondata.runs.summary import Summary, facts_of_summary, summarise, summary_text

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
    told = summary_text(Summary(1, 0, {"area_unknown": 1}, {}, [], nearest, None))
    assert max(map(len, told.splitlines())) <= 80
    assert told.splitlines()[-1].startswith("    ")
