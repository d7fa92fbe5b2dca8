"""Several downloads share one cache: none takes another's half-written bytes for its own fault."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from carbondata.pipeline.fetch.cache import Cache


def test_downloads_side_by_side_do_not_stumble_over_each_other(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")

    def come_in(_: int) -> None:
        with cache.incoming() as path:
            path.write_bytes(b"bytes")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(come_in, range(800)))
    assert list(cache.folder.iterdir()) == []
