"""A claim as a picture to be shared: what was said, whether it was right, stated beside known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata._version import __version__
from carbondata.draw.picture import Picture, lines, rectangle, written
from carbondata.text.claims import claim_rows, verdict
from carbondata.text.language import SIGNS
from carbondata.text.typeset import capital, say, typeset

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbondata.text.language import Language

# What sharing sites show.
WIDTH, HEIGHT = 1200, 630
LEFT, LONG = 70, 1060
LOOKS = {
    "right": "accent",
    "right_in_another_unit": "accent",
    "exaggerated": "stop",
    "understated": "stop",
    "not_supported": "quiet",
}
# The letters of a line by size: of a long sentence the lines are smaller.
SIZES = ((46, 44, 4), (36, 56, 5), (28, 72, 6), (22, 92, 9))
BADGE_LETTER = 15.5
ROWS = ("claim", "who", "stated", "today", "note")


def bar(check: dict[str, Any], width: float, thinnest: float) -> tuple[float, float, float] | None:
    """Return where what is known begins, how wide it is, and where what was stated stands.

    On a scale from zero to the greatest of them, `width` long. None if they cannot be laid on one.
    """
    stated = check["stated_value"]
    ends = [check[f"present_{end}"] for end in ("low", "value", "high")]
    known = [end for end in ends if end is not None]
    if stated is None or not known or check["stated_unit"] == "rank" or min(known) < 0:
        return None
    if (greatest := max(stated, *known)) <= 0:
        return None
    scale = width / (greatest * 1.02)
    wide = max((max(known) - min(known)) * scale, thinnest)
    return min(min(known) * scale, width - wide), wide, min(stated * scale, width - 1.5)


def look(check: dict[str, Any]) -> str:
    """Return the colour of a verdict."""
    return LOOKS.get(check["verdict"], "warn")


def picture(check: dict[str, Any], language: Language, attributed: Callable[[str], str]) -> Picture:
    """Draw one claim, 1200 by 630 pixels, its sources as authors and year."""
    told = {what: attributed(text) for what, text in claim_rows(check, language)}
    rows = {key: told.get(say(f"claim.head.{key}", language), "") for key in ROWS}
    found = capital(typeset(verdict(check, language), language))
    signs = SIGNS[language]
    quoted = f"{signs.opening}{rows['claim'].rstrip('.')}{signs.closing}"
    edition = f"carbondata {__version__}"
    parts = [
        written("carbondata", (LEFT, 66), 26, "ink", weight="bold"),
        rectangle((LEFT, 92), (len(found) * BADGE_LETTER + 44, 54), look(check), 8),
        written(found, (LEFT + 22, 130), 30, "ground", weight="bold"),
        *_sentence(quoted),
        *_bar(check, rows, language),
        written(rows["who"], (LEFT, 600), 22, "quiet"),
        written(edition, (LEFT + LONG, 600), 22, "quiet", anchor="end"),
    ]
    title = f"{found}{signs.colon}{quoted}"
    return Picture("".join(parts), WIDTH, HEIGHT, title, rows["note"], language)


def _sentence(quoted: str) -> list[str]:
    size, wrapped = next(
        (size, cut)
        for size, letters, most in SIZES
        if len(cut := lines(quoted, letters)) <= most or size == SIZES[-1][0]
    )
    return [
        written(line, (LEFT, 208 + at * size * 1.22), size, "ink", style="italic")
        for at, line in enumerate(wrapped)
    ]


def _bar(check: dict[str, Any], rows: dict[str, str], language: Language) -> list[str]:
    found = bar(check, LONG, 8)
    if found is None:
        return []
    start, wide, stated = found
    below = [
        written(line, (LEFT, y + at * 26), 24, colour)
        for key, y, colour in (("stated", 504, "stop"), ("today", 534, "accent"))
        if rows[key]
        for at, line in enumerate(_row(key, rows, language))
    ]
    return [
        rectangle((LEFT, 446), (LONG, 22), "line", 11),
        rectangle((LEFT + start, 446), (wide, 22), "accent", 4),
        rectangle((LEFT + stated - 3, 436), (6, 42), "stop", 0),
        *below,
    ]


def _row(key: str, rows: dict[str, str], language: Language) -> list[str]:
    head = capital(say(f"claim.head.{key}", language))
    return lines(f"{head}{SIGNS[language].colon}{rows[key]}", 88)
