"""The whole offline build against plain DuckDB making the same tables from the same Parquet.

The same tables are those that come along, and those that follow from them worked out again.

    python tests/bench/build.py

Both are whole processes, interpreter and imports included, run in turn; the figure is the ratio
of the medians. The peak is that of the build's process.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time

from carbondata import places
from carbondata.pipeline import schema

ROUNDS = 7
BUILD = "import sys, carbondata; carbondata.build(sys.argv[1])"
PLAIN = """
import sys, duckdb, pathlib
derived, scripts = set(sys.argv[3].split(",")), sys.argv[4:]
with duckdb.connect(sys.argv[1] + "/plain.duckdb") as con:
    con.execute("SET enable_progress_bar = false")
    for path in sorted(pathlib.Path(sys.argv[2]).glob("*.parquet")):
        if path.stem not in derived:
            con.execute(f"CREATE TABLE {path.stem} AS FROM read_parquet('{path}')")
    for script in scripts:
        con.execute(pathlib.Path(script).read_text())
        name = pathlib.Path(script).stem.split("_", 1)[1]
        if name in derived:
            con.execute(f"CREATE TABLE worked_out AS FROM {name}; DROP VIEW {name}")
            con.execute(f"ALTER TABLE worked_out RENAME TO {name}")
"""


def _seconds(code: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        # The claims are worked out by no query.
        derived = ",".join(set(schema.derived()) - {"claim_checks"})
        scripts = map(str, places.derived_views())
        command = [sys.executable, "-c", code, folder, str(places.pinned()), derived, *scripts]
        subprocess.run(command, check=True)
        return time.perf_counter() - start


def _peak_mb() -> float:
    with tempfile.TemporaryDirectory() as folder:
        code = (
            f"{BUILD}; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        command = [sys.executable, "-c", code, folder]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
        return int(answer.stdout) / 1024


def main() -> None:
    """Print the ratio and the peak."""
    pairs = [(_seconds(BUILD), _seconds(PLAIN)) for _ in range(ROUNDS)]
    build, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"build / plain DuckDB: {build / plain:.2f} (at most 5)")
    print(f"peak memory of the build: {_peak_mb():.0f} MB (at most 500)")


if __name__ == "__main__":
    main()
