"""The competing estimates of a sector's emissions, over the years."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import altair as alt

from carbondata.arguments import expect
from carbondata.engine.operands import parse
from carbondata.names import nearest
from carbondata.plot import frame
from carbondata.plot import studies_words as told
from carbondata.plot.labels import Label, place
from carbondata.plot.one_year import one_year
from carbondata.plot.scale import from_zero, years
from carbondata.plot.words import mass_tick, only_zeros
from carbondata.query.connection import opened
from carbondata.text.language import SIGNS, spoken
from carbondata.text.numbers import mass
from carbondata.text.refusals import refusal, refused, refusing_in
from carbondata.text.typeset import capital, say, typeset
from carbondata.text.vocabulary import word

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.draw.picture import Picture
    from carbondata.errors import QueryError
    from carbondata.plot.scale import Scale
    from carbondata.text.language import Language

HEIGHT = 500
# The share of a year's width over which its studies are spread.
SPREAD = 0.7

ESTIMATES = """
    SELECT q.subject, q.year, q.source_id, q.figure, q.emissions_t_low, q.emissions_t,
      q.emissions_t_high, q.gas, q.boundary, q.method, q.status, q.scope,
      q.scope_fr, q.row_id,
      q.scenario IS NOT NULL AS projection,
      -- A study with a figure for nearly each of several years is a series, drawn as a line.
      count(*) OVER study >= 4
        AND count(DISTINCT q.year) OVER study >= 0.9 * count(*) OVER study
        AS series
    FROM quantities AS q
    WHERE q.subject = ? AND q.subject IN (SELECT subject FROM sector_subjects) AND q.verified
      AND coalesce(q.emissions_t, q.emissions_t_low, q.emissions_t_high) IS NOT NULL
    WINDOW study AS (PARTITION BY q.source_id, q.figure, q.gas)
    ORDER BY q.year, q.source_id, q.figure DESC, q.row_id"""
LOOKS = {
    "current": frame.BLUE,
    "superseded": frame.QUIET,
    "corrected": frame.PURPLE,
    "disputed": frame.VERMILLION,
    "withdrawn": frame.INK,
}
SHAPES = {"published": "circle", "at_grid": "square", "projection": "triangle-up"}


def studies(
    sector: str,
    *,
    year: int | None = None,
    language: str = "en",
    database: str | Path | None = None,
) -> alt.LayerChart | Picture:
    """Draw every study's estimate of a sector, year by year, with ranges and status.

    Parameters
    ----------
    sector : str
        A sector (bitcoin, ict, data_centres, aviation), or one in a country (bitcoin-chn). Of
        anything else (SWE, gpt-3) the figures of its newest year are drawn.
    year : int, optional
        Draw the studies of this year alone.
    language : {"en", "fr"}
        The language of all texts.
    database : path, optional
        As for `connect`.

    Returns
    -------
    altair.LayerChart, or Picture for one year
        Tonnes in a year, from zero: as published, or published electricity times the grid of its
        place and year. Each point is a row of `quantities`.

    Raises
    ------
    QueryError
        When the sector or the language is unknown, or no study gives emissions.

    Examples
    --------
    >>> studies("bitcoin").to_dict()["usermeta"]["title"][:8]
    'Bitcoin:'
    """
    lang = spoken(language)
    expect("a text", sector=sector)
    rows = opened(database).cursor().sql(ESTIMATES, params=[sector]).to_arrow_table().to_pylist()
    if year is not None or (not rows and _is_subject(sector, database)):
        return one_year(sector, year, lang, database)
    if not rows:
        with refusing_in(lang):
            raise _nothing(sector, database)
    if not any(row["emissions_t"] or row["emissions_t_high"] for row in rows):
        with refusing_in(lang):
            raise only_zeros(sector)
    rows, alone = _competing(rows)
    for row in rows:
        row.update(_bounds_and_texts(row, lang))
    _abreast(rows)
    across = years((row["year"] for row in rows), frame.WIDTH)
    amounts = (row[key] for row in rows for key in ("emissions_t", "emissions_t_high"))
    up = from_zero((amount for amount in amounts if amount), HEIGHT)
    return frame.Frame(
        title=told.title(capital(told.name(sector, lang, database)), rows, lang),
        basis=told.basis(rows, lang),
        spoken=told.alternative(rows, lang),
        sources=[row["source_id"] for row in rows],
        language=lang,
        database=database,
        notes=[say("plot.studies.bar", lang), *told.left_out(alone, lang)],
        height=HEIGHT,
    ).around(*_layers(rows, across, up, lang), frame.texts(_names(rows, across, up)))  # fmt: skip


def _layers(
    rows: list[dict[str, Any]], across: Scale, up: Scale, lang: Language
) -> list[alt.Chart]:
    x = alt.X(
        "when:Q", scale=across.altair(), axis=across.axis(lambda year: f"{year:.0f}", grid=False)
    )
    y = alt.Y("emissions_t:Q", scale=up.altair(), axis=up.axis(lambda tick: mass_tick(tick, lang)))
    base = alt.Chart(frame.rows(rows)).encode(x=x)
    kinds = {row["kind"]: SHAPES[row["shape"]] for row in rows}
    statuses = {row["standing"]: LOOKS[row["status"]] for row in rows}
    color = alt.Color(
        "standing:N",
        title=say("plot.status_of_figure", lang),
        scale=alt.Scale(domain=list(statuses), range=list(statuses.values())),
    )
    shape = alt.Shape(
        "kind:N",
        title=say("plot.figure_kind", lang),
        scale=alt.Scale(domain=list(kinds), range=list(kinds.values())),
    )
    return [
        base.transform_filter("datum.series").mark_line(
            strokeWidth=1, opacity=0.6, aria=False).encode(
            y=y, detail=["source_id:N", "figure:N", "gas:N"], color=color),
        base.transform_filter("datum.low < datum.high")
        .mark_rule(strokeWidth=3, opacity=0.45)
        .encode(y="low:Q", y2="high:Q", color=color,
                description="said:N"),
        base.transform_filter("isValid(datum.emissions_t)").mark_point(
            filled=True, opacity=1).encode(
            y=y, color=color, shape=shape, description="said:N",
            size=alt.condition("datum.series", alt.value(22), alt.value(60)),
            tooltip=[
                alt.Tooltip("source_id:N", title=say("plot.study", lang)),
                alt.Tooltip("year:N", title=say("plot.year", lang)),
                alt.Tooltip("amount:N", title=say("plot.emissions", lang)),
                alt.Tooltip("kind:N", title=say("plot.figure", lang)),
                alt.Tooltip("standing:N", title=say("plot.status", lang)),
                alt.Tooltip("scope:N", title=say("plot.covers", lang)),
            ]),
    ]  # fmt: skip


def _bounds_and_texts(row: dict[str, Any], lang: Language) -> dict[str, Any]:
    figure = "projection" if row["projection"] else row["figure"]
    ends = [row["emissions_t_low"], row["emissions_t_high"]]
    central = row["emissions_t"]
    shown = [central] if central is not None else [end for end in ends if end is not None]
    # A single bound reaches to the figure.
    low, high = (central if end is None else end for end in ends)
    low_text, *high_text = [mass(tonnes, row["gas"], lang) for tonnes in shown]
    amount = low_text
    if high_text:
        amount = say("range.to", lang, low=low_text, high=high_text[0])
    standing = word("status", row["status"], lang)
    return {
        "low": low,
        "high": high,
        "shape": figure,
        "kind": say(f"plot.{figure}", lang),
        "standing": standing,
        "amount": amount,
        "scope": typeset(row.get(f"scope_{lang}") or row["scope"] or "", lang),
        "said": say(
            "plot.said",
            lang,
            what=f"{row['source_id']}, {row['year']}",
            amount=f"{amount}, {standing}",
        ),
    }


def _competing(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Split the rows at the first year with two studies: from it on, and before."""
    sources_of: dict[int, set[str]] = {}
    for row in rows:
        sources_of.setdefault(row["year"], set()).add(row["source_id"])
    first = min((year for year, studies in sources_of.items() if len(studies) > 1), default=0)
    return [r for r in rows if r["year"] >= first], [r for r in rows if r["year"] < first]


def _abreast(rows: list[dict[str, Any]]) -> None:
    """Spread the figures of a year side by side; a series stays in the middle."""
    for _, several in groupby(rows, key=lambda row: row["year"]):
        year = list(several)
        single = [row for row in year if not row["series"]]
        for row in year:
            row["when"] = row["year"]
        for index, row in enumerate(single):
            row["when"] += SPREAD * ((index + 0.5) / len(single) - 0.5)


def _names(rows: list[dict[str, Any]], across: Scale, up: Scale) -> list[Label]:
    """Name every figure there is room for, those no longer standing first; a series at its end."""
    middle = {
        id(row): row["emissions_t"] if row["emissions_t"] is not None else row["emissions_t_high"]
        for row in rows
    }
    at = {id(row): (across.at(row["when"]), HEIGHT - up.at(middle[id(row)] or 0)) for row in rows}
    last = {row["source_id"]: row for row in rows if row["series"]}
    named = [row for row in rows if not row["series"]] + list(last.values())
    wanted = sorted(named, key=lambda row: (row["status"] == "current", -(middle[id(row)] or 0)))
    labels = [Label(*at[id(row)], row["source_id"]) for row in wanted]
    return place(labels, list(at.values()), frame.WIDTH, HEIGHT)


def _is_subject(name: str, database: str | Path | None) -> bool:
    """Return whether a name means something whose figures can be drawn for one year."""
    operand = parse(name)
    return operand.sound and opened(database).known.name_of(operand.name) is not None


def _nothing(sector: str, database: str | Path | None) -> QueryError:
    query = """
        SELECT DISTINCT subject FROM quantities
        WHERE subject IN (SELECT subject FROM sector_subjects)"""
    sectors = sorted(name for (name,) in opened(database).cursor().execute(query).fetchall())
    near = nearest(sector, sectors)
    key = "nearest" if near else "sectors"
    names = ", ".join(near or [subject for subject in sectors if "-" not in subject])

    def why(language: Language) -> str:
        none = refusal("no_sector", language, sector=sector)
        return SIGNS[language].semicolon.join((none, refusal(key, language, names=names)))

    return refused(why)
