"""What a reader would see move asks for leave; what publishers revise does not."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from carbondata import places
from carbondata.pipeline.check.levels import levels

GRID, NATIONS = ("grid_intensity", "owid-energy"), ("national_emissions", "gcb")


def rows(table: str, source: str, changed: str = "*") -> pa.Table:
    """Read a source's rows as they are pinned, with something changed."""
    path = places.pinned() / f"{table}.parquet"
    with duckdb.connect() as con:
        query = f"SELECT {changed} FROM read_parquet('{path}') WHERE source_id = ?"
        return con.sql(query, params=[source]).to_arrow_table()


def replaced(condition: str, value: str, column: str = "intensity_g_per_kwh") -> str:
    return f"* REPLACE (CASE WHEN {condition} THEN {value} ELSE {column} END AS {column})"


@pytest.mark.parametrize(
    ("condition", "value", "said"),
    [
        ("true", "intensity_g_per_kwh * 0.9072", "values moved by one factor, 0.9072"),
        ("true", "intensity_g_per_kwh * 1.0999", "values moved by one factor, 1.0999"),
        ("year = 2024", "0", "values, most of the year's, turned to zero"),
        ("area_id = 'POL' AND year >= 2015", "intensity_g_per_kwh * 20", "20 times the last good"),
        (
            "area_id = 'POL'",
            "intensity_g_per_kwh * 1.45",
            "the area shifted: 10 of its",
        ),
        ("area_id = 'IND' AND year = 2022", "intensity_g_per_kwh * 30", "30 times the last good"),
    ],
)
def test_what_moved_is_named(condition: str, value: str, said: str) -> None:
    table, source = GRID
    found = levels(source, table, rows(*GRID), rows(*GRID, replaced(condition, value)))
    assert found
    assert said in found[0].what
    assert f"--accept {source}" in found[0].remedy
    assert len(found) <= 12


def test_two_areas_that_changed_places_are_named() -> None:
    table, source = GRID
    swapped = """* REPLACE (CASE area_id WHEN 'DEU' THEN 'NLD' WHEN 'NLD' THEN 'DEU'
        ELSE area_id END AS area_id)"""
    found = levels(source, table, rows(*GRID), rows(*GRID, swapped))
    assert [one.row for one in found if "changed places" in one.what] == ["area_id DEU"]
    assert "NLD" in found[-1].what


def test_a_nation_that_jumps_is_named_though_the_world_is_adjusted() -> None:
    table, source = NATIONS
    sweden = replaced("area_id = 'SWE' AND year = 2021", "emissions_t * 30", "emissions_t")
    found = levels(source, table, rows(*NATIONS), rows(*NATIONS, sweden))
    assert [one.row for one in found if "area_id SWE, year 2021" in str(one.row)]


@pytest.mark.parametrize(
    "value", ["intensity_g_per_kwh", "intensity_g_per_kwh * (1 + (year % 7) / 100.0)"]
)
def test_what_publishers_revise_passes(value: str) -> None:
    table, source = GRID
    assert levels(source, table, rows(*GRID), rows(*GRID, replaced("true", value))) == []
