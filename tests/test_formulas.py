"""The formulas of a footprint are decided once: SQL, many runs and one run say the same."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from conftest import CHECKOUT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import carbondata
from carbondata import QueryError, footprint, footprints, formulas, places
from carbondata.runs.grid_factor import factor
from carbondata.runs.macros import macros, written_out
from carbondata.tables import limits
from carbondata.tables.vocabulary import ENERGY_SCOPE

RUN: dict[str, Any] = {
    "energy_kwh": 100.0,
    "energy_kwh_low": None,
    "energy_kwh_high": None,
    "energy_scope": "server",
    "pue": 1.2,
    "area_id": "FRA",
    "year": 2023,
}
ODD: dict[str, tuple[Any, ...]] = {
    "energy_kwh": (0.0, -1.0, 3e13, 3e14, float("nan"), float("inf"), None),
    "energy_kwh_low": (90.0, 200.0, -1.0, float("nan")),
    "energy_kwh_high": (110.0, 50.0, 3e14),
    "energy_scope": ("accelerator", "facility", "rack", "", None),
    "pue": (0.9, 1.0, 4.0, 5.0, float("nan"), None),
    "area_id": ("Atlantis", "SE-SE3", None),
    "year": (1600, 1950, 1985, 2027, 2100, 2101, None),
}
ANSWER = (
    "factor_id, factor_year, intensity_g_per_kwh, reason, emissions_scope, counted_kwh, "
    "emissions_t, emissions_t_low, emissions_t_high"
)


def _odd_rows() -> pa.Table:
    """Give every odd cell alone, and each two odd cells of different columns together."""
    cells = [(name, value) for name, values in ODD.items() for value in values]
    pairs = itertools.combinations_with_replacement(cells, 2)
    rows = [RUN, *(RUN | dict(pair) for pair in pairs)]
    return pa.Table.from_pylist([row | {"n": n} for n, row in enumerate(rows)])


@pytest.mark.parametrize("gap", [0, 5])
@pytest.mark.parametrize("boundary", ["life_cycle", "direct"])
def test_the_macro_and_the_batch_answer_odd_rows_alike(boundary: str, gap: int) -> None:
    rows = _odd_rows()
    in_bulk = footprints(rows, boundary=boundary, allow_year_gap=gap)
    with carbondata.connect() as con:
        con.register("my_runs", rows)
        con.register("in_bulk", in_bulk)
        answers = [
            con.execute(f"SELECT n, {ANSWER} FROM {table} ORDER BY n").fetchall()
            for table in (
                f"footprints('my_runs', of_boundary := '{boundary}', allow_year_gap := {gap})",
                "in_bulk",
            )
        ]
    assert len(answers[0]) == rows.num_rows
    # Written out, for NaN is not NaN.
    assert list(map(str, answers[0])) == list(map(str, answers[1]))
    reasons = {row[4] for row in answers[0]}
    assert reasons >= {"energy_negative", "energy_impossible", "energy_bounds_impossible"}
    assert reasons >= {"pue_below_1", "pue_above_4", "energy_scope_unknown", "area_unknown"}
    assert (None in reasons) == (boundary == "life_cycle")  # of France, direct ends before 2023
    assert ("year_gap" in reasons) == (gap > 0)


def test_the_macro_reads_its_own_columns_beside_a_runs_of_the_same_name() -> None:
    row = RUN | {"intensity_g_per_kwh": 1e6, "reason": "mine", "emissions_t": 7.0}
    with carbondata.connect() as con:
        con.register("my_runs", pa.Table.from_pylist([row]))
        found = con.sql("SELECT reason, reason_1, emissions_t_1 FROM footprints('my_runs')")
        assert found.fetchall() == [("mine", None, footprints_of(RUN)["emissions_t"])]


def test_the_macro_needs_neither_pue_nor_bounds() -> None:
    few = ("energy_kwh", "energy_scope", "area_id", "year")
    with carbondata.connect() as con:
        con.register("my_runs", pa.Table.from_pylist([{name: RUN[name] for name in few}]))
        found = con.sql("SELECT emissions_scope, emissions_t FROM footprints('my_runs')")
        row = footprints_of(RUN | {"pue": None})
        assert found.fetchall() == [("server", row["emissions_t"])]


def footprints_of(run: dict[str, Any]) -> dict[str, Any]:
    """Work one run out in bulk."""
    (row,) = footprints(pa.Table.from_pylist([run])).to_pylist()
    return dict(row)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    scope=st.sampled_from(ENERGY_SCOPE),
    pue=st.none() | st.floats(1, 4),
    kwh=st.floats(0, 3e13),
    g_per_kwh=st.floats(0, 2500),
)
def test_python_has_the_formulas_of_sql(
    con: duckdb.DuckDBPyConnection, scope: str, pue: float | None, kwh: float, g_per_kwh: float
) -> None:
    query = """SELECT applied_pue($1, $2::DOUBLE), counted_scope($1, $2::DOUBLE),
        emissions_t($3::DOUBLE, $4::DOUBLE)"""
    (found,) = con.execute(query, [scope, pue, kwh, g_per_kwh]).fetchall()
    assert found == (
        formulas.applied_pue(scope, pue),
        formulas.counted_scope(scope, pue),
        formulas.emissions_t(kwh, g_per_kwh),
    )


@pytest.mark.parametrize("year", [1985, 2027])
def test_one_run_and_many_take_the_same_nearest_year(year: int) -> None:
    alone = factor("FRA", year, allow_year_gap=30)
    run = RUN | {"year": year}
    (row,) = footprints(pa.Table.from_pylist([run]), allow_year_gap=30).to_pylist()
    assert (row["factor_id"], row["reason"]) == (alone.factor_id, "year_gap")


def test_of_two_years_equally_near_the_earlier_is_taken(con: duckdb.DuckDBPyConnection) -> None:
    query = "SELECT arg_min(y, year_distance(y, 2010)) FROM (SELECT unnest([2012, 2008, 2013]) y)"
    assert con.execute(query).fetchall() == [(2008,)]


@pytest.mark.parametrize("pue", [0.9, 4.1, float("nan")])
def test_an_impossible_pue_is_refused_in_the_same_words_for_one_and_for_many(pue: float) -> None:
    words = f"a PUE of {pue:g} is impossible; PUE is the facility's energy divided by"
    with pytest.raises(QueryError, match=re.escape(words)):
        footprint(area="FRA", year=2023, energy_kwh=1, energy_scope="server", pue=pue)
    with pytest.raises(QueryError, match=re.escape(words)):
        footprints(pa.Table.from_pylist([RUN]), pue=pue)


def test_the_limits_in_sql_are_those_that_python_writes() -> None:
    (path,) = [path for path in places.views() if path.name == "05_limits.sql"]
    assert path.read_text("utf-8") == limits.sql(), "python -m carbondata.tables.limits > it"


def test_no_bound_is_typed_into_sql() -> None:
    bounds = ("3e13", "30000000000000", "3.2e9", "1950", "2101", "BETWEEN 1")
    files = [*places.views(), *(CHECKOUT / "carbondata" / "runs").rglob("*.sql")]
    typed = [
        (path.name, number)
        for path in files
        for number in bounds
        if path.name != "05_limits.sql"
        and number in re.sub("--.*", "", path.read_text("utf-8"))
        and not path.name.startswith(("6", "7"))  # the comparison, which has no bounds of runs
    ]
    assert typed == []


def test_a_call_that_is_written_out_is_what_the_macro_gives(con: duckdb.DuckDBPyConnection) -> None:
    call = "SELECT emissions_t(1 + 2, applied_pue('server', (SELECT 1.5)) * 10)"
    whole = written_out(call)
    assert not any(f"{name}(" in whole for name in macros())
    assert con.execute(whole).fetchall() == con.execute(call).fetchall() == [(3 * 15 / 1e6,)]


FILES = [path for path in places.views() if path.name < "4" or path.name > "8"]


def test_every_view_and_macro_says_what_it_is(con: duckdb.DuckDBPyConnection) -> None:
    texts = {path.name: path.read_text("utf-8") for path in FILES}
    assert [name for name, text in texts.items() if not text.startswith("--")] == []
    every = "\n".join(texts.values())
    made = set(re.findall(r"^CREATE (?:VIEW|MACRO) (\w+)", every, re.MULTILINE))
    commented = con.execute(
        """SELECT view_name FROM duckdb_views() WHERE comment IS NOT NULL
        UNION SELECT function_name FROM duckdb_functions() WHERE comment IS NOT NULL
        UNION SELECT table_name FROM duckdb_tables() WHERE comment IS NOT NULL"""
    ).fetchall()
    assert made - {name for (name,) in commented} == set()


def test_a_statement_of_sql_fits_a_screen() -> None:
    def longest(path: Path) -> int:
        statements = re.split(r";$", path.read_text("utf-8"), flags=re.MULTILINE)
        return max(len(statement.strip().splitlines()) for statement in statements)

    assert {path.name: lines for path in FILES if (lines := longest(path)) > 60} == {}
