"""The summary of a batch: rows, energy, emissions by area and year; factors, reasons, fallbacks."""

from __future__ import annotations

from math import isfinite
from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from carbondata.query.connection import opened
from carbondata.runs.grid_factor import nearest_area
from carbondata.runs.report import mass

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

SHOWN = 12
COLUMNS = 80

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


def summary_text(summary: Summary) -> str:
    """Format a summary in lines of at most 80 columns."""
    failed = summary.rows - summary.worked_out
    lines = [f"{_rows(summary.rows)}, {summary.worked_out:,} worked out, {failed:,} not"]
    # CO2 and CO2e, or different scopes, are not summed.
    for gas, scope in dict.fromkeys((part.gas, part.emissions_scope) for part in summary.parts):
        mine = [p for p in summary.parts if (p.gas, p.emissions_scope) == (gas, scope)]
        kwh, tonnes = sum(p.counted_kwh for p in mine), sum(p.emissions_t for p in mine)
        lines.append(f"\n{gas}, {scope}: {mass(tonnes)} from {kwh:.6g} kWh")
        lines += [
            f"  {p.area_id:8} {p.year or '':4} {mass(p.emissions_t):>12} "
            f"{p.counted_kwh:>14.6g} kWh {p.rows:>12,} {'row' if p.rows == 1 else 'rows'}"
            for p in mine[:SHOWN]
        ]
        if len(mine) > SHOWN:
            lines.append(f"  ... and {len(mine) - SHOWN} more areas and years")
    if summary.factors:
        lines.append(f"\nfactors: {len(summary.factors)}, most used first")
        lines += [f"  {factor} ({count:,})" for factor, count in list(summary.factors.items())[:5]]
    if summary.tools is not None:
        lines += ["\nthe tools' own figures", *_tool_lines(summary.tools)]
    gaps = summary.reasons.get("year_gap", 0)
    lines.append(f"fallbacks: {f'{gaps:,} to another year, as allowed' if gaps else 'none'}")
    rest = {name: count for name, count in summary.reasons.items() if name != "year_gap"}
    if rest:
        lines.append("not worked out")
        lines += [f"  {name} ({count:,})" for name, count in rest.items()]
        lines += [fill(f"  {line}", COLUMNS, subsequent_indent=" " * 4) for line in summary.nearest]
    return "\n".join(lines)


def _tool_lines(own: Tools) -> list[str]:
    lines = []
    if own.rows:
        theirs, ours = mass(own.tool_emissions_t), mass(own.emissions_t)
        lines.append(f"  {theirs} for {_rows(own.rows)}, ours {ours}")
    if own.rows_alone:
        alone = mass(own.tool_emissions_t_alone)
        lines.append(f"  {alone} for {_rows(own.rows_alone)} that could not be worked out")
    if own.rows_no_number:
        lines.append(f"  none for {_rows(own.rows_no_number)} whose figure is NaN or infinite")
    return lines


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"


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
        f"there is no area {area!r}{nearest_area(opened(database).cursor(), area)}"
        for area in areas
    ]
    if wanted := sorted(no_factor_for_year)[:SHOWN]:
        choices = con.execute(
            f"""SELECT area_id, for_year, factor_year FROM factor_choices
            WHERE (area_id, for_year, boundary) IN ({", ".join(["(?, ?, ?)"] * len(wanted))})
            ORDER BY area_id, for_year""",
            [cell for key in wanted for cell in key],
        ).fetchall()
        lines += [
            f"there is no factor for {area} in {y}; the nearest is for {near}"
            for area, y, near in choices
        ]
    return lines


def _largest(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
