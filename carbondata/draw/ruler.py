"""A ruler from one prompt to the world's year: familiar things on a logarithmic scale, as SVG.

The page adds what it compares; the place of a value is in the attributes of the ruler: `data-low`
is the power of ten at `data-from`, and each further power is `data-step` pixels away.
"""

from __future__ import annotations

from html import escape
from math import log10
from typing import TYPE_CHECKING, NamedTuple

from carbondata.faces import shown
from carbondata.query.compare import picked
from carbondata.query.connection import opened
from carbondata.text.language import LANGUAGES, SIGNS
from carbondata.text.numbers import energy, mass
from carbondata.text.typeset import say, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from carbondata.engine.quantity import Quantity
    from carbondata.text.language import Language

MARKS = """
    SELECT subject, mark_en, mark_fr FROM familiar
    WHERE mark_en IS NOT NULL AND subject IN (
      SELECT subject FROM quantities WHERE preferred AND measure = $measure)
    ORDER BY rank"""
# Powers of ten, in t and in kWh, between which everything familiar lies.
ENDS = {"emissions": (-7, 11), "electricity": (-4, 14)}
# A power of ten has a label every so often.
LABELLED = 3
LETTER, LINE = 6.7, 18
LANES = (1, -1, 2, -2, 3, -3)


class Mark(NamedTuple):
    """A familiar thing, its amount in t or kWh, and its subject."""

    name: str
    amount: float
    subject: str


class Axis(NamedTuple):
    """Where powers of ten lie: the first at `start`, each further one `step` pixels away."""

    low: int
    high: int
    start: float
    step: float

    def at(self, amount: float) -> float:
        """Return the pixel of an amount."""
        return round(self.start + (log10(amount) - self.low) * self.step, 1)

    def attributes(self) -> str:
        """Write the scale for the script of the page."""
        return f'data-low="{self.low}" data-from="{self.start}" data-step="{self.step}"'


def rulers(database: str | Path | None = None) -> list[str]:
    """Draw all rulers of the page: both ways to hold it, both measures, both languages."""
    found = {
        (measure, language): marks(measure, language, database)
        for measure in ENDS
        for language in LANGUAGES
    }
    return [draw(*of, held) for draw in (lying, upright) for of, held in found.items()]


def marks(measure: str, language: Language, database: str | Path | None = None) -> list[Mark]:
    """Return the familiar things of a ruler, in the newest year of each, the best known first."""
    found = opened(database).cursor().sql(MARKS, params={"measure": measure}).to_arrow_table()
    held = []
    for row in found.to_pylist():
        quantity = picked(row["subject"], database, measure=measure)
        name = shown(typeset(row[f"mark_{language}"], language))
        held.append(Mark(name, _amount(quantity), row["subject"]))
    return held


def _amount(quantity: Quantity) -> float:
    known = (quantity.amount, quantity.amount_high, quantity.amount_low)
    return next(amount for amount in known if amount)


def axis_of(measure: str) -> Axis:
    """Return the axis of a lying ruler."""
    low, high = ENDS[measure]
    return Axis(low, high, 56, round(1024 / (high - low), 3))


def lying(measure: str, language: Language, found: list[Mark]) -> str:
    """Draw a ruler for a wide screen: the axis lies, names above and below it."""
    axis = axis_of(measure)
    middle = 112
    ticks = [
        f'<line class="tick" x1="{x}" x2="{x}" y1="{middle - 5}" y2="{middle + 5}"/>'
        f'<text class="axis" x="{x}" y="{middle + 20}" text-anchor="middle">{text}</text>'
        for x, text in _ticks(axis, measure, language)
    ]
    drawn = []
    for mark, lane in zip(found, lanes([(axis.at(m.amount), m.name) for m in found]), strict=True):
        x = axis.at(mark.amount)
        if not lane:
            continue
        # Room next to the axis is for what the page compares, and for the powers of ten.
        y = middle - 30 - LINE * lane if lane > 0 else middle + 50 - LINE * lane
        end = y + 4 if lane > 0 else y - 12
        drawn.append(
            f'<g class="mark" data-subject="{escape(mark.subject)}">'
            f'<line class="lead" x1="{x}" x2="{x}" y1="{middle}" y2="{end}"/>'
            f'<circle cx="{x}" cy="{middle}" r="4.5"/>'
            f'<text x="{_inside(x, mark.name)}" y="{y}" text-anchor="middle">'
            f"{escape(mark.name)}</text></g>"
        )
    line = f'<line class="rule" x1="12" x2="1108" y1="{middle}" y2="{middle}"/>'
    head = _head("lying 1120 236", axis, measure, language, found)
    return f"{head}{line}{''.join([*ticks, *drawn])}</svg>"


def upright(measure: str, language: Language, found: list[Mark]) -> str:
    """Draw a ruler for a phone: the axis stands, names to its right."""
    low, high = ENDS[measure]
    axis = Axis(low, high, 640, -round(616 / (high - low), 3))
    x = 74
    ticks = [
        f'<line class="tick" x1="{x - 5}" x2="{x + 5}" y1="{y}" y2="{y}"/>'
        f'<text class="axis" x="{x - 12}" y="{y + 4}" text-anchor="end">{text}</text>'
        for y, text in _ticks(axis, measure, language)
    ]
    drawn, lowest = [], 999.0
    for mark in sorted(found, key=lambda mark: mark.amount):
        y = axis.at(mark.amount)
        # Names that would overlap move up.
        lowest = min(y, lowest - LINE)
        drawn.append(
            f'<g class="mark" data-subject="{escape(mark.subject)}">'
            f'<line class="lead" x1="{x}" x2="{x + 26}" y1="{y}" y2="{lowest}"/>'
            f'<circle cx="{x}" cy="{y}" r="4.5"/>'
            f'<text x="{x + 32}" y="{lowest + 4}">{escape(mark.name)}</text></g>'
        )
    line = f'<line class="rule" x1="{x}" x2="{x}" y1="12" y2="652"/>'
    head = _head("upright 330 664", axis, measure, language, found)
    return f"{head}{line}{''.join([*ticks, *drawn])}</svg>"


def _ticks(axis: Axis, measure: str, language: Language) -> Iterable[tuple[float, str]]:
    write = energy if measure == "electricity" else _mass
    for power in range(axis.low, axis.high + 1):
        if power % LABELLED == 0:
            yield axis.at(10.0**power), write(10.0**power, language)


def _mass(tonnes: float, language: Language) -> str:
    return mass(tonnes, None, language)


def _inside(x: float, name: str) -> float:
    half = LETTER * len(name) / 2
    return round(min(max(x, half + 2), 1118 - half), 1)


def lanes(placed: list[tuple[float, str]]) -> list[int]:
    """Choose a lane for each name: 1, 2, 3 above the axis, -1, -2, -3 below, 0 if there is no room.

    Names of one lane do not overlap, and no name lies on the line from another to the axis.

    Examples
    --------
    >>> lanes([(100, "e-mail"), (110, "phone"), (400, "car")])
    [1, -1, 1]
    """
    taken: list[tuple[int, float, float, float]] = []
    for x, name in placed:
        half = LETTER * len(name) / 2 + 4
        middle = _inside(x, name)
        box = (middle - half, middle + half)
        lane = next((lane for lane in LANES if _is_free(lane, x, box, taken)), 0)
        taken.append((lane, x, *box))
    return [lane for lane, *_ in taken]


def _is_free(
    lane: int, x: float, box: tuple[float, float], taken: list[tuple[int, float, float, float]]
) -> bool:
    for other, at, left, right in taken:
        if (other > 0) != (lane > 0):
            continue
        if other == lane and box[0] < right and left < box[1]:
            return False
        nearer, its_box = (lane, box) if abs(lane) < abs(other) else (other, (left, right))
        crossing = at if nearer == lane else x
        if other != lane and its_box[0] < crossing < its_box[1]:
            return False
    return True


def _head(shape: str, axis: Axis, measure: str, language: Language, found: list[Mark]) -> str:
    """Begin a drawing; `shape` is its kind, width and height. What is on it is said in words."""
    kind, width, height = shape.split()
    write = energy if measure == "electricity" else _mass
    rising = sorted(found, key=lambda mark: mark.amount)
    told = SIGNS[language].semicolon.join(
        say("plot.said", language, what=mark.name, amount=write(mark.amount, language))
        for mark in rising
    )
    label = escape(f"{say(f'page.ruler.{measure}', language)} {told}.")
    return (
        f'<svg class="ruler {kind}" lang="{language}" data-measure="{measure}" role="img" '
        f'aria-label="{label}" viewBox="0 0 {width} {height}" {axis.attributes()}>'
    )
