"""No product is held against emissions that are of more, of a part, or of another factor."""

from __future__ import annotations

from pathlib import Path

import pytest

import carbondata

pytestmark = pytest.mark.slow

# 433 MWh at 57 g/kWh are 24.681 t.
RIGHT = [
    # Eight times 54 kWh at 57 g/kWh are 24.624 kg.
    "Each of the 8 GPUs used 54 kWh at 57 g CO2e/kWh, so the total is 24.6 kg of CO2e.",
    "The eight GPUs used 54 kWh at 57 g CO2e/kWh, so 24.6 kg of CO2e.",
    "It used 8 x 54 MWh at 57 g CO2e/kWh, so 24.6 t CO2e.",
    "It used 54 MWh x 8 GPUs at 57 g CO2e/kWh, so 24.6 t CO2e.",
    # 5 times 2 runs.
    "With 5 seeds and 2 sizes, 54 kWh at 57 g CO2e/kWh: 30.8 kg CO2e.",
    "Training took 10 kWh per epoch for 5 epochs at 400 g CO2e/kWh, 20 kg CO2e.",
    "Our 10 seeds used 1 MWh at 400 g CO2e/kWh. Total emissions are 4 t CO2e.",
    "Amortised over 4 uses, 1 MWh at 400 g CO2e/kWh are 100 kg CO2e.",
    # 24.681 t and 6% are 26.16; and 10 t more, 34.7; and 40 of another grid, 64.7.
    "With losses of 6%, 433 MWh at 57 g CO2e/kWh give 26.2 t CO2e.",
    "The 433 MWh at 57 g CO2e/kWh, plus 10 t CO2e embodied, make 34.7 t CO2e.",
    "It used 433 MWh at 57 g CO2e/kWh and 100 MWh at 400 g CO2e/kWh, 64.7 t CO2e in all.",
    "It used 2 MWh, half of it at 400 g CO2e/kWh and half at 50 g CO2e/kWh: 450 kg CO2e.",
    "The 1 MWh were 30% renewable; the rest at 400 g CO2e/kWh emitted 280 kg CO2e.",
    "433 MWh x 57 g CO2e/kWh x 1.1 = 27.1 t CO2e",
    "It used 433 MWh at 50 g CO2/kWh, and emitted 24.7 t CO2e.",
    "Chacun des GPU a consommé 54 kWh à 57 g CO2e/kWh, donc 24,6 kg de CO2e.",
    "For 1,000 queries we used 0.3 kWh at 400 g CO2e/kWh: 0.12 g CO2e.",
    r"It used 433 MWh at \grid{} g CO2e/kWh, so 24.7 t CO2e. At 400 g CO2e/kWh it is more.",
    r"It used $\frac{1}{2}$ MWh at 57 g CO2e/kWh and 3 kWh more, so 28.5 kg of CO2e.",
]
WRONG = [
    ("It used 433 MWh at 57 g CO2e/kWh, so 99 t of CO2e.", "does_not_multiply"),
    ("It used 433 MWh at 57 g CO2e/kWh in 2022 [3], so 99 t of CO2e.", "does_not_multiply"),
    ("BLOOM, on 384 A100, used 433 MWh at 57 g CO2e/kWh: 99 t CO2e.", "does_not_multiply"),
    ("Each of the 8 GPUs used 54 kWh at 57 g CO2e/kWh, so 3.08 t of CO2e.", "unit_slipped"),
    ("With losses of 6%, 433 MWh at 57 g CO2e/kWh give 24.7 kg CO2e.", "unit_slipped"),
    # 120 x 1.2 x 1.2 x 53.26 are 9.203 kg.
    ("It used 120 kWh at 53.26 g CO2e/kWh with a PUE of 1.2: 9.203 kg CO2e.", "pue_twice"),
    # Between 433 MWh at 57 g/kWh and at 400 g/kWh it may be anything, and not above.
    ("It used 433 MWh at 57 g CO2e/kWh, or 400 g CO2e/kWh: 999 t CO2e.", "does_not_multiply"),
]
HEADS = "MWh | gCO2e/kWh | tCO2e"


def rules_of(tmp_path: Path, built: Path, text: str, name: str = "p.md") -> list[str]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return [one.rule for one in carbondata.lint(file, database=built)]


def table(heads: str, *rows: str) -> str:
    rule = "|---" * (heads.count("|") + 1)
    return "\n".join((f"| {heads} |", f"{rule}|", *(f"| {row} |" for row in rows), ""))


@pytest.mark.parametrize("said", RIGHT)
def test_a_sentence_that_says_why_is_right(built: Path, tmp_path: Path, said: str) -> None:
    assert rules_of(tmp_path, built, said) == []


@pytest.mark.parametrize(("said", "rule"), WRONG)
def test_a_sentence_that_says_nothing_else_is_held(
    built: Path, tmp_path: Path, said: str, rule: str
) -> None:
    assert rules_of(tmp_path, built, said) == [rule]


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (f"GPUs | {HEADS}", "8 | 54 | 57 | 24.6"),
        (f"# runs | {HEADS}", "10 | 10 | 400 | 40"),
        (f"share | {HEADS}", "50% | 433 | 57 | 12.3"),
        (f"overhead | {HEADS}", "10% | 433 | 57 | 27.1"),
        (HEADS.replace("gCO2e", "gCO2"), "433 | 50 | 24.7"),
        ("Electricity (MWh) | Grid (gCO2e/kWh) | Total footprint (tCO2e)", "433 | 57 | 34.7"),
    ],
)
def test_a_row_with_another_factor_is_right(
    built: Path, tmp_path: Path, heads: str, row: str
) -> None:
    assert rules_of(tmp_path, built, table(heads, row)) == []


@pytest.mark.parametrize(
    "said",
    [
        "Values per GPU; the emissions are of all.",
        "The emissions are of 5.",
        "Emissions include cooling.",
        "A PUE of 5 is taken.",
    ],
)
def test_what_stands_by_a_table_is_of_its_rows(built: Path, tmp_path: Path, said: str) -> None:
    # Five times 24.681 t are 123.4.
    rows = table(HEADS, "433 | 57 | 123")
    assert rules_of(tmp_path, built, rows) == ["does_not_multiply"]
    assert rules_of(tmp_path, built, f"{said}\n\n{rows}") == []
    assert rules_of(tmp_path, built, f"{rows}\n{said}\n") == []
    # Another paragraph is not.
    assert rules_of(tmp_path, built, f"{said}\n\nMore.\n\n{rows}") == ["does_not_multiply"]
    latex = (
        "\\begin{table}\\caption{SAID}\n\\begin{tabular}{rrr}\n"
        "MWh & gCO$_2$e/kWh & tCO$_2$e \\\\ \\midrule\n433 & 57 & 123 \\\\\n\\end{tabular}\n"
    )
    assert rules_of(tmp_path, built, latex.replace("SAID", said), "p.tex") == []
    assert rules_of(tmp_path, built, latex, "p.tex") == ["does_not_multiply"]


@pytest.mark.parametrize(
    "name", ["All", "\N{GREEK CAPITAL LETTER SIGMA}", "Both", "", "Grand total"]
)
def test_a_row_that_is_the_sum_of_those_above_is_a_total(
    built: Path, tmp_path: Path, name: str
) -> None:
    rows = ("A | 433 | 57 | 24.7", "B | 100 | 400 | 40")
    # 533 MWh at the mean of 57 and 400 g/kWh would be 121.8 t.
    for total in ("533 | 228.5 | 64.7", "266.5 | 228.5 | 32.35"):
        assert (
            rules_of(tmp_path, built, table(f"Model | {HEADS}", *rows, f"{name} | {total}")) == []
        )
    one = table(f"Model | {HEADS}", *rows, "C | 533 | 228.5 | 99")
    assert rules_of(tmp_path, built, one) == ["does_not_multiply"]


def test_each_of_two_pues_may_be_that_of_a_row(built: Path, tmp_path: Path) -> None:
    rows = table(HEADS, "433 | 57 | 27.1", "433 | 57 | 29.6", "433 | 57 | 28.4")
    assert rules_of(tmp_path, built, f"PUE: 1.1 (A), 1.2 (B).\n\n{rows}") == []


def test_a_row_with_another_factor_may_be_out_by_a_thousand(built: Path, tmp_path: Path) -> None:
    rows = table(f"GPUs | {HEADS}", "8 | 433 | 57 | 24681")
    assert rules_of(tmp_path, built, rows) == ["unit_slipped"]


@pytest.mark.parametrize("setting", ["r@{.}lrr", "r@{,}lrr", "r!{.}lrr"])
def test_columns_set_at_their_point_are_not_read(built: Path, tmp_path: Path, setting: str) -> None:
    # 0.5 MWh at 57 g/kWh are 28.5 kg.
    text = (
        f"\\begin{{tabular}}{{{setting}}}\n\\multicolumn{{2}}{{c}}{{MWh}} & gCO$_2$e/kWh & "
        "kgCO$_2$e \\\\ \\midrule\n0&5 & 57 & 28.5 \\\\\n\\end{tabular}\n"
    )
    file = tmp_path / "p.tex"
    file.write_text(text)
    found = carbondata.lint(file, database=built, notes=True)
    assert [(one.line, one.rule) for one in found] == [(1, "row_not_read")]
