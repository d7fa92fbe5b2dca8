"""Read what the JSON of SPDX, CycloneDX and BoAmps states."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from carbondata.forms.read_text import read_lines
from carbondata.forms.stated import Stated, Statement, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS_PER_HOUR = 3600
GRAMS_PER_TONNE = 1e6
# Energy units of SPDX, in kWh.
UNITS = {"kilowattHour": 1.0, "megajoule": 1 / 3.6}
QUANTITY = "ai_energyQuantity"
# Of components within components no more are looked into.
DEEPEST = 50


class Lines:
    """The lines of a JSON text on which keys stand, in the order in which they are asked for.

    A key that is not found once, as it is written otherwise, is not looked for again.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [end.start() for end in re.finditer("\n", text)]
        self.taken: dict[str, int] = {}

    def of(self, key: str) -> int:
        """Return the line of the next place where a key stands."""
        key_of = re.compile(rf'"{re.escape(key)}"\s*:')
        found = key_of.search(self.text, self.taken.get(key, 0))
        self.taken[key] = len(self.text) if found is None else found.end()
        return 1 if found is None else bisect_left(self.ends, found.start()) + 1


def read_json(content: Any, text: str) -> Iterator[Statement]:  # noqa: ANN401  (whatever JSON holds)
    """Yield what a document states; nothing if it is of no known kind."""
    lines = Lines(text)
    if isinstance(content, dict) and content.get("bomFormat") == "CycloneDX":
        for component in _components(content):
            yield from _cyclonedx(component, lines)
    elif isinstance(content, dict) and isinstance(content.get("@graph"), list):
        yield from _graph(_dicts(content["@graph"]), lines)
    elif isinstance(content, dict) and {"task", "measures"} <= content.keys():
        yield from _boamps(content, lines)


def _components(holder: dict[str, Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield what has a model card, in the order of the text: a bill's subject, and components."""
    for key, value in holder.items():
        if key == "modelCard" and depth:
            yield holder
        elif key == "metadata" and not depth and isinstance(value, dict):
            for subject in _dicts([value.get("component")]):
                yield from _components(subject, 1)
        elif key == "components" and depth < DEEPEST:
            for component in _dicts(value):
                yield from _components(component, depth + 1)


def _cyclonedx(component: dict[str, Any], lines: Lines) -> Iterator[Statement]:
    card: Any = component.get("modelCard") or {}
    considered = (card.get("considerations") or {}).get("environmentalConsiderations") or {}
    for used in _dicts(considered.get("energyConsumptions")):
        said = {one.get("name"): str(one.get("value")) for one in _dicts(used.get("properties"))}
        line = lines.of("activityEnergyCost") if "activityEnergyCost" in used else 1
        told = read_lines([*said.values()], line, str(component.get("name") or ""))
        cost, mass = used.get("activityEnergyCost") or {}, used.get("co2CostEquivalent") or {}
        providers = [one.get("energyProvided") or {} for one in _dicts(used.get("energyProviders"))]
        kwh, unread = _in_units([cost], {"kWh": 1.0}, line)
        mass_line = lines.of("co2CostEquivalent") if "co2CostEquivalent" in used else line
        grams, other = _in_units([mass], {"tCO2eq": GRAMS_PER_TONNE}, mass_line)
        parts, more = _in_units(providers, {"kWh": 1.0}, line)
        yield told._replace(
            kwh=(*kwh, *told.kwh),
            field_kwh=kwh,
            is_form=True,
            grams=grams,
            parts_kwh=parts,
            gas="CO2e" if mass else None,
            factor_gas=said.get("carbondata:gas"),
            unread=(*unread, *other, *more),
        )


def _graph(nodes: list[dict[str, Any]], lines: Lines) -> Iterator[Statement]:
    """Yield what the packages of SPDX state, within them or in nodes that they name."""
    named = {
        name: one
        for one in nodes
        for name in (one.get("@id"), one.get("spdxId"))
        if isinstance(name, str)
    }
    places = {id(one): lines.of(QUANTITY) for one in _holders(nodes, QUANTITY)}
    read: set[int] = set()
    for package in nodes:
        if package.get("type") == "ai_AIPackage":
            for described in _described(package, named):
                # Packages that share one may not multiply the work.
                if id(described) not in read:
                    read.add(id(described))
                    yield _spdx(package, described, places.get(id(described), 1))


def _described(
    package: dict[str, Any], named: dict[str, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for energy in _nodes(package.get("ai_energyConsumption"), named):
        for key, stage in energy.items():
            if key.endswith("EnergyConsumption"):
                yield from _nodes(stage, named)


def _spdx(package: dict[str, Any], described: dict[str, Any], line: int) -> Statement:
    comment = str(package.get("comment") or "")
    told = read_lines([comment], line, str(package.get("name") or ""))
    quantity, unit = described.get(QUANTITY), described.get("ai_energyUnit")
    kwh, unread = _in_units([{"value": quantity, "unit": unit}], UNITS, line)
    return told._replace(kwh=(*kwh, *told.kwh), field_kwh=kwh, is_form=True, unread=unread)


def _nodes(values: Any, named: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:  # noqa: ANN401
    """Return objects that stand in a place, or whose names do; one may stand without a list."""
    if not isinstance(values, dict | list | str | None):
        message = f"{values!r} is no object"
        raise TypeError(message)
    several = values if isinstance(values, list) else [values]
    return _dicts([named.get(one) if isinstance(one, str) else one for one in several])


def _holders(nodes: list[dict[str, Any]], key: str) -> Iterator[dict[str, Any]]:
    """Yield the objects that have a key, in the order of the text."""
    left: list[Any] = nodes[::-1]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            if key in one:
                yield one
            left += reversed(one.values())
        elif isinstance(one, list):
            left += reversed(one)


def _boamps(report: dict[str, Any], lines: Lines) -> Iterator[Statement]:
    place: Any = report.get("environment") or {}
    parts = _dicts((report.get("infrastructure") or {}).get("components"))
    chips = [one for one in parts if one.get("componentType") in {"gpu", "tpu"}]
    intensity = place.get("powerSourceCarbonIntensity")
    for measure in _dicts(report.get("measures")):
        line = lines.of("powerConsumption")
        told = read_lines([str(measure.get("measurementMethod") or "")], line)
        kwh, unread = _in_units([{"value": measure.get("powerConsumption")}], {None: 1.0}, line)
        seconds, when = measure.get("measurementDuration"), measure.get("measurementDateTime")
        hours = (
            (stated(seconds / SECONDS_PER_HOUR, line),) if isinstance(seconds, int | float) else ()
        )
        year = re.match(r"(\d{4})-", str(when or ""))
        yield Statement(
            str((report.get("header") or {}).get("reportId") or ""),
            line,
            kwh=kwh,
            field_kwh=kwh,
            is_form=True,
            is_named=True,
            pue=told.pue,
            g_per_kwh=_plain(intensity, lines.of("powerSourceCarbonIntensity")),
            hours=hours,
            year=int(year[1]) if year else None,
            place=_text(place.get("country")),
            hardware=_text(chips[0].get("componentName")) if chips else None,
            devices=float(chips[0]["nbComponent"]) if chips and "nbComponent" in chips[0] else None,
            unread=unread,
        )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _plain(value: object, line: int) -> tuple[Stated, ...]:
    return (stated(float(value), line),) if isinstance(value, int | float) else ()


def _in_units(
    measures: list[Any], sizes: dict[Any, float], line: int
) -> tuple[tuple[Stated, ...], tuple[tuple[str, int], ...]]:
    """Return numbers in their units, and those that have none that is known."""
    read, unread = [], []
    for measure in measures:
        if not measure:
            continue
        value, unit = measure.get("value"), measure.get("unit")
        try:
            number = float(value)
        except (TypeError, ValueError):
            unread.append((f"{value}", line))
            continue
        if unit not in sizes:
            unread.append((f"{value} {unit}", line))
            continue
        read.append(stated(number, line, sizes[unit], f"{value} {unit or ''}".strip()))
    return tuple(read), tuple(unread)


def _dicts(values: Any) -> list[dict[str, Any]]:  # noqa: ANN401  (whatever JSON holds)
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []
