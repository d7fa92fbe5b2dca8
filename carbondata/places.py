"""Paths in a checkout, in a wheel and on the user's disk; no other file knows any."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
DATABASE = "carbondata.duckdb"


def sources() -> Path:
    """Return the folder of source folders: the wheel's, else the checkout's."""
    return _shipped("_sources", "sources")


def pinned() -> Path:
    """Return the folder of the tables that come with carbondata."""
    return _shipped("_parquet", "parquet")


def views() -> list[Path]:
    """Return the SQL files of a database's views and macros, in the order they run."""
    return sorted((PACKAGE / "views").glob("*.sql"))


def derived_views() -> list[Path]:
    """Return the SQL files of derived tables and of the views they depend on, in order."""
    return sorted((PACKAGE / "views").rglob("*.sql"), key=lambda path: path.name)


def view_name(script: Path) -> str:
    """Return the name of the view that a file defines: `quantities` for 60_quantities.sql.

    Examples
    --------
    >>> view_name(Path("60_quantities.sql"))
    'quantities'
    """
    return script.stem.split("_", 1)[1]


def cache() -> Path:
    """Return the folder of fetched bytes: `$CARBONDATA_CACHE`, else the user's cache."""
    if named := os.environ.get("CARBONDATA_CACHE"):
        return Path(named)
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "carbondata"


def published(out: Path) -> Path:
    """Return where a build in `out` puts the tables that may be redistributed."""
    return out / "parquet"


def local(out: Path) -> Path:
    """Return where a build in `out` puts the tables of fetch-only sources."""
    return out / "local"


def database(out: Path) -> Path:
    """Return where a build in `out` puts the DuckDB database."""
    return out / DATABASE


def _shipped(in_wheel: str, in_checkout: str) -> Path:
    inside = PACKAGE / in_wheel
    return inside if inside.is_dir() else PACKAGE.parent / in_checkout
