"""A picture: SVG with its title and description, light and dark, whole by itself."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from carbondata.faces import shown

if TYPE_CHECKING:
    from carbondata.text.language import Language

# The colours of the page, and their counterparts on a dark ground.
COLOURS = {
    "ground": ("#fdfdfb", "#14181a"),
    "ink": ("#1d2327", "#e8ecea"),
    "quiet": ("#59636b", "#a4aeb2"),
    "line": ("#d9ddd8", "#364045"),
    "accent": ("#0b6b5b", "#5cc8b2"),
    "warn": ("#8a4b00", "#f0b265"),
    "stop": ("#a3242a", "#ff9a94"),
}
FONT = "font-family:Arial,Helvetica,sans-serif"


def _rules(at: int) -> str:
    return "".join(
        f".{name}{{fill:{pair[at]}}}.{name}-line{{stroke:{pair[at]};fill:none}}"
        for name, pair in COLOURS.items()
    )


STYLE = f"text{{{FONT}}}{_rules(0)}@media screen and (prefers-color-scheme:dark){{{_rules(1)}}}"


@dataclass(frozen=True)
class Picture:
    """What is drawn, with the texts that say it."""

    body: str
    width: int
    height: int
    title: str
    description: str
    language: Language

    def svg(self, style: str = "") -> str:
        """Write it as a file of its own."""
        title, told = (escape(shown(text)) for text in (self.title, self.description))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" role="img" lang="{self.language}" '
            f'aria-label="{title}"><title>{title}</title><desc>{told}</desc>'
            f"<style>{STYLE}{style}</style>"
            f'<rect class="ground" width="{self.width}" height="{self.height}"/>{self.body}</svg>'
        )

    def plain_svg(self) -> str:
        """Write it for a renderer whose font lacks the subscript."""
        return self.svg().replace("CO₂", "CO2")


def lines(text: str, letters: int) -> list[str]:
    """Wrap a text; no-break spaces and hyphens in ids are not broken."""
    return textwrap.wrap(text, letters, break_on_hyphens=False, break_long_words=False)


def written(text: str, at: tuple[float, float], size: int, look: str, **more: str) -> str:
    """Write one line of text, `more` its further attributes: weight, style, anchor."""
    names = {"weight": "font-weight", "style": "font-style", "anchor": "text-anchor"}
    others = "".join(f' {names[name]}="{value}"' for name, value in more.items())
    return (
        f'<text class="{look}" x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size}"{others}>'
        f"{escape(shown(text))}</text>"
    )


def rectangle(at: tuple[float, float], size: tuple[float, float], look: str, round_: int) -> str:
    """Draw a rectangle with round corners."""
    return (
        f'<rect class="{look}" x="{at[0]:.1f}" y="{at[1]:.1f}" width="{size[0]:.1f}" '
        f'height="{size[1]:.1f}" rx="{round_}"/>'
    )
