"""Read by others: every published table opens in their tools, with the same rows and nulls.

They come with the extras `[readers]` and `[spark]`; without one of them its tests skip.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import pytest
from conftest import CHECKOUT
from pyarrow import parquet

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PATHS = sorted((CHECKOUT / "parquet").glob("*.parquet"))
TABLES = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
# The shell comes from the package duckdb-cli, today of DuckDB 1.5; Python's DuckDB is of 2.
SHELL = shutil.which("duckdb", path=str(Path(sys.executable).parent))


class Facts(NamedTuple):
    """What a reader must find: so many rows, and so many nulls in each column, in order."""

    rows: int
    nulls: dict[str, int]


def facts(path: Path) -> Facts:
    """Read them with pyarrow."""
    table = parquet.read_table(path)
    return Facts(table.num_rows, {name: table[name].null_count for name in table.column_names})


@TABLES
def test_pandas_reads_it(path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_parquet(path)
    nulls = {name: int(frame[name].isna().sum()) for name in frame.columns}
    assert Facts(len(frame), nulls) == facts(path)


@TABLES
def test_polars_reads_it(path: Path) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(path)
    assert Facts(frame.height, {one.name: one.null_count() for one in frame}) == facts(path)


def _counting(path: Path) -> str:
    nulls = ", ".join(f'count(*) - count("{name}") AS "{name}"' for name in facts(path).nulls)
    return f"SELECT {nulls}, count(*) AS rows_in_all FROM read_parquet('{path}')"


@TABLES
def test_the_duckdb_shell_reads_it(path: Path) -> None:
    assert SHELL, "duckdb-cli is part of the test requirements"
    command = [SHELL, "-json", ":memory:", _counting(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (nulls,) = json.loads(done.stdout)
    assert Facts(nulls.pop("rows_in_all"), nulls) == facts(path)


@TABLES
def test_duckdb_in_python_reads_it(path: Path) -> None:
    with duckdb.connect() as con:
        *nulls, rows = con.execute(_counting(path)).fetchall()[0]
    assert Facts(rows, dict(zip(facts(path).nulls, nulls, strict=True))) == facts(path)


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Start Spark on one core."""
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1"}
        session = sql.SparkSession.builder.master("local[1]").config(map=settings).getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


@TABLES
def test_spark_reads_it(spark: SparkSession, path: Path) -> None:
    frame = spark.read.parquet(str(path))
    nulls = [f"count(*) - count(`{name}`) AS `{name}`" for name in frame.columns]
    found = frame.selectExpr(*nulls, "count(*) AS rows_in_all").collect()[0].asDict()
    assert Facts(found.pop("rows_in_all"), found) == facts(path)


def test_a_script_ends_without_a_word_where_numpy_is_loaded() -> None:
    pytest.importorskip("numpy")
    code = "import numpy, carbondata; carbondata.compare('SWE@2017', 'FRA@2017')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
