"""What a figure may be compared with, nearest first: every quantity, or a few of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.engine import compare as engine
from carbondata.errors import QueryError
from carbondata.query.connection import opened
from carbondata.query.operand_errors import explained

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

# The subject keeps one figure, its headline; every other subject and year has the figure on the
# same ground, else its own headline. Years, differing studies and an open year depend on the pair.
RANKED = """
    WITH s AS (
      SELECT
        $id AS id, $subject AS subject, $kind AS kind, CAST($year AS BIGINT) AS year,
        $factor AS factor, $measure AS measure, $ground::BIGINT AS ground, $open AS is_open,
        $default AS is_default, false AS is_alone, $studies::BIGINT AS studies,
        $s_low::DOUBLE AS studies_t_low, $s_high::DOUBLE AS studies_t_high,
        $sk_low::DOUBLE AS studies_kwh_low, $sk_high::DOUBLE AS studies_kwh_high,
        $t_low::DOUBLE AS emissions_t_low,
        $t::DOUBLE AS emissions_t, $t_high::DOUBLE AS emissions_t_high,
        $kwh_low::DOUBLE AS energy_kwh_low, $kwh::DOUBLE AS energy_kwh,
        $kwh_high::DOUBLE AS energy_kwh_high
    ), q AS (
      SELECT quantities.*, true AS is_default, false AS is_open, false AS is_alone
      FROM quantities, s
      WHERE preferred AND quantities.measure = s.measure AND amount(quantities) > 0
        AND quantities.subject <> s.subject
      QUALIFY row_number() OVER (
        PARTITION BY quantities.id ORDER BY quantities.ground IS DISTINCT FROM s.ground, place
      ) = 1
    ), pairs AS (
      SELECT dimension, a, severity(outcome) AS gravest FROM rules
      WHERE judges = 'pair' AND dimension IN ('period', 'year', 'studies', 'grid')
    ), met AS (
      SELECT q.id, max(gravest) AS gravest
      FROM q, s, pairs
      WHERE pair_met(dimension, a, s, q)
      GROUP BY q.id
    )
    SELECT
      q.id, q.kind, q.year, q.name_en, q.name_fr, q.source_id, q.type_id, q.measure,
      q.emissions_t, q.energy_kwh,
      ratios.low AS ratio_low, ratios.central AS ratio, ratios.high AS ratio_high,
      verdict(greatest(severity(v.outcome), met.gravest, 1)) AS verdict
    FROM (SELECT q.*, ratio_of(s, q) AS ratios FROM q, s) AS q
    JOIN verdicts AS v ON v.subject_type = $type AND v.reference_type = q.type_id
    LEFT JOIN met ON met.id = q.id
    WHERE v.outcome <> 'refuse'"""
COLUMNS = ("id", "subject", "kind", "year", "factor", "measure", "ground", "studies")
DISTANCE = "abs(ln(nullif(abs(ratio), 0)))"
# Only years within five of the subject's own, or of the newest.
NEAREST = f"""
    WITH ranked AS ({RANKED}), once AS (
      FROM ranked
      WHERE kind <> 'annual' OR abs(year - coalesce($year, (SELECT max(year) FROM ranked))) <= 5
    )
    FROM once
    QUALIFY row_number() OVER (
      PARTITION BY kind, regexp_extract(id, '^[^@]+') ORDER BY {DISTANCE}, id
    ) = 1 AND dense_rank() OVER (PARTITION BY kind ORDER BY {DISTANCE}, id) <= $many
    ORDER BY kind, {DISTANCE}, id"""


def compare_all(
    subject: str, database: str | Path | None = None, *, measure: str | None = None
) -> pa.Table:
    """Rank every subject and year that a subject may be compared with, nearest first.

    Returns
    -------
    Arrow table of id, names, source, type, emissions in tonnes, ratio with bounds, verdict.

    Raises
    ------
    QueryError
        When the subject means nothing, or could mean several things.

    Examples
    --------
    >>> compare_all("strubell-2019/nas-gpu").num_rows > 20_000
    True
    """
    return _ranked(
        f"FROM ({RANKED}) ORDER BY {DISTANCE}, id, source_id, type_id", subject, database, measure
    )


def nearest(
    subject: str,
    many: int = 5,
    database: str | Path | None = None,
    *,
    measure: str | None = None,
) -> pa.Table:
    """List the few nearest quantities of each kind that a subject may be compared with.

    Raises
    ------
    QueryError
        When the subject means nothing or could mean several things, or `many` is not a whole
        number from 1.

    Examples
    --------
    >>> set(nearest("strubell-2019/nas-gpu")["kind"].to_pylist()) == {"annual", "event", "unit"}
    True
    """
    if not isinstance(many, int) or many < 1:
        message = f"how many of each kind is a whole number from 1, not {many!r}"
        raise QueryError(message)
    return _ranked(NEAREST, subject, database, measure, many=many)


def _ranked(
    query: str, subject: str, database: str | Path | None, measure: str | None, **more: int
) -> pa.Table:
    tables = opened(database)
    con = tables.cursor()
    with explained(tables, subject, measure=measure):
        (taken,) = engine.pick(con, tables.known, subject, measure=measure)
    amounts = (("t", "emissions_t"), ("kwh", "energy_kwh"))
    values = {
        f"{short}{bound}": getattr(taken, f"{column}{bound}")
        for short, column in amounts
        for bound in ("_low", "", "_high")
    }
    values |= {name: getattr(taken, name) for name in COLUMNS}
    values |= {"s_low": taken.studies_t_low, "s_high": taken.studies_t_high, "type": taken.type_id}
    values |= {"sk_low": taken.studies_kwh_low, "sk_high": taken.studies_kwh_high}
    values |= {"open": taken.asked.is_open, "default": taken.asked.is_default, **more}
    return con.sql(query, params=values).to_arrow_table()
