"""One training run, or an amount of electricity, on the grid of every country."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

import altair as alt

from carbondata.arguments import expect_if_given
from carbondata.engine.candidates import made
from carbondata.engine.operands import parse
from carbondata.plot import frame
from carbondata.plot.labels import Label
from carbondata.plot.scale import from_zero
from carbondata.plot.words import mass_tick
from carbondata.query.compare import picked
from carbondata.query.connection import opened
from carbondata.text.language import spoken
from carbondata.text.numbers import mass, number
from carbondata.text.refusals import refusal, refused, refusing_in
from carbondata.text.side_words import name, status
from carbondata.text.typeset import capital, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbondata.engine.quantity import Quantity
    from carbondata.text.language import Language

HEIGHT = 640
# The height of a line of text; it decides how many ranks share one name.
LINE = 14

GRIDS = """
    SELECT g.area_id FROM grid_factors AS g JOIN areas AS a ON a.area_id = g.area_id
    WHERE g.year = ? AND a.kind = 'country' ORDER BY g.area_id"""
COUNTRIES = """
    SELECT area_id, name_en, name_fr, coalesce(max_by(people, year), 0) AS people
    FROM areas LEFT JOIN population USING (area_id)
    WHERE area_id IN (SELECT unnest(?))
    GROUP BY ALL"""


def elsewhere(
    run: str,
    *,
    year: int | None = None,
    language: str = "en",
    database: str | Path | None = None,
) -> alt.LayerChart:
    """Draw what the electricity of a training run emits on the grid of every country.

    Parameters
    ----------
    run : str
        A training run, as for `carbondata.compare`; or an amount of electricity: 1000 kWh, or
        1000 kWh@FRA@2023 where it was used there.
    year : int, optional
        The year of the grids. [default: the run's own]
    language : {"en", "fr"}
        The language of all texts.
    database : path, optional
        As for `connect`.

    Returns
    -------
    altair.LayerChart
        Tonnes of CO2e, one point a country: energy x PUE x the country's grid intensity. The most
        populous countries among neighbours are named.

    Raises
    ------
    QueryError
        When the run, its energy, the grids of that year or the language are unknown.

    Examples
    --------
    >>> elsewhere("strubell-2019/nas-gpu", language="fr").to_dict()["usermeta"]["language"]
    'fr'
    """
    lang = spoken(language)
    own, rows, nothing, _, title = everywhere(run, year, lang, database)
    layers = _layers(own, rows, lang)
    return frame.Frame(
        title=title,
        basis=_basis(own, rows, lang),
        spoken=_alternative(rows, lang),
        sources=[*own.sources(), *(row["factor_source"] for row in rows if row["factor_source"])],
        language=lang,
        database=database,
        notes=[say("plot.elsewhere.named", lang), *_left_out(nothing, lang)],
        height=HEIGHT,
    ).around(*layers)


class Everywhere(NamedTuple):
    """A run, its emissions on each grid, the grids of 0 g/kWh, their year, and a title."""

    own: Quantity
    rows: list[dict[str, Any]]
    nothing: list[dict[str, Any]]
    year: int | None
    title: str


def everywhere(
    run: str, year: int | None, lang: Language, database: str | Path | None
) -> Everywhere:
    """Put a run, or an amount of electricity, on the grid of every country."""
    expect_if_given("a whole number", year=year)
    with refusing_in(lang):
        own = picked(run, database)
        electricity = own.row_id
        if own.row_id is None and own.energy_kwh is not None:
            electricity = f"{own.energy_kwh:.15g} kWh"
        if own.kind != "event" or electricity is None:
            raise refused(lambda language: refusal("not_electricity", language, name=run))
        when = year or own.year
        found = _everywhere(electricity, when, database)
        # A source that gives 0 g/kWh has rounded a small figure away.
        rows = [row for row in found if row["emissions_t"]]
        nothing = [row for row in found if not row["emissions_t"]]
        if not rows:
            raise refused(lambda language: _no_grids(own, when, database, language))
        titled = own if own.row_id else picked(electricity, database)
    return Everywhere(own, rows, nothing, when, _title(titled, rows, when, lang))


def _everywhere(run: str, year: int | None, database: str | Path | None) -> list[dict[str, Any]]:
    tables = opened(database)
    con = tables.cursor()
    areas = [area for (area,) in con.execute(GRIDS, [year]).fetchall()]
    countries = {
        area: {"name_en": english, "name_fr": french, "people": people}
        for area, english, french, people in con.execute(COUNTRIES, [areas]).fetchall()
    }
    operands = [parse(f"{run}@{area}@{year}") for area in areas]
    moved = made(con, tables.known, *operands) if operands else []
    ranked = sorted(moved, key=lambda quantity: (quantity.emissions_t, quantity.area_id))
    return [quantity.to_dict() | countries[quantity.area_id] for quantity in ranked]


def _no_grids(
    own: Quantity, year: int | None, database: str | Path | None, language: Language
) -> str:
    """Say why a run cannot be put on the grids of a year."""
    why = refusal("no_run_energy", language)
    if own.energy_kwh:
        query = "SELECT min(year), max(year) FROM grid_factors"
        ((first, last),) = opened(database).cursor().execute(query).fetchall()
        why = refusal("grid_years", language, first=first, last=last, option=f"--year {last}")
    if year is None:
        return refusal("no_grid_year", language, id=own.id, why=why)
    return refusal("not_grid_year", language, id=own.id, year=year, why=why)


def _layers(
    own: Quantity, rows: list[dict[str, Any]], lang: Language
) -> list[alt.Chart | alt.LayerChart]:
    step = HEIGHT / len(rows)
    scale = from_zero([row["emissions_t_high"] or row["emissions_t"] for row in rows], frame.WIDTH)
    _add_texts(rows, own, step, lang)
    x = alt.X(
        "emissions_t:Q",
        scale=scale.altair(),
        axis=scale.axis(lambda tick: mass_tick(tick, lang), say("plot.elsewhere.axis", lang)),
    )
    y = alt.Y("rank:Q", scale=None, axis=None)
    points = alt.Chart(frame.rows(rows)).encode(x=x, y=y)
    tooltip = [
        alt.Tooltip("place:N", title=say("plot.grid", lang)),
        alt.Tooltip("amount:N", title=say("plot.emissions", lang)),
        alt.Tooltip("grid:N", title=say("plot.intensity", lang)),
        alt.Tooltip("factor:N", title=say("plot.factor", lang)),
    ]
    return [
        points.transform_filter("isValid(datum.emissions_t_low)")
        .mark_rule(color=frame.FAINT, strokeWidth=2, aria=False)
        .encode(x="emissions_t_low:Q", x2="emissions_t_high:Q"),
        points.mark_circle(size=26, opacity=1).encode(
            tooltip=tooltip, description="said:N",
            color=alt.condition("datum.here", alt.value(frame.INK), alt.value(frame.BLUE)),
            size=alt.condition("datum.here", alt.value(110), alt.value(26))),
        frame.texts(_names(rows, step, scale.at)),
    ]  # fmt: skip


def _add_texts(rows: list[dict[str, Any]], own: Quantity, step: float, lang: Language) -> None:
    """Add each country's place in the chart and its texts."""
    for rank, row in enumerate(rows):
        amount, place = (
            mass(row["emissions_t"], row["gas"], lang),
            row.get(f"name_{lang}", row["name_en"]),
        )
        row |= {
            "rank": rank * step + step / 2,
            "place": place,
            "here": row["area_id"] == own.area_id,
            "amount": amount,
            "said": say("plot.said", lang, what=place, amount=amount),
            "short": mass(row["emissions_t"], None, lang),
            "grid": f"{number(row['intensity_g_per_kwh'], 3, lang)} g/kWh",
        }


def _names(rows: list[dict[str, Any]], step: float, at: Callable[[float], float]) -> list[Label]:
    """Name the run's own country, the ends, and the most populous of neighbouring ranks."""
    apart = ceil(LINE / step)
    named = [rank for rank, row in enumerate(rows) if row["here"]]
    named += [end for end in (0, len(rows) - 1) if end not in named]
    for start in range(0, len(rows), apart):
        best = max(
            range(start, min(start + apart, len(rows))), key=lambda rank: rows[rank]["people"]
        )
        if all(abs(best - other) >= apart for other in named):
            named.append(best)
    # Above and to the right of a point there is room: later points lie lower.
    lift = 4 if apart > 1 else 0
    return [
        Label(
            at(row["emissions_t_high"] or row["emissions_t"]) + 8,
            row["rank"] - lift,
            f"{row['place']}  {row['short']}",
        )
        for row in (rows[rank] for rank in named)
    ]


def _title(own: Quantity, rows: list[dict[str, Any]], year: int | None, lang: Language) -> str:
    who = capital(name(own, lang))
    emitted = [row["emissions_t"] for row in rows]
    least, most = (mass(tonnes, None, lang) for tonnes in (min(emitted), max(emitted)))
    ends = {"least": least, "most": most}
    return say("plot.elsewhere", lang, who=who, n=len(rows), year=year, **ends)


def _basis(own: Quantity, rows: list[dict[str, Any]], lang: Language) -> list[str]:
    energy = number(own.energy_kwh or 0, 3, lang)
    product = say("plot.elsewhere.basis", lang, energy=energy, n=len(rows))
    places = [row["place"] for row in rows if row["here"]] or [own.area_id]
    return [line for line in (product, _published(own, places[0], lang), status(own, lang)) if line]


def _published(own: Quantity, place: str | None, lang: Language) -> str:
    if own.emissions_t is None or own.row_id is None:
        return ""
    where = place or say("plot.place_unstated", lang)
    amount = mass(own.emissions_t, own.gas, lang)
    return say("plot.as_published", lang, amount=amount, where=where, source=own.source_id)


def _left_out(rows: list[dict[str, Any]], lang: Language) -> list[str]:
    if not rows:
        return []
    places = ", ".join(row.get(f"name_{lang}", row["name_en"]) for row in rows)
    return [say("plot.elsewhere.zero", lang, places=places)]


def _alternative(rows: list[dict[str, Any]], lang: Language) -> str:
    least, most = (f"{row['amount']} ({row['place']})" for row in (rows[0], rows[-1]))
    return say("plot.elsewhere.spoken", lang, n=len(rows), least=least, most=most)
