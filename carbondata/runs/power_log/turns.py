"""Tell several devices that were read in turn, by their steps, where no column tells them apart.

The steps of n devices go round: a short one from each device to the next, and a longer one to the
next reading of all. So a step is like the one n steps before, and unlike others of its round,
wherever the log begins and ends. The steps of one device are alike, or at random unlike; if times
are written in whole units, however large, they are one unit or two.

Devices that are read evenly, so that all steps are alike, are told by their powers, if no column
is of devices: each is far nearer to the one n before than to its neighbour.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.runs.power_log import formats
from carbondata.runs.power_log.layout import head_of

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from carbondata.runs.power_log.layout import Layout

# The most devices of a machine, and how many samples show how they are read.
MOST, FIRST = 64, 30_000
# Steps are unlike if one is more than twice another. nvidia-smi writes real thousandths, of which
# the clock of Windows skips 16, so that of its own times less than that is enough.
UNLIKE, UNLIKE_S = 2.2, 0.05
EXACT = re.compile(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{3}\b")
# Almost all steps, and most of the long ones, as some samples may be missing; in so many rounds.
ALMOST, MOSTLY, ROUNDS = 0.85, 0.7, 4
# A power is so many times nearer to that of its device than to its neighbour, of so many at least.
NEARER, FEW = 4, 20

ROUND = f"""
WITH steps AS (
  SELECT device, row, value, s - lag(s) OVER by_device AS dt,
         abs(value - lag(value) OVER by_device) AS to_neighbour
  FROM log.samples WHERE row <= {FIRST} AND device NOT IN (SELECT device FROM parts)
  WINDOW by_device AS (PARTITION BY device ORDER BY row)
), rounds AS (
  SELECT device, size, dt, lag(dt, size) OVER each AS before,
         max(dt) OVER (each ROWS BETWEEN size - 1 PRECEDING AND CURRENT ROW) AS longest,
         min(dt) OVER (each ROWS BETWEEN size - 1 PRECEDING AND CURRENT ROW) AS shortest,
         {NEARER} * abs(value - lag(value, size) OVER each) < to_neighbour AS nearer
  FROM steps, range(2, {MOST + 1}) AS sizes(size) WHERE dt IS NOT NULL
  WINDOW each AS (PARTITION BY device, size ORDER BY row)
)
SELECT size FROM (
  SELECT *, CAST(abs(dt - before) <= (longest - shortest) / 4 AS INT) AS alike,
    CAST(longest > {UNLIKE} * shortest
      OR ($exact AND longest > shortest + {UNLIKE_S}) AS INT) AS unlike
  FROM rounds WHERE before IS NOT NULL
) GROUP BY device, size
HAVING count(*) >= ({ROUNDS} - 1) * size AND (
  ($unnamed AND count(*) >= {FEW} AND avg(CAST(nearer AS INT)) >= {ALMOST})
  OR (avg(alike) >= {ALMOST} AND avg(unlike) >= {ALMOST}
      AND avg(alike) FILTER (dt > (longest + shortest) / 2) >= {MOSTLY}))
ORDER BY size LIMIT 1"""


def names_devices(layout: Layout) -> bool:
    """Whether a column says for certain of which device a sample is."""
    return "device" in [name.casefold() for name in layout.device_names]


def in_turn(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> int | None:
    """Count the devices that `log.samples` seems to have in turn under one name; None if one.

    A single column `gpu_power_w` may have those of several, one `gpu0_power_w` has not.
    """
    numbered = any(word.isdecimal() for word in layout.values[0].label.split())
    if names_devices(layout) or len(layout.values) > 1 or numbered:
        return None
    exact = layout.format is formats.NVIDIA and bool(EXACT.search(head_of(path)))
    values = {"exact": exact, "unnamed": not layout.devices}
    found = con.execute(ROUND, values).fetchone()
    return found[0] if found else None
