"""Emissions against size, and the line of growth in proportion."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

import altair as alt

from carbondata.errors import QueryError
from carbondata.plot import frame
from carbondata.plot.labels import Label, place, short
from carbondata.plot.scale import logarithmic
from carbondata.plot.trainings import points, published
from carbondata.plot.words import mass_tick
from carbondata.text.language import spoken
from carbondata.text.numbers import mass, number, plain, spelled
from carbondata.text.typeset import say, typeset

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.plot.scale import Scale
    from carbondata.text.language import Language

HEIGHT = 500
# A run that is off by more than this factor breaks the rule of proportion.
FAILS = 10


def size(*, language: str = "en", database: str | Path | None = None) -> alt.LayerChart:
    """Draw emissions of training runs against parameters, both on log scales.

    The line is emissions in proportion to size, through the median of tonnes per parameter.

    Parameters
    ----------
    language : {"en", "fr"}
        The language of all texts.
    database : path, optional
        As for `connect`.

    Returns
    -------
    altair.LayerChart
        Tonnes, as published, against trainable parameters. Runs more than ten times above or
        below the line are named.

    Raises
    ------
    QueryError
        When the language is unknown, or no run states both.

    Examples
    --------
    >>> size().to_dict()["usermeta"]["title"][:40]
    'The carbon cost of training against size'
    """
    lang = spoken(language)
    runs, notes = published(lang, database)
    sized = [row for row in runs if row["parameters"]]
    if not sized:
        message = "no training run in these tables says both emissions and parameters"
        raise QueryError(message)
    typical = median(row["emissions_t"] / row["parameters"] for row in sized)
    for row in sized:
        row["off"] = row["emissions_t"] / row["parameters"] / typical
    across = logarithmic((row["parameters"] for row in sized), frame.WIDTH)
    up = logarithmic((row["emissions_t"] for row in sized), HEIGHT)
    x = alt.X(
        "parameters:Q",
        scale=across.altair(),
        axis=across.axis(lambda tick: _parameters(tick, lang), say("plot.parameters", lang)),
    )
    y = alt.Y("emissions_t:Q", scale=up.altair(), axis=up.axis(lambda tick: mass_tick(tick, lang)))
    failing = [row for row in sized if not 1 / FAILS <= row["off"] <= FAILS]
    return frame.Frame(
        title=say("plot.size", lang, off=len(failing), n=len(sized)),
        basis=_basis(sized, failing, typical, lang),
        spoken=_alternative(failing, lang),
        sources=[row["source_id"] for row in sized],
        language=lang,
        database=database,
        notes=[*_unsized(runs, sized, lang), *notes],
        height=HEIGHT,
    ).around(
        _proportion(typical, across, up),
        *points(sized, x, y, lang),
        frame.texts(_names(failing, sized, across, up)),
    )  # fmt: skip


def _proportion(typical: float, across: Scale, up: Scale) -> alt.Chart:
    """Draw the line of proportion, and fainter lines at ten times and a tenth of it."""
    lines = [
        {"which": str(factor), "p": p, "t": p * typical * factor, "faint": factor != 1}
        for factor in (1 / FAILS, 1, FAILS)
        for p in (across.low, across.high)
    ]
    drawn: alt.Chart = (
        alt.Chart(frame.rows(lines))
        .mark_line(aria=False, clip=True, color=frame.QUIET)
        .encode(
            x=alt.X("p:Q", scale=across.altair()),
            y=alt.Y("t:Q", scale=up.altair()),
            detail="which:N",
            strokeDash=alt.condition("datum.faint", alt.value([2, 4]), alt.value([1, 0])),
        )
    )
    return drawn


def _names(
    failing: list[dict[str, Any]], rows: list[dict[str, Any]], across: Scale, up: Scale
) -> list[Label]:
    at = {
        row["run_id"]: (across.at(row["parameters"]), HEIGHT - up.at(row["emissions_t"]))
        for row in rows
    }
    wanted = sorted(failing, key=lambda row: -max(row["off"], 1 / row["off"]))
    labels = [Label(*at[row["run_id"]], short(row["model"])) for row in wanted]
    return place(labels, list(at.values()), frame.WIDTH, HEIGHT)


def _parameters(count: float, lang: Language) -> str:
    return typeset(spelled(count, 3, lang, plain), lang)


def _basis(
    rows: list[dict[str, Any]], failing: list[dict[str, Any]], typical: float, lang: Language
) -> list[str]:
    per = mass(typical * 1e9, None, lang)
    return [
        say("plot.size.basis", lang, n=len(rows)),
        say("plot.size.line", lang, per=per, n=len(failing)),
    ]


def _unsized(
    everything: list[dict[str, Any]], rows: list[dict[str, Any]], lang: Language
) -> list[str]:
    many = len(everything) - len(rows)
    return [say("plot.size.unsized", lang, n=many)] if many else []


def _alternative(failing: list[dict[str, Any]], lang: Language) -> str:
    named = ", ".join(f"{row['model']} ({number(row['off'], 2, lang)})" for row in failing)
    return say("plot.size.spoken", lang, named=named)
