"""The grid factor for a place and a year; without one, an error names the alternatives."""

from __future__ import annotations

import os
from contextlib import closing
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from carbondata import places
from carbondata.engine.areas import area_of
from carbondata.query.connection import opened
from carbondata.query.find import suggestion
from carbondata.runs.macros import written_out
from carbondata.runs.refusals import run_error
from carbondata.tables.vocabulary import ELECTRICITY_BOUNDARY
from carbondata.text.language import LANGUAGES, SIGNS
from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.errors import QueryError
    from carbondata.text.language import Language


class Factor(NamedTuple):
    """Greenhouse gas per kWh of an area's electricity, with its key in the tables.

    Units: g/kWh. The bounds span the sources that give this figure; None if only one does. `year`
    is None for the mean of an interval of hours.
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
        An id from `areas` (FRA, US-CA, EU27), or a name: France, UK, texas.
    year : int
        Year of the run.
    boundary : str
        `direct` (at the power plant) or `life_cycle`.
    source : str, optional
        Use this source's factor instead of the preferred one.
    allow_year_gap : int
        If the run's year has no factor, use one at most this many years away.

    Raises
    ------
    QueryError
        When there is no such area, boundary or factor; the message names the nearest.

    Examples
    --------
    >>> factor("FRA", 2023).factor_id
    'FRA@2023/life_cycle/owid-energy'
    """
    series = _factors(database, *_state_of(database))
    years = series.get((area, boundary, source))
    if years is None and (named := named_area(area, database)) != area:
        area, years = named, series.get((named, boundary, source))
    if years is None:
        raise _no_series(area, boundary, source, series, database)
    if (exact := years.get(year)) is not None:
        return exact
    near = _nearest_year(year, list(years))
    gap = abs(near - year)
    if gap <= allow_year_gap:
        return years[near]
    option = f"--allow-year-gap {gap} (allow_year_gap={gap})"
    where = {"boundary": boundary, "area": area, "year": year}
    raise run_error(key="year", near=near, option=option, **where)


def named_area(area: str, database: str | Path | None = None) -> str:
    """Return the id of an area from one of its names; what nobody knows stays as it is.

    Examples
    --------
    >>> named_area("UK"), named_area("texas"), named_area("Suède"), named_area("Atlantis")
    ('GBR', 'US-TX', 'SWE', 'Atlantis')
    """
    with closing(opened(database).cursor()) as con:
        return area_of(con, area) or area


def known_boundary(boundary: str) -> str:
    """Return a boundary if it is in the vocabulary, else refuse it."""
    if boundary not in ELECTRICITY_BOUNDARY:
        known = ", ".join(ELECTRICITY_BOUNDARY)
        raise run_error(key="boundary", boundary=boundary, boundaries=known)
    return boundary


def unknown_area(area: str, database: str | Path | None = None) -> QueryError:
    """Return the error for an unknown area, with the nearest by id, two-letter code or name."""
    with closing(opened(database).cursor()) as con:
        near = {each: nearest_area(con, area, each) for each in LANGUAGES}
    return refused(lambda each: refusal("run.area", each, area=area, near=near[each]))


def nearest_area(con: duckdb.DuckDBPyConnection, area: str, language: Language = "en") -> str:
    """Return the areas that match some words, as the end of an error message.

    Examples
    --------
    >>> from carbondata.query.connection import opened
    >>> nearest_area(opened().cursor(), "Allemagne")
    '; did you mean DEU?'
    """
    listed = SIGNS[language].semicolon + refusal("areas", language, query="FROM areas")
    return suggestion(con, area, "place", language=language) or listed


Series = dict[tuple[str, str, str | None], dict[int, Factor]]


def _state_of(database: str | Path | None) -> tuple[str, int]:
    """Return a key that changes with the tables, in a few microseconds."""
    try:
        status = os.stat(places.DATABASE if database is None else database)  # noqa: PTH116  (slow)
    except OSError:
        return os.getcwd(), 0  # noqa: PTH109  (the same)
    return os.getcwd(), status.st_mtime_ns  # noqa: PTH109  (the same)


@lru_cache(maxsize=2)
def _factors(database: str | Path | None, _folder: str, _time: int) -> Series:
    """Read every factor once; a key without a source gives the preferred one."""
    columns = ", ".join(Factor._fields)
    with closing(opened(database).cursor()) as con:
        rows = con.execute(f"SELECT {columns} FROM footprint_factors").fetchall()
    series: Series = {}
    for row in map(Factor._make, rows):
        if row.year is not None:
            sources = (row.source_id, None) if row.preferred else (row.source_id,)
            for source in sources:
                series.setdefault((row.area_id, row.boundary, source), {})[row.year] = row
    return series


def _nearest_year(year: int, years: list[int]) -> int:
    """Choose with the same macro as for many runs; it needs no tables."""
    query = "SELECT arg_min(year, year_distance(year, $1)) FROM (SELECT unnest($2) AS year)"
    with duckdb.connect() as con:
        ((near,),) = con.execute(written_out(query), [year, years]).fetchall()
    return int(near)


def _no_series(
    area: str, boundary: str, source: str | None, series: Series, database: str | Path | None
) -> QueryError:
    known_boundary(boundary)
    sources = sorted({s for a, b, s in series if (a, b) == (area, boundary) and s})
    if source is not None and sources:
        values = {"source": source, "sources": ", ".join(sources)}
        return run_error(key="source", boundary=boundary, area=area, **values)
    others = sorted({b for a, b, _ in series if a == area})
    if others:
        values = {"option": "--boundary (boundary=...)", "boundaries": ", ".join(others)}
        return run_error(key="other_boundary", boundary=boundary, area=area, **values)
    with closing(opened(database).cursor()) as con:
        exists = con.execute("FROM areas WHERE area_id = ?", [area]).fetchall()
    return run_error(key="no_factor", area=area) if exists else unknown_area(area, database)
