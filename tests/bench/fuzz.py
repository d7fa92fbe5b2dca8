"""How many spoilt manifests, files, amounts and receipts are met well in so many minutes.

    python tests/bench/fuzz.py 10

Runs tests/test_fuzz.py again and again, each time from another seed, and prints how often each
test was tried; what it finds is printed in full, and leaves with 1.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1] / "test_fuzz.py"
EXAMPLES = "2000"
NAME = re.compile(r"^\S*test_fuzz\.py::(\w+):$")
TRIED = re.compile(r"(\d+) (?:passing|failing|invalid)")


def once(seed: int) -> tuple[bool, str]:
    """Run all fuzz tests from one seed."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", str(TESTS), f"--hypothesis-seed={seed}"),
            *("--hypothesis-show-statistics", "-p", "no:cacheprovider"),
        ],
        env={**os.environ, "CARBONDATA_FUZZ": EXAMPLES},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout


def main() -> None:
    """Fuzz for the minutes that are asked for."""
    until, seed = time.monotonic() + 60 * float(sys.argv[1]), int(time.time())
    tried: Counter[str] = Counter()
    good = True
    while time.monotonic() < until:
        well, said = once(seed)
        name = ""
        for line in said.splitlines():
            if found := NAME.match(line):
                name = found[1]
            tried[name] += sum(map(int, TRIED.findall(line)))
        if not well:
            print(f"seed {seed}:\n{said}")
        good, seed = good and well, seed + 1
    for name, times in tried.most_common():
        if times:
            print(f"{times:>9,}  {name}")
    print(f"{tried.total():>9,}  in all")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
