"""The SQL of a source: the same cells give the same rows, and it comes to an end."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from carbondata.errors import SourceError
from carbondata.pipeline import schema
from carbondata.pipeline.ingest import source_sql
from carbondata.pipeline.ingest import transform as ingest_transform
from carbondata.pipeline.ingest.purity import DEEP, GROWN, impurity
from carbondata.pipeline.ingest.transform import MAX_ROWS, transform

# Columns that are called as functions are.
RAW = pa.table({"now": ["SWE"], "user": ["2020"], "people": ["10000000"]})


def rows_of(folder: Path, query: str) -> pa.Table:
    path = folder / "population.sql"
    path.write_text(query, encoding="utf-8")
    return transform("meadow", "population", path, {"raw": RAW}, schema.empty("areas"))


def refusal_of(folder: Path, query: str) -> str:
    with pytest.raises(SourceError) as refused:
        rows_of(folder, query)
    (problem,) = refused.value.problems
    assert problem.where == "sources/meadow/population.sql"
    return problem.what


def test_a_column_called_as_a_function_is_a_column(tmp_path: Path) -> None:
    query = """
        WITH found AS (SELECT now, raw.user, people AS today FROM raw)
        SELECT now AS area_id, CAST(found.user AS INT) AS year, CAST(today AS DOUBLE) AS people
        FROM found, range(1), unnest(['x']) WHERE list_contains([1, 2], 1) OR error('none') """
    assert rows_of(tmp_path, query).to_pylist() == [
        {"area_id": "SWE", "year": 2020, "people": 1e7, "source_id": "meadow", "locator": None}
    ]


@pytest.mark.parametrize(
    ("call", "named"),
    [
        *(("random()", "random"), ("uuid()", "uuid"), ("NOW()", "now"), ("today()", "today")),
        ("(SELECT max(current_date) FROM areas)", "current_date"),
        ("list_transform([1], lambda x: x + random())", "random"),
        *(("localtime", "localtime"), ("system.main.now()", "now"), ("version()", "version")),
        *(("current_setting('threads')", "current_setting"), ("getvariable('x')", "getvariable")),
        # Macros, by what they are made of.
        *(("ago(INTERVAL 1 DAY)", "ago"), ("pg_postmaster_start_time()", "pg_postmaster")),
        ("age(DATE '2020-01-01')", "age"),
    ],
)
def test_what_changes_by_itself_is_refused(tmp_path: Path, call: str, named: str) -> None:
    query = f"SELECT 'SWE' AS area_id, 2020 AS year, hash({call}) AS people FROM raw"
    assert refusal_of(tmp_path, query).startswith(f"it calls {named}")


@pytest.mark.parametrize("name", ["current_database", "current_schemas", "pg_get_constraintdef"])
def test_a_macro_that_names_itself_is_judged_all_the_same(name: str) -> None:
    # DuckDB lists current_database as a macro that calls itself, and as a scalar function.
    assert impurity(f"SELECT {name}(1)", {}) is not None


@pytest.mark.parametrize(
    "query",
    [f"SELECT a{'.a' * 9_000}", f"SELECT {'abs(' * 900}1{')' * 900}", f"FROM raw{',raw' * 9_000}"],
)
def test_what_is_nested_deeply_is_refused_before_it_takes_time(query: str) -> None:
    assert impurity(query, {"raw": RAW}) == DEEP


def steps(count: int, each: str) -> str:
    """Return a WITH of steps, each over the one before it, as `{0}`."""
    written = "".join(f", t{at} AS ({each.format(f't{at - 1}')})" for at in range(1, count + 1))
    return f"WITH t0 AS (FROM raw){written} FROM t{count}"


@pytest.mark.parametrize(
    "query",
    [
        steps(20, "SELECT *, * FROM {0}"),
        steps(20, "SELECT COLUMNS(*), COLUMNS(*) FROM {0}"),
        steps(20, "SELECT unnest(x), unnest(x) FROM (SELECT t AS x FROM {0} AS t)"),
        steps(20, "SELECT {{'x': now, 'y': now}} AS now FROM {0}"),
        steps(20, "SELECT row(now, now) AS now FROM {0}"),
        steps(20, "SELECT t, t AS u FROM {0} AS t"),
        steps(20, "FROM {0} AS a, {0} AS b"),
        f"FROM ({steps(20, 'FROM {0} AS a, {0} AS b')})",
        "SELECT *, * FROM (" * 15 + "FROM raw" + ")" * 15,
        "SELECT now AS x0"
        + "".join(f", x{at} || x{at} AS x{at + 1}" for at in range(20))
        + " FROM raw",
    ],
)
def test_what_doubles_at_each_step_is_refused_before_it_takes_time(query: str) -> None:
    assert len(query) < 2000
    assert impurity(query, {"raw": RAW}) == GROWN


def test_what_is_read_a_few_times_is_not_too_large() -> None:
    assert impurity(steps(12, "FROM {0} AS a, {0} AS b"), {"raw": RAW}) is None
    assert impurity(steps(500, "FROM {0}"), {"raw": RAW}) is None
    nested = "SELECT now || now AS now FROM (" * 20 + "FROM raw" + ")" * 20
    assert impurity(nested, {"raw": RAW}) is None
    # Each is looked at once, however deep.
    deep = "SELECT (" * 60 + "SELECT now" + " FROM raw) AS now" * 60 + " FROM raw"
    assert duckdb.from_arrow(RAW).query("raw", deep).columns == ["now"]
    assert impurity(deep, {"raw": RAW}) is None
    wide = pa.table({f"c{at}": ["1"] for at in range(1000)})
    assert impurity(steps(12, "SELECT *, * FROM {0}"), {"raw": wide}) == GROWN


@pytest.mark.slow
def test_no_function_that_may_be_called_tells_the_time() -> None:
    query = """
        SELECT DISTINCT function_name FROM duckdb_functions()
        WHERE len(parameters) = 0 AND function_type IN ('scalar', 'macro')"""
    calls = [f'"{name}"()' for (name,) in duckdb.sql(query).fetchall()]
    pure = [call for call in calls if impurity(f"SELECT {call}", {}) is None]
    assert '"pi"()' in pure

    def told(call: str) -> object:
        with duckdb.connect() as con:
            try:
                return con.sql(f"SELECT {call}").fetchall()
            except duckdb.Error:  # it wants arguments
                return None

    assert [told(call) for call in pure] == [told(call) for call in pure]


@pytest.mark.parametrize(
    "scope",
    [
        # Another thing of that name, elsewhere in the query, or a column of the file itself.
        "FROM (VALUES ({0})) t(d), (SELECT 1 AS {0}) u",
        "FROM (SELECT {0} AS d FROM raw), (SELECT 1) AS {0}",
        "FROM (WITH q({0}) AS (SELECT 1) SELECT {0} AS d FROM raw)",
        "FROM (VALUES ({0})) t(d), raw",
    ],
)
@pytest.mark.parametrize("name", ["current_date", "CURRENT_TIMESTAMP", "user"])
def test_no_alias_excuses_what_has_a_value_by_itself(tmp_path: Path, scope: str, name: str) -> None:
    query = f"SELECT 'SWE' AS area_id, 2020 AS year, hash(d) AS people {scope.format(name)}"
    assert refusal_of(tmp_path, query).startswith(f"it calls {name.lower()}, whose result is not")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * FROM duckdb_settings()", "it reads duckdb_settings, which it may not"),
        ("FROM information_schema.tables", "it reads tables, which it may not"),
        ("FROM query('SELECT random()')", "it reads query, which it may not"),
        ("FROM (SHOW DATABASES)", "it reads what DuckDB says of tables, which it may not"),
        ("FROM raw USING SAMPLE 10%", "it takes a sample"),
        ("SELECT 1; SELECT 2", "more than one statement"),
        ("PIVOT raw ON now", "not a SELECT"),
        ("SELEC 1", 'Parser Error: syntax error at or near "SELEC"'),
    ],
)
def test_what_is_not_read_off_its_tables_is_refused(tmp_path: Path, query: str, said: str) -> None:
    assert refusal_of(tmp_path, query).startswith(said)


AS_ROWS = "SELECT 'SWE' AS area_id, 2020 AS year, CAST({} AS DOUBLE) AS people FROM {}"


def test_it_has_so_much_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(source_sql, "MAX_SECONDS", 0.5)
    for_ever = AS_ROWS.format("count(*)", "range(100000000000000)")
    assert refusal_of(tmp_path, for_ever) == "it runs for more than 0.5 seconds"
    # No bar of progress, beside what is asked for.
    assert capfd.readouterr().out == ""


def test_it_has_so_much_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = AS_ROWS.format("i", f"range({MAX_ROWS + 1}) t(i)")
    assert refusal_of(tmp_path, many) == "more than 2,000,000 rows, or 500 MB of them"
    monkeypatch.setattr(source_sql, "MAX_MEMORY", "50MB")
    large = AS_ROWS.format("len(list(repeat('x', 999) || i))", "range(1000000) t(i)")
    assert refusal_of(tmp_path, large) == "it takes more than 50MB of memory"
    # What comes out counts as well as what it takes to make it.
    wide = AS_ROWS.replace(" FROM", ", locator FROM").format(
        1, "(SELECT repeat('x', {}) AS locator FROM range({}))"
    )
    assert refusal_of(tmp_path, wide.format(999, 200_000)) == "it takes more than 50MB of memory"
    monkeypatch.setattr(ingest_transform, "MAX_BYTES", 100_000)
    assert refusal_of(tmp_path, wide.format(999, 200)).startswith("more than 2,000,000 rows, or")
