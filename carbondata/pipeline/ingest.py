"""Rows of one table from one source: its SQL over the raw cells, or its typed-in CSV."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from carbondata.errors import Problem, SourceError
from carbondata.pipeline import schema
from carbondata.pipeline.raw import read_typed

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.pipeline.manifest import Manifest


def ingest(manifest: Manifest, raws: dict[str, pa.Table], areas: pa.Table) -> dict[str, pa.Table]:
    """Make every table's rows from one source.

    Parameters
    ----------
    manifest : Manifest
        The source.
    raws : dict of Arrow tables
        Its raw files as text cells, by the name its SQL uses; empty for a typed-in source.
    areas : Arrow table
        The places, which SQL may join.

    Returns
    -------
    dict of Arrow tables
        By table name, typed as the schema says, sorted by key.

    Raises
    ------
    SourceError
        With file, row, column and value where a cell cannot be what its column must be.
    """
    return {
        table: rows(manifest.id, table, path, raws, areas)
        for table, path in manifest.transforms.items()
    }


def rows(
    source: str, table: str, path: Path, raws: dict[str, pa.Table], areas: pa.Table
) -> pa.Table:
    """Run one transform and give its rows the types and order of the table."""
    where = f"sources/{source}/{path.name}"
    if path.suffix == ".csv":
        raws = {"typed": read_typed(source, path)}
        _check_typed(source, table, where, raws["typed"])
        query = f"SELECT {_split_lists(table, raws['typed'])} FROM typed"
    else:
        query = path.read_text(encoding="utf-8").rstrip().rstrip(";")
    with duckdb.connect() as con:
        _lock_down(con, {**raws, "areas": areas})
        try:
            given = con.sql(query)
            columns = _typed_columns(source, table, where, given.columns)
            result = given.project(columns).order(_sort_key(table)).to_arrow_table()
        except duckdb.Error as error:
            raise SourceError(_explain(error, source, where, raws)) from None
    if not result.num_rows:
        problem = Problem(source, where, "no rows", "mend the transform or remove the file")
        raise SourceError(problem)
    return result.cast(schema.arrow_schema(table))


def _lock_down(con: duckdb.DuckDBPyConnection, tables: dict[str, pa.Table]) -> None:
    """Hand the tables in, then shut every door: no file, no network, no setting."""
    con.execute("SET enable_external_access = false")
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET python_enable_replacements = false")
    con.execute("SET lock_configuration = true")
    for name, table in tables.items():
        con.register(name, table)


def _typed_columns(source: str, table: str, where: str, given: list[str]) -> str:
    fields = schema.fields(table)
    names = [field.name for field in fields if field.name != "source_id"]
    if unknown := [name for name in given if name not in names]:
        raise SourceError(
            Problem(
                source,
                where,
                f"column {', '.join(unknown)} is none of {table}",
                f"its columns are {', '.join(names)}",
                column=unknown[0],
            )
        )
    columns = []
    for field in fields:
        if field.name == "source_id":
            columns.append(f"'{source}' AS source_id")
        elif field.name in given:
            columns.append(f'CAST("{field.name}" AS {field.sql}) AS "{field.name}"')
        elif field.nullable:
            columns.append(f'CAST(NULL AS {field.sql}) AS "{field.name}"')
        else:
            what = f"column {field.name} of {table} is missing"
            raise SourceError(Problem(source, where, what, f"add it: {field.prose}"))
    return ", ".join(columns)


def _sort_key(table: str) -> str:
    return ", ".join(f'"{name}"' for name in schema.key(table))


def _split_lists(table: str, typed: pa.Table) -> str:
    """Select the typed-in columns; a list is typed with semicolons between its members."""
    lists = {field.name for field in schema.fields(table) if pa.types.is_list(field.arrow)}
    return ", ".join(
        f"string_split(\"{name}\", ';') AS \"{name}\"" if name in lists else f'"{name}"'
        for name in typed.column_names
    )


def _check_typed(source: str, table: str, where: str, typed: pa.Table) -> None:
    """Refuse a typed-in row that does not say where in its source it stands."""
    if "locator" not in typed.column_names:
        remedy = "add a column locator: table, page, section"
        raise SourceError(Problem(source, where, "no column locator", remedy))
    blank = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(typed["locator"]), ""), fill_value=True)
    if bare := pc.indices_nonzero(blank).to_pylist():
        key = schema.key(table)[0]
        value = typed[key][bare[0]].as_py() if key in typed.column_names else None
        raise SourceError(
            Problem(
                source,
                where,
                "a typed-in row without locator",
                "say where in the source it stands: table, page, section",
                row=f"row {bare[0] + 2} ({value})",
                column="locator",
            )
        )


def _explain(
    error: duckdb.Error, source: str, where: str, raws: dict[str, pa.Table]
) -> Problem:
    """Turn DuckDB's error into the cell it is about, or the column that is gone."""
    message = str(error).split("\n", 1)[0]
    if isinstance(error, (duckdb.ConversionException, duckdb.InvalidInputException)):
        value = re.search(r"""(?:string|format:) ['"](.*?)['"]""", message)
        if value and (cell := _find_cell(raws, value[1])):
            name, row, column = cell
            place = where if name == "typed" else f"{where} over {name}"
            return Problem(
                source,
                place,
                message.split(": ", 1)[-1].split(" when casting")[0],
                "mend the cell, or the CAST if the publisher changed its notation",
                row=f"row {row}",
                column=column,
                value=value[1],
            )
    if missing := re.search(r'column "([^"]+)" not found', message):
        columns = "; ".join(f"{name}: {', '.join(raw.column_names)}" for name, raw in raws.items())
        return Problem(
            source,
            where,
            "the publisher renamed or dropped a column",
            f"change the SQL to the columns there are: {columns}",
            column=missing[1],
        )
    return Problem(source, where, str(error).strip(), "mend the SQL or the data")


def _find_cell(raws: dict[str, pa.Table], value: str) -> tuple[str, int, str] | None:
    """Find the first cell that holds `value`: raw table, row as a spreadsheet counts, column."""
    for name, raw in raws.items():
        for column in raw.column_names:
            row = pc.index(raw[column], pa.scalar(value, pa.string())).as_py()
            if row >= 0:
                first = int((raw.schema.metadata or {}).get(b"first_row", 1))
                return name, first + row, column
    return None
