"""The figures of one subject and year as dots on one scale, a line for each study."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING, Any

from carbondata.draw.picture import Picture, lines, written
from carbondata.text.language import SIGNS
from carbondata.text.numbers import energy, mass
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbondata.text.language import Language

WIDTH, LEFT, RIGHT = 900, 250, 700
ROW, TOP = 34, 110
TITLE_LETTERS = 74
GASES = ("CO2", "CO2e")
# Beyond this much between the ends, the scale is logarithmic.
FAR = 10


def picture(title: str, rows: Sequence[dict[str, Any]], language: Language, note: str) -> Picture:
    """Draw rows of `carbondata.studies` in one measure: low, value, high, study, standing."""
    held = [(row, *_ends(row)) for row in rows]
    held = sorted((one for one in held if one[2]), key=lambda one: one[2])
    place = _scale([end for _, *ends in held for end in ends if end])
    parts = [
        written(line, (24, 40 + at * 26), 19, "ink", weight="bold")
        for at, line in enumerate(lines(title, TITLE_LETTERS))
    ]
    for at, (row, low, value, high) in enumerate(held):
        parts += _row(row, TOP + at * ROW, [place(end) for end in (low, value, high)], language)
    bottom = TOP + len(held) * ROW + 14
    parts += [
        written(note, (24, bottom + at * 18), 12, "quiet")
        for at, note in enumerate(lines(note, 130))
    ]
    told = SIGNS[language].semicolon.join(
        say("plot.said", language, what=row["source_id"], amount=_amount(row, language))
        for row, *_ in held
    )
    return Picture("".join(parts), WIDTH, bottom + 30, title, told, language)


def column(row: dict[str, Any]) -> str:
    """Name the column that has the figure of a row, which those of its bounds begin with."""
    return "energy_kwh" if row["measure"] == "electricity" else "emissions_t"


def _ends(row: dict[str, Any]) -> tuple[float, float, float]:
    low, value, high = (row[f"{column(row)}{end}"] for end in ("_low", "", "_high"))
    middle = value or high or low or 0
    return low or middle, middle, high or middle


def _scale(values: Sequence[float]) -> Any:  # noqa: ANN401  (a function)
    least, most = min(values), max(values)
    if most / least > FAR:
        span = log10(most / least)
        return lambda value: LEFT + (RIGHT - LEFT) * log10(value / least) / span
    return lambda value: LEFT + (RIGHT - LEFT) * value / most


def _row(row: dict[str, Any], y: float, ends: Sequence[float], language: Language) -> list[str]:
    look = "accent" if row["taken"] else "ink" if row["eligible"] else "quiet"
    low, middle, high = ends
    standing = "taken" if row["taken"] else "eligible" if row["eligible"] else "barred"
    dot = (
        f'<circle class="{look}" cx="{middle:.1f}" cy="{y}" r="{8 if row["taken"] else 6}"/>'
        if row["eligible"] or row["taken"]
        else f'<circle class="{look}-line" cx="{middle:.1f}" cy="{y}" r="6" stroke-width="2"/>'
    )
    weight = "bold" if row["taken"] else "normal"
    span = (
        f'<line class="{look}-line" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}" '
        'stroke-width="4" stroke-opacity="0.5"/>'
    )
    return [
        f'<line class="line-line" x1="{LEFT}" x2="{RIGHT}" y1="{y}" y2="{y}"/>',
        span,
        dot,
        written(row["source_id"], (LEFT - 14, y + 4), 13, look, anchor="end", weight=weight),
        written(_amount(row, language), (RIGHT + 14, y), 13, look, weight=weight),
        written(say(f"page.{standing}.short", language), (RIGHT + 14, y + 14), 11, "quiet"),
    ]


def _amount(row: dict[str, Any], language: Language) -> str:
    """Write a figure; of bounds alone, from the one to the other."""
    known = [row[f"{column(row)}{end}"] for end in ("_low", "", "_high")]
    low, high = (None, known[1]) if known[1] is not None else (known[0], known[2] or known[0])
    if row["measure"] == "electricity":
        return energy(high or 0, language, low)
    gas = row["basis"].split(",")[0]
    return mass(high or 0, gas if gas in GASES else None, language, low)
