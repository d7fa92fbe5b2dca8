"""The figures that go into a page, column by column, as compact JSON."""

from __future__ import annotations

import json
from itertools import groupby
from math import isfinite
from typing import TYPE_CHECKING, Any

from carbondata.faces import all_shown
from carbondata.query.attribution import told_apart
from carbondata.query.cite import entries, line
from carbondata.query.connection import opened
from carbondata.query.data_version import data_version
from carbondata.text.language import SIGNS
from carbondata.text.phrases import phrases
from carbondata.text.studies import hypothetical

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

# Phrases that the page does not use.
ELSEWHERE = (
    *("plot.", "error.", "claim.", "run.", "runs.", "how.", "calls.", "form."),
    *("explain.", "find.", "head.", "lint.", "locator.", "month.", "more.", "passed", "place."),
    *("starts.", "studies."),
)
# The page has nations since the year 2000, when grids and sectors begin, without copies and older
# editions that no default takes; all else in full.
SINCE = 2000
# The id and the measure follow from other columns; names and places in a source have a placeholder
# for the year, the ids of rows leave out that of their source, and a type is its place in TYPES.
# The lowest and the highest study on a basis follow from its rows, unless a source has several.
EDITIONS = """SELECT study FROM preferred JOIN sources AS s ON s.source_id = study
      WHERE edition_of IS NOT NULL AND via <> 'typed'"""
SHOWN = f"""(kind <> 'annual' OR row_id IS NOT NULL
      OR (year >= {SINCE} AND (preferred OR source_id NOT IN ({EDITIONS}))))"""
QUANTITIES = f"""
    WITH numbered AS (
      SELECT type_id, row_number() OVER (ORDER BY type_id) - 1 AS place FROM quantity_types)
    SELECT quantities.* EXCLUDE (id, measure) REPLACE (
      numbered.place AS type_id,
      CASE kind WHEN 'annual' THEN replace(name_en, ' ' || year, ' {{year}}') ELSE name_en END
        AS name_en,
      CASE kind WHEN 'annual' THEN replace(name_fr, ' ' || year, ' {{year}}') ELSE name_fr END
        AS name_fr,
      CASE kind WHEN 'annual' THEN replace(locator, ':' || year, ':{{year}}') ELSE locator END
        AS locator,
      CASE WHEN starts_with(row_id, source_id || '/') THEN substr(row_id, len(source_id) + 1)
        ELSE row_id END AS row_id,
      nullif(studies_t_low, min(coalesce(emissions_t, emissions_t_low, emissions_t_high))
        FILTER (eligible) OVER same) AS studies_t_low,
      nullif(studies_t_high, max(coalesce(emissions_t, emissions_t_high, emissions_t_low))
        FILTER (eligible) OVER same) AS studies_t_high,
      nullif(studies_kwh_low, min(coalesce(energy_kwh, energy_kwh_low, energy_kwh_high))
        FILTER (eligible) OVER same) AS studies_kwh_low,
      nullif(studies_kwh_high, max(coalesce(energy_kwh, energy_kwh_high, energy_kwh_low))
        FILTER (eligible) OVER same) AS studies_kwh_high)
    FROM quantities JOIN numbered USING (type_id)
    WHERE {SHOWN}
    WINDOW same AS (
      PARTITION BY subject, CASE kind WHEN 'annual' THEN year END, measure,
        coalesce(gas, 'unstated'), coalesce(stage(boundary), 'unstated'),
        own_accounting(accounting), coalesce(forcing, 'none'), coalesce(land_use, 'none'),
        coalesce(flow, 'none'))
    ORDER BY kind, subject, measure, source_id, row_id, figure, gas, accounting, land_use, locator,
      year, emissions_t, energy_kwh"""
# Without the bounds of a single study, which are its value.
GRID = """
    SELECT * REPLACE (
      CASE WHEN studies > 1 THEN intensity_g_per_kwh_low END AS intensity_g_per_kwh_low,
      CASE WHEN studies > 1 THEN intensity_g_per_kwh_high END AS intensity_g_per_kwh_high)
    FROM grid_factors ORDER BY area_id, year"""
# The id of a type follows from its words.
TYPES = """
    SELECT * EXCLUDE (type_id, virtual) FROM (
      SELECT t.*, array_to_string(any_value(v.subject_rules), ' ') AS alone
      FROM quantity_types AS t JOIN verdicts AS v ON v.subject_type = t.type_id
      GROUP BY ALL)
    ORDER BY type_id"""
# In the order of the ids of the two types, each pair once: they mean the same either way.
TOGETHER = """
    SELECT array_to_string(rules, ' ') AS rules
    FROM verdicts WHERE subject_type <= reference_type ORDER BY subject_type, reference_type"""
GROUNDS = "SELECT rank, gas, boundary, accounting, land_use, forcing FROM grounds ORDER BY rank"
# Without the ids of subjects, rows and areas and the names of areas, which the page has already.
NAMES = f"""
    WITH held AS (SELECT DISTINCT subject, row_id FROM quantities WHERE {SHOWN})
    SELECT name, subject, why_en, why_fr, row_id
    FROM quantity_names
    WHERE (subject, name) NOT IN (SELECT (subject, subject) FROM held)
      AND (subject, name) NOT IN (SELECT (subject, row_id) FROM held WHERE row_id IS NOT NULL)
      AND (subject, name) NOT IN (
        SELECT (area_id, unnest([area_id, name_en, coalesce(name_fr, name_en)])) FROM areas)
    ORDER BY name, subject, row_id"""
# The short titles, for lists, of subjects whose figures have longer names in sentences.
TITLES = """
    SELECT id, [title_en, title_fr] FROM titles
    WHERE kind = 'subject' AND id IN (
      SELECT subject FROM quantities WHERE kind = 'event'
      UNION SELECT subject FROM names WHERE kind = 'title')
    ORDER BY id"""
MARKS = "SELECT subject, [mark_en, mark_fr] FROM familiar WHERE mark_en IS NOT NULL ORDER BY rank"
REASONS = "SELECT why, why_fr FROM preferred WHERE why_fr IS NOT NULL ORDER BY why"
AS_IF = """
    SELECT DISTINCT as_if, as_if_fr FROM training_runs
    WHERE as_if IS NOT NULL ORDER BY as_if"""
RULES = "SELECT * EXCLUDE (source_id) FROM rules ORDER BY rule"
AREAS = """
    SELECT area_id, [name_en, name_fr, phrase_en, phrase_fr] FROM areas
    WHERE kind <> 'subdivision' OR area_id IN (SELECT area_id FROM grid_factors)
    ORDER BY area_id"""
CHIPS = """
    SELECT accelerator_id, name, tdp_w, source_id FROM accelerators
    WHERE tdp_w IS NOT NULL ORDER BY name, accelerator_id"""
SOURCES = "SELECT source_id, title, licence, sha256, citation, url FROM sources ORDER BY source_id"
CLAIMS = "SELECT claim_id FROM claims ORDER BY claim_id"
UNITS = "SELECT unit, {'measure': measure, 'factor': factor} FROM units ORDER BY measure, factor"
# A column with fewer distinct values than a quarter of its rows is stored as these values and their
# places; the places as runs (place, times, place, times, ...) if that is shorter. Whole numbers in
# steps (1990, 1991, 1992) are stored as series (start, step, length, ...).
REPEATED = 4
STEPPED = 3


def figures(database: str | Path | None = None) -> dict[str, Any]:
    """Collect what a page needs to compare offline.

    Returns
    -------
    dict for `json.dumps`: quantities and grid factors by column, types, the rules that each pair of
    types meets, rules, grounds, names of areas and subjects, chips with their TDP in W, claims in
    words, sources with their citations.
    """
    from carbondata._version import __version__

    con = opened(database).cursor()
    return {
        "version": __version__,
        "data": data_version(con),
        "since": SINCE,
        "editions": sorted(source for (source,) in con.execute(EDITIONS).fetchall()),
        "quantities": columns(con, QUANTITIES),
        "grid": columns(con, GRID),
        "rules": {rule["rule"]: rule for rule in _rows(con, RULES)},
        "types": columns(con, TYPES),
        "together": columns(con, TOGETHER)["rules"],
        "areas": dict(con.execute(AREAS).fetchall()),
        "names": [_trimmed(name) for name in con.execute(NAMES).fetchall()],
        "titles": dict(con.execute(TITLES).fetchall()),
        "marks": dict(con.execute(MARKS).fetchall()),
        "reasons": _reasons(con),
        "grounds": _rows(con, GROUNDS),
        "units": dict(con.execute(UNITS).fetchall()),
        "chips": _rows(con, CHIPS),
        "claims": [claim for (claim,) in con.execute(CLAIMS).fetchall()],
        "sources": _sources(con),
    }


def _reasons(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the French of reasons that are not phrases, by their English."""
    as_if = con.execute(AS_IF).fetchall()
    of_studies: dict[str, str] = dict(con.execute(REASONS).fetchall())
    return of_studies | dict(hypothetical(english, french, "fr") for english, french in as_if)


def words() -> dict[str, Any]:
    """Collect the phrases of the page, and how it sets them."""
    texts = {key: text for key, text in phrases().items() if not key.startswith(ELSEWHERE)}
    return {
        "phrases": texts,
        "signs": {language: signs._asdict() for language, signs in SIGNS.items()},
    }


def packed(content: dict[str, Any]) -> str:
    """Write figures as JSON for an element of the page; equal figures give equal text."""
    text = json.dumps(all_shown(content), separators=(",", ":"), allow_nan=False)
    # No name may end the element.
    return text.replace("<", r"\u003c")


def columns(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, dict[str, list[Any]]]:
    """Run a query and return its columns.

    Examples
    --------
    >>> import duckdb
    >>> found = columns(duckdb.connect(), "SELECT 'a' AS x, i AS y FROM range(5) AS t(i)")
    >>> found["x"], found["y"]
    ({'words': ['a'], 'runs': [0, 5]}, {'series': [0, 1, 5]})
    """
    table = con.sql(query).to_arrow_table()
    return {name: _column(table.column(name).to_pylist()) for name in table.column_names}


def _column(values: list[Any]) -> dict[str, list[Any]]:
    values = [_brief(value) for value in values]
    series = _series(values)
    if series and len(series) * STEPPED < len(values):
        return {"series": [number for one in series for number in one]}
    places: dict[Any, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    if len(places) * REPEATED > len(values):
        return {"values": values}
    runs = [number for place, same in groupby(at) for number in (place, len(list(same)))]
    return {"words": list(places), **({"runs": runs} if len(runs) < len(at) else {"places": at})}


def _series(values: list[Any]) -> list[list[Any]]:
    """Cut whole numbers into stretches of one step, (start, step, length); of others, into none."""
    found: list[list[Any]] = []
    for value in values:
        if value is not None and type(value) is not int:
            return []
        if found and _goes_on(found[-1], value):
            if found[-1][2] == 1 and value is not None:
                found[-1][1] = value - found[-1][0]
            found[-1][2] += 1
        else:
            found.append([value, 0, 1])
    return found


def _goes_on(stretch: list[Any], value: int | None) -> bool:
    start, step, length = stretch
    if start is None or value is None:
        return start is value
    return bool(length == 1 or value == start + step * length)


def _brief(value: Any) -> Any:  # noqa: ANN401  (whatever a column holds)
    """Drop the .0 of a whole number, which means nothing to JavaScript; JSON has no infinity."""
    if not isinstance(value, float):
        return value
    return int(value) if value.is_integer() else value if isfinite(value) else None


def _trimmed(values: Sequence[Any]) -> list[Any]:
    """Drop the nulls at the end of a row."""
    length = max((at for at, value in enumerate(values, 1) if value is not None), default=0)
    return list(values[:length])


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = con.sql(query).to_arrow_table().to_pylist()
    return rows


def _sources(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    rows = {row.pop("source_id"): row for row in _rows(con, SOURCES)}
    works = {source: entries(source, row["citation"]) for source, row in rows.items()}
    names = told_apart({source: first for source, (first, *_) in works.items()})
    return {
        source: {**row, "line": "\n".join(map(line, works[source])), "who": names[source]}
        for source, row in rows.items()
    }
