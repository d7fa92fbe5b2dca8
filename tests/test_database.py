"""carbondata.duckdb in a plain DuckDB: the same digits, every column described."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from conftest import CHECKOUT
from workshop import COMMAND

import carbondata
from carbondata.errors import QueryError
from carbondata.pipeline import schema

# The shell comes from the package duckdb-cli, today of DuckDB 1.5, beside the duckdb that built.
SHELL = shutil.which("duckdb", path=str(Path(sys.executable).parent))

QUESTIONS = [
    "SELECT claim_id, value_here FROM claim_checks ORDER BY ALL",
    "SELECT run_id, emissions_t_from_power, emissions_t_at_grid FROM training_emissions ORDER BY 1",
    "SELECT sum(emissions_t) AS t, count(*) AS n FROM national_emissions WHERE year = 2017",
    "SELECT * FROM disagreements ORDER BY ALL",
]


@pytest.mark.parametrize("query", QUESTIONS)
def test_the_duckdb_shell_gives_the_digits_that_python_gives(built: Path, query: str) -> None:
    assert SHELL, "duckdb-cli is part of the test requirements"
    command = [SHELL, "-readonly", "-json", str(built / "carbondata.duckdb"), "-c", query]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == carbondata.sql(query, built).to_pylist()


def test_the_packaged_tables_give_the_digits_of_the_database(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for query in QUESTIONS:
        assert carbondata.sql(query) == carbondata.sql(query, built)


def test_nothing_that_is_asked_changes_the_database(con: duckdb.DuckDBPyConnection) -> None:
    ((name,),) = con.execute(
        "SELECT database_name FROM duckdb_databases() WHERE path IS NOT NULL"
    ).fetchall()
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        con.execute(f"DELETE FROM {name}.areas")
    with pytest.raises(duckdb.BinderException, match="base table"):
        con.execute("DELETE FROM areas")


@pytest.mark.parametrize(
    "call", ["enable_logging(storage := 'memory')", "enable_profiling()", "disable_logging()"]
)
def test_a_question_changes_no_setting_for_those_who_ask_later(built: Path, call: str) -> None:
    for database in (built, None):
        with pytest.raises(QueryError, match="the configuration has been locked"):
            carbondata.sql(f"FROM {call}", database)


@pytest.fixture
def file(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the file itself, as any DuckDB does."""
    with duckdb.connect(built / "carbondata.duckdb", read_only=True) as con:
        yield con


def test_every_table_column_and_view_says_what_it_is(file: duckdb.DuckDBPyConnection) -> None:
    silent = file.execute("""
        SELECT table_name FROM duckdb_tables() WHERE comment IS NULL
        UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL
        UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()
        WHERE comment IS NULL AND table_name IN (SELECT table_name FROM duckdb_tables())
          AND table_name <> 'build'""").fetchall()
    assert silent == []


def test_it_answers_when_attached_and_made_current(built: Path) -> None:
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{built / 'carbondata.duckdb'}' AS carbondata (READ_ONLY)")
        con.execute("USE carbondata")
        assert con.execute("SELECT count(*) FROM claim_checks").fetchall()[0][0] > 12


def test_the_tables_are_those_of_the_schemas(file: duckdb.DuckDBPyConnection) -> None:
    names = file.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
    assert sorted({name for (name,) in names} - {"build"}) == schema.tables()


def test_the_datapackage_describes_the_files_beside_it() -> None:
    folder = CHECKOUT / "parquet"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"].startswith("https://datapackage.org/profiles/2.0/")
    assert {licence["name"] for licence in package["licenses"]} >= {"CC-BY-4.0", "facts-only"}
    for resource in package["resources"]:
        described = [field["name"] for field in resource["schema"]["fields"]]
        with duckdb.connect() as con:
            rows = con.read_parquet(str(folder / resource["path"]))
            assert rows.columns == described
            assert rows.aggregate("count(*)").fetchall() == [(resource["rows"],)]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (None, "not a valid DuckDB database file"),
        ("CREATE TABLE build AS SELECT '2019.6.0' AS version", "made by carbondata 2019.6.0"),
        ("CREATE TABLE mine (a INTEGER)", "it has no table build"),
    ],
)
def test_a_database_that_is_none_of_todays_is_told_with_a_remedy(
    made: str | None, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "carbondata.duckdb"
    if made is None:
        file.write_text("no database at all", encoding="utf-8")
    else:
        with duckdb.connect(file) as con:
            con.execute(made)
    command = [COMMAND, "compare", "GPT-3", "SWE@2017"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"error: {file}")
    assert told in done.stderr
    assert done.stderr.endswith(f"build it anew: carbondata build {tmp_path}\n")


@pytest.mark.parametrize(
    "order",
    [
        "COMMIT; CREATE OR REPLACE VIEW quantities AS SELECT 1 AS y; SELECT 2",
        "SET threads = 1",
        "SELECT 1; SELECT 2",
        "CREATE TABLE mine AS SELECT 1",
    ],
)
def test_a_question_changes_nothing_for_those_that_ask_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(carbondata.QueryError):
        carbondata.sql(order)
    assert carbondata.compare("284 t", "71 t").ratio == 4
