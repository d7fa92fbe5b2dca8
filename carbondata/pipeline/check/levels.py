"""Compare new rows with the last good ones: changes that readers notice and a median does not.

Each check was tried on real releases. These pass: the Global Carbon Budget of 2022, 2023 and 2025,
Ember of 2025 and 2026, from Our World in Data the CO2 of 2024 and 2025 and the population, four
editions of Epoch's hardware, six of the calculator's regions, and four of six of ADEME's things: of
the others, one restated 21 of 300, and one divided 92 by a thousand, after a mistake of that size.
These are stopped: the CO2 of Our World in Data from 2022 to 2024 (eleven large values of 2020 were
restated), its intensities of 2023 (another method), and the internet users that the World Bank
restated from 2022 to 2026: Burkina Faso, Saint Lucia, and a thirteenth of all values of 2020. With
each of the last 25 years of the pinned series treated as new, internet users up to 2005 are
stopped, and four years of national emissions in which one large value jumped.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from carbondata.files import literal
from carbondata.pipeline.check.pairs import FEW, JUMP, SHOWN, ten

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from carbondata.pipeline.check.pairs import Found

# FEW years of an area; in a shorter series all of them, but at least three; of a rate three.
FEWEST = 3
# OF_A_WHOLE is for sums of many areas.
SHIFT, OF_A_WHOLE = 1.4, 1.2
# Ember moved one intensity by this much in a year (Costa Rica's), the Global Carbon Budget no large
# recent value between 2022 and 2025.
FAR, MANY = 2.0, 3
# This share of all hours, days or months may move by FAR.
FINE_SHARE = 0.01
# For values that all moved by one factor: exactly, or nearly.
ALIKE, ALMOST_ALL, NOTHING = 1e-3, 0.95, 0.005
ABOUT, MOST, SOMETHING = 0.02, 0.8, 0.03
# For half of a history: the median of no edition moved by more than a thousandth, but that of Our
# World in Data's intensities with another method.
HALF = 0.01
# The median of new values, relative to the next year's: no year since 2000 was further from it.
STEP = 1.25
# This share of a year's large values may be restated by more than SHIFT: the Global Carbon Budget
# of 2023 restated 3.5 % of those of 2021.
RESTATED_SHARE = 0.05
PLURAL = re.compile(r"\b(value|day|month)s\b")


def _by(factor: float) -> str:
    return f"(ratio <= 0 OR abs(ln(nullif(abs(ratio), 0))) > ln({factor}) - 1e-9)"


def _alike(width: float) -> str:
    """Count the share of values that moved by about the same factor as most."""
    return f"""(
      SELECT avg(CAST(abs(ratio / m.middle - 1) < {width} AS INTEGER))
      FROM pairs, (SELECT median(ratio) AS middle FROM pairs WHERE ratio <> 0) AS m
      WHERE ratio <> 0)"""


JUMPED = f"is_seen AND {_by(JUMP)}"
SHIFTED = f"is_prominent AND {_by(SHIFT)}"
MOVED_FAR = f"is_prominent AND {_by(FAR)}"
WHOLES = f"is_whole AND is_newest AND {_by(OF_A_WHOLE)}"
FACTOR = f"""
    SELECT median(ratio) AS factor, count(*) AS moved FROM pairs WHERE ratio <> 0
    HAVING count(*) >= {SHOWN} AND (
      abs(factor - 1) > {NOTHING} AND {_alike(ALIKE)} > {ALMOST_ALL}
      OR abs(factor - 1) > {SOMETHING} AND {_alike(ABOUT)} > {MOST})"""
MEDIAN = f"""
    SELECT median(ratio) AS factor, count(*) AS moved FROM pairs
    WHERE ratio <> 0 AND year IS NOT NULL
    HAVING count(*) >= {SHOWN} AND abs(factor - 1) > {HALF}"""
SHIFTS = f"""
    SELECT thing, count(DISTINCT year) AS years, median(ratio) AS middle FROM yearly WHERE {SHIFTED}
    GROUP BY thing
    HAVING years >= CASE WHEN bool_or(is_rate) THEN {FEWEST}
      ELSE least({FEW}, (SELECT greatest(count(DISTINCT year), {FEWEST}) FROM yearly)) END
    ORDER BY abs(ln(nullif(abs(middle), 0))) DESC NULLS FIRST, thing LIMIT {SHOWN}"""
TOLD = f"""
    SELECT year, count(*) FILTER ({_by(SHIFT)}) AS moved, count(*) AS many FROM yearly
    WHERE is_large AND ratio IS NOT NULL AND year IS NOT NULL
    GROUP BY year HAVING moved >= {FEW} AND moved > {RESTATED_SHARE} * many
    ORDER BY year LIMIT {SHOWN}"""
CAME = f"""
    SELECT year, count(*) AS many, median(ratio) AS middle FROM steps
    WHERE is_large AND ratio IS NOT NULL
    GROUP BY year HAVING many >= {FEW} AND (middle > {STEP} OR middle < {1 / STEP})
    ORDER BY year LIMIT {SHOWN}"""


def levels(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Report changes that a reader would notice, for `look_at`.

    All values moved by one factor; single values that jumped; areas that shifted; the sum of all
    areas, which moves less than they do; restated years; new values unlike those of the adjacent
    years; if none of these, several values that moved far.
    """
    found = [*_plain(con)]
    what = f"values moved by {FAR:g} times or more, to zero, or from it"
    yield from found or _counted(con, "yearly", MOVED_FAR, what, MANY)


def _plain(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    for factor, moved in con.execute(FACTOR).fetchall():
        what = f"all {moved:,} values moved by one factor, {factor:.5g}"
        yield None, None, what + ten(con, "true")
        return
    for factor, moved in con.execute(MEDIAN).fetchall():
        what = f"half of all {moved:,} values moved by {abs(factor - 1):.2%} or more, one way"
        yield None, None, what + ten(con, "year IS NOT NULL")
    size = f"by {JUMP:g} times or more, to zero, from it, or across it"
    jumps = [*_counted(con, "yearly", JUMPED, f"values jumped, {size}")]
    yield from jumps or _fine(con, size)
    if shifts := con.execute(SHIFTS).fetchall():
        named = ", ".join(f"{thing} {_about(ratio)}" for thing, _, ratio in shifts)
        decide = f"thing IN ({', '.join(literal(thing) for thing, _, _ in shifts)}) AND {SHIFTED}"
        what = f"{max(years for _, years, _ in shifts)} years shifted: {named}"
        yield None, None, what + ten(con, decide, "yearly")
    what = f"values of an aggregate (the world, a union) moved by {OF_A_WHOLE:g} times or more"
    yield from _counted(con, "yearly", WHOLES, what)
    for year, moved, many in con.execute(TOLD).fetchall():
        what = f"{year} was restated: {moved:,} of its {many:,} large values moved by {SHIFT:g} "
        decide = f"year = {year} AND is_large AND {_by(SHIFT)}"
        yield None, None, what + "times or more" + ten(con, decide, "yearly")
    for year, many, middle in con.execute(CAME).fetchall():
        what = f"{many:,} new values of {year} are about {middle:.3g} times those of the "
        decide = f"year = {year} AND is_large AND ratio <> 1"
        yield None, None, what + "adjacent year" + ten(con, decide, "steps")
    what = f"new values jumped from the adjacent year, {size}"
    yield from _counted(con, "steps", JUMPED, what)


def _fine(con: duckdb.DuckDBPyConnection, size: str) -> Iterator[Found]:
    """Report days or months that jumped, else many hours that moved far."""
    jumps = [*_counted(con, "finer", JUMPED, f"days or months jumped, {size}")]
    ((fine,),) = con.execute("SELECT count(*) FROM pairs WHERE date IS NOT NULL").fetchall()
    moved = f"date IS NOT NULL AND {_by(FAR)}"
    what = f"of {fine:,} values moved by {FAR:g} times or more, to zero, or from it"
    yield from jumps or _counted(con, "pairs", moved, what, max(SHOWN, int(FINE_SHARE * fine)))


def strays(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Report new values beyond what could be expected of their thing, for `look_at`."""
    what = "new values beyond what could be expected (the limit, and the value)"
    yield from _counted(con, "strays", "true", what)


def _about(ratio: float) -> str:
    return f"by about {ratio:.3g} times" if math.isfinite(ratio) else "from zero"


def _counted(
    con: duckdb.DuckDBPyConnection, of: str, which: str, what: str, least: int = 1
) -> Iterator[Found]:
    (count,) = con.execute(f"SELECT count(DISTINCT row) FROM {of} WHERE {which}").fetchall()[0]
    if count >= least:
        what = what if count > 1 else PLURAL.sub(r"\1", what)
        yield None, None, f"{count:,} {what}" + ten(con, which, of)
