"""A value that jumped asks for leave, in whatever table, from whatever size, at whatever time."""

from __future__ import annotations

import duckdb
import pytest
from test_levels import GRID, moved, replaced, rows, without

from carbondata.pipeline import schema
from carbondata.pipeline.check.levels import levels
from carbondata.pipeline.check.pairs import look_at

pytestmark = pytest.mark.slow

HOURS, MONTHS = ("grid_intensity_hourly", "neso-gb"), ("grid_intensity_monthly", "ember")
INTERNET = ("internet_users", "world-bank-internet")


@pytest.mark.parametrize("extreme", ["arg_min", "arg_max"])
@pytest.mark.parametrize("factor", ["10", "0.1"])
@pytest.mark.parametrize(
    ("table", "source", "column"),
    [
        ("accelerators", "epoch-hardware", "tdp_w"),
        ("equivalents", "ademe-impact-co2", "emissions_t"),
        ("equivalents", "uk-gov-travel", "emissions_t"),
        ("training_runs", "epoch-models", "training_flop"),
        ("sector_estimates", "icct-aviation", "emissions_t"),
    ],
)
def test_in_a_table_without_years_every_value_is_seen(
    table: str, source: str, column: str, factor: str, extreme: str
) -> None:
    # The smallest value of all and the largest.
    known, (key,) = rows(table, source), schema.key(table)
    with duckdb.connect() as con:
        con.register("known", known)
        query = f"SELECT {extreme}({key}, {column}) FROM known WHERE {column} <> 0"
        ((row,),) = con.execute(query).fetchall()
    (found, *_) = moved(table, source, replaced(f"{key} = '{row}'", f"{factor} * {column}", column))
    assert found.what.startswith("1 value jumped, by 3 times or more, to zero, from it")
    assert found.column == column


@pytest.mark.parametrize(
    ("table", "source", "column", "value"),
    [
        ("internet_users", "gapminder-internet", "users_percent", "90"),
        ("internet_users", "world-bank-internet", "users_percent", "1"),
        ("cloud_regions", "mlco2-impact", "intensity_g_per_kwh", "2000"),
    ],
)
def test_from_zero_is_a_jump(table: str, source: str, column: str, value: str) -> None:
    found = moved(table, source, replaced(f"{column} = 0", value, column))
    assert any("jumped, by 3 times or more, to zero, from it" in one.what for one in found)
    assert any(f": 0 to {value}" in one.what for one in found)


def test_a_small_amount_of_the_newest_years_is_seen() -> None:
    # Of every area below the median of the table, the newest value.
    small = "year = 2021 AND emissions_t < 3e7"
    found = moved(
        "national_emissions", "unfccc-annex1", replaced(small, "emissions_t / 500", "emissions_t")
    )
    assert "values jumped, by 3 times" in found[0].what
    iceland = replaced("area_id = 'ISL' AND year = 2023", "people / 500", "people")
    (one, *_) = moved("population", "owid-co2", iceland)
    assert one.what.startswith("1 value jumped")


@pytest.mark.parametrize(
    ("areas", "years", "factor", "said"),
    [
        # Three years of a rate are a shift; three values that moved far need be neither.
        ("'CHN'", "2022, 2023, 2024", "1.9", "3 years shifted: CHN by about 1.9 times"),
        ("'CHN', 'DEU', 'FRA'", "2024", "1 / 2.5", "3 values moved by 2 times or more"),
        ("'SWE'", "1999, 2004, 2024", "2.9", "3 years shifted: SWE by about 2.9 times"),
    ],
)
def test_a_few_values_that_moved_far_ask(areas: str, years: str, factor: str, said: str) -> None:
    condition = f"area_id IN ({areas}) AND year IN ({years})"
    (found,) = moved(*GRID, replaced(condition, f"{factor} * intensity_g_per_kwh"))
    assert found.what.startswith(said)


def test_half_of_a_history_that_moved_one_way_asks() -> None:
    # By 1 to 9 per cent, and nothing by a tenth.
    unequal = "(1.05 + 0.02 * (CAST(hash(area_id || year) % 5 AS INT) - 2))"
    (found,) = moved(*GRID, replaced("true", f"{unequal} * intensity_g_per_kwh"))
    assert found.what.startswith("half of all 5,747 values moved by 5.00% or more, one way")
    # As much, but up and down, as when factors of technologies are restated.
    either = "(1 + 0.045 * (CAST(hash(area_id || year) % 3 AS INT) - 1))"
    assert moved(*GRID, replaced("true", f"{either} * intensity_g_per_kwh")) == []


def test_one_or_two_values_that_moved_less_pass() -> None:
    two = "area_id = 'SWE' AND year IN (2023, 2024)"
    assert moved(*GRID, replaced(two, "2.9 * intensity_g_per_kwh")) == []


@pytest.mark.parametrize(
    ("table", "condition", "value", "said"),
    [
        (HOURS, "start_utc >= TIMESTAMP '2023-12-15'", "2400", "17 days or months jumped"),
        (HOURS, "CAST(start_utc AS DATE) = DATE '2023-06-01'", "1", "1 day or month jumped"),
        (
            MONTHS,
            "area_id = 'FRA' AND month = DATE '2023-03-01'",
            "5 * intensity_g_per_kwh",
            "1 day or month jumped",
        ),
    ],
)
def test_a_day_or_a_month_is_seen_beside_its_year(
    table: tuple[str, str], condition: str, value: str, said: str
) -> None:
    (found,) = moved(*table, replaced(condition, value))
    assert found.what.startswith(said)


@pytest.mark.parametrize(
    ("of", "column", "area", "year", "factor", "is_seen"),
    [
        # Sweden had 36 g/kWh in 2024, a tenth of the median.
        (GRID, "intensity_g_per_kwh", "SWE", 2025, 0.3, True),
        (GRID, "intensity_g_per_kwh", "SWE", 2025, 4, True),
        (GRID, "intensity_g_per_kwh", "SWE", 2025, 2, False),
        # Of shares the small ones grow fast, and none falls: Chad had 10 % online in 2019.
        (INTERNET, "users_percent", "TCD", 2020, 0.3, True),
        (INTERNET, "users_percent", "TCD", 2020, 3.5, False),
    ],
)
def test_a_small_rate_of_a_new_year_is_seen_as_well(  # noqa: PLR0913, PLR0917
    of: tuple[str, str],
    column: str,
    area: str,
    year: int,
    factor: float,
    is_seen: bool,  # noqa: FBT001
) -> None:
    new = rows(
        *of, replaced(f"area_id = '{area}' AND year = {year}", f"{factor} * {column}", column)
    )
    found = look_at(of[1], of[0], without(*of, f"year >= {year}"), new, (levels,))
    assert ["1 new value jumped from the adjacent year" in problem.what for problem in found] == (
        [True] if is_seen else []
    )
