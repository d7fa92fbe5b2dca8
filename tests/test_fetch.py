"""Raw bytes over HTTP, from a real server on the loopback, and from local copies."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import shutil
from collections import defaultdict
from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pytest
import workshop
from conftest import CHECKOUT, UPSTREAM
from publisher import Answer, Site, figure, record, refresh, refusal, set_urls
from pyarrow import parquet
from workshop import Workshop, swap, write

import carbondata
from carbondata.pipeline import schema
from carbondata.pipeline.ingest import manifest
from carbondata.pipeline.publish import lock

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PAGE = b"<!doctype html><html><title>Just a moment...</title></html>"
GRID = "carbon-intensity-electricity_OurWorldInData.csv"


@pytest.fixture
def shop(tmp_path: Path, site: Site) -> Workshop:
    """Set up the grid intensities, their file on the server."""
    made = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-grid")
    set_urls(made, "meadow-grid", site.serve("/grid.csv", workshop.grid().encode()))
    return made


def sha256(content: bytes) -> str:
    """Hash bytes."""
    return hashlib.sha256(content).hexdigest()


def test_the_command_refreshes_one_source_over_http(shop: Workshop, site: Site) -> None:
    done = shop.command("--refresh", "--only", "meadow-grid")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert re.search(
        r"^ ?meadow-grid +fetched +20 rows  grid_intensity$", done.stderr, re.MULTILINE
    )
    assert site.asked == ["/grid.csv"]
    assert figure(shop) == 22  # 20 in 2016, one more each year


def test_build_json_says_how_where_when_and_which_bytes(shop: Workshop, site: Site) -> None:
    before = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    refresh(shop)
    after = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    taken = record(shop).files["raw"]
    assert taken.via == "http"
    assert taken.url == taken.taken_from == [f"http://127.0.0.1:{site.server_port}/grid.csv"]
    assert taken.sha256 == [sha256(workshop.grid().encode())]
    assert before <= taken.retrieved_utc <= after
    assert record(shop).tables["grid_intensity"].rows == 20


def test_the_bytes_stay_in_the_cache_under_their_hash(shop: Workshop, cache: Path) -> None:
    refresh(shop)
    content = workshop.grid().encode()
    kept = {path.name: path.read_bytes() for path in cache.iterdir() if path.is_file()}
    assert kept == {sha256(content): content}


def test_a_second_refresh_of_the_same_bytes_writes_nothing(shop: Workshop) -> None:
    refresh(shop)
    before = workshop.digests(shop.out)
    done = shop.command("--refresh", "--only", "meadow-grid")
    assert "nothing to write" in done.stdout
    assert workshop.digests(shop.out) == before


def test_a_refresh_of_other_bytes_takes_their_place(shop: Workshop, site: Site) -> None:
    refresh(shop)
    changed = workshop.grid().replace("Sweden,SWE,2018,22,", "Sweden,SWE,2018,23.5,").encode()
    site.serve("/grid.csv", changed)
    refresh(shop)
    assert figure(shop) == 23.5
    assert record(shop).files["raw"].sha256 == [sha256(changed)]


def test_without_refresh_nothing_is_asked(shop: Workshop, site: Site) -> None:
    refresh(shop)
    site.asked.clear()
    report = shop.build(refresh=False, copies=None)
    assert (site.asked, report.written) == ([], [])
    assert figure(shop) == 22


def test_one_source_alone_leaves_the_others_as_they_were_built(tmp_path: Path, site: Site) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-grid")
    set_urls(shop, "meadow-grid", site.serve("/grid.csv", workshop.grid().encode()))
    swap(shop.sources / "iso-3166" / "areas.csv", "Sweden,Suède", "Sweden (built here),Suède")
    shop.build(refresh=False, copies=None)
    refresh(shop)
    query = "SELECT name_en FROM areas WHERE area_id = 'SWE'"
    assert figure(shop, query) == "Sweden (built here)"


def test_every_request_names_carbondata_and_its_version(shop: Workshop, site: Site) -> None:
    refresh(shop)
    (agent,) = {heads["User-Agent"] for heads in site.heads}
    assert agent.startswith(f"carbondata/{carbondata.__version__} ")


def test_a_page_that_is_not_there_is_asked_for_once_and_named(shop: Workshop, site: Site) -> None:
    site.serve("/grid.csv", Answer(b"gone", 404))
    said = refusal(shop)
    assert f"http://127.0.0.1:{site.server_port}/grid.csv" in said
    assert "404" in said
    assert "--from" in said
    assert site.asked == ["/grid.csv"]


def test_a_server_that_recovers_on_the_third_try_is_waited_for(shop: Workshop, site: Site) -> None:
    trouble = Answer(b"try later", 500)
    site.serve("/grid.csv", trouble, trouble, workshop.grid().encode())
    refresh(shop)
    assert site.asked == ["/grid.csv"] * 3
    assert figure(shop) == 22


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(b"x" * 2_000_001), "ceiling of 2000000"),
        (Answer(workshop.grid().encode()[:300], length=900), "IncompleteRead"),
        (Answer(b""), "the file is empty"),
        (Answer(PAGE), "a web page (HTML)"),
        (Answer(b"later", 503, headers={"Retry-After": "9" * 5000}), "Retry-After header: 9999"),
        (Answer(b"[]", headers={"Content-Encoding": "gzip"}), "gzip"),
    ],
    ids=[
        "over-its-ceiling",
        "cut-short",
        "empty",
        "a-web-page",
        "endless-wait",
        "not-packed-as-it-says",
    ],
)
def test_a_bad_answer_is_refused_by_name_and_the_last_good_rows_stay(
    shop: Workshop, site: Site, answer: Answer, says: str
) -> None:
    refresh(shop)
    before = workshop.digests(shop.out)
    site.serve("/grid.csv", answer)
    said = refusal(shop)
    assert says in said
    assert "/grid.csv" in said or GRID in said
    assert workshop.digests(shop.out) == before
    assert figure(shop) == 22


def test_a_length_of_thousands_of_digits_is_none(shop: Workshop, site: Site) -> None:
    site.serve("/grid.csv", Answer(workshop.grid().encode(), length=10**4000))
    assert "ValueError" not in refusal(shop)


def test_bytes_that_did_not_all_come_are_not_kept(shop: Workshop, site: Site, cache: Path) -> None:
    site.serve("/grid.csv", Answer(b"Entity", length=60))
    refusal(shop)
    assert list(cache.iterdir()) == []


def test_a_refresh_that_fails_leaves_with_1_and_the_other_sources_new(
    tmp_path: Path, site: Site
) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-grid", "meadow-chips")
    shop.build()
    set_urls(shop, "meadow-grid", site.serve("/grid.csv", Answer(b"no", 403)))
    fresh = workshop.chips().replace(",300.0\n", ",350.0\n").encode()
    set_urls(shop, "meadow-chips", site.serve("/chips.csv", fresh))
    done = shop.command("--refresh")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "meadow-grid: " in done.stderr
    assert "403" in done.stderr
    assert figure(shop) == 22
    assert record(shop).files["raw"].via == "copy"
    chip_3 = "SELECT tdp_w FROM accelerators WHERE accelerator_id = 'meadow-chips/chip-3'"
    assert figure(shop, chip_3) == 350


def test_several_urls_are_one_table(shop: Workshop, site: Site) -> None:
    header, *rows = workshop.grid().splitlines(keepends=True)
    halves = [header + "".join(rows[:9]), header + "".join(rows[9:])]
    urls = [site.serve(f"/{n}.csv", half.encode()) for n, half in enumerate(halves)]
    set_urls(shop, "meadow-grid", *urls)
    refresh(shop)
    assert site.asked == ["/0.csv", "/1.csv"]
    assert record(shop).files["raw"].taken_from == urls
    assert record(shop).files["raw"].sha256 == [sha256(half.encode()) for half in halves]
    assert record(shop).tables["grid_intensity"].rows == 20


# An address that is nobody's (RFC 5737). The tests block every host but this one: had it been
# asked, the error would be that of the block.
ELSEWHERE = "http://192.0.2.1/grid.csv"


def test_plain_http_to_another_host_is_refused_without_a_request(shop: Workshop) -> None:
    set_urls(shop, "meadow-grid", ELSEWHERE)
    said = refusal(shop)
    assert ELSEWHERE in said
    assert "https" in said


def test_a_redirect_to_plain_http_elsewhere_is_not_followed(shop: Workshop, site: Site) -> None:
    site.serve("/grid.csv", Answer(b"", 302, {"Location": ELSEWHERE}))
    said = refusal(shop)
    assert ELSEWHERE in said
    assert "https" in said


def test_a_redirect_on_the_same_host_is_followed(shop: Workshop, site: Site) -> None:
    site.serve("/new.csv", workshop.grid().encode())
    site.serve("/grid.csv", Answer(b"", 301, {"Location": "/new.csv"}))
    refresh(shop)
    assert figure(shop) == 22


def test_a_copy_in_the_sources_own_folder_comes_first(shop: Workshop, site: Site) -> None:
    other = workshop.grid().replace("Sweden,SWE,2018,22,", "Sweden,SWE,2018,29,")
    write(shop.copies / "zzz" / GRID, other)
    done = shop.command("--from", str(shop.copies))
    assert (done.returncode, site.asked) == (0, [])
    assert figure(shop) == 22
    assert record(shop).files["raw"].via == "copy"
    assert record(shop).files["raw"].taken_from == [f"meadow-grid/{GRID}"]


def test_of_dated_copies_the_newest_is_taken(shop: Workshop) -> None:
    shutil.rmtree(shop.copies / "meadow-grid")
    for date, figure_ in [("2024-05-01", 24), ("2025-11-30", 25), ("2023-12-31", 23)]:
        text = workshop.grid().replace("Sweden,SWE,2018,22,", f"Sweden,SWE,2018,{figure_},")
        write(shop.copies / "owid" / date / GRID, text)
    shop.build()
    assert figure(shop) == 25
    assert record(shop).files["raw"].taken_from == [f"owid/2025-11-30/{GRID}"]


def test_a_copy_that_is_nowhere_is_asked_for_by_name(shop: Workshop) -> None:
    shutil.rmtree(shop.copies / "meadow-grid")
    done = shop.command("--from", str(shop.copies))
    assert done.returncode == 1
    assert f"meadow-grid: {GRID}: there is no copy of" in done.stderr
    assert f"meadow-grid/{GRID}" in done.stderr.split("remedy:")[1]


@pytest.fixture
def fetch_only(tmp_path: Path, site: Site) -> Workshop:
    """Build a source that may be shipped and two that may not, one of them over HTTP."""
    shop = workshop.furnish(
        tmp_path / "shop", "iso-3166", "meadow-grid", "meadow-zones", "meadow-bitcoin"
    )
    shop.build(only=["meadow-grid", "meadow-zones"])
    # The publisher's API calls its CSV text/html.
    html = {"Content-Type": "text/html; charset=utf-8"}
    power = site.serve("/power.csv", Answer(workshop.bitcoin_power().encode(), headers=html))
    ghg = site.serve("/ghg.csv", workshop.bitcoin_emissions().encode())
    toml = shop.sources / "meadow-bitcoin" / "source.toml"
    first, second = re.findall(r"^url = .*$", toml.read_text(encoding="utf-8"), re.MULTILINE)
    swap(toml, first, f'url = "{power}"')
    swap(toml, second, f'url = "{ghg}"')
    refresh(shop, "meadow-bitcoin")
    return shop


def sources_by_file(folder: Path) -> dict[str, set[str]]:
    """Name the sources that feed each table of a folder, but for our own decisions."""
    found = defaultdict(set)
    fed = set(schema.fed()) - {
        *("sources", "rules", "units", "sectors", "names", "preferred", "grounds", "caveats"),
        *("familiar", "revision_notes"),
    }
    for path in folder.glob("*.parquet"):
        if path.stem in fed:
            rows = parquet.read_table(path, columns=["source_id"])
            found[path.stem] |= set(rows["source_id"].to_pylist())
    return {table: sources for table, sources in found.items() if sources}


def test_rows_that_may_not_be_shipped_land_in_local_alone(fetch_only: Workshop) -> None:
    assert sources_by_file(fetch_only.out / "local") == {
        "crypto_power": {"meadow-bitcoin"},
        "grid_intensity": {"meadow-zones"},
        "grid_intensity_hourly": {"meadow-zones"},
    }
    assert sources_by_file(fetch_only.out / "parquet") == {
        "areas": {"iso-3166"},
        "grid_intensity": {"meadow-grid"},
    }
    locked = lock.read(fetch_only.out / "parquet").sources
    assert set(locked) == {"carbondata", "iso-3166", "meadow-grid"}
    assert set(lock.read(fetch_only.out / "local").sources) == {"meadow-zones", "meadow-bitcoin"}


def test_what_follows_from_rows_that_may_not_be_shipped_is_local_too(
    fetch_only: Workshop,
) -> None:
    own = {"meadow-zones", "meadow-bitcoin"}

    def rests_on(folder: str) -> set[str]:
        rows = parquet.read_table(fetch_only.out / folder / "grid_factors.parquet")
        return set(rows["source_id"].to_pylist())

    assert rests_on("parquet") == {"meadow-grid"}
    assert rests_on("local") == {"meadow-grid", "meadow-zones"}
    quantities = parquet.read_table(fetch_only.out / "parquet" / "quantities.parquet")
    for column in ("source_id", "factor_source", "status_source"):
        assert own.isdisjoint(quantities[column].to_pylist())
    # The database has the rows of both.
    query = "SELECT DISTINCT source_id FROM grid_factors"
    found = {row["source_id"] for row in carbondata.sql(query, fetch_only.out).to_pylist()}
    assert found == {"meadow-grid", "meadow-zones"}


def test_of_what_may_not_be_shipped_the_shipped_table_of_sources_has_no_row_and_no_hash(
    fetch_only: Workshop,
) -> None:
    shipped = parquet.read_table(fetch_only.out / "parquet" / "sources.parquet")
    (bitcoin,) = shipped.filter(pc.equal(shipped["source_id"], "meadow-bitcoin")).to_pylist()
    assert (bitcoin["redistribute"], bitcoin["rows"]) == (False, 0)
    assert (bitcoin["retrieved_utc"], bitcoin["sha256"], bitcoin["newest_year"]) == (None,) * 3


def test_the_licence_of_what_may_not_be_shipped_is_printed_once_when_it_is_fetched(
    fetch_only: Workshop,
) -> None:
    fetched = fetch_only.command("--refresh", "--only", "meadow-bitcoin").stderr
    said = [line for line in fetched.splitlines() if "licence" in line]
    (line,) = said
    assert " ".join(line.split()) == (
        "meadow-bitcoin licence CC-BY-NC-SA-4.0, stays in local/: "
        "https://creativecommons.org/licenses/by-nc-sa/4.0/"
    )
    assert "licence" not in fetch_only.command().stderr


def test_the_database_beside_them_answers_from_both(fetch_only: Workshop) -> None:
    assert figure(fetch_only) == 22
    power = "SELECT power_w FROM crypto_power WHERE day = '2019-06-05'"
    assert figure(fetch_only, power) == 15e9  # 10 + 5 GW
    query = "SELECT rows FROM sources WHERE source_id = 'meadow-bitcoin'"
    assert figure(fetch_only, query) == 30


def test_a_fetch_only_source_that_is_taken_away_leaves_no_rows(fetch_only: Workshop) -> None:
    shutil.rmtree(fetch_only.sources / "meadow-bitcoin")
    fetch_only.build(refresh=False, copies=None)
    assert figure(fetch_only, "SELECT count(*) FROM crypto_power") == 0
    assert figure(fetch_only, "SELECT count(*) FROM grid_intensity_hourly") == 6


def test_a_source_that_may_no_longer_be_shipped_leaves_the_shipped_tables(shop: Workshop) -> None:
    shop.build()
    toml = shop.sources / "meadow-grid" / "source.toml"
    swap(toml, "CC-BY-4.0", "none-stated")
    swap(toml, "redistribute = true", "redistribute = false")
    shop.build(refresh=False, copies=None)
    assert sources_by_file(shop.out / "parquet") == {"areas": {"iso-3166"}}
    assert "meadow-grid" not in lock.read(shop.out / "parquet").sources


@pytest.mark.skipif(not UPSTREAM.is_dir(), reason="the publishers' files are not in the checkout")
@pytest.mark.parametrize("source", ["owid-co2", "owid-grapher-co2"])
def test_the_real_file_over_http_gives_the_pinned_rows(
    tmp_path: Path, site: Site, source: str
) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", source)
    (raw,) = manifest.load(shop.sources / source).fetch.values()
    newest = max(UPSTREAM.rglob(raw.file))
    if raw.record:
        record_of = site.record("/api/records/1", {newest.name: newest.read_bytes()})
        swap(shop.sources / source / "source.toml", raw.record, record_of)
    else:
        set_urls(shop, source, site.serve(f"/{raw.file}", newest.read_bytes()))
    refresh(shop, source)
    pinned = lock.read(CHECKOUT / "parquet").sources[source]
    assert record(shop, source).files["raw"].via == "http"
    assert record(shop, source).files["raw"].sha256 == pinned.files["raw"].sha256
    assert record(shop, source).tables == pinned.tables
    assert len(pinned.tables) >= 2
