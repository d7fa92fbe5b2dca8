"""New rows beside the last good ones: what a reader would see move, and a median does not.

Each was tried on releases that publishers made. Those of the Global Carbon Budget of 2022, 2023 and
2025 pass, of Ember of 2025 and 2026, and of Our World in Data its CO2 of 2024 and 2025 and its
population. Its CO2 of 2022 to 2024 asks (eleven large values of 2020 were told anew), as do its
intensities of 2023, which were of another method, and the internet users that the World Bank
counted anew from 2022 to 2026: of Burkina Faso, Saint Lucia, and a thirteenth of all of 2020. Of
the last 25 years of the pinned series, each let come as a new one, those of internet users up to
2005 ask, and four of nations where one large value leapt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.files import literal
from carbondata.pipeline.check.pairs import SHOWN, ten

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from carbondata.pipeline.check.pairs import Found

# So many years of an area; of a series that is shorter, all, if they are three.
FEW, FEWEST = 5, 3
# What no revision of a large figure of the newest years has been, nor one of what is made of many.
JUMP, SHIFT, OF_A_WHOLE = 3.0, 1.4, 1.2
# Of values that all moved by one factor: to the digit, or about so.
ALIKE, ALMOST_ALL, NOTHING = 1e-3, 0.95, 0.005
ABOUT, MOST, SOMETHING = 0.02, 0.8, 0.03
# The median of what comes, beside the next year's: that of no year since 1950 was further from it.
STEP = 1.25
# So many of a year's large values may be told anew by more than SHIFT: the Global Carbon Budget of
# 2023 did so with 3.5 % of those of 2021.
TOLD_ANEW = 0.05


def _by(factor: float) -> str:
    return f"(ratio <= 0 OR abs(ln(nullif(abs(ratio), 0))) > ln({factor}) - 1e-9)"


def _alike(width: float) -> str:
    """Count the share of values that moved by about the same factor as most."""
    return f"""(
      SELECT avg(CAST(abs(ratio / m.middle - 1) < {width} AS INTEGER))
      FROM pairs, (SELECT median(ratio) AS middle FROM pairs WHERE ratio <> 0) AS m
      WHERE ratio <> 0)"""


JUMPED = f"is_seen AND {_by(JUMP)}"
SHIFTED = f"is_seen AND {_by(SHIFT)}"
WHOLES = f"is_whole AND is_newest AND {_by(OF_A_WHOLE)}"
FACTOR = f"""
    SELECT median(ratio) AS factor, count(*) AS moved FROM pairs WHERE ratio <> 0
    HAVING count(*) >= {SHOWN} AND (
      abs(factor - 1) > {NOTHING} AND {_alike(ALIKE)} > {ALMOST_ALL}
      OR abs(factor - 1) > {SOMETHING} AND {_alike(ABOUT)} > {MOST})"""
SHIFTS = f"""
    SELECT thing, count(DISTINCT year) AS years, median(ratio) AS middle FROM yearly WHERE {SHIFTED}
    GROUP BY thing
    HAVING years >= least({FEW}, (SELECT greatest(count(DISTINCT year), {FEWEST}) FROM yearly))
    ORDER BY abs(ln(nullif(abs(middle), 0))) DESC NULLS FIRST, thing LIMIT {SHOWN}"""
TOLD = f"""
    SELECT year, count(*) FILTER ({_by(SHIFT)}) AS moved, count(*) AS many FROM yearly
    WHERE is_large AND ratio IS NOT NULL AND year IS NOT NULL
    GROUP BY year HAVING moved >= {FEW} AND moved > {TOLD_ANEW} * many
    ORDER BY year LIMIT {SHOWN}"""
CAME = f"""
    SELECT year, count(*) AS many, median(ratio) AS middle FROM steps
    WHERE is_large AND ratio IS NOT NULL
    GROUP BY year HAVING many >= {FEW} AND (middle > {STEP} OR middle < {1 / STEP})
    ORDER BY year LIMIT {SHOWN}"""


def levels(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Say which values moved where a reader would see it, as `look_at` asks for it.

    All values moved by one factor; single large values that jumped; areas that shifted; the sum of
    all areas, which moves less than they do; years that were told anew; values that came and are
    not like those of the years beside them.
    """
    for factor, moved in con.execute(FACTOR).fetchall():
        what = f"all {moved:,} values moved by one factor, {factor:.5g}"
        yield None, None, what + ten(con, "true")
        return
    size = f"by {JUMP:g} times or more, to zero, or across zero"
    yield from _counted(con, "yearly", JUMPED, f"values jumped, {size}")
    if shifts := con.execute(SHIFTS).fetchall():
        named = ", ".join(f"{thing} by about {ratio:.3g} times" for thing, _, ratio in shifts)
        decide = f"thing IN ({', '.join(literal(thing) for thing, _, _ in shifts)}) AND {SHIFTED}"
        what = f"{max(years for _, years, _ in shifts)} years shifted: {named}"
        yield None, None, what + ten(con, decide, "yearly")
    what = f"values of a whole (the world, a union) moved by {OF_A_WHOLE:g} times or more"
    yield from _counted(con, "yearly", WHOLES, what)
    for year, moved, many in con.execute(TOLD).fetchall():
        what = f"{year} was told anew: {moved:,} of its {many:,} large values moved by {SHIFT:g} "
        decide = f"year = {year} AND is_large AND {_by(SHIFT)}"
        yield None, None, what + "times or more" + ten(con, decide, "yearly")
    for year, many, middle in con.execute(CAME).fetchall():
        what = f"{many:,} new values of {year} are about {middle:.3g} times those of the year "
        decide = f"year = {year} AND is_large AND ratio <> 1"
        yield None, None, what + "beside it" + ten(con, decide, "steps")
    what = f"new values jumped from the year beside, {size}"
    yield from _counted(con, "steps", JUMPED, what)


def _counted(con: duckdb.DuckDBPyConnection, of: str, which: str, what: str) -> Iterator[Found]:
    (count,) = con.execute(f"SELECT count(DISTINCT row) FROM {of} WHERE {which}").fetchall()[0]
    if count:
        what = what if count > 1 else what.replace("values", "value", 1)
        yield None, None, f"{count:,} {what}" + ten(con, which, of)
