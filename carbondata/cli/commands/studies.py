"""`carbondata studies`: every study of a figure, side by side."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any

import typer

from carbondata.cli.options import Database, Format, Formatted, Lang, Spoken, Subject, refusing
from carbondata.cli.preload import Asking
from carbondata.cli.say import COLUMNS, say

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from carbondata.text.language import Language

app = typer.Typer(add_completion=False)

HEADS = ("figure", "year", "taken", "study")


@app.command(cls=Asking, epilog="Example: carbondata studies bitcoin@2017")
def studies(
    subject: Subject,
    every: Annotated[
        bool, typer.Option("--all", help="Show every year, not only the newest.")
    ] = False,
    lang: Spoken = Lang.en,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """Show every study of a figure side by side, which one is taken, and why."""
    from carbondata import studies as answer
    from carbondata.cli.terminal import emit
    from carbondata.text.numbers import plain
    from carbondata.text.studies import spread, title
    from carbondata.text.typeset import say as phrase

    with refusing(lang.value):
        estimates = answer(subject, db, all_years=every)
        if form is not Format.table:
            emit(estimates, form)
            return
        rows = estimates.to_pylist()
        say(title(rows, lang.value))
        emit(_for_reading(rows, lang.value, _reasons(db, lang.value)), form)
        # Of a single study that is taken there is nothing else to say.
        if len(rows) > 1 or not rows[0]["preferred"]:
            for line in spread(rows, lang.value).splitlines():
                say(fill(line, COLUMNS))
        if others := answer(subject, db, all_years=True).num_rows - estimates.num_rows:
            several = {"n": plain(others, len(str(others)), lang.value)} if others > 1 else {}
            ending = "many" if several else "one"
            say(phrase(f"studies.other_years.{ending}", lang.value, **several))


def _reasons(db: Path | None, language: Language) -> dict[str, str]:
    """Return the reasons of single studies in a language, by their English."""
    from carbondata.query.connection import opened
    from carbondata.text.studies import hypothetical

    # The tables that `studies` has open already.
    found = opened(db).cursor().sql("FROM preferred").to_arrow_table()
    # English is the language of the reasons themselves.
    if (column := f"why_{language}") not in found.column_names:
        return {}
    reasons = {row["why"]: row[column] for row in found.to_pylist() if row[column]}
    query = f"SELECT DISTINCT as_if, as_if_{language} FROM training_runs WHERE as_if IS NOT NULL"
    as_if = opened(db).cursor().execute(query).fetchall()
    return reasons | dict(
        hypothetical(english, translated, language) for english, translated in as_if
    )


def _for_reading(
    rows: list[dict[str, Any]], language: Language, reasons: dict[str, str]
) -> pa.Table:
    """Fit the studies in a terminal: masses in words; under a name what it counts, and why."""
    import pyarrow as pa

    from carbondata.text.studies import figure, mark, type_told, why_told
    from carbondata.text.typeset import say as phrase

    moved = phrase("studies.moved", language)
    names = [
        f"{row['row_id'] or '#'.join((row['id'], row['source_id']))}\n"
        f"{type_told(row, language)}"
        f"  {why_told(row['why'], language, reasons) if row['why'] else moved}"
        for row in rows
    ]
    marks = [mark(row, language) for row in rows]
    figures = [figure(row, language) for row in rows]
    columns = (figures, [row["year"] for row in rows], marks, names)
    heads = (phrase(f"studies.head.{head}", language) for head in HEADS)
    return pa.table(dict(zip(heads, columns, strict=True)))
