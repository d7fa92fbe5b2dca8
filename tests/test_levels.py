"""What a reader would see move asks for leave; what publishers revise does not."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from carbondata import places
from carbondata.errors import Problem
from carbondata.pipeline.check.drift import unit_slips
from carbondata.pipeline.check.levels import levels
from carbondata.pipeline.check.pairs import look_at

GRID, NATIONS = ("grid_intensity", "owid-energy"), ("national_emissions", "gcb")


def rows(table: str, source: str, changed: str = "*") -> pa.Table:
    """Read a source's rows as they are pinned, with something changed."""
    path = places.pinned() / f"{table}.parquet"
    with duckdb.connect() as con:
        query = f"SELECT {changed} FROM read_parquet('{path}') WHERE source_id = ?"
        return con.sql(query, params=[source]).to_arrow_table()


def replaced(condition: str, value: str, column: str = "intensity_g_per_kwh") -> str:
    return f"* REPLACE (CASE WHEN {condition} THEN {value} ELSE {column} END AS {column})"


def moved(table: str, source: str, changed: str) -> list[Problem]:
    """Look at a source's rows beside those with something changed."""
    old, new = rows(table, source), rows(table, source, changed)
    return look_at(source, table, old, new, (unit_slips, levels))


@pytest.mark.parametrize(
    ("year", "value", "said"),
    [
        ("2022", "2 * people", "values of 2022 are about 2 times those before"),
        ("2023", "2 * people", "values of 2023 are about 2.0"),
        ("2023", "0", "values of 2023 are about 0 times those in the year before"),
        (
            "2023",
            "CASE area_id WHEN 'SWE' THEN 100 ELSE 1 END * people",
            "1 large values of a new year are others by more than 3 times",
        ),
    ],
)
def test_a_year_unlike_itself_or_the_year_before_asks(year: str, value: str, said: str) -> None:
    source = "owid-co2"
    old = rows("population", source)
    if year == "2023":  # not there yet
        old = old.filter(pc.less(old["year"], 2023))
    changed = f"* REPLACE (CASE WHEN year = {year} THEN {value} ELSE people END::BIGINT AS people)"
    new = rows("population", source, changed)
    new = new.filter(pc.less_equal(new["year"], 2023))
    problems = look_at(source, "population", old, new, (levels,))
    assert [problem.what for problem in problems if said in problem.what]
    untouched = rows("population", source)
    untouched = untouched.filter(pc.less_equal(untouched["year"], 2023))
    assert look_at(source, "population", old, untouched, (levels,)) == []


@pytest.mark.parametrize(
    ("condition", "value", "said", "shown"),
    [
        ("true", "0.9072 * intensity_g_per_kwh", "values moved by one factor, 0.9072", ""),
        ("true", "1.0999 * intensity_g_per_kwh", "values moved by one factor, 1.0999", ""),
        ("year = 2024", "0", "most values of 2024 turned to zero, 198", "year 2024"),
        # France has little: of a rate nothing is too small to be seen.
        (
            "area_id = 'FRA' AND year >= 2015",
            "20 * intensity_g_per_kwh",
            "10 values jumped, by more than 3 times",
            "area_id FRA, year 2022, life_cycle: 78.54 to 1570.8",
        ),
        (
            "area_id = 'FRA'",
            "1.45 * intensity_g_per_kwh",
            "years shifted: FRA by about 1.45 times",
            "area_id FRA, year 2022, life_cycle: 78.54 to 113.883",
        ),
        ("area_id = 'SWE' AND year = 2022", "30 * intensity_g_per_kwh", "1 values jumped", "SWE"),
    ],
)
def test_what_moved_is_named_with_the_values_that_decide(
    condition: str, value: str, said: str, shown: str
) -> None:
    (found, *_) = moved(*GRID, replaced(condition, value))
    what, *values = found.what.split("\n")
    assert said in what
    assert shown in found.what
    assert len(values) == (1 if "1 values" in said else 10)
    assert "--accept owid-energy" in found.remedy


@pytest.mark.parametrize("slightly", [1, 1.01])
def test_two_areas_that_changed_places_are_named(slightly: float) -> None:
    swapped = f"""* REPLACE (CASE area_id WHEN 'DEU' THEN 'NLD' WHEN 'NLD' THEN 'DEU'
        ELSE area_id END AS area_id, intensity_g_per_kwh * CASE WHEN area_id IN ('DEU', 'NLD')
        THEN {slightly} ELSE 1 END AS intensity_g_per_kwh)"""
    (found,) = moved(*GRID, swapped)
    assert "DEU and NLD changed places, in 36 years" in found.what


def test_a_nation_that_jumps_is_named_though_the_world_is_adjusted() -> None:
    sweden = replaced("area_id = 'SWE' AND year = 2021", "emissions_t * 30", "emissions_t")
    (found,) = moved(*NATIONS, sweden)
    assert "area_id SWE, year 2021" in found.what


def test_of_months_the_years_are_looked_at() -> None:
    changed = replaced("area_id = 'FRA' AND year(month) >= 2019", "1.45 * intensity_g_per_kwh")
    (found,) = moved("grid_intensity_monthly", "ember", changed)
    assert "FRA by about 1.45 times" in found.what


@pytest.mark.parametrize(
    "value", ["intensity_g_per_kwh", "intensity_g_per_kwh * (1 + (year % 7) / 100.0)"]
)
def test_what_publishers_revise_passes(value: str) -> None:
    assert moved(*GRID, replaced("true", value)) == []
