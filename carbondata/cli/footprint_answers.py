"""What `carbondata footprint` prints: of one run, of many, of places and of times to start."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from tempfile import gettempdir
from textwrap import fill
from typing import TYPE_CHECKING, Any

import typer

from carbondata.cli.datetimes import moment
from carbondata.cli.options import refusing
from carbondata.cli.say import COLUMNS, say
from carbondata.files import scratch

if TYPE_CHECKING:
    from carbondata.cli.options import Lang

WINDOW = "2023-01-02T00:00Z/2023-01-04T00:00Z"


class Form(StrEnum):
    """How a footprint is printed."""

    text = "text"
    json = "json"


def print_runs(
    facts_of_run: dict[str, Any],
    places: list[str],
    to: list[str],
    chart: Path | None,
    form: Form,
    lang: Lang,
) -> None:
    """Work out one run in each of some places, and print it, compared with others and drawn."""
    from carbondata import footprint
    from carbondata.runs.compare import as_operand, compare_footprint
    from carbondata.runs.report import facts, footprint_text, places_text

    database = facts_of_run["database"]
    runs = [footprint(**facts_of_run | {"area": place}) for place in places]
    compared = [compare_footprint(run, *to, database=database) for run in runs]
    today = dt.datetime.now(dt.UTC).date()
    if form == "json":
        from carbondata.cli import terminal

        reports = [
            facts(run, today) | {"comparisons": [comparison.to_dict() for comparison in own]}
            for run, own in zip(runs, compared, strict=True)
        ]
        values = reports if len(reports) > 1 else reports[0]
        terminal.say_json(values)
    elif len(runs) == 1:
        say(footprint_text(runs[0], lang.value))
    else:
        say(places_text(runs, lang.value))
    for comparison in (each for own in compared for each in own if form != "json"):
        say(f"\n{fill(comparison.sentence(lang.value), COLUMNS)}")
    if chart is not None:
        from carbondata import plot

        operands = [as_operand(run, database) for run in runs]
        drawn = plot.compare(*operands, language=lang.value, database=database)
        say(str(plot.save(drawn, chart)), err=True)


def print_formats(form: Form) -> None:
    """List the files of runs and the power logs that are read, and what each needs."""
    from carbondata.runs.input.run_formats import run_formats
    from carbondata.runs.power_log.formats import power_formats

    kinds = {"runs": run_formats(), "power log (--power-log)": power_formats()}
    columns = ("format", "needs", "gives")
    if form == "json":
        from carbondata.cli import terminal

        rows = [
            {"kind": kind} | dict(zip(columns, row, strict=True))
            for kind, of_kind in kinds.items()
            for row in of_kind
        ]
        terminal.say_json(rows)
        return
    for kind, of_kind in kinds.items():
        say(f"{kind}\n")
        for name, needs, gives in of_kind:
            say(f"  {name}")
            for text in (needs, gives):
                say(fill(text, COLUMNS, initial_indent=" " * 4, subsequent_indent=" " * 4))
        say("")


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
        from carbondata.cli import terminal

        facts = facts_of_summary(summary)
        terminal.say_json(facts)
    else:
        say(summary_text(summary, lang.value))
        written = phrase("runs.written", lang.value, file=out) if out else None
        say(f"\n{written or phrase('runs.keep', lang.value)}")


def print_moved_runs(
    runs: list[str], when: str, hours: float | None, form: Form, lang: Lang, options: dict[str, Any]
) -> None:
    """Print when the runs of files should have started: each, or with `hours` all as one."""
    from carbondata.runs.starts import moved_runs
    from carbondata.runs.starts_report import moved_facts, moved_text

    with refusing(lang.value):
        moved = moved_runs(runs, _window(when, options["timezone"]), hours, **options)
    if form == "json":
        from carbondata.cli import terminal

        facts = moved_facts(moved)
        terminal.say_json(facts, told=dt.datetime.isoformat)
    else:
        say(moved_text(moved, lang.value))


def _window(when: str, timezone: str | None) -> tuple[dt.datetime, dt.datetime]:
    """Return the window that FROM/TO names, in naive UTC."""
    from carbondata.runs.period import utc

    ends = [utc("window", moment(each, timezone)) for each in when.split("/") if each]
    try:
        begun, ended = ends
    except ValueError:
        begun = ended = None
    if begun is None or ended is None:
        message = f"--when takes FROM/TO: {WINDOW}"
        raise typer.BadParameter(message)
    return begun, ended


def print_starts(
    when: str, timezone: str | None, form: Form, lang: Lang, run: dict[str, Any]
) -> None:
    """Print the best and the worst start, with the run's emissions if its energy is known."""
    from carbondata import footprint as work_out
    from carbondata.runs.hourly import best_and_worst, known_hours
    from carbondata.runs.report import facts_of_starts, starts_text

    if run["hours"] is None:
        message = f"--when needs --hours, and takes FROM/TO: {WINDOW}"
        raise typer.BadParameter(message)
    place = (run["hours"], run["boundary"], run["database"])
    with refusing(lang.value):
        window = _window(when, timezone)
        starts = best_and_worst(run["area"], window, *place)
        known = known_hours(run["area"], window, run["boundary"], run["database"])
        runs = [
            work_out(**run, start=start.start_utc.replace(tzinfo=dt.UTC), hourly=True)
            for start in starts
            if any(run[way] is not None for way in ("energy_kwh", "power_w", "gpu", "power_log"))
        ]
    if form == "json":
        from carbondata.cli import terminal

        values = facts_of_starts(starts, runs, known)
        terminal.say_json(values, told=dt.datetime.isoformat)
    else:
        say(starts_text(starts, runs, known, lang.value))
