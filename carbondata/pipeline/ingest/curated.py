"""Rows entered by hand from a publication, each cell cast to the type of its column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from carbondata.errors import Problem, SourceError, raise_all
from carbondata.names import nearest
from carbondata.pipeline import schema
from carbondata.pipeline.ingest.cells import read_curated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# How a cell of each type is written; any text is a VARCHAR.
WRITTEN = {
    "BIGINT": "a whole number, digits alone",
    "BOOLEAN": "true or false",
    "DATE": "a day like 2024-05-01",
    "DOUBLE": "a number like 1234.5, without unit or separators",
    "TIMESTAMP": "a time like 2024-05-01 12:00:00",
}
MISSING_LOCATOR = "say where it is in the source: table, page, section"


def curated_rows(source: str, table: str, path: Path) -> pa.Table:
    """Read a curated CSV as rows of a table; a nullable column may be left out.

    Raises
    ------
    SourceError
        With file, row, column and value, when a cell cannot be cast, a column is unknown or
        missing, or a row has no locator although its table has that column.
    """
    where = f"sources/{source}/{path.name}"
    cells = read_curated(source, path)
    check_columns(source, table, where, cells.column_names)
    if not cells.num_rows:
        raise SourceError(Problem(source, where, "no rows", "enter some, or remove the file"))
    columns: dict[str, pa.ChunkedArray | pa.Array] = {}
    problems: list[Problem] = []
    # A table of carbondata's own decisions has no locator.
    if any(field.name == "locator" for field in schema.fields(table)):
        problems += _without_locator(source, table, where, cells)
    for field in schema.fields(table):
        if field.name in cells.column_names:
            try:
                columns[field.name] = _cast(cells[field.name], field.arrow)
            except pa.ArrowInvalid:
                problems += _uncastable(source, where, field, cells[field.name])
    raise_all(problems)
    columns["source_id"] = pa.array([source] * cells.num_rows)
    return schema.conform(table, pa.table(columns))


def check_columns(source: str, table: str, where: str, columns: list[str]) -> None:
    """Refuse unknown columns, and missing ones that the table requires."""
    fields = [field for field in schema.fields(table) if field.name != "source_id"]
    names = [field.name for field in fields]
    problems: list[Problem] = []
    for name in columns:
        if name not in names:
            near = nearest(name, names)
            remedy = f"nearest: {', '.join(near)}; " if near else ""
            remedy += f"carbondata describe {table} lists all"
            what = f"not a column of {table}"
            problems.append(Problem(source, where, what, remedy, column=name))
    for field in fields:
        if field.name not in columns and not field.nullable:
            what, remedy = f"a column of {table} is missing", f"add it: {field.comment}"
            problems.append(Problem(source, where, what, remedy, column=field.name))
    raise_all(problems)


def _without_locator(source: str, table: str, where: str, cells: pa.Table) -> Iterator[Problem]:
    if "locator" not in cells.column_names:
        yield Problem(source, where, "no column locator", MISSING_LOCATOR, column="locator")
        return
    given = pc.not_equal(pc.utf8_trim_whitespace(cells["locator"]), "")
    key = schema.key(table)[0]
    for row, located in enumerate(given.to_pylist()):
        if not located:
            named = f"row {row + 2} ({cells[key][row]})"
            what = "a curated row without locator"
            yield Problem(source, where, what, MISSING_LOCATOR, named, "locator")


def _cast(cells: pa.ChunkedArray, arrow: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_integer(arrow) and not pc.all(_plain_integers(cells)).as_py():
        raise pa.ArrowInvalid
    return pc.split_pattern(cells, ";") if pa.types.is_list(arrow) else cells.cast(arrow)


def _plain_integers(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Mark the cells that are only digits; Arrow would also read 0x7E1 as 2017."""
    return pc.fill_null(pc.match_substring_regex(cells, r"^-?\d+$"), fill_value=True)


def _uncastable(
    source: str, where: str, field: schema.Field, cells: pa.ChunkedArray
) -> Iterator[Problem]:
    """Yield a problem for every cell that cannot be cast."""
    for row, cell in enumerate(cells):
        try:
            _cast(pa.chunked_array([pa.array([cell])]), field.arrow)
        except pa.ArrowInvalid:
            what = f"not a {field.sql} value"
            remedy = f"write {WRITTEN[field.sql]}: {field.comment}"
            yield Problem(
                source, where, what, remedy, f"row {row + 2}", field.name, str(cell.as_py())
            )
