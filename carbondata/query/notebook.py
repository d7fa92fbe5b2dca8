"""Answers in a notebook: after `%load_ext carbondata`, Arrow tables are shown as tables."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from carbondata.query.layout import MAX_ROWS, cell

if TYPE_CHECKING:
    import pyarrow as pa


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401  (IPython is not required)
    """Show Arrow tables as HTML in this notebook; IPython calls it for `%load_ext carbondata`."""
    shown = shell.display_formatter.formatters["text/html"]
    shown.for_type_by_name("pyarrow.lib", "Table", html)


def html(rows: pa.Table) -> str:
    """Write the first rows as an HTML table, and how many there are where that is not all.

    Examples
    --------
    >>> import pyarrow as pa
    >>> html(pa.table({"area_id": ["SWE"], "t": [None]})).partition("<tbody>")[2]
    '<tr><td>SWE</td><td></td></tr></tbody></table>'
    """
    heads = "".join(f"<th>{escape(name)}</th>" for name in rows.column_names)
    lines = "".join(
        f"<tr>{''.join(f'<td>{escape(cell(value))}</td>' for value in row.values())}</tr>"
        for row in rows.slice(0, MAX_ROWS).to_pylist()
    )
    more = f"<p>{MAX_ROWS} of {rows.num_rows:,} rows</p>" if rows.num_rows > MAX_ROWS else ""
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>{more}"
