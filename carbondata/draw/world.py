"""A map of the world: what some electricity emits on the grid of each country."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from carbondata import places
from carbondata._version import __version__
from carbondata.draw.picture import Picture, lines, written
from carbondata.text.language import SIGNS
from carbondata.text.numbers import mass
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbondata.text.language import Language

WIDTH, HEIGHT = 900, 560
TOP = 92
# From here on a grid is in the next class, in g/kWh; light to dark, of one hue.
CLASSES = (50, 150, 300, 450, 600)
SHADES = ("#f3d9a4", "#e9b35f", "#d98b35", "#b9641f", "#8a4314", "#55270c")
TITLE_LETTERS = 74


@cache
def shapes() -> dict[str, str]:
    """Read the outline of each country, as an SVG path; "-" holds what has no figure."""
    text = (places.PACKAGE / "draw" / "world.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def picture(title: str, rows: Sequence[dict[str, Any]], language: Language) -> Picture:
    """Draw rows with `area_id`, `place`, `emissions_t`, `gas` and `intensity_g_per_kwh`."""
    shade = {row["area_id"]: SHADES[_class(row["intensity_g_per_kwh"])] for row in rows}
    paths = [
        f'<path d="{path}" ' + (f'fill="{shade[area]}"' if area in shade else 'class="line"') + "/>"
        for area, path in shapes().items()
    ]
    keys = [
        f'<rect x="{24 + at * 84}" y="{HEIGHT - 66}" width="14" height="14" fill="{colour}"/>'
        + written(text, (44 + at * 84, HEIGHT - 54), 12, "quiet")
        for at, (colour, text) in enumerate(zip(SHADES, _legend(), strict=True))
    ]
    heads = [
        written(line, (24, 38 + at * 26), 19, "ink", weight="bold")
        for at, line in enumerate(lines(title, TITLE_LETTERS))
    ]
    edition = f"{say('page.per_kwh', language)} carbondata {__version__}."
    note = written(edition, (24, HEIGHT - 24), 12, "quiet")
    group = f'<g transform="translate(0 {TOP})" class="ground-line" stroke-width="0.5">'
    drawn = f"{group}{''.join(paths)}</g>"
    least, most = rows[0], rows[-1]
    told = SIGNS[language].semicolon.join(
        say(
            "plot.said",
            language,
            what=row["place"],
            amount=mass(row["emissions_t"], row["gas"], language),
        )
        for row in (least, most)
    )
    return Picture("".join([*heads, drawn, *keys, note]), WIDTH, HEIGHT, title, told, language)


def _class(intensity: float) -> int:
    return sum(intensity >= start for start in CLASSES)


def _legend() -> list[str]:
    between = [f"{low}\N{EN DASH}{high}" for low, high in pairwise(CLASSES)]
    return [f"< {CLASSES[0]}", *between, f"> {CLASSES[-1]}"]
