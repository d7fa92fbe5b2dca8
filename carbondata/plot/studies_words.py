"""The texts around a chart of the studies of a sector."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from carbondata.plot.words import counted
from carbondata.query.connection import opened
from carbondata.text.numbers import mass
from carbondata.text.typeset import say
from carbondata.text.vocabulary import word

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.text.language import Language

# The value of a figure that may have bounds alone.
LOWEST, HIGHEST = ("", "_low", "_high"), ("", "_high", "_low")


def name(sector: str, lang: Language, database: str | Path | None) -> str:
    """Name a sector, and its place unless that is the world."""
    query = """
        SELECT n.name_en, n.name_fr, a.area_id, a.name_en, a.name_fr
        FROM sector_subjects AS s JOIN sectors AS n ON n.sector = s.sector
        JOIN areas AS a ON a.area_id = s.area_id
        WHERE s.subject = ? LIMIT 1"""
    ((english, french, area, place_en, place_fr),) = (
        opened(database).cursor().execute(query, [sector]).fetchall()
    )
    name, place = {"fr": (french, place_fr)}.get(lang, (english, place_en))
    return name if area == "WLD" else f"{name} ({place})"


def _value(row: dict[str, Any], *ends: str) -> float:
    known = (row[f"emissions_t{end}"] for end in ends)
    return next((tonnes for tonnes in known if tonnes is not None), 0.0)


def title(who: str, rows: list[dict[str, Any]], lang: Language) -> str:
    """Tell the newest year for which studies that stand compete; else the newest at all."""
    standing = [row for row in rows if row["status"] == "current" and not row["projection"]] or rows
    sources_of: dict[int, set[str]] = {}
    for row in standing:
        sources_of.setdefault(row["year"], set()).add(row["source_id"])
    competing = [year for year, sources in sources_of.items() if len(sources) > 1]
    when = max(competing or sources_of)
    own = [row for row in standing if row["year"] == when]
    low, high = min(_value(row, *LOWEST) for row in own), max(_value(row, *HIGHEST) for row in own)
    gases = {row["gas"] for row in own if row["gas"]}
    gas = gases.pop() if len(gases) == 1 else "either" if gases else None
    amount = mass(high, gas, lang, low if low < high else None)
    studies = counted("plot.studies", len(sources_of[when]), lang)
    told = say("plot.studies", lang, who=who, amount=amount, year=when, studies=studies)
    beside = [row for row in rows if row["year"] == when and row not in own]
    return _aside(told, [row for row in beside if _is_outside(row, low, high)], lang)


def _is_outside(row: dict[str, Any], low: float, high: float) -> bool:
    """Tell whether a figure that stands no longer is not within those that do."""
    is_within = low <= _value(row, *LOWEST) and _value(row, *HIGHEST) <= high
    return not is_within and row["status"] != "current"


def _aside(told: str, left: list[dict[str, Any]], lang: Language) -> str:
    """Say of which statuses the figures are that a title leaves aside."""
    if not left:
        return told
    *more, last = (
        say(f"plot.aside.{one}", lang) for one in sorted({row["status"] for row in left})
    )
    if more:
        last = say("list.or", lang, one=", ".join(more), other=last)
    return say("plot.aside", lang, title=told, statuses=last)


def basis(rows: list[dict[str, Any]], lang: Language) -> list[str]:
    """Count figures and studies, and name what they count."""
    counted_gases = sorted({row["gas"] for row in rows if row["gas"]})
    gases = " / ".join(say(f"plot.{gas}", lang) for gas in counted_gases) or "?"
    boundaries = Counter(word("boundary", row["boundary"], lang) for row in rows if row["boundary"])
    counts = ", ".join(f"{name} ({count})" for name, count in boundaries.most_common())
    basis = say(
        "plot.studies.basis" if len(rows) > 1 else "plot.studies.basis_one",
        lang,
        figures=counted("plot.figures", len(rows), lang),
        studies=counted("plot.studies", len({row["source_id"] for row in rows}), lang),
        gases=gases,
    )
    return [say("plot.studies.basis_of", lang, basis=basis, counts=counts) if counts else basis]


def left_out(alone: list[dict[str, Any]], lang: Language) -> list[str]:
    """Say which figures are not drawn."""
    if not alone:
        return []
    first, last, many = alone[0]["year"], alone[-1]["year"], len(alone)
    when = str(first)
    if first != last:
        when = say("range.to", lang, low=first, high=last)
    figures = counted("plot.figures", many, lang)
    return [say("plot.studies.alone", lang, figures=figures, when=when)]


def alternative(rows: list[dict[str, Any]], lang: Language) -> str:
    """Say the lowest and the highest figure, for those who hear the chart."""
    with_amounts = [row for row in rows if row["emissions_t"] is not None] or rows
    least, most = (f(with_amounts, key=lambda row: row["emissions_t"] or 0) for f in (min, max))
    ends = [
        f"{row['amount']} ({row['source_id']}, {row['year']}, {row['standing']})"
        for row in (least, most)
    ]
    if least is most:
        return f"{ends[0]}."
    return say("plot.studies.spoken", lang, least=ends[0], most=ends[1])
