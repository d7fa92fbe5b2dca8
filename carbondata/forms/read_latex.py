"""Read what the tables of a LaTeX text state, a run in each row, and leave the rest."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from carbondata.forms.read_tables import read_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbondata.forms.stated import Statement

# Bounds keep a text of brackets that nothing closes from being read again from each of them.
MARK = re.compile(r"\\(begin|end)\{(tabular[xy*]?|longtable)\}")
END_OF_ROW = re.compile(r"\\\\(?:\[[^\]\n]{0,20}\])?")
CELL_BREAK = re.compile(r"(?<!\\)&")
RULE = re.compile(
    r"\\(?:(?:top|mid|bottom)rule|hline|(?:cmidrule(?:\([lr]{0,2}\))?|cline)\{[\d-]{1,9}\})"
)
# Between the heads and the first run.
UNDER_HEADS = re.compile(r"\\(?:midrule|hline)")
COMMENT = re.compile(r"(?<!\\)%.*")
SET = re.compile(r"\\(?:textbf|textit|emph|num|text|mathrm)\{([^{}]*)\}")


def read_latex(text: str, before: int = 0) -> tuple[list[Statement], str]:
    r"""Return what the rows of tables state, and the text without the tables that were read.

    `before` is how many lines of its file stand before it. A table of which no row has energy,
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
        rows = list(_runs(body, line))
        read += rows
        rest += [text[done : begin.end()], "\n" * body.count("\n") if rows else body]
        line += body.count("\n")
        done = end.start()
    return read, "".join((*rest, text[done:]))


def _runs(body: str, line: int) -> Iterator[Statement]:
    """Yield what the rows below the heads state; `line` is that of the beginning."""
    heads: list[str] = []
    rows = END_OF_ROW.split(body)
    # Heads may take more rows than one, where a rule ends them. It stands before the row below it.
    ruled = any(UNDER_HEADS.search(row) for row in rows[1:])
    for row in rows:
        cells = _cells(row)
        is_head = not (heads and (not ruled or UNDER_HEADS.search(row)))
        if is_head and len(cells) > 1:
            heads = [
                " ".join(pair) for pair in zip(heads or [""] * len(cells), cells, strict=False)
            ]
        elif not is_head:
            ruled = False
            told = read_row(heads, cells, line + row.rstrip().count("\n"))
            if told is not None:
                yield told
        line += row.count("\n")


def _cells(row: str) -> list[str]:
    plain = RULE.sub("", COMMENT.sub("", row)).replace("$", "").replace("{,}", ",")
    return [" ".join(SET.sub(r"\1", cell).split()) for cell in CELL_BREAK.split(plain)]
