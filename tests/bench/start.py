"""`import carbondata` against `import duckdb`, each in a process of its own.

    python tests/bench/start.py

The figure is the ratio of the medians of the whole processes, interpreter included.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 25


def _seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio, and what the import loaded that it should not."""
    pairs = [(_seconds("import carbondata"), _seconds("import duckdb")) for _ in range(ROUNDS)]
    ours, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"import carbondata / import duckdb: {ours / plain:.2f} (at most 1.3)")


if __name__ == "__main__":
    main()
