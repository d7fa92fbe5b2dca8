"""Runs by the hour against the join that explodes them into hours, and against the yearly ones.

    python tests/bench/hourly.py [HOURS ...]     (the longest run: 60 h, then 336 h)

A million runs on 300 zones of three years, all written to Parquet with provenance; the figures are
ratios of the medians of ROUNDS runs in turn. Running sums take the same time for a run of any
length, so that how much faster they are depends on it: 336 h is the longest of the eight models of
Strubell et al. (2019). Two exploded joins: the one that anyone would write, on the zone's name and
the hour, and one on the single number by which the running sums are joined too.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time

import duckdb

import carbondata
from carbondata import places
from carbondata.runs.batch_query import (
    HOURLY_SCAFFOLDING,
    NEEDED,
    SCAFFOLDING,
    batch_query,
    prepare,
)
from carbondata.runs.write_answer import narrow

ROUNDS = 5
ZONES, HOURS, RUNS = 300, 26_280, 1_000_000
LONGEST_H = [60, 336]
NULLS = ("energy_kwh_low", "energy_kwh_high", "time_reason", "unread")
INTENSITIES = f"""
CREATE TEMP TABLE grid_intensity_hourly AS
SELECT 'Z' || z AS zone, NULL AS area_id, TIMESTAMP '2021-01-01' + to_hours(h) AS start_utc,
  1.0 AS duration_h, 100 + (z * 7919 + h * 104729) % 400 / 7.0 AS intensity_g_per_kwh,
  'direct' AS boundary, 'CO2' AS gas, 'neso-gb' AS source_id, true AS verified
FROM range({ZONES}) AS a(z), range({HOURS}) AS b(h)"""
MADE_UP = f"""
CREATE OR REPLACE TEMP TABLE runs AS
SELECT i AS run, 'Z' || i * 6271 % {ZONES} AS area_id, i * 7919 % 1000000 / 1000.0 AS energy_kwh,
  'server' AS energy_scope, 1.2 AS pue, 2021 + i % 2 AS year,
  1609459200000000 + i * 7919 % 90000000 * 1000000 AS start_us,
  start_us + (1 + i * 104729 % getvariable('longest_s')) * 1000000 AS end_us,
  {", ".join(f"NULL::{NEEDED[name]} AS {name}" for name in NULLS)}
FROM range({RUNS}) AS t(i)"""
ON_A_NUMBER = """
SELECT run, sum(intensity_g_per_kwh * s) / sum(s) AS mean_g_per_kwh FROM (
  SELECT r.run, h.intensity_g_per_kwh,
    least(r.end_us, r.n * 3600000000 + 3600000000) - greatest(r.start_us, r.n * 3600000000) AS s
  FROM (
    SELECT *, unnest(range(start_us // 3600000000, (end_us - 1) // 3600000000 + 1)) AS n FROM runs
  ) AS r
  JOIN series AS z ON z.place = r.area_id
  JOIN hours AS h ON h.slot = r.n * 3600000000 + z.zone_id)
GROUP BY run"""
ON_ZONE_AND_HOUR = """
SELECT run, sum(intensity_g_per_kwh * s) / sum(s) AS mean_g_per_kwh FROM (
  SELECT r.run, h.intensity_g_per_kwh,
    epoch_us(least(r.ended, r.t + INTERVAL 1 HOUR)) - epoch_us(greatest(r.started, r.t)) AS s
  FROM (
    SELECT run, area_id, make_timestamp(start_us) AS started, make_timestamp(end_us) AS ended,
      unnest(generate_series(date_trunc('hour', make_timestamp(start_us)),
        date_trunc('hour', make_timestamp(end_us - 1)), INTERVAL 1 HOUR)) AS t
    FROM runs
  ) AS r
  JOIN grid_intensity_hourly AS h ON h.zone = r.area_id AND h.start_utc = r.t)
GROUP BY run"""
WHOLE = """
SELECT r.* EXCLUDE (start_us, end_us, time_reason, unread), factor_id, source_id, boundary, gas,
  mean_g_per_kwh, energy_kwh * pue AS counted_kwh, energy_kwh * pue * mean_g_per_kwh / 1e6 AS t
FROM runs AS r JOIN ({}) USING (run) JOIN series ON place = area_id"""


def _timed(con: duckdb.DuckDBPyConnection, folder: str, longest_h: int) -> None:
    con.execute(f"SET VARIABLE longest_s = {longest_h * 3600}")
    con.execute(MADE_UP)
    con.execute("CREATE OR REPLACE TEMP TABLE of_year AS FROM runs")
    con.execute("UPDATE of_year SET area_id = 'FRA'")
    yearly = batch_query().replace("FROM runs", "FROM of_year")
    hourly = batch_query(hourly=True)
    queries = {
        "hourly": f"SELECT * EXCLUDE ({', '.join(HOURLY_SCAFFOLDING)}) FROM ({hourly})",
        "yearly": f"SELECT * EXCLUDE ({', '.join(SCAFFOLDING)}) FROM ({yearly})",
        "exploded": WHOLE.format(ON_ZONE_AND_HOUR),
        "number": WHOLE.format(ON_A_NUMBER),
    }
    times: dict[str, list[float]] = {name: [] for name in queries}
    # The exploded ones come after: they drive the tables of all from memory to disk.
    for names in (("hourly", "yearly"), ("exploded", "number")):
        for name in names * ROUNDS:
            start = time.perf_counter()
            con.execute(f"COPY ({queries[name]}) TO '{folder}/{name}.parquet'")
            times[name].append(time.perf_counter() - start)
    medians = {name: statistics.median(one) for name, one in times.items()}
    both = f"'{folder}/hourly.parquet' JOIN '{folder}/exploded.parquet' USING (run)"
    query = f"SELECT count(*), max(abs(intensity_g_per_kwh / mean_g_per_kwh - 1)) FROM {both}"
    ((rows, apart),) = con.execute(query).fetchall()
    print(f"{rows:,} runs of up to {longest_h} h: {medians['hourly']:.2f} s; apart by {apart:.1e}")
    print(f"  exploded / hourly: {medians['exploded'] / medians['hourly']:.1f} (at least 10)")
    print(f"  exploded on a number / hourly: {medians['number'] / medians['hourly']:.1f}")
    print(f"  hourly / yearly: {medians['hourly'] / medians['yearly']:.2f} (at most 4)", flush=True)


def main() -> None:
    """Print the ratios."""
    lengths = [int(one) for one in sys.argv[1:]] or LONGEST_H
    with tempfile.TemporaryDirectory() as folder, carbondata.connect() as con:
        con.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false")
        con.execute(INTENSITIES)
        script = (places.PACKAGE / "views" / "81_hourly.sql").read_text(encoding="utf-8")
        views = [part for part in script.split(";") if "CREATE VIEW" in part]
        con.execute(";".join(views).replace("CREATE VIEW", "CREATE TEMP VIEW"))
        start = time.perf_counter()
        prepare(con, "direct", hourly=True)
        print(f"running sums of {ZONES * HOURS:,} hours: {time.perf_counter() - start:.1f} s, once")
        prepare(con, "life_cycle")
        narrow(con, "series")
        narrow(con, "factors")
        for longest_h in lengths:
            _timed(con, folder, longest_h)


if __name__ == "__main__":
    main()
