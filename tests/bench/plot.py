"""What a chart costs: over a bare Altair chart of as many points, both written as SVG.

Run in a folder with a built database: `python tests/bench/plot.py`. Ratios of one run, warm: the
chart alone (questions to the database included), and the chart with its SVG.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import altair as alt

from carbondata import plot

if TYPE_CHECKING:
    from collections.abc import Callable

# Each kind, and how many points it draws.
CHARTS: dict[str, tuple[Callable[[], alt.LayerChart], int]] = {
    "compare": (
        lambda: plot.compare("strubell-2019/nas-gpu", "car-lifetime-usa", "SWE@2017", "FRA@2017"),
        4,
    ),
    "studies": (lambda: plot.studies("aviation"), 68),
    "runs": (plot.runs, 95),
    "size": (plot.size, 72),
    "elsewhere": (lambda: plot.elsewhere("strubell-2019/nas-gpu"), 213),
}


def bare(points: int) -> alt.Chart:
    """Return a chart of so many points, with nothing around it."""
    rows = [{"x": index, "y": index % 7} for index in range(points)]
    chart = alt.Chart(alt.InlineData(values=rows)).mark_point()
    return chart.encode(x="x:Q", y="y:Q").properties(width=720, height=500)


def seconds(action: Callable[[], object], times: int = 5) -> float:
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
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "chart.svg"
        for kind, (draw, points) in CHARTS.items():
            plainly = seconds(lambda points=points: bare(points).save(str(file)))
            chart = seconds(draw)
            whole = seconds(lambda draw=draw: plot.save(draw(), file))
            print(f"{kind}: chart {chart / plainly:.2f}, with SVG {whole / plainly:.2f}")


if __name__ == "__main__":
    main()
