"""What the tables promise to hold: the years and places that the first questions need."""

from __future__ import annotations

import itertools

import duckdb
import pytest

PLACES = ("SWE", "FRA", "USA", "WLD")
SERIES = [
    ("grid", "boundary = 'life_cycle'"),
    ("grid_intensity", "source_id = 'ember'"),
    ("grid_intensity", "source_id = 'owid-energy'"),
    ("national_emissions", "source_id = 'owid-co2' AND gas = 'CO2'"),
    ("national_emissions", "source_id = 'owid-co2' AND gas = 'CO2e'"),
]


def test_every_year_from_2000_to_2023_is_there(con: duckdb.DuckDBPyConnection) -> None:
    years = {}
    for place, (table, only) in itertools.product(PLACES, SERIES):
        query = f"""SELECT count(DISTINCT year) FROM {table}
            WHERE area_id = '{place}' AND year BETWEEN 2000 AND 2023 AND {only}"""
        ((years[place, table, only],),) = con.execute(query).fetchall()
    assert {series: count for series, count in years.items() if count != 24} == {}


@pytest.mark.parametrize("table", ["grid_intensity", "national_emissions"])
def test_at_least_200_countries(con: duckdb.DuckDBPyConnection, table: str) -> None:
    query = f"""SELECT count(DISTINCT area_id) FROM {table} JOIN areas USING (area_id)
        WHERE kind = 'country'"""
    assert con.execute(query).fetchall()[0][0] >= 200


# Cells read by eye in the publishers' files, in the publishers' units.
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # owid-co2-data.csv of 2024-11-21: World, 2017, co2 = 35989.898 Mt
        (
            """SELECT emissions_t FROM national_emissions WHERE source_id = 'owid-co2'
            AND area_id = 'WLD' AND year = 2017 AND gas = 'CO2' AND accounting = 'territorial'""",
            35_989_898_000,
        ),
        # Global Carbon Budget 2025, Territorial Emissions: World, 2020, 9595.58674360229 MtC
        (
            """SELECT emissions_t FROM national_emissions WHERE source_id = 'gcb'
            AND area_id = 'WLD' AND year = 2020 AND accounting = 'territorial'""",
            35_158_229_829,
        ),
        # Ember, yearly: Afghanistan, 2001, 217.39 g/kWh
        (
            """SELECT intensity_g_per_kwh FROM grid_intensity WHERE source_id = 'ember'
            AND area_id = 'AFG' AND year = 2001""",
            217.39,
        ),
        # Ember, US states: Alabama, 2002, 516.83 g/kWh
        (
            """SELECT intensity_g_per_kwh FROM grid_intensity WHERE source_id = 'ember'
            AND area_id = 'US-AL' AND year = 2002""",
            516.83,
        ),
        # UK government factors of 2019: National rail, 0.04115 under a header that says grams
        (
            """SELECT emissions_t FROM equivalents WHERE source_id = 'uk-gov-travel'
            AND year = 2018 AND name_en ILIKE '%national rail%'""",
            0.00004115,
        ),
        # ADEME Impact CO2: Baguette tradition, 0.7767 kg
        (
            "SELECT emissions_t FROM equivalents WHERE equivalent_id = 'ademe-impact-co2/baguette'",
            0.0007767,
        ),
        # Lee et al. 2021: 2018, 1033.700605 Mt, the 1,034 Tg of the abstract
        (
            """SELECT emissions_t FROM sector_estimates WHERE source_id = 'lee-2021'
            AND year = 2018 AND emissions_t IS NOT NULL""",
            1_033_700_605,
        ),
        # Mora et al. 2018: 69 Mt CO2e for Bitcoin in 2017
        (
            "SELECT emissions_t FROM sector_estimates WHERE source_id = 'mora-2018'",
            69_000_000,
        ),
        # Epoch, notable models, modelled: nothing of it may look published
        (
            """SELECT count(*) FROM training_runs
            WHERE source_id = 'epoch-models' AND method <> 'derived'""",
            0,
        ),
    ],
)
def test_a_cell_comes_through_in_our_unit(
    con: duckdb.DuckDBPyConnection, query: str, expected: float
) -> None:
    assert con.execute(query).fetchall() == [(pytest.approx(expected, rel=1e-12),)]


@pytest.mark.slow
@pytest.mark.parametrize("view", ["training_emissions", "training_energy"])
def test_a_view_works_with_no_run_that_nobody_saw(
    con: duckdb.DuckDBPyConnection, view: str
) -> None:
    query = f"""SELECT (SELECT count(*) FROM training_runs WHERE NOT verified) > 0,
        count(*) FROM {view} JOIN training_runs USING (run_id) WHERE NOT training_runs.verified"""
    assert con.execute(query).fetchall() == [(True, 0)]
