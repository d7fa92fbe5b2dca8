"""What a comparison costs: warm against a hand-written query, cold against its imports, all.

Run in a folder with a built database: `python tests/bench/compare.py`. Ratios of one run:

- a first `compare` of a pair, one of fifty pairs asked at once, and one that was asked before, over
  a DuckDB query written by hand for the same two rows;
- the command's cold `compare` over a cold `python -c "import duckdb, typer"`;
- `compare_all` over a scan of every quantity.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import carbondata
from carbondata.query.compare import _compared

if TYPE_CHECKING:
    from collections.abc import Callable

RUN, NATION = "strubell-2019/nas-gpu", "SWE@2017"
BY_HAND = """
    SELECT r.emissions_t / n.emissions_t FROM training_runs AS r, national_emissions AS n
    WHERE r.run_id = 'strubell-2019/nas-gpu' AND n.area_id = 'SWE' AND n.year = 2017
      AND n.gas = 'CO2' AND n.accounting = 'territorial' AND n.land_use = 'excluded'
      AND n.source_id = 'owid-co2'"""


def seconds(action: Callable[[], object], times: int = 15) -> float:
    """Return the median time of an action, once done before."""
    action()
    spent = []
    for _ in range(times):
        start = perf_counter()
        action()
        spent.append(perf_counter() - start)
    return median(spent)


def first() -> None:
    """Compare as if nobody had asked before; the connection is warm."""
    _compared.cache_clear()
    carbondata.compare(RUN, NATION)


def many(references: list[str]) -> None:
    """Compare with several at once, as if nobody had asked before."""
    _compared.cache_clear()
    carbondata.compare(RUN, *references)


def main() -> None:
    """Measure and print."""
    with carbondata.connect() as con:
        nations = con.execute(
            "SELECT DISTINCT id FROM quantities WHERE year = 2017 AND kind = 'annual' LIMIT 50"
        ).fetchall()
        hand = seconds(lambda: con.execute(BY_HAND).fetchall())
        scan = seconds(lambda: con.sql("FROM quantities").to_arrow_table(), 5)
    anew = seconds(first)
    at_once = seconds(lambda: many([one for (one,) in nations]), 5) / len(nations)
    again = seconds(lambda: carbondata.compare(RUN, NATION))
    everything = seconds(lambda: carbondata.compare_all(RUN), 5)
    program = str(Path(sys.executable).with_name("carbondata"))
    cold = seconds(
        lambda: subprocess.run([program, "compare", RUN, NATION], capture_output=True, check=True),
        7,
    )
    imports = seconds(
        lambda: subprocess.run([sys.executable, "-c", "import duckdb, typer"], check=True), 7
    )
    print(f"compare, a new pair / by hand: {anew / hand:.1f}")
    print(f"compare, one of fifty at once / by hand: {at_once / hand:.1f}")
    print(f"compare, asked before / by hand: {again / hand:.3f}")
    print(f"compare_all / scan: {everything / scan:.2f}")
    print(f"cold command / cold imports: {cold / imports:.2f}")


if __name__ == "__main__":
    main()
