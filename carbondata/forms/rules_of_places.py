"""What the tables tell of a form: a place without a grid, another intensity, chips to come."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from carbondata.engine.areas import area_names
from carbondata.forms.digits import grouped
from carbondata.forms.rules import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from carbondata.engine.areas import AreaNames
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
REGIONS = "SELECT area_id, region, replace(lower(name), ' ', '') FROM cloud_regions"
CHIPS = """
    SELECT name, released, tdp_w FROM accelerators
    WHERE contains(regexp_replace(lower(name), '[^a-z0-9]', '', 'g'), $1)"""
# Words of a chip's name that do not tell it from others.
COMMON = re.compile(r"\b(nvidia|tesla|geforce|gpus?|cores?|\d+ ?gb)\b|\W", re.IGNORECASE)
SHORTEST = 2


def findings_in_tables(one: Statement, tables: Tables) -> Iterator[Finding]:
    """Yield what the tables contradict in a statement."""
    areas = tables.places(one.place) if one.place else []
    if one.is_named and one.place and not areas:
        what = f"'{one.place}' is not a place whose grid is known"
        remedy = "name the country or state; `carbondata find WORD` searches the names"
        yield Finding(one.line, "place_unknown", what, remedy)
    if len(areas) == 1:
        yield from _grid(one, tables, areas[0])
    if one.hardware:
        yield from _hardware(one, tables)
    if one.factor_id:
        yield from _factor(one, tables)


class Tables:
    """What a file asks of the tables, each thing once: it may hold a thousand cards."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self.known: dict[str, list[str]] = {}
        self.answers: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}

    @property
    def asked(self) -> int:
        """How many different things were asked."""
        return len(self.known) + len(self.answers)

    def rows(self, query: str, *given: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401  (of any type)
        """Return the rows of a query."""
        if (query, *given) not in self.answers:
            self.answers[query, *given] = self.con.execute(query, [*given]).fetchall()
        return self.answers[query, *given]

    def places(self, name: str) -> list[str]:
        """Return the areas that a place is in, of which several are no place of one grid.

        They are those of its whole name, of the parts between its commas, or of its words.
        """
        if name not in self.known:
            self.known[name] = self._of(name)
        return self.known[name]

    def _of(self, name: str) -> list[str]:
        parts = [part.strip() for part in APART_BY.split(name) if part.strip()]
        words = [
            word
            for word in re.findall(r"[\w-]+", name)
            if word[0].isupper() or "-" in word or len(word) > SHORT
        ]
        for texts in ([name.strip()], parts[:MOST], words[:MOST]):
            found = {area for text in texts if (area := self._area(text))}
            if found:
                asked = [[*found], [text.lower() for text in texts]]
                within = self.con.execute(WITHIN, asked).fetchall()
                return [str(area) for (area,) in within] or sorted(found)
        return []

    def _area(self, text: str) -> str | None:
        bare = text.lower().replace(" ", "")
        return text if text in self._ids else self._names.area(text) or self._regions.get(bare)

    @cached_property
    def _ids(self) -> set[str]:
        return {area for (area,) in self.con.execute("SELECT area_id FROM areas").fetchall()}

    @cached_property
    def _names(self) -> AreaNames:
        return area_names(self.con)

    @cached_property
    def _regions(self) -> dict[str, str]:
        rows = self.con.execute(REGIONS).fetchall()
        return {name: area for area, *names in reversed(rows) for name in names if name}


def _grid(one: Statement, tables: Tables, area: str) -> Iterator[Finding]:
    ((first, low, high),) = tables.rows(GRIDS, area, one.year)
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


def _hardware(one: Statement, tables: Tables) -> Iterator[Finding]:
    name = COMMON.sub("", one.hardware or "").lower()
    if len(name) < SHORTEST:
        return
    chips = tables.rows(CHIPS, name)
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


def _factor(one: Statement, tables: Tables) -> Iterator[Finding]:
    query = "SELECT gas, intensity_g_per_kwh FROM footprint_factors WHERE factor_id = $1"
    found = tables.rows(query, one.factor_id)
    if not found:
        what, remedy = (
            f"no table has the factor {one.factor_id}",
            "take one that `carbondata footprint` names",
        )
        yield Finding(one.line, "factor_unknown", what, remedy)
        return
    gas, intensity = found[0]
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
