"""`carbondata sql-batch`: the query of many footprints, for the warehouse that holds the runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from carbondata.cli.options import Database, refusing
from carbondata.cli.say import say
from carbondata.tables.vocabulary import ELECTRICITY_BOUNDARY

app = typer.Typer(add_completion=False)


def dialects(incomplete: str) -> list[str]:
    """Complete a dialect; those that are proved."""
    from carbondata.runs.warehouse import PROVED

    return [name for name in PROVED if name.startswith(incomplete)]


def boundaries(incomplete: str) -> list[str]:
    """Complete a boundary."""
    return [name for name in ELECTRICITY_BOUNDARY if name.startswith(incomplete)]


@app.command(
    epilog="Example: carbondata sql-batch --dialect bigquery --factors factors.parquet > batch.sql"
)
def sql_batch(
    dialect: Annotated[
        str,
        typer.Option(
            help="duckdb, spark, datafusion, clickhouse, postgres: proved. Others are translated: "
            "bigquery, snowflake, trino.",
            autocompletion=dialects,
        ),
    ] = "duckdb",
    factors: Annotated[
        Path | None,
        typer.Option(help="Write the table of factors here: FILE.csv or FILE.parquet."),
    ] = None,
    boundary: Annotated[
        str,
        typer.Option(help="Which emissions of electricity count.", autocompletion=boundaries),
    ] = "life_cycle",
    allow_year_gap: Annotated[
        int, typer.Option(min=0, help="How many years a factor may be from the run's.")
    ] = 0,
    db: Database = None,
) -> None:
    """Print the query that works out footprints in a warehouse, with the factors it joins."""
    from carbondata.runs.warehouse import batch_sql, write_factors

    with refusing():
        query = batch_sql(dialect)
        if factors is not None:
            rows = write_factors(factors, boundary, allow_year_gap=allow_year_gap, database=db)
            say(f"{factors}: {rows:,} factors written", err=True)
    say(query)
