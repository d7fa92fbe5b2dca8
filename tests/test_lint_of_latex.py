"""LaTeX: what is set is read, and what is not is left; its marks mean the same everywhere."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import carbondata
from carbondata.forms import lint, plain_heads, read_tables, read_text

pytestmark = pytest.mark.slow

# 433 MWh at 57 g/kWh are 24.681 t, and 433,000 MWh a thousand times that.
BAD = "It used 433 MWh at 57 g CO2e/kWh, so 99 t of CO2e."
WRONG = ["does_not_multiply"]
DOCUMENT = "\\documentclass{{article}}\n\\begin{{document}}\n{}\n\\end{{document}}\n"


def rules_of(tmp_path: Path, built: Path, text: str, name: str = "p.tex") -> list[str]:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return [one.rule for one in carbondata.lint(file, database=built, notes=True)]


@pytest.mark.parametrize(
    "before",
    [
        r"\url{http://x.org/a%20b} ",
        r"\href{http://x.org/a%20b}{100\% here} ",
        r"\path|x| \path{a%b} ",
        r"\verb|%| ",
        r"\verb+\begin{comment}+ ",
        "The macro \\verb|\\iffalse| hides text.\n\n",
        "\\newcommand{\\hide}{\\iffalse}\n\n",
        "\\newif\\ifdraft \\let\\ifdraft\\iffalse\n\n",
        "\\iffalse x \\else ",
        "\\iffalse % \\else\n\\% \\fi ",
        "\\begin{verbatim}\n\\begin{comment}\n\\end{verbatim}\n",
        "\\begin{verbatim} % \\end{verbatim} ",
        "100\\% of it. ",
    ],
)
def test_what_latex_sets_is_read(built: Path, tmp_path: Path, before: str) -> None:
    assert rules_of(tmp_path, built, DOCUMENT.format(before + BAD + "\n\\fi")) == WRONG


@pytest.mark.parametrize(
    "hidden",
    [
        f"% {BAD}",
        f"A line \\\\% {BAD}",
        f"\\verb|%| % {BAD}",
        f"\\iffalse \\ifx a b \\fi\n{BAD}\n\\fi",
        f"\\iffalse\n\\else\n\\fi\n\\begin{{lstlisting}}\n{BAD}\n\\end{{lstlisting}}",
        f"\\end{{document}}\n{BAD}",
    ],
)
def test_what_latex_does_not_set_is_left(built: Path, tmp_path: Path, hidden: str) -> None:
    text = f"It used 433 MWh.\n\n{hidden}\n"
    assert rules_of(tmp_path, built, DOCUMENT.format(text)) == []
    # A chapter has no class of its own.
    assert rules_of(tmp_path, built, text) == []
    assert rules_of(tmp_path, built, f"\\chapter{{Energy}}\n{text}", "p.txt") == []


@pytest.mark.parametrize(
    "said",
    [
        r"To cite, use `\usepackage{cite}`.",
        r"See \section{x}.",
        "```latex\n\\documentclass{article}\n```",
    ],
)
def test_a_text_that_mentions_latex_is_none(built: Path, tmp_path: Path, said: str) -> None:
    text = f"{said}\n\nWe used 100% of 433 MWh at 57 g CO2e/kWh, so 99 t of CO2e.\n"
    assert rules_of(tmp_path, built, text, "p.md") == WRONG


@pytest.mark.parametrize(
    ("energy", "emissions"),
    [
        ("433{,}000 MWh", "24{,}681 t of CO2e"),
        (r"\SI{433}{MWh}", r"\SI{24.7}{t} of CO2e"),
        (r"\qty[mode=text]{433}{\mega\watt\hour}", r"\qty{24.7}{\tonne} of \ce{CO2}e"),
        ("$433$ MWh", r"24.7 t of CO$_\mathrm{2}$e"),
        (r"$4.33 \times 10^{2}$ MWh", r"\textbf{24.7} t of CO$_{2}$e"),
        (r"433\:MWh~\cite{a}", r"24.7 $\pm$ 0.1 t of CO$_2$e"),
        (r"{\bf 433} MWh", r"24.7$^\dagger$ t of CO2e"),
    ],
)
def test_marks_mean_the_same_in_a_sentence_as_in_a_cell(
    built: Path, tmp_path: Path, energy: str, emissions: str
) -> None:
    for name in ("p.tex", "p.md"):
        text = f"A run.\nIt used {energy} at 57 g CO2e/kWh, so {emissions}."
        assert rules_of(tmp_path, built, text, name) == []
        wrong = text.replace("24.7", "99").replace("24{,}681", "99{,}000")
        assert rules_of(tmp_path, built, wrong, name) == WRONG
        (found,) = carbondata.lint(tmp_path / name, database=built)
        assert found.line == 2


def test_scores_in_comments_and_code_are_not_read(built: Path, tmp_path: Path) -> None:
    scores = "- SCI = 4 g CO2e/token\n- SCI = 9 g CO2e/token\n"
    assert rules_of(tmp_path, built, scores, "p.md") == ["scores_differ"]
    assert rules_of(tmp_path, built, f"```\n{scores}```\n", "p.md") == []
    assert rules_of(tmp_path, built, f"<!--\n{scores}-->\n", "p.md") == []
    assert rules_of(tmp_path, built, scores.replace("-", "% -"), "p.tex") == []


TABLE = "\\begin{{tabular}}{{l}}\n{heads} \\\\ \\midrule\n{row} \\\\\n\\end{{tabular}}\n"
HEADS = r"Model & MWh & gCO$_2$e/kWh & tCO$_2$e"


def test_a_cell_over_several_columns_is_read_once(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    real = plain_heads.kind_of

    def counted(cell: str) -> str | None:
        read.append(len(cell))
        return real(cell)

    monkeypatch.setattr(read_tables, "kind_of", counted)
    cell = "\\multicolumn{99}{c}{" + "1 kWh " * 150 + "}"
    heads = r"\multicolumn{99}{c}{MWh}"
    assert rules_of(tmp_path, built, TABLE.format(heads=heads, row=cell)) == []
    assert 0 < sum(read) < 10 * len(cell)
    row = r"a & \multicolumn{2}{c}{433; 57} & 99"
    assert rules_of(tmp_path, built, TABLE.format(heads=HEADS, row=row)) == ["row_not_read"]


def test_a_table_without_bounds_is_left_alone_and_told(built: Path, tmp_path: Path) -> None:
    row = "a & 433 & 57 & 99"
    for columns, found in ((96, WRONG), (97, ["row_not_read"])):
        more = " & x" * columns
        text = TABLE.format(heads=HEADS + more, row=row + more)
        assert rules_of(tmp_path, built, text) == found
        bars = [text.replace(" & ", " | ") for text in (HEADS + more, row + more)]
        markdown = f"|{bars[0]}|\n{'|-' * (columns + 4)}|\n|{bars[1]}|\n"
        assert rules_of(tmp_path, built, markdown, "p.md") == found
    long = TABLE.format(heads=HEADS, row="x" * 10_000 + row)
    assert rules_of(tmp_path, built, long) == ["row_not_read"]
    assert rules_of(tmp_path, built, long.replace("MWh", "other")) == []


def test_a_row_that_is_not_read_is_told_in_french(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.tex"
    file.write_text(TABLE.format(heads=HEADS, row=r"a & 433 & 57 & $\approx$ 99"))
    (one,) = carbondata.lint(file, database=built, notes=True)
    assert one.what == r"row not read: '\approx 99'"
    assert one.remedy == "check this row yourself, or write plain numbers under its heads"
    (told,) = carbondata.lint(file, language="fr", database=built, notes=True)
    assert told.what.startswith("ligne non lue")
    assert told.what.endswith(": «\u202f\\approx 99\u202f»")
    assert told.remedy.startswith("vérifiez cette ligne vous-même")


def test_only_sentences_of_runs_are_read_by_themselves(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    real = read_text.read_lines

    def counted(*given: object, **named: object) -> object:
        read.append(1)
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(read_text, "read_lines", counted)
    run = "It used 400 kWh at 57 g CO2e/kWh: 22.8 kg CO2e. "
    for text, times in (("a. " * 1000, 1), ("1 t CO2e. " * 1000, 1), (run * 3 + "a. " * 1000, 4)):
        read.clear()
        assert rules_of(tmp_path, built, text, "p.md") == []
        assert len(read) == times


def test_places_of_so_many_runs_are_looked_up(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A place, and its grids of two years; the third year is not looked up.
    monkeypatch.setattr(lint, "MOST_ASKED", 3)
    text = "".join(
        f"10 kWh of electricity (France, {year}) at 400 g CO2e/kWh.\n\n"
        for year in range(2021, 2024)
    )
    assert rules_of(tmp_path, built, text, "p.md") == ["not_this_grid"] * 2


def test_sentences_of_a_paragraph_keep_their_lines(built: Path, tmp_path: Path) -> None:
    right, wrong = (f"It used 400 kWh\nat 57 g CO2e/kWh: {n} kg CO2e.\n" for n in ("22.8", "31"))
    file = tmp_path / "p.md"
    file.write_text(f"{right}And more.\n{wrong}{right}")
    (one,) = carbondata.lint(file, database=built)
    assert (one.line, one.rule) == (5, "does_not_multiply")


def test_of_many_pues_none_is_held_to_the_sentences(built: Path, tmp_path: Path) -> None:
    runs = "It used 433 MWh at 57 g CO2e/kWh, so 99 t of CO2e. " * 2
    few, many = (" ".join(f"PUE 1.{n}." for n in range(10, 10 + most)) for most in (20, 21))
    # 99 / 24.681 is 4.01, which is the product of no two of them.
    assert rules_of(tmp_path, built, f"{few} {runs}", "p.md") == WRONG
    assert rules_of(tmp_path, built, f"{many} {runs}", "p.md") == []
    assert rules_of(tmp_path, built, f"{many} PUE 0.9. {runs}", "p.md") == ["pue_impossible"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "said",
    [
        "a. ",
        "1 t CO2e. ",
        "1 kWh 1 g/kWh 1 g CO2e. ",
        "\\url{",
        "\\verb!a",
        "{",
        "\\multicolumn{99}{c}{1} & ",
        "a & b \\\\ ",
    ],
)
def test_a_text_four_times_as_long_takes_some_four_times(
    built: Path, tmp_path: Path, said: str
) -> None:
    def took(size: int) -> float:
        text = "\\begin{tabular}{l}" + said * (size // len(said)) + "\\end{tabular}"
        began = time.process_time()
        rules_of(tmp_path, built, text if "&" in said else said * (size // len(said)))
        return time.process_time() - began

    took(1000)
    short, long = (min(took(size) for _ in range(2)) for size in (50_000, 200_000))
    # Sixteen times, if it were quadratic.
    assert long < 8 * short + 0.1
