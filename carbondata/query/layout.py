"""Answers laid out for reading: as wide as the terminal, nothing cut off."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from carbondata.faces import shown
from carbondata.text import sentences
from carbondata.text.grammar import PARTLESS
from carbondata.text.numbers import plain, power, spelled
from carbondata.text.phrases import phrase
from carbondata.text.side_words import side_basis
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbondata.query.comparison import Comparison
    from carbondata.text.language import Language

PIPE_WIDTH = 80
# The most rows of an answer that are shown.
MAX_ROWS = 60
# The narrowest a column of text may be folded; the gap between a name and its text.
FOLDED, GAP = 22, 2
# A ratio is shown to six digits.
RATIO_DIGITS = 6
# The digits of a number that carry meaning; the rest come from floating-point sums.
MEANT = 12


def comparison(compared: Comparison, language: Language) -> str:
    """Lay a comparison out: the sentence, the ratio, the reasons, the two figures."""
    # The doubts follow below, one to a line.
    sentence = sentences.tell(compared, language, doubt=False)
    return "\n".join([*_folded(sentence, width()), "", pairs(facts(compared, language))])


def facts(compared: Comparison, language: Language) -> list[tuple[str, str]]:
    """List the lines below the sentence of a comparison, as (what, text); reasons have no name."""
    verdict = compared.verdict
    if verdict == "note":
        verdict = f"with_note.{'one' if len(compared.reasons) == 1 else 'many'}"
    rows = [(say("head.verdict", language), say(f"verdict.{verdict}", language))]
    if compared.has_ratio:
        low, central, high = (
            "" if ratio is None else _ratio(ratio, language)
            for ratio in (compared.ratio_low, compared.ratio, compared.ratio_high)
        )
        bounds = _bounds(compared, low, high, language)
        ratio = "  ".join(part for part in (central, bounds) if part)
        rows.append((say("head.ratio", language), ratio))
    rows += [("", f"- {line}") for line in sentences.reasons(compared, language)]
    for side in ("subject", "reference"):
        rows.append((say(f"head.{side}", language), side_basis(getattr(compared, side), language)))
    return rows


def _ratio(ratio: float, language: Language) -> str:
    """Write a ratio to six digits, or in words if it would have an exponent.

    What is small has one where nobody says billionths.
    """
    if "e" in f"{ratio:.6g}":
        if 0 < ratio < 1 and language in PARTLESS:
            return power(ratio, 3, language)
        return spelled(ratio, 3, language, plain)
    return plain(ratio, RATIO_DIGITS, language)


def _bounds(compared: Comparison, low: str, high: str, language: Language) -> str:
    """Write the bounds of a ratio, and what they are."""
    # Bounds that are written alike say nothing.
    if low == high:
        return ""
    kinds = dict.fromkeys(kind for kind in compared.bounds.values() if kind)
    if [*compared.bounds.values()] == ["studies", "studies"]:
        kinds = {"both": None}
    elif {*kinds} == {"grid", "studies"}:
        kinds = {"grid_and_studies": None}
    what = ", ".join(phrase(f"bounds.{kind}", language) for kind in kinds)
    if not low or not high:
        return say(f"bounds.{'at_least' if low else 'at_most'}", language, x=low or high, what=what)
    return say("bounds.stated", language, low=low, high=high, what=what)


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """Lay out (what, text), the text folded beside its name."""
    names = max(len(what) for what, _ in rows) + GAP
    wide = max(width() - names, FOLDED)
    lines: list[str] = []
    for what, text in rows:
        first, *more = _folded(text, wide) or [""]
        lines += [f"{what:<{names}}{first}".rstrip(), *(" " * names + line for line in more)]
    return "\n".join(lines)


def _folded(text: str, wide: int) -> list[str]:
    """Fold a text between words; an id is never cut."""
    return wrap(text, wide, break_on_hyphens=False, break_long_words=False)


def cell(value: object) -> str:
    """Write a value for reading: nothing for null, lists with commas, no floating-point noise.

    Examples
    --------
    >>> cell(None), cell(["CO2", "CO2e"]), cell(15661199.999999998), cell(2023)
    ('', 'CO2, CO2e', '15661200.0', '2023')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(cell, value))
    return shown(str(float(f"{value:.{MEANT}g}") if isinstance(value, float) else value))


def width() -> int:
    """Return how wide the terminal is; 80 columns in a pipe."""
    from shutil import get_terminal_size

    return get_terminal_size((PIPE_WIDTH, 24)).columns
