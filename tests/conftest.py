"""What several tests need: the checkout, the files that are not in it, a built database."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import hypothesis
import publisher
import pytest
import workshop
from publisher import Answer, Site, refresh, set_urls
from reader import Reader
from workshop import Workshop

import carbondata
from carbondata.pipeline.fetch import leads

CHECKOUT = Path(__file__).resolve().parents[1]
UPSTREAM = CHECKOUT.parent / "shared" / "upstream"
UNCHANGED = Answer(workshop.grid().encode(), etag='"1"')

# How long an example takes is the machine's affair.
hypothesis.settings.register_profile("any-machine", deadline=None)
hypothesis.settings.load_profile("any-machine")


# Examples in docstrings that build everything, or draw what takes as long.
SLOW_EXAMPLES = {"build", "changes", "elsewhere", "site"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the slow examples to the second stage, as the tests that are marked."""
    for item in items:
        if isinstance(item, pytest.DoctestItem) and item.name.rpartition(".")[2] in SLOW_EXAMPLES:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Path]:
    """Build the whole package offline, once for all processes; a test that writes, copies it."""
    base = tmp_path_factory.getbasetemp()
    out = (base if worker_id == "master" else base.parent) / "built"
    made, failed = out.with_suffix(".made"), out.with_suffix(".failed")
    try:
        out.mkdir()
    except FileExistsError:  # another process is at it
        while not made.exists():
            assert not failed.exists(), "the build failed in another process"
            time.sleep(0.1)
    else:
        try:
            carbondata.build(out)
        except BaseException:
            failed.touch()
            raise
        made.touch()
    before = sorted(out.rglob("*"))
    yield out
    assert sorted(out.rglob("*")) == before, "a test wrote into what all tests read"


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    """Write the page of the built database, once."""
    file = tmp_path_factory.mktemp("page") / "page.html"
    carbondata.page(file, database=built)
    return file


@pytest.fixture
def english(browser: Reader) -> Iterator[Reader]:
    """Read the page in English on a wide screen; nothing may have gone wrong in the browser."""
    browser.screen(1280)
    browser.open("#lang=en")
    yield browser
    assert browser.complaints() == []


@pytest.fixture
def french(browser: Reader) -> Iterator[Reader]:
    """Read the page in French."""
    browser.screen(1280)
    browser.open("#lang=fr")
    yield browser
    assert browser.complaints() == []


@pytest.fixture(scope="session")
def tables(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the built database."""
    with carbondata.connect(built) as con:
        yield con


@pytest.fixture
def con(tables: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Have a connection of one's own to it."""
    with tables.cursor() as con:
        yield con


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the fetched bytes here, and any proxy out of the way."""
    monkeypatch.setenv("CARBONDATA_CACHE", str(tmp_path / "cache"))
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def server() -> Iterator[Site]:
    """Run one publisher's server for all tests, which may fetch from this machine."""
    with pytest.MonkeyPatch.context() as patch, publisher.running() as running:
        patch.setattr(leads, "loopback_allowed", True)
        yield running


@pytest.fixture
def site(server: Site, cache: Path) -> Site:  # noqa: ARG001  (what it gives is kept there)
    """Have the server to oneself, without any answer."""
    server.forget()
    return server


@pytest.fixture(scope="session")
def refreshed_once(server: Site, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Refresh the grid intensities once, well; the cache is beside what was built."""
    shop = workshop.furnish(tmp_path_factory.mktemp("once") / "shop", "iso-3166", "meadow-grid")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARBONDATA_CACHE", str(shop.root / "cache"))
        server.forget()
        set_urls(shop, "meadow-grid", server.serve("/grid.csv", UNCHANGED))
        refresh(shop)
    return shop


@pytest.fixture
def refreshed(refreshed_once: Workshop, site: Site, cache: Path, tmp_path: Path) -> Workshop:
    """Copy it; until a test says otherwise, its publisher has nothing newer."""
    shop = refreshed_once.twin(tmp_path / "shop")
    shutil.copytree(shop.root / "cache", cache)
    site.serve("/grid.csv", UNCHANGED)
    return shop
