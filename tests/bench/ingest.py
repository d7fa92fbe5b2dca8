"""Ingest of the whole OWID CO2 file, validation included, against DuckDB reading it as text.

    python tests/bench/ingest.py FILE      (owid-co2-data.csv, 50,191 rows of 79 columns)

Both start from a warm process and the same bytes; the figure is the ratio of the medians.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from carbondata import places
from carbondata.pipeline.check.schema_checks import check_rows
from carbondata.pipeline.ingest import cells, manifest
from carbondata.pipeline.ingest.transform import ingest
from carbondata.pipeline.publish.snapshot import Store

ROUNDS = 9


def _ours(path: Path) -> None:
    source = manifest.load(places.sources() / "owid-co2")
    areas = Store(places.pinned()).rows("areas", {"iso-3166"})
    raws = {name: cells.read(source.id, file, [path]) for name, file in source.fetch.items()}
    for table, rows in ingest(source, raws, areas).items():
        if problems := check_rows(table, rows):
            raise SystemExit(str(problems))


def _plain(path: Path) -> None:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE raw AS FROM read_csv(?, all_varchar = true)", [str(path)])


def _seconds(run: Callable[[Path], None], path: Path) -> float:
    start = time.perf_counter()
    run(path)
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio."""
    path = Path(sys.argv[1])
    _ours(path)
    _plain(path)
    pairs = [(_seconds(_ours, path), _seconds(_plain, path)) for _ in range(ROUNDS)]
    ours, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"ingest and validate / read as text: {ours / plain:.2f} (at most 2)")


if __name__ == "__main__":
    main()
