"""Footprints of many runs against the same work by hand: bare DuckDB, polars, codecarbon.

    python tests/bench/footprints.py [ROWS ...]   (1000000 10000000; 100000000 takes half an hour)

Needs polars and codecarbon beside the package. Each figure is a ratio of medians of ROUNDS runs in
turn, in one process and folder, all Parquet to Parquet; above ten million rows it is of one run.
The peak is that of a process that does nothing else. Polars writes the same columns; bare DuckDB
joins and writes the factor, its source and the product.

codecarbon works out a run at a time. Its loop takes the first rows of the same file as a list of
dicts, makes an `Energy` and a `GeoMetadata` of each, calls
`Emissions.get_private_infra_emissions` (what its trackers call), and writes the rows back with the
result. That call alone, with everything made before and nothing written, is told beside it.
"""

from __future__ import annotations

import datetime as dt
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
from pyarrow import parquet

import carbondata

ROUNDS = 5
CODECARBON_ROWS = 100_000
FACTORS = "factors.parquet"


def _runs(path: Path, rows: int) -> None:
    with carbondata.connect() as con:
        con.execute(f"""COPY (
          SELECT 'run-' || i AS run_id, i * 7919 % 1000000 / 1000.0 AS energy_kwh,
            CASE WHEN i % 2 = 0 THEN 'server' ELSE 'facility' END AS energy_scope,
            1 + i * 104729 % 100 / 100.0 AS pue, a.area_id, 2001 + i * 6271 % 22 AS year
          FROM range({rows}) AS t(i) JOIN (
            SELECT area_id, row_number() OVER (ORDER BY area_id) - 1 AS k
            FROM grid WHERE year = 2020 AND boundary = 'life_cycle') AS a ON a.k = i * 6983 % 200
        ) TO '{path}'""")


def _ours(path: Path, out: Path) -> None:
    carbondata.footprints(path, out)


def _factors(folder: Path) -> None:
    """Write the factors, so that the work by hand need not open carbondata."""
    with carbondata.connect() as con:
        con.execute(f"""COPY (
          SELECT area_id, year, factor_id, source_id, year AS factor_year, boundary, gas,
                 intensity_g_per_kwh, intensity_g_per_kwh_low, intensity_g_per_kwh_high
          FROM footprint_factors WHERE boundary = 'life_cycle' AND preferred
        ) TO '{folder / FACTORS}'""")


def _bare(path: Path, out: Path) -> None:
    with duckdb.connect() as con:
        con.execute("SET preserve_insertion_order = false; SET enable_progress_bar = false")
        con.execute(f"""COPY (
          SELECT r.*, f.source_id, f.intensity_g_per_kwh,
                 r.energy_kwh * r.pue * f.intensity_g_per_kwh / 1e6 AS emissions_t
          FROM '{path}' AS r JOIN '{path.parent / FACTORS}' AS f USING (area_id, year)
        ) TO '{out}'""")


def _polars(path: Path, out: Path) -> None:
    """Write the columns that footprints writes, but for the bounds of energy, which no run has."""
    import polars as pl

    factors = pl.scan_parquet(path.parent / FACTORS)
    facility = pl.col("energy_scope") == "facility"
    g = "intensity_g_per_kwh"
    reason = (
        pl.when(pl.col("energy_kwh").is_null())
        .then(pl.lit("energy_missing"))
        .when(pl.col("energy_kwh") < 0)
        .then(pl.lit("energy_negative"))
        .when(~pl.col("energy_scope").is_in(["accelerator", "server", "facility"]))
        .then(pl.lit("energy_scope_unknown"))
        .when(~pl.col("pue").is_between(1, 4))
        .then(pl.lit("pue_impossible"))
        .when(pl.col("factor_id").is_null())
        .then(pl.lit("no_factor"))
    )
    counted = pl.col("energy_kwh") * pl.when(facility).then(1.0).otherwise(pl.col("pue"))
    fine = pl.col("reason").is_null()
    scope = pl.when(pl.col("pue").is_null()).then("energy_scope").otherwise(pl.lit("facility"))
    (
        pl.scan_parquet(path)
        .join(factors, on=["area_id", "year"], how="left")
        .with_columns(reason=reason)
        .with_columns(
            counted_kwh=pl.when(fine).then(counted), emissions_scope=pl.when(fine).then(scope)
        )
        .with_columns(
            emissions_t=pl.col("counted_kwh") * pl.col(g) / 1e6,
            emissions_t_low=pl.col("counted_kwh") * pl.col(f"{g}_low") / 1e6,
            emissions_t_high=pl.col("counted_kwh") * pl.col(f"{g}_high") / 1e6,
        )
        .sink_parquet(out, compression="snappy")
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _processor_seconds(work: Callable[[], object]) -> float:
    """Take the time of all cores: on a machine that others use, the clock tells of them too."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _medians(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Run the works in turn, so that a slow moment of the machine is everybody's."""
    times = [[_seconds(work) for work in works] for _ in range(rounds)]
    return [statistics.median(one) for one in zip(*times, strict=True)]


def _codecarbon(path: Path, out: Path) -> tuple[Callable[[], object], Callable[[], object]]:
    """Give codecarbon's work for CODECARBON_ROWS: as a user would loop, and at the least."""
    from codecarbon.core.emissions import Emissions
    from codecarbon.core.units import Energy
    from codecarbon.external.geography import GeoMetadata
    from codecarbon.input import DataSource

    emissions = Emissions(DataSource())
    first = path.with_name("first.parquet")
    duckdb.sql(f"COPY (FROM '{path}' LIMIT {CODECARBON_ROWS}) TO '{first}'")

    def loop() -> None:
        rows = parquet.read_table(first).to_pylist()
        for row in rows:
            energy = Energy.from_energy(kWh=row["energy_kwh"] * row["pue"])
            place = GeoMetadata(country_iso_code=row["area_id"])
            row["emissions_kg"] = emissions.get_private_infra_emissions(energy, place)
        parquet.write_table(pa.Table.from_pylist(rows), out)

    rows = parquet.read_table(first).to_pylist()
    energies = [Energy.from_energy(kWh=row["energy_kwh"] * row["pue"]) for row in rows]
    places = [GeoMetadata(country_iso_code=row["area_id"]) for row in rows]
    logging.disable(logging.WARNING)  # a line for each row of EU27, which it takes for the world
    call = emissions.get_private_infra_emissions
    return loop, lambda: list(map(call, energies, places))


def _peak_mb(path: Path, out: Path) -> float:
    code = (
        "import sys, carbondata; carbondata.footprints(sys.argv[1], sys.argv[2]); "
        # Not getrusage: a child starts with its parent's peak.
        "print([line.split()[1] for line in open('/proc/self/status') if line[:5] == 'VmHWM'][0])"
    )
    command = [sys.executable, "-c", code, str(path), str(out)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


def _yearly(folder: Path, sizes: list[int]) -> None:
    _factors(folder)
    before = None
    for rows in sizes:
        path, out = folder / f"{rows}.parquet", folder / "out.parquet"
        _runs(path, rows)
        rounds = ROUNDS if rows <= 10_000_000 else 1
        works = [partial(one, path, out) for one in (_ours, _bare, _polars)]
        loops = _codecarbon(path, folder / "looped.parquet")
        ours, bare, polars, *theirs = _medians(*works, *loops, rounds=rounds)
        looped, called = (rows / CODECARBON_ROWS * seconds for seconds in theirs)
        print(f"{rows:,} runs in {ours:.2f} s, {rows / ours:,.0f} a second, rounds {rounds}")
        print(f"  footprints / bare DuckDB: {ours / bare:.2f} (at most 3)")
        print(f"  footprints / polars by hand: {ours / polars:.2f} (at most 2)")
        print(f"  codecarbon's loop / footprints: {looped / ours:.1f}")
        print(f"  codecarbon's call alone / footprints: {called / ours:.1f}")
        spent = _processor_seconds(works[0])
        if before is not None:
            clock, cores = ours / before[0], spent / before[1]
            print(f"  ten times the rows take {clock:.1f} times as long (at most 11),")
            print(f"    and {cores:.1f} times the processors' time")
        print(f"  peak memory: {_peak_mb(path, out):.0f} MB (at most 2048)", flush=True)
        if rows <= 10_000_000:
            text = folder / "runs.csv"
            duckdb.sql(f"COPY (FROM '{path}') TO '{text}'")
            print(f"  peak memory, from CSV: {_peak_mb(text, out):.0f} MB", flush=True)
        before = ours, spent
        path.unlink()
        out.unlink()


def _many_files(folder: Path) -> None:
    """Compare a folder of 10,000 small files with one file of the same rows, of codecarbon."""
    small, whole, out = folder / "small", folder / "whole.csv", folder / "out.parquet"
    small.mkdir()
    names = "timestamp,project_name,run_id,duration,emissions,energy_consumed,country_iso_code"
    lines = [
        f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}T10:00:00,p{n % 7},run-{n},{n % 900 + 60}.5,0.1,"
        f"{n % 1000 + 1}e-3,{('FRA', 'DEU', 'SWE')[n % 3]}"
        for n in range(100_000)
    ]
    whole.write_text("\n".join([names, *lines]) + "\n", encoding="utf-8")
    for n in range(10_000):
        text = "\n".join([names, *lines[10 * n : 10 * n + 10]]) + "\n"
        (small / f"{n}.csv").write_text(text, encoding="utf-8")
    many, one = _medians(partial(_ours, small, out), partial(_ours, whole, out), rounds=3)
    print(f"10,000 files of 10 runs: {many:.2f} s, one file of them: {one:.2f} s")
    print(f"  many files / one file: {many / one:.2f} (at most 3)", flush=True)


def _scalar() -> None:
    def one(year: int, kwh: float) -> None:
        carbondata.footprint(area="FRA", year=year, energy_kwh=kwh, energy_scope="server", pue=1.2)

    one(2020, 1)
    calls = 2_000
    (warm,) = _medians(lambda: [one(2001 + n % 22, n + 1) for n in range(calls)])
    (same,) = _medians(lambda: [one(2020, 1) for _ in range(calls)])
    print(f"one footprint, warm: {warm / calls * 1e6:.1f} us (at most 1000)")
    print(f"one footprint, same factor: {same / calls * 1e6:.1f} us (at most 20)")


def main() -> None:
    """Print the figures."""
    sizes = [int(one) for one in sys.argv[1:]] or [1_000_000, 10_000_000]
    print(f"duckdb {duckdb.__version__}, {dt.datetime.now(dt.UTC):%Y-%m-%d}")
    _scalar()
    with tempfile.TemporaryDirectory() as folder:
        _many_files(Path(folder))
        _yearly(Path(folder), sizes)


if __name__ == "__main__":
    main()
