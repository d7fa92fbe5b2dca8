"""`carbondata lint`: what is wrong with a form that states energy or emissions."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from carbondata.cli.options import Database, Lang, Spoken, refusing
from carbondata.cli.preload import Asking
from carbondata.cli.say import say

app = typer.Typer(add_completion=False)


class Form(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"
    sarif = "sarif"


@app.command(cls=Asking, epilog="Example: carbondata lint README.md model.spdx.json")
def lint(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Model cards, Markdown, LaTeX, the JSON of SPDX, CycloneDX or BoAmps, or a CSV "
            "of model cards.",
            show_default=False,
        ),
    ],
    form: Annotated[Form, typer.Option("--format", "-f", help="How to print it.")] = Form.text,
    lang: Spoken = Lang.en,
    db: Database = None,
) -> None:
    """Find what is wrong in a form: grams or kg, kWh or MWh, PUE twice, no such grid or year.

    Exit code 1 if anything is wrong, with its line and what to do. Rows of tables that could not
    be read are told too, and are not wrong.
    """
    from carbondata import lint as check
    from carbondata.text.language import SIGNS
    from carbondata.text.typeset import say as phrase

    with refusing(lang.value):
        found = check(*files, language=lang.value, database=db, notes=True)
    wrong = [one for one in found if not one.is_note]
    if form == "json":
        from carbondata.cli import terminal

        terminal.say_json([one._asdict() for one in found])
    elif form == "sarif":
        from carbondata.forms.sarif import sarif

        say(sarif(found))
    else:
        todo = f"{phrase('lint.todo', lang.value)}{SIGNS[lang.value].colon}"
        for one in found:
            name = f" {one.name}:" if one.name else ""
            say(f"{one.file}:{one.line}:{name} {one.what}  [{one.rule}]\n  {todo}{one.remedy}")
        many = phrase("lint.found", lang.value, n=len(wrong))
        say(many if wrong else phrase("lint.nothing", lang.value), err=True)
    if wrong:
        raise typer.Exit(1)
