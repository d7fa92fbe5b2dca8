"""Rows of tables: held to their product where the heads say nothing else, and told if not read."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

import carbondata

pytestmark = pytest.mark.slow

# 433 MWh at 57 g/kWh are 24.681 t; with a PUE of 1.1, 27.149 t; for eight, 197.4 t.
HEADS = "MWh | gCO2e/kWh | tCO2e"
RIGHT = [
    # Of another amount, or of more.
    ("MWh (IT) | gCO2e/kWh | tCO2e (PUE 1.1)", "433 | 57 | 27.1"),
    ("10^3 MWh | gCO2e/kWh | tCO2e", "433 | 57 | 24,681"),
    ("Energy (thousand MWh) | gCO2e/kWh | tCO2e", "433 | 57 | 24,681"),
    ("MWh | gCO2e/kWh | tCO2e (x1000)", "433,000 | 57 | 24.7"),
    ("MWh per GPU | gCO2e/kWh | tCO2e", "433 | 57 | 197.4"),
    ("MWh par GPU | gCO2e/kWh | tCO2e", "433 | 57 | 197.4"),
    ("MWh per day | gCO2e/kWh | tCO2e in 30 days", "433 | 57 | 740"),
    ("kWh | gCO2e/kWh | gCO2e per query", "433 | 57 | 0.3"),
    ("Wh/query | gCO2e/kWh | tCO2e total", "0.3 | 57 | 24.7"),
    ("MWh | gCO2e/kWh | tCO2e market-based", "433 | 57 | 3"),
    ("MWh | gCO2e/kWh | tCO2e (with embodied)", "433 | 57 | 35.9"),
    ("MWh | gCO2e/kWh | embodied tCO2e | total tCO2e", "433 | 57 | 11.2 | 35.9"),
    ("MWh | gCO2e/kWh | tCO2e offset", "433 | 57 | 5"),
    ("MWh | gCO2e/kWh | tCO2e after purchases", "433 | 57 | 0"),
    (HEADS, "433 | 57 | 0"),
    ("MWh | g CO2e / kWh | short tons CO2e", "433 | 57 | 27.2"),
    ("Training energy (MWh) | gCO2e/kWh | total tCO2e", "433 | 57 | 50.5"),
    ("MWh | gCO2e/kWh | tCO2e*", "433 | 57 | 197.4"),
    ("MWh | gCO2e/kWh | tCO2e[^1]", "433 | 57 | 197.4"),
    ("Energy | Grid | Emissions", "433 MWh per GPU | 57 gCO2e/kWh | 197.4 tCO2e"),
    # Beside what is right.
    ("MWh | gCO2e/kWh | tCO2e location-based | tCO2e market-based", "433 | 57 | 24.7 | 3"),
]
WRONG = [
    HEADS,
    "Energy consumption (MWh) | Carbon intensity of the grid (gCO2e/kWh) | Total emissions (tCO2e)",
    "**Energy**<br>[MWh] | Grid carbon intensity, gCO2e/kWh | *Emissions* (t CO2e)",
    "Énergie consommée (MWh) | Intensité du réseau (gCO2e/kWh) | Émissions totales (tCO2e)",
    "MWh | gCO2e/kWh | location-based tCO2e",
]


def told(tmp_path: Path, built: Path, text: str, name: str = "p.md") -> list[tuple[int, str]]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return [(one.line, one.rule) for one in carbondata.lint(file, database=built, notes=True)]


def table(heads: str, row: str, name: str = "a") -> str:
    rule = "|---" * (heads.count("|") + 2)
    return f"| Model | {heads} |\n{rule}|\n| {name} | {row} |\n"


@pytest.mark.parametrize(("heads", "row"), RIGHT)
def test_heads_that_say_more_give_no_verdict(
    built: Path, tmp_path: Path, heads: str, row: str
) -> None:
    assert told(tmp_path, built, table(heads, row)) == []
    # Nor do they without bars at both ends.
    bare = "\n".join(line.strip("| ") for line in table(heads, row).splitlines())
    assert told(tmp_path, built, bare) == []


@pytest.mark.parametrize("heads", WRONG)
@pytest.mark.parametrize("row", ["433 | 57 | 99", "*433* | 57 | **99**"])
def test_plain_heads_give_one(built: Path, tmp_path: Path, heads: str, row: str) -> None:
    assert told(tmp_path, built, table(heads, row)) == [(3, "does_not_multiply")]
    assert told(tmp_path, built, table(heads, row.replace("99", "24.7"))) == []


def test_emissions_beside_those_of_the_grid_excuse_none(built: Path, tmp_path: Path) -> None:
    heads = "MWh | gCO2e/kWh | tCO2e location-based | tCO2e market-based"
    assert told(tmp_path, built, table(heads, "433 | 57 | 99 | 3")) == [(3, "does_not_multiply")]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Mean", 0),
        ("**Average** (n=3)", 0),
        ("Moyenne", 0),
        ("Total", 0),
        ("Max-2", 1),
        (r"a \| b", 1),
        ("", 1),
    ],
)
def test_a_row_of_others_is_held_to_nothing(
    built: Path, tmp_path: Path, name: str, found: int
) -> None:
    # The mean of 57 and 400 is no intensity of the mean of their energies.
    assert len(told(tmp_path, built, table(HEADS, "266 | 228 | 32.3", name))) == found


@pytest.mark.parametrize(
    "said",
    [
        "The data centre has a PUE of\n1.1, which is applied to the emissions below.",
        "PUE = 1.1",
        "We take 1.1 as the PUE.",
        "Un PUE moyen de 1,1.",
        "Its power usage effectiveness (PUE), as measured in 2023, was 1.1.",
    ],
)
def test_a_pue_of_the_document_may_be_applied_to_a_row(
    built: Path, tmp_path: Path, said: str
) -> None:
    for right in ("24.7", "27.1"):
        assert told(tmp_path, built, f"{said}\n\n{table(HEADS, f'433 | 57 | {right}')}") == []
    assert told(tmp_path, built, f"{said}\n\n{table(HEADS, '433 | 57 | 99')}")
    latex = rf"""\section{{a}} {said}
\begin{{tabular}}{{l*{{3}}{{r}}}}
Model & MWh & gCO$_2$e/kWh & tCO$_2$e \\ \midrule
a & 433 & 57 & 27.1 \\
\end{{tabular}}"""
    assert told(tmp_path, built, latex, "p.tex") == []


@pytest.mark.parametrize(
    ("said", "row"),
    [
        # 433.196 MWh are 24.69 t, 1,287 MWh at 429 g/kWh are 552 t.
        ("Energie in der Tabelle.", "433,196 | 57 | 24,69"),
        ("Der Verbrauch und die Emissionen: das ist die Tabelle.", "433,196 | 57 | 25"),
        ("La energía de los modelos y las emisiones del informe.", "1.287 | 429 | 552"),
        ("The energy of the models.", "433,196 | 57 | 24,692"),
    ],
)
def test_a_comma_is_read_as_its_document_has_it(
    built: Path, tmp_path: Path, said: str, row: str
) -> None:
    assert told(tmp_path, built, f"{said}\n\n{table(HEADS, row)}") == []


def test_a_comma_beside_points_is_of_thousands(built: Path, tmp_path: Path) -> None:
    text = table(HEADS, "433,196 | 57 | 24.692")
    assert told(tmp_path, built, text) == [(3, "unit_slipped")]


BAD = f"It used 433 MWh at 57 g CO2e/kWh, so 99 t of CO2e.\n\n{table(HEADS, '433 | 57 | 99')}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!--\n", "-->"),
        ("```\n", "```\n"),
        ("```text\n", "`````\n"),
        ("- x\n  ~~~ a\n", "  ~~~\n"),
        ("````\n```\n", "```\n````\n"),
    ],
)
def test_comments_and_code_are_not_read(
    built: Path, tmp_path: Path, before: str, after: str
) -> None:
    assert told(tmp_path, built, before + BAD + after) == []
    lines = before.count("\n") + BAD.count("\n") + after.count("\n")
    rest = told(tmp_path, built, f"{before}{BAD}{after}\n\n{BAD}")
    assert rest == [(lines + 3, "does_not_multiply"), (lines + 7, "does_not_multiply")]


@pytest.mark.parametrize(
    ("before", "after"),
    [("A code `<!--` begins it.\n\n", "-->"), ("```\nx\n```\n", "```\ny\n```\n"), ("```\n", "")],
)
def test_what_is_shown_is_read(built: Path, tmp_path: Path, before: str, after: str) -> None:
    rules = [rule for _, rule in told(tmp_path, built, before + BAD + after)]
    assert rules == ["does_not_multiply"] * 2


LATEX = r"""\section{{Energy}}
\begin{{tabular}}{{l*{{3}}{{r}}}}
{heads} \\ \midrule
{row} \\
\end{{tabular}}
"""
IN_LATEX = r"Model & MWh & gCO$_2$e/kWh & tCO$_2$e"
IN_CELLS = (
    r"& \makecell{Energy\\(MWh)} & \makecell[c]{gCO$_{2}$e \\ /kWh} & \textbf{t\ce{CO2}e}~\cite{x}"
)


@pytest.mark.parametrize(
    "cell",
    [
        r"{\small 99}",
        r"\bfseries 99",
        r"\underline{99}",
        r"\textbf{\underline{99}}",
        r"\textcolor{red}{99}",
        r"\cellcolor{red!20}{99}",
        r"\makecell{99}",
        r"\phantom{0}99",
        r"\hspace{1em}99",
        r"99\textsuperscript{a}",
        r"99\footnotemark[1]",
        r"99\tnote{a}",
        r"\num{99 +- 1}",
        r"\num[round-precision=2]{99}",
        r"\qty[mode=text]{99}{t}",
        r"{99}",
        r"$9.9 \times 10\textsuperscript{1}$",
    ],
)
def test_a_number_of_latex_is_read_however_it_is_set(
    built: Path, tmp_path: Path, cell: str
) -> None:
    text = LATEX.format(heads=IN_LATEX, row=f"a & 433 & 57 & {cell}")
    assert told(tmp_path, built, text, "p.tex") == [(4, "does_not_multiply")]


@pytest.mark.parametrize(
    ("heads", "row", "found"),
    [
        (IN_LATEX, r"a & 433\:000 & 57 & 24681", []),
        (IN_LATEX, r"a & 433\:000 & 57 & 99", ["does_not_multiply"]),
        (IN_LATEX, r"\iffalse x & 1 & 1 \else a & 433 & 57 & 99 \\ \fi", ["does_not_multiply"]),
        (IN_LATEX, r"\iffalse \ifx x & 1 & 1 & 9 \\ \fi \fi a & 433 & 57 & 24.7", []),
        (IN_CELLS, "a & 433 & 57 & 99", ["does_not_multiply"]),
        # What a note says of a head is not known.
        (IN_LATEX + r"\footnote{of eight}", "a & 433 & 57 & 197.4", []),
        (IN_LATEX + r"$^a$", "a & 433 & 57 & 197.4", []),
        (IN_LATEX + r"\textsuperscript{1}", "a & 433 & 57 & 197.4", []),
    ],
)
def test_rows_of_latex(built: Path, tmp_path: Path, heads: str, row: str, found: list[str]) -> None:
    text = LATEX.format(heads=heads, row=row)
    assert [rule for _, rule in told(tmp_path, built, text, "p.tex")] == found


@pytest.mark.parametrize(
    "row",
    [
        r"a & 433 & 57 & $\approx$ 99",
        r"a & 433 & 57 & 99 (1)",
        r"a & \anything{433} & 57 & 99",
        r"a & \multicolumn{2}{c}{433; 57} & 99 & 9",
        r"\input{rows}",
    ],
)
def test_a_row_that_is_not_read_is_told(built: Path, tmp_path: Path, row: str) -> None:
    text = LATEX.format(heads=IN_LATEX, row=row)
    assert told(tmp_path, built, text, "p.tex") == [(4, "row_not_read")]
    assert carbondata.lint(tmp_path / "p.tex", database=built) == []
    # Nothing is to be read, or to be held.
    for other in ("a & 433 & - & 99", "Mean & 433 & 57 & 99 (1)"):
        assert told(tmp_path, built, LATEX.format(heads=IN_LATEX, row=other), "p.tex") == []


@pytest.mark.slow
def test_a_row_that_is_not_read_leaves_the_exit_code(built: Path, tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("carbondata"))
    file = tmp_path / "README.md"
    file.write_text(table(HEADS, "433 | 57-60 | 24.7"), encoding="utf-8")

    def checked(*words: str) -> tuple[int, str]:
        command = [program, "lint", str(file), "--db", str(built), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    code, said = checked()
    assert (code, "57-60" in said, "[row_not_read]" in said) == (0, True, True)
    (run,) = json.loads(checked("-f", "sarif")[1])["runs"]
    assert [one["level"] for one in run["results"]] == ["note"]
    assert [one["line"] for one in json.loads(checked("-f", "json")[1])] == [3]


@pytest.mark.slow
def test_beginnings_of_comments_and_code_cost_no_minutes(built: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    fences = "".join("`" * n + "\n" for n in range(3, 1_000))
    for text in ("<!-- " * 100_000, "```\n~~~~\n" * 50_000 + "x", fences, "PUE 1.1 " * 50_000):
        assert told(tmp_path, built, text) == []
    assert time.monotonic() - began < 30
