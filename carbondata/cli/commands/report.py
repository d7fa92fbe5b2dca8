"""`carbondata report`: one run in the form that asks for it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from carbondata.cli.options import (
    LIFE_CYCLE,
    Boundary,
    Database,
    Lang,
    Scope,
    Spoken,
    operands,
    refusing,
)
from carbondata.cli.say import say

if TYPE_CHECKING:
    from carbondata.text.language import Language

app = typer.Typer(add_completion=False)

STDIN = "-"


class Form(StrEnum):
    """A form that asks for a run's energy or emissions."""

    model_card = "model-card"
    markdown = "markdown"
    latex = "latex"
    annex_xi = "annex-xi"
    sci = "sci"
    sci_ai = "sci-ai"
    spdx = "spdx"
    cyclonedx = "cyclonedx"
    boamps = "boamps"


@app.command(epilog="Example: carbondata report bloom-176b --as model-card")
def report(
    record: Annotated[
        str,
        typer.Argument(
            help="One run: a file of runs, what `footprint -f json` printed (- for standard "
            "input), or a published run (bloom-176b).",
            autocompletion=operands,
            show_default=False,
        ),
    ],
    form: Annotated[Form, typer.Option("--as", help="The form to write.", show_default=False)],
    fact: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE",
            help="What the record does not say, once for each: name, activity, organisation, "
            "hardware, accelerators, duration_h, parameters, tokens, training_flop; for SCI "
            "functional_unit, units, embodied_kg; for BoAmps task_family, infra_type, data_type.",
        ),
    ] = None,
    run: Annotated[str | None, typer.Option(help="The run_id of one run of a file.")] = None,
    area: Annotated[str | None, typer.Option(help="The grid of the run of a file.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the run of a file.")] = None,
    pue: Annotated[float | None, typer.Option(help="Power usage effectiveness.")] = None,
    energy_scope: Annotated[Scope | None, typer.Option(help="What the energy covers.")] = None,
    timezone: Annotated[
        str | None, typer.Option(help="Zone of times without an offset: Europe/Paris.")
    ] = None,
    boundary: Annotated[
        Boundary, typer.Option(help="Which emissions of electricity count.")
    ] = LIFE_CYCLE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write it here instead of printing it.")
    ] = None,
    lang: Spoken = Lang.en,
    db: Database = None,
) -> None:
    """Write one checked run as a form wants it: a model card, a paper, the AI Act, SCI, SPDX.

    What is not known is left out, or N/A where the form says so; nothing is filled in.
    """
    facts = dict(_pair(text) for text in fact or ())
    if len(facts) < len(fact or ()):
        message = "--fact says one thing twice"
        raise typer.BadParameter(message)
    with refusing(lang.value):
        from carbondata import report as write

        text = write(
            _printed() if record == STDIN else record,
            form.value,
            facts=facts,
            run=run,
            area=area,
            year=year,
            pue=pue,
            energy_scope=energy_scope,
            timezone=timezone,
            boundary=boundary,
            language=lang.value,
            database=db,
        )
        _tell_english(form, lang.value)
        if out is None:
            say(text)
            return
        from carbondata.outputs import writing

        with writing(out) as temporary:
            temporary.write_text(f"{text}\n", encoding="utf-8")
    say(str(out), err=True)


def _tell_english(form: Form, language: Language) -> None:
    """Say that a form is not in the language that was asked for, if it is only in English."""
    from carbondata.forms.report import SPOKEN
    from carbondata.text.typeset import say as phrase

    if language != "en" and form.value not in SPOKEN:
        say(phrase("form.english", language), err=True)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        message = f"--fact takes KEY=VALUE, not {text!r}"
        raise typer.BadParameter(message)
    return key.strip(), value


def _printed() -> Any:  # noqa: ANN401  (whatever JSON holds)
    """Return the footprint that a pipe brings."""
    from carbondata.bounded import parsed
    from carbondata.forms.given_run import LARGEST
    from carbondata.forms.refusals import PRINTS, report_error

    try:
        return parsed(sys.stdin.buffer.read(LARGEST))
    except ValueError:
        raise report_error(key="stdin", command=PRINTS) from None
