"""The mutation test: each planted corruption is refused by name, and nothing built before moves."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import workshop
from workshop import Workshop, rows_of, set_cell, swap, swap_all, write, write_rows

from carbondata.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

PAGE = "<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head></html>\n"
GRID = "carbon-intensity-electricity_OurWorldInData.csv"


class Plant(NamedTuple):
    """One corruption: in which source, what is done to it, and what the message must say."""

    source: str
    spoil: Callable[[Workshop], object]
    says: tuple[str, ...]


def manifest(source: str, old: str, new: str, *says: str) -> Plant:
    """Change source.toml."""
    return Plant(
        source,
        lambda shop: swap_all(shop.sources / source / "source.toml", old, new),
        (f"{source}: sources/{source}/source.toml", *says),
    )


def file(source: str, name: str, spoil: Callable[[Path], object], *says: str) -> Plant:
    """Change a typed-in file."""
    return Plant(
        source,
        lambda shop: spoil(shop.sources / source / name),
        (f"{source}: sources/{source}/{name}", *says),
    )


def cell(source: str, table: str, key: str, column: str, value: str, *says: str) -> Plant:
    """Change one typed-in cell, which the message names."""
    return Plant(
        source,
        lambda shop: set_cell(
            shop.sources / source / f"{table}.csv", f"{source}/{key}", column, value
        ),
        (f"{source}: ", table, f"column {column}", *([f"value '{value}'"] if value else []), *says),
    )


def raw(source: str, name: str, spoil: Callable[[Path], object], *says: str) -> Plant:
    """Change a publisher's file."""
    return Plant(source, lambda shop: spoil(shop.copies / source / name), (f"{source}: ", *says))


def co2(spoil: Callable[[Path], object], *says: str) -> Plant:
    """Change the file of national emissions."""
    return raw("meadow-co2", "owid-co2-data.csv", spoil, *says)


def grid(spoil: Callable[[Path], object], *says: str) -> Plant:
    """Change the file of grid intensities."""
    return raw("meadow-grid", GRID, spoil, *says)


def put(text: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    """Put a text in the place of a whole file."""
    return lambda path: write(path, text, encoding)


def replace(old: str, new: str) -> Callable[[Path], None]:
    """Change the first place where `old` stands."""
    return lambda path: swap(path, old, new)


def recode(encoding: str) -> Callable[[Path], None]:
    """Write the same text in another encoding."""
    return lambda path: write(path, path.read_text(encoding="utf-8"), encoding)


def rename(old: str, new: str) -> Callable[[Path], None]:
    """Rename a column."""

    def spoil(path: Path) -> None:
        header, *rows = rows_of(path)
        header[header.index(old)] = new
        write_rows(path, [header, *rows])

    return spoil


def drop(column: str) -> Callable[[Path], None]:
    """Leave a column out."""

    def spoil(path: Path) -> None:
        rows = rows_of(path)
        at = rows[0].index(column)
        write_rows(path, [row[:at] + row[at + 1 :] for row in rows])

    return spoil


def repeat(line: int) -> Callable[[Path], None]:
    """Write one line twice."""

    def spoil(path: Path) -> None:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        write(path, "".join([*lines, lines[line - 1]]))

    return spoil


def keep(lines: int) -> Callable[[Path], None]:
    """Leave out all lines but the first ones."""

    def spoil(path: Path) -> None:
        write(path, "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:lines]))

    return spoil


MANIFESTS = {
    "an-unknown-key": manifest(
        "houy-2019", r"^title", 'colour = "green"\ntitle', "column colour", "unknown key"
    ),
    "an-unknown-key-of-a-raw-file": manifest(
        "meadow-grid", r"^format", "zipped = true\nformat", "column fetch.raw.zipped", "unknown key"
    ),
    "a-key-of-json-for-a-csv-file": manifest(
        "meadow-grid", r"^max_bytes", 'pages = "page"\nmax_bytes', "fetch.raw", "pages", "csv"
    ),
    "a-missing-key": manifest("houy-2019", r"^licence.*$", "", "column licence", "missing key"),
    "a-key-of-the-wrong-type": manifest(
        "houy-2019", r"^priority.*$", 'priority = "first"', "column priority", "value 'first'"
    ),
    "a-licence-nobody-knows": manifest(
        "houy-2019", "facts-only", "GPL-3.0", "column licence", "'GPL-3.0'", "CC-BY-4.0"
    ),
    "a-licence-that-forbids-redistribution-in-a-pinned-source": manifest(
        "meadow-grid",
        "CC-BY-4.0",
        "CC-BY-NC-4.0",
        "CC-BY-NC-4.0 forbids redistribution",
        "redistribute = false",
    ),
    "a-manifest-that-is-not-toml": manifest("houy-2019", r'^id = "', "id = ", "line 2"),
    "a-manifest-that-is-gone": Plant(
        "houy-2019",
        lambda shop: (shop.sources / "houy-2019" / "source.toml").unlink(),
        ("houy-2019: sources/houy-2019/source.toml", "missing"),
    ),
    "two-sources-with-one-id": Plant(
        "mora-2018",
        lambda shop: shutil.copytree(shop.sources / "mora-2018", shop.sources / "mora-2018-again"),
        ("sources/mora-2018-again/source.toml", "column id", "two sources with one id"),
    ),
    "a-file-that-feeds-no-table": Plant(
        "houy-2019",
        lambda shop: write(shop.sources / "houy-2019" / "emissions.csv", "year\n2017\n"),
        ("houy-2019: sources/houy-2019/emissions.csv", "no table 'emissions'", "sector_estimates"),
    ),
    "two-files-for-one-table": Plant(
        "meadow-co2",
        lambda shop: write(
            shop.sources / "meadow-co2" / "population.csv",
            "area_id,year,people,locator\nFRA,2016,1,nowhere\n",
        ),
        ("meadow-co2: sources/meadow-co2/population", "population.csv", "population.sql"),
    ),
}

MORA = "estimate_id mora-2018/bitcoin-2017"
HOUY = "estimate_id houy-2019/bitcoin-2017"
TYPED_IN = {
    "text-where-a-number-belongs": cell(
        "strubell-2019", "training_runs", "nas-gpu", "emissions_t", "n/a", "row 7", "DOUBLE"
    ),
    "a-comma-among-the-digits": cell(
        "mora-2018", "sector_estimates", "bitcoin-2017", "emissions_t", "1,234", "row 2"
    ),
    "not-a-number": cell(
        "mora-2018", "sector_estimates", "bitcoin-2017", "emissions_t", "nan", MORA
    ),
    "infinity": cell("strubell-2019", "equivalents", "car-lifetime-usa", "emissions_t", "inf"),
    "a-negative-mass": cell(
        "houy-2019", "sector_estimates", "bitcoin-2017", "emissions_t", "-15500000.0", HOUY, "range"
    ),
    "a-year-of-20177": cell(
        "houy-2019", "sector_estimates", "bitcoin-2017", "year", "20177", HOUY, "1700 to 2100"
    ),
    "a-year-after-the-publication": cell(
        "houy-2019", "sector_estimates", "bitcoin-2017", "year", "2027", HOUY, "2019-09-01"
    ),
    "a-duplicate-key": Plant(
        "lee-2021",
        lambda shop: repeat(2)(shop.sources / "lee-2021" / "sector_estimates.csv"),
        ("lee-2021: ", "sector_estimates", "estimate_id lee-2021/aviation-1940", "two rows"),
    ),
    "a-text-in-english-alone": cell(
        "houy-2019", "sector_estimates", "bitcoin-2017", "scope_fr", "", HOUY, "only one of scope"
    ),
    "an-unknown-area": cell(
        "patterson-2021", "training_runs", "meena", "area_id", "US-ZZ", "patterson-2021/meena"
    ),
    "an-unknown-member-of-an-aggregate": Plant(
        "iso-3166",
        lambda shop: swap(shop.sources / "iso-3166" / "areas.csv", "AUT;BEL", "AUT;BEX"),
        ("iso-3166: ", "areas", "area_id EU27", "column members", "BEX"),
    ),
    "an-unknown-source": cell(
        "mora-2018", "sector_estimates", "bitcoin-2017", "status_source", "nobody-2019", MORA
    ),
    "a-replacement-that-is-nowhere": cell(
        "strubell-2019", "training_runs", "nas-gpu", "replaced_by", "patterson-2021/nothing"
    ),
    "an-id-of-another-source": Plant(
        "houy-2019",
        lambda shop: swap(
            shop.sources / "houy-2019" / "sector_estimates.csv", "houy-2019/", "mora-2019/"
        ),
        ("houy-2019: ", "sector_estimates", "mora-2019/bitcoin-2017", "does not begin with"),
    ),
    "a-row-without-locator": cell(
        "strubell-2019", "equivalents", "flight-ny-sf", "locator", "", "row 2", "without locator"
    ),
    "an-equivalent-without-an-english-name": cell(
        "strubell-2019", "equivalents", "flight-ny-sf", "name_en", "", "a value is missing"
    ),
    "an-equivalent-without-a-french-name": cell(
        "strubell-2019", "equivalents", "flight-ny-sf", "name_fr", "", "a value is missing"
    ),
    "no-locators-at-all": file(
        "houy-2019", "sector_estimates.csv", drop("locator"), "column locator", "table, page"
    ),
    "an-empty-file": file("houy-2019", "sector_estimates.csv", put(""), "the file is empty"),
    "a-file-without-rows": file("houy-2019", "sector_estimates.csv", keep(1), "no rows"),
    "a-web-page": file("houy-2019", "sector_estimates.csv", put(PAGE), "a web page (HTML)"),
    "another-encoding": file(
        "lee-2021", "sector_estimates.csv", recode("latin-1"), "line 2", "not valid utf-8", "Klöwer"
    ),
    "a-renamed-column": file(
        "lee-2021", "sector_estimates.csv", rename("year", "yr"), "column yr", "not a column of"
    ),
    "a-dropped-column": file(
        "houy-2019", "sector_estimates.csv", drop("sector"), "column sector", "missing"
    ),
    "a-short-row": file(
        "houy-2019", "sector_estimates.csv", replace(",WLD", ""), "row 2", "header has 17"
    ),
    "a-quote-too-many": file(
        "lee-2021",
        "sector_estimates.csv",
        replace(",co2_only", ',"co2_only'),
        "row 2",
        "header has 21",
    ),
    "a-column-twice": file(
        "iso-3166", "areas.csv", replace("name_fr", "name_en"), "'name_en'", "twice"
    ),
    "a-word-of-no-vocabulary": cell(
        "mora-2018", "sector_estimates", "bitcoin-2017", "gas", "CO2eq", MORA, "CO2, CO2e"
    ),
    "a-lower-bound-above-the-value": cell(
        "houy-2019", "sector_estimates", "bitcoin-2017", "emissions_t_low", "99000000.0", HOUY
    ),
    "a-value-1000-times-the-last": Plant(
        "mora-2018",
        lambda shop: swap(
            shop.sources / "mora-2018" / "sector_estimates.csv", ",69000000,", ",69000000000,"
        ),
        (
            "mora-2018: ",
            f"{MORA}, column emissions_t",
            "1000 times the last good value 6.9e+07: a factor of 1,000",
            "--accept mora-2018",
        ),
    ),
    "an-energy-in-wh": Plant(
        "patterson-2021",
        lambda shop: swap(
            shop.sources / "patterson-2021" / "training_runs.csv", ",232000,", ",232000000,"
        ),
        (
            "patterson-2021: ",
            "run_id patterson-2021/meena, column energy_kwh",
            "1000 times the last good value 232000",
        ),
    ),
    "a-pue-below-one": cell(
        "patterson-2021", "training_runs", "t5-11b", "pue", "0.9", "t5-11b", "1 to 4"
    ),
    "a-flag-that-is-no-flag": cell(
        "houy-2019", "sector_estimates", "bitcoin-2017", "verified", "perhaps", "row 2", "BOOLEAN"
    ),
    "a-claim-that-states-text": cell(
        "article-2019", "claims", "nlp-284-t", "stated_value", "about 284", "row 2"
    ),
    "a-claim-about-nothing": cell(
        "article-2019", "claims", "nlp-284-t", "subject", "", "claim_id article-2019/nlp-284-t"
    ),
    "an-area-code-in-lower-case": Plant(
        "iso-3166",
        lambda shop: swap(shop.sources / "iso-3166" / "areas.csv", "SWE,country", "swe,country"),
        ("iso-3166: ", "areas", "area_id swe", "column area_id", "value 'swe'"),
    ),
    "an-intensity-no-plant-has": Plant(
        "ipcc-ar5-annex-iii",
        lambda shop: swap_all(
            shop.sources / "ipcc-ar5-annex-iii" / "generation_intensity.csv", ",820,", ",8200,"
        ),
        ("ipcc-ar5-annex-iii: ", "generation_intensity", "value '8200.0'", "0 to 2500"),
    ),
}

ROW_4 = "France,2018,FRA,68000000,342.000,1.000,2.000,3.000,352.000,372.000,362.000"
FETCHED = {
    "a-renamed-column": co2(
        rename("co2", "annual_co2"), "national_emissions.sql", "column co2", "annual_co2", "renamed"
    ),
    "a-dropped-column": grid(drop("Year"), "grid_intensity.sql", "column Year", "Entity, Code"),
    "a-dropped-column-with-the-name-of-one-that-is-made": raw(
        "meadow-budget",
        "GCB2023v28_MtCO2_flat.csv",
        drop("Gas"),
        "national_emissions.sql",
        "column Gas",
        "renamed or dropped",
    ),
    "text-where-a-number-belongs": co2(
        replace(ROW_4, ROW_4.replace("342.000", "n/a")), "row 4", "column co2", "value 'n/a'"
    ),
    "text-that-also-stands-where-nobody-reads-it": raw(
        "meadow-internet",
        workshop.INTERNET,
        lambda path: (swap_all(path, '"unit": ""', '"unit": "n/a"'), swap(path, "92.5", '"n/a"')),
        "internet_users.sql",
        "row 10",
        "column value",
        "value 'n/a'",
    ),
    "a-comma-among-the-digits": co2(
        replace(ROW_4, ROW_4.replace("352.000", '"1,234"')),
        "row 4",
        "column consumption_co2",
        "value '1,234'",
    ),
    "not-a-number": grid(replace(",62,", ",NaN,"), "area_id FRA, year 2018", "intensity", "NaN"),
    "infinity": grid(replace(",62,", ",inf,"), "area_id FRA, year 2018", "intensity", "inf"),
    "a-negative-intensity": grid(
        replace(",62,", ",-62,"), "area_id FRA, year 2018", "value '-62.0'", "0 to 2500"
    ),
    "a-negative-mass": co2(
        replace(ROW_4, ROW_4.replace("352.000", "-352.000")),
        "national_emissions",
        "column emissions_t",
        "value jumped, by 3 times or more, to zero, from it, or across it",
        "area_id FRA, year 2018",
        "to -3.52e+08",
    ),
    "a-year-of-20177": grid(
        replace("France,FRA,2017", "France,FRA,20177"), "column year", "value '20177'", "FRA"
    ),
    "a-duplicate-key": grid(repeat(2), "grid_intensity", "area_id FRA, year 2016", "two rows"),
    "an-unknown-area": grid(
        replace("Sweden,SWE,2016", "Sweden,SWX,2016"), "grid_intensity", "column area_id", "'SWX'"
    ),
    "an-area-without-code": grid(
        replace("Sweden,SWE,2016", "Sweden,,2016"), "grid_intensity", "column area_id", "missing"
    ),
    "an-empty-file": grid(put(""), GRID, "the file is empty"),
    "a-file-without-rows": grid(keep(1), GRID, "0 rows", "minimum of 2"),
    "a-web-page": grid(put(PAGE), GRID, "a web page (HTML)"),
    "another-encoding": grid(
        lambda path: write(path, path.read_text().replace("Sweden", "Suède"), "latin-1"),
        GRID,
        "line 12",
        "not valid utf-8",
        "Suède",
    ),
    "a-quote-that-is-never-closed": grid(replace(",62,", ',62,"'), GRID, "row 4", "quote"),
    "a-short-row": grid(replace(",62,\n", "\n"), GRID, "row 4", "3 cells", "header has 5"),
    "all-values-1000-times-the-last": raw(
        "meadow-chips",
        "ml_hardware.csv",
        lambda path: swap_all(path, "16000000000", "16000000000000"),
        "accelerators",
        "column memory_bytes",
        "its median value is 1000 times the last good one",
        "--accept meadow-chips",
    ),
    "all-values-1000-times-what-the-earth-emits": co2(
        put(workshop.co2(growth=1000)),
        "national_emissions",
        "area_id FRA, year 2016",
        "column emissions_t",
        "value '340000000000.0'",
    ),
    "one-value-1000-times-the-last": co2(
        replace("3.000,16.000,", "3.000,16000.000,"),
        "area_id NAM, year 2018",
        "column emissions_t",
        "1000 times the last good value",
    ),
    "carbon-in-place-of-co2": co2(
        put(workshop.co2(growth=1 / 3.664)), "column emissions_t", "carbon against CO2"
    ),
    "a-country-missing-from-the-world": co2(
        replace("Sweden,2017,SWE,8000000,41.000", "Sweden,2017,SWE,8000000,"),
        "area_id WLD, year 2017",
        "value '1489000000.0'",
        "not the sum",
    ),
    "people-in-thousands": co2(
        replace(",68000000,342", ",68000,342"),
        "population",
        "area_id FRA, year 2018, column people, value '68000'",
        "0.001 times the last good value",
    ),
    "more-users-than-people": raw(
        "meadow-internet",
        workshop.INTERNET,
        replace("92.5", "192.5"),
        "internet_users",
        "area_id SWE, year 2018",
        "column users_percent",
        "0 to 100",
    ),
    "a-power-with-its-unit": raw(
        "meadow-chips",
        "ml_hardware.csv",
        replace("300.0", "300 W"),
        "accelerators.sql",
        "row 4",
        "column TDP (W)",
        "value '300 W'",
    ),
    "a-day-that-is-in-no-calendar": raw(
        "meadow-bitcoin",
        "historical.csv",
        replace("2019-06-30", "2019-06-31"),
        "crypto_power.sql over raw_ghg",
        "row 31",
        "column Date and Time",
        "2019-06-31",
    ),
    "a-power-in-watts": raw(
        "meadow-bitcoin",
        "Historical annualised electricity consumption.csv",
        replace(",11\n", ",11000000000\n"),
        "crypto_power",
        "day 2019-06-01",
        "column power_w",
        "0 to 1e+12",
    ),
    "json-cut-short": raw(
        "meadow-zones", "yearly_2025.json", replace("\n}", ""), "yearly_2025.json", "not JSON"
    ),
    "a-zone-twice-in-one-object": raw(
        "meadow-zones", "yearly_2025.json", replace('"NA"', '"SE"'), "yearly_2025.json", "SE"
    ),
    "json-in-another-unit": raw(
        "meadow-zones",
        "yearly_2025.json",
        replace("gCO2eq/kWh", "kgCO2eq/MWh"),
        "grid_intensity",
        "area_id DEU, year 2025",
        "column intensity_g_per_kwh",
    ),
    "an-hour-twice": raw(
        "meadow-zones",
        "DE_2023_hourly.csv",
        repeat(2),
        "grid_intensity_hourly",
        "start_utc 2023-01-01 00:00:00",
        "two rows",
    ),
}

BY_COMMAND = {
    "a-manifest-with-an-unknown-key": MANIFESTS["an-unknown-key"],
    "a-typed-in-comma-among-the-digits": TYPED_IN["a-comma-among-the-digits"],
    "a-typed-in-row-without-locator": TYPED_IN["a-row-without-locator"],
    "a-fetched-column-renamed": FETCHED["a-renamed-column"],
    "a-fetched-unknown-area": FETCHED["an-unknown-area"],
}


@pytest.fixture(scope="module")
def typed_in(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Set up and build the typed-in sources, once."""
    shop = workshop.furnish(tmp_path_factory.mktemp("good") / "typed-in", *workshop.TYPED_IN)
    shop.build()
    return shop


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Set up and build the fetched sources, and the places they need, once."""
    root = tmp_path_factory.mktemp("good") / "fetched"
    shop = workshop.furnish(root, "iso-3166", *workshop.FETCHED)
    shop.build()
    return shop


@pytest.fixture
def good(plant: Plant, request: pytest.FixtureRequest) -> Workshop:
    """Choose the workshop that has the plant's source."""
    kind = "fetched" if plant.source in workshop.FETCHED else "typed_in"
    return request.getfixturevalue(kind)


def cases(plants: dict[str, Plant]) -> pytest.MarkDecorator:
    """Make a test of each."""
    return pytest.mark.parametrize("plant", plants.values(), ids=plants.keys())


def assert_named(message: str, plant: Plant) -> None:
    """Hold the message against what it must say, in any order, and a remedy."""
    missing = [words for words in plant.says if words not in message]
    assert not missing, f"{missing} not in:\n{message}"
    assert re.search(r"^ +remedy: \w", message, flags=re.MULTILINE), message


def assert_refused(good: Workshop, root: Path, plant: Plant, **options: object) -> None:
    """Plant it beside a good build: the next build says so, and every file stays as it was."""
    shop = good.twin(root)
    before = workshop.digests(shop.out)
    plant.spoil(shop)
    with pytest.raises(SourceError) as caught:
        shop.build(**options)
    assert_named(str(caught.value), plant)
    assert workshop.digests(shop.out) == before


def test_what_nobody_spoiled_is_built_and_the_next_build_writes_nothing(
    typed_in: Workshop, fetched: Workshop, tmp_path: Path
) -> None:
    assert typed_in.twin(tmp_path / "typed-in").build().written == []
    report = fetched.twin(tmp_path / "fetched").build()
    assert report.written == []
    assert report.rows["national_emissions"] == 4 * 4 * 5 + 5  # areas, ways, years; budget
    assert report.rows["crypto_power"] == 30


@cases(MANIFESTS)
def test_a_wrong_manifest_is_refused(good: Workshop, tmp_path: Path, plant: Plant) -> None:
    assert_refused(good, tmp_path, plant, refresh=False, copies=None)


@cases(TYPED_IN)
def test_a_wrong_typed_in_file_is_refused(good: Workshop, tmp_path: Path, plant: Plant) -> None:
    assert_refused(good, tmp_path, plant, refresh=False, copies=None)


@cases(FETCHED)
def test_a_wrong_fetched_file_is_refused(good: Workshop, tmp_path: Path, plant: Plant) -> None:
    assert_refused(good, tmp_path, plant, only=[plant.source])


@cases(BY_COMMAND)
def test_the_command_says_the_same_and_leaves_with_1(
    good: Workshop, tmp_path: Path, plant: Plant
) -> None:
    shop = good.twin(tmp_path)
    before = workshop.digests(shop.out)
    plant.spoil(shop)
    done = shop.command("--from", str(shop.copies))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert_named(done.stderr, plant)
    assert workshop.digests(shop.out) == before
