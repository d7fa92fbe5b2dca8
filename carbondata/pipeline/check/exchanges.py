"""Compare new rows with the last good ones: values that changed places.

No median shows it: the values are the same, but belong to another area, year, month or region.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.files import literal
from carbondata.pipeline.check.levels import FEWEST
from carbondata.pipeline.check.pairs import FEW, SHOWN, ten

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from carbondata.pipeline.check.pairs import Found

# An area took another's place: in this share of its years that moved, it equals the other's old
# values, or, if the two changed places, comes close to them.
SWAPPED, ABOUT, NEARLY = 0.8, 0.02, 0.005
SWAPS = f"""
    WITH moved AS (
      SELECT *, count(*) OVER (PARTITION BY thing) AS held FROM yearly
      WHERE old > 0 AND new > 0 AND abs(ratio - 1) > {ABOUT}),
    took AS (
      SELECT n.thing, o.thing AS other,
        count(*) FILTER (abs(n.new / o.old - 1) < {NEARLY}
          OR abs(n.new / o.old - 1) < {ABOUT} AND abs(o.new / n.old - 1) < {ABOUT}) AS years
      FROM moved AS n JOIN moved AS o ON o.year = n.year AND o.kind = n.kind AND o.thing <> n.thing
      GROUP BY n.thing, other, n.held
      HAVING years > {SWAPPED} * n.held
        AND years >= least({FEW}, (SELECT greatest(count(DISTINCT year), {FEWEST}) FROM yearly)))
    FROM took WHERE other IN (SELECT thing FROM took) ORDER BY thing, other LIMIT {SHOWN}"""
# Values of one thing, or of one year, that moved: each now equals, to four digits, another's old
# value, and no two equal the same one. In a table without years two are enough, however many others
# moved, if what they were is what others are now.
SHUFFLED = f"""
    CREATE OR REPLACE TEMP TABLE shuffled AS
    WITH moved AS (
      SELECT row, old, new, thing, year, kind, format('{{:.4g}}', CAST(old AS DOUBLE)) AS was,
        format('{{:.4g}}', CAST(new AS DOUBLE)) AS becomes
      FROM pairs WHERE is_large AND abs(ratio - 1) > {ABOUT}),
    held AS (
      SELECT *, false AS by_year, concat_ws(', ', thing, nullif(kind, '')) AS among FROM moved
      WHERE year IS NOT NULL
      UNION ALL
      SELECT *, true,
        concat_ws(', ', coalesce(CAST(year AS VARCHAR), 'the table'), nullif(kind, ''))
      FROM moved),
    counted AS (
      SELECT *, row_number() OVER (PARTITION BY among, was ORDER BY row) AS was_nth,
        row_number() OVER (PARTITION BY among, becomes ORDER BY row) AS becomes_nth FROM held)
    SELECT h.*, o.was IS NOT NULL AS is_another, count(*) OVER w AS many
    FROM counted AS h LEFT JOIN counted AS o
      ON o.among = h.among AND o.was = h.becomes AND o.was_nth = h.becomes_nth
    LEFT JOIN counted AS t ON t.among = h.among AND t.becomes = h.was AND t.becomes_nth = h.was_nth
    WINDOW w AS (PARTITION BY h.among)
    QUALIFY CASE WHEN h.year IS NULL THEN count(o.was || t.was) OVER w >= 2
      ELSE count(o.was) OVER w >= {FEW} AND count(o.was) OVER w > {SWAPPED} * count(*) OVER w END"""


def exchanges(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Report things that changed places, and values that did within one, for `look_at`."""
    if swaps := con.execute(SWAPS).fetchall():
        named = ", ".join(f"{thing} has what {other} had" for thing, other, _ in swaps)
        what = f"places were exchanged, in {max(years for *_, years in swaps)} years: {named}"
        decide = f"thing IN ({', '.join(literal(thing) for thing, *_ in swaps)})"
        yield None, None, what + ten(con, decide, "yearly")
        return  # the same would be reported for each year
    con.execute(SHUFFLED)
    groups = con.execute(f"""
        SELECT among, count(*) FILTER (is_another), many FROM shuffled
        GROUP BY among, many, by_year
        QUALIFY by_year = bool_and(by_year) OVER () ORDER BY many DESC, among LIMIT {SHOWN}""")
    for among, others, many in groups.fetchall():
        what = f"values changed places within {among}: {others:,} of the {many:,} that moved are "
        yield (
            None,
            None,
            what
            + "now what another was"
            + ten(con, f"among = {literal(among)} AND is_another", "shuffled"),
        )
