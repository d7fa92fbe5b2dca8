"""Count the rows of a batch's output for its summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.files import literal
from carbondata.query.connection import opened
from carbondata.runs.grid_factor import nearest_area
from carbondata.runs.summary import (
    COUNTED_ELSEWHERE,
    NEAR,
    SHOWN,
    AtOnce,
    Part,
    Place,
    Summary,
    Tools,
)
from carbondata.text.phrases import phrase

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

Wanted = set[tuple[str, int, str]]


def summarise(
    con: duckdb.DuckDBPyConnection, rows: str, database: str | Path | None = None
) -> Summary:
    """Summarise the rows of a batch's output; the database gives the alternatives."""
    columns = {str(name) for name, *_ in con.execute(f"DESCRIBE FROM {rows}").fetchall()}
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
        _tools(con, rows, columns),
        _places(con, rows, columns),
        _at_once(con, rows, columns),
    )


def _places(con: duckdb.DuckDBPyConnection, rows: str, columns: set[str]) -> list[Place]:
    if "place_basis" not in columns:
        return []
    of_parts = "parts_g_per_kwh_low" in columns  # only the rows of tools have them
    low, high = ("parts_g_per_kwh_low", "parts_g_per_kwh_high") if of_parts else ("NULL", "NULL")
    stated = "CASE WHEN place_basis = 'name' THEN stated_area_id END"
    found = con.execute(f"""
        SELECT area_id, CAST(year AS BIGINT), place_basis, count(*),
               any_value(CAST(intensity_g_per_kwh AS DOUBLE)),
               any_value(CAST({low} AS DOUBLE)), any_value(CAST({high} AS DOUBLE)),
               {stated if "stated_area_id" in columns else "NULL"}
        FROM {rows} WHERE emissions_t IS NOT NULL AND place_basis NOT IN ('country', 'region')
        GROUP BY ALL ORDER BY 4 DESC, 1, 2, 3, 8""").fetchall()
    return [Place._make(row) for row in found]


def _at_once(con: duckdb.DuckDBPyConnection, rows: str, columns: set[str]) -> AtOnce | None:
    if "runs_at_once" not in columns:
        return None
    (sums,) = con.execute(f"""
        SELECT count(*), round(sum(1 / CAST(runs_at_once AS DOUBLE)))::BIGINT,
               sum(CAST(counted_kwh AS DOUBLE))
        FROM {rows} WHERE runs_at_once IS NOT NULL AND emissions_t IS NOT NULL""").fetchall()
    return AtOnce._make(sums) if sums[0] else None


def _tools(con: duckdb.DuckDBPyConnection, rows: str, columns: set[str]) -> Tools | None:
    if "tool_emissions_t" not in columns:
        return None
    elsewhere = ", ".join(map(literal, COUNTED_ELSEWHERE))
    (sums,) = con.execute(f"""
        SELECT count(ours) FILTER (finite),
               coalesce(sum(theirs) FILTER (finite AND ours IS NOT NULL), 0),
               coalesce(sum(ours) FILTER (finite), 0),
               count(*) FILTER (finite AND ours IS NULL),
               coalesce(sum(theirs) FILTER (finite AND ours IS NULL), 0),
               count(*) FILTER (NOT finite)
        FROM (SELECT CAST(tool_emissions_t AS DOUBLE) AS theirs, isfinite(theirs) AS finite,
                     CAST(emissions_t AS DOUBLE) AS ours
              FROM {rows} WHERE coalesce(reason, '') NOT IN ({elsewhere}))
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
        phrase("error.area", "en", area=f"'{area}'") + nearest_area(opened(database).cursor(), area)
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
            phrase(f"{NEAR}factor", "en", area=area, year=year, near=near)
            for area, year, near in choices
        ]
    return lines


def _largest(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
