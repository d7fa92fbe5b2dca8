"""Revisions: what a refresh changed, kept for good, listed with the largest first."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import workshop
from conftest import UPSTREAM
from publisher import Answer, Site, refresh
from workshop import Workshop, swap, swap_all

import carbondata
from carbondata.errors import SourceError
from carbondata.pipeline.publish import lock

pytestmark = pytest.mark.slow

SWEDEN_2018 = "SWE, 2018, life_cycle"
LEDGER = """
    SELECT table_name, row_key, column_name, old_value, new_value, relative_change, source_id,
           refreshed_utc >= retrieved_before_utc AS in_order
    FROM revisions ORDER BY ALL"""


@pytest.fixture
def shop(refreshed: Workshop) -> Workshop:
    """Have the grid intensities, refreshed once."""
    return refreshed


def age(folder: Path) -> None:
    """Have the bytes be taken in 2001, so that the next are later by more than a second."""
    swap_all(folder / "build.json", r'"retrieved_utc": "\d{4}', '"retrieved_utc": "2001')


def publish(shop: Workshop, site: Site, *changes: tuple[str, str]) -> None:
    """Refresh from a file with some changes."""
    text = workshop.grid()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    age(shop.out / "parquet")
    site.serve("/grid.csv", text.encode())
    refresh(shop)


def test_a_first_fetch_revises_nothing(shop: Workshop) -> None:
    assert carbondata.sql(LEDGER, shop.out).num_rows == 0


def test_a_value_that_changed_is_written_down_and_one_that_is_new_is_not(
    shop: Workshop, site: Site
) -> None:
    added = ("Sweden,SWE,2020,24,", "Sweden,SWE,2020,24,\nSweden,SWE,2021,25,")
    publish(shop, site, ("SWE,2018,22,", "SWE,2018,27.5,"), added)
    assert carbondata.sql(LEDGER, shop.out).to_pylist() == [
        {
            "table_name": "grid_intensity",
            "row_key": SWEDEN_2018,
            "column_name": "intensity_g_per_kwh",
            "old_value": 22.0,
            "new_value": 27.5,
            "relative_change": 0.25,  # 27.5 / 22 - 1
            "source_id": "meadow-grid",
            "in_order": True,
        }
    ]


def test_a_receipt_says_which_revision_changed_it_and_by_how_much(
    shop: Workshop, site: Site, tmp_path: Path
) -> None:
    file = tmp_path / "receipt.json"
    compare = ("1000 kWh@SWE@2018", "1 kg CO2e")
    made = carbondata.compare(*compare, database=shop.out)
    file.write_text(json.dumps(carbondata.receipt(made, shop.out)))
    assert carbondata.verify(file, shop.out).same
    publish(shop, site, ("SWE,2018,22,", "SWE,2018,27.5,"))
    told = str(carbondata.verify(file, shop.out))
    assert "revised intensity_g_per_kwh from 22.0 to 27.5 between 2001-" in told
    assert "ratio: was 22.0, is 27.5 (+25.00%)" in told


def test_a_value_that_is_gone_is_written_down_as_unknown(shop: Workshop, site: Site) -> None:
    publish(shop, site, ("Sweden,SWE,2018,22,\n", ""))
    (row,) = carbondata.sql(LEDGER, shop.out).to_pylist()
    assert (row["row_key"], row["old_value"]) == (SWEDEN_2018, 22.0)
    assert (row["new_value"], row["relative_change"]) == (None, None)


def test_the_ledger_grows_and_no_line_of_it_is_lost(shop: Workshop, site: Site) -> None:
    publish(shop, site, ("SWE,2018,22,", "SWE,2018,24,"))
    publish(shop, site, ("SWE,2018,22,", "SWE,2018,23,"))
    shop.build(refresh=False, copies=None)
    found = carbondata.sql("SELECT old_value, new_value FROM revisions ORDER BY 1", shop.out)
    assert found.to_pylist() == [
        {"old_value": 22.0, "new_value": 24.0},
        {"old_value": 24.0, "new_value": 23.0},
    ]


def test_a_ledger_that_was_deleted_is_missed(shop: Workshop, site: Site) -> None:
    publish(shop, site, ("SWE,2018,22,", "SWE,2018,24,"))
    assert lock.read(shop.out / "parquet").revisions is not None
    (shop.out / "parquet" / "revisions.parquet").unlink()
    with pytest.raises(
        SourceError, match=r"revisions\.parquet: it is not the file listed in build\.json"
    ):
        shop.build(refresh=False, copies=None)


def test_rounding_in_the_last_digits_is_no_revision(shop: Workshop, site: Site) -> None:
    publish(shop, site, ("SWE,2018,22,", "SWE,2018,22.0001,"))  # 4.5e-6 of it
    assert carbondata.sql(LEDGER, shop.out).num_rows == 0


def test_what_failed_its_checks_revises_nothing(shop: Workshop, site: Site) -> None:
    with pytest.raises(SourceError):
        publish(shop, site, ("SWE,2018,22,", "SWE,2018,22000,"))
    shop.build(refresh=False, copies=None)
    assert carbondata.sql(LEDGER, shop.out).num_rows == 0


def test_revisions_of_what_may_not_be_shipped_stay_in_local(tmp_path: Path) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-zones")
    shop.build()
    age(shop.out / "local")
    swap(shop.copies / "meadow-zones" / "ci_yearly_2024_by_location.csv", ",10.5,", ",12.5,")
    shop.build()
    by_file = {
        name: carbondata.sql(f"SELECT row_key FROM read_parquet('{shop.out}/{name}')")
        for name in ("local/revisions.parquet", "parquet/revisions.parquet")
    }
    assert [table.num_rows for table in by_file.values()] == [1, 0]
    assert lock.read(shop.out / "parquet").revisions is None


def test_the_command_lists_the_largest_first_and_can_choose(shop: Workshop, site: Site) -> None:
    publish(
        shop,
        site,
        ("SWE,2018,22,", "SWE,2018,23,"),  # + 4.545 %
        ("SWE,2019,23,", "SWE,2019,20,"),  # - 13.043 %
        ("FRA,2016,60,", "FRA,2016,66,"),  # + 10 %
    )

    def listed(*options: str) -> list[tuple[str, float]]:
        done = workshop.run("revisions", "--db", str(shop.out), "--format", "json", *options)
        assert (done.returncode, done.stderr) == (0, "")
        return [(row["row"], row["percent"]) for row in json.loads(done.stdout)]

    largest = ("SWE, 2019, life_cycle", -13.043)
    assert listed() == [largest, ("FRA, 2016, life_cycle", 10.0), (SWEDEN_2018, 4.545)]
    assert listed("--most", "1") == [largest]
    assert listed("--area", "SWE") == [largest, (SWEDEN_2018, 4.545)]
    assert listed("--source", "meadow-grid", "--area", "FRA") == [("FRA, 2016, life_cycle", 10.0)]
    assert listed("--since", "2999-01-01") == []
    assert listed("--source", "iso-3166") == []
    for_reading = workshop.run("revisions", "--db", str(shop.out), "--since", "2999-01-01")
    assert (for_reading.returncode, for_reading.stdout) == (0, "no value was revised\n")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--area", "Sweden"), "there is no area 'Sweden'; did you mean SWE"),
        (("--source", "meadow-grit"), "there is no source 'meadow-grit'; did you mean meadow-grid"),
    ],
)
def test_what_does_not_exist_is_not_taken_for_unrevised(
    shop: Workshop, options: tuple[str, str], says: str
) -> None:
    done = workshop.run("revisions", "--db", str(shop.out), *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert says in done.stderr


def test_the_build_says_how_many_values_were_revised(shop: Workshop, site: Site) -> None:
    age(shop.out / "parquet")
    site.serve("/grid.csv", Answer(workshop.grid().replace(",22,", ",23,").encode()))
    done = shop.command("--refresh", "--only", "meadow-grid")
    assert (
        "1 value revised by meadow-grid: carbondata revisions --source meadow-grid" in done.stdout
    )


@pytest.mark.skipif(not UPSTREAM.is_dir(), reason="the publishers' files are not in the checkout")
def test_the_real_pair_of_the_global_carbon_budget(tmp_path: Path) -> None:
    """Compare 2022v27 with 2023v28; the figures are those printed in the two files."""
    shop = Workshop(tmp_path / "shop")
    shop.adopt("iso-3166", "iso-3166")
    shop.adopt("gcb-flat", "m-gcb")
    folder = shop.sources / "m-gcb"
    # Of the world there is no row: the sum of 2022 has colonial federations that are no area.
    swap(folder / "national_emissions.sql", "<> 'XIT'", "NOT IN ('XIT', 'WLD')")
    for release in ("2022v27", "2023v28"):
        name = f"GCB{release}_MtCO2_flat.csv"
        shutil.rmtree(shop.copies, ignore_errors=True)
        (shop.copies / "m-gcb").mkdir(parents=True)
        shutil.copy(UPSTREAM / "gcb" / name, shop.copies / "m-gcb")
        if release == "2023v28":
            with pytest.raises(
                SourceError, match="6 areas are gone: GLP, GUF, MTQ, MYT, PRI and 1"
            ):
                shop.build()
            age(shop.out / "parquet")
        shop.build(accept=["m-gcb"])
    found = carbondata.sql(
        """SELECT row_key, old_value, new_value FROM revisions
        WHERE row_key SIMILAR TO '(DEU|FRA|SWE), 2017, .*' ORDER BY row_key""",
        shop.out,
    ).to_pylist()
    assert [tuple(row.values()) for row in found] == [
        ("DEU, 2017, CO2, territorial, excluded", 785_616_471, 785_985_851),
        ("FRA, 2017, CO2, territorial, excluded", 337_457_549, 336_895_908),
        ("SWE, 2017, CO2, territorial, excluded", 42_704_238, 42_456_588),
    ]
