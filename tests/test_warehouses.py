"""The batch query gives the same rows on every engine: 200,000 runs, chosen to be difficult."""

from __future__ import annotations

import csv
import math
import os
import random
import re
import shutil
import subprocess
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet
from workshop import run

from carbondata.errors import CarbondataError, QueryError
from carbondata.query.connection import opened
from carbondata.runs.batch_query import prepare
from carbondata.runs.warehouse import PROVED, batch_sql, write_factors

ROWS = 200_000
NAN, INF, TINY = math.nan, math.inf, 5e-324
KWH = [None, NAN, INF, -INF, 0.0, -0.0, TINY, -TINY, 1e-310, 1e-18, math.nextafter(1e-18, 0), 1e-9]
KWH += [1.0, 123.456, 3e13, math.nextafter(3e13, INF), 1e308, -1.0]
PUE = [None, NAN, INF, -INF, 0.0, -1.0, 1.0, math.nextafter(1, 0), 4.0, math.nextafter(4, 5)]
# What is drawn for each column: the usual value, how often, and the others.
DRAWN: dict[str, tuple[Any, float, list[Any]]] = {
    "energy_kwh": (None, 0.6, KWH),
    "energy_kwh_low": (None, 0.7, KWH),
    "energy_kwh_high": (None, 0.7, KWH),
    "energy_scope": ("server", 0.6, ["facility", "accelerator", "rack", "", None, "Server"]),
    "pue": (1.5, 0.6, PUE),
    "area_id": ("FRA", 0.6, ["SWE", "US-CA", "SE-SE3", "WLD", "FRX", "", None, "fra"]),
    "year": (2022, 0.6, [2020, 1999, 1949, 1950, 2030, 2100, 2101, None, -5]),
    "start_us": (None, 0.6, [0, 1, 3_600_000_000, 1_700_000_000_000_000, -1, 2**52]),
    "end_us": (None, 0.6, [0, 1, 3_600_000_000, 1_700_000_000_000_000, -1, 2**52]),
    "time_reason": (None, 1, [None]),
    "unread": (None, 0.95, ["row_unreadable"]),
}
TYPES = {"energy_scope": pa.string(), "area_id": pa.string(), "unread": pa.string()}
TYPES |= {"time_reason": pa.string(), "year": pa.int64(), "start_us": pa.int64()}
TYPES |= {"end_us": pa.int64(), "n": pa.int64()}
TOLD = ["n", "reason", "factor_id", "counted_kwh", "emissions_t", "emissions_t_low"]
TOLD += ["emissions_t_high", "emissions_scope", "factor_year"]


def _runs() -> pa.Table:
    dice = random.Random(5)  # noqa: S311  (the same runs in every test)

    def drawn(name: str) -> Any:  # noqa: ANN401
        usual, share, others = DRAWN[name]
        if dice.random() >= share:
            return dice.choice(others)
        return dice.random() * 100 + 1e-3 if name == "energy_kwh" else usual

    rows = [{"n": n} | {name: drawn(name) for name in DRAWN} for n in range(ROWS)]
    fields = [(name, TYPES.get(name, pa.float64())) for name in ("n", *DRAWN)]
    return pa.Table.from_pylist(rows, pa.schema(fields))


def _plain(rows: pa.Table) -> list[tuple[Any, ...]]:
    """Return the rows in order, with NaN as a word, as it is unlike itself."""
    ordered = rows.select(TOLD).sort_by("n").to_pylist()
    return [tuple("NaN" if value != value else value for value in row.values()) for row in ordered]  # noqa: PLR0124


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    """Return the runs and the factors."""
    with opened().cursor() as con:
        prepare(con, "life_cycle", year_gap=2)
        return {"runs": _runs(), "factors": con.sql("FROM factors").to_arrow_table()}


@pytest.fixture(scope="module")
def expected(tables: dict[str, pa.Table]) -> list[tuple[Any, ...]]:
    """Return what DuckDB gives."""
    import duckdb

    with duckdb.connect() as con:
        for name, table in tables.items():
            con.register(name, table)
        return _plain(con.sql(batch_sql().rstrip(";")).to_arrow_table())


@pytest.mark.slow
def test_every_reason_is_met_and_no_figure_is_without_bounds(
    expected: list[tuple[Any, ...]],
) -> None:
    reasons = {row[1] for row in expected}
    assert reasons >= {"energy_impossible", "energy_zero", "energy_bounds_impossible", None}
    assert reasons >= {"pue_above_4", "pue_below_1", "power_above_1_gw", "end_before_start"}
    numbers = list(chain.from_iterable(row[3:7] for row in expected))
    assert all(number is None or math.isfinite(number) for number in numbers)


@pytest.mark.slow
def test_datafusion(tables: dict[str, pa.Table], expected: list[tuple[Any, ...]]) -> None:
    datafusion = pytest.importorskip("datafusion")
    engine = datafusion.SessionContext()
    for name, table in tables.items():
        engine.register_record_batches(name, [table.to_batches()])
    found = engine.sql(batch_sql("datafusion").rstrip(";")).collect()
    assert _plain(pa.Table.from_batches(found)) == expected


@pytest.mark.slow
def test_clickhouse(
    tables: dict[str, pa.Table], expected: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    session = pytest.importorskip("chdb.session")
    pytest.importorskip("sqlglot")
    engine = session.Session()
    engine.query("CREATE DATABASE IF NOT EXISTS here ENGINE = Atomic")
    engine.query("USE here")
    for name, table in tables.items():
        parquet.write_table(table, tmp_path / name)
        engine.query(f"CREATE VIEW {name} AS SELECT * FROM file('{tmp_path / name}', Parquet)")
    query, settings = batch_sql("clickhouse").rstrip(";").split("\nSETTINGS ")
    engine.query(
        f"SELECT {', '.join(TOLD)} FROM ({query}) INTO OUTFILE '{tmp_path / 'out'}' FORMAT Parquet "
        f"SETTINGS {settings}, output_format_parquet_string_as_string = 1"
    )
    assert _plain(parquet.read_table(tmp_path / "out")) == expected


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java")
def test_spark(
    tables: dict[str, pa.Table], expected: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    sql = pytest.importorskip("pyspark.sql")
    pytest.importorskip("sqlglot")
    settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        for name, table in tables.items():
            parquet.write_table(table, tmp_path / name)
            session.read.parquet(str(tmp_path / name)).createOrReplaceTempView(name)
        session.sql(batch_sql("spark").rstrip(";")).write.parquet(str(tmp_path / "out"))
    finally:
        session.stop()
    assert _plain(parquet.read_table(tmp_path / "out")) == expected


POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@pytest.mark.slow
@pytest.mark.skipif(not POSTGRES, reason="there is no PostgreSQL")
def test_postgres(
    tables: dict[str, pa.Table], expected: list[tuple[Any, ...]], tmp_path: Path
) -> None:
    pytest.importorskip("sqlglot")
    types = {pa.int64(): "bigint", pa.float64(): "double precision", pa.string(): "text"}
    script = []
    for name, table in tables.items():
        lines = ("\t".join(map(_cell, row.values())) for row in table.to_pylist())
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        columns = ", ".join(f"{field.name} {types[field.type]}" for field in table.schema)
        script += [f"CREATE TABLE {name} ({columns});", f"\\copy {name} FROM '{tmp_path / name}'"]
    query = batch_sql("postgres").rstrip(";")
    script += [f"CREATE TABLE answer AS SELECT {', '.join(TOLD)} FROM ({query}) AS q ORDER BY n;"]
    script += [f"\\copy answer TO '{tmp_path / 'out'}'"]
    (tmp_path / "script").write_text("\n".join(script), encoding="utf-8")
    _in_postgres(tmp_path)
    kinds = (int, str, str, float, float, float, float, str, int)
    lines = (line.split("\t") for line in (tmp_path / "out").read_text("utf-8").splitlines())
    found = [
        tuple(None if c == "\\N" else kind(c) for kind, c in zip(kinds, line, strict=True))
        for line in lines
    ]
    assert found == expected


def _cell(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return "\\N"
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return repr(value) if isinstance(value, float) else str(value)


def _in_postgres(folder: Path) -> None:
    """Run a folder's script in a database of its own, which root may not own."""
    user = "postgres" if os.geteuid() == 0 else None
    data, tools = folder / "data", POSTGRES[-1].parent
    data.mkdir()
    if user:
        shutil.chown(data, user)
        for place in (folder, *folder.parents[:3]):
            place.chmod(0o777)
        for name in ("runs", "factors", "script"):
            (folder / name).chmod(0o666)

    def done(*command: str | Path) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    done(tools / "initdb", "-D", data, "-A", "trust", "-U", "postgres")
    start = (tools / "pg_ctl", "-D", data, "-w", "-l", data / "log")
    done(*start, "-o", f"-k {data} -c listen_addresses=''", "start")
    try:
        psql = (tools / "psql", "-q", "-h", data, "-U", "postgres", "-v", "ON_ERROR_STOP=1")
        done(*psql, "-f", folder / "script")
    finally:
        done(*start, "-m", "fast", "stop")


def test_the_command_prints_the_query_and_writes_the_factors(tmp_path: Path) -> None:
    done = run("sql-batch", "--factors", str(tmp_path / "f.csv"))
    assert done.returncode == 0
    assert done.stdout.startswith("-- Footprints of the table runs with the table factors")
    assert done.stdout.rstrip().endswith(";")
    lines = (tmp_path / "f.csv").read_text(encoding="utf-8").splitlines()
    assert f"{len(lines) - 1:,} factors written" in done.stderr
    assert any(line.startswith('"FRA",2023,"life_cycle"') for line in lines)


@pytest.mark.slow
def test_a_name_of_a_given_database_is_no_formula_in_the_factors(
    built: Path, tmp_path: Path
) -> None:
    given = tmp_path / "carbondata.duckdb"
    shutil.copy(built / "carbondata.duckdb", given)
    with duckdb.connect(given) as con:
        con.execute("UPDATE areas SET area_id = '=1+1' WHERE area_id = 'FRA'")
    write_factors(tmp_path / "f.csv", database=given)
    with (tmp_path / "f.csv").open(encoding="utf-8", newline="") as file:
        found = {row[0] for row in csv.reader(file)}
    assert "'=1+1" in found
    assert "=1+1" not in found


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--dialect", "duckbd"], "there is no dialect 'duckbd'; one of: duckdb|needs sqlglot"),
        (["--factors", "f.txt"], "f.txt: write factors to .csv or .parquet"),
        (["--factors", "f.csv", "--boundary", "indirect"], "there is no boundary 'indirect'"),
    ],
)
def test_the_command_refuses_what_it_does_not_know(options: list[str], message: str) -> None:
    done = run("sql-batch", *options)
    assert done.returncode == 1
    assert re.search(message, done.stderr)


def test_what_is_not_proved_is_said() -> None:
    pytest.importorskip("sqlglot")
    assert "for trino: translated, not proved" in batch_sql("trino").splitlines()[0]
    for dialect in PROVED:
        assert f"for {dialect}: proved" in batch_sql(dialect).splitlines()[0]
    with pytest.raises(QueryError, match="there is no dialect"):
        batch_sql("cobol")


def test_without_sqlglot_the_error_has_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carbondata.runs.warehouse.find_spec", lambda _: None)
    assert "proved" in batch_sql("datafusion")
    with pytest.raises(CarbondataError, match="pip install"):
        batch_sql("trino")


def test_factors_in_parquet_have_a_row_for_each_place_and_year(tmp_path: Path) -> None:
    rows = write_factors(tmp_path / "f.parquet", "direct", allow_year_gap=1)
    found = parquet.read_table(tmp_path / "f.parquet")
    keys = set(zip(found["area_id"].to_pylist(), found["for_year"].to_pylist(), strict=True))
    assert rows == found.num_rows == len(keys)
