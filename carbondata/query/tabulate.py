"""A table as text: in columns, one value a line, in Markdown, in LaTeX."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

from carbondata import faces
from carbondata.query.layout import FOLDED, cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

# The gap between two columns.
GAP = 3
NUMBER = re.compile("u?int|double|float|decimal")
# Characters special to LaTeX, and how they are escaped.
LATEX = str.maketrans(
    {character: f"\\{character}" for character in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"\N{NARROW NO-BREAK SPACE}": r"\,", "\N{NO-BREAK SPACE}": "~", "\N{SUBSCRIPT TWO}": "$_2$"}
)


def text(rows: pa.Table, wide: int | None = None) -> str:
    """Write a table in columns; with `wide`, fold its texts between words to fit that width.

    Words are cut only if whole words do not fit.

    Examples
    --------
    >>> import pyarrow as pa
    >>> print(text(pa.table({"area_id": ["SWE", "FRA"], "t": [1.5, None]})))
    area_id     t
    ─────────────
    SWE       1.5
    FRA
    """
    heads, body = _heads(rows), _cells(rows)
    columns = list(zip(heads, *body, strict=True))
    widths = [max(map(_widest, column)) for column in columns]
    if wide:
        _narrow(widths, [max(map(_longest, column)) for column in columns], wide)
        _narrow(widths, [max(map(_shortest, column)) for column in columns], wide)
        _narrow(widths, [1] * len(widths), wide)
    right = is_number(rows)
    rule = "─" * (sum(widths) + GAP * (len(widths) - 1))
    lines = [*_lines(heads, widths, right), rule]
    lines += [line for row in body for line in _lines(row, widths, right)]
    return "\n".join(lines)


def fitting(rows: pa.Table, wide: int) -> int:
    """Count the columns, from the left, that fit a width without cutting words.

    Examples
    --------
    >>> import pyarrow as pa
    >>> rows = pa.table({"area_id": ["SWE"], "source_id": ["unep-2024"], "locator": ["a sheet"]})
    >>> fitting(rows, 20), fitting(rows, 30)
    (2, 3)
    """
    columns = zip(_heads(rows), *_cells(rows), strict=True)
    taken, fits = -GAP, 0
    for column in columns:
        text_wide = min(max(map(_widest, column)), FOLDED)
        taken += GAP + max(text_wide, *map(_longest, column))
        fits += taken <= wide
    return max(fits, 1)


def lines(rows: pa.Table) -> str:
    """Write one value a line, like DuckDB's mode `line`.

    Examples
    --------
    >>> import pyarrow as pa
    >>> print(lines(pa.table({"area_id": ["SWE"], "year": [2023]})))
    area_id = SWE
       year = 2023
    """
    heads = _heads(rows)
    wide = max(map(len, heads), default=0)
    return "\n\n".join(
        "\n".join(f"{head:>{wide}} = {value}" for head, value in zip(heads, row, strict=True))
        for row in _cells(rows)
    )


def markdown(rows: pa.Table) -> str:
    """Write a table in Markdown.

    Examples
    --------
    >>> import pyarrow as pa
    >>> print(markdown(pa.table({"area_id": ["SWE"], "year": [2023]})))
    | area_id | year |
    | --- | ---: |
    | SWE | 2023 |
    """
    marks = ["---:" if right else "---" for right in is_number(rows)]
    head, *body = (list(map(faces.markdown, row)) for row in (_heads(rows), *_cells(rows)))
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks, *body))


def latex(rows: pa.Table) -> str:
    r"""Write a table in LaTeX, for the package booktabs.

    Examples
    --------
    >>> import pyarrow as pa
    >>> print(latex(pa.table({"area_id": ["SWE"], "share": ["17 %"]})))
    \begin{tabular}{ll}
    \toprule
    area\_id & share \\
    \midrule
    SWE & 17 \% \\
    \bottomrule
    \end{tabular}
    """
    marks = "".join("r" if right else "l" for right in is_number(rows))
    head, *body = (f"{' & '.join(map(escaped, row))} \\\\" for row in (_heads(rows), *_cells(rows)))
    rules = (r"\toprule", head, r"\midrule", *body, r"\bottomrule")
    return "\n".join((f"\\begin{{tabular}}{{{marks}}}", *rules, r"\end{tabular}"))


def escaped(content: str) -> str:
    r"""Escape a text for LaTeX.

    Examples
    --------
    >>> escaped("17 % of 57 t CO2e")
    '17 \\% of 57 t CO$_2$e'
    """
    return faces.shown(content).translate(LATEX).replace("CO2", "CO$_2$").replace("CO₂", "CO$_2$")


def _heads(rows: pa.Table) -> list[str]:
    return [faces.shown(name) for name in rows.column_names]


def _cells(rows: pa.Table) -> list[list[str]]:
    columns = ([cell(value) for value in column.to_pylist()] for column in rows.columns)
    return [list(row) for row in zip(*columns, strict=True)]


def is_number(rows: pa.Table) -> list[bool]:
    """Tell for each column whether it holds numbers."""
    return [NUMBER.match(str(field.type)) is not None for field in rows.schema]


def _widest(value: str) -> int:
    return max(map(len, value.split("\n")))


def _longest(value: str) -> int:
    """Return the length of the longest word."""
    # No-break spaces do not part words.
    return max(map(len, re.split("[ \n]+", value)), default=0)


def _shortest(value: str) -> int:
    """Return the length of the longest word if no-break spaces part words as well."""
    return max(map(len, re.split("[ \n\N{NO-BREAK SPACE}]+", value)), default=0)


def _narrow(widths: list[int], least: Sequence[int], wide: int) -> None:
    """Narrow the widest columns until all fit, or none can be narrower."""
    spare = wide - GAP * (len(widths) - 1)
    while sum(widths) > spare:
        able = [at for at, width in enumerate(widths) if width > least[at]]
        if not able:
            return
        widths[max(able, key=widths.__getitem__)] -= 1


def _lines(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    """Write a row in as many lines as its tallest cell needs."""
    folded = [_folded(value, width) for value, width in zip(row, widths, strict=True)]
    return [
        (" " * GAP)
        .join(
            f"{part[at] if at < len(part) else '':{'>' if is_right else '<'}{width}}"
            for part, width, is_right in zip(folded, widths, right, strict=True)
        )
        .rstrip()
        for at in range(max(map(len, folded)))
    ]


def _folded(value: str, width: int) -> list[str]:
    """Fold a text between words, keeping the indent of its lines."""
    folded: list[str] = []
    for line in value.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        # Where an amount does not fit in one piece, it is better parted at its spaces than cut.
        parted = line if _longest(line) <= width else line.replace("\N{NO-BREAK SPACE}", " ")
        own = (
            [line]
            if len(line) <= width
            else wrap(
                parted,
                width,
                subsequent_indent=indent,
                break_on_hyphens=_longest(parted) > width,
            )
        )
        folded += own or [""]
    return folded
