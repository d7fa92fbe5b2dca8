"""Published training runs: when, and how much they emitted."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import altair as alt

from carbondata.errors import QueryError
from carbondata.plot import frame
from carbondata.plot.labels import Label, place, short
from carbondata.plot.scale import logarithmic, years
from carbondata.plot.trainings import points, published
from carbondata.plot.words import mass_tick
from carbondata.text.language import spoken
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.plot.scale import Scale
    from carbondata.text.language import Language

HEIGHT = 500
# Spreads points within their year: its multiples, modulo 1, never come close to each other.
GOLDEN = 0.6180339887498949
NAMED_A_YEAR = 4


def runs(*, language: str = "en", database: str | Path | None = None) -> alt.LayerChart:
    """Draw the published training runs by year and emissions, on a log scale.

    Parameters
    ----------
    language : {"en", "fr"}
        The language of all texts.
    database : path, optional
        As for `connect`.

    Returns
    -------
    altair.LayerChart
        Tonnes, as published; one point for each run that was checked against its source, is not
        the total of others, and counts electricity by location (or does not say).

    Raises
    ------
    QueryError
        When the language is unknown, or there is no such run.

    Examples
    --------
    >>> runs(language="fr").to_dict()["usermeta"]["language"]
    'fr'
    """
    lang = spoken(language)
    drawn, notes = published(lang, database)
    if not drawn:
        message = "no training run in these tables has published emissions: nothing to draw"
        raise QueryError(message)
    for index, row in enumerate(drawn):
        row["when"] = row["year"] - 0.45 + 0.9 * (index * GOLDEN % 1)
    across = years((row["year"] for row in drawn), frame.WIDTH)
    up = logarithmic((row["emissions_t"] for row in drawn), HEIGHT)
    write = lambda year: f"{year:.0f}"  # noqa: E731
    x = alt.X("when:Q", scale=across.altair(), axis=across.axis(write, grid=False))
    y = alt.Y("emissions_t:Q", scale=up.altair(), axis=up.axis(lambda tick: mass_tick(tick, lang)))
    return frame.Frame(
        title=say("plot.runs", lang, least=drawn[-1]["amount"], most=drawn[0]["amount"]),
        basis=[say("plot.runs.basis", lang, n=len(drawn))],
        spoken=_alternative(drawn, lang),
        sources=[row["source_id"] for row in drawn],
        language=lang,
        database=database,
        notes=[say("plot.within", lang), *notes],
        height=HEIGHT,
    ).around(*points(drawn, x, y, lang), frame.texts(_names(drawn, across, up)))  # fmt: skip


def _names(rows: list[dict[str, Any]], across: Scale, up: Scale) -> list[Label]:
    """Name the runs whose figures no longer stand, and the largest of each year."""
    by_year = sorted(rows, key=lambda row: row["year"])
    largest = [
        row
        for _, several in groupby(by_year, key=lambda row: row["year"])
        for row in list(several)[:NAMED_A_YEAR]
    ]
    contested = [row for row in rows if row["status"] != "current"]
    wanted = [*contested, *(row for row in largest if row not in contested)]
    at = {
        row["run_id"]: (across.at(row["when"]), HEIGHT - up.at(row["emissions_t"])) for row in rows
    }
    return place(
        [Label(*at[row["run_id"]], short(row["model"])) for row in wanted],
        list(at.values()),
        frame.WIDTH,
        HEIGHT,
    )


def _alternative(rows: list[dict[str, Any]], lang: Language) -> str:
    first, last = min(row["year"] for row in rows), max(row["year"] for row in rows)
    most, least = rows[0], rows[-1]
    ends = {
        "least": f"{least['amount']} ({least['model']})",
        "most": f"{most['amount']} ({most['model']})",
    }
    return say("plot.runs.spoken", lang, n=len(rows), first=first, last=last, **ends)
