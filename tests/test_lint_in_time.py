"""Each rule of lint takes a time that grows with the size of a text, whatever there is many of."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest

import carbondata
from carbondata.errors import QueryError

pytestmark = pytest.mark.slow

MANY = 10_000
PUES = " ".join(f"PUE 1.{number}" for number in range(10, 30))
CARD = "---\nco2_eq_emissions:\n  emissions: x\n  source: {}\n---\n\n{}"
FRONT = "---\nco2_eq_emissions: {}\n---\n"
TEXTS = {
    "totals and scores": "Total tokens: 7\n"
    + "a: 5 g CO2e\n" * MANY
    + "SCI = 3 g CO2e/token\n" * MANY,
    "counts and scores": "Total tokens: 7\n" * MANY
    + "a: 5 g CO2e\n"
    + "SCI = 3 g CO2e/token\n" * MANY,
    "fields and energies": "Energy used for training: 1 kWh\n" * MANY
    + "We used 7 kWh\n" * MANY
    + PUES,
    "grams of a card": CARD.format("1 kg CO2e " * MANY, "7 kg CO2e\n" * MANY),
    "energies, intensities and masses": "1 kWh 2 g/kWh 5 t CO2e " * MANY,
    "PUEs": "1 kWh 2 g/kWh 5 t CO2e " + PUES * (MANY // 20),
    "paragraphs": f"1 kWh 2 kWh 8 g/kWh 9 g/kWh 3 t CO2e 5 t CO2e {PUES}\n\n" * 1000,
    "places": "".join(f"electricity (P{number}, 2020) 1 kWh\n\n" for number in range(MANY)),
    "open braces": FRONT.format("{" * 6 * MANY),
    "braces": FRONT.format("{}" * MANY),
    "parts in braces": FRONT.format("{" + "a: 1, " * MANY + "}"),
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_two_lists_are_compared_each_with_each(built: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "README.md"
    file.write_text(text, encoding="utf-8")
    began = time.process_time()
    # A card of braces alone has no amount.
    with suppress(QueryError):
        carbondata.lint(file, database=built, notes=True)
    # A square of ten thousand took from half a minute to hours.
    assert time.process_time() - began < 25


def test_a_score_is_held_to_few_totals_only(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    # 5 g over 7 tokens are 0.714 g; a hundred times as much is 71.4 g.
    for totals, found in ((1, 1), (100, 1), (101, 0)):
        file.write_text("Total tokens: 7\n" + "a: 5 g CO2e\n" * totals + "SCI = 3 g CO2e/token\n")
        assert len(carbondata.lint(file, database=built)) == found
