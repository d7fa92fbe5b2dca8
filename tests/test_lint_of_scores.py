"""Scores contradict each other where they say the same of what they are of, and nowhere else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import carbondata

pytestmark = pytest.mark.slow

A, B = "- SCI = 3 g CO2e/token", "- SCI = 5 g CO2e/token"
# A template of two models, with the name of its file.
HEADINGS = [
    ("p.md", "## {}"),
    ("p.md", "## 1.1.1 {}"),
    ("p.md", "{}\n======="),
    ("p.md", "{}\n-------"),
    ("p.rst", "{}\n~~~~~~~"),
    ("p.md", "**{}**"),
    ("p.md", "__{}__:"),
    ("p.md", "***{}***"),
    ("p.md", "<h2>{}</h2>"),
    ("p.tex", r"\section{{{}}}"),
    ("p.tex", r"\subsection*{{{}}}"),
    ("p.tex", r"\section[short]{{{}}}"),
    ("p.tex", r"\paragraph{{{}}}"),
    ("p.tex", r"\textbf{{{}}}"),
    ("p.txt", "1.1 {}"),
    ("p.txt", "IV. {}"),
    ("p.txt", "2. {}"),
    ("p.md", "- {}"),
    ("p.md", "{}:"),
    ("p.md", "- Model: {}"),
    ("p.md", "| Model | {} |"),
    ("p.md", "We measured {} as above:"),
    ("p.md", "{}.\n"),
    ("p.md", "**{}**: as it is"),
    ("p.md", "<details><summary>{}</summary>"),
    ("p.md", "---\n\n{}"),
    ("p.md", '=== "{}"'),
]
RIGHT = [
    "- SCI = 3 g CO2e/token (H100), 5 g CO2e/token (A100)",
    "- SCI = 3 g CO2e/token on H100\n- SCI = 5 g CO2e/token on A100",
    "- SCI of C = 3 g CO2e/token\n- SCI of C++ = 5 g CO2e/token",
    "- SCI = 3 g CO2e/token at 50 g CO2e/kWh\n- SCI = 5 g CO2e/token at 90 g CO2e/kWh",
    "| Model | Score |\n|---|---|\n| A | 3 g CO2e/token |\n| A | 5 g CO2e/token |",
    "<tr><td class='a'>3 g CO2e/token</td></tr>\n<tr><td class='a'>5 g CO2e/token</td></tr>",
    "~~~\nSCI = 3 g CO2e/token\n~~~\n\nSCI = 5 g CO2e/token",
    "- Goal: 1 g CO2e/token\n- SCI = 4 g CO2e/token\n- Goal: 0.5 g CO2e/token by 2030",
    "- Model A\n  - SCI = 3 g CO2e/token\n- Model B\n  - SCI = 5 g CO2e/token",
    "- Model: A\n  - SCI = 3 g CO2e/token\n- SCI = 5 g CO2e/token",
    "With model A, it is\nSCI = 3 g CO2e/token.\n\nWith model B, it is\nSCI = 5 g CO2e/token.",
    # 2 kg over 1 million tokens are 2 g per thousand, and 3 kg over 2 million are 1.5 g.
    "- Total emissions: 2 kg CO2e\n- Total tokens: 1 million\n- SCI = 2 g CO2e/thousand tokens\n\
- Total emissions: 3 kg CO2e\n- Total tokens: 2 million\n- SCI = 1.5 g CO2e/thousand tokens",
]
WRONG = [
    (f"{A}\n{B}", 2),
    (f"## Model A\n\n{A}\n\n### Its score\n\n{A}\n{B}", 8),
    (f"{A}\n\nA sentence about something else, and no heading.\n\n{B}", 5),
    ("**SCI**: 3 g CO2e/token\n\n- SCI = 5 g CO2e/token.", 3),
    ("**SCI = 3 g CO2e/token**\n\n**SCI = 5 g CO2e/token**", 3),
    ("SCI (H100) = 3 g CO2e/token\nSCI (A100) = 5 g CO2e/token\nSCI (H100) = 9 g CO2e/token", 3),
    ("- SCI = 3 g CO2e/token (H100), 5 (A100)\n- SCI = 9 g CO2e/token (H100), 5 (A100)", 2),
    ("1. SCI of A = 3 g CO2e/token\n\nSo much of the first.\n\n1. SCI of A = 5 g CO2e/token", 5),
    # 6,500 kg over 50 billion are 130 kg per billion, and 0.13 kg per million.
    ("- SCI = 6,500 kg CO2e / 50 billion tokens = 130 kg CO2e/billion tokens\n\
- SCI = 0.13 g CO2e/million tokens", 2),
    ("- SCI = 6,500 kg CO2e / 50 billion tokens = 13 kg CO2e/billion tokens", 1),
]  # fmt: skip


def found_in(folder: Path, built: Path, text: str, name: str = "p.md") -> list[tuple[int, str]]:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return [(one.line, one.rule) for one in carbondata.lint(file, database=built)]


@pytest.mark.parametrize(("name", "heading"), HEADINGS)
def test_scores_under_two_headings_are_of_two_models(
    built: Path, tmp_path: Path, name: str, heading: str
) -> None:
    a, b = (heading.format(f"Model {one}") for one in "AB")
    assert found_in(tmp_path, built, f"{a}\n\n{A}\n\n{b}\n\n{B}\n", name) == []
    # Under one of them they contradict each other.
    line = 4 + a.count("\n")
    assert found_in(tmp_path, built, f"{a}\n\n{A}\n{B}\n", name) == [(line, "scores_differ")]


@pytest.mark.parametrize("text", RIGHT)
def test_scores_of_other_things_are_no_contradiction(
    built: Path, tmp_path: Path, text: str
) -> None:
    assert found_in(tmp_path, built, text) == []


@pytest.mark.parametrize(("text", "line"), WRONG)
def test_a_score_with_another_value_is_found(
    built: Path, tmp_path: Path, text: str, line: int
) -> None:
    assert found_in(tmp_path, built, text) == [(line, "scores_differ")]


FRENCH = "Le calcul et les scores de la page avec une carte.\n\n"
TOTALS = (
    "- Total emissions: {} kg CO2e\n- Total tokens: {} million\n- SCI = {} g CO2e/thousand tokens"
)


def test_numbers_of_scores_are_of_the_language_of_the_text(built: Path, tmp_path: Path) -> None:
    # 2.5 kg over 1.25 million tokens are 2 g per thousand; over 1,250 million, 0.002 g.
    text = TOTALS.format("2,5", "1,250", "2")
    assert found_in(tmp_path, built, FRENCH + text) == []
    assert found_in(tmp_path, built, FRENCH + text.replace("= 2", "= 4")) == [
        (5, "does_not_divide")
    ]
    english = "The scores of the page are with a card.\n\n" + TOTALS.format("2.5", "1,250", "0.002")
    assert found_in(tmp_path, built, english) == []
    assert found_in(tmp_path, built, english.replace("0.002", "2")) == [(5, "does_not_divide")]
    # In a text of another language a comma may be either.
    german = "Das ist der Wert und die Karte mit der Seite.\n\n" + text
    assert found_in(tmp_path, built, german) == []
    assert found_in(tmp_path, built, german.replace("= 2", "= 4")) == [(5, "does_not_divide")]
    assert found_in(tmp_path, built, german.replace("= 2", "= 0.002")) == []


def test_sections_without_an_end_are_read_in_seconds(built: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    for one in ("*", "-", "#", "1.", "a ", "& ", "( ", "= ", "3 g CO2e/t ", "<b>", "\\section"):
        found_in(tmp_path, built, f"{one[0] * 22}: {one}\n{' ' * 22}: {one}\n{A}")
        found_in(tmp_path, built, f"{A}\nSCI = {one * (60_000 // len(one))}\n{one * 60_000}\n")
    assert time.monotonic() - began < 30
