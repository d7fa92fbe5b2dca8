"""Read what the tables of a LaTeX text state, a run in each row, and leave the rest."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from carbondata.forms.plain_latex import as_set, cell_text
from carbondata.forms.read_tables import read_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbondata.forms.stated import Statement

# Bounds keep a text of brackets that nothing closes from being read again from each of them.
TABLES = "tabular[xy*]?|longtable|longtblr|tblr|tabu|supertabular|NiceTabular"
MARK = re.compile(rf"\\(begin|end)\{{({TABLES})\}}")
END_OF_ROW = re.compile(r"(?:\\\\\*?(?:\[[^\]\n]{0,20}\])?|\\tabularnewline\b)")
CELL_BREAK = re.compile(r"(?<!\\)&")
RULE = re.compile(
    r"\\(?:(?:top|mid|bottom)rule|hline|(?:cmidrule(?:\([lr]{0,2}\))?|cline)\{[\d-]{1,9}\})"
)
# Between the heads and the first run.
UNDER_HEADS = re.compile(r"\\(?:midrule|hline)")
# A cell over several columns, and one over several rows, which stands in the first.
OVER = re.compile(
    r"\s*\\multicolumn\{(\d{1,2})\}\{[^{}]{0,40}(?:\{[^{}]{0,40}\}[^{}]{0,40})?\}\{(.*)\}\s*",
    re.DOTALL,
)
DOWN = re.compile(r"\s*\\multirow(?:\[\w\])?\{-?\d{1,2}\}\{[^{}]{0,20}\}\{(.*)\}\s*", re.DOTALL)


def read_latex(
    text: str, before: int = 0, *, is_french: bool = False
) -> tuple[list[Statement], str]:
    r"""Return what the rows of tables state, and the text without the tables that were read.

    `before` is how many lines of its file stand before it; in a French text a comma is a decimal
    point. A table of which no row has energy,
    intensity and emissions is left in the text, whose lines keep their places.

    Examples
    --------
    >>> (row,), rest = read_latex(r'''\begin{tabular}{rrr}
    ... MWh & gCO$_2$e/kWh & tCO$_2$e \\ \midrule
    ... 433 & 57 & \textbf{24.7} \\
    ... \end{tabular}''')
    >>> row.kwh[0].value, row.g_per_kwh[0].value, row.grams[0].value, row.line, rest.count('433')
    (433000.0, 57.0, 24700000.0, 3, 0)
    """
    read: list[Statement] = []
    rest: list[str] = []
    done = 0
    line = before + 1
    for begin, end in pairwise(MARK.finditer(text)):
        if (begin[1], end[1]) != ("begin", "end") or begin[2] != end[2]:
            continue
        line += text.count("\n", done, begin.end())
        body = text[begin.end() : end.start()]
        rows = list(_runs(as_set(body), line, is_french=is_french))
        read += rows
        rest += [text[done : begin.end()], "\n" * body.count("\n") if rows else body]
        line += body.count("\n")
        done = end.start()
    return read, "".join((*rest, text[done:]))


def _runs(body: str, line: int, *, is_french: bool) -> Iterator[Statement]:
    """Yield what the rows below the heads state; `line` is that of the beginning."""
    heads: list[str] = []
    rows = END_OF_ROW.split(body)
    # Heads may take more rows than one, where a rule ends them. It stands before the row below it.
    ruled = any(UNDER_HEADS.search(row) for row in rows[1:])
    for row in rows:
        cells = _cells(row)
        is_head = not (heads and (not ruled or UNDER_HEADS.search(row)))
        if is_head and len(cells) > 1:
            heads = [" ".join(pair) for pair in zip_longest(heads, cells, fillvalue="")]
        elif not is_head:
            ruled = False
            told = read_row(heads, cells, line + row.rstrip().count("\n"), is_french=is_french)
            # A row of other cells than the heads is of another table.
            if told is not None and len(cells) == len(heads):
                yield told
        line += row.count("\n")


def _cells(row: str) -> list[str]:
    cells: list[str] = []
    for cell in CELL_BREAK.split(RULE.sub("", row)):
        over, down = OVER.fullmatch(cell), DOWN.fullmatch(cell)
        text = over[2] if over else down[1] if down else cell
        cells += [cell_text(text)] * (int(over[1]) if over else 1)
    return cells
