"""Check rows against their table's schema with pandera, and name each failure by its key."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pandera.errors import SchemaErrors
from pandera.pyarrow import Column, DataFrameSchema

from carbondata.errors import Problem
from carbondata.pipeline import schema
from carbondata.pipeline.ingest.cells import read_curated
from carbondata.tables import schemas
from carbondata.tables.limits import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandera.errors import SchemaError

    from carbondata.pipeline.ingest.manifest import Manifest

SHOWN = 5
# When bytes were retrieved, by whatever clock.
RECORDS = {"revisions", "sources"}


def check_rows(table: str, rows: pa.Table) -> list[Problem]:
    """Check rows against their table's schema.

    Parameters
    ----------
    table : str
        The table's name.
    rows : Arrow table
        Its rows, from any number of sources.

    Returns
    -------
    list of Problem
        One per failing row and check, at most five for each check and source, under the row's own
        source; empty if all is well.

    Examples
    --------
    >>> check_rows("population", schema.empty("population"))
    []
    """
    if not rows.num_rows:
        return []
    expected = schema.arrow_schema(table)
    if not rows.schema.equals(expected):
        what = f"its columns are {rows.schema.to_string(show_field_metadata=False)}"
        return [Problem("carbondata", table, what, f"they must be {expected.to_string()}")]
    if table not in RECORDS and (odd := list(_of_no_calendar(table, rows))):
        return odd  # Python could not show such rows
    failed = _failed(_values(table), rows) + _failed(_unique_key(table), _keys(table, rows))
    return list(
        dict.fromkeys(problem for error in failed for problem in _explain(table, rows, error))
    )


def _of_no_calendar(table: str, rows: pa.Table) -> Iterator[Problem]:
    """Report days and times outside the years of figures: DuckDB casts `infinity` to a date."""
    years = f"the years {FIRST_YEAR} to {LAST_YEAR}"
    for field in schema.fields(table):
        if not pa.types.is_temporal(field.arrow):
            continue
        begin, end = (
            pa.scalar(dt.datetime(year, 1, 1)).cast(field.arrow)  # noqa: DTZ001  (naive UTC)
            for year in (FIRST_YEAR, LAST_YEAR + 1)
        )
        times = rows[field.name]
        outside = rows.filter(pc.or_(pc.less(times, begin), pc.greater_equal(times, end)))
        for source in pc.unique(outside["source_id"]).to_pylist():
            many = pc.sum(pc.equal(outside["source_id"], source)).as_py()
            what = f"{many:,} days or times outside {years}"
            yield Problem(source, table, what, "fix the dates", column=field.name)


def _failed(expected_schema: DataFrameSchema, rows: pa.Table) -> list[SchemaError]:
    try:
        expected_schema.validate(rows, lazy=True)
    except SchemaErrors as errors:
        return list(errors.schema_errors)
    return []


def _keys(table: str, rows: pa.Table) -> pa.Table:
    """Dictionary-encode the key columns: grouping strings takes several times their size."""
    keys = rows.select(schemas()[table].unique)
    columns = [
        column.dictionary_encode() if pa.types.is_string(column.type) else column
        for column in keys.columns
    ]
    return pa.table(columns, names=keys.column_names)


@cache
def _values(table: str) -> DataFrameSchema:
    """Return the schema without types, which Arrow has already compared.

    pandera's own comparison tries to import pandas and pyspark again for every column, which
    takes longer than all other checks together.
    """
    expected_schema = schemas()[table]
    columns = {
        name: Column(None, checks=column.checks, nullable=column.nullable)
        for name, column in expected_schema.columns.items()
        if column.checks or not column.nullable
    }
    return DataFrameSchema(columns, name=table)


@cache
def _unique_key(table: str) -> DataFrameSchema:
    return DataFrameSchema({}, name=table, unique=schemas()[table].unique)


def _explain(table: str, rows: pa.Table, error: SchemaError) -> Iterator[Problem]:
    cases = error.failure_cases
    if not isinstance(cases, pa.Table):
        yield Problem("carbondata", table, str(error), "make the rows fit the schema")
        return
    column = None if error.reason_code.name == "DUPLICATES" else str(error.schema.name)
    failing = rows.filter(_duplicates(rows, cases) if column is None else _failing(rows, cases))
    what, remedy = _words(table, column, error)
    for source in pc.unique(failing["source_id"]).to_pylist():
        of_source = failing.filter(pc.equal(failing["source_id"], source))
        for row in of_source.slice(0, SHOWN).to_pylist():
            value = None if column is None or row[column] is None else str(row[column])
            named = describe_key(table, row)
            yield Problem(source, table, what, remedy, row=named, column=column, value=value)
        if (more := of_source.num_rows - SHOWN) > 0:
            yield Problem(source, table, f"and {more} more rows: {what}", remedy, column=column)


def describe_key(table: str, row: dict[str, object]) -> str:
    """Name a row by its key, without the source: `area_id SWE, year 2017`."""
    names = [name for name in schema.key(table) if name != "source_id"]
    return ", ".join(f"{name} {row.get(name)}" for name in names)


def locate(problem: Problem, manifest: Manifest | None) -> Problem:
    """Add to a problem with a table's row the file it came from.

    For a curated row, add the line too, numbered as in a spreadsheet.
    """
    path = manifest.transforms.get(problem.where) if manifest else None
    if manifest is None or path is None:
        return problem
    located = replace(problem, where=f"sources/{manifest.id}/{path.name}")
    if path.suffix != ".csv" or problem.row is None:
        return located
    for line, row in enumerate(read_curated(manifest.id, path).to_pylist(), start=2):
        if describe_key(problem.where, row) == problem.row:
            return replace(located, row=f"row {line} ({problem.row})")
    return located


def _failing(rows: pa.Table, cases: pa.Table) -> pa.ChunkedArray:
    """Mark the rows whose cell is one of the failing values; a null matches a null."""
    column = cases.column_names[0]
    values = pa.chunked_array([pc.unique(cases[column])]).combine_chunks()
    return pc.is_in(rows[column], value_set=values)


def _duplicates(rows: pa.Table, cases: pa.Table) -> pa.ChunkedArray:
    cases = cases.cast(rows.select(cases.column_names).schema)
    keys = cases.group_by(cases.column_names).aggregate([])
    marked = keys.append_column("_twice", pa.array([True] * keys.num_rows))
    numbered = rows.select(keys.column_names).append_column("_row", pa.array(range(rows.num_rows)))
    joined = numbered.join(marked, keys=keys.column_names, join_type="inner")
    return pc.is_in(numbered["_row"], value_set=joined["_row"].combine_chunks())


def _words(table: str, column: str | None, error: SchemaError) -> tuple[str, str]:
    if column is None:
        return f"two rows with one key ({', '.join(schema.key(table))})", "remove one of them"
    field = next(field for field in schema.fields(table) if field.name == column)
    if "not_nullable" in str(error.check):
        return "a value is missing (null or NaN)", f"give it: {field.prose}"
    if field.words:
        return "not a word of the vocabulary", f"use one of {', '.join(field.words)}"
    if field.unit:
        low = "" if field.low is None else f"{field.low:g} to "
        high = "any finite number" if field.high is None else f"{field.high:g}"
        return (
            f"outside the range {low}{high} ({field.unit})",
            "fix the value or its unit; NaN and infinity are never allowed",
        )
    return f"fails {error.check}", f"fix it: {field.prose}"
