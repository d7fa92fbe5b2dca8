"""Corrections of publishers' faults: applied in sight, and refused once they are not needed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import workshop
from conftest import CHECKOUT
from workshop import Workshop, swap, write

import carbondata
from carbondata.errors import SourceError
from carbondata.pipeline.ingest import source_sql

pytestmark = pytest.mark.slow

HEADER = [
    "table",
    "key",
    "column",
    "action",
    "published",
    "corrected",
    "expect",
    "reason",
    "citation",
]
# In the made-up file France emits 340 Mt in 2016 and one more each year, Sweden 40 and one more.
SWEDEN_2018 = "SWE, 2018, CO2, territorial, excluded"
SWEDEN_IS_LESS = "(SELECT count(*) FROM rows WHERE area_id = 'SWE' AND emissions_t < 50e6) > 0"
GOOD = {
    "table": "national_emissions",
    "key": SWEDEN_2018,
    "column": "emissions_t",
    "action": "replace",
    "published": "42000000",
    "corrected": "42000001",
    "expect": SWEDEN_IS_LESS,
    "reason": "a tonne was forgotten",
    "citation": "nobody, 2020",
}
DROP = GOOD | {"action": "drop", "column": "", "published": "", "corrected": ""}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Build the national emissions once."""
    made = workshop.furnish(tmp_path_factory.mktemp("once") / "shop", "iso-3166", "meadow-co2")
    made.build()
    return made


@pytest.fixture
def shop(once: Workshop, tmp_path: Path) -> Workshop:
    """Copy it, to correct."""
    return once.twin(tmp_path / "shop")


def correct(shop: Workshop, *lines: dict[str, str]) -> None:
    """Write a source's corrections."""
    path = shop.sources / "meadow-co2" / "corrections.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, HEADER)
        writer.writeheader()
        writer.writerows(lines)


def sweden(shop: Workshop) -> dict[int, tuple[float, str]]:
    """Ask for Sweden's territorial CO2 and where it stands."""
    rows = carbondata.sql(
        """SELECT year, emissions_t, locator FROM national_emissions
        WHERE area_id = 'SWE' AND gas = 'CO2' AND accounting = 'territorial' ORDER BY year""",
        shop.out,
    ).to_pylist()
    return {row["year"]: (row["emissions_t"], row["locator"]) for row in rows}


def test_a_value_is_replaced_and_its_locator_says_so(shop: Workshop) -> None:
    correct(shop, GOOD)
    shop.build()
    found = sweden(shop)
    assert found[2018] == (
        42_000_001,
        "column co2; corrected from 42000000, see corrections.csv",
    )
    assert found[2017] == (41_000_000, "column co2")


def test_a_row_is_dropped_and_the_others_stay(shop: Workshop) -> None:
    # Without Sweden the world would not be the sum of its parts: 42 Mt less, and so the world too.
    world = GOOD | {
        "key": "WLD, 2018, CO2, territorial, excluded",
        "published": "1494000000",  # 1484 + 5 x 2
        "corrected": "1452000000",
    }
    correct(shop, DROP, world)
    shop.build()
    assert sorted(sweden(shop)) == [2016, 2017, 2019, 2020]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (GOOD | {"published": "41999999"}, "the publisher prints 42000000.0, not 41999999"),
        (GOOD | {"key": "SWE, 1718, CO2, territorial, excluded"}, "no row has the key"),
        (GOOD | {"expect": "false"}, "the condition that shows the error no longer holds"),
        (GOOD | {"expect": "NULL"}, "the condition that shows the error no longer holds"),
        (GOOD | {"expect": "(SELECT emission FROM rows)"}, "one condition over `rows`"),
        (
            GOOD | {"expect": "(SELECT 1 FROM read_csv('/etc/passwd')) = 1"},
            "reads read_csv, which it may not",
        ),
        (GOOD | {"published": "much"}, "much"),
        (GOOD | {"table": "population_of_mars"}, "one of national_emissions"),
        (GOOD | {"action": "halve"}, "write replace or drop"),
        (GOOD | {"column": "emissions"}, "not a column of national_emissions"),
        (GOOD | {"reason": ""}, "why it is an error"),
        (GOOD | {"citation": ""}, "what shows it"),
        (GOOD | {"corrected": ""}, "missing"),
        (DROP | {"corrected": "0"}, "must be empty"),
        (DROP | {"key": "nowhere"}, "no row has the key"),
    ],
)
def test_a_line_that_does_not_fit_fails_the_source_and_names_itself(
    shop: Workshop, line: dict[str, str], says: str
) -> None:
    before = workshop.digests(shop.out)
    correct(shop, line)
    with pytest.raises(SourceError) as caught:
        shop.build()
    assert says in str(caught.value)
    assert "sources/meadow-co2/corrections.csv, row 2, column " in str(caught.value)
    assert workshop.digests(shop.out) == before


def test_once_the_publisher_mends_it_the_line_must_go(shop: Workshop) -> None:
    correct(shop, GOOD)
    shop.build()
    before = workshop.digests(shop.out)
    swap(shop.copies / "meadow-co2" / "owid-co2-data.csv", "SWE,8000000,42.0", "SWE,8000000,42.5")
    with pytest.raises(SourceError, match=r"prints 42500000\.0, not 42000000"):
        shop.build()
    assert workshop.digests(shop.out) == before


def test_rows_that_are_typed_in_are_mended_themselves(shop: Workshop) -> None:
    write(shop.sources / "iso-3166" / "corrections.csv", ",".join(HEADER) + "\n")
    with pytest.raises(SourceError, match="correct the rows themselves"):
        shop.build()


def test_another_header_is_refused(shop: Workshop) -> None:
    write(shop.sources / "meadow-co2" / "corrections.csv", "key,value\nSWE,1\n")
    with pytest.raises(SourceError, match="it has other columns"):
        shop.build()


def test_the_shipped_correction_of_costa_rica_leaves_the_years_before() -> None:
    """Ember prints -36.4 g/kWh for 2025, after 25.3 and 25.8."""
    rows = carbondata.sql(f"""
        SELECT year, intensity_g_per_kwh
        FROM read_parquet('{CHECKOUT}/parquet/grid_intensity.parquet')
        WHERE area_id = 'CRI' AND source_id = 'ember-2026-10' ORDER BY year""").to_pylist()
    assert [(row["year"], row["intensity_g_per_kwh"]) for row in rows] == [
        (2023, 25.3),
        (2024, 25.8),
    ]


@pytest.mark.parametrize(
    "condition",
    [
        f"true FROM {'rows, ' * 200_000}rows",  # this many end the process
        f"true{' UNION ALL SELECT true' * 5_000}",
    ],
)
def test_a_condition_is_at_most_as_long_as_other_sql_of_a_source(
    shop: Workshop, condition: str
) -> None:
    correct(shop, GOOD | {"expect": condition})
    with pytest.raises(SourceError, match="more than the ceiling of 100000"):
        shop.build()


def test_of_what_a_condition_gives_one_row_is_taken(shop: Workshop) -> None:
    # All of them would be ten billion objects.
    correct(shop, GOOD | {"expect": "true FROM rows, range(100_000_000)"})
    shop.build()
    assert sweden(shop)[2018][0] == 42_000_001
    correct(shop, GOOD | {"expect": "true FROM rows WHERE false"})
    with pytest.raises(SourceError, match="no longer holds"):
        shop.build()


def test_all_conditions_together_have_the_time_of_a_source(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_sql, "MAX_SECONDS", 0.5)
    slow = GOOD | {"expect": "(SELECT count(*) FROM range(100_000_000_000)) > 0"}
    correct(shop, *[slow] * 20)
    with pytest.raises(SourceError, match="it runs for more than") as caught:
        shop.build()
    assert len(caught.value.problems) == 20
