"""The batch query on Apache Spark, for more runs than one machine can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from carbondata.errors import CarbondataError, QueryError
from carbondata.query.connection import opened
from carbondata.runs.batch_query import HOURLY_SCAFFOLDING, NEEDED, batch_query, prepare
from carbondata.runs.grid_factor import known_boundary

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import DataFrame

TABLES = {False: ("factors",), True: ("series", "hours")}
MOMENTS = {"start_us": "start_utc", "end_us": "end_utc"}
SPARK_TYPES = {"DOUBLE": "double", "BIGINT": "bigint", "VARCHAR": "string"}


def footprints(
    runs: DataFrame,
    *,
    boundary: str = "life_cycle",
    hourly: bool = False,
    allow_year_gap: int = 0,
    database: str | Path | None = None,
) -> DataFrame:
    """Work out the emissions of many runs on the cluster that holds them, lazily.

    Parameters
    ----------
    runs : Spark DataFrame
        `energy_kwh`, `energy_scope`, `pue`, `area_id`, and `year` or `start_utc` and
        `end_utc`; any other column is kept.
    boundary, hourly, allow_year_gap, database
        As for `carbondata.footprints`: the same query, the same factors, the same reasons.

    Returns
    -------
    Spark DataFrame

    Raises
    ------
    QueryError
        When the boundary is unknown, or `runs` has no energy.
    CarbondataError
        When the extra is not installed; the message has the command.

    Examples
    --------
    On a cluster, with `pip install 'carbondata[spark]'` where the driver is::

        runs = spark.read.parquet("s3a://team/runs/")
        carbondata.spark.footprints(runs).write.parquet("s3a://team/footprints/")
    """
    try:
        import sqlglot
        from sqlglot import exp
    except ImportError as error:
        message = (
            f"Spark needs {error.name}, which is not installed: pip install 'carbondata[spark]'"
        )
        raise CarbondataError(message) from None
    known_boundary(boundary)
    if "energy_kwh" not in runs.columns:
        message = f"there is no column energy_kwh among {', '.join(runs.columns)[:300]}"
        raise QueryError(message)
    spark = runs.sparkSession
    tables = {"runs": _typed(runs, hourly=hourly)}
    with opened(database).cursor() as con:
        prepare(con, boundary, hourly=hourly, year_gap=allow_year_gap)
        for table in TABLES[hourly]:
            tables[table] = spark.createDataFrame(con.sql(f"FROM {table}").to_arrow_table())
    query = sqlglot.parse_one(batch_query(hourly=hourly), read="duckdb")
    # Unique names, so that a table `runs` of the session is left alone.
    names = {name: f"carbondata_{name}_{uuid4().hex}" for name in tables}
    for name, rows in tables.items():
        rows.createOrReplaceTempView(names[name])
    for read in query.find_all(exp.Table):
        read.set("this", exp.to_identifier(names.get(read.name, read.name)))
    return spark.sql(query.sql(dialect="spark")).drop(*HOURLY_SCAFFOLDING)


def _typed(runs: DataFrame, *, hourly: bool) -> DataFrame:
    """Cast every column that the query needs; a missing one is null."""
    kinds = dict(runs.dtypes)
    values = {name: f"`{name}`" if name in kinds else "NULL" for name in NEEDED}
    walls = {m: _utc(m, kinds[m]) for m in MOMENTS.values() if m in kinds}
    values |= {us: _micros(m, kinds[m]) for us, m in MOMENTS.items() if m in kinds}
    if "start_utc" in walls:
        begun = f"year({walls['start_utc']})"
        if "end_utc" in walls and not hourly:
            ended = f"year({walls['end_utc']} - INTERVAL 1 MICROSECOND)"
            spans = f"CASE WHEN {values['year']} IS NULL AND {begun} <> {ended}"
            values["unread"] = f"coalesce({values['unread']}, {spans} THEN 'spans_years' END)"
        values["year"] = f"coalesce({values['year']}, {begun})"
    kept = [f"`{name}`" for name in runs.columns if name not in NEEDED]
    typed = [f"CAST({values[n]} AS {SPARK_TYPES[kind]}) AS {n}" for n, kind in NEEDED.items()]
    return runs.selectExpr(*kept, *typed)


def _utc(name: str, kind: str) -> str:
    """Return the SQL of a time in UTC; a naive one is taken as UTC."""
    return f"to_utc_timestamp(`{name}`, current_timezone())" if kind == "timestamp" else f"`{name}`"


def _micros(name: str, kind: str) -> str:
    """Return the SQL of a time's microseconds since 1970; a naive one is taken as UTC."""
    if kind == "timestamp":
        return f"unix_micros(`{name}`)"
    return f"unix_micros(CAST(concat(CAST(`{name}` AS string), 'Z') AS timestamp))"
