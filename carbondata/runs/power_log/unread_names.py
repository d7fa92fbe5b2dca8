"""Refuse a log if a column that is not read has names of devices, by how they go round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.files import literal
from carbondata.runs.power_log.turns import ALMOST, FEW, MOST, ROUNDS
from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from carbondata.runs.power_log.layout import Layout

# So many rows show it.
ROWS = 2000

# A name comes again after as many rows as there are names, and after others, nearly every time.
ROUND = f"""
WITH cells AS (
  SELECT row, device, unnest([{{columns}}]) AS one
  FROM (SELECT row_number() OVER () AS row, {{device}} AS device, * FROM {{read}} LIMIT {ROWS})
  WHERE row > {{skip}}
), sizes AS (
  SELECT device, one.name AS name, count(DISTINCT one.cell) AS size FROM cells
  GROUP BY ALL HAVING size BETWEEN 2 AND {MOST} AND count(*) >= greatest({FEW}, {ROUNDS} * size)
), laps AS (
  SELECT cells.device, name, size, one.cell = lag(one.cell, size) OVER rows
           AND one.cell <> lag(one.cell) OVER rows AS again
  FROM cells JOIN sizes ON one.name = sizes.name AND cells.device = sizes.device
  WINDOW rows AS (PARTITION BY name, cells.device ORDER BY row)
)
SELECT name, size FROM laps GROUP BY device, name, size
HAVING avg(CAST(again AS INT)) >= {ALMOST} ORDER BY ALL LIMIT 1"""


def refuse_unread_names(
    con: duckdb.DuckDBPyConnection, path: Path, layout: Layout, read: str
) -> None:
    """Refuse a table if the cells of a column that is not read go round.

    `read` is the SQL of the table, whose columns are c0, c1 and so on.
    """
    used = {*layout.time, *layout.devices, layout.range, layout.total}
    used |= {value.column for value in layout.values}
    unread = [
        f"{{'name': {literal(name)}, 'cell': coalesce(trim(c{number}), '')}}"
        for number, name in enumerate(layout.names)
        if number not in used and name not in layout.unread
    ]
    if not unread:
        return
    device = " || ' ' || ".join(f"coalesce(trim(c{number}), '')" for number in layout.devices)
    query = ROUND.format(
        columns=", ".join(unread), device=device or "''", read=read, skip=layout.skip
    )
    if found := con.execute(query).fetchone():
        raise run_error(key="log.unread_names", name=path, column=found[0], n=found[1])
