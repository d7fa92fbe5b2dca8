"""Published training runs as points: which are drawn, and how they are distinguished."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import altair as alt

from carbondata.plot import frame
from carbondata.query.connection import opened
from carbondata.text.numbers import mass
from carbondata.text.typeset import say
from carbondata.text.vocabulary import word

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.text.language import Language

# A total would count its parts twice. Market-based figures subtract electricity bought by contract,
# down to zero, and so do not say what was emitted.
PUBLISHED = """
    SELECT run_id, e.model, sized_fr(coalesce(r.model_fr, e.model)) AS model_fr, e.year,
      parameters, e.emissions_t, r.emissions_t_low, r.emissions_t_high, e.gas, e.method,
      e.status, e.source_id,
      CASE WHEN e.activity IN ('development', 'family') THEN 'total'
           WHEN e.accounting = 'market' THEN 'market'
           WHEN e.emissions_t = 0 THEN 'zero'
      END AS left_out
    FROM training_emissions AS e JOIN training_runs AS r USING (run_id)
    WHERE e.emissions_t IS NOT NULL
    ORDER BY e.emissions_t DESC, run_id"""
LOOKS = {
    "measured": (frame.BLUE, "circle"),
    "derived": (frame.OCHRE, "square"),
    "estimated": (frame.VIOLET, "diamond"),
    "modelled": (frame.CRIMSON, "triangle-up"),
}


def published(
    lang: Language, database: str | Path | None
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the runs to draw, largest first, and notes on those left out."""
    runs = opened(database).cursor().sql(PUBLISHED).to_arrow_table().to_pylist()
    drawn = [row | _texts(row, lang) for row in runs if row["left_out"] is None]
    left = Counter(row["left_out"] for row in runs if row["left_out"])
    omitted = ", ".join(f"{many} {say(f'plot.{why}', lang)}" for why, many in left.most_common())
    notes = [say("plot.hollow", lang)]
    if omitted:
        notes.append(say("plot.not_drawn", lang, what=omitted))
    return drawn, notes


def points(rows: list[dict[str, Any]], x: alt.X, y: alt.Y, lang: Language) -> list[alt.Chart]:
    """Draw runs by method; hollow if the figure no longer stands."""
    methods = [word("method", method, lang) for method in LOOKS]
    colors, shapes = ([look[part] for look in LOOKS.values()] for part in (0, 1))
    title = say("plot.emissions_of", lang)
    tooltip = [
        alt.Tooltip("model:N", title=say("plot.model", lang)),
        alt.Tooltip("year:N", title=say("plot.year", lang)),
        alt.Tooltip("amount:N", title=say("plot.emissions", lang)),
        alt.Tooltip("how:N", title=say("plot.method", lang)),
        alt.Tooltip("standing:N", title=say("plot.status", lang)),
        alt.Tooltip("run_id:N", title="id"),
    ]
    base = alt.Chart(frame.rows(rows)).encode(
        x=x,
        y=y,
        tooltip=tooltip,
        description="said:N",
        color=alt.Color("how:N", title=title, scale=alt.Scale(domain=methods, range=colors)),
        shape=alt.Shape("how:N", title=title, scale=alt.Scale(domain=methods, range=shapes)),
    )
    standing = "datum.status === 'current'"
    return [
        base.transform_filter(standing).mark_point(filled=True, size=55, opacity=1),
        base.transform_filter(f"!({standing})").mark_point(filled=False, size=55, opacity=1),
    ]


def _texts(row: dict[str, Any], lang: Language) -> dict[str, str]:
    model = row.get(f"model_{lang}") or row["model"]
    amount, how = mass(row["emissions_t"], row["gas"], lang), word("method", row["method"], lang)
    standing = word("status", row["status"], lang)
    what, details = f"{model}, {row['year']}", f"{amount}, {how}, {standing}"
    said = say("plot.said", lang, what=what, amount=details)
    return {"model": model, "amount": amount, "how": how, "standing": standing, "said": said}
