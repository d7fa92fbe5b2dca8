"""Read by others: every published table opens in their tools, with the same rows and nulls.

They come with the extras `[readers]` and `[spark]`; without one of them its tests skip.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb
import pytest
from conftest import CHECKOUT
from pyarrow import parquet

from carbondata.pipeline import schema

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

PATHS = sorted((CHECKOUT / "parquet").glob("*.parquet"))
# The shell comes from the package duckdb-cli, today of DuckDB 1.5; Python's DuckDB is of 2.
SHELL = shutil.which("duckdb", path=str(Path(sys.executable).parent))


class Facts(NamedTuple):
    """What a reader must find: so many rows, and so many nulls in each column, in order."""

    rows: int
    nulls: dict[str, int]


@pytest.fixture(scope="module")
def facts() -> dict[str, Facts]:
    """Read them with pyarrow, table by table."""
    tables = {path.stem: parquet.read_table(path) for path in PATHS}
    assert len(tables) == len(schema.tables())
    return {
        name: Facts(table.num_rows, {one: table[one].null_count for one in table.column_names})
        for name, table in tables.items()
    }


def test_pandas_reads_it(facts: dict[str, Facts]) -> None:
    pandas = pytest.importorskip("pandas")

    def read(path: Path) -> Facts:
        frame = pandas.read_parquet(path)
        return Facts(len(frame), {name: int(frame[name].isna().sum()) for name in frame.columns})

    assert {path.stem: read(path) for path in PATHS} == facts


def test_polars_reads_it(facts: dict[str, Facts]) -> None:
    polars = pytest.importorskip("polars")

    def read(path: Path) -> Facts:
        frame = polars.read_parquet(path)
        return Facts(frame.height, {one.name: one.null_count() for one in frame})

    assert {path.stem: read(path) for path in PATHS} == facts


def _counting(path: Path, names: Iterable[str]) -> str:
    nulls = ", ".join(f'count(*) - count("{name}") AS "{name}"' for name in names)
    return f"SELECT {nulls}, count(*) AS rows_in_all FROM read_parquet('{path}')"


def test_the_duckdb_shell_reads_it(facts: dict[str, Facts]) -> None:
    assert SHELL, "duckdb-cli is part of the test requirements"
    questions = "; ".join(_counting(path, facts[path.stem].nulls) for path in PATHS)
    done = subprocess.run(
        [SHELL, "-jsonlines", ":memory:", questions], capture_output=True, text=True, check=True
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    read = [Facts(answer.pop("rows_in_all"), answer) for answer in answers]
    assert dict(zip([path.stem for path in PATHS], read, strict=True)) == facts


def test_duckdb_in_python_reads_it(facts: dict[str, Facts]) -> None:
    def read(path: Path) -> Facts:
        names = facts[path.stem].nulls
        *nulls, rows = con.execute(_counting(path, names)).fetchall()[0]
        return Facts(rows, dict(zip(names, nulls, strict=True)))

    with duckdb.connect() as con:
        assert {path.stem: read(path) for path in PATHS} == facts


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


def test_spark_reads_it(spark: SparkSession, facts: dict[str, Facts]) -> None:
    def read(path: Path) -> Facts:
        frame = spark.read.parquet(str(path))
        nulls = [f"count(*) - count(`{name}`) AS `{name}`" for name in frame.columns]
        found = frame.selectExpr(*nulls, "count(*) AS rows_in_all").collect()[0].asDict()
        return Facts(found.pop("rows_in_all"), found)

    assert {path.stem: read(path) for path in PATHS} == facts


def test_a_script_ends_without_a_word_where_numpy_is_loaded() -> None:
    pytest.importorskip("numpy")
    code = "import numpy, carbondata; carbondata.compare('SWE@2017', 'FRA@2017')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
