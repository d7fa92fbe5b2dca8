"""Grid intensities: what no grid has is refused, and others who carry Ember's have the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import workshop

import carbondata
from carbondata.errors import SourceError

GRID = "meadow-grid/carbon-intensity-electricity_OurWorldInData.csv"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("4.9", "value '4.9': a life cycle below 5 g/kWh, which no grid has"),
        ("190", "value '190.0': more than 3 times off both adjacent years, 61.0 and 63.0"),
        ("20", "value '20.0': more than 3 times off both adjacent years, 61.0 and 63.0"),
    ],
)
def test_what_no_grid_has_is_refused_when_it_first_comes(
    tmp_path: Path, value: str, says: str
) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-grid")
    workshop.swap(shop.copies / GRID, ",62,", f",{value},")
    with pytest.raises(SourceError) as refused:
        shop.build()
    assert says in str(refused.value)
    assert "area_id FRA, year 2018" in str(refused.value)


@pytest.mark.slow
def test_what_a_dry_year_does_is_believed(tmp_path: Path) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-grid")
    workshop.swap(shop.copies / GRID, ",62,", ",180,")
    assert shop.build()


# Yearly means of grids that two other packages carry, of Ember's release of 2025: EcoLogits 0.9.1
# (its table electricity_mixes.csv, the newest year of each country) and CO2.js 0.19 (its table
# average-intensities.json of August 2025, data by Ember under CC BY 4.0).
ELSEWHERE = Path(__file__).with_name("grids_elsewhere.csv")
# Revised by Ember between the copy here, of May 2025, and theirs, of June to August 2025.
REVISED = {
    "EcoLogits 0.9.1": "ARG CHN JPN WLD",
    "CO2.js 0.19": (
        "ARG ARM AUS AZE BLR BRA CAN CHE CHN DEU DOM EGY EU27 GBR IND IRL IRN ITA JPN KAZ KGZ KOR "
        "MDA MEX NLD PRT RUS SLV SVN SWE THA TJK TWN UKR VNM WLD ZAF"
    ),
}
# The year came after May 2025; and a zero that Ember's rounding made, which is no figure here.
NOT_HERE = {"ARE", "CAF", "SAU"}


@pytest.mark.parametrize(
    ("tool", "equal", "of"), [("EcoLogits 0.9.1", 46, 50), ("CO2.js 0.19", 171, 211)]
)
def test_other_packages_carry_the_same_means_of_ember(
    built: Path, tool: str, equal: int, of: int
) -> None:
    theirs = {
        (row["area_id"], int(row["year"])): float(row["g_per_kwh"])
        for row in csv.DictReader(ELSEWHERE.read_text(encoding="utf-8").splitlines())
        if row["tool"] == tool
    }
    query = (
        "SELECT area_id, year, intensity_g_per_kwh FROM grid_intensity WHERE source_id = 'ember'"
    )
    rows = carbondata.sql(query, database=built).to_pylist()
    ours = {(row["area_id"], row["year"]): row["intensity_g_per_kwh"] for row in rows}
    same = {key for key, value in theirs.items() if abs(ours.get(key, -1) - value) < 0.006}
    assert (len(same), len(theirs)) == (equal, of)
    other = {area for area, _ in theirs.keys() - same}
    assert other == {*REVISED[tool].split(), *(NOT_HERE if tool == "CO2.js 0.19" else ())}
    # What was revised is another edition of the same figure, not another figure.
    revised = [key for key in theirs if key not in same and key[0] not in NOT_HERE]
    assert all(0.85 < theirs[key] / ours[key] < 1.15 for key in revised)
