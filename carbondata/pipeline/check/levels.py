"""New rows beside the last good ones: what a reader would see move, and a median does not.

Each was tried on releases that publishers made. Those of the Global Carbon Budget of 2022, 2023 and
2025 pass, of Ember of 2025 and 2026, of Our World in Data of April and October 2026, and its CO2 of
2024 and 2025. Its intensities of 2023 were of another method and ask, as do those two of 215 areas
whose internet users the World Bank counted anew from 2022 to 2026. Of the last 25 years of the
pinned series, each let come as a new one, those of internet users up to 2005 ask, and three of
nations where one large value leapt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.files import literal
from carbondata.pipeline.check.pairs import NEWEST, SHOWN, ten

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from carbondata.pipeline.check.pairs import Found

FEW = 5
# What no revision of a large figure of the newest years has been.
JUMP, SHIFT = 3.0, 1.4
# Of values that all moved by one factor.
ALIKE, ALMOST_ALL, NOTHING = 1e-3, 0.95, 0.005
# Two areas changed places: in so many of the years, each has about what the other had.
SWAPPED, ABOUT = 0.8, 0.02

JUMPED = f"is_large AND is_newest AND ratio <> 0 AND abs(ln(abs(ratio))) > ln({JUMP})"
SHIFTED = f"is_large AND is_newest AND (ratio > {SHIFT} OR ratio BETWEEN 0 AND {1 / SHIFT})"
FACTOR = f"""
    SELECT median(ratio) AS factor, count(*) AS moved FROM pairs WHERE ratio <> 0
    HAVING count(*) >= {SHOWN} AND abs(factor - 1) > {NOTHING} AND (
      SELECT avg(CAST(abs(ratio / m.middle - 1) < {ALIKE} AS INTEGER))
      FROM pairs, (SELECT median(ratio) AS middle FROM pairs WHERE ratio <> 0) AS m
      WHERE ratio <> 0) > {ALMOST_ALL}"""
ZEROS = f"""
    SELECT year, count(*) FILTER (new = 0) AS zeros FROM yearly WHERE old <> 0
    GROUP BY year HAVING zeros >= {FEW} AND 2 * zeros > count(*) ORDER BY year LIMIT {SHOWN}"""
# A year, newly come or told anew, in which values in general are others.
YEARS = f"""
    SELECT year, count(*) AS many, median(ratio) AS middle FROM {{of}} WHERE old <> 0
    GROUP BY year HAVING many >= {FEW} AND (middle > {SHIFT} OR middle < {1 / SHIFT})
    ORDER BY year LIMIT {SHOWN}"""
LEAPT = f"is_large AND ratio IS NOT NULL AND (ratio <= 0 OR abs(ln(ratio)) > ln({JUMP}))"
SHIFTS = f"""
    SELECT thing, count(*) AS years, median(ratio) AS middle FROM yearly WHERE {SHIFTED}
    GROUP BY thing HAVING years >= {FEW} ORDER BY abs(ln(middle)) DESC, thing LIMIT {SHOWN}"""
# Only of those whose values moved in most years.
SWAPS = f"""
    WITH moved AS (
      SELECT *, count(*) OVER (PARTITION BY thing) AS held FROM yearly
      WHERE old > 0 AND new > 0
      QUALIFY avg(CAST(abs(ratio - 1) > {ABOUT} AS INTEGER)) OVER (PARTITION BY thing) > {SWAPPED})
    SELECT n.thing, o.thing AS other, count(*) AS years
    FROM moved AS n JOIN moved AS o ON o.year = n.year AND o.kind = n.kind AND o.thing > n.thing
    WHERE abs(n.new / o.old - 1) < {ABOUT} AND abs(o.new / n.old - 1) < {ABOUT}
    GROUP BY n.thing, other, n.held HAVING years >= {FEW} AND years > {SWAPPED} * n.held
    ORDER BY n.thing LIMIT {SHOWN}"""


def levels(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Say which values moved where a reader would see it, as `look_at` asks for it.

    All values moved by one factor; a year turned to zero; large values of the newest years that
    jumped, or areas that shifted there; areas whose values changed places.
    """
    for factor, moved in con.execute(FACTOR).fetchall():
        what = f"all {moved:,} values moved by one factor, {factor:.5g}"
        yield None, None, what + ten(con, "true")
        return
    if zeros := con.execute(ZEROS).fetchall():
        years = ", ".join(str(year) for year, _ in zeros)
        what = f"most values of {years} turned to zero, {sum(many for _, many in zeros):,} in all"
        yield None, None, what + ten(con, f"year IN ({years}) AND new = 0 AND old <> 0", "yearly")
    if jumped := con.execute(f"SELECT count(*) FROM yearly WHERE {JUMPED}").fetchall()[0][0]:
        what = f"{jumped:,} values jumped, by more than {JUMP:g} times"
        yield None, None, what + ten(con, JUMPED, "yearly")
    if shifts := con.execute(SHIFTS).fetchall():
        named = ", ".join(f"{thing} by about {ratio:.3g} times" for thing, _, ratio in shifts)
        what = f"most of the newest {NEWEST} years shifted: {named}"
        decide = f"{_among(*(thing for thing, _, _ in shifts))} AND {SHIFTED}"
        yield None, None, what + ten(con, decide, "yearly")
    yield from _years(con)
    for thing, other, years in con.execute(SWAPS).fetchall():
        what = f"{thing} and {other} changed places, in {years} years"
        yield None, None, what + ten(con, _among(thing, other), "yearly")


def _years(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Say which years are not like what they were, or like the year before them."""
    for of, than in (("yearly", "before"), ("steps", "in the year before")):
        for year, many, middle in con.execute(YEARS.format(of=of)).fetchall():
            what = f"{many:,} values of {year} are about {middle:.3g} times those {than}"
            yield None, None, what + ten(con, f"year = {year} AND old <> 0", of)
    if leapt := con.execute(f"SELECT count(*) FROM steps WHERE {LEAPT}").fetchall()[0][0]:
        what = f"{leapt:,} large values of a new year are others by more than {JUMP:g} times"
        yield None, None, what + ten(con, LEAPT, "steps")


def _among(*things: str) -> str:
    return f"thing IN ({', '.join(map(literal, things))})"
