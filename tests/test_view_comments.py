"""A view's column says what the column that it reads says, where that is clear."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

import carbondata
from carbondata.errors import QueryError
from carbondata.view_comments import view_column_comments

SILENT = """
    SELECT table_name || '.' || column_name FROM duckdb_columns()
    WHERE comment IS NULL
      AND table_name IN (SELECT view_name FROM duckdb_views() WHERE NOT internal)
    ORDER BY 1"""
TABLES = """
    CREATE TABLE areas (area_id VARCHAR, name VARCHAR);
    CREATE TABLE chips (chip VARCHAR, name VARCHAR);
    COMMENT ON COLUMN areas.area_id IS 'The place''s code.';
    COMMENT ON COLUMN areas.name IS 'Its English name.';
    COMMENT ON COLUMN chips.name IS 'As its maker sells it.';"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Have two tables whose columns `name` mean different things."""
    with duckdb.connect() as con:
        con.execute(TABLES)
        yield con


def comments(con: duckdb.DuckDBPyConnection, view: str) -> dict[str, str | None]:
    """Describe the columns of views, and return what those of one say then."""
    for statement in view_column_comments(con):
        con.execute(statement)
    query = "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = ?"
    return dict(con.execute(query, [view]).fetchall())


def test_a_column_says_what_the_column_it_reads_says(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("CREATE VIEW places AS SELECT area_id, name FROM areas")
    assert comments(con, "places") == {"area_id": "The place's code.", "name": "Its English name."}


def test_it_is_found_through_another_view(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("CREATE VIEW places AS SELECT area_id, name FROM areas")
    # In alphabetical order it comes before the view it reads.
    con.execute("CREATE VIEW afar AS SELECT name FROM places")
    assert comments(con, "afar") == {"name": "Its English name."}


def test_a_comment_of_its_own_stays(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("CREATE VIEW places AS SELECT name FROM areas")
    con.execute("COMMENT ON COLUMN places.name IS 'In English.'")
    assert comments(con, "places") == {"name": "In English."}


def test_of_two_meanings_it_says_none(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("CREATE VIEW pairs AS SELECT a.name FROM areas AS a, chips")
    assert comments(con, "pairs") == {"name": None}


def test_what_no_table_of_the_view_describes_is_that_of_all_others(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute("CREATE VIEW named AS SELECT chip AS area_id, 1 AS here, 'x' AS name FROM chips")
    assert comments(con, "named") == {
        "area_id": "The place's code.",
        "here": None,
        "name": "As its maker sells it.",
    }


def test_the_statements_run_on_the_built_database(built: Path, tmp_path: Path) -> None:
    path = shutil.copy(built / "carbondata.duckdb", tmp_path)
    with duckdb.connect(path) as con:
        before = len(con.execute(SILENT).fetchall())
        for statement in view_column_comments(con):
            con.execute(statement)
        assert len(con.execute(SILENT).fetchall()) <= before
        assert view_column_comments(con) == []


def test_every_column_of_a_view_says_what_it_is(built: Path) -> None:
    with duckdb.connect(built / "carbondata.duckdb", read_only=True) as con:
        assert con.execute(SILENT).fetchall() == []


def test_a_column_of_few_words_names_them_wherever_it_is_described(built: Path) -> None:
    for database in (built, None):
        told = {
            row["column"]: row["what it is [unit]"]
            for row in carbondata.describe("training_runs", database).to_pylist()
        }
        words = "One of: measured, derived, modelled, estimated."
        assert told["method"] == f"How the figure was made. {words}"
        assert told["duration_h"] == "Time from start to end. [h]"


@pytest.mark.slow
@pytest.mark.parametrize("where", ["the database", "the tables that come along"])
def test_describe_knows_every_table_view_and_macro(built: Path, where: str) -> None:
    database = built if where == "the database" else None
    listed = carbondata.describe(database=database).to_pylist()
    assert all(row["one_row_is"] for row in listed)
    called = {row["name"] for row in listed}
    assert {"grid", "trainings", "population"} < called
    assert {"compare(subject, reference, measure)", "studies(given)", "find(given)"} < called
    for name in called:
        columns = carbondata.describe(name, database).to_pylist()
        assert columns
        # Those without a type are of a table that a macro is given.
        assert all(row["what it is [unit]"] for row in columns), name


def test_a_macro_is_described_as_it_is_called_with_its_columns(built: Path) -> None:
    called = "compare(subject, reference, measure)"
    for name in ("compare", called):
        first, *columns = carbondata.describe(name, built).to_pylist()
        assert (first["column"], first["type"]) == (called, "table macro")
        asked = carbondata.sql("FROM compare('SWE@2017', 'FRA@2017')", built)
        assert [row["column"] for row in columns] == asked.column_names
    (only,) = carbondata.describe("severity", built).to_pylist()
    assert (only["column"], only["type"]) == ("severity(outcome)", "macro")
    with pytest.raises(QueryError, match="no table 'studys'; nearest: studies"):
        carbondata.describe("studys", built)


@pytest.mark.slow
def test_what_a_comment_says_of_a_column_is_a_column(built: Path) -> None:
    with duckdb.connect(built / "carbondata.duckdb", read_only=True) as con:
        query = """SELECT function_name, comment FROM duckdb_functions()
            WHERE NOT internal AND function_type = 'table_macro'"""
        macros = con.execute(query).fetchall()
    assert len(macros) > 8
    for name, comment in macros:
        told = [line.split(": ")[0] for line in comment.split("\n")[1:]]
        found = carbondata.describe(name, built)["column"].to_pylist()[1:]
        assert set(told) <= set(found), name
    given = pa.table({"energy_kwh": [1.0], "energy_scope": ["server"], "area_id": ["FRA"],
                      "year": [2023]})  # fmt: skip
    with carbondata.connect(built) as con:
        con.register("runs", given)
        names = con.sql("FROM footprints('runs')").columns
    assert set(carbondata.describe("footprints", built)["column"].to_pylist()[1:]) <= set(names)
