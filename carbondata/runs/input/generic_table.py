"""Read a table of runs with documented columns, and cast it for the batch query.

Columns: `energy_kwh`, or `power_w` with `duration_h` (or a start and an end); `energy_scope`
(accelerator, server, facility); `pue`; `area_id`, an id or a name; `year`, or `start_utc` and
`end_utc`, or `start` and `end` with a zone; `run_id`, `energy_kwh_low`, `energy_kwh_high`,
`tool_emissions_t`, `tool_g_per_kwh`. Any other column is kept as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.files import identifier
from carbondata.runs.input.column_types import TEXT, is_numeric, refuse_types
from carbondata.runs.input.known_tools import refuse_export
from carbondata.runs.refusals import run_error
from carbondata.tables.limits import MAX_POWER_W, MAX_RUN_KWH, MIN_POWER_W

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = (
    "energy_kwh",
    "energy_kwh_low",
    "energy_kwh_high",
    "power_w",
    "duration_h",
    "pue",
    "year",
    "tool_emissions_t",
    "tool_g_per_kwh",
)
WORDS = ("energy_scope", "area_id")
TIMES = ("start_utc", "end_utc", "start", "end")
KNOWN = ("run_id", *NUMBERS, *WORDS, *TIMES)
# The prefix of a time column's name, for its parsed time.
AT = "carbondata_at_"
# A table of runs has one of these.
ENERGY = {"energy_kwh", "power_w"}
# What is in the names of a power log's columns, or in its first cells, if it has no names.
POWER = re.compile(r"power|pwr|watt|joule|_uj\b|\d W$", re.IGNORECASE)
# How many devices a run had: beside them, its power may be that of one or of all.
DEVICES = re.compile(
    r"((n|nb|num|number_of|total)_?)?(gpus?|accelerators?|devices|nodes|cards|chips)(_?(count|num|number|n))?"
    r"|count",
    re.IGNORECASE,
)
# What a run may be called by, the first of which that a table has is its name.
NAMES = ("run_id", "name", "run", "job", "id", "experiment", "project", "model")
# A sum is that of the others but for their rounding.
ROUNDED = 1e-4
# The reason that does not matter if the year is given.
NO_TIME = "time_unreadable"
# Energy over power x time is near 1; near these, watts and kilowatts were confused.
LIKE_1000 = "BETWEEN 500 AND 2000"
LIKE_A_THOUSANDTH = "BETWEEN 0.0005 AND 0.002"


def generic_query(types: dict[str, str], where: str, *, has_sum: bool = False) -> str:
    """Return the SQL that reads `raw`, a table with these column types.

    `has_sum`: a row without a name may be the sum of all others, which reads the table twice.

    Raises
    ------
    QueryError
        When there is no energy, or a column has a type that cannot be converted.
    """
    refuse_columns(types, where)
    number = {name: _number(name, types[name]) for name in NUMBERS if name in types}
    moment = {name: f'"{AT}{name}"' for name in TIMES if name in types}
    start = moment.get("start_utc") or moment.get("start")
    end = moment.get("end_utc") or moment.get("end")
    span = f"(epoch_us({end}) - epoch_us({start})) / 3.6e9" if start and end else None
    ways = [way for way in (number.get("duration_h"), span) if way]
    hours = f"coalesce({', '.join(ways)})" if ways else None
    product = f"{number['power_w']} * {hours} / 1000" if "power_w" in number and hours else "NULL"
    read = {
        "energy_kwh": f"coalesce({number.get('energy_kwh', 'NULL')}, {product})",
        "energy_kwh_low": number.get("energy_kwh_low", "NULL"),
        "energy_kwh_high": number.get("energy_kwh_high", "NULL"),
        "pue": number.get("pue", "NULL"),
        "year": _year(number, types),
        "start_us": f"epoch_us({start})" if start else "NULL",
        "end_us": f"epoch_us({end})" if end else "NULL",
    }
    kinds = {"year": "BIGINT", "start_us": "BIGINT", "end_us": "BIGINT"}
    columns = [
        f"TRY_CAST({sql} AS {kinds.get(name, 'DOUBLE')}) AS {name}" for name, sql in read.items()
    ]
    columns += [f"{_word(name, types)} AS {name}" for name in WORDS]
    columns += [f"{sql} AS {name}" for name, sql in number.items() if name not in read]
    columns += [
        f"{_time_reason(types, moment)} AS time_reason",
        f"{_spans(number, types)} AS spans_years",
        f"{_unread(number, types, span, product, has_sum=has_sum)} AS unread",
    ]
    taken = {*read, *WORDS, *number}
    kept = [identifier(name) for name in types if name not in taken]
    # Parse each text only once, as it is slow.
    at = "".join(f', {_moment(name, types[name])} AS "{AT}{name}"' for name in moment)
    return f"SELECT {', '.join(kept + columns)} FROM (SELECT *{at} FROM raw)"


def refuse_columns(types: dict[str, str], where: str) -> None:
    """Refuse a table without energy, or with a column of a type that cannot be converted.

    Raises
    ------
    QueryError
        When it is one.
    """
    if not ENERGY & {name.casefold() for name in types}:
        refuse_export(types, where)
        units = [
            n for n in types if n.casefold() in {"energy_wh", "energy_mwh", "power_kw", "energy"}
        ]
        told = {"energy": "energy_kwh", "power": "power_w", "duration": "duration_h"}
        told |= {"name": where, "columns": ", ".join(types)[:300]}
        if units:
            raise run_error(key="convert", unit=units[0], **told)
        if any(POWER.search(name) for name in types):
            raise run_error(key="power_log", option="--power-log", **told)
        raise run_error(key="no_energy", **told)
    refuse_types(types, where, numbers=NUMBERS, times=TIMES, words=WORDS)


def _number(name: str, kind: str) -> str:
    """Return the SQL of a number; digits with a _ are not one, though a cast would accept them."""
    if is_numeric(kind):
        return f'CAST("{name}" AS DOUBLE)'
    return f"TRY_CAST(replace({_text(name, kind)}, '_', ' ') AS DOUBLE)"


def _word(name: str, types: dict[str, str]) -> str:
    """Return the SQL of a word; in a text-only table, such as a CSV, spaces are stripped."""
    if name not in types:
        return "CAST(NULL AS VARCHAR)"
    return _text(name, types[name]) if set(types.values()) <= TEXT else f'CAST("{name}" AS VARCHAR)'


def _moment(name: str, kind: str) -> str:
    """Return the SQL of a time; a naive one is UTC if the column says so, else needs a zone."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"of_our_era(timezone('UTC', \"{name}\"))"
    if not name.endswith("_utc"):
        return f"utc_of({_text(name, kind)})"
    return _naive(name) if kind.startswith("TIMESTAMP") else f"shifted({_text(name, kind)})"


def _naive(name: str) -> str:
    """Return the SQL of a time without a zone, in any unit; null outside the calendar."""
    return f'of_our_era(TRY_CAST("{name}" AS TIMESTAMP))'


def _text(name: str, kind: str) -> str:
    # JSON text keeps its quotation marks unless extracted as text.
    cell = _naive(name) if kind.startswith("TIMESTAMP") else f'"{name}"'
    return f"trim({cell} ->> '$')" if kind == "JSON" else f"trim(CAST({cell} AS VARCHAR))"


def _wall(types: dict[str, str], *names: str) -> str | None:
    """Return the SQL of the local time, whose year is the run's."""
    name = next((name for name in names if name in types), None)
    if name is None:
        return None
    kind = types[name]
    if name.endswith("_utc") or kind == "TIMESTAMP WITH TIME ZONE":
        return f'"{AT}{name}"'
    return _naive(name) if kind.startswith("TIMESTAMP") else f"local_of({_text(name, kind)})"


def _year(number: dict[str, str], types: dict[str, str]) -> str:
    wall = _wall(types, "start_utc", "start") or _wall(types, "end_utc", "end")
    ways = [number["year"]] if "year" in number else []
    ways += [f"year({wall})"] if wall else []
    return f"coalesce({', '.join(ways)})" if ways else "NULL"


def _spans(number: dict[str, str], types: dict[str, str]) -> str:
    start, end = _wall(types, "start_utc", "start"), _wall(types, "end_utc", "end")
    if not start or not end:
        return "false"
    differ = f"year({start}) <> year({end} - INTERVAL 1 MICROSECOND)"
    return f"{number['year']} IS NULL AND {differ}" if "year" in number else differ


def _time_reason(types: dict[str, str], moment: dict[str, str]) -> str:
    ways = [
        f"CASE WHEN {_has_value(name, types)} THEN time_reason_of({_text(name, types[name])}) END"
        for name in ("start", "end")
        if name in types and types[name] != "TIMESTAMP WITH TIME ZONE"
    ]
    ways += [
        f"CASE WHEN {_has_value(name, types)} AND {moment[name]} IS NULL THEN '{NO_TIME}' END"
        for name in moment
        if name.endswith("_utc") or types[name] == "TIMESTAMP WITH TIME ZONE"
    ]
    return f"coalesce({', '.join(ways)}, NULL)" if ways else "CAST(NULL AS VARCHAR)"


def _unread(
    number: dict[str, str], types: dict[str, str], span: str | None, product: str, *, has_sum: bool
) -> str:
    whens = list(_not_numbers(number, types))
    named = next((name for name in NAMES if name in types), None)
    if has_sum and "energy_kwh" in number and named:
        whens.insert(0, _sum_of_others(number["energy_kwh"], _has_value(named, types)))
    if named and types[named] in TEXT:
        whens.insert(0, f"WHEN is_of_rows({_text(named, types[named])}) THEN 'total_of_rows'")
    if "power_w" in number:
        # An energy takes precedence.
        alone = f"{number['energy_kwh']} IS NULL AND " if "energy_kwh" in number else ""
        whens.append(f"WHEN {alone}{number['power_w']} < {MIN_POWER_W} THEN 'power_below_1_w'")
        whens.append(f"WHEN {alone}{number['power_w']} > {MAX_POWER_W} THEN 'power_above_1_gw'")
        whens += [
            f"WHEN {alone}{number['power_w']} IS NOT NULL AND {_number(name, types[name])} > 1 "
            "THEN 'power_of_one_or_all'"
            for name in types
            if DEVICES.fullmatch(name)
        ]
    if "duration_h" in number:
        whens += _durations(number["duration_h"], span)
        if "energy_kwh" in number:
            energy = number["energy_kwh"]
            power = f"1000 * {energy} / {number['duration_h']}"
            whens.append(
                f"WHEN {energy} <= {MAX_RUN_KWH} AND {power} > {MAX_POWER_W} "
                "THEN 'power_above_1_gw'"
            )
    if "energy_kwh" in number and product != "NULL":
        ratio = f"{number['energy_kwh']} / nullif({product}, 0)"
        whens.append(
            f"WHEN {ratio} {LIKE_1000} OR {ratio} {LIKE_A_THOUSANDTH} "
            "THEN 'energy_and_power_differ_by_1000'"
        )
    whens += _no_time(number, types)
    return f"CASE {' '.join(whens)} END" if whens else "CAST(NULL AS VARCHAR)"


def _sum_of_others(energy: str, is_named: str) -> str:
    """Return the case of a row without a name whose energy is that of all others together."""
    known = f"FROM raw WHERE {energy} IS NOT NULL"
    return f"""WHEN NOT ({is_named}) AND (SELECT count(*) {known}) > 2
        AND abs(2 * {energy} - (SELECT sum({energy}) {known})) <= {ROUNDED} * {energy}
        THEN 'total_of_rows'"""


def _durations(hours: str, span: str | None) -> Iterator[str]:
    yield f"WHEN {hours} <= 0 THEN 'duration_not_positive'"
    yield f"WHEN {hours} * 3600 > max_duration_s() THEN 'duration_impossible'"
    if span is not None:
        # As for a single run; times given to the minute are half a minute off at either end.
        apart = f"abs({hours} - {span}) > greatest(0.001 * {hours}, 1 / 60)"
        yield f"WHEN {span} > 0 AND {apart} THEN 'duration_contradicts'"


def _not_numbers(number: dict[str, str], types: dict[str, str]) -> Iterator[str]:
    for name, sql in number.items():
        if not is_numeric(types[name]):
            yield f"WHEN {_has_value(name, types)} AND {sql} IS NULL THEN '{name}_not_a_number'"
    if "year" in number and not types["year"].endswith("INT"):
        year = number["year"]
        yield f"WHEN {year} <> floor({year}) OR NOT isfinite({year}) THEN 'year_not_a_number'"


def _no_time(number: dict[str, str], types: dict[str, str]) -> Iterator[str]:
    """Yield the case of a time that gives not even a year."""
    name = next((name for name in ("start_utc", "start", "end_utc", "end") if name in types), None)
    if name is not None:
        alone = f"{number['year']} IS NULL AND " if "year" in number else ""
        unreadable = f"{_has_value(name, types)} AND {_wall(types, name)} IS NULL"
        yield f"WHEN {alone}{unreadable} THEN '{NO_TIME}'"


def _has_value(name: str, types: dict[str, str]) -> str:
    """Return the SQL condition that a cell is not empty."""
    text = types[name] in TEXT
    return (
        f"nullif({_text(name, types[name])}, '') IS NOT NULL" if text else f'"{name}" IS NOT NULL'
    )
