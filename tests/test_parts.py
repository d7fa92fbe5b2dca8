"""Addresses that answer in parts: pages of `[head, rows]`, and windows of some days."""

from __future__ import annotations

import json
from pathlib import Path

import answers
import pytest
import workshop
from conftest import CHECKOUT, UPSTREAM
from publisher import Answer, Site, figure, record, refresh, refusal, set_urls
from workshop import Workshop, swap

from carbondata.errors import SourceError
from carbondata.pipeline.ingest import manifest
from carbondata.pipeline.ingest.raw_file import RawFile
from carbondata.pipeline.publish import lock
from carbondata.pipeline.updates import check_for_updates

pytestmark = pytest.mark.slow

NET = "/net?format=json"
USERS = "SELECT list(users_percent ORDER BY year) FROM internet_users WHERE area_id = 'SWE'"
HOURS = "SELECT count(*)::VARCHAR || ' ' || sum(intensity_g_per_kwh) FROM grid_intensity_hourly"
upstream = pytest.mark.skipif(not UPSTREAM.is_dir(), reason="the files are not in the checkout")


def serve_pages(site: Site) -> None:
    """Have the publisher answer in three pages, 24 rows in all."""
    for page in (1, 2, 3):
        site.serve(f"{NET}&page={page}", workshop.internet(page, 3).encode())


def serve_windows(site: Site) -> None:
    """Have the publisher give two days at a time, of three."""
    site.serve("/2023-01-01/2023-01-03", workshop.hours(0, 96).encode())
    site.serve("/2023-01-03/2023-01-04", workshop.hours(96, 48).encode())


@pytest.fixture(scope="module")
def once(server: Site, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Refresh a source that comes in pages and one that comes in windows, once."""
    shop = workshop.furnish(
        tmp_path_factory.mktemp("once") / "shop", "iso-3166", "meadow-internet", "meadow-hours"
    )
    set_urls(shop, "meadow-internet", f"{server.root}{NET}")
    set_urls(shop, "meadow-hours", f"{server.root}/{{from}}/{{to}}")
    toml = shop.sources / "meadow-hours" / "source.toml"
    swap(toml, "end = 2024-01-01, days = 14", "end = 2023-01-04, days = 2")
    server.forget()
    serve_pages(server)
    serve_windows(server)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARBONDATA_CACHE", str(shop.root / "cache"))
        shop.build(copies=None)
    return shop


@pytest.fixture
def paged(once: Workshop, site: Site, tmp_path: Path) -> Workshop:
    """Copy it; the pages are asked for anew."""
    serve_pages(site)
    return once.twin(tmp_path / "shop")


@pytest.fixture
def windowed(once: Workshop, site: Site, tmp_path: Path) -> Workshop:
    """Copy it; the windows are asked for anew."""
    serve_windows(site)
    return once.twin(tmp_path / "shop")


def test_a_paged_source_is_read_page_by_page(paged: Workshop, site: Site) -> None:
    refresh(paged, "meadow-internet")
    asked = [f"{NET}&page={page}" for page in (1, 2, 3)]
    assert site.asked == asked
    assert figure(paged, USERS) == [90.5, 91.5, 92.5, 93.5, 94.5]
    raw = record(paged, "meadow-internet").files["raw"]
    assert raw.taken_from == [f"{site.root}{path}" for path in asked]
    assert len(raw.sha256) == 3


def test_heads_may_write_their_figures_as_text(paged: Workshop, site: Site) -> None:
    head = json.loads(workshop.internet(1, 3))[0]
    for page in (1, 2, 3):
        _, rows = json.loads(workshop.internet(page, 3))
        texts = {"page": f"{page}", "pages": "3", "total": f"{head['total']}"}
        site.serve(f"{NET}&page={page}", json.dumps([head | texts, rows]).encode())
    refresh(paged, "meadow-internet")
    assert figure(paged, USERS) == [90.5, 91.5, 92.5, 93.5, 94.5]


def test_a_group_without_a_code_is_left_out_and_an_area_without_one_is_refused(
    paged: Workshop, site: Site
) -> None:
    areas = "SELECT list(DISTINCT area_id ORDER BY area_id) FROM internet_users"
    assert figure(paged, areas) == ["NAM", "SWE", "WLD"]
    spoilt = workshop.internet(2, 3).replace('"countryiso3code": "SWE"', '"countryiso3code": ""')
    site.serve(f"{NET}&page=2", spoilt.encode())
    assert "column area_id: a value is missing" in refusal(paged, "meadow-internet")
    assert figure(paged, USERS) == [90.5, 91.5, 92.5, 93.5, 94.5]


def head(page: int, **changed: object) -> bytes:
    """Write a page whose head says something else."""
    said, rows = json.loads(workshop.internet(page, 3))
    return json.dumps([said | changed, rows]).encode()


ERROR = b"""[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value
 is not valid"}]}]""".replace(b"\n", b"")


@pytest.mark.parametrize(
    ("page", "answer", "says"),
    [
        (1, Answer(b"gone", 404), "404"),
        (1, b"<!doctype html><title>Just a moment...</title>", "a web page (HTML)"),
        (1, ERROR, "The provided parameter value is not valid"),
        (2, ERROR, "The provided parameter value is not valid"),
        (1, b'{"message": "quota"}', "a page must be"),
        (1, b'[{"page": 1, "pages": 3}]', "a page must be"),
        (1, head(1, pages="all"), "its head announces all pages, but 1 came: 1"),
        (1, head(1, pages=100_000), "100000 pages, more than 1000"),
        (1, head(1, pages=2), "pages differs"),
        (2, head(3), "its head announces 3 pages, but 3 came: 1, 3, 3"),
        (2, head(2, lastupdated="2026-07-02"), "from different releases: lastupdated differs"),
        (3, head(3, total=25), "total differs"),
        (3, Answer(b"", 500), "500"),
    ],
)
def test_pages_that_are_not_one_whole_are_refused(
    paged: Workshop, site: Site, page: int, answer: Answer | bytes, says: str
) -> None:
    before = workshop.digests(paged.out)
    site.serve(f"{NET}&page={page}", answer)
    assert says in refusal(paged, "meadow-internet")
    assert workshop.digests(paged.out) == before


def test_all_pages_together_have_the_limit_of_one_file(paged: Workshop, site: Site) -> None:
    two = sum(len(workshop.internet(page, 3).encode()) for page in (1, 2))
    toml = paged.sources / "meadow-internet" / "source.toml"
    swap(toml, "max_bytes = 10_000_000", f"max_bytes = {two}")
    said = f"3 pages have more than the ceiling of {two} bytes"
    assert said in refusal(paged, "meadow-internet")
    swap(toml, f"max_bytes = {two}", f"max_bytes = {two - 1}")
    site.asked.clear()
    assert "2 pages have more" in refusal(paged, "meadow-internet")
    assert site.asked == [f"{NET}&page={page}" for page in (1, 2)]


def test_rows_that_are_fewer_than_promised_are_refused(paged: Workshop, site: Site) -> None:
    for page in (1, 2, 3):
        site.serve(f"{NET}&page={page}", head(page, total=25))
    said = refusal(paged, "meadow-internet")
    assert "its pages hold 24 rows, but its head promises 25" in said


def test_whether_there_is_something_newer_is_asked_of_the_first_page(
    paged: Workshop, site: Site
) -> None:
    site.serve(f"{NET}&page=1", Answer(workshop.internet(1, 3).encode(), etag='"1"'))
    refresh(paged, "meadow-internet")
    site.asked.clear()
    (said,) = check_for_updates(
        paged.out, only=["meadow-internet"], sources=paged.sources
    ).to_pylist()
    assert (said["newer"], site.asked) == ("no", [f"{NET}&page=1"])


def test_local_copies_are_all_the_pages_of_one_folder(paged: Workshop, tmp_path: Path) -> None:
    for release, pages in (("2025", 2), ("2026", 3)):
        for page in range(1, pages + 1):
            path = tmp_path / "copies" / release / f"IT.NET.USER.ZS-{page}.json"
            workshop.write(path, workshop.internet(page, pages))
    paged.build(copies=tmp_path / "copies", only=["meadow-internet"])
    raw = record(paged, "meadow-internet").files["raw"]
    assert raw.taken_from == [f"2026/IT.NET.USER.ZS-{page}.json" for page in (1, 2, 3)]
    assert figure(paged, USERS) == [90.5, 91.5, 92.5, 93.5, 94.5]
    (tmp_path / "copies" / "2026" / "IT.NET.USER.ZS-2.json").unlink()
    with pytest.raises(SourceError, match="its head announces 3 pages, but 2 came: 1, 3"):
        paged.build(copies=tmp_path / "copies", only=["meadow-internet"])


def test_windows_are_laid_end_to_end_and_what_two_share_is_one_row(
    windowed: Workshop, site: Site
) -> None:
    refresh(windowed, "meadow-hours")
    assert site.asked == ["/2023-01-01/2023-01-03", "/2023-01-03/2023-01-04"]
    # Half-hours -1 to 143 of the year, of 100 + n: 145 x 100 + (143 x 144 / 2 - 1).
    assert figure(windowed, HOURS) == "145 24795.0"


def test_a_half_hour_without_an_actual_is_no_row(windowed: Workshop, site: Site) -> None:
    spoilt = workshop.hours(96, 48).replace('"actual": 200', '"actual": null')
    site.serve("/2023-01-03/2023-01-04", spoilt.encode())
    refresh(windowed, "meadow-hours")
    assert figure(windowed, HOURS) == "144 24595.0"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(b'{"error":{"code":"400 Bad Request"}}', 400), "400"),
        (b'{"error":{"code":"500","message":"try again"}}', "there are no rows at ['data']"),
        (b'{"data":[]}', "part 2 has different columns from part 1"),
        (workshop.hours(96, 48).replace("Z", "+01:00").encode(), "column start_utc"),
        (workshop.hours(96, 48).replace('"actual": 195', '"actual": 196').encode(), "two rows"),
    ],
    ids=["an-error", "an-error-with-200", "an-empty-window", "another-zone", "a-contradiction"],
)
def test_one_window_that_fails_leaves_the_last_good_rows(
    windowed: Workshop, site: Site, answer: Answer | bytes, says: str
) -> None:
    before = workshop.digests(windowed.out)
    site.serve("/2023-01-03/2023-01-04", answer)
    assert says in refusal(windowed, "meadow-hours")
    assert workshop.digests(windowed.out) == before
    assert figure(windowed, HOURS) == "145 24795.0"


def test_of_copies_that_are_missing_the_first_address_and_name_are_told(
    windowed: Workshop, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(SourceError) as caught:
        windowed.build(copies=tmp_path / "none", only=["meadow-hours"])
    first = tmp_path / "none" / "meadow-hours" / "intensity-1.json"
    assert f"save {site.root}/2023-01-01/2023-01-03 as {first}" in str(caught.value)


def test_local_copies_of_windows(windowed: Workshop) -> None:
    windowed.build(only=["meadow-hours"])
    assert figure(windowed, HOURS) == "145 24795.0"


GIVEN = {"file": "x*.json", "format": "json", "max_bytes": 1, "min_rows": 1}


@pytest.mark.parametrize(
    "keys",
    [
        {"url": "https://x/{from}/{to}"},
        {"url": "https://x/", "windows": {"start": "2023-01-01", "end": "2023-02-01", "days": 14}},
        {"url": ["https://x/{from}/{to}", "https://x/{to}"], "windows": {"days": 14}},
        {"url": "https://x/{from}/{to}", "windows": {"days": 0}},
        {"url": "https://x/{from}/{to}", "windows": {"days": 14, "end": "2023-01-01"}},
        {"url": "https://x/{from}/{to}", "windows": {"days": 1, "end": "2033-01-01"}},
    ],
)
def test_windows_and_the_url_that_asks_for_them_go_together(keys: dict[str, object]) -> None:
    span = {"start": "2023-01-01", "end": "2023-02-01"}
    if isinstance(windows := keys.get("windows"), dict):
        keys = keys | {"windows": span | windows}
    with pytest.raises(ValueError, match=r"windows|url"):
        RawFile.model_validate(GIVEN | keys, strict=False)


def test_the_real_windows_are_27_and_the_last_ends_with_the_year() -> None:
    (raw,) = manifest.load(CHECKOUT / "sources" / "neso-gb").fetch.values()
    assert len(raw.urls) == 27  # 365 days by 14
    assert raw.urls[0].endswith("/intensity/2023-01-01T00:00Z/2023-01-15T00:00Z")
    assert raw.urls[-1].endswith("/intensity/2023-12-31T00:00Z/2024-01-01T00:00Z")


@upstream
@pytest.mark.parametrize("per_page", [20_000, 3_000])
def test_the_real_file_in_pages_gives_the_pinned_rows(
    tmp_path: Path, site: Site, per_page: int
) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "world-bank-internet")
    set_urls(shop, "world-bank-internet", f"{site.root}{NET}")
    (path,) = UPSTREAM.rglob("API_IT.NET.USER.ZS_*.csv")
    pages = answers.world_bank_pages(path, per_page)
    for number, page in enumerate(pages, start=1):
        site.serve(f"{NET}&page={number}", page)
    refresh(shop, "world-bank-internet")
    assert len(site.asked) == -(-266 * 62 // per_page)  # 266 areas, 1960 to 2021
    pinned = lock.read(CHECKOUT / "parquet").sources["world-bank-internet"]
    assert record(shop, "world-bank-internet").files["raw"].via == "http"
    assert record(shop, "world-bank-internet").tables == pinned.tables


@upstream
def test_the_real_file_in_windows_gives_the_pinned_rows(tmp_path: Path, site: Site) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "neso-gb")
    set_urls(shop, "neso-gb", f"{site.root}/{{from}}/{{to}}")
    (raw,) = manifest.load(shop.sources / "neso-gb").fetch.values()
    (path,) = UPSTREAM.rglob("neso_2023_national_intensity.csv")
    for url in raw.urls:
        *_, start, end = url.split("/")
        site.serve(f"/{start}/{end}", answers.neso_window(path, start, end))
    refresh(shop, "neso-gb")
    pinned = lock.read(CHECKOUT / "parquet").sources["neso-gb"]
    assert len(record(shop, "neso-gb").files["raw"].sha256) == 27
    assert record(shop, "neso-gb").tables == pinned.tables
