"""Healthy publishers refreshed many times through one cache: how many were refused, must be 0.

Eight sources on loopback servers, some of them of the same bytes, fetched by several processes at
once, each time anew; and how long a refresh takes beside the same bytes fetched by urllib.

    python tests/bench/refresh.py [refreshes]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import workshop
from publisher import Site, running, set_urls

from carbondata.errors import SourceError
from carbondata.pipeline.fetch import leads
from carbondata.pipeline.fetch.download import fetch_all
from carbondata.pipeline.ingest import manifest

SOURCES, PROCESSES = 8, 3


def furnish(root: Path, site: Site) -> workshop.Workshop:
    """Set up the sources, half of them with the same bytes."""
    shop = workshop.Workshop(root)
    for number in range(SOURCES):
        name = f"meadow-{number}"
        shop.adopt("owid-energy", name)
        bytes_ = f"{workshop.grid()}{',' * number if number % 2 else ''}".encode() * 200
        set_urls(shop, name, site.serve(f"/{number}.csv", bytes_))
    return shop


def refresh(sources: Path, cache: Path, _: int) -> tuple[float, list[str]]:
    """Fetch all sources; return the seconds it took, and what was refused."""
    leads.loopback_allowed = True
    manifests, _problems = manifest.load_all(sources)
    before = time.perf_counter()
    got = fetch_all(manifests.values(), cache, lambda *_told: None)
    took = time.perf_counter() - before
    return took, [str(one) for one in got.values() if isinstance(one, SourceError)]


def plain(root: str) -> float:
    """Fetch the same by urllib; return the seconds it took."""
    before = time.perf_counter()
    for number in range(SOURCES):
        with urlopen(f"{root}/{number}.csv") as answer:  # noqa: S310  (our own server)
            answer.read()
    return time.perf_counter() - before


def main(refreshes: int) -> int:
    """Refresh, and print what came of it."""
    with tempfile.TemporaryDirectory() as folder, running() as site:
        shop = furnish(Path(folder) / "shop", site)
        with ProcessPoolExecutor(PROCESSES) as pool:
            once = partial(refresh, shop.sources, Path(folder) / "cache")
            done = list(pool.map(once, range(refreshes)))
        alone = statistics.median(plain(site.root) for _ in range(5))
    refused = [said for _, every in done for said in every]
    took = statistics.median(seconds for seconds, _ in done)
    print(f"{len(refused)} of {refreshes * SOURCES} healthy sources refused (must be 0)")
    print(f"{took / alone:.1f} times as long as urllib, {PROCESSES} processes at once")
    print(*refused[:3], sep="\n")
    return len(refused)


if __name__ == "__main__":
    sys.exit(min(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50), 1))
