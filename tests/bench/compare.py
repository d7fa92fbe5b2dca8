"""What a comparison costs: warm against a hand-written query, cold against its imports, all.

Run in a folder with a built database: `python tests/bench/compare.py`. Ratios of one run:

- a `compare` in Python, one of fifty references asked at once, and one in SQL, over a DuckDB query
  written by hand for the same two rows;
- the same `compare` without a built database over that with one;
- the same pair in Python in electricity, over a hand-written query;
- the command's cold `claims` over its cold `compare` (limit: 2);
- the command's cold `compare` over a cold `python -c "import duckdb, typer"`;
- `compare_all` over a scan of every quantity;
- `find` over all names, in milliseconds (limit: 50).
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import chdir
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import carbondata
from carbondata import places

if TYPE_CHECKING:
    from collections.abc import Callable

RUN, NATION = "strubell-2019/nas-gpu", "SWE@2017"
WORDS = ("half an hour of Netflix", "Suède", "one Bitcoin payment against a card payment")
BY_HAND = """
    SELECT r.emissions_t / n.emissions_t FROM training_runs AS r, national_emissions AS n
    WHERE r.run_id = 'strubell-2019/nas-gpu' AND n.area_id = 'SWE' AND n.year = 2017
      AND n.gas = 'CO2' AND n.accounting = 'territorial' AND n.land_use = 'excluded'
      AND n.source_id = 'owid-co2'"""


KWH_BY_HAND = """
    SELECT r.energy_kwh / d.electricity_kwh
    FROM training_runs AS r, electricity_demand AS d
    WHERE r.run_id = 'strubell-2019/nas-gpu' AND d.area_id = 'SWE' AND d.year = 2017
      AND d.flow = 'demand' AND d.source_id = 'ember'"""


def seconds(action: Callable[[], object], times: int = 15) -> float:
    """Return the median time of an action, once done before."""
    action()
    spent = []
    for _ in range(times):
        start = perf_counter()
        action()
        spent.append(perf_counter() - start)
    return median(spent)


def main() -> None:
    """Measure and print."""
    if not places.database(Path()).exists():
        sys.exit("no carbondata.duckdb here: carbondata build")
    with carbondata.connect() as con:
        nations = con.execute(
            "SELECT DISTINCT id FROM quantities WHERE year = 2017 AND kind = 'annual' LIMIT 50"
        ).fetchall()
        hand = seconds(lambda: con.execute(BY_HAND).fetchall())
        scan = seconds(lambda: con.sql("FROM quantities").to_arrow_table(), 5)
        kwh_by_hand = seconds(lambda: con.execute(KWH_BY_HAND).fetchall())
        in_sql = seconds(lambda: con.execute(f"FROM compare('{RUN}', '{NATION}')").fetchall())
    electric = seconds(lambda: carbondata.compare(RUN, NATION, measure="electricity"))
    references = [name for (name,) in nations]
    anew = seconds(lambda: carbondata.compare(RUN, NATION))
    at_once = seconds(lambda: carbondata.compare(RUN, *references), 5) / len(references)
    with TemporaryDirectory() as empty, chdir(empty):
        without = seconds(lambda: carbondata.compare(RUN, NATION))
    everything = seconds(lambda: carbondata.compare_all(RUN), 5)
    looked = max(seconds(partial(carbondata.find, words)) for words in WORDS)
    program = str(Path(sys.executable).with_name("carbondata"))
    cold, claims = (
        seconds(partial(subprocess.run, [program, *asked], capture_output=True, check=True), 7)
        for asked in (("compare", RUN, NATION), ("claims",))
    )
    imports = seconds(
        lambda: subprocess.run([sys.executable, "-c", "import duckdb, typer"], check=True), 7
    )
    print(f"compare / by hand: {anew / hand:.1f}")
    print(f"compare in electricity / by hand: {electric / kwh_by_hand:.1f}")
    print(f"compare, one of fifty at once / by hand: {at_once / hand:.1f}")
    print(f"compare in SQL / by hand: {in_sql / hand:.1f}")
    print(f"compare without a built database / with one: {without / anew:.2f}")
    print(f"compare_all / scan: {everything / scan:.2f}")
    print(f"find: {looked * 1000:.0f} ms; over by hand: {looked / hand:.1f}")
    print(f"cold command / cold imports: {cold / imports:.2f}")
    print(f"cold claims / cold compare: {claims / cold:.2f}")


if __name__ == "__main__":
    main()
