"""`carbondata find`: what some words may mean, best match first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from carbondata.cli.options import Database, Format, Formatted, Lang, Spoken, refusing
from carbondata.cli.preload import Asking

if TYPE_CHECKING:
    import pyarrow as pa

app = typer.Typer(add_completion=False)


@app.command(cls=Asking, epilog="Example: carbondata find half an hour of Netflix")
def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="In any order.")],
    lang: Spoken = Lang.en,
    form: Formatted = Format.table,
    db: Database = None,
) -> None:
    """Find subjects, places, claims and sources by words, each with its default figure."""
    from carbondata import find as answer
    from carbondata.cli.terminal import emit
    from carbondata.query.find import MOST
    from carbondata.text.typeset import say

    with refusing(lang.value):
        matches = answer(" ".join(words), db)
        emit(matches if form is not Format.table else _for_reading(matches, lang), form)
    if form is Format.table and matches.num_rows == MOST:
        typer.echo(say("find.cut", lang.value, n=MOST))


def _for_reading(matches: pa.Table, lang: Lang) -> pa.Table:
    import pyarrow as pa

    from carbondata.text.numbers import energy, mass
    from carbondata.text.typeset import say, typeset

    rows = matches.to_pylist()
    figures = [
        mass(row["emissions_t"], row["gas"], lang.value)
        if row["emissions_t"] is not None
        else energy(row["energy_kwh"], lang.value)
        if row["energy_kwh"] is not None
        else ""
        for row in rows
    ]
    heads = [say(f"find.{head}", lang.value) for head in ("what", "figure", "kind")]
    titles = [row.get(f"title_{lang.value}", row["title_en"]) or "" for row in rows]
    names = [
        f"{row['id']}\n  {_headed(typeset(title, lang.value))}"
        for row, title in zip(rows, titles, strict=True)
    ]
    kinds = [say(f"find.kind.{row['kind']}", lang.value) for row in rows]
    return pa.table(dict(zip(heads, (names, figures, kinds), strict=True)))


def _headed(title: str) -> str:
    """Capitalise a title, unless it begins with a name such as gpt-oss-120b."""
    from carbondata.text.typeset import capital

    first, *_ = title.split(" ")
    return (
        capital(title) if first.isalpha() or "\N{RIGHT SINGLE QUOTATION MARK}" in first else title
    )
