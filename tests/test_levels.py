"""What a reader would see move asks for leave; what publishers revise does not."""

from __future__ import annotations

import re

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from carbondata import places
from carbondata.errors import Problem
from carbondata.pipeline.check.drift import shrunk, unit_slips
from carbondata.pipeline.check.levels import levels
from carbondata.pipeline.check.pairs import look_at

pytestmark = pytest.mark.slow

GRID, NATIONS = ("grid_intensity", "owid-energy"), ("national_emissions", "gcb")


def rows(table: str, source: str, changed: str = "*") -> pa.Table:
    """Read a source's rows as they are pinned, with something changed."""
    path = places.pinned() / f"{table}.parquet"
    with duckdb.connect() as con:
        query = f"SELECT {changed} FROM read_parquet('{path}') WHERE source_id = ?"
        return con.sql(query, params=[source]).to_arrow_table()


def without(table: str, source: str, condition: str) -> pa.Table:
    """Read a source's rows as they are pinned, but some."""
    with duckdb.connect() as con:
        con.register("every", rows(table, source))
        return con.sql(f"FROM every WHERE NOT ({condition})").to_arrow_table()


def replaced(condition: str, value: str, column: str = "intensity_g_per_kwh") -> str:
    return f"* REPLACE (CASE WHEN {condition} THEN {value} ELSE {column} END AS {column})"


def moved(table: str, source: str, changed: str) -> list[Problem]:
    """Look at a source's rows beside those with something changed."""
    return look((table, source), rows(table, source), rows(table, source, changed))


def look(of: tuple[str, str], old: pa.Table, new: pa.Table) -> list[Problem]:
    """Look at rows of a table and a source beside the last good ones."""
    return look_at(of[1], of[0], old, new, (unit_slips, levels))


@pytest.mark.parametrize(
    ("year", "value", "said"),
    [
        ("2022", "2 * people", "2022 was restated: "),
        # More than a twentieth of the areas with many people, and no half of them.
        ("2022", "CASE WHEN area_id < 'BN' THEN 2 ELSE 1 END * people", "2022 was restated: "),
        ("2023", "2 * people", "new values of 2023 are about 2.0"),
        ("2023", "0", "new values of 2023 are about 0 times those of the adjacent year"),
        (
            "2023",
            "CASE area_id WHEN 'SWE' THEN 100 ELSE 1 END * people",
            "1 new value jumped from the adjacent year, by 3 times or more",
        ),
    ],
)
def test_a_year_unlike_itself_or_the_year_beside_it_asks(year: str, value: str, said: str) -> None:
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
        ("year = 2024", "0", "198 values jumped, by 3 times or more, to zero", "year 2024"),
        ("area_id = 'FRA' AND year = 2024", "0", "1 value jumped", "FRA, year 2024, life_cycle: "),
        # Of a rate every year is seen: 28.54 to 85.62 is 3 times.
        ("area_id = 'SWE' AND year = 2005", "3 * intensity_g_per_kwh", "1 value jumped", "SWE"),
        # France has little: of a rate nothing is too small to be seen.
        (
            "area_id = 'FRA' AND year >= 2015",
            "20 * intensity_g_per_kwh",
            "11 values jumped, by 3 times or more",
            "area_id FRA, year 2022, life_cycle: 78.54 to 1570.8",
        ),
        (
            "area_id = 'FRA'",
            "1.45 * intensity_g_per_kwh",
            "years shifted: FRA by about 1.45 times",
            "area_id FRA, year 19",
        ),
        ("area_id = 'SWE' AND year = 2022", "30 * intensity_g_per_kwh", "1 value jumped", "SWE"),
    ],
)
def test_what_moved_is_named_with_the_values_that_decide(
    condition: str, value: str, said: str, shown: str
) -> None:
    (found, *_) = moved(*GRID, replaced(condition, value))
    what, *values = found.what.split("\n")
    assert said in what
    assert shown in found.what
    assert len(values) == (1 if said.startswith("1 value ") else 10)
    assert "--accept owid-energy" in found.remedy


@pytest.mark.parametrize(
    ("source", "changed", "said"),
    [
        # An amount of long ago, of a fiftieth of the world; years of a small nation.
        ("gcb", ("area_id = 'USA' AND year = 2005", "10"), "2 values jumped"),
        ("gcb", ("area_id = 'USA' AND year = 2005", "0"), "2 values jumped"),
        ("gcb", ("area_id = 'USA' AND year BETWEEN 1990 AND 2004", "2"), "15 years shifted: USA"),
        ("gcb", ("area_id = 'ISL' AND year > 2004", "50"), "values jumped, by 3 times"),
        # A series of three years; all by about a tenth, or in another unit and rounded.
        ("ember-2026-10", ("area_id = 'FRA'", "2.9"), "3 years shifted: FRA by about 2.9 times"),
        ("ember-2026-10", ("true", "(1.086 + 0.004 * (hash(area_id) % 3))"), "one factor, 1.09"),
        ("ember-2026-10", ("true", "(round(0.9072 * {0}) / {0})"), "one factor, 0.907"),
    ],
)
def test_what_a_reader_of_any_year_would_see_asks(
    source: str, changed: tuple[str, str], said: str
) -> None:
    table, column = (
        ("national_emissions", "emissions_t")
        if source == "gcb"
        else ("grid_intensity", "intensity_g_per_kwh")
    )
    condition, factor = changed
    value = f"{factor.format(column)} * {column}"
    found = moved(table, source, replaced(condition, value, column))
    assert any(said in problem.what for problem in found)


def test_years_that_come_are_held_against_the_last_that_was_there() -> None:
    # Three parties, each new year 2.9 times the one before: 2025 is 24 times 2022.
    known = without("national_emissions", "unfccc-annex1", "year > 2018")
    with duckdb.connect() as con:
        con.register("every", rows("national_emissions", "unfccc-annex1"))
        grown = con.sql("""SELECT * REPLACE (emissions_t * CASE WHEN year > 2018
              AND area_id IN ('FRA', 'DEU', 'ITA') THEN 2.5 ^ (year - 2018) ELSE 1 END
              AS emissions_t) FROM every""").to_arrow_table()
    found = look_at("unfccc-annex1", "national_emissions", known, grown, (unit_slips, levels))
    assert any("new values jumped from the adjacent year" in problem.what for problem in found)


@pytest.mark.parametrize(("factor", "said"), [(1.39, "1.4"), (0.75, "0.75")])
def test_a_first_year_unlike_the_next_asks(factor: float, said: str) -> None:
    known = without("grid_intensity", "ember-2026-10", "year = 2023")
    new = rows(
        "grid_intensity",
        "ember-2026-10",
        replaced("year = 2023", f"{factor} * intensity_g_per_kwh"),
    )
    found = look_at("ember-2026-10", "grid_intensity", known, new, (unit_slips, levels))
    assert any(f"new values of 2023 are about {said}" in problem.what for problem in found)


def test_a_nation_that_jumps_is_named_though_the_world_is_adjusted() -> None:
    sweden = replaced("area_id = 'SWE' AND year = 2021", "emissions_t * 30", "emissions_t")
    (found,) = moved(*NATIONS, sweden)
    assert "area_id SWE, year 2021" in found.what


def test_of_months_the_years_are_looked_at() -> None:
    changed = replaced("area_id = 'FRA' AND year(month) >= 2019", "1.45 * intensity_g_per_kwh")
    (found,) = moved("grid_intensity_monthly", "ember", changed)
    assert "FRA by about 1.45 times" in found.what


@pytest.mark.parametrize(
    "value", ["intensity_g_per_kwh", "intensity_g_per_kwh * (1 + (year % 7 - 3) / 100.0)"]
)
def test_what_publishers_revise_passes(value: str) -> None:
    assert moved(*GRID, replaced("true", value)) == []


def test_a_fourteenth_of_a_year_is_seen_though_each_value_is_under_three_times() -> None:
    fourteen = "'USA', 'DEU', 'FRA', 'GBR', 'ITA', 'ESP', 'JPN', 'SWE', 'NOR', 'BRA', 'CAN', 'MEX'"
    among = f"area_id IN ({fourteen}) AND year = 2022"
    (found,) = moved(*GRID, replaced(among, "2.9 * intensity_g_per_kwh"))
    assert re.match(r"2022 was restated: 12 of its 2\d\d large values moved by 1.4 ", found.what)


@pytest.mark.parametrize("years", ["true", "year = 2024"])
def test_the_world_moves_less_than_what_it_is_made_of(years: str) -> None:
    old = rows(*GRID)
    new = rows(*GRID, replaced(f"area_id = 'WLD' AND {years}", "1.3 * intensity_g_per_kwh"))
    looks = (unit_slips, levels)
    assert look_at(GRID[1], GRID[0], old, new, looks) == []
    (found,) = look_at(GRID[1], GRID[0], old, new, looks, wholes=["WLD", "EU27"])
    assert " of an aggregate (the world, a union) moved by 1.2 times or more" in found.what


@pytest.mark.parametrize(
    ("gone", "value", "said"),
    [
        # A year that others had: of each area the year beside it tells, before or after.
        ("year = 2024", "0", "new values of 2024 are about 0 times those of the adjacent year"),
        ("year BETWEEN 2020 AND 2022", "9 * intensity_g_per_kwh", "new values of 2020 are about "),
        ("area_id = 'AFG' AND year = 2022", "8 * intensity_g_per_kwh", "1 new value jumped"),
        # Of what comes back, after a hole that is left there.
        (
            "area_id = 'FRA' AND year > 2009",
            "20 * intensity_g_per_kwh",
            "jumped from the adjacent year",
        ),
        ("area_id = 'FRA' AND year < 2005", "20 * intensity_g_per_kwh", "1 new value jumped"),
        ("area_id = 'FRA' AND year = 2024", "0", "jumped from the adjacent year"),
    ],
)
def test_what_comes_is_held_against_the_years_beside_it(gone: str, value: str, said: str) -> None:
    old = without(*GRID, gone)
    new = rows(*GRID, replaced(gone, value))
    assert any(said in found.what for found in look_at(GRID[1], GRID[0], old, new, (levels,)))
    assert look_at(GRID[1], GRID[0], old, rows(*GRID), (levels,)) == []


def test_months_that_come_are_held_against_those_of_their_year() -> None:
    months = ("grid_intensity_monthly", "ember")
    late = "year(month) = 2023 AND month(month) > 9"
    new = rows(*months, replaced(late, "10 * intensity_g_per_kwh"))
    old = without(*months, late)
    found = look_at(months[1], months[0], old, new, (levels,))
    assert any("new values of 2023 are about" in problem.what for problem in found)
    assert look_at(months[1], months[0], old, rows(*months), (levels,)) == []


def test_a_value_of_a_table_without_years_may_jump_as_little() -> None:
    table, source = "cloud_regions", "mlco2-impact"
    taiwan = replaced("cloud_region_id = 'mlco2-impact/gcp-asia-east1'", "1")
    (found,) = moved(table, source, taiwan)
    assert found.what.startswith("1 value jumped")
    assert "cloud_region_id mlco2-impact/gcp-asia-east1: 557 to 1" in found.what


@pytest.mark.parametrize(
    ("condition", "lost"),
    [
        ("area_id = 'USA' AND year >= 2010", "USA 16 of 26, to 2009"),
        ("area_id = 'SWE' AND year BETWEEN 2001 AND 2008", "SWE 8 of 36, to 2025"),
        ("area_id = 'SWE' AND year > 2023", "SWE 2 of 36, to 2023"),
    ],
)
def test_an_area_that_loses_much_or_ends_years_earlier_asks(condition: str, lost: str) -> None:
    (found,) = shrunk(GRID[1], GRID[0], rows(*GRID), without(*GRID, condition))
    assert found.what.endswith(f"(rows lost, and the last one left): {lost}")
    assert "--accept owid-energy" in found.remedy


def test_a_year_without_a_twentieth_of_its_areas_asks() -> None:
    fifteen = "area_id < 'BA' AND year = 2022"
    (found,) = shrunk(GRID[1], GRID[0], rows(*GRID), without(*GRID, fifteen))
    assert re.search(r"some rows of recent years are gone: 1\d of 2\d\d of 2022$", found.what)


def test_what_a_release_takes_back_of_an_area_passes() -> None:
    few = "area_id = 'SWE' AND (year = 2025 OR year BETWEEN 2001 AND 2006)"  # 7 of 36
    assert shrunk(GRID[1], GRID[0], rows(*GRID), without(*GRID, few)) == []


def test_an_area_whose_values_moved_up_and_down_has_no_median_of_one() -> None:
    seesaw = "[1.6, 1, 1 / 1.6][1 + year % 3] * emissions_t"
    found = moved(*NATIONS, replaced("area_id = 'SWE'", seesaw, "emissions_t"))
    assert found[0].what.startswith("all of it moved: half of it by 1.6 times or more, up or down")
