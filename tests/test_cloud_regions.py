"""Cloud regions: each figure as its publisher has it, and nothing that is not said there."""

from __future__ import annotations

import csv

import duckdb
import pytest
from conftest import UPSTREAM

COPY = UPSTREAM / "codecarbon_data" / "cloud_impact.csv"


@pytest.mark.skipif(not COPY.exists(), reason="the publishers' files are not in the checkout")
def test_the_year_2023_of_google_is_what_codecarbon_copied(con: duckdb.DuckDBPyConnection) -> None:
    """Two ways of one file: typed in from Google's repository, and copied into CodeCarbon's."""
    query = """SELECT region, intensity_g_per_kwh, area_id FROM cloud_regions
        WHERE source_id = 'google-cloud-regions' AND year = 2023"""
    with COPY.open(encoding="utf-8-sig", newline="") as stream:
        copied = {
            (
                row["region"].replace("cenrtal", "central"),  # a slip of the copy
                float(row["impact"]),
                # The copy puts Hong Kong under China, which has a code of its own.
                "HKG" if row["city"] == "Hong Kong" else row["countryIsoCode"],
            )
            for row in csv.DictReader(stream)
        }
    assert len(copied) == 40
    assert set(con.execute(query).fetchall()) == copied


# Cells read by eye: data/yearly/2020.csv and 2025.csv, and the calculator's data/impact.csv.
@pytest.mark.parametrize(
    ("cloud_region_id", "expected"),
    [
        ("google-cloud-regions/us-central1-2020", (454, "USA", 2020, "life_cycle", "location")),
        ("google-cloud-regions/us-central1-2025", (431.95, "USA", 2025, "direct", "location")),
        ("google-cloud-regions/europe-west5-2025", (275.81, None, 2025, "direct", "location")),
        ("mlco2-impact/aws-us-west-2", (297.6, "USA", None, "direct", "location")),
        ("mlco2-impact/azure-eastasia", (702, "HKG", None, None, "location")),
        ("mlco2-impact/gcp-europe-west1", (267, "BEL", None, None, "location")),
        ("mlco2-impact/scaleway-paris", (105, "FRA", None, None, "location")),
        ("mlco2-impact/seeweb-fro2", (0, "ITA", None, None, "market")),
    ],
)
def test_a_region_has_the_figure_of_its_file(
    con: duckdb.DuckDBPyConnection, cloud_region_id: str, expected: tuple[object, ...]
) -> None:
    query = """SELECT intensity_g_per_kwh, area_id, year, boundary, accounting
        FROM cloud_regions WHERE cloud_region_id = ?"""
    assert con.execute(query, [cloud_region_id]).fetchall() == [expected]


def test_a_figure_of_one_hour_says_so(con: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT cloud_region_id FROM cloud_regions
        WHERE starts_with(note, 'One hour of one evening') ORDER BY ALL"""
    assert con.execute(query).fetchall() == [
        ("mlco2-impact/aws-eu-central-1",),
        ("mlco2-impact/gcp-asia-east1",),
    ]


def test_no_region_is_without_its_country_but_the_one_that_its_file_hides(
    con: duckdb.DuckDBPyConnection,
) -> None:
    query = "SELECT cloud_region_id FROM cloud_regions WHERE area_id IS NULL"
    assert con.execute(query).fetchall() == [("google-cloud-regions/europe-west5-2025",)]


def test_embers_factors_are_the_medians_of_the_ipcc(con: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT ours.intensity_g_per_kwh, ipcc.intensity_g_per_kwh
        FROM generation_intensity AS ours, generation_intensity AS ipcc
        WHERE (ours.source_id, ours.technology) = ('ember-india', ?)
          AND (ipcc.source_id, ipcc.technology) = ('ipcc-ar5-annex-iii', ?)"""
    for ember, ipcc in [
        ("coal", "coal, pulverised"),
        ("gas", "natural gas, combined cycle"),
        ("bioenergy", "biomass, dedicated"),
        ("hydro", "hydropower"),
        ("nuclear", "nuclear"),
        ("solar", "solar PV, utility"),
        ("wind", "wind, onshore"),
        ("other renewables", "geothermal"),
    ]:
        ((made, printed),) = con.execute(query, [ember, ipcc]).fetchall()
        assert made == printed
