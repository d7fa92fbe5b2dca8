"""Rows typed in from a publication: each cell as the type of its column, or where it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from carbondata.errors import Problem, SourceError
from carbondata.pipeline import schema
from carbondata.pipeline.raw import read_typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MISSING_LOCATOR = "say where in the source it stands: table, page, section"


def typed_rows(source: str, table: str, path: Path) -> pa.Table:
    """Read a typed-in CSV as rows of a table; a nullable column may be left out.

    Raises
    ------
    SourceError
        Naming file, row, column and value, where a cell is not what its column must be, a column
        is unknown or missing, or a row does not say where in its source it stands.
    """
    where = f"sources/{source}/{path.name}"
    cells = read_typed(source, path)
    fields = {field.name: field for field in schema.fields(table)}
    check_columns(source, table, where, cells.column_names)
    _check_locators(source, table, where, cells)
    columns = {
        name: _cast(source, where, field, cells[name])
        for name, field in fields.items()
        if name in cells.column_names
    }
    columns["source_id"] = pa.array([source] * cells.num_rows)
    return schema.conform(table, pa.table(columns))


def check_columns(source: str, table: str, where: str, given: list[str]) -> None:
    """Refuse a column the table does not have, and the lack of one it must have."""
    fields = [field for field in schema.fields(table) if field.name != "source_id"]
    names = [field.name for field in fields]
    for name in given:
        if name not in names:
            what, remedy = f"no column of {table}", f"its columns are {', '.join(names)}"
            raise SourceError(Problem(source, where, what, remedy, column=name))
    for field in fields:
        if field.name not in given and not field.nullable:
            what, remedy = f"a column of {table} is missing", f"add it: {field.prose}"
            raise SourceError(Problem(source, where, what, remedy, column=field.name))


def _check_locators(source: str, table: str, where: str, cells: pa.Table) -> None:
    if "locator" not in cells.column_names:
        problem = Problem(source, where, "no column locator", MISSING_LOCATOR, column="locator")
        raise SourceError(problem)
    said = pc.not_equal(pc.utf8_trim_whitespace(cells["locator"]), "")
    key = schema.key(table)[0]
    for row, located in enumerate(said.to_pylist()):
        if not located:
            named = f"row {row + 2} ({cells[key][row]})" if key in cells.column_names else None
            what = "a typed-in row without locator"
            raise SourceError(Problem(source, where, what, MISSING_LOCATOR, named, "locator"))


def _cast(source: str, where: str, field: schema.Field, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(field.arrow):
        return pc.split_pattern(cells, ";")
    try:
        return cells.cast(field.arrow)
    except pa.ArrowInvalid:
        row, value = next(_uncastable(cells, field.arrow))
        what = f"not a {field.sql} value"
        remedy = f"mend the cell: {field.prose}"
        problem = Problem(source, where, what, remedy, f"row {row + 2}", field.name, value)
        raise SourceError(problem) from None


def _uncastable(cells: pa.ChunkedArray, arrow: pa.DataType) -> Iterator[tuple[int, str]]:
    for row, cell in enumerate(cells):
        try:
            cell.cast(arrow)
        except pa.ArrowInvalid:
            yield row, cell.as_py()
