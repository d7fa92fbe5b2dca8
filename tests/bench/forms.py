"""What `report`, `lint` and an answer over MCP cost: ratios within one run.

`report` and `lint` of one file against `carbondata --version`, as whole processes (limit: half a
second more); a warm answer of the server against the same call in Python (limit: three times).
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import mcp

import carbondata

TIMES = 15
PROGRAM = str(Path(sys.executable).with_name("carbondata"))


def seconds(*words: str) -> float:
    """Return the median of whole runs of a command."""
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        subprocess.run([PROGRAM, *words], capture_output=True, check=False)
        taken.append(time.perf_counter() - start)
    return median(taken)


async def answers() -> float:
    """Return the median of warm answers of the server."""
    started = mcp.StdioServerParameters(command=PROGRAM, args=["mcp"])
    asked = {"subject": "gpt-3", "reference": "car"}
    async with mcp.Client(started) as client:
        taken = []
        for _ in range(TIMES + 1):
            start = time.perf_counter()
            await client.call_tool("compare", asked)
            taken.append(time.perf_counter() - start)
    return median(taken[1:])


def calls() -> float:
    """Return the median of the same answers in Python: sentence, sources and receipt."""
    taken = []
    for _ in range(TIMES + 1):
        start = time.perf_counter()
        found = carbondata.compare("gpt-3", "car")
        found.sentence()
        carbondata.receipt(found)
        carbondata.cite(*found.sources(), style="text")
        taken.append(time.perf_counter() - start)
    return median(taken[1:])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        card = Path(folder) / "README.md"
        card.write_text(carbondata.report("bloom-176b", "model-card"), encoding="utf-8")
        nothing = seconds("--version")
        for words in (["report", "bloom-176b", "--as", "model-card"], ["lint", str(card)]):
            more = seconds(*words) - nothing
            print(f"{words[0]}: {more:.2f} s more than --version (limit 0.5)")
    print(f"an answer over MCP: {asyncio.run(answers()) / calls():.2f} times Python (limit 3)")
