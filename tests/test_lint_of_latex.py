"""LaTeX: what is set is read, and what is not is left; its marks mean the same everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import carbondata

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
