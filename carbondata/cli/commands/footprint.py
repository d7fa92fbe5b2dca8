"""`carbondata footprint`: one run from options, or many from files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from carbondata.cli.datetimes import moment
from carbondata.cli.footprint_answers import (
    Form,
    print_formats,
    print_many,
    print_moved_runs,
    print_runs,
    print_starts,
)
from carbondata.cli.options import (
    LIFE_CYCLE,
    Boundary,
    Database,
    Lang,
    Scope,
    Spoken,
    answers,
    refusing,
    source_ids,
)
from carbondata.errors import QueryError
from carbondata.runs.power_log.steps import GAPS

app = typer.Typer(add_completion=False)


# mypy would have each word written out.
Gaps = StrEnum("Gaps", [(way.replace("-", "_"), way) for way in GAPS])  # type: ignore[misc]


def area_ids(incomplete: str) -> list[tuple[str, ...]]:
    """Complete the id of an area, with its name."""
    query = "SELECT area_id, name_en FROM areas WHERE starts_with(area_id, $1) ORDER BY 1"
    return answers(query, incomplete)


def accelerators(incomplete: str) -> list[str]:
    """Complete the name of an accelerator."""
    query = "SELECT name FROM accelerators WHERE tdp_w > 0 AND starts_with(name, $1) ORDER BY 1"
    return [name for (name,) in answers(query, incomplete)]


@app.command(
    epilog="Example: carbondata footprint --gpu 'NVIDIA H100 SXM5 80GB' --count 8 --hours 72 "
    "--pue 1.2 --area FRA --year 2024"
)
def footprint(
    runs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="RUNS",
            help="Files of runs, patterns or folders, - for standard input: codecarbon, BoAmps, "
            "Green Algorithms, model cards, or a table (CSV, Parquet, JSON lines).",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the runs here: .parquet, .csv or .jsonl."),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option(
            help="The grid: FRA, US-CA, EU27, or a name; for all RUNS. Of one run several: "
            "SWE,FRA,POL,US-TX.",
            autocompletion=area_ids,
        ),
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year of the run, or of all RUNS.")] = None,
    start: Annotated[str | None, typer.Option(help="Start: 2023-01-02T10:20Z.")] = None,
    end: Annotated[str | None, typer.Option(help="End, in the same form.")] = None,
    energy_kwh: Annotated[float | None, typer.Option(help="Energy, kWh.")] = None,
    power_w: Annotated[float | None, typer.Option(help="Mean power, W; with --hours.")] = None,
    hours: Annotated[float | None, typer.Option(help="Time from start to end, h.")] = None,
    gpu: Annotated[
        str | None,
        typer.Option(help="Accelerator, taken at its TDP.", autocompletion=accelerators),
    ] = None,
    count: Annotated[float | None, typer.Option(help="How many accelerators.")] = None,
    utilisation: Annotated[
        float | None, typer.Option(help="Mean power as a share of TDP; else 1.")
    ] = None,
    power_log: Annotated[
        Path | None,
        typer.Option(
            help="Log of nvidia-smi, rocm-smi, RAPL, perf, turbostat, powermetrics, tegrastats, "
            "ipmitool, scaphandre, Kepler, PowerJoular; or a table of time, power_w."
        ),
    ] = None,
    gaps: Annotated[
        Gaps | None,
        typer.Option(
            help="How to count a pause in the power log; else powers are left out, and counters "
            "count."
        ),
    ] = None,
    energy_scope: Annotated[
        Scope | None, typer.Option(help="What the energy covers; facility includes PUE.")
    ] = None,
    pue: Annotated[float | None, typer.Option(help="Power usage effectiveness.")] = None,
    boundary: Annotated[
        Boundary, typer.Option(help="Which emissions of electricity count.")
    ] = LIFE_CYCLE,
    hourly: Annotated[
        bool, typer.Option("--hourly", help="Use the mean over exactly the run's hours.")
    ] = False,
    when: Annotated[
        str | None,
        typer.Option(
            metavar="FROM/TO",
            help="Show the cleanest and dirtiest start times in this window instead; with RUNS "
            "those of each, or with --hours of all as one.",
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(help="Take this source's factor.", autocompletion=source_ids),
    ] = None,
    allow_year_gap: Annotated[
        int, typer.Option(min=0, help="How many years a factor may be from the run's.")
    ] = 0,
    to: Annotated[
        str | None,
        typer.Option(help="Compare one run with these: car-lifetime-usa,SWE@2024."),
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option("--plot", help="Draw one run in several places: FILE.svg, .png or .html."),
    ] = None,
    timezone: Annotated[
        str | None, typer.Option(help="Zone of times without an offset: Europe/Paris.")
    ] = None,
    take_one: Annotated[
        bool,
        typer.Option("--take-one", help="Count one of RUNS on one machine at one time (ranks)."),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail if any of the RUNS cannot be worked out.")
    ] = False,
    formats: Annotated[
        bool,
        typer.Option("--formats", help="List the files and power logs that are read, and exit."),
    ] = False,
    lang: Spoken = Lang.en,
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print it.")] = Form.text,
    db: Database = None,
) -> None:
    """Work out what a computation emits: energy x PUE x the grid of its place and time.

    One run from options, or many from files, each with the factor that was used.
    """
    if formats:
        print_formats(form)
        return
    places = [place.strip() for place in (area or "").split(",") if place.strip()]
    if (runs or when is not None) and len(places) > 1:
        message = f"--area takes one place with RUNS and --when, not {len(places)}"
        raise typer.BadParameter(message)
    if runs:
        _refuse_options(
            "applies to a single run; it cannot be combined with RUNS",
            {"--energy-kwh": energy_kwh, "--power-w": power_w, "--gpu": gpu},
            {"--hours": hours if when is None else None, "--plot": chart},
            {"--power-log": power_log, "--gaps": gaps, "--start": start, "--end": end},
            {"--count": count, "--utilisation": utilisation, "--source": source, "--to": to},
        )
        options: dict[str, Any] = {"area": area, "pue": pue, "energy_scope": energy_scope}
        options |= {"timezone": timezone, "boundary": boundary, "take_one": take_one}
        options |= {"database": db}
        if when is not None:
            _refuse_options(
                "has no effect with --when; use one or the other",
                {"--year": year, "--allow-year-gap": allow_year_gap or None, "--out": out},
                {"--hourly": hourly or None, "--strict": strict or None},
            )
            print_moved_runs(runs, when, hours, form, lang, options)
            return
        options |= {"year": year, "hourly": hourly, "strict": strict}
        print_many(runs, out, form, lang, options | {"allow_year_gap": allow_year_gap})
        return
    _refuse_options(
        "applies to RUNS; name files of runs",
        {"--out": out, "--strict": strict or None, "--take-one": take_one or None},
    )
    if power_log is None:
        _refuse_options("applies to --power-log", {"--gaps": gaps})
    if not places:
        message = "give the run's location with --area AREA, or name files of RUNS"
        raise typer.BadParameter(message)
    facts_of_run: dict[str, Any] = {
        "area": places[0],
        "hours": hours,
        "energy_kwh": energy_kwh,
        "power_w": power_w,
        "gpu": gpu,
        "count": count,
        "utilisation": 1.0 if utilisation is None else utilisation,
        "power_log": power_log,
        "gaps": gaps,
        "energy_scope": energy_scope,
        "pue": pue,
        "boundary": boundary,
        "database": db,
    }
    if when is not None:
        _refuse_options(
            "has no effect with --when; use one or the other",
            {"--start": start, "--end": end, "--year": year, "--source": source, "--to": to},
            {"--allow-year-gap": allow_year_gap or None, "--plot": chart},
        )
        print_starts(when, timezone, form, lang, facts_of_run)
        return
    if start is None and end is None:
        _refuse_options("applies to --start and --end", {"--timezone": timezone})
    lacking = _lacks_a_fact(facts_of_run, year, (start, end), hourly=hourly)
    facts_of_run |= {
        "year": year,
        "start": moment(start, timezone),
        "end": moment(end, timezone),
        "hourly": hourly,
        "source": source,
        "allow_year_gap": allow_year_gap,
    }
    with refusing(lang.value), _misused(lang, lacking=lacking):
        print_runs(facts_of_run, places, to.split(",") if to else [], chart, form, lang)


def _lacks_a_fact(
    run: dict[str, Any], year: int | None, span: tuple[str | None, str | None], *, hourly: bool
) -> bool:
    """Tell whether the options leave out a fact that every run needs, or give its energy twice."""
    ways = [way for way in ("energy_kwh", "power_w", "gpu", "power_log") if run[way] is not None]
    is_timed = None not in span
    needs_time = run["power_w"] is not None or run["gpu"] is not None
    return (
        len(ways) != 1
        or (needs_time and run["hours"] is None and not is_timed)
        or (run["gpu"] is not None and run["count"] is None)
        or (ways[0] in {"energy_kwh", "power_w"} and run["energy_scope"] is run["pue"] is None)
        or (year is None and span[0] is None and run["power_log"] is None)
        or (hourly and not is_timed)
    )


@contextmanager
def _misused(lang: Lang, *, lacking: bool) -> Iterator[None]:
    """Let a refusal be one of usage if an option is lacking: the message says which."""
    try:
        yield
    except QueryError as error:
        if not lacking:
            raise
        raise typer.BadParameter(error.text(lang.value)) from None


def _refuse_options(why: str, *options: dict[str, object]) -> None:
    """Refuse options that would have no effect."""
    if unused := [name for some in options for name, value in some.items() if value is not None]:
        message = f"{', '.join(unused)} {why}"
        raise typer.BadParameter(message)
