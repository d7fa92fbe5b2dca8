"""The names of areas, wherever a place is named: in an operand, an option, or a file of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbondata.engine.operands import folded, without_article

if TYPE_CHECKING:
    import duckdb

# Every name of an area, as it is written, and the country that the area is a part of. Of a bidding
# zone (SE-SE3) also the part that no other area has.
AREA_NAMES = r"""
    SELECT DISTINCT name, area_id, CASE WHEN kind = 'subdivision' THEN parent_id END AS part_of
    FROM (
      SELECT unnest([area_id, iso2, name_en, name_fr, CASE WHEN regexp_matches(area_id, '-.*\d$')
          THEN split_part(area_id, '-', 2) END]) AS name, area_id
      FROM areas
      UNION ALL
      SELECT name, subject FROM names WHERE kind <> 'keyword'
    ) JOIN areas USING (area_id)
    WHERE name IS NOT NULL"""


class AreaNames(NamedTuple):
    """The areas that names mean, folded: those of nations, and of parts of others."""

    nations: dict[str, set[str]]
    parts: dict[str, set[str]]

    def area(self, given: str) -> str | None:
        """Return the id of the only area of a name; None if there is none."""
        for wanted in (folded(given), folded(without_article(given))):
            for named in self:
                if len(areas := named.get(wanted, set())) == 1:
                    return next(iter(areas))
        return None


def area_names(con: duckdb.DuckDBPyConnection) -> AreaNames:
    """Read the names of all areas, which takes longer than to look one up."""
    known = AreaNames({}, {})
    for name, area_id, part_of in con.execute(AREA_NAMES).fetchall():
        named = known.nations if part_of is None else known.parts
        named.setdefault(folded(name), set()).add(area_id)
    return known


def area_of(con: duckdb.DuckDBPyConnection, given: str) -> str | None:
    """Return the id of an area from its id or one of its names; None if there is none.

    A name of a nation and of a part of another (Georgia) is the nation's. In files of runs the same
    is done by `runs/sql/places.sql`.

    Examples
    --------
    >>> from carbondata.query.connection import opened
    >>> [area_of(opened().cursor(), name) for name in ("Georgia", "la Suède", "texas", "SE3")]
    ['GEO', 'SWE', 'US-TX', 'SE-SE3']
    """
    # Most are ids, and reading all names takes longer.
    if con.execute("SELECT 1 FROM areas WHERE area_id = $1", [given]).fetchone():
        return given
    return area_names(con).area(given)
