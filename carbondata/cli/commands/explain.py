"""`carbondata explain`: the difference between two figures of a run, in factors."""

from __future__ import annotations

import typer

from carbondata.cli.options import Database, Format, Formatted, Lang, Spoken, Subject, refusing
from carbondata.cli.preload import Asking

app = typer.Typer(add_completion=False)


@app.command(
    cls=Asking,
    epilog="Example: carbondata explain strubell-2019/nas-gpu strubell-2019/nas-gpu@FRA@2020",
)
def explain(
    first: Subject,
    second: Subject,
    lang: Spoken = Lang.en,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """Split the difference of two figures of a run into factors that multiply to the whole."""
    from carbondata import explain as answer
    from carbondata.cli.terminal import emit, steps_in_language

    with refusing(lang.value):
        steps = answer(first, second, db, language=lang.value)
        emit(steps_in_language(steps, lang.value) if form is Format.table else steps, form)
