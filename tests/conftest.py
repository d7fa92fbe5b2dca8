"""What several tests need: the checkout, the files that are not in it, a built database."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import carbondata

CHECKOUT = Path(__file__).resolve().parents[1]
UPSTREAM = CHECKOUT.parent / "shared" / "upstream"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the whole package offline, once."""
    out = tmp_path_factory.mktemp("built")
    carbondata.build(out)
    return out


@pytest.fixture
def con(built: Path) -> duckdb.DuckDBPyConnection:
    """Open the built database."""
    return carbondata.connect(built)
