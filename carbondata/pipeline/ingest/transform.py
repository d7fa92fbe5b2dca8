"""Make the rows of one table from one source: its SQL over raw cells, or its curated CSV."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from carbondata import bounded
from carbondata.errors import Problem, SourceError, raise_all
from carbondata.pipeline import schema
from carbondata.pipeline.ingest.curated import check_columns, curated_rows
from carbondata.pipeline.ingest.figures import FIGURE, MOSTLY, NO_NUMBER
from carbondata.pipeline.ingest.purity import impurity
from carbondata.pipeline.ingest.source_sql import MAX_SQL_BYTES, in_time, locked, too_much

# Twenty times the rows of the largest hourly source, and their size.
MAX_ROWS, MAX_BYTES = 2_000_000, 500_000_000
AT_ONCE = 100_000

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from carbondata.pipeline.ingest.manifest import Manifest


def ingest(manifest: Manifest, raws: dict[str, pa.Table], areas: pa.Table) -> dict[str, pa.Table]:
    """Make every table's rows from one source.

    Parameters
    ----------
    manifest : Manifest
        The source.
    raws : dict of Arrow tables
        Its raw files as text cells, by the name its SQL uses; empty for a curated source.
    areas : Arrow table
        The areas, which SQL may join.

    Returns
    -------
    dict of Arrow tables
        By table name, typed as the schema says, sorted by key.

    Raises
    ------
    SourceError
        With file, row, column and value, when a cell cannot be cast.
    """
    raise_all(no_numbers(manifest.id, raws))
    return {
        table: curated_rows(manifest.id, table, path)
        if path.suffix == ".csv"
        else transform(manifest.id, table, path, raws, areas)
        for table, path in manifest.transforms.items()
    }


def no_numbers(source: str, raws: dict[str, pa.Table]) -> Iterator[Problem]:
    """Yield a problem for the first cell of each column that would wrongly be read as a number.

    A column of mostly other things than figures may have 12_34 as a code.
    """
    for name, raw in raws.items():
        for column in raw.column_names:
            matches = pc.match_substring_regex(raw[column], NO_NUMBER)
            row = pc.index(matches, pa.scalar(value=True)).as_py()
            if row >= 0 and (
                pc.mean(pc.match_substring_regex(raw[column], FIGURE)).as_py() > MOSTLY
            ):
                what, value = "not a number, but it would be read as one", raw[column][row].as_py()
                remedy = "find out what is meant, and fix the cell"
                yield Problem(source, name, what, remedy, _line(raw, row), column, value)


def transform(
    source: str, table: str, path: Path, raws: dict[str, pa.Table], areas: pa.Table
) -> pa.Table:
    """Run one SQL file over the raw cells, and cast and sort its rows for the table."""
    where = f"sources/{source}/{path.name}"
    try:
        query = bounded.content(path, MAX_SQL_BYTES).decode().rstrip().rstrip(";")
    except UnicodeDecodeError as error:
        raise SourceError(Problem(source, where, str(error), "save it as UTF-8")) from None
    except bounded.UnfitError as error:
        raise SourceError(Problem(source, where, str(error), "put the SQL there")) from None
    tables = {**raws, "areas": areas}
    if impure := impurity(query, tables):
        raise SourceError(Problem(source, where, *impure))
    try:
        with locked(tables) as con, in_time(con):
            relation = con.sql(query)
            check_columns(source, table, where, relation.columns)
            columns = _columns(source, table, relation.columns)
            # As a table first, which DuckDB's limit on memory counts; it does not count Arrow.
            relation.project(columns).limit(MAX_ROWS + 1).create("made")
            made = con.table("made").to_arrow_reader(AT_ONCE)
            rows = pa.Table.from_batches(_within(MAX_BYTES, made), made.schema)
    except duckdb.Error as error:
        raise SourceError(_explain(error, source, where, raws)) from None
    if not 0 < rows.num_rows <= MAX_ROWS or rows.nbytes > MAX_BYTES:
        most = f"more than {MAX_ROWS:,} rows, or {MAX_BYTES // 10**6} MB of them"
        what = most if rows.num_rows else "no rows"
        raise SourceError(Problem(source, where, what, "look at the SQL and at the fetched file"))
    return schema.conform(table, rows)


def _within(most: int, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield batches until they have more bytes than that."""
    taken = 0
    for batch in batches:
        yield batch
        taken += batch.nbytes
        if taken > most:
            return


def _columns(source: str, table: str, names: list[str]) -> str:
    """Cast each column to its type in the table, and add the source."""
    casts = [
        f'CAST("{field.name}" AS {field.sql}) AS "{field.name}"'
        for field in schema.fields(table)
        if field.name in names
    ]
    return ", ".join([*casts, f"'{source}' AS source_id"])


def _explain(error: duckdb.Error, source: str, where: str, raws: dict[str, pa.Table]) -> Problem:
    """Turn DuckDB's error into the cell it is about, or the missing column."""
    message = str(error).split("\n", 1)[0]
    if what := too_much(error):
        return Problem(source, where, what, "look for a join of every row with every other")
    if isinstance(error, (duckdb.ConversionException, duckdb.InvalidInputException)):
        for value in re.findall(r"""['"]([^'"]*)['"]""", message):
            if cell := _find_cell(raws, value):
                name, row, column = cell
                return Problem(
                    source,
                    f"{where} over {name}",
                    message.split(": ", 1)[-1].split(" when casting")[0],
                    "fix the cell, or the CAST if the publisher changed its notation",
                    row=row,
                    column=column,
                    value=value,
                )
    if missing := re.search(
        r'column (?:named )?"+([^"]+)"+(?: not found| referenced|$)', message, re.IGNORECASE
    ):
        return _renamed(source, where, missing[1], raws)
    return Problem(source, where, str(error).strip(), "fix the SQL or the data")


def _renamed(source: str, where: str, column: str, raws: dict[str, pa.Table]) -> Problem:
    columns = "; ".join(f"{name}: {', '.join(raw.column_names)}" for name, raw in raws.items())
    return Problem(
        source,
        where,
        "the publisher renamed or dropped a column",
        f"adapt the SQL to the existing columns: {columns}",
        column=column,
    )


def _find_cell(raws: dict[str, pa.Table], value: str) -> tuple[str, str, str] | None:
    """Find the cell that holds `value`: raw table, row as in a spreadsheet, column.

    The word may also occur in a column of words; the column with most figures is meant.
    """
    matches = []
    for name, raw in raws.items():
        for column in raw.column_names:
            row = pc.index(raw[column], pa.scalar(value, pa.string())).as_py()
            if row >= 0:
                figures = pc.match_substring_regex(raw[column], FIGURE)
                matches.append((pc.mean(figures).as_py() or 0, (name, _line(raw, row), column)))
    return max(matches, key=lambda match: match[0])[1] if matches else None


def _line(raw: pa.Table, row: int) -> str:
    """Return a row's number as in a spreadsheet."""
    return f"row {int((raw.schema.metadata or {}).get(b'first_row', 1)) + row}"
