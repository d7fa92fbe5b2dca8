"""The whole offline build against plain DuckDB making the same tables from the same Parquet.

The same tables are those that come along, and the larger views worked out once.

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

ROUNDS = 7
BUILD = "import sys, carbondata; carbondata.build(sys.argv[1])"
PLAIN = """
import sys, duckdb, pathlib
with duckdb.connect(sys.argv[1] + "/plain.duckdb") as con:
    con.execute("SET enable_progress_bar = false")
    for path in sorted(pathlib.Path(sys.argv[2]).glob("*.parquet")):
        con.execute(f"CREATE TABLE {path.stem} AS FROM read_parquet('{path}')")
    for script in sys.argv[3:]:
        con.execute(pathlib.Path(script).read_text())
"""


def _seconds(code: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        scripts = [str(path) for path in (*places.views(), places.stored())]
        command = [sys.executable, "-c", code, folder, str(places.pinned()), *scripts]
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
