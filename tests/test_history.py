"""What a refresh is held against besides the last good rows: the ledger, dates, the clock."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
import workshop
from publisher import Answer, Site, figure, record, refresh, refusal, set_urls
from workshop import Workshop, swap_all

import carbondata
from carbondata.errors import SourceError
from carbondata.pipeline.fetch import download

pytestmark = pytest.mark.slow

GRID = workshop.grid()
# Two years of five, so that neither a factor nor the median tells it.
GROWTH = (1, 1, 1.095, 1.095, 1)


def grown(refreshes: int) -> bytes:
    """Have the figures of two years grow by nine per cent a refresh."""

    def more(found: re.Match[str]) -> str:
        year, figure_ = int(found[1]), float(found[2])
        return f",{year},{figure_ * GROWTH[year - 2016] ** refreshes:.6f},"

    return re.sub(r",(20\d\d),(\d+),", more, GRID).encode()


def earlier(shop: Workshop, year: int = 2001) -> None:
    """Have the last good bytes be of another year."""
    locked = shop.out / "parquet" / "build.json"
    swap_all(locked, r'"retrieved_utc": "\d{4}', f'"retrieved_utc": "{year}')


def test_nine_per_cent_a_refresh_asks_when_it_has_added_up(refreshed: Workshop, site: Site) -> None:
    for refreshes in (1, 2):
        earlier(refreshed, 2000 + refreshes)
        site.serve("/grid.csv", grown(refreshes))
        refresh(refreshed)
    earlier(refreshed, 2003)
    site.serve("/grid.csv", grown(3))
    said = refusal(refreshed)
    # To the third this is 1.313, in two years of four areas.
    assert re.search(
        r"in small steps since 20\d\d-\d\d-\d\d: history was rewritten: 8 of 20 values moved by "
        r"more than 25%",
        said,
    )
    assert (
        "area_id WLD, year 2018, boundary life_cycle: 482 to 632.833" in said
    )  # 482 x 1.095 x 1.095 x 1.095
    refresh(refreshed, accept=["meadow-grid"])
    assert figure(refreshed) == pytest.approx(22 * 1.095**3)
    # What somebody accepted is not asked about again; what comes after it is counted anew.
    assert record(refreshed).accepted_utc == record(refreshed).retrieved_utc
    site.serve("/grid.csv", grown(4))
    refresh(refreshed)
    assert figure(refreshed) == pytest.approx(22 * 1.095**4)


def test_an_older_edition_served_again_asks(refreshed: Workshop, site: Site) -> None:
    new = (
        GRID.replace(",60,", ",61,").replace(",61,", ",62,").replace("SWE,2018,22,", "SWE,2018,23,")
    )
    new = new.replace("SWE,2019,23,", "SWE,2019,24,").replace("SWE,2020,24,", "SWE,2020,25,")
    new = new.replace("NAM,2016,50,", "NAM,2016,51,")
    earlier(refreshed)
    site.serve("/grid.csv", new.encode())
    refresh(refreshed)
    earlier(refreshed, 2002)
    site.serve("/grid.csv", GRID.encode())
    said = refusal(refreshed)
    assert "an older edition: 6 of the 6 values that moved go back to what they were before" in said
    assert "area_id SWE, year 2018, boundary life_cycle: 23 to 22" in said
    assert figure(refreshed) == 23


def test_a_file_that_was_last_modified_earlier_asks(refreshed: Workshop, site: Site) -> None:
    def serve(sweden: int, modified: str) -> None:
        text = GRID.replace("SWE,2018,22,", f"SWE,2018,{sweden},")
        site.serve("/grid.csv", Answer(text.encode(), headers={"Last-Modified": modified}))

    serve(23, "Tue, 02 Jan 2024 00:00:00 GMT")
    refresh(refreshed)
    assert record(refreshed).files["raw"].modified_utc == dt.datetime(2024, 1, 2)  # noqa: DTZ001
    serve(24, "Mon, 01 Jan 2024 00:00:00 GMT")
    for _ in range(2):
        assert (
            "an older file: last modified on 2024-01-01 00:00:00, the last good one on "
            "2024-01-02 00:00:00"
        ) in refusal(refreshed)
    assert figure(refreshed) == 23
    refresh(refreshed, accept=["meadow-grid"])
    assert figure(refreshed) == 24


def test_an_older_release_of_a_record_asks(tmp_path: Path, site: Site) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-budget")
    toml = shop.sources / "meadow-budget" / "source.toml"
    newest = {"GCB2023v28_MtCO2_flat.csv": workshop.budget().encode()}
    swap_all(toml, r"^record = .*", f'record = "{site.record("/records/1", newest)}"')
    refresh(shop, "meadow-budget")
    older = workshop.budget().replace("2017,341.5,100,200,41.5", "2017,341.6,100,200,41.6")
    site.record(
        "/records/1", {"GCB2022v27_MtCO2_flat.csv": older.replace("1447.5", "1447.6").encode()}
    )
    said = refusal(shop, "meadow-budget")
    assert "an older edition: GCB2022v27_MtCO2_flat.csv, after GCB2023v28_MtCO2_flat.csv" in said


def test_the_year_that_is_not_over_asks(refreshed: Workshop, site: Site) -> None:
    year = dt.datetime.now(dt.UTC).year
    site.serve("/grid.csv", f"{GRID}Sweden,SWE,{year - 1},25,\nSweden,SWE,{year},26,\n".encode())
    said = refusal(refreshed)
    assert f"1 values of a year that is not over, {year} or later" in said
    assert f"area_id SWE, year {year}, boundary life_cycle: 26.0" in said
    assert figure(refreshed, "SELECT max(year) FROM grid_intensity") == 2020


def test_a_clock_that_was_ahead_once_stops_no_refresh(refreshed: Workshop, site: Site) -> None:
    earlier(refreshed, 2101)
    site.serve("/grid.csv", GRID.replace("SWE,2018,22,", "SWE,2018,23,").encode())
    refresh(refreshed)
    assert figure(refreshed) == 23
    query = "SELECT retrieved_before_utc <= refreshed_utc FROM revisions"
    assert figure(refreshed, query) is True
    assert record(refreshed).retrieved_utc.year < 2101


def test_what_it_has_dated_is_due_since_its_publication(refreshed: Workshop) -> None:
    earlier(refreshed, 2101)
    refreshed.build(refresh=False, copies=None)
    told = workshop.run("sources", "--db", str(refreshed.out), "--format", "json").stdout
    (due,) = [row["due"] for row in json.loads(told) if row["source"] == "meadow-grid"]
    assert due == "2027-04-24"  # 365 days after 2026-04-24


def test_nor_does_what_it_built_win_over_what_came_along_since(tmp_path: Path) -> None:
    carbondata.build(tmp_path)
    locked = tmp_path / "parquet" / "build.json"
    pinned = locked.read_bytes()
    swap_all(locked, r'"retrieved_utc": "\d{4}', '"retrieved_utc": "2101')
    carbondata.build(tmp_path)
    assert locked.read_bytes() == pinned


def test_a_clock_that_is_behind_the_tables_that_came_along_is_refused(
    refreshed: Workshop, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "now", lambda: dt.datetime(1970, 1, 2))  # noqa: DTZ001
    site.serve("/grid.csv", GRID.replace("SWE,2018,22,", "SWE,2018,23,").encode())
    assert "this machine's clock says 1970-01-02 00:00:00 UTC; carbondata's own" in refusal(
        refreshed
    )


def test_a_time_to_come_is_no_time_that_a_file_was_modified(
    refreshed: Workshop, site: Site
) -> None:
    ahead = {"Last-Modified": "Sat, 01 Jan 2101 00:00:00 GMT"}
    site.serve(
        "/grid.csv", Answer(GRID.replace("SWE,2018,22,", "SWE,2018,23,").encode(), headers=ahead)
    )
    for _ in range(2):
        refresh(refreshed)
    assert [heads["If-Modified-Since"] for heads in site.heads] == [None, None]


@pytest.mark.parametrize("cell", ["2_2", "1_000.5", "0x16"])
def test_what_only_a_cast_takes_for_a_number_is_refused(
    refreshed: Workshop, site: Site, cell: str
) -> None:
    site.serve("/grid.csv", GRID.replace("SWE,2018,22,", f"SWE,2018,{cell},").encode())
    said = refusal(refreshed)
    assert "raw, row 14, column Carbon intensity of electricity - gCO2e/kWh" in said
    assert f"value {cell!r}: not a number, but it would be read as one" in said


def test_a_first_fetch_of_a_year_that_is_not_over_asks_too(tmp_path: Path, site: Site) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-grid")
    text = f"{GRID}Sweden,SWE,{dt.datetime.now(dt.UTC).year},26,\n"
    set_urls(shop, "meadow-grid", site.serve("/grid.csv", text.encode()))
    with pytest.raises(SourceError, match="a year that is not over"):
        refresh(shop)
