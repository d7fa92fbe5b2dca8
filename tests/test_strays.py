"""New values are held against what their thing had, new things against all others."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from test_jumps import HOURS, MONTHS
from test_levels import GRID, NATIONS, look, replaced, rows, without

from carbondata.pipeline.check.levels import levels, strays
from carbondata.pipeline.check.pairs import look_at

STRAY = "beyond what could be expected (the limit, and the value)"


def strange(of: tuple[str, str], old: pa.Table, new: pa.Table) -> list[str]:
    """Return what is said of new values that are out of bounds, and what of those that moved."""
    return [found.what for found in look_at(of[1], of[0], old, new, (strays, levels))]


def joined(of: tuple[str, str], where: str, changed: str) -> pa.Table:
    """Return the rows of a source, and some of them once more with something changed."""
    with duckdb.connect() as con:
        con.register("old", rows(*of))
        query = f"FROM old UNION ALL BY NAME SELECT * REPLACE ({changed}) FROM old WHERE {where}"
        return con.sql(query).to_arrow_table()


@pytest.mark.parametrize(
    ("half_hours", "value"),
    [
        # Each moves the mean of its day by less than three.
        ("hour(start_utc) = 18", "1500"),
        ("hour(start_utc) = 18 AND minute(start_utc) = 0", "2400"),
        ("hour(start_utc) = 2", "0"),
        ("hour(start_utc) = 12", "2.5 * intensity_g_per_kwh"),
    ],
)
def test_an_hour_of_each_day_is_seen(half_hours: str, value: str) -> None:
    found = strange(HOURS, rows(*HOURS), rows(*HOURS, replaced(half_hours, value)))
    assert any(" of 17,420 values moved by 2 times or more, to zero, or" in what for what in found)


def test_one_half_hour_beyond_all_of_its_grid_is_seen_and_one_within_is_not() -> None:
    old, at = rows(*HOURS), "start_utc = TIMESTAMP '2023-06-01 12:00'"
    # The largest of all is 309 g/kWh.
    (what,) = strange(HOURS, old, rows(*HOURS, replaced(at, "928")))
    assert what.startswith(f"1 new value {STRAY}\n")
    assert what.endswith("start_utc 2023-06-01 12:00:00, boundary direct: 927 to 928")
    assert strange(HOURS, old, rows(*HOURS, replaced(at, "926"))) == []


def test_new_times_within_a_year_that_is_there_are_seen() -> None:
    quarters = "start_utc + INTERVAL 15 MINUTE AS start_utc, 2400 AS intensity_g_per_kwh"
    new = joined(HOURS, "start_utc < TIMESTAMP '2023-01-05'", quarters)
    assert any(STRAY in what for what in strange(HOURS, rows(*HOURS), new))
    # The next month of two areas alone.
    known = without(*MONTHS, "month = DATE '2024-06-01'")
    months = replaced("area_id IN ('FRA', 'DEU') AND month = DATE '2024-06-01'", "2400")
    assert strange(MONTHS, known, rows(*MONTHS, months))[0].startswith(f"2 new values {STRAY}\n")
    assert strange(MONTHS, known, rows(*MONTHS)) == []


def test_a_new_kind_is_held_against_the_others_of_its_thing() -> None:
    old = rows(*NATIONS)
    another = "area_id = 'CHN' AND year > 1990 AND accounting = 'territorial'"
    like = joined(NATIONS, another, "'CO2e' AS gas, 1.2 * emissions_t AS emissions_t")
    assert strange(NATIONS, old, like) == []
    unlike = joined(NATIONS, another, "'CO2e' AS gas, 8 * emissions_t AS emissions_t")
    assert STRAY in strange(NATIONS, old, unlike)[0]


def test_a_new_thing_is_held_against_all_others() -> None:
    china = "area_id = 'CHN' AND accounting = 'territorial'"
    for factor, said in ((1, False), (8, True)):
        new = joined(NATIONS, china, f"'ATA' AS area_id, {factor} * emissions_t AS emissions_t")
        assert [STRAY in what for what in strange(NATIONS, rows(*NATIONS), new)] == [True] * said


@pytest.mark.parametrize(
    ("of", "far", "is_one"),
    [
        (GRID, "year - 60 AS year, 2400 AS intensity_g_per_kwh", True),
        (GRID, "year - 60 AS year, 5 AS intensity_g_per_kwh", True),
        (GRID, "year - 60 AS year, 1.5 * intensity_g_per_kwh AS intensity_g_per_kwh", False),
        (NATIONS, "year - 300 AS year, 1e10 AS emissions_t", True),
        # There was little then.
        (NATIONS, "year - 300 AS year, 1e3 AS emissions_t", False),
    ],
)
def test_a_year_far_from_all_others_is_seen(of: tuple[str, str], far: str, is_one: bool) -> None:  # noqa: FBT001
    new = joined(of, "area_id = 'FRA' AND year > 2020", far)
    assert any(STRAY in what for what in strange(of, rows(*of), new)) == is_one


def test_new_years_of_a_known_area_are_no_strays() -> None:
    # A year beside the last is held against that one.
    assert look(GRID, without(*GRID, "year > 2023"), rows(*GRID)) == []
    assert strange(GRID, without(*GRID, "year > 2023"), rows(*GRID)) == []
