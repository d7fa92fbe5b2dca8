"""Spark and DuckDB run the same query over 200,000 runs and agree on every row, nulls included."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from carbondata import QueryError, footprints

pytest.importorskip("pyspark")
pytest.importorskip("sqlglot")
if shutil.which("java") is None:
    pytest.skip("there is no Java", allow_module_level=True)

import carbondata.spark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.slow

ROWS = 200_000
# Every reason is met: wrong scopes, areas, years, PUEs, energies; holes and ends before starts.
SAMPLE = f"""
SELECT
  i AS run,
  CASE i % 97 WHEN 0 THEN NULL WHEN 1 THEN -1 WHEN 2 THEN 'nan' WHEN 3 THEN 'inf' WHEN 4 THEN 0
    ELSE ((i * 7919) % 1000000) / 7.0 END::DOUBLE AS energy_kwh,
  CASE WHEN i % 67 = 1 THEN energy_kwh * 2 WHEN i % 11 = 0 THEN energy_kwh * 0.9 END::DOUBLE
    AS energy_kwh_low,
  CASE WHEN i % 67 = 2 THEN -5 WHEN i % 67 = 3 THEN 'nan' WHEN i % 11 = 0 THEN energy_kwh * 1.2
    END::DOUBLE AS energy_kwh_high,
  ['server', 'facility', 'accelerator', 'rack', NULL][1 + (i * 6271) % 3
    + CASE WHEN i % 89 < 2 THEN 2 ELSE 0 END] AS energy_scope,
  CASE i % 83 WHEN 0 THEN 0.5 WHEN 1 THEN 9 WHEN 2 THEN 'nan' WHEN 3 THEN NULL
    ELSE 1 + (i * 6983) % 300 / 100.0 END::DOUBLE AS pue,
  CASE i % 79 WHEN 0 THEN NULL WHEN 1 THEN 'Atlantis'
    ELSE ['FRA', 'SWE', 'USA', 'DEU', 'GBR', 'US-CA', 'WLD', 'IND'][1 + (i * 5407) % 8]
    END AS area_id,
  CASE i % 73 WHEN 0 THEN NULL WHEN 1 THEN 1600 WHEN 2 THEN 2049 WHEN 3 THEN 2026
    ELSE 1998 + (i * 4759) % 28 END::BIGINT AS year,
  CASE WHEN i % 71 > 0 THEN TIMESTAMP '2023-01-01' + to_seconds((i * 7727) % 31536000) END
    AS start_utc,
  start_utc + to_seconds((i * 8629) % 400000 - 1000) AS end_utc
FROM range({ROWS}) AS t(i)"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the runs once, for both engines."""
    path = tmp_path_factory.mktemp("spark") / "runs.parquet"
    duckdb.sql(f"COPY ({SAMPLE}) TO '{path}'")
    return path


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Start Spark on two cores, in a zone that is not UTC: a naive time must not care."""
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        settings = {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.session.timeZone": "America/New_York",
            "spark.driver.host": "127.0.0.1",
        }
        session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


@pytest.mark.parametrize(
    ("hourly", "boundary", "gap"), [(False, "life_cycle", 1), (True, "direct", 0)]
)
def test_both_engines_agree_on_every_row(  # noqa: PLR0913  (a session, a file, a case)
    spark: SparkSession, sample: Path, tmp_path: Path, *, hourly: bool, boundary: str, gap: int
) -> None:
    rows = spark.read.parquet(str(sample))
    options = {"hourly": hourly, "boundary": boundary, "allow_year_gap": gap}
    answer = carbondata.spark.footprints(rows, **options)
    answer.write.parquet(str(tmp_path / "theirs"))
    footprints(sample, tmp_path / "ours.parquet", **options)
    with duckdb.connect() as con:
        con.execute(f"CREATE VIEW ours AS FROM '{tmp_path}/ours.parquet'")
        con.execute(f"CREATE VIEW theirs AS FROM '{tmp_path}/theirs/*.parquet'")
        columns = [name for name, *_ in con.execute("DESCRIBE ours").fetchall()]
        assert {name for name, *_ in con.execute("DESCRIBE theirs").fetchall()} == set(columns)
        kinds = {name: kind for name, kind, *_ in con.execute("DESCRIBE ours").fetchall()}
        apart = " OR ".join(_apart(name, kinds[name]) for name in columns if name != "run")
        counts = f"count(*), count(*) FILTER ({apart})"
        query = f"SELECT {counts} FROM ours AS o JOIN theirs AS t USING (run)"
        assert con.execute(query).fetchall() == [(ROWS, 0)]
        reasons = {r for (r,) in con.execute("SELECT DISTINCT reason FROM ours").fetchall()}
    everywhere = {"energy_missing", "energy_negative", "energy_impossible", "pue_below_1", None}
    everywhere |= {"energy_scope_unknown", "pue_above_4", "area_missing", "end_before_start"}
    everywhere |= {"energy_bounds_impossible", "energy_zero", "power_above_1_gw"}
    hours = {"time_missing", "area_without_hours", "hours_not_covered"}
    years = {"area_unknown", "year_missing", "year_out_of_range", "no_factor_for_year", "year_gap"}
    years |= {"spans_years"}
    assert reasons == everywhere | (hours if hourly else years)


def _apart(name: str, kind: str) -> str:
    """Say when two cells differ: text at all, numbers by more than 1e-9 of themselves."""
    ours, theirs = f'o."{name}"', f't."{name}"'
    if kind == "DOUBLE":
        near = f"abs({ours} - {theirs}) <= 1e-9 * abs({ours})"
        return f"({ours} IS DISTINCT FROM {theirs} AND coalesce(NOT ({near}), true))"
    if kind.startswith("TIMESTAMP"):
        return "false"  # the input's own, which Spark reads in the session's zone
    return f"({ours} IS DISTINCT FROM {theirs})"


def test_a_table_without_energy_is_refused(spark: SparkSession) -> None:
    with pytest.raises(QueryError, match="no column energy_kwh among id"):
        carbondata.spark.footprints(spark.range(1))
