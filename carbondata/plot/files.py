"""Charts as files: SVG with alt text and a dark mode, PNG, or HTML that needs no network."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vl_convert

from carbondata.errors import QueryError
from carbondata.outputs import writing
from carbondata.plot.frame import FAINT, GROUND, INK, QUIET

if TYPE_CHECKING:
    import altair as alt

# Each grey of the chart, and its counterpart on a dark background.
DARK = {INK: "#eceef1", QUIET: "#a9b0b9", FAINT: "#3a4048", GROUND: "#16181c"}
DRESS = (
    "@media screen and (prefers-color-scheme:dark){"
    + "".join(f'[fill="{a}"]{{fill:{b}}}[stroke="{a}"]{{stroke:{b}}}' for a, b in DARK.items())
    + f"body,svg{{background-color:{DARK[GROUND]}!important}}}}"
)
PAGE = f"body{{margin:0;background-color:{GROUND}}}svg{{max-width:100%;height:auto}}"
VIEWPORT = '<meta name="viewport" content="width=device-width">'
KINDS = ("svg", "png", "html")
# What Vega puts before a title, in English only.
ANNOUNCED = re.compile(r"""aria-label="(?:Title|Subtitle) text '([^"]*)'\"""")
# Stands for < until the page is written; it occurs in no text.
TAG = "\ue000"
# PNG pixels per pixel of the chart: sharp in print and on dense screens.
DENSITY = 2


def save(chart: alt.LayerChart, path: str | Path) -> Path:
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
    drawn = _drawn(chart.to_dict(), kind)
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
    head = f"<title>{title}</title>{VIEWPORT}<style>{PAGE}{DRESS}</style>"
    page = page.replace("<html>", f'<html lang="{language}">', 1)
    return page.replace("<title>Chart</title>", head, 1).encode()


def _without_tags(spec: dict[str, Any]) -> str:
    return json.dumps(spec, ensure_ascii=False).replace("<", TAG)
