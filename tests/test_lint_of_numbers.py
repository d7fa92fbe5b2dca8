"""Numbers are read as a whole, however they are set, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

import carbondata
from carbondata.forms.stated import read_number

pytestmark = pytest.mark.slow

# Ways to write a thousand.
THOUSANDS = [
    "1'000",
    "1\N{RIGHT SINGLE QUOTATION MARK}000",
    "1\N{THIN SPACE}000",
    "1\N{FIGURE SPACE}000",
    "1\N{PUNCTUATION SPACE}000",
    "1\N{HAIR SPACE}000",
    "1\N{ZERO WIDTH SPACE}000",
    "1&#8239;000",
    "1&#160;000",
    "1&thinsp;000",
    "1<span></span>000",
    "10^3",
    "$10^3$",
    "$10^{3}$",
    "10³",
    "10**3",
    "10<sup>3</sup>",
    "1·10^3",
    "1*10^3",
    "1.0 * 10^3",
    r"$1.0 \cdot 10^{3}$",
    "1 x 10^3",
    "1E+03",
]
# What is not read, and is no part of a number either.
UNREAD = ["1/2", "1_000", "1`000", "2^{10}", "1½", "1,00,000"]


def rules_of(tmp_path: Path, built: Path, text: str) -> list[str]:
    file = tmp_path / "p.md"
    file.write_text(text, encoding="utf-8")
    return [one.rule for one in carbondata.lint(file, database=built)]


@pytest.mark.parametrize("number", THOUSANDS)
def test_a_thousand_is_one_however_it_is_set(built: Path, tmp_path: Path, number: str) -> None:
    text = f"It used {number} kWh at 400 g CO2e/kWh: MASS CO2e."
    assert rules_of(tmp_path, built, text.replace("MASS", "400 kg")) == []
    assert rules_of(tmp_path, built, text.replace("MASS", "9 t")) == ["does_not_multiply"]
    assert rules_of(tmp_path, built, text.replace("MASS", "400 t")) == ["unit_slipped"]
    # 2,500 kWh at 400 g/kWh are 1,000 kg.
    emitted = f"It used 2,500 kWh at 400 g CO2e/kWh: {number} kg CO2e."
    assert rules_of(tmp_path, built, emitted) == []


@pytest.mark.parametrize("number", UNREAD)
def test_no_part_of_a_number_is_read(built: Path, tmp_path: Path, number: str) -> None:
    for said in ("It used {} kWh at 400 g CO2e/kWh: 9 t CO2e.", "9 kWh at 9 g CO2e/kWh: {} t CO2e"):
        assert rules_of(tmp_path, built, said.format(number)) == []


def test_a_power_needs_its_sign() -> None:
    # Eight times 1,000, and no power of ten to the 00.
    assert read_number("8 x 10^3")[0] == 8000
    assert read_number("10^3")[0] == 1000
    assert read_number("1'234.5")[0] == 1234.5


@pytest.mark.parametrize(
    "said", ["1.000 kWh at 400 g CO2e/kWh: 400 kg", "2,500 kWh at 400 g CO2e/kWh: 1.000 kg"]
)
def test_a_point_before_three_zeros_may_be_either(built: Path, tmp_path: Path, said: str) -> None:
    assert rules_of(tmp_path, built, f"It used {said} CO2e.") == []
    assert rules_of(tmp_path, built, "It used 1.000 kWh at 400 g CO2e/kWh: 7 kg CO2e.") == [
        "does_not_multiply"
    ]
