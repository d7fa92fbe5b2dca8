"""Software Carbon Intensity: (E x I + M) / R per functional unit (ISO/IEC 21031:2024).

SCI for AI scores a provider per FLOP, training token or parameter, and a consumer per unit served.
A score includes M, the embodied emissions of the hardware: without them there is none.
"""

from __future__ import annotations

from math import isclose, log10
from typing import TYPE_CHECKING

from carbondata.faces import markdown
from carbondata.forms.digits import grouped
from carbondata.forms.prose import MARKET
from carbondata.forms.record import needs
from carbondata.forms.refusals import report_error
from carbondata.formulas import emissions_t
from carbondata.text.language import TIMES_SIGN
from carbondata.text.numbers import RAISED

if TYPE_CHECKING:
    from carbondata.forms.made import Made

# How far the product may be from what a paper has, for its own rounding.
CLOSE = 0.005
KG_PER_TONNE, GRAMS_PER_KG = 1000, 1000
# Functional units of a provider, and how many of each a score is stated for.
OF_PROVIDER = {
    "training_flop": ("FLOP", 1e15),
    "tokens": ("training tokens", 1e3),
    "parameters": ("parameters", 1e9),
}
PROVIDED = {"training", "fine_tuning", "post_training", "search", "development"}
LONGEST = 1000
NOT_SCORED = "N/A (needs the embodied emissions of the hardware: --fact embodied_kg=...)"


def write(made: Made) -> str:
    """Write a report of ISO/IEC 21031 in Markdown."""
    needs(made.record, "SCI", "functional_unit", "units")
    said = made.record.said
    unit, units = markdown(str(said["functional_unit"])), float(said["units"])
    title = "# Software Carbon Intensity (ISO/IEC 21031:2024)"
    counted = f"- Functional unit: {unit}; R = {grouped(units)}"
    return "\n".join([title, "", *_terms(made), counted, *_scores(made, {unit: (units, 1.0)})])


def write_ai(made: Made) -> str:
    """Write a report of SCI for AI in Markdown: the score of a provider, or of a consumer."""
    record = made.record
    if record.activity in PROVIDED:
        units = {
            name: (getattr(record, field), per)
            for field, (name, per) in OF_PROVIDER.items()
            if getattr(record, field)
        }
        if not units:
            ways = ", ".join(f"--fact {field}=…" for field in OF_PROVIDER)
            raise report_error(key="provider", options=ways)
        persona = "Provider"
    else:
        needs(record, "consumer", "functional_unit", "units")
        units = {markdown(str(record.said["functional_unit"])): (float(record.said["units"]), 1.0)}
        persona = "Consumer"
    counts = [f"- Total {name}: {grouped(count)}" for name, (count, _) in units.items()]
    lines = [*_terms(made), *counts, *_scores(made, units, f"{persona} ")]
    return "\n".join([f"# SCI for AI: {persona}", "", *lines])


def _terms(made: Made) -> list[str]:
    """State the terms of the score: E, I, O and M."""
    record = made.record
    needs(record, "SCI", "counted_kwh", "emissions_t", "intensity_g_per_kwh")
    if record.accounting == MARKET:
        raise report_error(key="market")
    gas = markdown(record.gas or "CO2")
    product = emissions_t(record.counted_kwh or 0, record.intensity_g_per_kwh or 0)
    told = (
        f"O = E {TIMES_SIGN} I"
        if isclose(product, record.emissions_t or 0, rel_tol=CLOSE)
        else "O, as published"
    )
    embodied = record.said.get("embodied_kg")
    kg = (record.emissions_t or 0) * KG_PER_TONNE
    intensity = f"{grouped(record.intensity_g_per_kwh or 0)} g {gas}/kWh"
    return [
        f"- Energy (E): {grouped(record.counted_kwh or 0)} kWh, {made.counted}",
        f"- Carbon intensity (I): {intensity}, {markdown(record.basis)}",
        f"- Operational emissions ({told}): {grouped(kg)} kg {gas}",
        f"- Embodied emissions (M): {f'{grouped(float(embodied))} kg CO2e' if embodied else 'N/A'}",
    ]


def _scores(made: Made, units: dict[str, tuple[float, float]], persona: str = "") -> list[str]:
    """State the operational part for each functional unit, and the score where M is known."""
    record = made.record
    gas, embodied = markdown(record.gas or "CO2"), record.said.get("embodied_kg")
    operational = (record.emissions_t or 0) * KG_PER_TONNE
    lines = []
    for name, (count, per) in units.items():
        unit = name if per == 1 else f"{_per(per)} {name}"
        each = operational * GRAMS_PER_KG / count * per
        lines.append(f"- {persona}O / R = {grouped(each, 6)} g {gas}/{unit}")
        score = NOT_SCORED
        if embodied and gas != "CO2e":
            score = f"N/A (O is of {gas} alone, and M of CO2e)"
        elif embodied:
            each = (operational + float(embodied)) * GRAMS_PER_KG / count * per
            score = f"{grouped(each, 6)} g {gas}/{unit}"
        lines.append(f"- {persona}SCI = {score}")
    return lines


def _per(number: float) -> str:
    """Write a power of ten: 1,000 and 10 to the 9."""
    if number <= LONGEST:
        return grouped(number)
    return f"10{str(round(log10(number))).translate(RAISED)}"
