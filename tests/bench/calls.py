"""Ten million calls against a bare DuckDB that adds up the same file, and against nothing else.

    python tests/bench/calls.py [ROWS ...]   (10000000)

Of each kind of file: a table in Parquet, the same with an id for each call, in CSV, and spend logs
of LiteLLM in CSV. The bare query groups by model, month and place and sums the tokens; ours judges
every row, finds repeated ones, resolves models, and applies studies and factors. Each figure is the
median of ROUNDS runs in turn; the peak is that of a process that does nothing else.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

import carbondata

ROUNDS = 3
MODELS = "['meta-llama/Llama-3.1-8B-Instruct', 'gpt-4o-2024-08-06', 'Qwen/Qwen3-32B', 'claude-x']"
COLUMNS = f"""{MODELS}[1 + i % 4] AS model,
    TIMESTAMPTZ '2023-01-01 00:00:00+00' + to_seconds(i * 6) AS time,
    i * 7919 % 3000 AS tokens_in, i * 104729 % 900 + 1 AS tokens_out,
    ['FRA', 'USA', 'SWE'][1 + i % 3] AS area"""
SPEND = f"""'req-' || i AS request_id, 'acompletion' AS call_type, '88dc' AS api_key, 0.01 AS spend,
    i * 7919 % 3000 + i * 104729 % 900 + 1 AS total_tokens, i * 7919 % 3000 AS prompt_tokens,
    i * 104729 % 900 + 1 AS completion_tokens,
    TIMESTAMP '2023-01-01 00:00:00' + to_seconds(i * 6) AS "startTime",
    TIMESTAMP '2023-01-01 00:00:00' + to_seconds(i * 6) AS "endTime", {MODELS}[1 + i % 4] AS model,
    '{{}}' AS metadata, 'False' AS cache_hit, 'u' || i % 100 AS "user", '' AS end_user"""
BARE = """SELECT model, date_trunc('month', time) AS month, area, count(*), sum(tokens_in),
    sum(tokens_out) FROM '{path}' GROUP BY ALL"""
BARE_SPEND = """SELECT model, date_trunc('month', "startTime") AS month, count(*),
    sum(prompt_tokens), sum(completion_tokens) FROM '{path}' GROUP BY ALL"""
FILES = {
    "calls.parquet": (COLUMNS, BARE),
    "with-ids.parquet": (f"'call-' || i AS call_id, {COLUMNS}", BARE),
    "calls.csv": (COLUMNS, BARE),
    "spend.csv": (SPEND, BARE_SPEND),
}


def _write(path: Path, rows: int, columns: str) -> None:
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
        con.execute(f"COPY (SELECT {columns} FROM range({rows}) AS t(i)) TO '{path}'")


def _bare(path: Path, query: str) -> float:
    start = time.perf_counter()
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'; SET enable_progress_bar = false")
        con.sql(query.format(path=path)).to_arrow_table()
    return time.perf_counter() - start


def _ours(path: Path) -> float:
    start = time.perf_counter()
    carbondata.calls(path, area="USA" if path.name == "spend.csv" else None)
    return time.perf_counter() - start


def _peak_mb(path: Path) -> float:
    command = [sys.executable, __file__, "--peak", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Measure, and print one line for each file."""
    for rows in map(int, sys.argv[1:] or ["10000000"]):
        with tempfile.TemporaryDirectory() as folder:
            for name, (columns, query) in FILES.items():
                path = Path(folder) / name
                _write(path, rows, columns)
                _ours(path)
                times = [(_bare(path, query), _ours(path)) for _ in range(ROUNDS)]
                bare, ours = (statistics.median(each) for each in zip(*times, strict=True))
                print(
                    f"{rows:>11,} {name:<17} bare {bare:6.2f} s   calls {ours:6.2f} s   "
                    f"{ours / bare:4.1f} x   peak {_peak_mb(path):5.0f} MB"
                )
                path.unlink()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        _ours(Path(sys.argv[2]))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    else:
        main()
