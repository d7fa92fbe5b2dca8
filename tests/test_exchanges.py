"""Values that stand where others stood ask for leave, whatever their median is."""

from __future__ import annotations

import re

import pytest
from test_levels import GRID, replaced, rows

from carbondata.pipeline.check.exchanges import exchanges
from carbondata.pipeline.check.pairs import look_at

MONTHS, REGIONS = ("grid_intensity_monthly", "ember"), ("cloud_regions", "mlco2-impact")


def exchanged(table: str, source: str, changed: str) -> list[str]:
    """Look at a source's rows beside those with something changed."""
    old, new = rows(table, source), rows(table, source, changed)
    return [found.what for found in look_at(source, table, old, new, (exchanges,))]


@pytest.mark.parametrize("slightly", [1, 1.01])
def test_two_areas_that_changed_places_are_named(slightly: float) -> None:
    swapped = f"""* REPLACE (CASE area_id WHEN 'DEU' THEN 'NLD' WHEN 'NLD' THEN 'DEU'
        ELSE area_id END AS area_id, intensity_g_per_kwh * CASE WHEN area_id IN ('DEU', 'NLD')
        THEN {slightly} ELSE 1 END AS intensity_g_per_kwh)"""
    (found,) = exchanged(*GRID, swapped)
    # Of the 36 years, those in which the two differed by more than a fiftieth.
    assert re.match(
        r"places were exchanged, in 3[35] years: DEU has what NLD had, NLD has what DEU had\n",
        found,
    )


def test_three_small_areas_that_moved_on_by_one_are_named() -> None:
    turned = """* REPLACE (CASE WHEN year < 1990 THEN area_id WHEN area_id = 'ISL' THEN 'MLT'
        WHEN area_id = 'MLT' THEN 'FJI' WHEN area_id = 'FJI' THEN 'ISL' ELSE area_id
        END AS area_id)"""
    (found,) = exchanged("national_emissions", "gcb", turned)
    assert "FJI has what MLT had, ISL has what FJI had, MLT has what ISL had\n" in found


def test_of_a_series_of_three_years_all_are_enough() -> None:
    swapped = """* REPLACE (CASE area_id WHEN 'CHN' THEN 'IND' WHEN 'IND' THEN 'CHN'
        ELSE area_id END AS area_id)"""
    (found,) = exchanged("grid_intensity", "ember-2026-10", swapped)
    assert "in 3 years: CHN has what IND had, IND has what CHN had\n" in found


def test_a_series_turned_round_in_time_is_named() -> None:
    # From 1990 to 2025: 2015 of 1990 + 2025.
    turned = "* REPLACE (CASE area_id WHEN 'POL' THEN 4015 - year ELSE year END AS year)"
    (found,) = exchanged(*GRID, turned)
    assert found.startswith("values changed places within POL, life_cycle: 34 of the 34 that moved")


def test_a_year_exchanged_by_rank_is_named() -> None:
    turned = """* REPLACE (CASE year WHEN 2015 THEN
        (list(intensity_g_per_kwh) OVER (PARTITION BY year ORDER BY intensity_g_per_kwh, area_id
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))[
        -row_number() OVER (PARTITION BY year ORDER BY intensity_g_per_kwh, area_id)]
        ELSE intensity_g_per_kwh END AS intensity_g_per_kwh)"""
    (found,) = exchanged(*GRID, turned)
    assert re.match(
        r"values changed places within 2015, life_cycle: 2\d\d of the 2\d\d that", found
    )


def test_halves_of_a_year_that_changed_places_are_named() -> None:
    turned = """* REPLACE (CASE WHEN area_id = 'FRA' AND year(month) < 2025
        THEN make_date(year(month), (month(month) + 5) % 12 + 1, 1) ELSE month END AS month)"""
    (found,) = exchanged(*MONTHS, turned)
    assert re.match(r"values changed places within FRA, life_cycle: 1\d\d of the 1\d\d that", found)


def test_two_rows_of_a_table_without_years_are_enough() -> None:
    swapped = """* REPLACE (CASE cloud_region_id WHEN 'mlco2-impact/aws-eu-west-3' THEN
        'mlco2-impact/aws-eu-central-1' WHEN 'mlco2-impact/aws-eu-central-1' THEN
        'mlco2-impact/aws-eu-west-3' ELSE cloud_region_id END AS cloud_region_id)"""
    (found,) = exchanged(*REGIONS, swapped)
    said, *values = found.split("\n")
    assert said == (
        "values changed places within the table: 2 of the 2 that moved are now what another was"
    )
    assert "cloud_region_id mlco2-impact/aws-eu-west-3: 105 to 615" in values


@pytest.mark.parametrize("others", [1, 40])
def test_two_are_enough_however_many_others_moved(others: int) -> None:
    swapped = f"""* REPLACE (CASE cloud_region_id WHEN 'mlco2-impact/aws-eu-west-3' THEN
        'mlco2-impact/aws-eu-central-1' WHEN 'mlco2-impact/aws-eu-central-1' THEN
        'mlco2-impact/aws-eu-west-3' ELSE cloud_region_id END AS cloud_region_id,
        intensity_g_per_kwh * CASE WHEN cloud_region_id LIKE '%/aws-eu%' THEN 1 WHEN row_number()
        OVER (ORDER BY cloud_region_id LIKE '%/aws-eu%', cloud_region_id) <= {others} THEN 1.033
        ELSE 1 END AS intensity_g_per_kwh)"""
    (found,) = exchanged(*REGIONS, swapped)
    assert f"2 of the {others + 2} that moved are now what another was" in found


def test_values_that_meet_by_chance_pass() -> None:
    assert exchanged(*GRID, replaced("true", "1.03 * intensity_g_per_kwh")) == []
