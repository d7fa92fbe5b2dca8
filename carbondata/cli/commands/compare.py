"""`carbondata compare`: the ratio of two figures, its uncertainty, and whether it is fair."""

from __future__ import annotations

import re
from enum import StrEnum
from math import log
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
    refusing,
)
from carbondata.cli.preload import Asking
from carbondata.cli.say import say

if TYPE_CHECKING:
    from carbondata.query.comparison import Comparison, Comparisons


app = typer.Typer(add_completion=False)


class Form(StrEnum):
    """How comparisons are printed."""

    text = "text"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    latex = "latex"


# The columns of --all about the comparison itself, and the names that a comparison gives to others.
RESULT = ("ratio_low", "ratio", "ratio_high", "verdict")
COLUMNS = {"id": "reference", "emissions_t": "reference_t", "source_id": "reference_source"}
# The key of a BibTeX entry.
CITED = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)


@app.command(cls=Asking, epilog="Example: carbondata compare gpt-3 voiture --lang fr")
def compare(
    subject: Subject,
    references: References = None,
    grid: Annotated[
        str | None, typer.Option(help="Put the run's electricity on this area's grid (FRA).")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="The year of that grid. \\[default: the run's]")
    ] = None,
    measure: MeasureAsked = None,
    lang: Spoken = Lang.en,
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print it.")] = Form.text,
    receipt: Annotated[
        Path | None, typer.Option(help="Write a receipt here, for `carbondata verify`.")
    ] = None,
    sign: Annotated[
        Path | None,
        typer.Option(help="Sign the receipt with this SSH key: RECEIPT.sig beside it."),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option(
            min=1, help="Compare with this many of the nearest things instead of ten familiar ones."
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="List everything it may be compared with, nearest first.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Give the number even where the comparison is refused.")
    ] = False,
    all_studies: Annotated[
        bool,
        typer.Option("--all-studies", help="Widen the bounds to disputed and superseded studies."),
    ] = False,
    db: Database = None,
) -> None:
    """Compare a figure with others: the ratio, its uncertainty, and whether it is fair."""
    from carbondata import compare as answer

    if receipt is not None and len(references or ()) != 1:
        message = "a receipt records a single comparison: give one reference"
        raise typer.BadParameter(message)
    if sign is not None and receipt is None:
        message = "--sign signs a receipt: name its file with --receipt"
        raise typer.BadParameter(message)
    if sum(map(bool, (references, top, every))) > 1:
        message = "give references, --top or --all: only one of the three"
        raise typer.BadParameter(message)
    with refusing(lang.value):
        published = subject
        if grid or year:
            subject = _moved(subject, grid, year, db)
        of = measure.value if measure else None
        if every:
            _list(subject, of, lang, form, db)
            return
        operand, names = _nearest(subject, of, top, db) if top else (subject, references or [])
        compared = answer(
            operand,
            *names,
            measure=of,
            force=force,
            all_studies=all_studies,
            database=db,
        )
        comparisons = _first(compared, top)
        if receipt is not None:
            from carbondata.query.receipts import write

            write(receipt, comparisons[0], db, key=sign)
        if references and form in {Form.text, Form.markdown}:
            _tell(comparisons, lang, form)
        else:
            _print(comparisons, lang, form, db)
        if (grid or year) and form is Form.text:
            _explain(published, subject, lang, db)
    if any(
        comparison.refused and not (force and comparison.has_ratio) for comparison in comparisons
    ):
        raise typer.Exit(1)


def _moved(subject: str, grid: str | None, year: int | None, db: Path | None) -> str:
    from carbondata.query.compare import picked
    from carbondata.text.refusals import refusal, refused

    run = picked(subject, db)
    if run.kind != "event" or run.row_id is None:
        raise refused(lambda language: refusal("not_training", language, name=subject))
    area = grid or run.area_id
    if area is None:
        raise refused(
            lambda language: refusal("no_place", language, id=run.id, option="--grid FRA")
        )
    count = f"{run.times!r}*" if run.times else ""
    # Keep a word that was taken for one of several trainings, so that the answer can say so.
    name = run.asked.name
    called = name.name if name and name.why_en else run.row_id
    return f"{count}{called}@{area}" + (f"@{year}" if year else "")


def _nearest(subject: str, measure: str | None, top: int, db: Path | None) -> tuple[str, list[str]]:
    """Return a subject's headline figure, and the `top` nearest of each kind of quantity."""
    from carbondata.query.compare import picked
    from carbondata.query.ranking import nearest

    headline = picked(subject, db, measure=measure).as_operand()
    return headline, nearest(headline, top, db, measure=measure)["id"].to_pylist()


def _first(compared: Comparison | Comparisons, top: int | None) -> Comparisons:
    """Return one or several comparisons as several; with `top`, only that many, nearest first."""
    from carbondata.query.comparison import Comparisons

    several = compared if isinstance(compared, Comparisons) else (compared,)
    if top is None:
        return Comparisons(several)
    divided = [each for each in several if each.ratio]
    return Comparisons(sorted(divided, key=lambda each: abs(log(abs(each.ratio or 1))))[:top])


def _list(subject: str, measure: str | None, lang: Lang, form: Form, db: Path | None) -> None:
    """List everything a figure may be compared with, under the column names of a comparison."""
    from carbondata import compare_all
    from carbondata.cli.terminal import emit, in_language, rounded, say_json
    from carbondata.query import tabulate
    from carbondata.query.compare import picked

    ranked = compare_all(subject, db, measure=measure)
    name = picked(subject, db, measure=measure).called
    if form is Form.json:
        rows = ranked.to_pylist()
        results = [{column: row.pop(column) for column in RESULT} for row in rows]
        sides = ({"subject": {"id": name}, "reference": row} for row in rows)
        say_json([both | result for both, result in zip(sides, results, strict=True)])
    elif form is Form.csv:
        columns = [COLUMNS.get(column, column) for column in ranked.column_names]
        subjects = [[name] * len(ranked)]
        emit(ranked.rename_columns(columns).add_column(0, "subject", subjects), "csv")
    else:
        shown = ranked.select(["id", f"name_{lang.value}", "ratio", "verdict"])
        shown = in_language(rounded(shown, "ratio", 3), lang.value)
        if form is Form.text:
            say(tabulate.text(shown))
        else:
            emit(shown, form.value)


def _tell(comparisons: Comparisons, lang: Lang, form: Form) -> None:
    """Print each comparison with its reasons."""
    from carbondata.query import layout
    from carbondata.text import sentences

    written = layout.comparison if form is Form.text else sentences.markdown
    say("\n\n".join(written(comparison, lang.value) for comparison in comparisons))


def _print(comparisons: Comparisons, lang: Lang, form: Form, db: Path | None) -> None:
    """Print comparisons for a program, or as a table."""
    from textwrap import fill

    from carbondata.cli import terminal
    from carbondata.query import layout, overview
    from carbondata.text.typeset import say as phrase

    if form is Form.json:
        from carbondata.query.receipts import receipt

        terminal.say_json(
            [each.to_dict(lang.value) | {"receipt": receipt(each, db)} for each in comparisons]
        )
    elif form is Form.csv:
        terminal.emit(comparisons.to_arrow(lang.value), "csv")
    elif form is Form.markdown:
        say(overview.markdown(comparisons, lang.value))
    elif form is Form.latex:
        from carbondata import cite

        sources = dict.fromkeys(source for each in comparisons for source in each.sources())
        keys = CITED.findall(cite(*sources, database=db)) if sources else []
        say(overview.latex(comparisons, lang.value, keys))
    else:
        more = phrase("more.familiar", lang.value)
        told = fill(more, layout.width(), break_on_hyphens=False)
        say(f"{overview.text(comparisons, lang.value)}\n\n{told}")


def _explain(published: str, moved: str, lang: Lang, db: Path | None) -> None:
    """Print the steps from the published figure to the one on another grid."""
    from carbondata import explain as answer
    from carbondata.cli.terminal import emit, steps_in_language
    from carbondata.text.typeset import say as phrase

    say(f"\n{phrase('more.moved', lang.value)}")
    steps = answer(published, moved, db, language=lang.value)
    emit(steps_in_language(steps, lang.value), "table")
