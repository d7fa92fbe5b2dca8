"""Times the page against a blank one of the same weight: largest paint, and ready to be used.

Run it by `python tests/bench/page.py`; quote the ratios, never the times.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import reader

import carbondata

RUNS = 9
PAINT = """return new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
    .observe({ type: 'largest-contentful-paint', buffered: true });
})"""


def main() -> None:
    """Print both ratios of the medians."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, blank = folder / "page.html", folder / "blank.html"
        carbondata.page(whole)
        weight = whole.stat().st_size
        text = '<!doctype html><html lang="en"><meta charset="utf-8"><title>b</title><h1>Blank</h1>'
        filler = f'<script type="application/json">"{"x" * (weight - len(text) - 50)}"</script>'
        blank.write_text(text + filler, encoding="utf-8")
        with reader.reading(whole, folder) as browser:
            times: dict[str, list[float]] = {"blank": [], "paint": [], "ready": []}
            for _ in range(RUNS):
                times["blank"].append(_paint(browser, blank))
                times["paint"].append(_paint(browser, whole))
                browser.open()
                times["ready"].append(
                    browser.run("return performance.getEntriesByName('ready')[0].startTime")
                )
    medians = {what: statistics.median(values) for what, values in times.items()}
    for what in ("paint", "ready"):
        print(f"{what}: {medians[what] / medians['blank']:.2f} of a blank page of the same weight")


def _paint(browser: reader.Reader, page: Path) -> float:
    browser.driver.get("about:blank")
    browser.driver.get(page.as_uri())
    time.sleep(0.5)
    return float(browser.run(PAINT))


if __name__ == "__main__":
    main()
