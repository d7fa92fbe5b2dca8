"""The mean intensity over exactly a run's hours, and the best and worst time to start one."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from carbondata.engine.areas import area_of
from carbondata.query.connection import opened
from carbondata.runs.energy import positive
from carbondata.runs.grid_factor import Factor
from carbondata.text.language import SIGNS
from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    import duckdb

    from carbondata.errors import QueryError
    from carbondata.text.language import Language


class Start(NamedTuple):
    """A start time in UTC, and the mean intensity (g/kWh) of a run that starts then."""

    start_utc: dt.datetime
    end_utc: dt.datetime
    intensity_g_per_kwh: float


class Known(NamedTuple):
    """How much of a window is covered by data (h), and its length (h)."""

    known_h: float
    window_h: float


def mean_factor(
    area: str,
    start: dt.datetime | None,
    end: dt.datetime | None,
    boundary: str,
    database: str | Path | None = None,
) -> Factor:
    """Return the time-weighted mean intensity from `start` to `end`, in naive UTC.

    Raises
    ------
    QueryError
        When the place has no hourly data, or not for all of the run.

    Examples
    --------
    >>> import datetime as dt
    >>> monday, wednesday = dt.datetime(2023, 1, 2, 10, 20), dt.datetime(2023, 1, 4, 3, 5)
    >>> round(mean_factor("GBR", monday, wednesday, "direct").intensity_g_per_kwh, 6)
    122.644172
    """
    if start is None or end is None:
        both = {"start": "--start", "end": "--end (start=..., end=...)"}
        option = "--hourly (hourly=True)"
        raise refused(lambda language: refusal("hourly", language, option=option, **both))
    with closing(opened(database).cursor()) as con:
        area = _place(con, area)
        con.execute(
            """CREATE TEMP TABLE stretches AS SELECT ? AS place, ? AS boundary,
            ?::TIMESTAMP AS start_utc, ?::TIMESTAMP AS end_utc""",
            [area, boundary, start, end],
        )
        ((zone, source, gas, mean),) = con.execute(
            "SELECT zone, source_id, gas, mean_g_per_kwh FROM mean_intensity('stretches')"
        ).fetchall()
        if mean is None:
            raise _no_hours(con, area, boundary, "from", start=start, end=end)
    stamp = f"{start:%Y-%m-%dT%H:%M:%SZ}/{end:%Y-%m-%dT%H:%M:%SZ}"
    factor_id = f"{zone}@{stamp}/{boundary}/{source}"
    return Factor(factor_id, area, None, boundary, gas, None, mean, None, None, source, True)  # noqa: FBT003


def best_and_worst(
    area: str,
    window: tuple[dt.datetime, dt.datetime],
    hours: float,
    boundary: str = "life_cycle",
    database: str | Path | None = None,
) -> tuple[Start, Start]:
    """Find the greenest and the dirtiest start for a run of `hours` within a window.

    Parameters
    ----------
    window : pair of datetime
        Its start and end, in naive UTC; the run must fit in it.

    Raises
    ------
    QueryError
        When the run is longer than the window, or the hourly data are missing.

    Examples
    --------
    >>> import datetime as dt
    >>> window = dt.datetime(2023, 1, 2), dt.datetime(2023, 1, 4)
    >>> greenest, _ = best_and_worst("GBR", window, 3, "direct")
    >>> greenest.start_utc, greenest.intensity_g_per_kwh
    (datetime.datetime(2023, 1, 3, 21, 0), 67.0)
    """
    start, end = window
    if (end - start).total_seconds() < positive("time", hours) * 3600:
        values = {"hours": f"{hours:g}", "start": start, "end": end}
        raise refused(lambda language: refusal("no_fit", language, **values))
    with closing(opened(database).cursor()) as con:
        area = _place(con, area)
        rows = con.execute(
            """SELECT start_utc, end_utc, mean_g_per_kwh
            FROM start_times(?, ?, ?::TIMESTAMP, ?::TIMESTAMP, ?)
            ORDER BY mean_g_per_kwh, start_utc""",
            [area, boundary, start, end, hours],
        ).fetchall()
        if not rows:
            values = {"hours": f"{hours:g}", "start": start, "end": end}
            raise _no_hours(con, area, boundary, "within", **values)
    return Start(*rows[0]), Start(*rows[-1])


def known_hours(
    area: str,
    window: tuple[dt.datetime, dt.datetime],
    boundary: str = "life_cycle",
    database: str | Path | None = None,
) -> Known:
    """Return how much of a window, in naive UTC, has an intensity.

    Examples
    --------
    >>> import datetime as dt
    >>> known_hours("GBR", (dt.datetime(2022, 12, 30), dt.datetime(2023, 1, 2)), "direct")
    Known(known_h=24.5, window_h=72.0)
    """
    start, end = window
    with closing(opened(database).cursor()) as con:
        area = _place(con, area)
        ((known_s,),) = con.execute(
            """SELECT sum(epoch(least(ends_utc, $end::TIMESTAMP))
                          - epoch(greatest(start_utc, $start::TIMESTAMP)))
            FROM (
              SELECT start_utc, start_utc + to_seconds(duration_h * 3600) AS ends_utc
              FROM hourly_sums SEMI JOIN
                (FROM hourly_series WHERE place = $area AND boundary = $boundary AND preferred)
                USING (zone, boundary, source_id, duration_h)
            )
            WHERE start_utc < $end::TIMESTAMP AND ends_utc > $start::TIMESTAMP""",
            {"area": area, "boundary": boundary, "start": start, "end": end},
        ).fetchall()
    return Known((known_s or 0) / 3600, (end - start).total_seconds() / 3600)


def _place(con: duckdb.DuckDBPyConnection, area: str) -> str:
    """Return a place that has hours as it is, another as the id of the area that it names."""
    known = con.execute("SELECT count(*) FROM hourly_series WHERE place = ?", [area]).fetchall()
    return area if known != [(0,)] else area_of(con, area) or area


def _no_hours(
    con: duckdb.DuckDBPyConnection, area: str, boundary: str, wanted: str, **values: object
) -> QueryError:
    """Return the error for hours that are not there; `wanted` and its values say which."""
    rows = con.execute(
        """SELECT place, boundary, from_utc, to_utc FROM hourly_series
        ORDER BY place <> ?, boundary <> ?, place LIMIT 6""",
        [area, boundary],
    ).fetchall()
    names = ("place", "boundary", "first", "last")
    series = [dict(zip(names, row, strict=True)) for row in rows]
    mine = next((s for s in series if (s["place"], s["boundary"]) == (area, boundary)), None)

    def why(language: Language) -> str:
        if mine is not None:
            hours = refusal(f"hours.{wanted}", language, **values)
            span = refusal("hours.span", language, **mine)
            return refusal(
                "hours.incomplete", language, wanted=hours, span=span, gaps="hourly_gaps"
            )
        spans = SIGNS[language].semicolon.join(
            refusal("hours.span", language, **each) for each in series
        )
        return refusal("hours.none", language, area=area, boundary=boundary, spans=spans)

    return refused(why)
