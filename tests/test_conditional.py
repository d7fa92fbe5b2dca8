"""A refresh asks only for what changed, and of several publishers at once."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from pathlib import Path

import pytest
import workshop
from publisher import Answer, Site, figure, record, refresh, refusal, set_urls
from workshop import Workshop, swap, swap_all

from carbondata.files import file_hash

pytestmark = pytest.mark.slow

GRID = workshop.grid().encode()
OTHER = workshop.grid().replace("SWE,2018,22,", "SWE,2018,23,").encode()


@pytest.fixture
def shop(refreshed: Workshop) -> Workshop:
    """Have the grid intensities, refreshed once."""
    return refreshed


def test_a_second_refresh_downloads_no_body_and_writes_no_file(
    shop: Workshop, site: Site, cache: Path
) -> None:
    before = workshop.digests(shop.out) | workshop.digests(cache)
    files = [path for path in shop.out.rglob("*") if path.is_file()]
    times = [path.stat().st_mtime_ns for path in files]
    assert refresh(shop).written == []
    assert site.statuses == [304]
    assert workshop.digests(shop.out) | workshop.digests(cache) == before
    assert [path.stat().st_mtime_ns for path in files] == times


def test_new_bytes_under_a_new_etag_are_taken(shop: Workshop, site: Site) -> None:
    site.serve("/grid.csv", Answer(OTHER, etag='"2"'))
    refresh(shop)
    refresh(shop)
    assert site.statuses == [200, 304]
    assert figure(shop) == 23


def test_what_failed_its_checks_is_not_asked_for_again_and_fails_again(
    shop: Workshop, site: Site
) -> None:
    site.serve("/grid.csv", Answer(GRID.replace(b"SWE,2018,22,", b"SWE,2018,-22,"), etag='"bad"'))
    assert "-22" in refusal(shop)
    assert "-22" in refusal(shop)
    assert site.statuses == [200, 304]
    assert figure(shop) == 22


def test_bytes_that_were_tampered_with_in_the_cache_are_fetched_anew(
    shop: Workshop, site: Site, cache: Path
) -> None:
    kept = cache / hashlib.sha256(GRID).hexdigest()
    kept.write_bytes(OTHER)
    assert refresh(shop).written == []
    assert site.statuses == [200]
    assert file_hash(kept) == kept.name
    assert figure(shop) == 22


@pytest.mark.parametrize(
    "note", [b"", b"{}", b"\xff", b'{"url": "http://x/", "sha256": "../../x"}']
)
def test_a_note_in_the_cache_that_makes_no_sense_costs_a_download(
    shop: Workshop, site: Site, cache: Path, note: bytes
) -> None:
    (path,) = (cache / "by-url").iterdir()
    path.write_bytes(note)
    assert refresh(shop).written == []
    assert site.statuses == [200]


def test_a_cache_that_is_gone_costs_a_download(shop: Workshop, site: Site, cache: Path) -> None:
    for path in (cache / "by-url").iterdir():
        path.unlink()
    assert refresh(shop).written == []
    assert site.statuses == [200]


@pytest.fixture
def zenodo(tmp_path: Path, site: Site) -> Workshop:
    """Set up the budget, the files of its newest release in a record."""
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-budget")
    files = {
        "GCB2023v28_percapita_flat.csv": b"Country,Year\n",
        "GCB2023v28_MtCO2_flat.csv": workshop.budget().encode(),
    }
    listed = site.record("/api/records/10065794", files)
    newest = Answer(b"", 302, {"Location": listed})
    concept = site.serve("/api/records/5569234", newest)
    toml = shop.sources / "meadow-budget" / "source.toml"
    swap_all(toml, r"^record = .*", f'record = "{concept}"')
    return shop


def test_the_newest_file_of_a_record_is_taken_and_held_against_its_md5(
    zenodo: Workshop, site: Site
) -> None:
    refresh(zenodo, "meadow-budget")
    taken = record(zenodo, "meadow-budget").files["raw"]
    file = "/api/records/10065794/files/GCB2023v28_MtCO2_flat.csv/content"
    assert site.asked == ["/api/records/5569234", "/api/records/10065794", file]
    assert taken.taken_from == [f"{site.root}{file}"]
    assert taken.sha256 == [hashlib.sha256(workshop.budget().encode()).hexdigest()]


def test_a_file_of_a_record_whose_md5_is_in_the_cache_is_not_asked_for_again(
    zenodo: Workshop, site: Site
) -> None:
    refresh(zenodo, "meadow-budget")
    site.asked.clear()
    assert refresh(zenodo, "meadow-budget").written == []
    assert site.asked == ["/api/records/5569234", "/api/records/10065794"]


def test_a_checksum_without_its_kind_is_an_md5(zenodo: Workshop, site: Site) -> None:
    files = {"GCB2024v18_MtCO2_flat.csv": workshop.budget().encode()}
    site.record("/api/records/10065794", files, prefix="")
    refresh(zenodo, "meadow-budget")
    assert (
        record(zenodo, "meadow-budget")
        .files["raw"]
        .taken_from[0]
        .endswith("/files/GCB2024v18_MtCO2_flat.csv/content")
    )


@pytest.mark.parametrize(
    ("listed", "says"),
    [
        (b"<html>busy</html>", "it is not a Zenodo record with files"),
        (b'{"message": "quota"}', "it is not a Zenodo record with files"),
        (b'{"files": []}', "must match 'GCB*_MtCO2_flat.csv'; these do: none"),
        (b'{"files": [{"key": "GCB1_MtCO2_flat.csv"}]}', "it is not a Zenodo record with files"),
    ],
)
def test_a_record_without_the_file_is_refused(
    zenodo: Workshop, site: Site, listed: bytes, says: str
) -> None:
    site.serve("/api/records/10065794", listed)
    assert says in refusal(zenodo, "meadow-budget")


def test_a_file_that_does_not_have_its_checksum_is_refused(zenodo: Workshop, site: Site) -> None:
    refresh(zenodo, "meadow-budget")
    before = workshop.digests(zenodo.out)
    path = "/api/records/10065794/files/GCB2023v28_MtCO2_flat.csv/content"
    listed = json.loads(site.answers["/api/records/10065794"][0].body)
    listed["files"][1]["checksum"] = "md5:" + "0" * 32
    site.serve("/api/records/10065794", json.dumps(listed).encode())
    said = refusal(zenodo, "meadow-budget")
    assert path in said
    assert f"the record promises {'0' * 32}" in said
    assert workshop.digests(zenodo.out) == before


def test_several_sources_come_at_once_and_two_at_a_time_from_one_host(
    tmp_path: Path, site: Site
) -> None:
    lock, now, most, two = threading.Lock(), [0], [0], threading.Event()

    def busy(part: int) -> None:
        with lock:
            now[0] += 1 if part == 0 else -1
            most[0] = max(most[0], now[0])
            if now[0] == 2:
                two.set()
        if part == 0:
            two.wait(60)  # for the second; the third may not come while two are here
            time.sleep(0.2)

    names = ["meadow-grid", "meadow-co2", "meadow-chips"]
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", *names)
    for name, text in zip(names, [workshop.grid(), workshop.co2(), workshop.chips()], strict=True):
        answer = Answer(text.encode(), drip=2, between=busy)
        set_urls(shop, name, site.serve(f"/{name}.csv", answer))
    shop.build(copies=None)
    assert most == [2]
    assert sorted(site.asked) == [f"/{name}.csv" for name in sorted(names)]


def test_a_later_year_than_the_manifest_knows_is_believed_of_what_was_just_fetched(
    shop: Workshop, site: Site
) -> None:
    toml = shop.sources / "meadow-grid" / "source.toml"
    swap_all(toml, r"^published = \S+", "published = 2020-12-31")
    site.serve("/grid.csv", Answer(GRID + b"Sweden,SWE,2021,25,\n", etag='"2"'))
    refresh(shop)
    query = "SELECT intensity_g_per_kwh FROM grid_intensity WHERE year = 2021"
    assert figure(shop, query) == 25


def test_of_copies_no_year_after_the_publication_is_believed(shop: Workshop) -> None:
    (name,) = (path.name for path in (shop.copies / "meadow-grid").iterdir())
    swap_all(
        shop.sources / "meadow-grid" / "source.toml", r"^published = \S+", "published = 2019-12-31"
    )
    swap(shop.copies / "meadow-grid" / name, "SWE,2018,22,", "SWE,2018,22.5,")
    with pytest.raises(Exception, match="after its source was published, 2019-12-31"):
        shop.build()
