"""The time of a run: its start and end in UTC, its duration, and the year it counts in."""

from __future__ import annotations

import datetime as dt
from math import isclose

from carbondata.runs.energy import positive
from carbondata.runs.refusals import run_error


def utc(name: str, moment: dt.datetime | None) -> dt.datetime | None:
    """Convert a time to naive UTC, as in the tables; refuse one without an offset."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise run_error(key="no_zone", name=name, time=moment.isoformat())
    try:
        return moment.astimezone(dt.UTC).replace(tzinfo=None)
    except OverflowError:
        raise run_error(key="no_utc", name=name, time=moment.isoformat()) from None


def known_year(year: int) -> int:
    """Return a year if a date can have it, else refuse it."""
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise run_error(key="no_such_year", year=year)
    return year


def year_of(year: int | None, start: dt.datetime | None, end: dt.datetime | None) -> int:
    """Return the year of a run, or raise an error that says why there is none."""
    if start is None:
        if year is None or end is not None:
            options = {"year": "--year YEAR (year=...)", "start": "--start", "end": "--end"}
            raise run_error(key="time", **options)
        return known_year(year)
    last = start if end is None else end - dt.timedelta(microseconds=1)
    if year is not None:
        if not start.year <= year <= last.year:
            raise run_error(key="other_year", start=start.year, year=year)
        return year
    if last.year != start.year:
        options = {"hourly": "--hourly (hourly=True)", "year": "--year (year=...)"}
        raise run_error(key="two_years", first=start.year, last=last.year, **options)
    return start.year


def span_of(
    begun: dt.datetime | None, ended: dt.datetime | None, hours: float | None
) -> tuple[dt.datetime | None, float | None]:
    """Work out the missing one of a run's end and hours; refuse a contradiction."""
    if begun is None:
        return ended, hours
    if ended is None:
        if hours is None:
            return None, None
        return _later(begun, positive("time", hours)), hours
    if ended <= begun:
        raise run_error(key="end", end=ended, start=begun)
    elapsed = (ended - begun).total_seconds() / 3600
    if hours is not None and not isclose(hours, elapsed, rel_tol=0.001):
        option = "--hours (hours=...)"
        raise run_error(key="other_hours", option=option, elapsed=elapsed, hours=float(hours))
    return ended, elapsed


def _later(begun: dt.datetime, hours: float) -> dt.datetime:
    try:
        return begun + dt.timedelta(hours=hours)
    except OverflowError:
        raise run_error(key="far", hours=float(hours), start=begun) from None
