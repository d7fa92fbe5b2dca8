"""How cards and papers put it: neither accused for what is right, nor passed for how it is set."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import carbondata

RIGHT = [
    # Llama 3.1's own card has both accountings, the second of them zero.
    "Location-based emissions were **11,390** tons CO2eq. We matched 100% of our use\n\
with renewable energy, therefore the total market-based emissions were 0 tons CO2eq.",
    "We report a location-based 22.8 kg CO2e; RECs are not counted. 400 kWh were used.",
    "Power usage effectiveness (PUE) [12] is not applied: 400 kWh, 22.8 kg CO2e.",
    "| Model | PUE | 2023 |\n|---|---|---|\n| A | 1.2 | 6 kg CO2e |\n| B | 1.1 | 300 kWh |",
    "It used 400 kWh of electricity (Ember, 2024), and emitted 22.8 kg CO2e.",
    "As in Vaswani et al. (2017), on 8 A100 GPUs; it used 40 kWh.",
    "Using the 2017 benchmark, we ran 8 x H100 for 10 h, 56 kWh.",
    "Training on 48 nodes with 8 A100 GPUs each took 1,082 hours and 433,196 kWh.",
    "Savings over the baseline:\n-20 kg CO2e in training\n-5 kWh a day",
    "It used 400 kWh at 57 g CO2e/kWh. Quantisation saves 5 kg CO2e a month.",
    "It used 656,347 kWh at 429 g CO2e/kWh; a car emits 57 t CO2e in its life.",
    "CPU 100 kWh, GPU 300 kWh, RAM 20 kWh; at 57 g CO2e/kWh: 23.94 kg CO2e.",
    # The tables end before a year that is not over.
    "The electricity (Texas, 2026) emitted 400 g of CO2e per kWh, and 10 kWh were used.",
    "Electricity (Georgia, United States, 2019) at 415 g CO2e/kWh: 10 kWh.",
    # GPT-3 and three more, with 24.69 t as the product of BLOOM's row: 433.196 x 57.
    "| Model | PUE | Grid (gCO2eq/kWh) | Energy | Emissions (CO2eq) |\n|---|--:|---|---|---|\n\
| GPT-3 | 1.1 | 429 | 1,287 MWh | 552 tonnes |\n| BLOOM | 1.2 | 57 | 433 MWh | 24.7 tonnes |\n\
| OPT | | 231 | 324 MWh | 75 tonnes |",
    # Strubell's own factor: 656,347 kWh x 0.954 lb are 626,155 lb, which are 284 t.
    "It used 656,347 kWh at 0.954 lb CO2e/kWh: 626,155 lbs CO2e, or 284 t CO2e.",
    "It used 1,287 MWh at 0.429 tCO2e/MWh, so 552 tCO2e.",
    "One used 100 kWh at 50 g/kWh: 5 kg CO2e. Another used 300 kWh at 50 g/kWh: 15 kg CO2e.",
    # The same models in LaTeX: heads in two rows, a comment, a number in bold, a thousands' comma.
    r"""\begin{tabular}{lrrr} \toprule
Model & Energy & Grid & Emissions \\ & (MWh) & (gCO$_2$e/kWh) & (tCO$_2$e) \\ \midrule
BLOOM & 433 & 57 & \textbf{24.7} \\[2pt]
GPT-3 & 1{,}287 & 429 & 552 \\ % 502 in one copy
\bottomrule \end{tabular}""",
    # A column of names and one of amounts.
    r"\begin{tabular}{ll} Energy & 400 kWh \\ Emissions & 22.8 kg CO2e \\ \end{tabular}",
]
WRONG = [
    (
        "The first used 100 kWh at 50 g/kWh: 5 kg CO2e. The second used 300 kWh at 50 g/kWh: \
15 g CO2e. PUE 1.2",
        "unit_slipped",
    ),
    ("It used 656,347 kWh at 0.954 lb CO2e/kWh: 626,155 t CO2e.", "does_not_multiply"),
    ("It used 1,287 MWh at 0.429 tCO2e/MWh, so 552 kgCO2e.", "unit_slipped"),
    (
        "| Energy (kWh) | g CO2e/kWh | Emissions (kgCO2e) |\n|:--|---|---|\n| 400 | 57 | 22.8 |\n\
| 500 | 57 | 0.0285 |",
        "unit_slipped",
    ),
    (
        "| Energy (kWh) | g CO2e/kWh | Emissions (kgCO2e) |\n|:--|---|---|\n| 400 | 57 | 31 |",
        "does_not_multiply",
    ),
    (
        r"\begin{tabular}{r} kWh & g/kWh & kg CO2e \\ 400 & 57 & 22.8 \\ 5 & 57 & 31\end{tabular}",
        "does_not_multiply",
    ),
    (
        r"\begin{longtable}{r} kWh & g/kWh & kg CO2e \\ \hline 400 & 57 & 22,800 \end{longtable}",
        "unit_slipped",
    ),
    ("400 kWh at 57 g CO<sub>2</sub>e/kWh: 22.8 g CO<sub>2</sub>e.", "unit_slipped"),
    (r"400\,kWh at 57\,g\,CO$_2$e/kWh: 22.8\,g\,CO$_{2}$e.", "unit_slipped"),
    ("1,287 MWh at 429 g CO2e/kWh: 5,520 metric tons of CO2e.", "does_not_multiply"),
    ("It used 400 kWh at 57 g CO2e/kWh. The emissions are 31 kg CO2e.", "does_not_multiply"),
    ("A PUE of 0.9, and 400 kWh.", "pue_impossible"),
]
UNKNOWN = ["place_unknown"]
PLACES = {
    "AWS us-east-1": [],
    "Azure westeurope": [],
    "us-west-2 (Oregon)": [],
    "France (Jean Zay)": [],
    "Germany and USA": [],
    "Sweden / Norway": [],
    "southern UK": [],
    "Georgia, United States": [],
    "Atlantis": UNKNOWN,
    "somewhere": UNKNOWN,
}


@pytest.mark.parametrize("said", RIGHT)
def test_what_texts_say_rightly_is_left_alone(built: Path, tmp_path: Path, said: str) -> None:
    file = tmp_path / "paper.md"
    file.write_text(said, encoding="utf-8")
    assert carbondata.lint(file, database=built) == []


@pytest.mark.parametrize(("said", "rule"), WRONG)
def test_a_fault_is_found_however_it_is_set(
    built: Path, tmp_path: Path, said: str, rule: str
) -> None:
    file = tmp_path / "paper.md"
    file.write_text(said, encoding="utf-8")
    assert [one.rule for one in carbondata.lint(file, database=built)] == [rule]


@pytest.mark.parametrize(("place", "found"), PLACES.items())
def test_a_place_is_known_by_its_parts(
    built: Path, tmp_path: Path, place: str, found: list[str]
) -> None:
    card = tmp_path / "README.md"
    block = f"co2_eq_emissions:\n  emissions: 100\n  geographical_location: {place} # here"
    card.write_text(f"---\n{block}\n---\n", encoding="utf-8")
    rules = [one.rule for one in carbondata.lint(card, database=built)]
    assert rules == found


@pytest.mark.parametrize(
    "block",
    [
        "co2_eq_emissions: {emissions: 22.8, source: mlco2, geographical_location: France}",
        "co2_eq_emissions:\n  emissions: ~\n  source: none",
        "co2_eq_emissions:\n  emissions: 22.8 # grams",
        'co2_eq_emissions:\n  emissions: 0\n  source: "0 g/kWh; market-based"',
    ],
)
def test_what_yaml_allows_is_read(built: Path, tmp_path: Path, block: str) -> None:
    card = tmp_path / "README.md"
    card.write_text(f"---\n{block}\n---\n", encoding="utf-8")
    assert carbondata.lint(card, database=built) == []


@pytest.mark.parametrize(
    "said",
    [
        # Each took minutes, or hours.
        "fond" * 30_000,
        "12 kWh, PUE 1.3, 50 g CO2e/kWh, 3 kg CO2e, " * 100,
        "The emissions are 5 kg of CO2e. " * 1_500,
        # Each was a division by zero, or a whole number of infinity.
        "- SCI = 4 g CO2e/0 tokens",
        "- Total emissions: 5 kg CO2e\n- Total tokens: 0\n- SCI = 3 kg CO2e/tokens",
        "- Total emissions: 5 kg CO2e\n- Total tokens: 1e400\n- SCI = 3 kg CO2e/tokens",
    ],
)
@pytest.mark.slow
def test_what_no_text_says_is_read_in_seconds(built: Path, tmp_path: Path, said: str) -> None:
    file = tmp_path / "README.md"
    file.write_text(said)
    began = time.monotonic()
    assert carbondata.lint(file, database=built) == []
    assert time.monotonic() - began < 30


def test_a_number_of_hundreds_of_digits_is_one(built: Path, tmp_path: Path) -> None:
    text = f"It used 1{'0' * 400} kWh."
    assert rules_of(tmp_path, built, text, "p.md") == ["energy_impossible"]


def test_a_score_of_nothing_differs_from_others(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("- SCI = 0 g CO2e/token\n- SCI = 5 g CO2e/token")
    (one,) = carbondata.lint(file, database=built)
    assert one.rule == "scores_differ"
    assert one.what == "one of 5 g CO2e/token and 0 g CO2e/token on line 1 is zero"
    (told,) = carbondata.lint(file, language="fr", database=built)
    assert told.what.startswith("«\u202f5 g CO2e/token\u202f» et «")
    assert told.what.endswith("l\u2019un des deux est nul")


FRENCH_TABLE = """Les calculs avec une énergie sont dans la table par la suite.

| MWh | gCO2e/kWh | tCO2e |
|---|---|---|
| 433,196 | 57 | {} |
"""


def rules_of(tmp_path: Path, built: Path, text: str, name: str = "p.tex") -> list[str]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return [one.rule for one in carbondata.lint(file, database=built)]


def test_a_decimal_comma_is_one_in_a_table_of_a_french_text(built: Path, tmp_path: Path) -> None:
    # 433.196 MWh at 57 g/kWh are 24.69 t; 433,196 MWh would be 24,692.
    assert rules_of(tmp_path, built, FRENCH_TABLE.format("24,69"), "p.md") == []
    assert rules_of(tmp_path, built, FRENCH_TABLE.format("24 692"), "p.md") == ["unit_slipped"]
    english = FRENCH_TABLE.format("24,692").replace("Les calculs avec une", "The runs of the")
    assert (
        rules_of(tmp_path, built, english.replace("sont dans la table par la", "is"), "p.md") == []
    )


TABLE = r"""\section{{Energy}}
\usepackage[{language}]{{babel}}
\begin{{tabular}}{{lrrr}}
{heads} \\ \midrule
{row} \\
\end{{tabular}}
"""
HEADS = r"& MWh & gCO$_2$e/kWh & tCO$_2$e"


@pytest.mark.parametrize(
    "row",
    [
        r"a & 433 & 57 & 24.7",
        r"a & \textbf{433} & {\bf 57} & $\mathbf{24.7}$",
        r"a & \num{433} & 57~\cite{a} & 24.7$^\dagger$",
        r"a & 433 & 57 & 24.7 $\pm$ 0.1",
        r"a & $4.33 \times 10^{2}$ & 57 & \multicolumn{1}{c}{24.7}",
        r"\multirow{2}{*}{a} & 433 & 57 & 24.7",
        "a & 433 & 57 & 24.7 % once 1 & 2 & 3 \\\\ 433 & 57 & 99 \\\\",
    ],
)
def test_a_row_of_latex_is_read_as_it_is_set(built: Path, tmp_path: Path, row: str) -> None:
    # 433 MWh at 57 g/kWh are 24.7 t, and not 99.
    text = TABLE.format(language="english", heads=HEADS, row=row)
    assert rules_of(tmp_path, built, text) == []
    assert rules_of(tmp_path, built, text.replace("24.7", "99")) == ["does_not_multiply"]


@pytest.mark.parametrize("end", [r"\\*", r"\tabularnewline"])
def test_rows_of_latex_end_in_several_ways(built: Path, tmp_path: Path, end: str) -> None:
    text = TABLE.format(language="english", heads=HEADS, row=r"a & 433 & 57 & 99")
    assert rules_of(tmp_path, built, text.replace(r"\\", end)) == ["does_not_multiply"]


def test_a_head_over_several_columns_is_that_of_each(built: Path, tmp_path: Path) -> None:
    heads = (
        r"& \multicolumn{2}{c}{Emissions (tCO$_2$e)} & Grid gCO$_2$e/kWh & MWh \\"
        "\n"
        r"& gross & net & &"
    )
    text = TABLE.format(language="english", heads=heads, row="x & 24.7 & 24.7 & 57 & 433")
    assert rules_of(tmp_path, built, text) == []
    assert rules_of(tmp_path, built, text.replace("24.7", "99")) == ["does_not_multiply"]


def test_a_french_table_of_latex_has_decimal_commas(built: Path, tmp_path: Path) -> None:
    text = TABLE.format(language="french", heads=HEADS, row="a & 433{,}196 & 57 & 24{,}69")
    assert rules_of(tmp_path, built, text) == []


@pytest.mark.parametrize(
    "hidden",
    [
        "% It used 433 MWh at 57 g CO2e/kWh, so 99 t of CO2e.",
        "\\iffalse\nIt used 433 MWh at 57 g CO2e/kWh, so 99 t of CO2e.\n\\fi",
        "\\begin{verbatim}\nIt used 433 MWh at 57 g CO2e/kWh, so 99 t of CO2e.\n\\end{verbatim}",
    ],
)
def test_what_latex_does_not_set_is_not_read(built: Path, tmp_path: Path, hidden: str) -> None:
    said = "It used 433 MWh at 57 g CO2e/kWh, so 24.7 t of CO2e, 20--30\\,\\% of it idle."
    assert rules_of(tmp_path, built, f"\\section{{Energy}}\n{hidden}\n\n{said}\n") == []
    # In Markdown it is a part of a hundred.
    text = "10 % of it: it used 433 MWh at 57 g CO2e/kWh, so 99 t of CO2e.\n"
    assert rules_of(tmp_path, built, text, "p.md") == ["does_not_multiply"]


@pytest.mark.slow
def test_beginnings_without_an_end_cost_no_minutes(built: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    for one in ("\\iffalse ", "\\begin{verbatim}", "\\multicolumn{2}{c}{"):
        text = "\\section{a} It used 433 MWh at 57 g CO2e/kWh, so 24.7 t of CO2e.\n\n"
        assert rules_of(tmp_path, built, text + one * 100_000) == []
    assert time.monotonic() - began < 30
