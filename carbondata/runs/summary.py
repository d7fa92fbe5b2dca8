"""The summary of a batch: rows, energy, emissions by area and year; factors, reasons, fallbacks."""

from __future__ import annotations

from math import isfinite
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from carbondata.query.connection import opened
from carbondata.runs.grid_factor import nearest_area
from carbondata.runs.report import covered, mass, number
from carbondata.text.language import SIGNS
from carbondata.text.phrases import phrase, retold
from carbondata.text.plurals import is_one
from carbondata.text.typeset import say, typeset

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from carbondata.text.language import Language

SHOWN = 12
COLUMNS = 80
# The phrases of alternatives to what has no factor; a summary holds them in English.
NEAR = "runs.near."

Wanted = set[tuple[str, int, str]]


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


class Summary(NamedTuple):
    """Counts of a batch: `rows` is `worked_out` plus those with a reason other than `year_gap`.

    `nearest` lists alternatives to the areas and years without a factor; `tools` is None if no
    tool gave a figure.
    """

    rows: int
    worked_out: int
    reasons: dict[str, int]
    factors: dict[str, int]
    parts: list[Part]
    nearest: list[str]
    tools: Tools | None

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from carbondata.query.notebook import escape

        return f"<pre>{escape(summary_text(self))}</pre>"


def summarise(
    con: duckdb.DuckDBPyConnection, rows: str, database: str | Path | None = None
) -> Summary:
    """Summarise the rows of a batch's output; the database gives the alternatives."""
    # A place and a year have one factor, so one boundary and gas.
    groups = con.execute(f"""
        SELECT area_id, CAST(year AS BIGINT), any_value(boundary), any_value(gas), emissions_scope,
               any_value(factor_id), reason,
               count(*), count(emissions_t),
               sum(CAST(counted_kwh AS DOUBLE)), sum(CAST(emissions_t AS DOUBLE))
        FROM {rows} GROUP BY area_id, year, emissions_scope, reason""").fetchall()
    reasons: dict[str, int] = {}
    factors: dict[str, int] = {}
    parts: dict[tuple[str, int | None, str, str], Part] = {}
    for area, year, _, gas, scope, factor, reason, count, worked, kwh, tonnes in groups:
        if reason is not None:
            reasons[reason] = reasons.get(reason, 0) + count
        if worked:
            factors[factor] = factors.get(factor, 0) + worked
            key = (area, year, gas, scope)
            old = parts.get(key, Part(*key, 0, 0.0, 0.0))
            parts[key] = Part(
                *key, old.rows + worked, old.counted_kwh + kwh, old.emissions_t + tonnes
            )
    missing: dict[str, Wanted] = {"area_unknown": set(), "no_factor_for_year": set()}
    for area, year, boundary, *_, reason, _count, _worked, _kwh, _t in groups:
        if reason in missing:
            missing[reason].add((area, year, boundary))
    return Summary(
        sum(group[7] for group in groups),
        sum(group[8] for group in groups),
        _largest(reasons),
        _largest(factors),
        sorted(parts.values(), key=lambda part: -part.emissions_t),
        _nearest(con, database, **missing),
        _tools(con, rows),
    )


def summary_text(summary: Summary, language: Language = "en") -> str:
    """Format a summary in lines of at most 80 columns."""
    worked_out, failed = summary.worked_out, summary.rows - summary.worked_out
    rows = _rows(summary.rows, language)
    counts = {"worked_out": _count(worked_out, language), "failed": _count(failed, language)}
    lines = [say("runs.head", language, rows=rows, **counts)]
    # CO2 and CO2e, or different scopes, are not summed.
    for gas, scope in dict.fromkeys((part.gas, part.emissions_scope) for part in summary.parts):
        mine = [p for p in summary.parts if (p.gas, p.emissions_scope) == (gas, scope)]
        lines += ["", *_part_lines(mine, language)]
    if summary.factors:
        lines += ["", say("runs.factors", language, n=len(summary.factors))]
        lines += _counted(summary.factors, language)[:5]
    if summary.tools is not None:
        own = _tool_lines(summary.tools, language)
        lines += ["", say("runs.tools", language), *(f"  {line}" for line in own)]
    gaps = summary.reasons.get("year_gap", 0)
    lines.append(
        say("runs.fallbacks", language, n=_count(gaps, language))
        if gaps
        else say("runs.no_fallbacks", language)
    )
    rest = {name: count for name, count in summary.reasons.items() if name != "year_gap"}
    if rest:
        lines += [say("runs.not_worked_out", language), *_counted(rest, language)]
        near = [typeset(retold(line, NEAR, language) or line, language) for line in summary.nearest]
        lines += [fill(f"  {line}", COLUMNS, subsequent_indent=" " * 4) for line in near]
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
        f"{_energy(part.counted_kwh, language):>18} {_rows(part.rows, language, 12)}"
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
        lines.append(say("runs.tools.beside", language, rows=_rows(own.rows, language), **told))
    if own.rows_alone:
        alone, rows = mass(own.tool_emissions_t_alone, language), _rows(own.rows_alone, language)
        lines.append(say("runs.tools.alone", language, theirs=alone, rows=rows))
    if own.rows_no_number:
        rows = _rows(own.rows_no_number, language)
        lines.append(say("runs.tools.no_number", language, rows=rows))
    return lines


def _counted(counts: dict[str, int], language: Language) -> list[str]:
    return [f"  {name} ({_count(count, language)})" for name, count in counts.items()]


def _energy(kwh: float, language: Language) -> str:
    return typeset(f"{number(f'{kwh:.6g}', language)} kWh", language)


def _count(count: int, language: Language) -> str:
    return f"{count:,}".replace(",", SIGNS[language].thousands)


def _rows(count: int, language: Language, wide: int = 0) -> str:
    text = _count(count, language)
    key = "one" if is_one(text, language) else "many"
    return phrase(f"runs.rows.{key}", language, n=f"{text:>{wide}}" if wide else text)


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
    }


def _finite(value: object) -> object:
    return None if isinstance(value, float) and not isfinite(value) else value


def _tools(con: duckdb.DuckDBPyConnection, rows: str) -> Tools | None:
    if "tool_emissions_t" not in {
        name for name, *_ in con.execute(f"DESCRIBE FROM {rows}").fetchall()
    }:
        return None
    # A cumulative row would count the earlier ones again.
    (sums,) = con.execute(f"""
        SELECT count(ours) FILTER (finite),
               coalesce(sum(theirs) FILTER (finite AND ours IS NOT NULL), 0),
               coalesce(sum(ours) FILTER (finite), 0),
               count(*) FILTER (finite AND ours IS NULL),
               coalesce(sum(theirs) FILTER (finite AND ours IS NULL), 0),
               count(*) FILTER (NOT finite)
        FROM (SELECT CAST(tool_emissions_t AS DOUBLE) AS theirs, isfinite(theirs) AS finite,
                     CAST(emissions_t AS DOUBLE) AS ours
              FROM {rows} WHERE reason IS DISTINCT FROM 'cumulative_row')
        WHERE theirs IS NOT NULL""").fetchall()
    own = Tools._make(sums)
    return own if own.rows or own.rows_alone or own.rows_no_number else None


def _nearest(
    con: duckdb.DuckDBPyConnection,
    database: str | Path | None,
    area_unknown: Wanted,
    no_factor_for_year: Wanted,
) -> list[str]:
    areas = sorted({str(area) for area, _, _ in area_unknown})[:SHOWN]
    lines = [
        f"no such area: {area!r}{nearest_area(opened(database).cursor(), area)}" for area in areas
    ]
    if wanted := sorted(no_factor_for_year)[:SHOWN]:
        choices = con.execute(
            f"""SELECT area_id, for_year, factor_year FROM factor_choices
            WHERE (area_id, for_year, boundary) IN ({", ".join(["(?, ?, ?)"] * len(wanted))})
            ORDER BY area_id, for_year""",
            [cell for key in wanted for cell in key],
        ).fetchall()
        lines += [
            phrase(f"{NEAR}factor", "en", area=area, year=year, near=near)
            for area, year, near in choices
        ]
    return lines


def _largest(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
