"""What publishers have changed: the ledger of revised values, largest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.arguments import expect, expect_if_given
from carbondata.errors import QueryError
from carbondata.query.connection import opened
from carbondata.query.describe import SOURCES_LISTED, suggest
from carbondata.query.find import suggestion

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    import pyarrow as pa

# To seven digits: further digits of a computed value are noise. The table has them all.
# Of two notes on a value the narrower wins: one on an area before one on the whole source.
LARGEST = """
    SELECT source_id AS source, row_key AS row, column_name AS "column",
           CAST(printf('%.7g', old_value) AS DOUBLE) AS old,
           CAST(printf('%.7g', new_value) AS DOUBLE) AS new,
           round(100 * relative_change, 3) AS percent, CAST(refreshed_utc AS DATE) AS refreshed,
           (SELECT arg_max(n.why, n.area_id IS NOT NULL) FROM revision_notes AS n
            WHERE n.revised_source = r.source_id
              AND coalesce(n.area_id = split_part(row_key, ', ', 1), true)
              AND coalesce(TRY_CAST(split_part(row_key, ', ', 2) AS BIGINT)
                BETWEEN n.first_year AND coalesce(n.last_year, 9999), n.first_year IS NULL)) AS why
    FROM revisions AS r
    WHERE ($source IS NULL OR source_id = $source)
      AND ($area IS NULL OR list_contains(string_split(row_key, ', '), $area))
      AND ($since IS NULL OR refreshed_utc >= $since)
    ORDER BY abs(relative_change) DESC NULLS LAST, source_id, row_key, table_name, column_name
    LIMIT $most"""

# Where names are looked up that are unknown.
LISTED = {"source": SOURCES_LISTED, "area": "`carbondata sql 'FROM areas'` lists them all"}


def revisions(
    source: str | None = None,
    area: str | None = None,
    since: dt.date | None = None,
    *,
    most: int = 20,
    database: str | Path | None = None,
) -> pa.Table:
    """List the values that refreshes changed, the largest relative change first.

    A value that is gone has no `new`; one that was 0 has no `percent`. Old and new are in the
    unit of their column. `why` is the reason, if it is known.

    Parameters
    ----------
    source, area : str, optional
        Only those of this source or area.
    since : date, optional
        Only those from refreshes on this day or later.
    most : int, default 20
        How many to list.
    database : path, optional
        As for `connect`.

    Raises
    ------
    QueryError
        When there is no such source or area; the message names the nearest.

    Examples
    --------
    >>> revisions("owid-co2", area="SWE").column_names
    ['source', 'row', 'column', 'old', 'new', 'percent', 'refreshed', 'why']
    """
    expect_if_given("a text", source=source, area=area)
    expect_if_given("a date", since=since)
    expect("a whole number", most=most)
    if most < 0:
        message = f"most must be 0 or more, not {most}"
        raise QueryError(message)
    asked = {"source": source, "area": area, "since": since, "most": most}
    with opened(database).cursor() as con:
        for kind, id_ in (("source", source), ("area", area)):
            ids = [name for (name,) in con.execute(f"SELECT {kind}_id FROM {kind}s").fetchall()]
            if id_ is not None and id_ not in ids:
                near = suggestion(con, id_, "place" if kind == "area" else "source")
                near = near or f"; {suggest(id_, ids, LISTED[kind])}"
                message = f"there is no {kind} {id_!r}{near}"
                raise QueryError(message)
        return con.sql(LARGEST, params=asked).to_arrow_table()
