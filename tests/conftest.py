"""What several tests need: the checkout, the files that are not in it, a built database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import publisher
import pytest
from publisher import Site

import carbondata

CHECKOUT = Path(__file__).resolve().parents[1]
UPSTREAM = CHECKOUT.parent / "shared" / "upstream"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the whole package offline, once."""
    out = tmp_path_factory.mktemp("built")
    carbondata.build(out)
    return out


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    """Write the page of the built database, once."""
    file = tmp_path_factory.mktemp("page") / "page.html"
    carbondata.page(file, database=built)
    return file


@pytest.fixture
def con(built: Path) -> duckdb.DuckDBPyConnection:
    """Open the built database."""
    return carbondata.connect(built)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the fetched bytes here, and any proxy out of the way."""
    monkeypatch.setenv("CARBONDATA_CACHE", str(tmp_path / "cache"))
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def server() -> Iterator[Site]:
    """Run one publisher's server for all tests."""
    with publisher.running() as running:
        yield running


@pytest.fixture
def site(server: Site, cache: Path) -> Site:  # noqa: ARG001  (what it gives is kept there)
    """Have the server to oneself, without any answer."""
    server.forget()
    return server
