"""Read what the tables of a LaTeX text state, a run in each row, and leave the rest."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from carbondata.forms.manner import FAR, Manner
from carbondata.forms.plain_latex import cell_text
from carbondata.forms.read_tables import (
    COVERED,
    LONGEST_ROW,
    MOST_COLUMNS,
    read_row,
    unread,
    unread_row,
    untold_row,
)
from carbondata.forms.set_latex import as_set
from carbondata.forms.totals import with_totals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbondata.forms.stated import Statement

# Bounds keep a text of brackets that nothing closes from being read again from each of them.
TABLES = "tabular[xy*]?|longtable|longtblr|tblr|tabu|supertabular|NiceTabular"
MARK = re.compile(rf"\\(begin|end)\{{({TABLES})\}}")
# How its columns are set, and before that how wide some tables are.
COLUMNS = r"\{(?:[^{}]|\{[^{}]{0,80}\}){0,200}\}"
SETTING = re.compile(rf"(?:\[[^\]\n]{{0,80}}\])?(?:{COLUMNS})?")
WIDTH_AND_SETTING = re.compile(rf"(?:{COLUMNS}){{0,2}}")
END_OF_ROW = re.compile(r"(?:\\\\\*?(?:\[[^\]\n]{0,20}\])?|\\(?:tabularnewline|cr)\b)")
CELL_BREAK = re.compile(r"(?<!\\)&")
RULE = re.compile(
    r"\\(?:(?:top|mid|bottom)rule|hline|(?:cmidrule(?:\([lr]{0,2}\))?|cline)\{[\d-]{1,9}\})"
)
# Two columns that are one number, on both sides of its point.
POINT = re.compile(r"[@!]\{\s?\{?[.,]\}?\s?\}")
# Between the heads and the first run.
UNDER_HEADS = re.compile(r"\\(?:midrule|hline)")
# Lines within a cell, which end no row.
ROWS_WITHIN = re.compile(
    r"\\(?:makecell|thead|shortstack)\*?(?:\[[^\]\n]{0,20}\])?"
    r"\{[^{}]{0,200}(?:\{[^{}]{0,40}\}[^{}]{0,200}){0,4}\}"
)
# A cell over several columns, and one over several rows, which stands in the first.
OVER = re.compile(
    r"\s*\\multicolumn\{(\d{1,2})\}\{[^{}]{0,40}(?:\{[^{}]{0,40}\}[^{}]{0,40})?\}\{(.*)\}\s*",
    re.DOTALL,
)
# Of a table with more rows of heads none is told from runs.
MOST_HEADS = 20
DOWN = re.compile(r"\s*\\multirow(?:\[\w\])?\{-?\d{1,2}\}\{[^{}]{0,20}\}\{(.*)\}\s*", re.DOTALL)


def read_latex(
    text: str, before: int = 0, manner: Manner | None = None
) -> tuple[list[Statement], str]:
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
        shown = ROWS_WITHIN.sub(_in_one, _without_setting(as_set(body), begin[2]))
        around = (manner or Manner()).around(
            text[max(done, begin.start() - FAR) : begin.start()], text[end.end() : end.end() + FAR]
        )
        point = POINT.search(_setting_of(body, begin[2]))
        rows = [unread(point[0], line)] if point else list(with_totals(_runs(shown, line, around)))
        read += rows
        is_read = point is not None or any(row.kwh for row in rows)
        rest += [text[done : begin.end()], "\n" * body.count("\n") if is_read else body]
        line += body.count("\n")
        done = end.start()
    return read, "".join((*rest, text[done:]))


def _setting_of(body: str, table: str) -> str:
    """Return how wide a table is and how its columns are set, before its cells."""
    setting = (WIDTH_AND_SETTING if table[-1] in "*xy" else SETTING).match(body)
    return setting[0] if setting else ""


def _without_setting(body: str, table: str) -> str:
    end = len(_setting_of(body, table))
    return "\n" * body.count("\n", 0, end) + body[end:]


def _in_one(within: re.Match[str]) -> str:
    """Return a cell of several lines as one of the table's; the file's lines stay."""
    return re.sub(r"\\\\(?:\[[^\]\n]{0,20}\])?", " ", within[0])


def _runs(body: str, line: int, manner: Manner) -> Iterator[Statement]:
    """Yield what the rows below the heads state; `line` is that of the beginning."""
    heads: list[str] = []
    rows = END_OF_ROW.split(body)
    # Heads may take more rows than one, where a rule ends them. It stands before the row below it.
    ruled = any(UNDER_HEADS.search(row) for row in rows[1:])
    for number, row in enumerate(rows):
        is_head = not (heads and (not ruled or UNDER_HEADS.search(row)))
        if is_head:
            heads = _heads(heads, row)
            if len(row) > LONGEST_ROW or number > MOST_HEADS:
                return
        else:
            ruled = False
            told = _run(heads, row, line + row.rstrip().count("\n"), manner)
            if told is not None:
                yield told
            if len(heads) > MOST_COLUMNS:
                return
        line += row.count("\n")


def _heads(above: list[str], row: str) -> list[str]:
    """Return heads with those of one more row; a cell over several columns is a head of each."""
    heads: list[str] = []
    for cell, columns in _cells(row[:LONGEST_ROW]):
        heads += [cell_text(cell, is_head=True)] * columns
        if len(heads) > MOST_COLUMNS:
            break
    if len(heads) == 1:
        return above
    return [" ".join(pair) for pair in zip_longest(above, heads, fillvalue="")]


def _run(heads: list[str], row: str, line: int, manner: Manner) -> Statement | None:
    """Return what a row states; a cell over several columns stands in the first of them."""
    if len(row) > LONGEST_ROW or len(heads) > MOST_COLUMNS:
        return untold_row(heads, row, line)
    cells: list[str] = []
    for cell, columns in _cells(row):
        covered = min(columns, MOST_COLUMNS + 1 - len(cells)) - 1
        cells += [cell_text(cell), *[COVERED] * covered]
    # A row of other cells than the heads is of another table, or of merged cells.
    is_whole = len(cells) == len(heads)
    return read_row(heads, cells, line, manner) if is_whole else unread_row(heads, cells, line)


def _cells(row: str) -> Iterator[tuple[str, int]]:
    """Yield each cell of a row, and over how many columns it stands."""
    for cell in CELL_BREAK.split(RULE.sub("", row)):
        over, down = OVER.fullmatch(cell), DOWN.fullmatch(cell)
        yield over[2] if over else down[1] if down else cell, int(over[1]) if over else 1
