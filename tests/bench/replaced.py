"""Threads that ask while `carbondata build` replaces the database under them.

    python tests/bench/replaced.py [THREADS ...] [--builds N]   (24 200, 20 builds)

Each build has other figures of one source. Every answer must be the figure of a build that is
done or under way, or a QueryError; after a build, what is asked anew is answered from it.
"""

from __future__ import annotations

import argparse
import collections
import subprocess
import sys
import sysconfig
import tempfile
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

import carbondata
from carbondata.errors import QueryError

COMMAND = Path(sysconfig.get_path("scripts")) / "carbondata"
MANIFEST = """
id = "lab-2024"
title = "What our machines took"
publisher = "A lab"
homepage = "https://example.org/lab"
licence = "facts-only"
redistribute = true
published = 2024-05-01
priority = 50
citation = "@misc{lab, title = {Machines}, year = {2024}, url = {https://example.org/lab}}"
"""
RUNS = """run_id,subject,model,activity,year,energy_kwh,energy_scope,emissions_t,gas,boundary,\
method,status,locator,verified,evidence
lab-2024/small,lab-small,Lab,training,2024,10000,facility,%s,CO2e,operational,measured,current,\
page 1,true,primary
"""
GRID = """area_id,year,intensity_g_per_kwh,boundary,accounting,gas,locator,verified
ATA,2023,%s,life_cycle,location,CO2e,page 1,true
"""
BATCH = pa.table(
    {"energy_kwh": [1e6], "energy_scope": ["facility"], "area_id": ["ATA"], "year": [2023]}
)
Ask = Callable[[Path], float]


def _asked() -> dict[str, Ask]:
    """Give the questions; the answer of each is the number of the build."""
    query = "SELECT emissions_t FROM training_runs WHERE run_id = 'lab-2024/small'"
    place = {"area": "ATA", "year": 2023, "energy_kwh": 1e6, "energy_scope": "facility"}

    def connected(out: Path) -> float:
        with carbondata.connect(out) as con:
            return float(con.execute(query).fetchall()[0][0])

    def studied(out: Path) -> float:
        return float(carbondata.studies("lab-small", out)["emissions_t"][0].as_py())

    return {
        "compare": lambda out: float(
            carbondata.compare("lab-small", "1 t", database=out).subject.emissions_t or 0
        ),
        "studies": studied,
        "sql": lambda out: float(carbondata.sql(query, out)["emissions_t"][0].as_py()),
        "connect": connected,
        "footprint": lambda out: carbondata.footprint(**place, database=out).emissions_t,
        "footprints": lambda out: float(
            carbondata.footprints(BATCH, database=out)["emissions_t"][0].as_py() or 0
        ),
    }


class Witness:
    """What the threads saw: answers by question, refusals, and faults with where they came from."""

    def __init__(self, out: Path) -> None:
        self.out, self.latest, self.done = out, 1, False
        self.seen: collections.Counter[tuple[str, str]] = collections.Counter()
        self.faults: dict[str, str] = {}

    def ask(self, name: str, ask: Ask) -> None:
        """Ask until all builds are done."""
        while not self.done:
            try:
                told = ask(self.out)
                fits = told in {float(n) for n in range(1, self.latest + 1)}
                outcome = "answered" if fits else f"WRONG {told}"
            except QueryError as error:
                outcome = f"QueryError {str(error).splitlines()[0]}"[:150]
            except BaseException as error:  # noqa: BLE001  (whatever comes out is told)
                outcome = f"RAW {type(error).__name__} {str(error).splitlines()[0]}"[:150]
                self.faults.setdefault(outcome, traceback.format_exc())
            self.seen[name, outcome.replace(str(self.out), "OUT")] += 1


def _build(root: Path, out: Path, number: int) -> None:
    """Build with other figures: the run emits so many tonnes, the grid so many g/kWh."""
    source = root / "own" / "lab-2024"
    source.mkdir(parents=True, exist_ok=True)
    (source / "source.toml").write_text(MANIFEST, encoding="utf-8")
    (source / "training_runs.csv").write_text(RUNS % number, encoding="utf-8")
    (source / "grid_intensity.csv").write_text(GRID % number, encoding="utf-8")
    command = [str(COMMAND), "build", str(out), "--with", str(source.parent), "--accept=lab-2024"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"build {number}: {done.stderr[-2000:]}")


def _run(root: Path, threads: int, builds: int) -> bool:
    """Ask by so many threads through so many builds; tell what came of it."""
    out, questions = root / f"out{threads}", _asked()
    _build(root, out, 1)
    witness = Witness(out)
    names = [list(questions)[n % len(questions)] for n in range(threads)]
    asking = [
        threading.Thread(target=witness.ask, args=(name, questions[name]), daemon=True)
        for name in names
    ]
    for thread in asking:
        thread.start()
    late = []
    for number in range(2, builds + 2):
        witness.latest = number
        _build(root, out, number)
        for name, ask in questions.items():
            try:
                told: object = ask(out)
            except Exception as error:  # noqa: BLE001  (whatever comes out is told)
                told = f"{type(error).__name__} {error}"[:150]
            late += [(name, number, told)] if told != number else []
    witness.done = True
    for thread in asking:
        thread.join(60)
    hanging = sum(thread.is_alive() for thread in asking)
    print(f"{threads} threads, {builds} builds; still hanging: {hanging}")
    for (name, outcome), count in sorted(witness.seen.items()):
        print(f"  {name:10} {count:8,}  {outcome}")
    print(f"  asked right after a build, not answered from it: {len(late)} {late[:6]}")
    for told in witness.faults.values():
        print(told)
    bad = any(not outcome.startswith(("answered", "QueryError")) for _, outcome in witness.seen)
    return not (bad or late or hanging)


def main() -> None:
    """Print what each number of threads saw; leave with 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("threads", type=int, nargs="*", default=[24, 200])
    parser.add_argument("--builds", type=int, default=20)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fine = [_run(Path(folder), threads, told.builds) for threads in told.threads]
    sys.exit(not all(fine))


if __name__ == "__main__":
    main()
