"""New rows beside the last good ones: a change that looks like a unit slip is not believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import Problem
from carbondata.pipeline import schema

if TYPE_CHECKING:
    import pyarrow as pa

# What units of this field differ by: SI steps, carbon to CO2 (44/12 = 3.664 with the budget's
# atomic masses), pounds to kilograms.
SLIPS = {
    1e3: "a factor of 1,000 (kg, t, kt; W, kW; Wh, kWh)",
    1e6: "a factor of 1,000,000 (g or Mt against t; W, MW)",
    3.664: "a factor of 3.664 (carbon against CO2)",
    2.2046: "a factor of 2.2046 (pounds against kilograms)",
}
NEAR = 0.1
# One row may be revised a lot; a whole column moves by half only when its unit changed.
BAND = 1.5
SHOWN = 5


def unit_slips(source: str, table: str, old: pa.Table, new: pa.Table) -> list[Problem]:
    """Compare one source's new rows of a table with its last good ones.

    Returns
    -------
    list of Problem
        For each column with a unit: single values that moved by 1,000 or 1,000,000, and a column
        whose median value moved by more than half. Empty when nothing did.
    """
    problems: list[Problem] = []
    columns = [f.name for f in schema.fields(table) if f.unit and f.name not in schema.key(table)]
    if not (old.num_rows and new.num_rows) or new.equals(old):
        return problems
    with duckdb.connect() as con:
        con.register("old", old)
        con.register("new", new)
        for column in columns:
            problems += _column(con, source, table, column)
    return problems


def _column(con: duckdb.DuckDBPyConnection, source: str, table: str, column: str) -> list[Problem]:
    keys = schema.key(table)
    named = " || ', ' || ".join(f"'{key} ' || n.{key}" for key in keys if key != "source_id")
    pairs = f"""
        SELECT {named} AS row, o.{column} AS old, n.{column} AS new,
               n.{column} / o.{column} AS ratio
        FROM new AS n JOIN old AS o USING ({", ".join(keys)})
        WHERE o.{column} <> 0 AND n.{column} <> 0"""
    remedy = f"mend the unit; if the change is right, build again with --accept {source}"
    size, median = con.execute(f"SELECT count(*), median(ratio) FROM ({pairs})").fetchall()[0]
    if size >= SHOWN and not 1 / BAND <= median <= BAND:
        moved = f"its median value is {median:.4g} times the last good one{_slip(median)}"
        return [Problem(source, table, f"the column moved: {moved}", remedy, column=column)]
    near = " OR ".join(
        f"abs(ln(abs(ratio))) BETWEEN ln({slip / (1 + NEAR)}) AND ln({slip * (1 + NEAR)})"
        for slip in (1e3, 1e6)
    )
    found = con.execute(f"FROM ({pairs}) WHERE {near} ORDER BY row LIMIT {SHOWN}").fetchall()
    return [
        Problem(
            source,
            table,
            f"{ratio:.4g} times the last good value {was:g}{_slip(ratio)}",
            remedy,
            row=row,
            column=column,
            value=f"{now:g}",
        )
        for row, was, now, ratio in found
    ]


def _slip(ratio: float) -> str:
    size = max(abs(ratio), 1 / abs(ratio))
    near = [text for factor, text in SLIPS.items() if abs(size / factor - 1) < NEAR]
    return f": {near[0]}" if near else ""
