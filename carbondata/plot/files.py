"""Charts as files: SVG with alt text and a dark mode, PNG, or HTML that needs no network."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vl_convert

from carbondata.draw.picture import Picture
from carbondata.errors import QueryError
from carbondata.faces import shown
from carbondata.outputs import writing
from carbondata.plot.frame import FAINT, GROUND, INK, QUIET
from carbondata.text.typeset import say

if TYPE_CHECKING:
    import altair as alt

# Each grey of the chart, and its counterpart on a dark background.
DARK = {INK: "#eceef1", QUIET: "#a9b0b9", FAINT: "#3a4048", GROUND: "#16181c"}
DRESS = (
    "@media screen and (prefers-color-scheme:dark){"
    + "".join(f'[fill="{a}"]{{fill:{b}}}[stroke="{a}"]{{stroke:{b}}}' for a, b in DARK.items())
    + f"body,svg{{background-color:{DARK[GROUND]}!important}}}}"
)
# On a phone a chart keeps a readable size, and moves sideways in its frame.
PAGE = (
    f"body{{margin:0;background-color:{GROUND}}}main{{overflow-x:auto}}"
    ".chart-wrapper>svg,main>svg{max-width:100%;min-width:640px;height:auto}"
    "h1{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}"
)
CHART = '<div id="vega-chart"></div>'
# What draws the chart is told to name its menu, which has no text.
DRAWS = ".catch(console.error)"
NAMES_MENU = ".then(() => document.querySelector('summary')?.setAttribute('aria-label', {name}))"
VIEWPORT = '<meta name="viewport" content="width=device-width">'
KINDS = ("svg", "png", "html")
# What Vega puts before a title, in English only.
ANNOUNCED = re.compile(r"""aria-label="(?:Title|Subtitle) text '([^"]*)'\"""")
# Stands for < until the page is written; it occurs in no text.
TAG = "\ue000"
# PNG pixels per pixel of the chart: sharp in print and on dense screens.
DENSITY = 2


def save(chart: alt.LayerChart | Picture, path: str | Path) -> Path:
    """Write a chart to a file, whole or not at all; its suffix decides: .svg, .png or .html.

    Raises
    ------
    QueryError
        When the suffix is another, or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from carbondata import plot
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(plot.size(), f"{folder}/size.svg").read_text()[:4]
    '<svg'
    """
    target = Path(path)
    kind = target.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        message = f"{target} is not the name of a chart: end it in .svg, .png or .html"
        raise QueryError(message)
    drawn = _picture(chart, kind) if isinstance(chart, Picture) else _drawn(chart.to_dict(), kind)
    try:
        with writing(target) as temporary:
            temporary.write_bytes(drawn)
    except OSError as error:
        message = (
            f"the chart cannot be written to {target}: {error.strerror}; "
            "name a folder that exists and can be written to"
        )
        raise QueryError(message) from None
    return target


def _picture(picture: Picture, kind: str) -> bytes:
    if kind == "png":
        return bytes(vl_convert.svg_to_png(picture.plain_svg()))
    if kind == "svg":
        return picture.svg().encode()
    title = escape(shown(picture.title))
    return (
        f'<!doctype html><html lang="{picture.language}"><head><meta charset="utf-8">'
        f"{_head(title)}</head><body>{_main(title, picture.svg())}</body></html>"
    ).encode()


def _head(title: str) -> str:
    return f"<title>{title}</title>{VIEWPORT}<style>{PAGE}{DRESS}</style>"


def _main(title: str, chart: str) -> str:
    """Put a chart in a frame with a heading, which a keyboard can move."""
    return f'<main tabindex="0"><h1>{title}</h1>{chart}</main>'


def _drawn(spec: dict[str, Any], kind: str) -> bytes:
    if kind == "png":
        # vl-convert's font lacks the subscript; the whole text would fall back to a serif.
        plainly = json.dumps(spec, ensure_ascii=False).replace("CO₂", "CO2")
        return bytes(vl_convert.vegalite_to_png(plainly, scale=DENSITY))
    language, title = spec["usermeta"]["language"], escape(spec["usermeta"]["title"])
    if kind == "svg":
        start, rest = vl_convert.vegalite_to_svg(spec).split(">", 1)
        head = (
            f'{start} role="img" lang="{language}" aria-label="{title}"><title>{title}</title>'
            f"<desc>{escape(spec['description'])}</desc><style>{DRESS}</style>"
        )
        return (head + ANNOUNCED.sub(r'aria-label="\1"', rest)).encode()
    page = str(vl_convert.vegalite_to_html(_without_tags(spec), bundle=True, renderer="svg"))
    # No name may end the script that it is in.
    page = page.replace(TAG, r"\u003c")
    page = page.replace("<html>", f'<html lang="{language}">', 1)
    page = page.replace("<title>Chart</title>", _head(title), 1)
    name = json.dumps(say("page.png", language))
    before, after = page.rsplit(DRAWS, 1)
    page = f"{before}{NAMES_MENU.format(name=name)}{DRAWS}{after}"
    return page.replace(CHART, _main(title, CHART), 1).encode()


def _without_tags(spec: dict[str, Any]) -> str:
    return json.dumps(spec, ensure_ascii=False).replace("<", TAG)
