"""The grid factor for a place and a year: found, or refused with what there is instead."""

from __future__ import annotations

import os
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from carbondata import places
from carbondata.errors import QueryError
from carbondata.query.connection import opened
from carbondata.query.find import suggestion
from carbondata.runs.macros import written_out
from carbondata.tables.vocabulary import ELECTRICITY_BOUNDARY

if TYPE_CHECKING:
    from pathlib import Path


class Factor(NamedTuple):
    """Greenhouse gas per kWh of an area's electricity, with where it stands in the tables.

    Units: g/kWh. The bounds are those of the sources that give the same figure; None where one
    source alone speaks. `year` is None for the mean of an interval of hours.
    """

    factor_id: str
    area_id: str
    year: int | None
    boundary: str
    gas: str
    gwp: str | None
    intensity_g_per_kwh: float
    intensity_g_per_kwh_low: float | None
    intensity_g_per_kwh_high: float | None
    source_id: str
    preferred: bool


def factor(  # noqa: PLR0913  (a place, a time, and how to choose)
    area: str,
    year: int,
    boundary: str = "life_cycle",
    *,
    source: str | None = None,
    allow_year_gap: int = 0,
    database: str | Path | None = None,
) -> Factor:
    """Find the grid factor of an area and year.

    Parameters
    ----------
    area : str
        An id of `areas`: FRA, US-CA, EU27.
    year : int
        Year of the run.
    boundary : str
        `direct` (at the power plant) or `life_cycle`.
    source : str, optional
        Take this source's factor in place of the preferred one.
    allow_year_gap : int
        Take a factor this many years away where the run's own year has none.

    Raises
    ------
    QueryError
        When there is no such area, boundary or factor; the message names the nearest.

    Examples
    --------
    >>> factor("FRA", 2023).factor_id
    'FRA@2023/life_cycle/owid-energy'
    """
    known = _factors(database, *_state_of(database))
    years = known.get((area, boundary, source))
    if years is None:
        raise _no_series(area, boundary, source, known, database)
    if (found := years.get(year)) is not None:
        return found
    near = _nearest_year(year, list(years))
    gap = abs(near - year)
    if gap <= allow_year_gap:
        return years[near]
    message = (
        f"no {boundary} factor for {area} in {year}; the nearest is of {near}: take it with "
        f"--allow-year-gap {gap} (allow_year_gap={gap}), or give the year you mean"
    )
    raise QueryError(message)


def known_boundary(boundary: str) -> str:
    """Return what an intensity may count, or refuse it."""
    if boundary not in ELECTRICITY_BOUNDARY:
        message = f"there is no boundary {boundary!r}; one of {', '.join(ELECTRICITY_BOUNDARY)}"
        raise QueryError(message)
    return boundary


def unknown_area(area: str, database: str | Path | None = None) -> QueryError:
    """Say that there is no such area, with the nearest by id, two-letter code or name."""
    with closing(opened(database).cursor()) as con:
        return QueryError(f"there is no area {area!r}{nearest_area(con, area)}")


def nearest_area(con: duckdb.DuckDBPyConnection, area: str) -> str:
    """Name the areas that the words of one find, for the end of an error.

    Examples
    --------
    >>> from carbondata.query.connection import opened
    >>> nearest_area(opened().cursor(), "Allemagne")
    '; find: DEU'
    """
    return suggestion(con, area, "place") or "; FROM areas lists them"


Series = dict[tuple[str, str, str | None], dict[int, Factor]]


def _state_of(database: str | Path | None) -> tuple[str, int]:
    """Tell one state of the tables from another, in a few microseconds."""
    try:
        found = os.stat(places.DATABASE if database is None else database)  # noqa: PTH116  (slow)
    except OSError:
        return os.getcwd(), 0  # noqa: PTH109  (the same)
    return os.getcwd(), found.st_mtime_ns  # noqa: PTH109  (the same)


@lru_cache(maxsize=2)
def _factors(database: str | Path | None, _folder: str, _time: int) -> Series:
    """Read every factor once; without a source's name the key gives the preferred one."""
    columns = ", ".join(Factor._fields)
    with closing(opened(database).cursor()) as con:
        rows = con.execute(f"SELECT {columns} FROM footprint_factors").fetchall()
    known: Series = {}
    for row in map(Factor._make, rows):
        if row.year is not None:
            sources = (row.source_id, None) if row.preferred else (row.source_id,)
            for source in sources:
                known.setdefault((row.area_id, row.boundary, source), {})[row.year] = row
    return known


def _nearest_year(year: int, years: list[int]) -> int:
    """Choose by the macro that chooses for many runs; no table of carbondata is needed for it."""
    query = "SELECT arg_min(year, year_distance(year, $1)) FROM (SELECT unnest($2) AS year)"
    with duckdb.connect() as con:
        ((near,),) = con.execute(written_out(query), [year, years]).fetchall()
    return int(near)


def _no_series(
    area: str, boundary: str, source: str | None, known: Series, database: str | Path | None
) -> QueryError:
    known_boundary(boundary)
    sources = sorted({s for a, b, s in known if (a, b) == (area, boundary) and s})
    if source is not None and sources:
        message = f"{source} has no {boundary} factor for {area}; these have: {', '.join(sources)}"
        return QueryError(message)
    others = sorted({b for a, b, _ in known if a == area})
    if others:
        message = (
            f"no {boundary} factor for {area}; there is {', '.join(others)}: name the boundary"
        )
        return QueryError(message)
    with closing(opened(database).cursor()) as con:
        exists = con.execute("FROM areas WHERE area_id = ?", [area]).fetchall()
    return QueryError(f"no grid factor for {area}") if exists else unknown_area(area, database)
