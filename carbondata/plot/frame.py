"""What every chart has: title, basis, source line with date, alt text, and one calm style."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import altair as alt

from carbondata._version import __version__
from carbondata.faces import all_shown
from carbondata.plot.labels import Align
from carbondata.query.connection import opened
from carbondata.text.numbers import date
from carbondata.text.phrases import listed
from carbondata.text.typeset import say, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from carbondata.plot.labels import Label
    from carbondata.text.language import Language

WIDTH = 720
INK, QUIET, FAINT, GROUND = "#1b1f24", "#5f6670", "#d9dce0", "#ffffff"
# Okabe and Ito (2008): distinguishable with any colour vision. All have a contrast of 3:1 or more
# on both backgrounds; shapes repeat the distinction for print without colour. One meaning each, in
# all kinds: blue is sound, green comparable, vermillion in doubt, purple corrected.
BLUE, VERMILLION, GREEN, PURPLE = "#0072b2", "#d55e00", "#009e73", "#cc79a7"
# How a figure was made, where it was not measured: derived, estimated, modelled.
OCHRE, VIOLET, CRIMSON = "#8c6d1f", "#7b68c8", "#c2185b"
# The mean width of a letter in the title and in the other lines, in pixels, in a wide font.
TITLE_LETTER, LETTER = 11, 6.7
NAMED = 6
# What ends a sentence.
ENDINGS = (".", "?", "…")


@dataclass(frozen=True)
class Frame:
    """The texts around a chart."""

    title: str
    basis: Sequence[str]
    spoken: str
    sources: Sequence[str]
    language: Language
    database: str | Path | None = None
    notes: Sequence[str] = ()
    height: int = 420
    width: int = WIDTH
    left: int = 0
    right: int = 0

    def around(self, *layers: alt.Chart | alt.LayerChart) -> alt.LayerChart:
        """Combine layers into one chart with its texts."""
        full = self.left + self.width + self.right
        title_text = typeset(self.title, self.language)
        lines = [typeset(line, self.language) for line in self.basis]
        closing = [*self.notes, self._source_line()]
        title = alt.TitleParams(
            text=_wrap([title_text], full / TITLE_LETTER),
            subtitle=_wrap(lines, full / LETTER),
            dx=-self.left,
        )
        caption = (
            alt.Chart(alt.InlineData(values=[{}]))
            .mark_text(
                aria=False, align="left", baseline="top", fontSize=11, color=QUIET, lineHeight=15,
                text=_wrap([typeset(line, self.language) for line in closing], full / LETTER),
            )
            .encode(x=alt.value(-self.left), y=alt.value(self.height + 46))
        )  # fmt: skip
        texts = (title_text, *lines, self.spoken, self._all_sources())
        alternative = " ".join(text if text.endswith(ENDINGS) else f"{text}." for text in texts)
        chart = alt.layer(*layers, caption).properties(
            title=title,
            width=self.width,
            height=self.height,
            description=typeset(alternative, self.language),
            usermeta={
                "language": self.language,
                "title": title_text,
                "embedOptions": {"actions": ACTIONS},
            },
        )
        return _readable(chart.configure(**STYLE))

    def _source_line(self) -> str:
        day = opened(self.database).cursor().execute(DATA_OF).fetchall()[0][0]
        data = say("plot.data_of", self.language, day=date(day, self.language))
        edition = f"carbondata {__version__}, {data}."
        named = sorted(set(self.sources))
        if not named:
            return edition
        key = "plot.sources" if len(named) > 1 else "plot.source"
        some = listed(named, NAMED, self.language)
        return say(key, self.language, listed=some, edition=edition)

    def _all_sources(self) -> str:
        every = ", ".join(sorted(set(self.sources)))
        return say("plot.all_sources", self.language, listed=every)


# The newest day on which data were fetched: equal tables give equal pictures on any day.
DATA_OF = "SELECT CAST(max(coalesce(retrieved_utc, published)) AS DATE) FROM sources"

# The menu of a chart in HTML offers a picture, and nothing that uses the network.
ACTIONS = {"export": True, "source": False, "compiled": False, "editor": False}

STYLE: dict[str, Any] = {
    "background": GROUND,
    "font": "Arial, Helvetica, sans-serif",
    "padding": 16,
    "title": alt.TitleConfig(
        anchor="start", frame="group", fontSize=18, color=INK, offset=14, lineHeight=22,
        subtitleFontSize=12, subtitleColor=QUIET, subtitleLineHeight=16, subtitlePadding=8,
    ),
    "axis": alt.AxisConfig(
        labelColor=QUIET, titleColor=QUIET, labelFontSize=11, titleFontSize=11,
        titleFontWeight="normal", gridColor=FAINT, domainColor=FAINT, tickColor=FAINT,
        labelFlush=False,
    ),
    "legend": alt.LegendConfig(
        orient="top", direction="horizontal", labelColor=INK, titleColor=QUIET, labelFontSize=12,
        titleFontSize=12, titleFontWeight="normal", titleOrient="left", symbolSize=70, offset=0,
        labelLimit=0, titleLimit=0, symbolOpacity=1,
        symbolBaseFillColor=INK, symbolBaseStrokeColor=INK, columnPadding=18,
        # Room for a font wider than the one that places were computed with.
        titlePadding=14, padding=8, aria=False,
    ),
    "view": alt.ViewConfig(stroke=None),
}  # fmt: skip


def _readable(chart: alt.LayerChart) -> alt.LayerChart:
    """Escape unprintable characters, which would crash the renderer."""
    spec = chart.to_dict()
    clean = all_shown(spec)
    return chart if clean == spec else alt.LayerChart.from_dict(clean)


def rows(records: Iterable[dict[str, Any]]) -> alt.InlineData:
    """Return rows as inline data of a chart."""
    return alt.InlineData(values=list(records))


def texts(labels: Iterable[Label]) -> alt.LayerChart:
    """Draw labels at their pixels."""
    base = alt.Chart(rows(label._asdict() for label in labels)).encode(
        x=alt.X("x:Q", scale=None, axis=None),
        y=alt.Y("y:Q", scale=None, axis=None),
        text="text:N",
    )
    aligned = [
        base.transform_filter(alt.datum.align == align).mark_text(
            aria=False, align=align, baseline="middle", fontSize=11, color=INK
        )
        for align in get_args(Align)
    ]
    return alt.LayerChart(layer=aligned)


def _wrap(lines: Iterable[str], letters: float) -> list[str]:
    # textwrap does not break at no-break spaces; ids are not broken at hyphens either.
    return [
        part
        for line in lines
        for part in textwrap.wrap(
            line, int(letters), break_on_hyphens=False, break_long_words=False
        )
    ]
