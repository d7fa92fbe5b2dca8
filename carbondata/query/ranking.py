"""What a figure may be compared with, the nearest first: every quantity, or a few of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.engine import compare as engine
from carbondata.query.connection import opened
from carbondata.query.operand_errors import explained

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

# The types are judged already: of the pair only the years are left, and a year left open.
RANKED = """
    WITH s AS (
      SELECT
        $id AS id, $subject AS subject, $kind AS kind, CAST($year AS BIGINT) AS year,
        $factor AS factor, $open AS is_open,
        $t_low::DOUBLE AS emissions_t_low, $t::DOUBLE AS emissions_t,
        $t_high::DOUBLE AS emissions_t_high, $kwh_low::DOUBLE AS energy_kwh_low,
        $kwh::DOUBLE AS energy_kwh, $kwh_high::DOUBLE AS energy_kwh_high
    ), pairs AS (
      SELECT a AS apart, severity(outcome) AS gravest FROM rules
      WHERE judges = 'pair' AND dimension = 'period'
    ), opened AS (
      SELECT max(severity(outcome)) AS gravest FROM rules, s
      WHERE judges = 'pair' AND dimension = 'year' AND s.is_open
    )
    SELECT
      q.id, q.kind, q.year, q.name_en, q.name_fr, q.source_id, q.type_id, q.emissions_t,
      ratio_of(s, q).low AS ratio_low, ratio_of(s, q).central AS ratio,
      ratio_of(s, q).high AS ratio_high,
      verdict(greatest(severity(v.outcome), p.gravest, o.gravest, 1)) AS verdict
    FROM quantities AS q
    CROSS JOIN s
    CROSS JOIN opened AS o
    JOIN verdicts AS v ON v.subject_type = $type AND v.reference_type = q.type_id
    LEFT JOIN pairs AS p ON p.apart = years_apart(s, q)
    WHERE q.emissions_t > 0 AND q.verified AND q.scenario IS NULL
      AND q.id <> s.id AND q.subject <> s.subject AND v.outcome <> 'refuse'"""
DISTANCE = "abs(ln(nullif(abs(ratio), 0)))"
# Of years those within five of the subject's own, or of the newest there is.
NEAREST = f"""
    WITH ranked AS ({RANKED}), once AS (
      FROM ranked
      WHERE kind <> 'annual' OR abs(year - coalesce($year, (SELECT max(year) FROM ranked))) <= 5
      QUALIFY row_number() OVER (
        PARTITION BY id ORDER BY severity(verdict), {DISTANCE}, source_id, type_id
      ) = 1
    )
    FROM once
    QUALIFY row_number() OVER (
      PARTITION BY kind, regexp_extract(id, '^[^@]+') ORDER BY {DISTANCE}, id
    ) = 1 AND dense_rank() OVER (PARTITION BY kind ORDER BY {DISTANCE}, id) <= $many
    ORDER BY kind, {DISTANCE}, id"""


def compare_all(subject: str, database: str | Path | None = None) -> pa.Table:
    """Rank every quantity that a subject may be compared with, the nearest first.

    Returns
    -------
    Arrow table of id, names, source, type, emissions in tonnes, ratio with bounds, verdict.

    Raises
    ------
    QueryError
        When the subject means nothing, or could mean several things.

    Examples
    --------
    >>> compare_all("strubell-2019/nas-gpu").num_rows > 100_000
    True
    """
    return _ranked(
        f"FROM ({RANKED}) ORDER BY {DISTANCE}, id, source_id, type_id", subject, database
    )


def nearest(subject: str, many: int = 5, database: str | Path | None = None) -> pa.Table:
    """Name the nearest few of each kind of quantity that a subject may be compared with.

    Raises
    ------
    QueryError
        When the subject means nothing, or could mean several things.

    Examples
    --------
    >>> set(nearest("strubell-2019/nas-gpu")["kind"].to_pylist()) == {"annual", "event", "unit"}
    True
    """
    return _ranked(NEAREST, subject, database, many=int(many))


def _ranked(query: str, subject: str, database: str | Path | None, **more: int) -> pa.Table:
    tables = opened(database)
    con = tables.cursor()
    with explained(tables, subject):
        taken = engine.pick(con, tables.known, subject)
    bounds = {
        f"{short}{bound}": getattr(taken, f"{column}{bound}")
        for short, column in (("t", "emissions_t"), ("kwh", "energy_kwh"))
        for bound in ("_low", "", "_high")
    }
    values = {name: getattr(taken, name) for name in ("id", "subject", "kind", "year", "factor")}
    values |= {"open": taken.is_open, "type": taken.type_id, **bounds, **more}
    return con.sql(query, params=values).to_arrow_table()
