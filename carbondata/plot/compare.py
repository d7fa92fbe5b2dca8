"""A figure beside its references, on a log scale."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

import altair as alt

from carbondata.faces import shown
from carbondata.plot import frame
from carbondata.plot.scale import logarithmic
from carbondata.plot.words import mass_tick
from carbondata.query import compare as query
from carbondata.text import sentences
from carbondata.text.language import SIGNS, spoken
from carbondata.text.numbers import energy, read
from carbondata.text.parts import parts
from carbondata.text.plurals import several
from carbondata.text.refusals import refusal, refused, refusing_in
from carbondata.text.side_words import name, status, written
from carbondata.text.typeset import capital, say, typeset
from carbondata.text.vocabulary import word

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.engine.quantity import Quantity
    from carbondata.plot.scale import Scale
    from carbondata.query.comparison import Comparison
    from carbondata.text.language import Language

LEFT, WIDTH, RIGHT = 270, 420, 130
# The height of a row, and of each line of its label beyond three.
ROW, LINES, LINE = 46, 3, 13
# Bounds narrower than this are hidden by the sign.
SIGN = 12
LETTERS = 44
LOOKS = {
    "ok": (frame.GREEN, "circle"),
    "note": (frame.BLUE, "square"),
    "caution": (frame.VERMILLION, "triangle-up"),
}


def compare(
    subject: str,
    *references: str,
    measure: str | None = None,
    language: str = "en",
    database: str | Path | None = None,
) -> alt.LayerChart:
    """Draw a figure beside its references: amounts with bounds, the reading, the verdict.

    Parameters
    ----------
    subject, *references : str
        As for `carbondata.compare`; without references ten familiar things.
    measure : {"emissions", "electricity"}, optional
        As for `carbondata.compare`.
    language : {"en", "fr"}
        The language of all texts.
    database : path, optional
        As for `connect`.

    Returns
    -------
    altair.LayerChart
        Amounts in tonnes (or kWh of electricity, if that is compared), one row a quantity. What
        may not be compared is not drawn, but named below.

    Raises
    ------
    QueryError
        When an operand or the language means nothing, or nothing may be compared.

    Examples
    --------
    >>> compare("strubell-2019/nas-gpu", "car-lifetime-usa").to_dict()["usermeta"]["language"]
    'en'
    """
    lang = spoken(language)
    with refusing_in(lang):
        comparisons = _comparisons(subject, references, measure, database)
        own = comparisons[0].subject
        if not own.amount:
            shows = f"carbondata studies '{own.id}'"
            raise refused(lambda language: refusal("no_log", language, id=own.id, command=shows))
        drawn = [
            comparison
            for comparison in comparisons
            if not comparison.refused and comparison.ratio is not None
        ]
        if not drawn:
            raise refused(lambda language: _nothing_drawn(subject, comparisons, language))
    return _chart(_rows(drawn, lang), drawn, _left_out(comparisons, lang), lang, database)


def _nothing_drawn(subject: str, comparisons: tuple[Comparison, ...], language: Language) -> str:
    """Say why none of the comparisons is drawn, and what shows them."""
    why = SIGNS[language].semicolon.join(each.sentence(language) for each in comparisons)
    remedy = refusal("try", language, command=f"carbondata compare {subject}")
    return f"{refusal('nothing_drawn', language, why=why)}\n  {remedy}"


def _comparisons(
    subject: str, references: tuple[str, ...], measure: str | None, database: str | Path | None
) -> tuple[Comparison, ...]:
    compared = query.compare(subject, *references, measure=measure, database=database)
    return compared if isinstance(compared, tuple) else (compared,)


def _chart(
    rows: list[dict[str, Any]],
    drawn: list[Comparison],
    left_out: list[str],
    lang: Language,
    database: str | Path | None,
) -> alt.LayerChart:
    subject = drawn[0].subject
    scale = _scale(rows)
    has_bars = any(scale.at(row["high"]) - scale.at(row["low"]) > SIGN for row in rows)
    bars = say("plot.bars", lang)
    return frame.Frame(
        title="".join(parts(drawn[0], lang) or ()),
        basis=[_unit(subject, lang), *_statuses(drawn, lang)],
        spoken=" ".join(f"{capital(row['spoken'])}." for row in rows),
        sources=[source for comparison in drawn for source in comparison.sources()],
        language=lang,
        database=database,
        notes=[bars, *left_out] if has_bars else left_out,
        height=_row_height(rows) * len(rows),
        width=WIDTH,
        left=LEFT,
        right=RIGHT,
    ).around(*_layers(rows, subject, lang))


def _scale(rows: list[dict[str, Any]]) -> Scale:
    return logarithmic((row[key] for row in rows for key in ("low", "amount", "high")), WIDTH)


def _row_height(rows: list[dict[str, Any]]) -> int:
    lines: int = max(row["label"].count("\n") + 1 for row in rows)
    return ROW + LINE * max(0, lines - LINES)


def _left_out(comparisons: tuple[Comparison, ...], lang: Language) -> list[str]:
    """Name what is not drawn, and say why."""
    names: dict[str, list[str]] = {"refused": [], "bounds_alone": []}
    for comparison in comparisons:
        if comparison.refused or comparison.ratio is None:
            reason = "refused" if comparison.refused else "bounds_alone"
            names[reason].append(name(comparison.reference, lang))
    return [
        say("plot.reason", lang, reason=say(f"plot.{reason}", lang), names=", ".join(left))
        for reason, left in names.items()
        if left
    ]


def _layers(rows: list[dict[str, Any]], subject: Quantity, lang: Language) -> list[alt.Chart]:
    scale = _scale(rows)
    write = energy if subject.measure == "electricity" else mass_tick
    x = alt.X("amount:Q", scale=scale.altair(), axis=scale.axis(lambda tick: write(tick, lang)))
    base = alt.Chart(frame.rows(rows)).encode(y=_label_axis(rows))
    own = base.transform_filter("datum.verdict === null")
    drawn = {row["verdict"] for row in rows}
    verdicts = {word("verdict", verdict, lang): look for verdict, look in LOOKS.items()}
    looks = {verdict: look for verdict, look in verdicts.items() if verdict in drawn}
    colors, shapes = ([look[part] for look in looks.values()] for part in (0, 1))
    title = say("plot.comparison", lang)
    return [
        alt.Chart(frame.rows(rows)).transform_filter("datum.verdict === null").mark_rule(
            strokeDash=[3, 3], aria=False, color=frame.QUIET).encode(x=x),
        base.transform_filter("datum.low < datum.high").mark_rule(
            strokeWidth=4, color=frame.QUIET, aria=False)
        .encode(x="low:Q", x2="high:Q"),
        own.mark_point(filled=True, size=150, shape="diamond", color=frame.INK, opacity=1)
        .encode(x=x, description="said:N"),
        base.transform_filter("datum.verdict !== null").mark_point(
            filled=True, size=110, opacity=1).encode(
            x=x,
            description="said:N",
            tooltip=[alt.Tooltip("what:N", title=say("plot.what", lang)),
                     alt.Tooltip("amount_text:N", title=say("plot.amount", lang)),
                     alt.Tooltip("why:N", title=say("plot.reasons", lang))],
            color=alt.Color("verdict:N", title=title, scale=alt.Scale(
                domain=list(looks), range=colors)),
            shape=alt.Shape("verdict:N", title=title, scale=alt.Scale(
                domain=list(looks), range=shapes))),
        base.mark_text(aria=False, align="left", fontSize=12, color=frame.INK).encode(
            x=alt.value(WIDTH + 14), text="reading:N"),
    ]  # fmt: skip


def _label_axis(rows: list[dict[str, Any]]) -> alt.Y:
    """Return the axis that names each row, over its amount and source."""
    # Escape unprintable characters here: inside an expression, JSON's escapes would be undone.
    labels = [shown(row["label"]).split("\n") for row in rows]
    lines = json.dumps(labels, ensure_ascii=False)
    axis = alt.Axis(
        aria=False,
        title=None,
        labelExpr=f"{lines}[datum.value]",
        labelLimit=0,
        labelColor=frame.INK,
        labelPadding=12,
        labelOffset=-7,
        ticks=False,
        domain=False,
        grid=True,
    )
    return alt.Y("row:O", axis=axis)


def _rows(drawn: list[Comparison], lang: Language) -> list[dict[str, Any]]:
    """Return the rows to draw, largest first, the subject among the others."""
    rows = [_row(drawn[0].subject, lang) | {"verdict": None, "reading": "", "why": ""}]
    rows += [_row(comparison.reference, lang) | _verdict(comparison, lang) for comparison in drawn]
    rows.sort(key=lambda row: -row["amount"])
    for row in rows:
        row["spoken"] = row["said"]
        if row["reading"]:
            key = "plot.spoken.times" if row["is_times"] else "plot.spoken"
            row["spoken"] = say(key, lang, said=row["said"], reading=row["reading"])
        row["said"] += f" ({row['reading']}, {row['verdict']})" if row["verdict"] else ""
    return [row | {"row": index} for index, row in enumerate(rows)]


def _verdict(comparison: Comparison, lang: Language) -> dict[str, Any]:
    reading = comparison.reading
    assert reading is not None  # noqa: S101  (refused comparisons were left out before)
    text = read(reading, lang)
    if reading.unit == "count":
        text, _ = several(text, name(comparison.reference, lang), lang)
    elif reading.unit != "times":
        text = say("plot.of_it", lang, much=text)
    why = " · ".join(sentences.reasons(comparison, lang))
    is_times = reading.unit == "times"
    verdict = word("verdict", comparison.verdict, lang)
    return {"verdict": verdict, "reading": text, "is_times": is_times, "why": why}


def _row(side: Quantity, lang: Language) -> dict[str, Any]:
    amount = side.amount or 0.0  # comparisons without a ratio were left out before
    what = typeset(name(side, lang), lang)
    amount_text = written(amount, side, lang)
    named = textwrap.wrap(capital(what), LETTERS, break_on_hyphens=False)
    under = [text for text in (amount_text, side.source_id) if text and text != what]
    return {
        "what": what,
        "label": "\n".join([*named, " · ".join(under)] if under else named),
        "amount": amount,
        "amount_text": amount_text,
        "said": say("plot.said", lang, what=what, amount=amount_text),
        # A single bound reaches to the figure.
        "low": side.amount_low or amount,
        "high": side.amount_high or amount,
    }


def _unit(subject: Quantity, lang: Language) -> str:
    """Name the unit, and the basis of the subject."""
    if subject.measure == "electricity":
        return say("plot.electricity_log", lang)
    columns = ("boundary", "accounting", "forcing")
    basis = [word(column, getattr(subject, column), lang) for column in columns]
    gas = say(f"plot.{subject.gas}", lang) if subject.gas else ""
    counted = ", ".join(part for part in (gas, *basis, str(subject.year or "")) if part)
    if not counted:
        return say("plot.gas_log", lang)
    return say("plot.gas_log_of", lang, counted=counted)


def _statuses(drawn: list[Comparison], lang: Language) -> list[str]:
    """Say which figures were corrected or disputed: the subject's first, then the others."""
    own = status(drawn[0].subject, lang)
    others = [_named_status(comparison.reference, lang) for comparison in drawn]
    return [text for text in dict.fromkeys([own, *others]) if text]


def _named_status(side: Quantity, lang: Language) -> str:
    text = status(side, lang)
    if not text:
        return ""
    who, what = capital(name(side, lang)), text[:1].lower() + text[1:]
    return say("plot.status_of", lang, who=who, status=what)
