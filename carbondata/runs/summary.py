"""The summary of a batch: rows, energy, emissions by area and year; factors, places, reasons."""

from __future__ import annotations

from math import isfinite
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from carbondata.runs.report import covered, mass
from carbondata.text.language import SIGNS
from carbondata.text.numbers import plain
from carbondata.text.phrases import phrase, retold
from carbondata.text.plurals import is_one
from carbondata.text.typeset import say, typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carbondata.text.language import Language

SHOWN = 12
COLUMNS = 80
# The reasons of rows whose run is counted in another row.
COUNTED_ELSEWHERE = (
    "cumulative_row",
    "duplicate_file",
    "duplicate_run",
    "part_of_run",
    "same_machine",
)
# The phrases of alternatives to what has no factor; a summary holds them in English.
NEAR = "runs.near."
# The end of the reasons that name a column.
NO_NUMBER = "_not_a_number"


class Part(NamedTuple):
    """The runs of an area, year, gas and scope: rows, energy with PUE (kWh), emissions (t)."""

    area_id: str
    year: int | None
    gas: str
    emissions_scope: str
    rows: int
    counted_kwh: float
    emissions_t: float


class Tools(NamedTuple):
    """The tools' own figures (t): beside ours for the same rows, and for rows without ours.

    `rows_no_number` have a figure that is NaN or infinite; it is in neither sum.
    """

    rows: int
    tool_emissions_t: float
    emissions_t: float
    rows_alone: int
    tool_emissions_t_alone: float
    rows_no_number: int


class Place(NamedTuple):
    """Rows whose place is not simply the country that they name (`place_basis`).

    The intensities are in g/kWh; the bounds are those of the parts of the country that have one.
    `stated` is the name that was given instead of an id.
    """

    area_id: str
    year: int | None
    place_basis: str
    rows: int
    intensity_g_per_kwh: float
    parts_g_per_kwh_low: float | None
    parts_g_per_kwh_high: float | None
    stated: str | None


class AtOnce(NamedTuple):
    """Runs of the same machine, place and time: how many, of how many machines, their kWh."""

    rows: int
    machines: int
    counted_kwh: float


class Summary(NamedTuple):
    """Counts of a batch: `rows` is `worked_out` plus those with a reason other than `year_gap`.

    `nearest` lists alternatives to the areas and years without a factor; `tools` is None if no
    tool gave a figure, `at_once` if no runs may be of one machine.
    """

    rows: int
    worked_out: int
    reasons: dict[str, int]
    factors: dict[str, int]
    parts: list[Part]
    nearest: list[str]
    tools: Tools | None
    places: list[Place]
    at_once: AtOnce | None

    @property
    def counted_elsewhere(self) -> int:
        """The rows whose run is counted in another row."""
        return sum(self.reasons.get(reason, 0) for reason in COUNTED_ELSEWHERE)

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from carbondata.query.notebook import escape

        return f"<pre>{escape(summary_text(self))}</pre>"


def summary_text(summary: Summary, language: Language = "en") -> str:
    """Format a summary in lines of at most 80 columns."""
    elsewhere = summary.counted_elsewhere
    counts = {
        "worked_out": summary.worked_out,
        "elsewhere": elsewhere,
        "failed": summary.rows - summary.worked_out - elsewhere,
    }
    told = {name: _count(n, language) for name, n in counts.items() if n or name != "elsewhere"}
    key = "runs.head_elsewhere" if elsewhere else "runs.head"
    lines = [say(key, language, rows=row_count(summary.rows, language), **told)]
    # CO2 and CO2e, or different scopes, are not summed.
    for gas, scope in dict.fromkeys((part.gas, part.emissions_scope) for part in summary.parts):
        mine = [p for p in summary.parts if (p.gas, p.emissions_scope) == (gas, scope)]
        lines += ["", *_part_lines(mine, language)]
    if summary.factors:
        lines += ["", say("runs.factors", language, n=len(summary.factors))]
        lines += count_lines(summary.factors, language)[:5]
    if places := _place_lines(summary, language):
        lines += ["", say("runs.places", language), *filled(places)]
    if summary.tools is not None:
        own = _tool_lines(summary.tools, language)
        lines += ["", say("runs.tools", language), *(f"  {line}" for line in own)]
    gaps = summary.reasons.get("year_gap", 0)
    lines.append(
        say("runs.fallbacks", language, n=_count(gaps, language))
        if gaps
        else say("runs.no_fallbacks", language)
    )
    left_out = {n: count for n, count in summary.reasons.items() if n in COUNTED_ELSEWHERE}
    if left_out:
        lines += [say("runs.elsewhere", language), *why_lines(left_out, "runs", language)]
    told_above = {"year_gap", *COUNTED_ELSEWHERE}
    rest = {name: count for name, count in summary.reasons.items() if name not in told_above}
    if rest:
        lines += [say("runs.not_worked_out", language), *why_lines(rest, "runs", language)]
        near = [typeset(retold(line, NEAR, language) or line, language) for line in summary.nearest]
        lines += filled(near)
    return "\n".join(lines)


def _part_lines(parts: list[Part], language: Language) -> list[str]:
    """Write the sum of parts in one gas and scope, and the largest of them."""
    tonnes = sum(part.emissions_t for part in parts)
    lines = [
        say(
            "runs.part",
            language,
            gas=phrase(f"claim.measure.{parts[0].gas}", language),
            scope=covered(parts[0].emissions_scope, language),
            amount=mass(tonnes, language),
            energy=_energy(sum(part.counted_kwh for part in parts), language),
        )
    ]
    lines += [
        f"  {part.area_id:8} {part.year or '':4} {mass(part.emissions_t, language):>12} "
        f"{_energy(part.counted_kwh, language):>18} {row_count(part.rows, language, 12)}"
        for part in parts[:SHOWN]
    ]
    if len(parts) > SHOWN:
        lines.append(f"  {say('runs.more', language, n=len(parts) - SHOWN)}")
    return lines


def _tool_lines(own: Tools, language: Language) -> list[str]:
    lines = []
    if own.rows:
        amounts = {"theirs": own.tool_emissions_t, "ours": own.emissions_t}
        told = {name: mass(amount, language) for name, amount in amounts.items()}
        lines.append(say("runs.tools.beside", language, rows=row_count(own.rows, language), **told))
    if own.rows_alone:
        alone, rows = (
            mass(own.tool_emissions_t_alone, language),
            row_count(own.rows_alone, language),
        )
        lines.append(say("runs.tools.alone", language, theirs=alone, rows=rows))
    if own.rows_no_number:
        rows = row_count(own.rows_no_number, language)
        lines.append(say("runs.tools.no_number", language, rows=rows))
    return lines


def count_lines(counts: dict[str, int], language: Language) -> list[str]:
    """Write how often each factor or study was met, a line for each."""
    return [f"  {name} ({_count(count, language)})" for name, count in counts.items()]


def why_lines(counts: dict[str, int], of: str, language: Language) -> list[str]:
    """Write how often each reason why runs or calls are not worked out was met, and what it is."""
    told = []
    for reason, count in counts.items():
        if (column := reason.removesuffix(NO_NUMBER)) != reason and of == "runs":
            why = phrase("runs.reason.not_a_number", language, column=column)
        else:
            why = phrase(f"{of}.reason.{reason}", language)
        told.append(
            say("reason.counted", language, reason=reason, rows=_count(count, language), why=why)
        )
    return filled(told)


def _energy(kwh: float, language: Language) -> str:
    return typeset(f"{plain(kwh, 6, language)} kWh", language)


def _count(count: int, language: Language) -> str:
    return f"{count:,}".replace(",", SIGNS[language].thousands)


def row_count(count: int, language: Language, wide: int = 0) -> str:
    """Write how many rows there are, to a width if it is given."""
    text = _count(count, language)
    key = "one" if is_one(text, language) else "many"
    return phrase(f"runs.rows.{key}", language, n=f"{text:>{wide}}" if wide else text)


def filled(lines: Iterable[str], indent: str = "  ") -> list[str]:
    """Indent lines and break them at 80 columns."""
    return [
        fill(
            line,
            COLUMNS,
            initial_indent=indent,
            subsequent_indent=f"{indent}  ",
            break_on_hyphens=False,
        )
        for line in lines
    ]


def _place_lines(summary: Summary, language: Language) -> list[str]:
    """Say where a place is not simply the country named, and what may be one machine."""
    lines = []
    for place in summary.places[:SHOWN]:
        at = {
            "place": f"{place.area_id} {place.year or ''}".strip(),
            "rows": row_count(place.rows, language),
            "g": _digits(place.intensity_g_per_kwh, language),
        }
        key = f"runs.place.{place.place_basis}"
        if place.stated is not None:
            at["name"] = place.stated
        low, high = place.parts_g_per_kwh_low, place.parts_g_per_kwh_high
        if place.place_basis == "country_mean" and low is not None and high is not None:
            key += ".parts"
            at |= {"low": _digits(low, language), "high": _digits(high, language)}
        lines.append(say(key, language, **at))
    if len(summary.places) > SHOWN:
        lines.append(say("runs.more", language, n=len(summary.places) - SHOWN))
    if summary.at_once is not None:
        rows, machines, kwh = summary.at_once
        told = {"rows": _count(rows, language), "machines": _count(machines, language)}
        energy = _energy(kwh, language)
        lines.append(say("runs.at_once", language, **told, energy=energy, option="--take-one"))
    return lines


def _digits(value: float, language: Language) -> str:
    return plain(value, 4, language)


def facts_of_summary(summary: Summary) -> dict[str, object]:
    """Return a summary as nested plain values; a sum that overflows is None."""
    return summary._asdict() | {
        "parts": [
            {name: _finite(value) for name, value in part._asdict().items()}
            for part in summary.parts
        ],
        "tools": None
        if summary.tools is None
        else {name: _finite(value) for name, value in summary.tools._asdict().items()},
        "places": [place._asdict() for place in summary.places],
        "at_once": None if summary.at_once is None else summary.at_once._asdict(),
        "counted_elsewhere": summary.counted_elsewhere,
    }


def _finite(value: object) -> object:
    return None if isinstance(value, float) and not isfinite(value) else value
