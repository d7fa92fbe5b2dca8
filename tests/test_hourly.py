"""The mean intensity of any stretch of time, by running sums; holes; the best time to start."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import duckdb
import pytest
from conftest import UPSTREAM
from hypothesis import given, settings
from hypothesis import strategies as st

from carbondata import places

EPOCH = dt.datetime(2023, 10, 29)  # noqa: DTZ001  (UTC, naive, as everywhere)
GAP = "SELECT from_utc, to_utc FROM hourly_gaps WHERE zone = ? ORDER BY ALL"


def _hours(intensities: list[int | None], duration_h: float = 1.0) -> duckdb.DuckDBPyConnection:
    """Make a zone ZZ of the area XXX, an interval a figure; None is a hole."""
    con = duckdb.connect()
    con.execute("""
        CREATE TABLE sources AS SELECT 'here' AS source_id, 10 AS priority;
        CREATE TABLE grid_intensity_hourly (
          zone TEXT, area_id TEXT, start_utc TIMESTAMP, duration_h DOUBLE,
          intensity_g_per_kwh DOUBLE, boundary TEXT, gas TEXT, source_id TEXT, verified BOOLEAN)""")
    for name in ("06_formulas.sql", "81_hourly.sql"):
        con.execute((places.PACKAGE / "views" / name).read_text(encoding="utf-8"))
    starts = [EPOCH + dt.timedelta(hours=n * duration_h) for n in range(len(intensities))]
    con.execute(
        """INSERT INTO grid_intensity_hourly
        SELECT 'ZZ', 'XXX', start, ?, g, 'direct', 'CO2', 'here', true
        FROM (SELECT unnest(?::TIMESTAMP[]) AS start, unnest(?::DOUBLE[]) AS g)
        WHERE g IS NOT NULL""",
        [duration_h, starts, intensities],
    )
    return con


def _mean(con: duckdb.DuckDBPyConnection, start: dt.datetime, end: dt.datetime) -> float | None:
    con.execute(
        """CREATE OR REPLACE TEMP TABLE stretches AS
        SELECT 'XXX' AS place, 'direct' AS boundary, ?::TIMESTAMP AS start_utc,
               ?::TIMESTAMP AS end_utc""",
        [start, end],
    )
    found = con.execute("SELECT mean_g_per_kwh FROM mean_intensity('stretches')").fetchall()
    mean: float | None = found[0][0]
    return mean


def _at(minutes: float) -> dt.datetime:
    return EPOCH + dt.timedelta(minutes=minutes)


def test_parts_of_intervals_count_by_their_time() -> None:
    con = _hours([100, 200, 400])
    # 00:30 to 02:15: 30 min of 100, 60 of 200, 15 of 400 = (3000 + 12000 + 6000) / 105
    assert _mean(con, _at(30), _at(135)) == pytest.approx(200, rel=1e-12)
    # within one hour the mean is that hour's figure
    assert _mean(con, _at(61), _at(62)) == 200
    # an end on the edge takes nothing of the next hour, and needs none
    assert _mean(con, _at(120), _at(180)) == 400


def test_a_second_over_an_edge_is_exact() -> None:
    con = _hours([100] * 2000 + [300, 500])
    edge = 2001 * 60
    assert _mean(con, _at(edge - 1 / 60), _at(edge + 1 / 60)) == 400


def test_half_hours() -> None:
    con = _hours([10, 20, 40], duration_h=0.5)
    # 15 min of 10, 30 of 20, 15 of 40 = (150 + 600 + 600) / 60
    assert _mean(con, _at(15), _at(75)) == 22.5


@pytest.mark.parametrize(
    ("start", "end"), [(30, 90), (90, 150), (0, 180), (-30, 30), (150, 200), (60, 60), (90, 30)]
)
def test_no_mean_where_any_of_it_is_unknown(start: int, end: int) -> None:
    """The second hour is a hole, the third the last; no stretch, or one backwards, has a mean."""
    assert _mean(_hours([100, None, 400]), _at(start), _at(end)) is None


def test_a_hole_is_listed_from_when_to_when() -> None:
    con = _hours([100, None, None, 400, 500])
    assert con.execute(GAP, ["ZZ"]).fetchall() == [(_at(60), _at(240 - 60))]


FIGURES = st.lists(st.integers(0, 900), min_size=1, max_size=30)
SECONDS = st.integers(0, 30 * 3600)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)  # each makes tables
@given(figures=FIGURES, one=SECONDS, other=SECONDS)
def test_the_mean_is_that_of_every_second_counted(figures: list[int], one: int, other: int) -> None:
    start, end = sorted((one, other))
    mean = _mean(_hours(list(figures)), _at(start / 60), _at(end / 60))
    if end == start or end > 3600 * len(figures):
        assert mean is None
        return
    overlaps = [
        max(0, min(end, 3600 * n + 3600) - max(start, 3600 * n)) for n in range(len(figures))
    ]
    total = sum(Fraction(g * s) for g, s in zip(figures, overlaps, strict=True))
    assert mean == pytest.approx(float(total / (end - start)), rel=1e-10)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)  # each makes tables
@given(figures=FIGURES, minutes=st.integers(1, 600))
def test_no_start_beats_those_offered(figures: list[int], minutes: int) -> None:
    con = _hours(list(figures))
    last = 60 * len(figures) - minutes
    query = "FROM start_times('XXX', 'direct', ?::TIMESTAMP, ?::TIMESTAMP, ?)"
    offered = con.execute(
        f"SELECT min(mean_g_per_kwh), max(mean_g_per_kwh) {query}",
        [EPOCH, _at(60 * len(figures)), minutes / 60],
    ).fetchall()[0]
    if last < 0:
        assert offered == (None, None)
        return
    for start in range(0, last + 1, max(1, last // 5)):
        mean = _mean(con, _at(start), _at(start + minutes))
        assert mean is not None
        assert offered[0] - 1e-9 <= mean <= offered[1] + 1e-9


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo"])
def test_moments_with_a_zone_are_the_same_in_every_session(zone: str) -> None:
    con = _hours([100, 200, 400])
    con.execute(f"SET TimeZone = '{zone}'")
    con.execute("""CREATE TABLE stretches AS SELECT 'XXX' AS place, 'direct' AS boundary,
        TIMESTAMPTZ '2023-10-29 02:00+02' AS start_utc, TIMESTAMP '2023-10-29 02:00' AS end_utc""")
    # 00:00 to 02:00 in UTC: an hour of 100 and one of 200
    mean = con.execute("SELECT mean_g_per_kwh FROM mean_intensity('stretches')").fetchall()
    assert mean == [(150,)]
    window = "TIMESTAMPTZ '2023-10-29 02:00+02', TIMESTAMPTZ '2023-10-29 05:00+02'"
    query = f"FROM start_times('XXX', 'direct', {window}, 2) ORDER BY start_utc"
    starts = con.execute(f"SELECT start_utc, mean_g_per_kwh {query}").fetchall()
    assert starts == [(EPOCH, 150), (_at(60), 300)]


def test_great_britain_monday_to_wednesday(con: duckdb.DuckDBPyConnection) -> None:
    """From 10:20 on Monday 2023-01-02 to 03:05 on Wednesday, against the exploded join."""
    con.execute("""CREATE TEMP TABLE stretches AS SELECT 'GBR' AS place, 'direct' AS boundary,
        TIMESTAMP '2023-01-02 10:20' AS start_utc, TIMESTAMP '2023-01-04 03:05' AS end_utc""")
    exploded = con.execute("""
        SELECT sum(g * s) / sum(s), sum(s) FROM (
          SELECT intensity_g_per_kwh AS g, date_diff('second',
            greatest(start_utc, TIMESTAMP '2023-01-02 10:20'),
            least(start_utc + INTERVAL 30 MINUTES, TIMESTAMP '2023-01-04 03:05')) AS s
          FROM grid_intensity_hourly WHERE zone = 'GB')
        WHERE s > 0""").fetchall()
    ((mean, seconds),) = exploded
    assert seconds == (40 * 60 + 45) * 60
    answer = con.execute("SELECT mean_g_per_kwh, gas, source_id FROM mean_intensity('stretches')")
    assert answer.fetchall() == [(pytest.approx(mean, rel=1e-10), "CO2", "neso-gb")]


def test_the_holes_of_great_britain_are_those_that_its_sql_names(
    con: duckdb.DuckDBPyConnection,
) -> None:
    holes = con.execute(GAP, ["GB"]).fetchall()
    assert [(f"{a:%m-%d %H:%M}", f"{b:%m-%d %H:%M}") for a, b in holes] == [
        ("01-26 13:30", "01-26 16:00"),
        ("01-31 01:00", "01-31 01:30"),
        ("06-07 09:30", "06-07 11:30"),
        ("10-20 22:00", "10-22 19:30"),
    ]


@pytest.mark.skipif(not UPSTREAM.is_dir(), reason="the publisher's file is not in the checkout")
def test_every_half_hour_of_the_file_but_ten_is_in_the_table(
    con: duckdb.DuckDBPyConnection,
) -> None:
    path = UPSTREAM / "uk_carbon_intensity" / "neso_2023_national_intensity.csv"
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == 17_430
    rows = con.execute("""SELECT strftime(start_utc, '%Y-%m-%d %H:%M:%S+00:00'),
        intensity_g_per_kwh FROM grid_intensity_hourly ORDER BY start_utc""").fetchall()
    cells = (line.split(",") for line in lines)
    kept = [(c[0], float(c[3])) for c in cells if c[3] and float(c[3]) > 0]
    assert rows == kept
    assert len(kept) == 17_430 - 5 - 5
