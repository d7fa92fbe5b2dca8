"""Compare new rows with the last good ones: wrong units, rewritten history, many lost rows.

None of it is published until a person has looked and accepts it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import Problem
from carbondata.files import literal
from carbondata.pipeline import schema
from carbondata.pipeline.check.pairs import NEWEST, ten
from carbondata.pipeline.publish.sources_table import TIME_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from carbondata.pipeline.check.pairs import Found

# Ratios of units in this field: SI prefixes, carbon to CO2 (44/12 = 3.664 with the budget's atomic
# masses), pounds to kilograms.
SLIPS = {
    1e3: "a factor of 1,000 (kg, t, kt; W, kW; Wh, kWh)",
    1e6: "a factor of 1,000,000 (g or Mt against t; W, MW)",
    3.664: "a factor of 3.664 (carbon against CO2)",
    2.2046: "a factor of 2.2046 (pounds against kilograms)",
}
NEAR = 0.1
# One row may be revised a lot; a whole column moves by half only if its unit changed.
BAND = 1.5
SHOWN = 5
# The yearly release of the Global Carbon Budget moved 3.9 % of its values by more than a tenth
# (2022v27 to 2023v28); above this share a person should look before the figures are published.
MOVED, MOVED_SHARE = 0.1, 0.05
# Publishers withdraw a few rows in every release: the Global Carbon Budget 335 of 21,732 between
# 2022v27 and 2023v28.
LOST_SHARE = 0.05
# For one area or network: more of its rows than a release withdraws, or this many last years.
LOST_OF_ONE, YEARS_LOST = 0.2, 2
ENDS = """
    SELECT {thing} AS thing, count(*) AS rows, max({time}) AS ends, max({year}) AS year
    FROM {of} GROUP BY ALL"""


def unit_slips(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Report values that seem to have another unit, for `look_at`.

    The column, or an area in it, if its median value moved by more than half; single values that
    moved by 1,000 or 1,000,000.
    """
    count, median = con.execute(
        "SELECT count(*), median(ratio) FROM pairs WHERE ratio <> 0"
    ).fetchall()[0]
    if count >= SHOWN and not 1 / BAND <= median <= BAND:
        what = f"the column moved: its median value is {median:.4g} times the last good one"
        yield None, None, what + _slip(median) + ten(con, "ratio <> 0")
    else:
        yield from _things(con)
        yield from _values(con)


def _things(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Report areas whose whole history moved, even if up in some years and down in others."""
    moved = con.execute(f"""
        SELECT thing, median(ratio), split_part(min(row), ',', 1),
          exp(median(abs(ln(abs(ratio))))) AS middle
        FROM pairs WHERE year IS NOT NULL AND ratio <> 0
        GROUP BY thing HAVING count(*) >= {SHOWN} AND middle > {BAND}
        ORDER BY middle DESC, thing LIMIT {SHOWN}""").fetchall()
    for thing, median, named, middle in moved:
        if 1 / BAND <= median <= BAND:
            what = f"all of it moved: half of it by {middle:.4g} times or more, up or down"
        else:
            what = f"all of it moved: its median value is {median:.4g} times the last good one"
            what += _slip(median)
        what += ten(con, f"thing = {literal(thing)} AND ratio <> 0")
        yield named, None, what


def _values(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Report single values that moved by about a thousand or a million."""
    near = " OR ".join(
        f"abs(ln(abs(ratio))) BETWEEN ln({slip / (1 + NEAR)}) AND ln({slip * (1 + NEAR)})"
        for slip in (1e3, 1e6)
    )
    slips = con.execute(f"""
        SELECT row, old, new, ratio FROM pairs
        WHERE ratio <> 0 AND ({near}) ORDER BY row LIMIT {SHOWN}""")
    for row, was, now, ratio in slips.fetchall():
        yield row, f"{now:g}", f"{ratio:.4g} times the last good value {was:g}{_slip(ratio)}"


def rewritten(con: duckdb.DuckDBPyConnection) -> Iterator[Found]:
    """Report if too much of the history moved by too much, or is gone, for `look_at`."""
    yield from moved_by(con, MOVED)


def moved_by(con: duckdb.DuckDBPyConnection, share: float) -> Iterator[Found]:
    """Report if more than a twentieth of the values moved by more than a share, largest first."""
    moved = f"(abs(ratio - 1) > {share} OR old <> 0 AND new IS NULL)"
    count, far = con.execute(
        f"SELECT count(*) FILTER (old <> 0 OR new <> 0), count(*) FILTER ({moved}) FROM pairs"
    ).fetchall()[0]
    if far >= SHOWN and far > MOVED_SHARE * count:
        what = f"history was rewritten: {far:,} of {count:,} values moved by more than {share:.0%}"
        yield None, None, what + ten(con, moved)


def shrunk(source: str, table: str, old: pa.Table, new: pa.Table) -> list[Problem]:
    """Refuse a refresh that loses areas, years or many rows of a table.

    Returns
    -------
    list of Problem
        One for lost areas, one for lost years, one if more than a twentieth of the rows are lost.
        Empty if nothing is missing.
    """
    if not old.num_rows or new.equals(old):
        return []
    remedy = f"if the publisher intends it, build again with --accept {source}; else fetch again"
    with duckdb.connect() as con:
        con.register("old", old)
        con.register("new", new)
        losses: list[tuple[str | None, str]] = [*_gone(con, old.column_names)] or [
            *_earlier(con, table)
        ]
        losses += _fewer(con, table, old.num_rows)
    return [Problem(source, table, what, remedy, column=column) for column, what in losses]


def _slip(ratio: float) -> str:
    size = max(abs(ratio), 1 / abs(ratio))
    near = [text for factor, text in SLIPS.items() if abs(size / factor - 1) < NEAR]
    return f": {near[0]}" if near else ""


def _gone(con: duckdb.DuckDBPyConnection, names: list[str]) -> Iterator[tuple[str, str]]:
    """Report areas and years that had rows and no longer have any."""
    covered = [("areas", "area_id", "area_id")] if "area_id" in names else []
    if time := next((name for name in TIME_COLUMNS if name in names), None):
        covered.append(("years", time, time if time == "year" else f"year({time})"))
    for what, column, value in covered:
        gone = con.execute(f"""
            SELECT CAST(list(covered ORDER BY covered) AS VARCHAR[]) FROM (
              SELECT {value} AS covered FROM old WHERE covered IS NOT NULL
              EXCEPT SELECT {value} FROM new)
            """).fetchall()[0][0]
        if gone:
            more = f" and {len(gone) - SHOWN} more" if len(gone) > SHOWN else ""
            yield column, f"{len(gone)} {what} are gone: {', '.join(gone[:SHOWN])}{more}"


def _earlier(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[tuple[str, str]]:
    """Report values that end earlier: all, those of many areas, or some by several years."""
    thing, *rest = schema.key(table)
    time = next((name for name in TIME_COLUMNS if name in rest), None)
    if time is None:
        return
    year = time if time == "year" else f"year({time})"
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE ends AS
        SELECT thing, o.rows AS had, n.rows AS has, o.ends AS was, n.ends AS now,
          has <= had - {SHOWN} AND has <= {1 - LOST_OF_ONE} * had OR n.year <= o.year - {YEARS_LOST}
            AS is_cut
        FROM ({ENDS.format(thing=thing, time=time, year=year, of="new")}) AS n
        JOIN ({ENDS.format(thing=thing, time=time, year=year, of="old")}) AS o USING (thing)""")
    earlier, every, was, now, things = con.execute("""
        SELECT count(*) FILTER (now < was), count(*), max(was), max(now),
          string_agg(thing, ', ' ORDER BY thing) FILTER (now < was)
        FROM ends""").fetchall()[0]
    if now < was or (earlier >= SHOWN and earlier > LOST_SHARE * every):
        yield time, f"{earlier} of {every} end earlier than before ({was}): {things[:200]}"
    cut = con.execute(f"""
        SELECT thing, had - has, had, now, count(*) OVER () FROM ends WHERE is_cut
        ORDER BY had - has DESC, thing LIMIT {SHOWN}""").fetchall()
    if cut:
        named = ", ".join(f"{of} {lost:,} of {had:,}, to {ends}" for of, lost, had, ends, _ in cut)
        more = f" and {cut[0][-1] - SHOWN} more" if cut[0][-1] > SHOWN else ""
        yield time, f"many rows are gone (rows lost, and the last one left): {named}{more}"


def _fewer(
    con: duckdb.DuckDBPyConnection, table: str, size: int
) -> Iterator[tuple[str | None, str]]:
    """Report if too many rows are gone, overall or in a recent year."""
    keys = ", ".join(schema.key(table))
    con.execute(f"CREATE OR REPLACE TEMP TABLE gone AS FROM old ANTI JOIN new USING ({keys})")
    lost = con.execute("SELECT count(*) FROM gone").fetchall()[0][0]
    if lost > LOST_SHARE * size:
        yield None, f"{lost:,} of the {size:,} last good rows are gone"
        return
    time = next((name for name in TIME_COLUMNS if name in schema.key(table)), None)
    if time is None:
        return
    year = time if time == "year" else f"year({time})"
    years = con.execute(f"""
        SELECT year, lost, had FROM
          (SELECT {year} AS year, count(*) AS lost FROM gone GROUP BY ALL)
          JOIN (SELECT {year} AS year, count(*) AS had FROM old GROUP BY ALL) USING (year)
        WHERE lost >= {SHOWN} AND lost > {LOST_SHARE} * had
          AND year > (SELECT max({year}) FROM old) - {NEWEST} ORDER BY year LIMIT {SHOWN}""")
    if thinned := years.fetchall():
        named = ", ".join(f"{lost:,} of {had:,} of {of}" for of, lost, had in thinned)
        yield time, f"some rows of recent years are gone: {named}"
