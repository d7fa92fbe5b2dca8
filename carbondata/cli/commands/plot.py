"""`carbondata plot`: charts as files, one subcommand for each kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carbondata.cli.options import (
    Database,
    Lang,
    MeasureAsked,
    References,
    Spoken,
    Subject,
    operands,
    refusing,
)
from carbondata.cli.say import say

if TYPE_CHECKING:
    import altair as alt

    from carbondata.draw.picture import Picture

app = typer.Typer(
    name="plot",
    add_completion=False,
    no_args_is_help=True,
    help="Draw a chart as SVG, PNG or HTML (needs the extra: pip install 'carbondata\\[plot]').",
    epilog="Example: carbondata plot studies bitcoin --out bitcoin.svg",
)

Out = Annotated[
    Path,
    typer.Option("--out", "-o", help="FILE.svg, FILE.png or FILE.html.", show_default=False),
]

Run = Annotated[
    str,
    typer.Argument(
        help="A training run, or an amount: '1000 kWh@FRA@2023'.",
        autocompletion=operands,
        show_default=False,
    ),
]
GridYear = Annotated[int | None, typer.Option(help="The year of the grids. \\[default: the run's]")]


@app.command(
    epilog="Example: carbondata plot compare strubell-2019/nas-gpu SWE@2017 -o nas.svg --lang fr"
)
def compare(
    subject: Subject,
    references: References = None,
    *,
    out: Out,
    measure: MeasureAsked = None,
    lang: Spoken = Lang.en,
    db: Database = None,
) -> None:
    """Draw a figure beside its references, on a log scale, with bounds and verdicts."""
    with refusing(lang.value):
        from carbondata import plot

        of = measure.value if measure else None
        drawn = plot.compare(subject, *references or (), measure=of, language=lang, database=db)
        _save(drawn, out)


@app.command(epilog="Example: carbondata plot studies data_centres --out data-centres.png")
def studies(
    sector: Annotated[
        str,
        typer.Argument(
            help="bitcoin, ict, data_centres, aviation, ...",
            autocompletion=operands,
            show_default=False,
        ),
    ],
    *,
    out: Out,
    year: Annotated[
        int | None, typer.Option(help="Only the studies of this year, as dots on one scale.")
    ] = None,
    lang: Spoken = Lang.en,
    db: Database = None,
) -> None:
    """Draw the competing estimates of a sector over the years, or of anything in one year."""
    with refusing(lang.value):
        from carbondata import plot

        _save(plot.studies(sector, year=year, language=lang, database=db), out)


@app.command(epilog="Example: carbondata plot ruler gpt-3 car-lifetime-usa --out gpt-3.svg")
def ruler(
    subject: Subject,
    reference: Annotated[
        str | None,
        typer.Argument(
            help="What to compare it with.", autocompletion=operands, show_default=False
        ),
    ] = None,
    *,
    out: Out,
    measure: MeasureAsked = None,
    lang: Spoken = Lang.en,
    db: Database = None,
) -> None:
    """Draw a figure on a ruler from one prompt to the world's year."""
    with refusing(lang.value):
        from carbondata import plot

        of = measure.value if measure else None
        drawn = plot.ruler(subject, reference, measure=of, language=lang, database=db)
        _save(drawn, out)


@app.command(epilog="Example: carbondata plot claim nlp-five-cars --out five-cars.png")
def claim(
    claim_id: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM", help="An id that `carbondata claims` lists.", show_default=False
        ),
    ],
    *,
    out: Out,
    lang: Spoken = Lang.en,
    db: Database = None,
) -> None:
    """Draw a claim as a picture to share: the sentence, the verdict, stated beside known."""
    with refusing(lang.value):
        from carbondata import plot

        _save(plot.claim(claim_id, language=lang, database=db), out)


@app.command(epilog="Example: carbondata plot nation SWE gpt-3 --out sweden.svg")
def nation(
    area: Annotated[
        str,
        typer.Argument(help="A country, or WLD.", autocompletion=operands, show_default=False),
    ],
    run: Annotated[
        str,
        typer.Argument(
            help="What to mark in it: a training run, a thing, an amount.",
            autocompletion=operands,
            show_default=False,
        ),
    ],
    *,
    out: Out,
    lang: Spoken = Lang.en,
    db: Database = None,
) -> None:
    """Draw a country's emissions over the years, with a training run marked."""
    with refusing(lang.value):
        from carbondata import plot

        _save(plot.nation(area, run, language=lang, database=db), out)


@app.command("map", epilog="Example: carbondata plot map bloom --out bloom.png --lang fr")
def map_(
    run: Run,
    *,
    out: Out,
    year: GridYear = None,
    lang: Spoken = Lang.en,
    db: Database = None,
) -> None:
    """Draw one training run, or an amount of electricity, on every grid, as a map."""
    with refusing(lang.value):
        from carbondata import plot

        _save(plot.map(run, year=year, language=lang, database=db), out)


@app.command(epilog="Example: carbondata plot runs --out runs.svg --lang fr")
def runs(*, out: Out, lang: Spoken = Lang.en, db: Database = None) -> None:
    """Draw the published training runs by year and emissions."""
    with refusing(lang.value):
        from carbondata import plot

        _save(plot.runs(language=lang, database=db), out)


@app.command(epilog="Example: carbondata plot size --out size.html")
def size(*, out: Out, lang: Spoken = Lang.en, db: Database = None) -> None:
    """Draw training emissions against parameters, with a line of strict proportion."""
    with refusing(lang.value):
        from carbondata import plot

        _save(plot.size(language=lang, database=db), out)


@app.command(
    epilog="Example: carbondata plot elsewhere luccioni-2023-bloom/bloom-176b --out bloom.svg"
)
def elsewhere(
    run: Run,
    *,
    out: Out,
    year: GridYear = None,
    lang: Spoken = Lang.en,
    db: Database = None,
) -> None:
    """Draw one training run, or an amount of electricity, on every country's grid."""
    with refusing(lang.value):
        from carbondata import plot

        _save(plot.elsewhere(run, year=year, language=lang, database=db), out)


def _save(chart: alt.LayerChart | Picture, out: Path) -> None:
    from carbondata import plot

    say(str(plot.save(chart, out)))
