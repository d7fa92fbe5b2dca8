"""What changed between two builds, in Markdown: for a pull request or an upgrade."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import duckdb

from carbondata.faces import markdown
from carbondata.files import identifier, literal
from carbondata.query.connection import of_any_version

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST = 10
# One row is a source's part of a table.
PARTS = """
    SELECT source_id, {part} AS part, count(*) AS rows, {areas} AS areas, {years} AS years
    FROM {table} GROUP BY source_id"""
PARTS_CHANGED = """
    SELECT source_id, part, b.rows, a.rows, b.areas, a.areas, b.years, a.years
    FROM before_parts AS b FULL JOIN after_parts AS a USING (source_id, part)
    WHERE (b.rows, b.areas, b.years) IS DISTINCT FROM (a.rows, a.areas, a.years)
    ORDER BY source_id, part"""
FETCHED = """
    SELECT source_id, b.newest_year, a.newest_year, CAST(a.retrieved_utc AS DATE),
           CASE WHEN a.newest_year > year(a.published)
                THEN 'mend published and citation in source.toml' END
    FROM before_sources AS b FULL JOIN after_sources AS a USING (source_id)
    WHERE b.sha256 IS DISTINCT FROM a.sha256 ORDER BY source_id"""
REVISED = """
    SELECT source_id, table_name, count(*), count(*) FILTER (abs(relative_change) > 0.01),
           count(*) FILTER (abs(relative_change) > 0.1), count(*) FILTER (new_value IS NULL)
    FROM after_revisions ANTI JOIN before_revisions
      USING (source_id, table_name, row_key, column_name, refreshed_utc)
    GROUP BY ALL ORDER BY ALL"""
# Tonnes and people in full; values below one hundred thousand to seven digits.
PRINTED = (
    "CASE WHEN abs({0}) >= 1e5 THEN format('{{:,.0f}}', {0}) ELSE printf('%.7g', {0}) END".format
)
LARGEST = f"""
    SELECT source_id, row_key, column_name, {PRINTED("old_value")}, {PRINTED("new_value")},
           printf(CASE WHEN abs(relative_change) < 0.001 THEN '%+.1g %%' ELSE '%+.1f %%' END,
                  100 * relative_change)
    FROM after_revisions ANTI JOIN before_revisions
      USING (source_id, table_name, row_key, column_name, refreshed_utc)
    ORDER BY abs(relative_change) DESC NULLS LAST, source_id, row_key, column_name LIMIT {MOST}"""
CLAIMS = """
    SELECT claim_id, b.verdict, a.verdict, b.arithmetic, a.arithmetic,
           printf('%.4g', b.value_here), printf('%.4g', a.value_here),
           printf('%.4g', b.present_value), printf('%.4g', a.present_value)
    FROM before_claims AS b FULL JOIN after_claims AS a USING (claim_id)
    WHERE (b.verdict, b.arithmetic) IS DISTINCT FROM (a.verdict, a.arithmetic)
       OR printf('%.4g %.4g', b.value_here, b.present_value)
          IS DISTINCT FROM printf('%.4g %.4g', a.value_here, a.present_value)
    ORDER BY claim_id"""


def changes(before: str | Path, after: str | Path | None = None) -> str:
    """Report in Markdown what changed from one build to another.

    Lists rows and coverage by source and table, what was fetched, the values that publishers
    revised, and the claims whose verdict, arithmetic or value (to four digits) changed.

    Parameters
    ----------
    before, after : path
        Two databases, as for `connect`.

    Raises
    ------
    QueryError
        When there is no such database.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from carbondata import build
    >>> with TemporaryDirectory() as folder:
    ...     print(changes(build(folder).database, folder))
    # What changed
    <BLANKLINE>
    Nothing.
    <BLANKLINE>
    """
    with duckdb.connect() as con:
        for name, database in (("before", before), ("after", after)):
            _take(con, name, database)
        parts = [
            _section(
                con,
                "Fetched",
                FETCHED,
                ["source", "newest year", "now", "retrieved", "to do"],
            ),
            _section(
                con,
                "Rows and coverage",
                PARTS_CHANGED,
                ["source", "table", "rows", "now", "areas", "now", "years", "now"],
            ),
            _section(
                con,
                "Revisions",
                REVISED,
                ["source", "table", "values", "by > 1 %", "by > 10 %", "gone"],
            ),
            _section(
                con,
                f"The largest revisions (at most {MOST})",
                LARGEST,
                ["source", "row", "column", "was", "is", "change"],
            ),
            _section(
                con,
                "Claims that moved",
                CLAIMS,
                [
                    *("claim", "verdict", "now", "arithmetic", "now"),
                    *("value", "now", "present value", "now"),
                ],
            ),
        ]
    return "\n".join(["# What changed", "", *([part for part in parts if part] or ["Nothing.\n"])])


def _take(con: duckdb.DuckDBPyConnection, name: str, database: str | Path | None) -> None:
    """Copy what is compared out of a database, as its views work only inside it."""
    with closing(of_any_version(database).cursor()) as cursor:
        tables = cursor.execute("""
            SELECT table_name, list(column_name) FROM duckdb_columns()
            WHERE database_name = current_database() AND table_name IN
              (SELECT unnest(tables) FROM sources)
            GROUP BY table_name ORDER BY table_name""").fetchall()
        parts = " UNION ALL ".join(
            PARTS.format(
                table=identifier(table),
                part=literal(table),
                areas="count(DISTINCT area_id)" if "area_id" in columns else "NULL",
                years="min(year) || '-' || max(year)" if "year" in columns else "NULL",
            )
            for table, columns in tables
        )
        queries = {
            "parts": parts,
            "sources": "FROM sources",
            "revisions": "FROM revisions",
            "claims": "SELECT claim_id, verdict, arithmetic, value_here, present_value "
            "FROM claim_checks",
        }
        answers = {part: cursor.sql(query).to_arrow_table() for part, query in queries.items()}
    for part, rows in answers.items():
        con.register(f"{name}_{part}", rows)


def _section(
    con: duckdb.DuckDBPyConnection, title: str, query: str, header: Sequence[str]
) -> str | None:
    rows = con.execute(query).fetchall()
    if not rows:
        return None
    cells = [header, ["---"] * len(header), *rows]
    lines = ["| " + " | ".join(map(_cell, row)) + " |" for row in cells]
    return "\n".join([f"## {title}", "", *lines, ""])


def _cell(value: object) -> str:
    return "" if value is None else markdown(str(value))
