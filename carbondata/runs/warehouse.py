"""The batch query as text for a warehouse, where the log lies."""

from __future__ import annotations

from importlib.util import find_spec
from textwrap import fill
from typing import TYPE_CHECKING

from carbondata.errors import CarbondataError, QueryError
from carbondata.names import nearest
from carbondata.outputs import writing
from carbondata.query.connection import opened
from carbondata.runs.batch_query import NEEDED, batch_query, prepare
from carbondata.runs.grid_factor import known_boundary

if TYPE_CHECKING:
    from pathlib import Path

# On these the query gave the same rows as on DuckDB, to the last digit, for 200,000 adversarial
# runs: `tests/test_warehouses.py` and `tests/test_spark.py`.
PROVED = ("duckdb", "spark", "datafusion", "clickhouse", "postgres")
# DataFusion takes DuckDB's own text.
AS_DUCKDB = ("duckdb", "datafusion")
# Without it ClickHouse fills what a left join does not find with 0 and ''.
ENDING = {"clickhouse": "\nSETTINGS join_use_nulls = 1"}


def batch_sql(dialect: str = "duckdb") -> str:
    """Write the batch query in the SQL of a warehouse.

    It reads two tables: `runs`, whose columns are listed in its first lines, and `factors`, which
    `write_factors` writes.

    Parameters
    ----------
    dialect : str
        One of `PROVED`, or another that sqlglot knows: bigquery, snowflake, trino.

    Raises
    ------
    QueryError
        When the dialect is unknown.
    CarbondataError
        When sqlglot is needed and not installed; the message has the command.

    Examples
    --------
    >>> print(batch_sql().splitlines()[0])
    -- Footprints of the table runs with the table factors, for duckdb: proved.
    """
    query = batch_query()
    if dialect not in AS_DUCKDB:
        query = translated(query, dialect)
    return f"{_head(dialect)}\n{query}{ENDING.get(dialect, '')};"


def write_factors(
    out: Path,
    boundary: str = "life_cycle",
    *,
    allow_year_gap: int = 0,
    database: str | Path | None = None,
) -> int:
    """Write the table `factors` as .csv or .parquet, and return its number of rows.

    Raises
    ------
    QueryError
        When the boundary is unknown, or the file is neither.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     rows = write_factors(Path(folder) / "factors.csv")
    >>> rows > 50_000
    True
    """
    known_boundary(boundary)
    from pyarrow import csv, parquet

    from carbondata.runs.write_answer import without_formulas

    writers = {".csv": csv.write_csv, ".parquet": parquet.write_table}
    if (write := writers.get(out.suffix.lower())) is None:
        message = f"{out}: write factors to .csv or .parquet"
        raise QueryError(message)
    with opened(database).cursor() as con:
        prepare(con, boundary, year_gap=allow_year_gap)
        rows = "FROM factors"
        if write is csv.write_csv:
            rows = without_formulas(con, rows)
        factors = con.sql(f"{rows} ORDER BY ALL").to_arrow_table()
    with writing(out) as temporary:
        write(factors, temporary)
    return int(factors.num_rows)


def translated(query: str, dialect: str) -> str:
    """Translate a query from DuckDB's SQL to that of a warehouse.

    Raises
    ------
    QueryError
        When the dialect is unknown.
    CarbondataError
        When sqlglot is not installed; the message has the command.
    """
    if find_spec("sqlglot") is None:
        message = f"{dialect} needs sqlglot: pip install 'carbondata[engines]'"
        raise CarbondataError(message)
    import sqlglot
    from sqlglot.dialects.dialect import Dialects

    known = {*PROVED, *(each.value for each in Dialects if each.value)}
    if dialect not in known:
        near = ", ".join(nearest(dialect, sorted(known)) or PROVED)
        message = f"there is no dialect {dialect!r}; one of: {near}"
        raise QueryError(message)
    return str(sqlglot.transpile(query, read="duckdb", write=dialect, pretty=True)[0])


def _head(dialect: str) -> str:
    proof = "proved" if dialect in PROVED else "translated, not proved; compare some rows"
    columns = ", ".join(f"{name} {kind}" for name, kind in NEEDED.items())
    lines = (
        f"Footprints of the table runs with the table factors, for {dialect}: {proof}.",
        f"runs: {columns}; and any others. What is unknown is null; all times are UTC.",
        "factors: the file that carbondata sql-batch --factors FILE.parquet writes.",
    )
    return "\n".join(
        fill(line, 100, initial_indent="-- ", subsequent_indent="--   ") for line in lines
    )
