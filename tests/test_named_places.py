"""Places of plain tables by their names, as in `--area`: the row says which place was used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from workshop import run

from carbondata import footprint, footprints

# Those that no line breaks at.
SPACES = str.maketrans("\xa0\u202f", "  ")
HEADER = "energy_kwh,energy_scope,area_id,year"


def table(*areas: str | None) -> pa.Table:
    count = len(areas)
    return pa.table(
        {
            "energy_kwh": [1000.0] * count,
            "energy_scope": ["server"] * count,
            "area_id": list(areas),
            "year": [2023] * count,
        }
    )


def placed(runs: Any, **options: Any) -> list[tuple[str, str | None, str | None]]:  # noqa: ANN401
    rows = footprints(runs, **options).to_pylist()
    return [(row["area_id"], row.get("stated_area_id"), row.get("place_basis")) for row in rows]


@pytest.mark.parametrize(
    ("name", "area"),
    [("Sweden", "SWE"), ("la Suède", "SWE"), ("UK", "GBR"), ("texas", "US-TX"),
     ("  new york ", "US-NY"), ("Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", "CIV"),
     ("FR", "FRA"), ("us-tx", "US-TX")],
)  # fmt: skip
def test_a_table_understands_the_names_that_an_option_does(name: str, area: str) -> None:
    assert placed(table(name)) == [(area, name, "name")]
    alone = footprint(area=name, year=2023, energy_kwh=1000, energy_scope="server")
    (row,) = footprints(table(name)).to_pylist()
    assert (alone.factor.area_id, row["emissions_t"]) == (area, pytest.approx(alone.emissions_t))


def test_a_bidding_zone_is_known_by_its_own_letters() -> None:
    assert placed(table("SE3", "no2")) == [("SE-SE3", "SE3", "name"), ("NO-NO2", "no2", "name")]


def test_a_nation_comes_before_a_state_of_its_name() -> None:
    assert placed(table("Georgia")) == [("GEO", "Georgia", "name")]


def test_ids_stay_as_they_are_and_so_does_what_nobody_knows() -> None:
    assert placed(table("FRA", "Sweden", "Atlantis", None)) == [
        ("FRA", None, None),
        ("SWE", "Sweden", "name"),
        ("Atlantis", None, None),
        (None, None, None),
    ]
    assert "place_basis" not in footprints(table("FRA", "Atlantis")).column_names


@pytest.mark.parametrize("lost", ["NA", "n/a", "None", "nan", "-", ""])
def test_a_lost_place_is_none_though_na_is_the_code_of_namibia(lost: str) -> None:
    (row,) = footprints(table(lost)).to_pylist()
    assert (row["emissions_t"], row["reason"]) == (None, "area_unknown")


def test_two_letters_are_of_a_state_where_others_can_be_of_nothing_else() -> None:
    """CA and DE are Canada and Germany; beside TX they may be California and Delaware."""
    assert [area for area, _, _ in placed(table("CA", "DE", "US"))] == ["CAN", "DEU", "USA"]
    assert [area for area, _, _ in placed(table("CA", "DE", "TX", "US", "France"))] == [
        "CA", "DE", "TX", "USA", "FRA",
    ]  # fmt: skip


def test_a_stream_is_read_once_and_understood_too() -> None:
    assert placed(table("UK", "FRA").to_reader()) == [("GBR", "UK", "name"), ("FRA", None, None)]


def test_a_run_is_one_by_its_id_and_by_its_name(tmp_path: Path) -> None:
    named = tmp_path / "runs.csv"
    lines = ["a,1000,server,SWE,2023", "a,1000,server,Sweden,2023", "b,1000,server,UK,2023"]
    named.write_text("\n".join([f"run_id,{HEADER}", *lines]) + "\n")
    rows = footprints(named).to_pylist()
    reasons = sorted((row["area_id"], row["reason"] or "") for row in rows)
    assert reasons == [("GBR", ""), ("SWE", ""), ("SWE", "duplicate_run")]


def test_the_hours_of_a_place_by_its_name() -> None:
    runs = pa.table(
        {
            "energy_kwh": [1.0, 1.0],
            "energy_scope": ["server"] * 2,
            "area_id": ["Great Britain", "GB"],
            "start_utc": ["2023-01-02T10:00Z"] * 2,
            "end_utc": ["2023-01-02T12:00Z"] * 2,
        }
    )
    named, zone = footprints(runs, hourly=True, boundary="direct").to_pylist()
    assert (named["area_id"], named["reason"], zone["area_id"]) == ("GBR", None, "GB")
    assert named["emissions_t"] == zone["emissions_t"]


def test_an_option_makes_the_names_void() -> None:
    (row,) = footprints(table("Sweden"), area="France").to_pylist()
    assert (row["area_id"], row["stated_area_id"]) == ("FRA", "Sweden")
    assert "place_basis" not in row


@pytest.mark.slow
def test_the_summary_says_which_name_was_taken_for_what(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(f"{HEADER}\n1000,server,CA,2023\n1000,server,CA,2023\n1,server,FRA,2023\n")
    assert "  CAN 2023: by the name CA for 2 rows" in run("footprint", str(path)).stdout
    french = run("footprint", str(path), "--lang", "fr").stdout.translate(SPACES)
    assert "  CAN 2023 : d\N{RIGHT SINGLE QUOTATION MARK}après le nom CA pour 2 lignes" in french
