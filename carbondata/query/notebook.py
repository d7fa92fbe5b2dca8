"""Answers in a notebook: tables, comparisons and footprints as HTML, in the colours of the page."""

from __future__ import annotations

import html as markup
import math
from typing import TYPE_CHECKING, Any

from carbondata.faces import NO_MATH, shown
from carbondata.query.layout import MAX_ROWS, cell
from carbondata.query.tabulate import is_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

# Notebooks align all cells right, and numbers to the middle of a tall row.
TOP = ' style="vertical-align: top"'
LEFT = ' style="text-align: left; vertical-align: top"'
# A sentence needs some room; an id is not broken at its hyphens.
SENTENCE = ' style="text-align: left; vertical-align: top; min-width: 20em"'
ID = ' style="text-align: left; vertical-align: top; white-space: nowrap"'
LONG = 40
DIGITS = 6
ARROW = ("pyarrow.lib", "Table")


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401  (IPython is not required)
    """Show Arrow tables as HTML in this notebook, unless something else formats them already.

    `import carbondata` in a notebook does this, and so does `%load_ext carbondata`.
    """
    shown = shell.display_formatter.formatters["text/html"]
    if ".".join(ARROW) not in shown:
        shown.for_type_by_name(*ARROW, html)


def html(rows: pa.Table, title: str = "") -> str:
    """Write the first rows as an HTML table, and how many there are if not all are shown.

    Examples
    --------
    >>> import pyarrow as pa
    >>> html(pa.table({"t": [15661199.999999998, None]})).partition("<thead>")[2].count("<td")
    2
    """
    numbers = is_number(rows)
    heads = "".join(
        f"<th{TOP if number else LEFT}>{escape(name)}</th>"
        for number, name in zip(numbers, rows.column_names, strict=True)
    )
    first = [_values(column.slice(0, MAX_ROWS)) for column in rows.columns]
    lines = "".join(
        f"<tr>{''.join(map(_cell, row, numbers))}</tr>" for row in zip(*first, strict=True)
    )
    above = f"<p>{escape(title)}</p>" if title else ""
    more = f"<p>{MAX_ROWS} of {rows.num_rows:,} rows</p>" if rows.num_rows > MAX_ROWS else ""
    body = f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody>"
    return _as_text(f"{above}<table>{body}</table>{more}")


def _values(column: pa.ChunkedArray) -> list[Any]:
    """Read a column of any table; Python has no date after 9999, and no nanoseconds."""
    try:
        return list(column.to_pylist())
    except (OverflowError, ValueError):
        return list(column.cast("string").to_pylist())


def _cell(value: object, number: bool) -> str:  # noqa: FBT001  (map passes it)
    if isinstance(value, float):
        return f"<td{TOP}>{_rounded(value)}</td>"
    text = cell(value)
    mark = TOP if number else ID if " " not in text else SENTENCE if len(text) > LONG else LEFT
    return f"<td{mark}>{_broken(text)}</td>"


def _rounded(value: float) -> str:
    """Write a number to six digits for reading, keeping all digits before the point."""
    if not math.isfinite(value):
        return str(value)
    whole = len(str(int(abs(value))))
    text = f"{value:,.{max(0, DIGITS - whole)}f}" if abs(value) >= 1 else f"{value:.{DIGITS}g}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def escape(text: str) -> str:
    """Escape a text for HTML, unprintable characters by their number."""
    return markup.escape(shown(text))


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def facts_html(title: str, facts: Sequence[tuple[str, str]]) -> str:
    """Write a title and rows of (what, text); a row without a name continues the one before.

    Examples
    --------
    >>> "note<br>- note: fuel" in facts_html("A car", [("verdict", "note"), ("", "- note: fuel")])
    True
    """
    together: list[tuple[str, list[str]]] = []
    for what, text in facts:
        if what:
            together.append((what, []))
        together[-1][1].append(text)
    lines = "".join(
        f"<tr><th{LEFT}>{escape(what)}</th><td{LEFT}>{_broken(chr(10).join(texts))}</td></tr>"
        for what, texts in together
    )
    return _as_text(f"<p><strong>{escape(title)}</strong></p><table>{lines}</table>")


def _as_text(markup: str) -> str:
    """Keep text between dollars from becoming a formula, which could hold a link."""
    return f'<div class="{NO_MATH}">{markup}</div>'
