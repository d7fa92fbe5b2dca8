"""A document of SPDX 3.0.1 (JSON-LD) about an AI package, with its `EnergyConsumption`.

Only what is known stands in it, so it claims no conformance to the profile of AI, which asks for
where and when the package was released.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from carbondata.forms.made import PACKAGE
from carbondata.forms.prose import basis
from carbondata.forms.record import needs
from carbondata.forms.refusals import report_error
from carbondata.text.numbers import in_digits

if TYPE_CHECKING:
    from carbondata.forms.made import Made

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
# The stages that SPDX has, by activity.
STAGES = {
    "training": "ai_trainingEnergyConsumption",
    "fine_tuning": "ai_finetuningEnergyConsumption",
    "inference": "ai_inferenceEnergyConsumption",
}
CREATION = "_:creation"


def write(made: Made) -> str:
    """Write the document; the same record gives the same identifiers."""
    record = made.record
    needs(record, "SPDX", "name", "activity", "counted_kwh")
    stage = STAGES.get(record.activity or "")
    if stage is None:
        raise report_error(key="stage", known=", ".join(STAGES), activity=record.activity)
    described = {
        "type": "ai_EnergyConsumptionDescription",
        "ai_energyQuantity": in_digits(record.counted_kwh or 0),
        "ai_energyUnit": "kilowattHour",
    }
    made_by = f"urn:uuid:{uuid5(NAMESPACE_URL, PACKAGE)}"
    package: dict[str, Any] = {
        "type": "ai_AIPackage",
        "spdxId": f"urn:uuid:{uuid5(NAMESPACE_URL, str(record))}",
        "creationInfo": CREATION,
        "name": record.name,
        "comment": basis(made),
        "ai_energyConsumption": {"type": "ai_EnergyConsumption", stage: [described]},
    }
    document = {
        "type": "SpdxDocument",
        "spdxId": f"urn:uuid:{uuid5(NAMESPACE_URL, f'document {record}')}",
        "creationInfo": CREATION,
        "profileConformance": ["core"],
        "rootElement": [package["spdxId"]],
        "element": [package["spdxId"], made_by],
    }
    agent = {"type": "SoftwareAgent", "spdxId": made_by, "creationInfo": CREATION, "name": PACKAGE}
    now = dt.datetime.now(dt.UTC)
    creation = {
        "type": "CreationInfo",
        "@id": CREATION,
        "specVersion": "3.0.1",
        "created": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "createdBy": [made_by],
    }
    graph = {"@context": CONTEXT, "@graph": [creation, agent, document, package]}
    return json.dumps(graph, ensure_ascii=False, indent=1)
