"""The summary of calls: how many, what studies cover, energy and emissions as ranges, reasons."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata.model_calls.largest import count, largest
from carbondata.runs.report import covered
from carbondata.runs.summary import count_lines, filled, row_count, why_lines
from carbondata.text.numbers import energy, mass, number
from carbondata.text.phrases import listed, phrase
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from carbondata.text.language import Language

SHOWN = 12
FEW = 5
# Rows that are no call of their own.
NO_CALLS = (
    "duplicate_call",
    "duplicate_file",
    "total_of_calls",
    "answered_from_cache",
    "row_unreadable",
)
# Why an energy has no emissions.
NO_PLACE = {"area_missing"}
OF_GRID = NO_PLACE | {
    "area_unknown",
    "no_factor_for_area",
    "no_factor_for_year",
    "year_out_of_range",
}


class CallsPart(NamedTuple):
    """Calls whose energy covers the same: its range in kWh; their emissions in t, if known."""

    energy_scope: str
    gas: str | None
    rows: int
    energy_kwh_low: float
    energy_kwh_high: float
    emissions_t_low: float | None
    emissions_t_high: float | None


class Theirs(NamedTuple):
    """EcoLogits' own figures (kWh, t), the part of making the hardware, and ours for these rows."""

    rows: int
    tool_energy_kwh_low: float
    tool_energy_kwh_high: float
    tool_emissions_t_low: float
    tool_emissions_t_high: float
    tool_embodied_t_low: float
    tool_embodied_t_high: float
    rows_of_ours: int
    beside_kwh_low: float | None
    beside_kwh_high: float | None
    energy_kwh_low: float | None
    energy_kwh_high: float | None
    intensity_g_per_kwh: float | None

    @property
    def tool_g_per_kwh(self) -> float | None:
        """The grid intensity that their figures come down to, from the upper ones."""
        used = self.tool_emissions_t_high - self.tool_embodied_t_high
        return used * 1e6 / self.tool_energy_kwh_high if self.tool_energy_kwh_high else None


class CallsSummary(NamedTuple):
    """Counts of calls: `rows` is `with_energy` plus those with a reason why there is none.

    `calls` leaves out rows whose number of calls is unknown (`rows_without_calls`). The tokens are
    those of all calls that can be read; `tokens_out_covered` are of calls that a study speaks of,
    `tokens_left_out` those that they read and no study counts.
    """

    rows: int
    calls: int
    rows_without_calls: int
    with_energy: int
    with_emissions: int
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    tokens_reasoning: int
    tokens_out_covered: int
    tokens_left_out: int
    reasons: dict[str, int]
    parts: list[CallsPart]
    studies: dict[str, int]
    proxies: dict[str, int]
    without_study: dict[str, int]
    factors: dict[str, int]
    rows_without_zone: int
    theirs: Theirs | None
    lines: list[dict[str, Any]]
    unused_proxies: list[str]
    passed_over: list[str]

    @property
    def share(self) -> float | None:
        """The share of the tokens out that studies cover."""
        return self.tokens_out_covered / self.tokens_out if self.tokens_out else None

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from carbondata.query.notebook import escape

        return f"<pre>{escape(calls_text(self))}</pre>"


def calls_text(summary: CallsSummary, language: Language = "en") -> str:
    """Format a summary in lines of at most 80 columns."""
    lines = [
        say(
            "calls.head",
            language,
            rows=row_count(summary.rows, language),
            covered=count(summary.with_energy, language),
            rest=count(summary.rows - summary.with_energy, language),
        ),
        *_token_lines(summary, language),
    ]
    unknown = "no_place" if OF_GRID.intersection(summary.reasons) == NO_PLACE else "no_emissions"
    for part in summary.parts:
        lines += ["", *_part_lines(part, unknown, language)]
    if summary.lines:
        lines += ["", largest(summary.lines[:SHOWN], language).rstrip("\n")]
        if len(summary.lines) > SHOWN:
            lines.append(f"  {say('calls.more', language, n=len(summary.lines) - SHOWN)}")
    for key, counts in (
        ("studies", summary.studies),
        ("proxies", summary.proxies),
        ("factors", summary.factors),
        ("without_study", summary.without_study),
    ):
        if counts:
            lines += ["", say(f"calls.{key}", language, n=count(len(counts), language))]
            lines += count_lines(dict(list(counts.items())[:FEW]), language)
            if len(counts) > FEW:
                lines.append(f"  {say(f'calls.more.{key}', language, n=len(counts) - FEW)}")
    lines += _remarks(summary, language)
    if summary.reasons:
        lines += ["", say("calls.reasons", language)]
        lines += why_lines(summary.reasons, "calls", language)
    return "\n".join(lines)


def _token_lines(summary: CallsSummary, language: Language) -> list[str]:
    known = {
        "calls": count(summary.calls, language),
        "tokens_in": _with_part(summary.tokens_in, summary.tokens_cached, "cached", language),
        "tokens_out": _with_part(
            summary.tokens_out, summary.tokens_reasoning, "reasoning", language
        ),
    }
    if summary.rows_without_calls:
        known["calls"] = phrase(
            "calls.uncounted",
            language,
            n=known["calls"],
            rows=row_count(summary.rows_without_calls, language),
        )
    if summary.share is not None:
        percent = say("calls.percent", language, n=_percent(summary.share, language))
        known["covered"] = say("calls.share", language, percent=percent)
    labels = {name: say(f"calls.{name}", language) for name in known}
    wide = max(map(len, labels.values())) + 3
    return [f"  {labels[name]:<{wide}}{text}" for name, text in known.items()]


def _percent(share: float, language: Language) -> str:
    """Write a share; only the whole is 100."""
    percent = round(100 * share, 1)
    if percent == 100 and share < 1:  # noqa: PLR2004  (a percentage)
        percent = floor(share * 1000) / 10
    return number(percent or 100 * share, 3, language)


def _with_part(whole: int, part: int, key: str, language: Language) -> str:
    text = count(whole, language)
    if not part:
        return text
    return say(f"calls.{key}", language, n=text, part=count(part, language))


def _part_lines(part: CallsPart, unknown: str, language: Language) -> list[str]:
    scope = ", ".join(
        say("calls.unstated", language) if word == "unstated" else covered(word, language)
        for word in part.energy_scope.split(", ")
    )
    amount = _range_kwh(part.energy_kwh_low, part.energy_kwh_high, language)
    rows = row_count(part.rows, language)
    lines = [say("calls.energy", language, amount=amount, scope=scope, rows=rows)]
    if part.emissions_t_low is None or part.emissions_t_high is None:
        lines.append(say(f"calls.{unknown}", language))
    else:
        told = _range_t(part.emissions_t_low, part.emissions_t_high, part.gas, language)
        lines.append(say("calls.emissions", language, amount=told))
    return filled(lines, "")


def _range_kwh(low: float, high: float, language: Language) -> str:
    return energy(high, language, None if low == high else low)


def _range_t(low: float, high: float, gas: str | None, language: Language) -> str:
    return mass(high, gas, language, None if low == high else low)


def _remarks(summary: CallsSummary, language: Language) -> list[str]:
    told = []
    if summary.tokens_left_out:
        n = count(summary.tokens_left_out, language)
        told.append(say("calls.left_out", language, n=n))
    if summary.rows_without_zone:
        rows = row_count(summary.rows_without_zone, language)
        told.append(say("calls.no_zone", language, rows=rows))
    if summary.theirs is not None:
        told += _their_lines(summary.theirs, language)
    if summary.unused_proxies:
        names = ", ".join(summary.unused_proxies)
        told.append(say("calls.unused", language, option="--proxy", names=names))
    if summary.passed_over:
        n = count(len(summary.passed_over), language)
        files = listed(summary.passed_over, FEW, language)
        told.append(say("calls.passed_over", language, n=n, files=files))
    return ["", *filled(told, "")] if told else []


def _their_lines(theirs: Theirs, language: Language) -> list[str]:
    lines = [
        say(
            "calls.theirs",
            language,
            rows=row_count(theirs.rows, language),
            energy=_range_kwh(theirs.tool_energy_kwh_low, theirs.tool_energy_kwh_high, language),
            amount=_range_t(
                theirs.tool_emissions_t_low, theirs.tool_emissions_t_high, "CO2e", language
            ),
            made=_range_t(
                theirs.tool_embodied_t_low, theirs.tool_embodied_t_high, "CO2e", language
            ),
            grid=number(theirs.tool_g_per_kwh or 0, 3, language),
        )
    ]
    if theirs.beside_kwh_low is not None and theirs.energy_kwh_low is not None:
        lines.append(
            say(
                "calls.beside",
                language,
                rows=row_count(theirs.rows_of_ours, language),
                theirs=_range_kwh(theirs.beside_kwh_low, theirs.beside_kwh_high or 0, language),
                ours=_range_kwh(theirs.energy_kwh_low, theirs.energy_kwh_high or 0, language),
            )
        )
    return lines


def facts_of_calls(summary: CallsSummary) -> dict[str, object]:
    """Return a summary as nested plain values, with the rows."""
    return summary._asdict() | {
        "share": summary.share,
        "parts": [part._asdict() for part in summary.parts],
        "theirs": None if summary.theirs is None else summary.theirs._asdict(),
    }
