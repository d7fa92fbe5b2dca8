"""Rules across tables: foreign keys, bounds, years, world totals.

Each rule is one query; every row it returns is a problem: source, table, row, column, value,
what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from carbondata.errors import Problem
from carbondata.files import literal
from carbondata.pipeline import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

# The world is countries plus bunkers, and the sums may differ by rounding: Our World in Data prints
# thousands of tonnes for some 220 entities, so 220 x 500 t. The Global Carbon Budget prints the
# remaining difference: at most 0.33 Mt of the 14.9 Gt in 1970.
WORLD_TOLERANCE_T, WORLD_TOLERANCE = 1.1e5, 3e-5
# The lowest life cycle of any generation technology is about 5, and a mix lies above it.
LEAST_LIFE_CYCLE_G = 5
# A dry year changes a hydropower grid by a factor of at most 2.6 (Belize in 2008).
SPIKE = 3
SHOWN = 50
# Texts that a French sentence tells in French; other tables may have a column of that name alone.
IN_BOTH = {"as_if", "scope"}


def cross_check(tables: dict[str, pa.Table]) -> list[Problem]:
    """Check the tables against each other.

    Parameters
    ----------
    tables : dict of Arrow tables
        Every table by name, `areas` and `sources` among them.

    Returns
    -------
    list of Problem
        At most fifty for each rule; empty when all is well.
    """
    # One statement for all rules: planning each takes longer than running it.
    every = " UNION ALL ".join(
        f"(SELECT *, {literal(remedy)} FROM ({query}) LIMIT {SHOWN})" for query, remedy in _rules()
    )
    with duckdb.connect() as con:
        for name, rows in tables.items():
            con.register(name, rows)
        broken = con.execute(every).fetchall()
    return [
        Problem(source, where, what, remedy, row, column, value)
        for source, where, row, column, value, what, remedy in broken
    ]


def _rules() -> Iterator[tuple[str, str]]:
    for table in schema.fed():
        names = {field.name for field in schema.fields(table)}
        yield from _foreign_keys(table, names)
        yield from _bounds(table, names)
        yield from _id_prefix(table)
        yield from _half_translated(table, names)
        if {"status", "status_source"} <= names:
            yield _unsupported_status(table)
        if {"year", "source_id"} <= names:
            yield _after_publication(table, names)
    yield _members()
    yield _circle()
    yield _negative()
    yield from (_no_grid(table) for table in ("grid_intensity", "grid_intensity_monthly"))
    yield _spike()
    yield _gasless()
    yield _claim_about_nothing()
    yield _world_total()


def _row(table: str) -> str:
    parts = [f"'{name} ' || t.{name}" for name in schema.key(table) if name != "source_id"]
    return " || ', ' || ".join(parts) or "t.source_id"


def _select(table: str, column: str, what: str) -> str:
    return f"""
        SELECT t.source_id, '{table}', {_row(table)}, '{column}',
               CAST(t.{column} AS VARCHAR), {what}
        FROM {table} AS t"""


def _foreign_keys(table: str, names: set[str]) -> Iterator[tuple[str, str]]:
    targets = {
        "area_id": ("areas", "area_id", "add the place to sources/iso-3166/areas.csv"),
        "parent_id": ("areas", "area_id", "add the place to sources/iso-3166/areas.csv"),
        "source_id": ("sources", "source_id", "add its folder to sources/"),
        "status_source": ("sources", "source_id", "add its folder to sources/"),
        "standing_source": ("sources", "source_id", "add its folder to sources/"),
        "sector": ("sectors", "sector", "add it to sources/carbondata/sectors.csv"),
        "accelerator_id": ("accelerators", "accelerator_id", "use an id of `accelerators`"),
        "part_of": (table, schema.key(table)[0], f"use an id of `{table}`"),
        "replaced_by": (table, schema.key(table)[0], f"use an id of `{table}`"),
    }
    for column, (target, key, remedy) in targets.items():
        if column in names and not (target == table and key == column):
            unknown = f"'there is no such row in {target}'"
            yield (
                f"""{_select(table, column, unknown)}
                ANTI JOIN {target} AS other ON t.{column} = other.{key}
                WHERE t.{column} IS NOT NULL""",
                f"{remedy}, or fix the value",
            )


def _bounds(table: str, names: set[str]) -> Iterator[tuple[str, str]]:
    for name in sorted(name.removesuffix("_low") for name in names if name.endswith("_low")):
        low, high = f"t.{name}_low", f"t.{name}_high"
        value = f"t.{name}" if name in names else "NULL"
        shown = ", ".join(f"coalesce({bound}::VARCHAR, 'none')" for bound in (low, value, high))
        query = _select(table, f"{name}_low", f"'out of order: ' || concat_ws(' / ', {shown})")
        yield (
            f"{query} WHERE {low} > {value} OR {value} > {high} OR {low} > {high}",
            "fix the bounds: low <= value <= high",
        )


def _id_prefix(table: str) -> Iterator[tuple[str, str]]:
    """Check that ids begin with their source's name, so that no two sources can collide."""
    key = schema.key(table)[0]
    # Units, rules and sectors have common names.
    if schema.key(table) == [key] and key.endswith("_id") and key not in {"area_id", "source_id"}:
        query = _select(table, key, "'the id does not begin with its source'")
        yield (
            f"{query} WHERE NOT starts_with(t.{key}, t.source_id || '/')",
            "write ids as <source_id>/<name>",
        )


def _half_translated(table: str, names: set[str]) -> Iterator[tuple[str, str]]:
    """Check that a text that may be missing is missing in both languages, or in none."""
    for column in sorted(IN_BOTH & names):
        french = f"{column}_fr"
        if french in names:
            yield (
                f"""{_select(table, french, f"'only one of {column} and {french} is given'")}
                WHERE (t.{column} IS NULL) <> (t.{french} IS NULL)""",
                "fill both in, or none",
            )


def _members() -> tuple[str, str]:
    return (
        """
        WITH members AS (SELECT source_id, area_id, unnest(members) AS member FROM areas)
        SELECT t.source_id, 'areas', 'area_id ' || t.area_id, 'members', t.member,
               'there is no such area'
        FROM members AS t ANTI JOIN areas AS other ON t.member = other.area_id""",
        "add the place to sources/iso-3166/areas.csv, or fix the value",
    )


def _circle() -> tuple[str, str]:
    return (
        f"""{_select("training_runs", "part_of", "'part of itself, through its totals'")}
        WHERE t.run_id IN (
          WITH RECURSIVE wholes AS (
            SELECT run_id, part_of FROM training_runs WHERE part_of IS NOT NULL
            UNION
            SELECT w.run_id, r.part_of
            FROM wholes AS w JOIN training_runs AS r ON r.run_id = w.part_of
            WHERE r.part_of IS NOT NULL
          )
          SELECT run_id FROM wholes WHERE run_id = part_of)""",
        "put in part_of the total that contains the row and is not part of the row itself",
    )


def _negative() -> tuple[str, str]:
    return (
        f"""{_select("national_emissions", "emissions_t", "'a negative mass'")}
        WHERE t.emissions_t < 0 AND t.land_use <> 'included'""",
        "only land use can absorb more than is emitted; fix the value or land_use",
    )


def _no_grid(table: str) -> tuple[str, str]:
    what = f"'a life cycle below {LEAST_LIFE_CYCLE_G} g/kWh, which no grid has'"
    return (
        f"""{_select(table, "intensity_g_per_kwh", what)}
        WHERE t.boundary = 'life_cycle' AND t.intensity_g_per_kwh < {LEAST_LIFE_CYCLE_G}""",
        "leave it out if the publisher rounded it away, else fix the unit",
    )


def _spike() -> tuple[str, str]:
    return (
        f"""
        SELECT source_id, 'grid_intensity', row, 'intensity_g_per_kwh', CAST(value AS VARCHAR),
               'more than {SPIKE} times off both adjacent years, ' || before || ' and ' || after
        FROM (
          SELECT source_id, {_row("grid_intensity")} AS row, intensity_g_per_kwh AS value,
                 lag(intensity_g_per_kwh) OVER years AS before,
                 lead(intensity_g_per_kwh) OVER years AS after,
                 lead(year) OVER years - lag(year) OVER years AS apart
          FROM grid_intensity AS t
          WINDOW years AS (PARTITION BY area_id, boundary, source_id ORDER BY year))
        WHERE apart = 2
          AND (value > {SPIKE} * greatest(before, after) OR value < least(before, after) / {SPIKE})
        """,
        "look it up; if the publisher is wrong, drop it in corrections.csv",
    )


def _claim_about_nothing() -> tuple[str, str]:
    return (
        f"""{_select("claims", "subject", "'it is not worked out, and no reason is given'")}
        WHERE t.subject IS NULL AND t.why_not_en IS NULL""",
        "name operands that `carbondata compare` takes, or say why not in why_not_en and _fr",
    )


def _gasless() -> tuple[str, str]:
    return (
        f"""{_select("equivalents", "gas", "'emissions without a gas'")}
        WHERE t.gas IS NULL
          AND coalesce(t.emissions_t, t.emissions_t_low, t.emissions_t_high) IS NOT NULL""",
        "give CO2 or CO2e; only rows with nothing but electricity have no gas",
    )


def _unsupported_status(table: str) -> tuple[str, str]:
    return (
        f"""{_select(table, "status", "'a status without a source'")}
        WHERE t.status <> 'current' AND t.status_source IS NULL""",
        "name the source of the status in status_source",
    )


def _after_publication(table: str, names: set[str]) -> tuple[str, str]:
    observed = "t.scenario IS NULL" if "scenario" in names else "true"
    # A file fetched over HTTP may be a later release than the one source.toml describes.
    published = (
        "greatest(s.published, CASE s.via WHEN 'http' THEN CAST(s.retrieved_utc AS DATE) END)"
    )
    what = "'a year after its source was published, ' || s.published"
    return (
        f"""{_select(table, "year", what)} JOIN sources AS s ON s.source_id = t.source_id
        WHERE t.year > year({published}) AND {observed}""",
        "fix the year or `published` in source.toml; a projection names its scenario",
    )


def _world_total() -> tuple[str, str]:
    return (
        f"""
        WITH nations AS (
          SELECT source_id, year,
                 sum(emissions_t) FILTER (kind <> 'aggregate') AS sum_t,
                 max(emissions_t) FILTER (area_id = 'WLD') AS world_t
          FROM national_emissions JOIN (SELECT area_id, kind FROM areas) USING (area_id)
          WHERE gas = 'CO2' AND accounting = 'territorial' AND land_use = 'excluded'
            AND kind <> 'subdivision'
          GROUP BY ALL
        ), bunkers AS (
          SELECT source_id, year, sum(emissions_t) AS bunkers_t
          FROM sector_estimates
          WHERE area_id = 'WLD' AND starts_with(sector, 'international_')
          GROUP BY ALL
        )
        SELECT n.source_id, 'national_emissions', 'area_id WLD, year ' || n.year, 'emissions_t',
               CAST(world_t AS VARCHAR),
               'the world is not the sum of countries and bunkers, '
                 || (sum_t + coalesce(bunkers_t, 0))
        FROM nations AS n LEFT JOIN bunkers USING (source_id, year)
        WHERE abs(world_t - sum_t - coalesce(bunkers_t, 0))
          > greatest({WORLD_TOLERANCE_T}, {WORLD_TOLERANCE} * world_t)
        ORDER BY n.source_id, n.year""",
        "look for a missing or duplicate area, or a wrong unit",
    )
