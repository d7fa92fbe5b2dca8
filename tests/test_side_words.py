"""What one side of a comparison is, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import carbondata
from carbondata.engine.ratio import Reading
from carbondata.text.language import TIMES_SIGN
from carbondata.text.numbers import on_scale
from carbondata.text.parts import parts
from carbondata.text.side_words import side_basis

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.text.language import Language


def _told(built: Path, operand: str, language: Language) -> str:
    side = carbondata.compare(operand, "car-lifetime-usa", database=built).subject
    return re.sub(r"\s", " ", side_basis(side, language))


def test_what_was_typed_is_not_told_twice(built: Path) -> None:
    assert _told(built, "284 t CO2e", "en") == "284 t CO2e"
    assert _told(built, "284 t CO2e", "fr") == "284 t éq. CO₂"
    # Unless it says something else.
    assert _told(built, "0.284 kt CO2e", "en") == "0.284 kt CO2e: 284 t CO2e"
    assert _told(built, "10 kWh@USA@2022", "en").startswith("10 kWh@USA@2022: 4.1 kg CO2e (")


def test_what_is_compared_with_itself_has_a_sentence_without_an_amount(built: Path) -> None:
    same = carbondata.compare("SWE@2017", "SWE@2017", database=built)
    cut = parts(same, "en")
    assert cut
    assert (cut.who, cut.amount, cut.of) == ("Sweden in 2017", "", "")
    assert cut.did.endswith(": both sides are the same figure")


def test_what_is_counted_has_how_many_before_it(built: Path) -> None:
    # Patterson et al. 2021: 552.1 t; twice that to three digits.
    assert _told(built, "2*gpt-3", "en").startswith(f"2 {TIMES_SIGN} gpt-3-175b: 1,100 t CO2e (")


@pytest.mark.parametrize(
    ("percent", "told"),
    [
        (250.0, "250%"),
        (0.5, "0.50%"),
        (2e-5, "200 billionths"),
        (3e-3, "0.0030%"),
        (5e-5, "500 billionths"),
    ],
)
def test_a_small_share_is_told_in_parts(percent: float, told: str) -> None:
    assert on_scale(percent, Reading(percent, "percent", 2), "en") == told


@pytest.mark.parametrize(
    ("subject", "english", "french"),
    [
        ("amazon-year@2024", "(2024), suppliers included, emitted 68", "compris, a émis 68"),
        ("formula-1-season@2018", "season of Formula 1 emitted", "2018 de Formule 1 a émis"),
        ("ghibli-images", "(2024 to 2025) emitted 2,070 t", "(2024 à 2025) a émis 2 070 t"),
        ("person-year-fra", "(2023) amounts to", "(2023) représente"),
        ("email", "An e-mail emits", "Un courriel émet"),
    ],
)
def test_what_was_done_in_a_year_that_is_over_is_told_in_the_past(
    built: Path, subject: str, english: str, french: str
) -> None:
    found = carbondata.compare(subject, "car-lifetime-usa", database=built)
    assert english in found.sentence()
    assert french in re.sub(r"\s", " ", found.sentence("fr"))
