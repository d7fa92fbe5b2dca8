"""A bill of materials of CycloneDX 1.6 for a model, with its environmental considerations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carbondata.forms.prose import basis
from carbondata.forms.record import needs
from carbondata.text.numbers import in_digits

if TYPE_CHECKING:
    from carbondata.forms.made import Made

# Its word for each activity; any other is "other".
ACTIVITIES = {
    "training": "training",
    "fine_tuning": "fine-tuning",
    "post_training": "fine-tuning",
    "inference": "inference",
    "search": "design",
}
PREFIX = "carbondata:"


def write(made: Made) -> str:
    """Write the bill. Its emissions are CO2 equivalent, so CO2 alone is left out, and said.

    Who provided the energy is not known, so that list is empty.
    """
    record = made.record
    needs(record, "CycloneDX", "name", "activity", "counted_kwh")
    consumption: dict[str, Any] = {
        "activity": ACTIVITIES.get(record.activity or "", "other"),
        "energyProviders": [],
        "activityEnergyCost": {"value": float(in_digits(record.counted_kwh or 0)), "unit": "kWh"},
    }
    said = {
        "basis": basis(made),
        "energyScope": made.counted,
        "gas": record.gas,
        "boundary": record.boundary,
        "accounting": record.accounting,
    }
    if record.gas == "CO2e" and record.emissions_t is not None:
        consumption["co2CostEquivalent"] = {
            "value": float(in_digits(record.emissions_t)),
            "unit": "tCO2eq",
        }
    elif record.emissions_t is not None:
        said["co2_t"] = in_digits(record.emissions_t)
    consumption["properties"] = [
        {"name": f"{PREFIX}{name}", "value": value} for name, value in said.items() if value
    ]
    considerations = {"environmentalConsiderations": {"energyConsumptions": [consumption]}}
    component = {
        "type": "machine-learning-model",
        "name": record.name,
        "modelCard": {"considerations": considerations},
    }
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": [component],
    }
    return json.dumps(bill, ensure_ascii=False, indent=1)
