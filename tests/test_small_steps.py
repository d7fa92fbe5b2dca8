"""Steps that pass one by one are summed until somebody has accepted one of them."""

from __future__ import annotations

import datetime as dt

import duckdb
import pyarrow as pa
import pytest
from test_levels import GRID, look, replaced, rows, without

from carbondata.pipeline.check.drift import shrunk
from carbondata.pipeline.check.history import small_steps, unaccepted
from carbondata.pipeline.publish.revisions import list_revisions, merge_revisions

DAY = dt.timedelta(1)
FIRST, SECOND = dt.datetime(2025, 1, 1), dt.datetime(2026, 1, 1)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("areas", "years", "factor"),
    [
        # Two values, each step too small to ask; the two together are 3.6 times.
        ("'SWE'", "2023, 2024", 1.9),
        ("'DEU'", "2024", 1 / 2.9),
        # Nine areas, by less than makes a shift; the two together are 1.7 times.
        ("'CHN', 'DEU', 'FRA', 'SWE', 'USA', 'IND', 'POL', 'ESP', 'ITA'", "2022, 2023, 2024", 1.3),
    ],
)
def test_two_steps_that_pass_are_one_that_asks(areas: str, years: str, factor: float) -> None:
    old = rows(GRID[0], GRID[1])
    step = f"area_id IN ({areas}) AND year IN ({years})"
    once = rows(*GRID, replaced(step, f"{factor} * intensity_g_per_kwh"))
    twice = rows(*GRID, replaced(step, f"{factor**2} * intensity_g_per_kwh"))
    assert look(GRID, old, once) == []
    assert look(GRID, once, twice) == []
    ledger = list_revisions(GRID[0], old, once, FIRST, SECOND)
    found = small_steps(GRID[1], GRID[0], once, twice, unaccepted(ledger, None))
    assert found[0].what.startswith("in small steps since 2026-01-01: ")
    # Somebody accepted what was before the first step, or the first step itself.
    assert small_steps(GRID[1], GRID[0], once, twice, unaccepted(ledger, FIRST))
    assert not small_steps(GRID[1], GRID[0], once, twice, unaccepted(ledger, SECOND))


def with_a_year(every: pa.Table, factor: float) -> pa.Table:
    """Add 2026 of France, so many times 2025."""
    with duckdb.connect() as con:
        con.register("every", every)
        return con.sql(
            f"""FROM every UNION ALL BY NAME
            SELECT * REPLACE (2026 AS year, {factor} * intensity_g_per_kwh AS intensity_g_per_kwh)
            FROM every WHERE area_id = 'FRA' AND year = 2025"""
        ).to_arrow_table()


@pytest.mark.parametrize(
    "steps",
    [
        # One value of one area in each refresh.
        [f"area_id = '{area}' AND year = 2024" for area in ("FRA", "DEU", "CHN")],
        # One year of one area in each refresh.
        [f"area_id = 'SWE' AND year = {year}" for year in (2022, 2023, 2024)],
    ],
)
def test_steps_of_other_values_each_time_add_up_as_well(steps: list[str]) -> None:
    first = before = rows(*GRID)
    parts = []
    for at, _ in enumerate(steps, start=1):
        after = rows(*GRID, replaced(" OR ".join(steps[:at]), "2.1 * intensity_g_per_kwh"))
        assert look(GRID, before, after) == []
        ledger = merge_revisions(parts)
        asked = small_steps(GRID[1], GRID[0], before, after, ledger)
        assert bool(asked) == (at == len(steps))
        parts.append(list_revisions(GRID[0], before, after, FIRST, SECOND + at * DAY))
        before = after
    # What is there stays as it is: nothing is asked again.
    assert small_steps(GRID[1], GRID[0], before, before, merge_revisions(parts)) == []
    assert first != before


def test_rows_that_came_since_are_held_against_what_came_with_carbondata() -> None:
    shipped = before = rows(*GRID)
    once, twice = (with_a_year(shipped, factor) for factor in (2.5, 6))
    assert look(GRID, before, once) == look(GRID, once, twice) == []
    ledger = list_revisions(GRID[0], once, twice, FIRST, SECOND)
    assert small_steps(GRID[1], GRID[0], before, once, ledger[:0], shipped) == []
    (found,) = small_steps(GRID[1], GRID[0], once, twice, ledger, shipped)
    assert "1 new value jumped from the adjacent year" in found.what
    # Somebody accepted the row, or nothing came along.
    assert small_steps(GRID[1], GRID[0], once, twice, ledger) == []


@pytest.mark.parametrize(
    "gone",
    [
        "area_id IN ('FRA', 'SWE', 'NOR', 'CHE') AND year IN (2019, 2020, 2021, 2022)",
        # The last year of some, which no later one can tell.
        "area_id IN ('FRA', 'SWE', 'NOR', 'CHE') AND year = 2025",
    ],
)
def test_what_was_left_out_comes_back_as_it_was(gone: str) -> None:
    every, less = rows(*GRID), without(*GRID, gone)
    back = rows(*GRID, replaced(gone, "2 * intensity_g_per_kwh"))
    assert shrunk(GRID[1], GRID[0], every, less) == []
    assert look(GRID, less, back) == []
    ledger = list_revisions(GRID[0], every, less, FIRST, SECOND)
    found = small_steps(GRID[1], GRID[0], less, back, unaccepted(ledger, None))
    assert any(problem.what.startswith("in small steps since 2026-01-01: ") for problem in found)
    assert small_steps(GRID[1], GRID[0], less, every, unaccepted(ledger, None)) == []
    assert small_steps(GRID[1], GRID[0], less, back, unaccepted(ledger, SECOND)) == []
