"""A country's emissions over the years, with a training run marked in its year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from carbondata.plot import frame
from carbondata.plot.labels import Label, short
from carbondata.plot.scale import logarithmic, years
from carbondata.plot.words import mass_tick
from carbondata.query.compare import compare
from carbondata.query.connection import opened
from carbondata.text.language import spoken
from carbondata.text.refusals import refusal, refused, refusing_in
from carbondata.text.sentences import tell
from carbondata.text.side_words import amount, name, without_year
from carbondata.text.typeset import capital, say, typeset

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.engine.quantity import Quantity
    from carbondata.text.language import Language

HEIGHT = 420
SINCE = 1990
YEARS = """
    SELECT year, emissions_t, source_id FROM quantities
    WHERE subject = $subject AND kind = 'annual' AND preferred AND measure = 'emissions'
      AND gas = $gas AND accounting IS NOT DISTINCT FROM $accounting
      AND land_use IS NOT DISTINCT FROM $land_use AND emissions_t > 0 AND year >= $since
    ORDER BY year"""


def nation(
    area: str,
    run: str,
    *,
    language: str = "en",
    database: str | Path | None = None,
) -> alt.LayerChart:
    """Draw a country's years, and a training run or an amount beside them.

    Parameters
    ----------
    area : str
        A country or the world, as for `carbondata.compare`: SWE, France.
    run : str
        What is marked: a training run, a thing or an amount.
    language : {"en", "fr"}
        The language of all texts.
    database : path, optional
        As for `connect`.

    Returns
    -------
    altair.LayerChart
        Tonnes in a year since 1990 on a logarithmic scale, on the basis of the comparison; the
        sentence of the comparison is the title.

    Raises
    ------
    QueryError
        As for `carbondata.compare`; or when the reference is not counted by the year.

    Examples
    --------
    >>> nation("SWE", "gpt-3").to_dict()["usermeta"]["title"][:38]
    'Training GPT-3 (175B) emitted 552 t CO'
    """
    lang = spoken(language)
    with refusing_in(lang):
        made = compare(run, area, database=database)
        subject, whole = made.subject, made.reference
    asked = {"subject": whole.subject, "gas": whole.gas, "accounting": whole.accounting}
    asked |= {"land_use": whole.land_use, "since": SINCE}
    rows = opened(database).cursor().sql(YEARS, params=asked).to_arrow_table().to_pylist()
    if not rows:
        with refusing_in(lang):
            raise refused(lambda language: refusal("no_years", language, name=area))
    return frame.Frame(
        title=tell(made, lang, doubt=False),
        basis=[say("plot.nation.basis", lang, amount=amount(whole, lang), year=whole.year)],
        spoken=say("plot.nation.spoken", lang, first=rows[0]["year"], last=rows[-1]["year"]),
        sources=[*made.sources()],
        language=lang,
        database=database,
        height=HEIGHT,
        right=90,
    ).around(*_layers(subject, whole, rows, lang))


def _layers(
    subject: Quantity, whole: Quantity, rows: list[dict[str, Any]], lang: Language
) -> list[alt.Chart | alt.LayerChart]:
    marked = subject.emissions_t or subject.emissions_t_high or subject.emissions_t_low or 1
    when = whole.year or rows[-1]["year"]
    across = years([row["year"] for row in rows], frame.WIDTH)
    up = logarithmic([marked, *(row["emissions_t"] for row in rows)], HEIGHT)
    year_axis = across.axis(lambda year: f"{year:.0f}", grid=False)
    x = alt.X("year:Q", scale=across.altair(), axis=year_axis)
    y = alt.Y("emissions_t:Q", scale=up.altair(), axis=up.axis(lambda tick: mass_tick(tick, lang)))
    point, last = {"year": when, "emissions_t": marked}, rows[-1]
    labels = [
        Label(across.at(at["year"]) + 10, HEIGHT - up.at(at["emissions_t"]), _called(side, lang))
        for at, side in ((point, subject), (last, whole))
    ]
    line = alt.Chart(frame.rows(rows)).mark_line(color=frame.BLUE, strokeWidth=2.5, aria=False)
    mark = alt.Chart(frame.rows([point])).mark_point(
        filled=True, size=130, color=frame.INK, opacity=1, aria=False
    )
    return [line.encode(x=x, y=y), mark.encode(x=x, y=y), frame.texts(labels)]


def _called(side: Quantity, lang: Language) -> str:
    return short(capital(typeset(without_year(side, lang) or name(side, lang), lang)))
