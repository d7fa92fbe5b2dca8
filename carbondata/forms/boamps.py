"""A report of BoAmps (Boavizta and others), the JSON of an AI task's energy.

Its `powerConsumption` is energy in kWh. It does not say what that covers, so the way of measuring
does; PUE is not in it, so the energy is that before PUE.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from carbondata.forms.made import COUNTED, PACKAGE
from carbondata.forms.record import needs
from carbondata.forms.refusals import report_error
from carbondata.text.numbers import number

if TYPE_CHECKING:
    from carbondata.forms.made import Made

SECONDS_PER_HOUR = 3600
BILLION = 1e9
# Its words for where the machine stands.
INFRA_TYPES = ("publicCloud", "privateCloud", "onPremise", "other")
STAGES = {"fine_tuning": "finetuning"}
PROCESSORS = re.compile(
    r"\b(?:Xeon|EPYC|Ryzen|Core\(TM\)|Core i\d|Threadripper|Graviton\d?|CPU|processor)\b",
    re.IGNORECASE,
)


def write(made: Made) -> str:
    """Write the report; what the schema requires and no run tells must be said."""
    record = made.record
    needs(record, "BoAmps", "name", "activity", "energy_kwh", "hardware", "accelerators")
    needs(record, "BoAmps", "task_family", "infra_type", "data_type")
    infra = str(record.said["infra_type"])
    if infra not in INFRA_TYPES:
        raise report_error(
            key="one_of", fact="infra_type", given=infra, known=", ".join(INFRA_TYPES)
        )
    algorithm = _known(
        {
            "algorithmName": record.name,
            "parametersNumber": record.parameters and record.parameters / BILLION,
        }
    )
    hardware, count = str(record.hardware), record.accelerators or 0
    if count != int(count):
        raise report_error(key="devices", n=lambda language: number(count, 4, language))
    component = {
        "componentName": COUNTED.sub("", hardware),
        "componentType": _kind(hardware),
        "nbComponent": int(count),
    }
    report: dict[str, Any] = {
        "header": {
            "reportId": str(uuid5(NAMESPACE_URL, str(record))),
            "reportDatetime": f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S}",
        },
        "task": {
            "taskStage": STAGES.get(record.activity or "", record.activity),
            "taskFamily": record.said["task_family"],
            "algorithms": [algorithm],
            "dataset": [{"dataUsage": "input", "dataType": record.said["data_type"]}],
        },
        "measures": [
            _known(
                {
                    "measurementMethod": f"{record.method} ({made.scope(record.energy_scope)}); "
                    f"{PACKAGE}",
                    "powerConsumption": record.energy_kwh,
                    "measurementDuration": record.duration_h
                    and record.duration_h * SECONDS_PER_HOUR,
                }
            )
        ],
        "infrastructure": {"infraType": infra, "components": [component]},
    }
    if made.country is not None:
        grams = record.intensity_g_per_kwh if record.gas == "CO2e" else None
        place = {"country": made.country, "powerSourceCarbonIntensity": grams}
        report["environment"] = _known(place)
    return json.dumps(report, ensure_ascii=False, indent=1)


def _kind(hardware: str) -> str:
    """Return the type of a component by its name."""
    if PROCESSORS.search(hardware):
        return "cpu"
    return "tpu" if "TPU" in hardware else "gpu"


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
