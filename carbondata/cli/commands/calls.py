"""`carbondata calls`: logs of calls of models, as ranges over published studies."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from carbondata.cli.calls_answers import print_call_formats, print_calls, print_grouping
from carbondata.cli.options import LIFE_CYCLE, Boundary, Database, Lang, Spoken, refusing

app = typer.Typer(add_completion=False)


class Form(StrEnum):
    """How calls are printed."""

    text = "text"
    json = "json"
    csv = "csv"


@app.command(epilog="Example: carbondata calls spend-logs.csv --area USA --by model,month")
def calls(
    logs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="LOGS",
            help="Logs of calls, patterns or folders, - for standard input: LiteLLM, Langfuse, "
            "OpenTelemetry, OpenAI, Anthropic, Claude Code, Codex, EcoLogits, or a table (CSV, "
            "Parquet, JSON lines) with model, time, tokens_in, tokens_out.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write the rows here: .parquet, .csv or .jsonl."),
    ] = None,
    by: Annotated[
        str, typer.Option(help="What to add up by: model, month, area, user.")
    ] = "model,month,area",
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            metavar="MODEL=STUDY",
            help="Count a model by this study, or as this studied model; may be repeated. Rows "
            "say so.",
        ),
    ] = None,
    area: Annotated[
        str | None,
        typer.Option(help="Where all calls were answered: FRA, US-CA, EU27, or a name."),
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="The year of the grid. \\[default: of each call]")
    ] = None,
    pue: Annotated[
        float | None, typer.Option(help="Power usage effectiveness, where a study has none.")
    ] = None,
    boundary: Annotated[
        Boundary, typer.Option(help="Which emissions of electricity count.")
    ] = LIFE_CYCLE,
    allow_year_gap: Annotated[
        int, typer.Option(min=0, help="How many years a factor may be from the call's.")
    ] = 0,
    to: Annotated[
        str | None,
        typer.Option(help="Say how much that is in these: car-km-usa,smartphone-charge."),
    ] = None,
    formats: Annotated[
        bool, typer.Option("--formats", help="List the logs that are read, and exit.")
    ] = False,
    sql: Annotated[
        str | None,
        typer.Option(
            metavar="DIALECT",
            help="Print the query that adds calls up in a warehouse (duckdb, bigquery, "
            "snowflake ...), and exit.",
        ),
    ] = None,
    lang: Spoken = Lang.en,
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print it.")] = Form.text,
    db: Database = None,
) -> None:
    """Work out what calls of models emit: tokens x published studies x the grid of their place.

    A range, as studies differ; no energy for a model that nobody measured.
    """
    if formats:
        print_call_formats(as_json=form is Form.json)
        return
    if sql is not None:
        print_grouping(sql, db)
        return
    if not logs:
        message = "name the logs of calls; --formats lists those that are read"
        raise typer.BadParameter(message)
    pairs = [pair.partition("=") for pair in proxy or []]
    if any(not (model.strip() and study.strip()) for model, _, study in pairs):
        message = "--proxy takes MODEL=STUDY"
        raise typer.BadParameter(message)
    options = {
        "by": by,
        "proxy": {model.strip(): study.strip() for model, _, study in pairs},
        "area": area,
        "year": year,
        "pue": pue,
        "boundary": boundary.value,
        "allow_year_gap": allow_year_gap,
        "database": db,
    }
    with refusing(lang.value):
        print_calls(logs, out, to.split(",") if to else [], form.value, lang, options)
