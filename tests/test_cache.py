"""The cache: shared by downloads side by side; whatever befalls it costs a download, or a line."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import workshop
from publisher import Answer, Site, figure, refresh, refusal, set_urls
from workshop import Workshop

from carbondata.errors import SourceError
from carbondata.pipeline.fetch.cache import Cache
from carbondata.pipeline.fetch.download import fetch_all
from carbondata.pipeline.ingest import manifest

pytestmark = pytest.mark.slow

GRID = workshop.grid().encode()


def test_downloads_side_by_side_do_not_stumble_over_each_other(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")

    def come_in(_: int) -> None:
        with cache.incoming() as path:
            path.write_bytes(b"bytes")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(come_in, range(800)))
    assert list(cache.folder.iterdir()) == []


def test_refreshes_at_once_through_one_cache_refuse_no_healthy_source(
    tmp_path: Path, site: Site, cache: Path
) -> None:
    sources = ["meadow-grid", "meadow-co2", "meadow-chips"]
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", *sources)
    for name in sources:  # two of them with the same bytes
        body = workshop.co2() if name == "meadow-co2" else workshop.grid()
        set_urls(shop, name, site.serve(f"/{name}.csv", body.encode()))
    manifests, _ = manifest.load_all(shop.sources)
    fetched = [manifests[name] for name in sources]

    def fetch(_: int) -> list[object]:
        return list(fetch_all(fetched, cache, lambda *_told: None).values())

    with ThreadPoolExecutor(3) as pool:
        got = [one for answers in pool.map(fetch, range(6)) for one in answers]
    assert [str(one) for one in got if isinstance(one, SourceError)] == []
    assert len(got) == 18


def test_a_cache_that_is_emptied_while_the_server_answers_costs_a_download(
    refreshed: Workshop, site: Site, cache: Path
) -> None:
    class Emptying(dict[str, str]):
        def items(self) -> object:  # type: ignore[override]
            """Empty the cache as the heads are sent."""
            shutil.rmtree(cache, ignore_errors=True)
            return super().items()

    unchanged = Answer(GRID, etag='"1"', headers=Emptying())
    site.serve("/grid.csv", unchanged, Answer(GRID, etag='"1"'))
    assert refresh(refreshed).written == []
    assert site.statuses == [304, 200]


@pytest.mark.parametrize("what", ["", "by-url"])
def test_a_cache_that_is_a_file_is_named(refreshed: Workshop, cache: Path, what: str) -> None:
    path = cache / what
    shutil.rmtree(path)
    path.touch()
    said = refusal(refreshed)
    assert "the cache cannot be written: " in said
    assert "set CARBONDATA_CACHE to another folder" in said
    assert figure(refreshed) == 22


@pytest.mark.parametrize("etag", ['"\x0b1"', '"é"', f'"{"1" * 600}"', "*", 'W/"1"', ""])
def test_an_odd_etag_costs_at_most_a_download(refreshed: Workshop, site: Site, etag: str) -> None:
    changed = GRID.replace(b"SWE,2018,22,", b"SWE,2018,23,")
    site.serve("/grid.csv", Answer(changed, headers={"ETag": etag}))
    for _ in range(2):
        refresh(refreshed)
    assert figure(refreshed) == 23


def test_a_note_whose_etag_cannot_be_sent_costs_a_download(
    refreshed: Workshop, site: Site, cache: Path
) -> None:
    (note,) = (cache / "by-url").iterdir()
    workshop.swap(note, r'"etag":"\"1\""', r'"etag":"1\r\nHost: elsewhere"')
    assert refresh(refreshed).written == []
    assert site.statuses == [200]
