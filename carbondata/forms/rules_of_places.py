"""What the tables tell of a form: a place without a grid, another intensity, chips to come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.engine.areas import area_of
from carbondata.forms.digits import grouped
from carbondata.forms.rules import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from carbondata.forms.stated import Statement

# How far an intensity may be outside what all sources give for a place and year.
APART = 2.0
# How much more than its rated power a chip may seem to draw, with all of its server.
MOST_OVER_TDP = 3.0
DIGITS = 4
GRIDS = """
    SELECT min(year), min(intensity_g_per_kwh) FILTER (WHERE $2 IS NULL OR year = $2),
        max(intensity_g_per_kwh) FILTER (WHERE $2 IS NULL OR year = $2)
    FROM footprint_factors WHERE area_id = $1"""
# Between the parts of a place's name, and the parts of some areas (Georgia of the United States).
APART_BY = re.compile(r"[,;/()+&]|\b(?:and|et|or)\b")
# No place has more parts, nor words.
MOST = 20
# A word in small letters is a place only if it is longer: westeurope.
SHORT = 6
WITHIN = """
    SELECT area_id FROM areas
    WHERE list_contains($1, parent_id)
        AND (list_contains($2, lower(name_en)) OR list_contains($2, lower(name_fr)))"""
# Azure's "East US" is eastus in the tables.
REGIONS = """
    SELECT area_id FROM cloud_regions
    WHERE replace(lower($1), ' ', '') IN (region, replace(lower(name), ' ', '')) LIMIT 1"""
CHIPS = """
    SELECT name, released, tdp_w FROM accelerators
    WHERE contains(regexp_replace(lower(name), '[^a-z0-9]', '', 'g'), $1)"""
# Words of a chip's name that do not tell it from others.
COMMON = re.compile(r"\b(nvidia|tesla|geforce|gpus?|cores?|\d+ ?gb)\b|\W", re.IGNORECASE)
SHORTEST = 2


def findings_in_tables(one: Statement, con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Yield what the tables contradict in a statement."""
    areas = places_of(con, one.place) if one.place else []
    if one.is_named and one.place and not areas:
        what = f"'{one.place}' is not a place whose grid is known"
        remedy = "name the country or state; `carbondata find WORD` searches the names"
        yield Finding(one.line, "place_unknown", what, remedy)
    if len(areas) == 1:
        yield from _grid(one, con, areas[0])
    if one.hardware:
        yield from _hardware(one, con)
    if one.factor_id:
        yield from _factor(one, con)


def places_of(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """Return the areas that a place is in, of which several are no place of one grid.

    They are those of its whole name, of the parts between its commas, or of its words.
    """
    parts = [part.strip() for part in APART_BY.split(name) if part.strip()]
    words = [
        word
        for word in re.findall(r"[\w-]+", name)
        if word[0].isupper() or "-" in word or len(word) > SHORT
    ]
    for texts in ([name.strip()], parts[:MOST], words[:MOST]):
        found = {area for text in texts if (area := area_of(con, text) or _region(con, text))}
        within = con.execute(WITHIN, [list(found), [text.lower() for text in texts]]).fetchall()
        if found:
            return [str(area) for (area,) in within] or sorted(found)
    return []


def _region(con: duckdb.DuckDBPyConnection, name: str) -> str | None:
    found = con.execute(REGIONS, [name]).fetchone()
    return None if found is None else str(found[0])


def _grid(one: Statement, con: duckdb.DuckDBPyConnection, area: str) -> Iterator[Finding]:
    first, low, high = con.execute(GRIDS, [area, one.year]).fetchone() or (None, None, None)
    if first is None or (one.year and one.year < first):
        when = f" in {one.year}" if one.year else ""
        what = f"no grid is known for {one.place}{when}"
        remedy = "name the country, or another year"
        yield Finding(one.line, "place_without_grid", what, remedy)
        return
    # A year after the tables' last, or a text that also names the grids of other places.
    if low is None or one.is_market or not one.g_per_kwh:
        return
    if any(low / APART <= number.value <= high * APART for number in one.g_per_kwh):
        return
    number = one.g_per_kwh[0]
    yield Finding(
        number.line,
        "not_this_grid",
        f"{grouped(number.value, DIGITS)} g/kWh, where sources give {grouped(low, DIGITS)} to "
        f"{grouped(high, DIGITS)} for {area}{f' in {one.year}' if one.year else ''}",
        "take the factor of the place and year, location-based, or name the accounting",
    )


def _hardware(one: Statement, con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    name = COMMON.sub("", one.hardware or "").lower()
    if len(name) < SHORTEST:
        return
    chips = con.execute(CHIPS, [name]).fetchall()
    released = [chip[1] for chip in chips if chip[1] is not None]
    if one.year and released and one.year < min(released).year:
        yield Finding(
            one.line,
            "year_before_hardware",
            f"a run of {one.year} on {one.hardware}, released in {min(released).year}",
            "check the year and the hardware",
        )
    powers = [chip[2] for chip in chips if chip[2]]
    # In a text the devices may be those of one of many machines.
    if one.is_form and powers and one.devices and one.hours and one.kwh:
        most = max(powers) * one.devices * max(hour.value for hour in one.hours) / 1000
        least = min(number.value for number in one.kwh)
        if least > most * MOST_OVER_TDP:
            yield Finding(
                one.kwh[0].line,
                "power_above_tdp",
                f"{grouped(least, DIGITS)} kWh, where {grouped(one.devices)} x {one.hardware} at "
                f"rated power use {grouped(most, DIGITS)} kWh in that time",
                "check the unit of the energy, the number of devices and the time",
            )


def _factor(one: Statement, con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    query = "SELECT gas, intensity_g_per_kwh FROM footprint_factors WHERE factor_id = $1"
    found = con.execute(query, [one.factor_id]).fetchone()
    if found is None:
        what, remedy = (
            f"no table has the factor {one.factor_id}",
            "take one that `carbondata footprint` names",
        )
        yield Finding(one.line, "factor_unknown", what, remedy)
        return
    gas, intensity = found
    if one.gas is not None and one.gas != gas:
        what = f"{one.gas} is named, and {one.factor_id} is of {gas}"
        yield Finding(one.line, "co2_named_co2e", what, f"name the gas {gas}")
    for number in one.g_per_kwh:
        if abs(number.value - intensity) > number.half + intensity / 1000:
            what = (
                f"{grouped(number.value, DIGITS)} g/kWh, where {one.factor_id} is "
                f"{grouped(intensity, 6)}"
            )
            yield Finding(number.line, "not_this_factor", what, "take the factor that is named")
