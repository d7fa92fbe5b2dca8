"""What a reader waits for: the page until it answers, over a blank page of the same weight.

Run in a folder with a built database: `python tests/bench/page.py`. Ratios of medians of one run
in headless Chromium, both pages opened in turn from disk: until the first paint, until the
controls answer, and until the longest list of choices has opened, its key pressed included.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

import carbondata

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from reader import Reader, reading

TIMES = 25
BLANK = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>blank</title><p>Blank.</p>'
    '<script type="application/json">{weight}</script><script type="module">'
    'document.documentElement.dataset.ready = ""; performance.mark("ready");</script></html>'
)
MARKS = """
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    const [ready] = performance.getEntriesByName("ready");
    return paint && ready ? [paint.startTime, ready.startTime] : null;
"""
# How long the first key takes, which is when the list of choices is made.
FIRST_KEY = """
    const start = performance.now();
    document.getElementById("reference").click();
    return performance.now() - start;
"""


def waited(browser: Reader) -> list[float]:
    """Open the page, and return when it painted and when it answered, in ms."""
    browser.open()
    found: list[float] = browser.wait(lambda: browser.run(MARKS))
    return found


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        page, blank = Path(folder) / "page.html", Path(folder) / "blank.html"
        carbondata.page(page)
        weight = page.stat().st_size
        filling = "A" * (weight - len(BLANK.format(weight="")))
        blank.write_text(BLANK.format(weight=filling), encoding="utf-8")
        with reading(page, Path(folder)) as browser:
            empty = Reader(browser.driver, blank)
            waited(browser)
            waited(empty)
            pages, blanks, keys = [], [], []
            for _ in range(TIMES):
                pages.append(waited(browser))
                keys.append(browser.run(FIRST_KEY))
                blanks.append(waited(empty))
    (paint, ready), (bare_paint, bare) = (
        map(median, zip(*found, strict=True)) for found in (pages, blanks)
    )
    print(f"weight: {weight / 1e6:.2f} MB")
    print(f"first paint / blank page's: {paint / bare_paint:.2f}")
    print(f"controls answer / blank page's: {ready / bare:.2f}")
    print(f"first list of choices / the wait until controls answer: {median(keys) / ready:.2f}")


if __name__ == "__main__":
    main()
