"""The steps between samples: how much energy of each is known, and how much time is a pause."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from carbondata.runs.power_log import formats
from carbondata.tables.limits import LAST_YEAR

if TYPE_CHECKING:
    import duckdb

# An interval this many times the usual one is a gap; the usual one is the median of the first ones.
GAP, ENOUGH = 5, 100_000
LAST_S = dt.datetime(LAST_YEAR, 1, 1, tzinfo=dt.UTC).timestamp()
# The most that a package draws (Xeon 6980P and EPYC 9965: 500 W).
PACKAGE_W = 500.0

# How a pause is integrated: with the power before it; with a line from before to after; not at
# all; or, of a counter, by what it counted through the pause.
HELD, LINEAR, LEFT_OUT, COUNTED = "held", "linear", "left-out", "counted"
GAPS = (HELD, LINEAR, LEFT_OUT)
DEFAULT_GAPS = {
    formats.POWER: LEFT_OUT,
    formats.MEAN: LEFT_OUT,
    formats.COUNTER: COUNTED,
    formats.INTERVAL: COUNTED,
}

# For each kind of value: the seconds of a step for which the energy is known, and that energy.
# Powers of moments make trapezoids. A mean holds for its own interval, which ends with it.
KNOWN = {
    formats.POWER: ("CASE WHEN late THEN 0 ELSE dt END", "(value + before) / 2 * known_s"),
    formats.MEAN: (
        "coalesce(lasted, CASE WHEN late OR dt IS NULL THEN usual ELSE dt END)",
        "value * known_s",
    ),
    formats.COUNTER: ("dt", "value - before + CASE WHEN wrapped THEN reach ELSE 0 END"),
    formats.INTERVAL: ("coalesce(dt, lasted, usual)", "CASE WHEN known_s > 0 THEN value END"),
}
PAUSE_W = {HELD: "before", LINEAR: "(value + before) / 2"}

# A counter that falls has wrapped if that explains the fall with a power that is possible; else it
# fell, as it started again. The print of a device is that of its values in their order.
# (Hashed twice, as DuckDB joins two hashes with XOR, and values that come in pairs would vanish.)
INTEGRAL = """
WITH ordered AS MATERIALIZED (
  SELECT row, device, value, s, lasted, reach * 1e-6 AS reach,
         row_number() OVER by_device AS n, lag(value) OVER by_device AS before,
         s - lag(s, 1, {start}) OVER by_device AS since
  FROM log.samples WHERE device NOT IN (SELECT device FROM parts)
  WINDOW by_device AS (PARTITION BY device ORDER BY row)
), usual AS (
  SELECT device, median(since) FILTER (n <= {enough}) AS usual, max(n) AS last
  FROM ordered GROUP BY device
), steps AS (
  SELECT row, device, n, last, s, value, before, reach, usual,
         -- A log that begins long after its zero has lost its beginning.
         CASE WHEN n > 1 OR since <= {gap} * usual THEN since END AS dt,
         coalesce(dt > {gap} * coalesce(lasted, usual), false) AS late,
         coalesce({counter} AND value < before, false) AS falls,
         falls AND coalesce(value - before + reach BETWEEN 0 AND {package_w} * dt, false)
           AS wrapped,
         falls AND NOT wrapped AS fell, NOT fell AND NOT (late AND {leave}) AS kept,
         {known_s} AS known_s, {known_j} AS known_j,
         CASE WHEN late THEN greatest(dt - known_s, 0) ELSE 0 END AS pause_s,
         pause_s * {pause_w} AS pause_j
  FROM ordered JOIN usual USING (device)
)
SELECT device, count(*) AS samples,
  sum(known_j) FILTER (kept) + coalesce(sum(pause_j), 0) AS j,
  sum(known_s) FILTER (kept) + coalesce(sum(pause_s) FILTER (pause_j IS NOT NULL), 0) AS s,
  coalesce(sum(dt), sum(known_s), 0) AS span_s, count(dt) AS steps,
  count(*) FILTER (late AND NOT fell) AS late,
  coalesce(max(dt) FILTER (late AND NOT fell), 0) AS longest_s,
  coalesce(sum({gap_s}) FILTER (late AND NOT fell), 0) AS gap_s,
  coalesce(sum({gap_j}) FILTER (late AND kept), 0) AS gap_j,
  count(*) FILTER (fell) AS falls, coalesce(sum(dt) FILTER (fell), 0) AS fall_s,
  count(*) FILTER (wrapped) AS wraps,
  max(dt) FILTER (kept) AS widest_s, max(value) AS most, min(reach) AS reach,
  min(s - {before_first}) AS first_s, max(s) AS last_s,
  count(*) FILTER (value <> before) AS changes, bit_xor(hash(hash(n, value))) AS print,
  bit_xor(hash(hash(n, value))) FILTER (n < last) AS print_but_last,
  min(CASE WHEN s > {last_s} THEN row END) AS far, min(CASE WHEN value < 0 THEN row END) AS below,
  min(CASE WHEN dt < 0 THEN row END) AS back, min(CASE WHEN dt = 0 THEN row END) AS again,
  min(usual) AS usual_s
FROM steps GROUP BY device ORDER BY device"""


class Device(NamedTuple):
    """The integral of one device, and the rows and facts that cast doubt on it."""

    device: str
    samples: int
    j: float | None
    s: float | None
    span_s: float
    steps: int
    late: int
    longest_s: float
    gap_s: float
    gap_j: float
    falls: int
    fall_s: float
    wraps: int
    widest_s: float | None
    most: float
    reach: float | None
    first_s: float
    last_s: float
    changes: int
    print: int
    print_but_last: int | None
    far: int | None
    below: int | None
    back: int | None
    again: int | None
    usual_s: float | None

    @property
    def name(self) -> str:
        """What the log calls it."""
        return " ".join(filter(None, self.device.split("\x1f")))


def integrate(
    con: duckdb.DuckDBPyConnection, kind: str, gaps: str, *, from_zero: bool
) -> list[Device]:
    """Integrate `log.samples`, device by device, without those of the table `parts`.

    `from_zero`: the times count from the start, so that the first value ends an interval too.
    """
    known_s, known_j = KNOWN[kind]
    counting = kind in {formats.COUNTER, formats.INTERVAL}
    query = INTEGRAL.format(
        start="0" if from_zero else "NULL",
        enough=ENOUGH,
        gap=GAP,
        counter=kind == formats.COUNTER,
        package_w=PACKAGE_W,
        leave=counting and gaps == LEFT_OUT,
        known_s=known_s,
        known_j=known_j,
        pause_w=PAUSE_W.get(gaps, "NULL::DOUBLE"),
        gap_s="dt" if counting else "pause_s",
        gap_j="known_j" if counting else "pause_j",
        before_first="coalesce(known_s, 0)" if kind in {formats.MEAN, formats.INTERVAL} else "0",
        last_s=LAST_S,
    )
    return [Device._make(row) for row in con.execute(query).fetchall()]
