"""inference_energy: each figure is the one printed, in kWh of one functional unit."""

from __future__ import annotations

import re
from fractions import Fraction

import duckdb
import pytest

# kWh of one functional unit in what the boards print.
PRINTED = {
    r"([\d.]+) Wh per million output tokens": Fraction(1, 10**9),
    r"([\d.]+) Wh per 1,000 queries": Fraction(1, 10**6),
    r"([\d.]+) kWh for 1,000 images": Fraction(1, 1000),
}


def test_every_figure_of_a_board_is_the_one_printed(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("SELECT printed, energy_kwh FROM inference_energy").fetchall()
    held = 0
    for printed, energy_kwh in rows:
        for pattern, kwh in PRINTED.items():
            if found := re.fullmatch(pattern, printed):
                assert energy_kwh == pytest.approx(float(Fraction(found[1]) * kwh), rel=1e-12)
                held += 1
    assert held == 32 + 22 + 2


@pytest.mark.parametrize(
    ("inference_id", "joules"),
    [
        # As the board prints them a second time, in joules a token: 12.97 Wh x 3600 / 1e6.
        ("ml-energy-2025/llama-3.1-8b-instruct-b200", 0.0466958),
        ("ml-energy-2025/llama-3.1-405b-instruct-fp8-h100", 2.06258),
    ],
)
def test_a_token_in_joules(
    con: duckdb.DuckDBPyConnection, inference_id: str, joules: float
) -> None:
    query = "SELECT energy_kwh * 3.6e6 FROM inference_energy WHERE inference_id = ?"
    assert con.execute(query, [inference_id]).fetchall()[0][0] == pytest.approx(joules, rel=1e-3)


def test_a_prompt_costs_what_its_maker_says(con: duckdb.DuckDBPyConnection) -> None:
    # 0.24 Wh, idle machines and cooling counted.
    query = """SELECT energy_kwh, energy_scope, idle_included FROM inference_energy
        WHERE inference_id = 'elsworth-2025/gemini-prompt'"""
    assert con.execute(query).fetchall() == [(0.00024, "facility", True)]


def test_what_a_card_takes_alone_says_so(con: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT DISTINCT energy_scope FROM inference_energy
        WHERE functional_unit = 'output_token' OR source_id = 'ai-energy-score-2025'"""
    assert con.execute(query).fetchall() == [("accelerator",)]
