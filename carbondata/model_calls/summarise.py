"""Count the groups of calls for their summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.files import literal
from carbondata.model_calls.summary import NO_CALLS, CallsPart, CallsSummary, Theirs
from carbondata.model_calls.work import answer_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from carbondata.model_calls.work import Worked

COUNTED = f"coalesce(reason, '') NOT IN ({', '.join(map(literal, NO_CALLS))})"
TOLD = CallsSummary._fields[:11]
WHOLE = f"""SELECT sum(rows), coalesce(sum(calls) FILTER ({COUNTED}), 0),
      sum(rows_without_calls) FILTER ({COUNTED}),
      sum(rows) FILTER (energy_kwh_low IS NOT NULL), sum(rows) FILTER (emissions_t_low IS NOT NULL),
      sum(tokens_in), sum(tokens_cached), sum(tokens_out), sum(tokens_reasoning),
      sum(tokens_out) FILTER (energy_kwh_low IS NOT NULL), sum(tokens_left_out)
    FROM calls_fine"""
PARTS = """SELECT energy_scope, gas, CAST(sum(rows) AS BIGINT),
      sum(energy_kwh_low), sum(energy_kwh_high), sum(emissions_t_low), sum(emissions_t_high)
    FROM calls_fine WHERE energy_kwh_low IS NOT NULL GROUP BY ALL ORDER BY 5 DESC, 1, 2"""
THEIRS = """SELECT CAST(sum(tool_rows) AS BIGINT),
      sum(tool_energy_kwh_low), sum(tool_energy_kwh_high),
      sum(tool_emissions_t_low), sum(tool_emissions_t_high),
      coalesce(sum(tool_embodied_t_low), 0), coalesce(sum(tool_embodied_t_high), 0),
      CAST(coalesce(sum(tool_rows) FILTER (energy_kwh_low IS NOT NULL), 0) AS BIGINT),
      sum(tool_energy_kwh_low) FILTER (energy_kwh_low IS NOT NULL),
      sum(tool_energy_kwh_high) FILTER (energy_kwh_low IS NOT NULL),
      sum(energy_kwh_low) FILTER (tool_rows > 0), sum(energy_kwh_high) FILTER (tool_rows > 0),
      max(intensity_g_per_kwh) FILTER (tool_rows > 0)
    FROM calls_fine"""


def summarise(worked: Worked, by: Sequence[str]) -> CallsSummary:
    """Summarise calls that are worked out."""
    con = worked.con
    (whole,) = con.execute(WHOLE).fetchall()
    (theirs,) = con.execute(THEIRS).fetchall()
    answer = con.execute(answer_query(by))
    names = [column[0] for column in answer.description or ()]
    lines: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    return CallsSummary(
        **{name: int(number or 0) for name, number in zip(TOLD, whole, strict=True)},
        reasons=_counts(con, "reason", "reason IS NOT NULL"),
        parts=[CallsPart._make(row) for row in con.execute(PARTS).fetchall()],
        studies=_counts(con, "unnest(string_split(studies, '; '))", "studies IS NOT NULL"),
        proxies=_counts(con, "proxy", "proxy IS NOT NULL AND energy_kwh_low IS NOT NULL"),
        without_study=_counts(con, "model", "reason IN ('no_study', 'model_ambiguous')"),
        factors=_counts(con, "factor_id", "emissions_t_low IS NOT NULL"),
        rows_without_zone=_no_zone(con),
        theirs=Theirs._make(theirs) if theirs[0] else None,
        lines=lines,
        unused_proxies=worked.unused,
        passed_over=worked.passed_over,
    )


def _counts(con: duckdb.DuckDBPyConnection, what: str, where: str) -> dict[str, int]:
    rows = con.execute(f"""SELECT what, CAST(sum(rows) AS BIGINT) FROM (
        SELECT {what} AS what, rows FROM calls_fine WHERE {where})
        GROUP BY what ORDER BY 2 DESC, 1""").fetchall()
    return {str(name): int(number) for name, number in rows}


def _no_zone(con: duckdb.DuckDBPyConnection) -> int:
    rows = con.execute("""SELECT coalesce(sum(rows), 0) FROM calls_fine
        WHERE NOT has_zone AND month IS NOT NULL AND energy_kwh_low IS NOT NULL""").fetchall()
    return int(rows[0][0])
