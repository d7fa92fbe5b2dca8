"""What wrote a file of runs: a tool, by the columns of its table or the title of its report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from collections.abc import Iterable

# Columns that identify the tool that wrote a table.
TABLES = (
    ("codecarbon", {"timestamp", "duration", "emissions", "energy_consumed"}),
    ("codecarbon", {"timestamp", "duration", "emissions_sum", "energy_consumed"}),
    ("green_algorithms", {"energy_needed", "carbonEmissions"}),
    ("hugging_face", {"modelId", "co2_eq_emissions"}),
    ("eco2ai", {"start_time", "duration(s)", "power_consumption(kWh)", "CO2_emissions(kg)"}),
    ("eco2ai", {"start_time", "duration(s)", "power_consumption(kWTh)", "CO2_emissions(kg)"}),
    ("nf_co2footprint", {"task_id", "energy_consumption", "CO2e"}),
    ("slurm", {"JobID", "ConsumedEnergyRaw"}),
    ("slurm", {"JobID", "ConsumedEnergy"}),
    ("zeus", {"start_time", "window_name", "elapsed_time"}),
)
# How reports in text begin.
REPORTS = (
    ("carbontracker", re.compile(r"[\d-]{10} [\d:]{8} - CarbonTracker: ")),
    ("perun", re.compile(r"PERUN REPORT\s*\n")),
)
# carbontracker's other log has the power of each epoch, and no energy.
OTHER_LOG = re.compile(r"[\d-]{10} [\d:]{8} - carbontracker version ")
# Exports of clouds, by a column: emissions of an account, which no energy can be taken from.
CLOUDS = {
    "carbon_footprint_total_kgco2e": "Google Cloud's Carbon Footprint",
    "carbon_footprint_kgco2e": "Google Cloud's Carbon Footprint",
    "total_mbm_emissions_value": "AWS's carbon emissions",
    "total_lbm_emissions_value": "AWS's carbon emissions",
    "latestmonthemissions": "Azure's carbon optimisation",
    "subscriptionaccessdecisionlist": "Azure's carbon optimisation",
}


def tool_of(names: Iterable[str]) -> str:
    """Return the tool that writes a table with such columns."""
    known = {column.casefold() for column in names}
    for tool, needs in TABLES:
        if {need.casefold() for need in needs} <= known:
            return tool
    return "generic"


def report_of(text: str, name: str) -> str | None:
    r"""Return the tool whose report begins like a text; None if it is none.

    Raises
    ------
    QueryError
        When it is a log that another one belongs to, which has the energies.

    Examples
    --------
    >>> report_of("PERUN REPORT\n\nApp name: train", "train.txt")
    'perun'
    """
    if OTHER_LOG.match(text):
        raise run_error(key="other_log", name=name, end="_carbontracker_output.log")
    return next((tool for tool, title in REPORTS if title.match(text)), None)


def refuse_export(names: Iterable[str], where: str) -> None:
    """Refuse the export of a cloud by its name.

    Raises
    ------
    QueryError
        When it has a column of one.
    """
    for name in names:
        # BigQuery joins the parts of a name with a point, or a line below where it has to.
        for column, cloud in CLOUDS.items():
            if re.fullmatch(rf"{column}([._]\w+)*", name.casefold().replace(" ", "")):
                command = "carbondata compare '1.2 t CO2e' SWE"
                values = {"name": where, "cloud": cloud, "command": command}
                raise run_error(key="export", column="energy_kwh", **values)
