"""Check that carbondata's decisions are unambiguous: rules, and the names of subjects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import duckdb

from carbondata.errors import Problem
from carbondata.tables.quantity_types import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

# How two figures can differ, apart from their types.
PAIRS = {
    "period": ("some_years", "many_years"),
    "year": ("open",),
    "figure": ("same",),
    "studies": ("differ", "vary", "one_range", "contested"),
    "headline": ("other",),
    "grid": ("two_mixes",),
    "measure": ("electricity_alone",),
    "name": ("default",),
    "caveat": ("stated",),
}
ALONE = "*"
# Only the name of what fills it: a format would be evaluated.
PLACEHOLDER = re.compile(r"\{(\w*)\}")
# Placeholders for the side that a text is about; a rule about both sides has none.
PLACEHOLDERS = {
    *("side", "why_year", "status_source", "standing", "factor", "as_if", "caveat"),
    *("studies", "apart", "low", "high", "contested", "headline", "subject", "why_name", "others"),
    "for_year",
}
# What one may say of two figures: of their electricity, of their years.
OF_BOTH = {"energies", "years_apart", "on_grid", "or_electricity"}
USED = (
    *("areas", "sectors", "sector_estimates", "equivalents", "training_runs", "names", "sources"),
    *("familiar", "preferred", "caveats", "grounds", "revision_notes"),
)
# Names as they are looked up: without case, accents and punctuation; and the subjects' own names.
OWN_NAMES = """
    CREATE MACRO folded(name) AS
      regexp_replace(strip_accents(lower(name)), '[^a-z0-9/]', '', 'g');
    CREATE VIEW own AS (
      SELECT area_id AS name, area_id AS subject FROM areas WHERE kind <> 'subdivision'
      UNION SELECT name_en, area_id FROM areas WHERE kind <> 'subdivision'
      UNION SELECT name_fr, area_id FROM areas WHERE kind <> 'subdivision'
      UNION SELECT sector, sector FROM sectors
      UNION SELECT
        unnest([estimate_id, placed]), placed
        FROM (SELECT *, sector || '-' || lower(area_id) AS placed FROM sector_estimates)
        WHERE area_id <> 'WLD'
      UNION SELECT estimate_id, sector FROM sector_estimates WHERE area_id = 'WLD'
      UNION SELECT
        unnest([equivalent_id, subject]), subject
        FROM equivalents
      UNION SELECT unnest([run_id, subject]), subject FROM training_runs
    )"""
# A name that belongs to another subject, or to two.
MEANINGS = """
    WITH meant AS (
      FROM names WHERE kind <> 'keyword'
    )
    SELECT n.source_id, 'names' AS place, 'name ' || n.name AS row, n.subject, o.subject AS other
    FROM meant AS n
    JOIN (FROM own UNION ALL SELECT name, subject FROM meant) AS o
      ON folded(o.name) = folded(n.name) AND o.subject <> n.subject
    UNION ALL
    SELECT source_id, place, row, subject, NULL FROM (
      SELECT source_id, 'names' AS place, 'name ' || name AS row, subject FROM names
      UNION ALL SELECT source_id, 'familiar', 'subject ' || subject, subject FROM familiar)
    WHERE $is_whole AND subject NOT IN (SELECT subject FROM own)
    ORDER BY ALL"""
# Decisions about a source or a subject that does not exist.
ABOUT_NOTHING = """
    SELECT source_id, 'preferred', 'study ' || study, 'study', study, 'source'
    FROM preferred
    WHERE split_part(study, '/', 1) NOT IN (SELECT source_id FROM sources)
    UNION ALL
    SELECT source_id, 'caveats', 'caveat ' || caveat, 'row_id', row_id, 'source'
    FROM caveats
    WHERE split_part(row_id, '/', 1) NOT IN (SELECT source_id FROM sources)
    UNION ALL
    SELECT source_id, 'caveats', 'caveat ' || caveat, 'subject', subject, 'subject'
    FROM caveats
    WHERE subject NOT IN (SELECT subject FROM own)
    ORDER BY ALL"""
# An edition of a source that is missing, or that is itself an edition.
EDITIONS = """
    SELECT source_id, 'preferred', 'study ' || study, 'edition_of', edition_of,
      CASE WHEN edition_of IN (SELECT study FROM preferred WHERE edition_of IS NOT NULL)
        THEN 'an edition of another itself' ELSE 'no such source' END
    FROM preferred
    WHERE edition_of IN (SELECT study FROM preferred WHERE edition_of IS NOT NULL)
      OR ($is_whole AND edition_of NOT IN (SELECT source_id FROM sources))
    ORDER BY ALL"""
# Reasons for a source that is missing, for no years, or for years that have a reason already.
NOTES = """
    WITH notes AS (SELECT *, coalesce(first_year, 0) AS begins, coalesce(last_year, 9999) AS ends
      FROM revision_notes)
    SELECT source_id, 'revision_notes', 'note ' || note, 'last_year', CAST(last_year AS VARCHAR),
      'before the first year' FROM notes WHERE ends < begins
    UNION ALL
    SELECT source_id, 'revision_notes', 'note ' || note, 'revised_source', revised_source,
      'no such source' FROM notes
    WHERE $is_whole AND revised_source NOT IN (SELECT source_id FROM sources)
    UNION ALL
    SELECT n.source_id, 'revision_notes', 'note ' || n.note, 'first_year',
      CAST(n.first_year AS VARCHAR), 'years that ' || o.note || ' is about'
    FROM notes AS n JOIN notes AS o ON o.revised_source = n.revised_source AND o.note < n.note
      AND o.area_id IS NOT DISTINCT FROM n.area_id AND o.begins <= n.ends AND n.begins <= o.ends
    ORDER BY ALL"""
# Grounds that share a rank, or have two ranks.
RANKS = """
    SELECT source_id, ground, rank
    FROM grounds
    QUALIFY count(DISTINCT ground) OVER (PARTITION BY rank) > 1
      OR count(DISTINCT rank) OVER (PARTITION BY ground) > 1
    ORDER BY ALL"""


def check_decisions(tables: dict[str, pa.Table], *, is_whole: bool = True) -> list[Problem]:
    """Check the rules, the names and the decisions about studies, across their rows.

    If `is_whole` is false, a decision about a source or a subject that does not exist is fine: the
    decisions were added to other sources.

    Returns
    -------
    list of Problem
        One for each rule with a word that no type can have, two rules about the same two words,
        text with a placeholder it cannot use, name of two subjects or of none, preference or caveat
        about something that does not exist, and two grounds of one rank.
    """
    rules = tables["rules"].to_pylist()
    return [
        *_words(rules),
        *_twice(rules),
        *_overlaps(rules),
        *_texts(rules),
        *_sizes(rules),
        *_asked(tables, is_whole=is_whole),
    ]


def _words(rules: list[dict[str, Any]]) -> Iterator[Problem]:
    dimensions = {"types": {name: words for name, (words, _) in DIMENSIONS.items()}, "pair": PAIRS}
    for rule in rules:
        words = dimensions[rule["judges"]].get(rule["dimension"])
        if words is None:
            what = f"not a dimension in which {rule['judges']} differ"
            remedy = f"one of {', '.join(dimensions[rule['judges']])}"
            yield _problem(rule, "dimension", what, remedy)
            continue
        if rule["judges"] == "pair" and rule["b"] != ALONE:
            yield _problem(rule, "b", "a rule about pairs has one word", f"write {ALONE}")
            continue
        for side in ("a", "b"):
            if rule[side] not in (*words, ALONE)[: len(words) + (side == "b")]:
                what = f"no type has this trait: {rule['dimension']}={rule[side]}"
                yield _problem(rule, side, what, f"one of {', '.join(words)}")


def _twice(rules: list[dict[str, Any]]) -> Iterator[Problem]:
    met: dict[tuple[str, frozenset[str]], str] = {}
    for rule in rules:
        words = (rule["dimension"], frozenset((rule["a"], rule["b"])))
        other = met.setdefault(words, rule["rule"])
        if other != rule["rule"]:
            what = f"{other} already covers this case of {rule['dimension']}"
            yield _problem(rule, "rule", what, "keep one of the two")


def _overlaps(rules: list[dict[str, Any]]) -> Iterator[Problem]:
    """Find rules about two words and about one word of a dimension that contradict each other."""
    alone = {(rule["dimension"], rule["a"]): rule for rule in rules if rule["b"] == ALONE}
    for rule in rules:
        for word in (rule["a"], rule["b"]) if rule["b"] != ALONE else ():
            other = alone.get((rule["dimension"], word))
            if other and other["outcome"] != rule["outcome"]:
                what = f"{other['rule']} already says {other['outcome']} for {word}"
                yield _problem(rule, "outcome", what, "let one of the two decide")


def _texts(rules: list[dict[str, Any]]) -> Iterator[Problem]:
    for rule in rules:
        allowed = PLACEHOLDERS if rule["b"] == ALONE else set()
        if rule["dimension"] in {"grid", "measure", "period"}:
            allowed = allowed | OF_BOTH
        for column in ("text_en", "text_fr"):
            named = set(PLACEHOLDER.findall(rule[column]))
            if set("{}") & set(PLACEHOLDER.sub("", rule[column])):
                what = "a brace that is not around the name of a placeholder alone"
                yield _problem(rule, column, what, "write {name}, or no brace")
            elif unknown := sorted(named - allowed):
                what = f"it cannot use {', '.join(f'{{{field}}}' for field in unknown)}"
                some = ", ".join(f"{{{field}}}" for field in sorted(allowed))
                yield _problem(rule, column, what, f"one of {some}" if some else "say it in words")


def _sizes(rules: list[dict[str, Any]]) -> Iterator[Problem]:
    for rule in rules:
        for column in ("error_source", "error_case", "error_case_fr"):
            if (rule[column] is None) != (rule["error_factor"] is None):
                what = "the size of an error needs its source, and its case in both languages"
                yield _problem(rule, column, what, "fill all four in, or none")


def _problem(rule: dict[str, Any], column: str, what: str, remedy: str) -> Problem:
    where, row = "rules", f"rule {rule['rule']}"
    return Problem(rule["source_id"], where, what, remedy, row, column, str(rule[column]))


def _asked(tables: dict[str, pa.Table], *, is_whole: bool) -> Iterator[Problem]:
    with duckdb.connect() as con:
        for name in USED:
            con.register(name, tables[name])
        con.execute(OWN_NAMES)
        yield from _names(con.execute(MEANINGS, {"is_whole": is_whole}).fetchall())
        yield from _about_nothing(con.execute(ABOUT_NOTHING).fetchall() if is_whole else [])
        yield from _ranks(con.execute(RANKS).fetchall())
        for query in (EDITIONS, NOTES):
            for source, table, row, column, value, what in con.execute(
                query, {"is_whole": is_whole}
            ).fetchall():
                yield Problem(source, table, what, "mend the line", row, column, value)


def _names(meanings: list[tuple[str, ...]]) -> Iterator[Problem]:
    for source, place, row, subject, other in meanings:
        what = f"it is also a name of {other}" if other else "there is no such subject"
        remedy = "a name means one subject of `quantities`; fix or remove it"
        yield Problem(source, place, what, remedy, row, "subject", subject)


def _about_nothing(decisions: list[tuple[str, ...]]) -> Iterator[Problem]:
    for source, table, row, column, value, what in decisions:
        remedy = "name one that exists, or remove the line"
        yield Problem(source, table, f"there is no such {what}", remedy, row, column, value)


def _ranks(clashes: list[tuple[str, str, int]]) -> Iterator[Problem]:
    for source, ground, rank in clashes:
        what = "a ground has one rank, and a rank one ground"
        remedy = "give each its own place in the order"
        yield Problem(source, "grounds", what, remedy, f"ground {ground}", "rank", str(rank))
