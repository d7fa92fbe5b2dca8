"""`carbondata compare`: two figures, how many times, with what doubt, and may it be done."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from carbondata.cli.options import Database, Lang, References, Spoken, Subject, refusing
from carbondata.cli.preload import Asking
from carbondata.errors import QueryError

if TYPE_CHECKING:
    from carbondata.query.comparison import Comparison


app = typer.Typer(add_completion=False)


class Measure(StrEnum):
    """What is compared."""

    emissions = "emissions"
    electricity = "electricity"


class Form(StrEnum):
    """How comparisons are printed."""

    text = "text"
    json = "json"
    csv = "csv"
    markdown = "markdown"


NEAREST = {
    "en": "the nearest of each kind: name one, or another, to compare with it",
    "fr": "les plus proches de chaque sorte : nommez-en un, ou un autre, pour comparer",
}
MOVED = {
    "en": "from the published figure to this one:",
    "fr": "du chiffre publié à celui-ci :",
}


@app.command(cls=Asking, epilog="Example: carbondata compare gpt-3 voiture --lang fr")
def compare(
    subject: Subject,
    references: References = None,
    grid: Annotated[
        str | None, typer.Option(help="Put the run's electricity on this area's grid (FRA).")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="The year of that grid. [default: the run's]")
    ] = None,
    measure: Annotated[
        Measure | None,
        typer.Option(
            "--in",
            help="What to compare. [default: emissions where all have them, else electricity]",
        ),
    ] = None,
    lang: Spoken = Lang.en,
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print it.")] = Form.text,
    receipt: Annotated[
        Path | None, typer.Option(help="Write a receipt here, for `carbondata verify`.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Give the number of a refused comparison all the same.")
    ] = False,
    all_studies: Annotated[
        bool,
        typer.Option(
            "--all-studies", help="Let the bounds reach to disputed and superseded studies."
        ),
    ] = False,
    db: Database = None,
) -> None:
    """Compare a figure with others: how many times, with what doubt, and may it be done."""
    from carbondata import compare as answer

    with refusing():
        if receipt is not None and len(references or ()) != 1:
            message = "a receipt is of one comparison: give one reference"
            raise QueryError(message)
        published = subject
        if grid or year:
            subject = _moved(subject, grid, year, db)
        if not references:
            _rank(subject, lang, form, db)
            return
        found = answer(
            subject,
            *references,
            measure=measure and measure.value,
            force=force,
            all_studies=all_studies,
            database=db,
        )
        comparisons = found if isinstance(found, tuple) else (found,)
        if receipt is not None:
            from carbondata.query.receipts import write

            write(receipt, comparisons[0], db)
        _print(comparisons, lang, form, db)
        if (grid or year) and form is Form.text:
            _explain(published, subject, lang, db)
    if any(
        comparison.refused and not (force and comparison.has_ratio) for comparison in comparisons
    ):
        raise typer.Exit(1)


def _moved(subject: str, grid: str | None, year: int | None, db: Path | None) -> str:
    from carbondata.query.compare import picked

    run = picked(subject, db)
    if run.kind != "event" or run.row_id is None:
        message = f"{subject} is no training run: only its electricity can be put on another grid"
        raise QueryError(message)
    area = grid or run.area_id
    if area is None:
        message = f"nobody says where {run.id} ran: name the grid (--grid FRA)"
        raise QueryError(message)
    count = f"{run.times!r}*" if run.times else ""
    # A word that is taken for one of several trainings stays, for that to be said.
    name = run.asked.name
    called = name.name if name and name.why_en else run.row_id
    return f"{count}{called}@{area}" + (f"@{year}" if year else "")


def _rank(subject: str, lang: Lang, form: Form, db: Path | None) -> None:
    from carbondata import compare_all
    from carbondata.cli.terminal import emit, in_language, rounded
    from carbondata.query.ranking import nearest

    if form in {Form.json, Form.csv}:
        emit(compare_all(subject, db), form.value)
        return
    near = nearest(subject, database=db).select(["id", f"name_{lang.value}", "ratio", "verdict"])
    emit(in_language(rounded(near, "ratio", 3), lang.value), "table")
    typer.echo(NEAREST[lang.value])


def _print(comparisons: tuple[Comparison, ...], lang: Lang, form: Form, db: Path | None) -> None:
    from carbondata.cli import terminal
    from carbondata.query import layout, sentences

    language: Literal["en", "fr"] = lang.value
    if form is Form.json:
        from carbondata.query.receipts import receipt

        records = [
            {**comparison.to_dict(language), "receipt": receipt(comparison, db)}
            for comparison in comparisons
        ]
        only = records[0] if len(records) == 1 else records
        typer.echo(json.dumps(only, ensure_ascii=False, indent=1, allow_nan=False))
    elif form is Form.csv:
        import pyarrow as pa

        terminal.emit(
            pa.concat_tables([comparison.to_arrow(language) for comparison in comparisons]), "csv"
        )
    elif form is Form.markdown:
        typer.echo(
            "\n\n".join(sentences.markdown(comparison, language) for comparison in comparisons)
        )
    else:
        for index, comparison in enumerate(comparisons):
            typer.echo(("\n" if index else "") + layout.comparison(comparison, language))


def _explain(published: str, moved: str, lang: Lang, db: Path | None) -> None:
    """Keep the published figure beside the one on another grid, and say what changed."""
    from carbondata import explain as answer
    from carbondata.cli.terminal import emit, rounded

    typer.echo(f"\n{MOVED[lang.value]}")
    emit(rounded(answer(published, moved, db), "factor", 4), "table")
