"""What `carbondata footprint` prints of many runs, and of the times to start one."""

from __future__ import annotations

import datetime as dt
import json
from enum import StrEnum
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

import typer

from carbondata.cli.datetimes import moment
from carbondata.cli.options import refusing
from carbondata.cli.say import say
from carbondata.files import scratch

if TYPE_CHECKING:
    from carbondata.cli.options import Lang


class Form(StrEnum):
    """How a footprint is printed."""

    text = "text"
    json = "json"


def print_many(
    runs: list[str], out: Path | None, form: Form, lang: Lang, options: dict[str, Any]
) -> None:
    """Work out the runs of files, and print their summary."""
    from rich.console import Console

    from carbondata import footprints
    from carbondata.runs.summary import facts_of_summary, summary_text
    from carbondata.text.typeset import say as phrase

    with (
        refusing(lang.value),
        Console(stderr=True).status("reading and writing"),
        scratch(Path(gettempdir()), "*") as work,
    ):
        summary = footprints(runs, out or work / "footprints.parquet", **options)
    if form == "json":
        facts = facts_of_summary(summary)
        say(json.dumps(facts, ensure_ascii=False, allow_nan=False, indent=1))
    else:
        say(summary_text(summary, lang.value))
        written = phrase("runs.written", lang.value, file=out) if out else None
        say(f"\n{written or phrase('runs.keep', lang.value, option='--out FILE.parquet')}")


def print_starts(
    when: str, timezone: str | None, form: Form, lang: Lang, run: dict[str, Any]
) -> None:
    """Print the best and the worst start, with the run's emissions if its energy is known."""
    from carbondata import footprint as work_out
    from carbondata.runs.hourly import best_and_worst, known_hours
    from carbondata.runs.period import utc
    from carbondata.runs.report import facts_of_starts, starts_text

    first, slash, last = when.partition("/")
    if not slash or run["hours"] is None:
        message = "--when needs --hours, and takes FROM/TO: 2023-01-02T00:00Z/2023-01-04T00:00Z"
        raise typer.BadParameter(message)
    place = (run["hours"], run["boundary"], run["database"])
    with refusing(lang.value):
        begun, ended = utc("window", moment(first, timezone)), utc("window", moment(last, timezone))
        if begun is None or ended is None:
            raise typer.BadParameter(when)
        window = (begun, ended)
        starts = best_and_worst(run["area"], window, *place)
        known = known_hours(run["area"], window, run["boundary"], run["database"])
        runs = [
            work_out(**run, start=start.start_utc.replace(tzinfo=dt.UTC), hourly=True)
            for start in starts
            if any(run[way] is not None for way in ("energy_kwh", "power_w", "gpu", "power_log"))
        ]
    if form == "json":
        values = facts_of_starts(starts, runs, known)
        say(json.dumps(values, default=dt.datetime.isoformat, allow_nan=False, indent=1))
    else:
        say(starts_text(starts, runs, known, lang.value))
