"""Read the JSON of exporters: scaphandre's own, and what Prometheus answers to query_range."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from carbondata import bounded
from carbondata.runs.power_log.formats import PROMETHEUS
from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from pathlib import Path

    from carbondata.runs.power_log.texts import Sample

# An answer of Prometheus is one JSON document, and has at most 11,000 points a series.
MOST_BYTES = 256_000_000
# The metrics of a whole machine, the factor to W or J, and whether they count energy. Those of
# containers, processes and pods are shares of them, and the active and the idle are parts, all of
# which would be counted twice.
METRICS = (
    (re.compile(r"kepler_node_((?!\w*(?:active|idle)_)\w+)_joules_total"), 1.0, True),
    (re.compile(r"kepler_node_((?!\w*(?:active|idle)_)\w+)_watts"), 1.0, False),
    (re.compile(r"node_rapl_(\w+)_joules_total"), 1.0, True),
    (re.compile(r"scaph_host_(energy)_microjoules"), 1e-6, True),
    (re.compile(r"scaph_host_(power)_microwatts"), 1e-6, False),
    (re.compile(r"DCGM_FI_DEV_(POWER)_USAGE"), 1.0, False),
)
# The labels of a metric that name the machine, the first that is there.
MACHINES = ("exported_instance", "node", "node_name", "Hostname", "hostname", "instance")
# Labels that say where it was scraped, or what the metric says already.
ELSEWHERE = {"__name__", "job", "endpoint", "namespace", "pod", "container", "service", *MACHINES}

# What a member of another type, or a number of hundreds of digits, raises.
ODD = (AttributeError, OverflowError)

# A reader for DuckDB: scaphandre writes one report after another without anything between.
SCAPHANDRE = """
SELECT row_number() OVER () AS row, 'host' AS device, host."timestamp"::VARCHAR AS time,
       (host.consumption / 1e6)::VARCHAR AS cell, 1.0::DOUBLE AS factor, NULL AS lasted,
       NULL AS reach
FROM read_json({log}, format = {form},
               columns = {{'host': 'STRUCT(consumption DOUBLE, "timestamp" DOUBLE)'}})"""


def prometheus(path: Path) -> tuple[bool, list[Sample]]:
    """Read an answer of Prometheus: whether its metrics count energy, and the samples.

    A device is the machine and the metric with its labels, a tab between them.

    Raises
    ------
    QueryError
        When it holds other metrics, powers beside energies, or no range of times.
    """
    try:
        answer = bounded.parsed(bounded.content(path, MOST_BYTES))
        series = answer["data"]["result"] if "data" in answer else answer["result"]
        found = [(*_known(path, one["metric"]), one) for one in series]
        samples: list[Sample] = [
            (float(time), None, device, repr(float(value) * factor))
            for factor, _, device, one in found
            for time, value in one["values"]
        ]
    except (bounded.UnfitError, ValueError, LookupError, TypeError, *ODD) as error:
        why = f"{type(error).__name__}: {error}"
        raise run_error(key="log.query_range", name=path, why=why) from None
    counters = {counter for _, counter, _, _ in found}
    if len(counters) != 1:
        raise run_error(key="log.prometheus", name=path)
    return counters.pop(), samples


def is_rapl(head: str) -> bool:
    """Whether the counters are those of RAPL as they are, which wrap."""
    return "node_rapl_" in head


def _known(path: Path, metric: dict[str, Any]) -> tuple[float, bool, str]:
    name = metric.get("__name__", "")
    for pattern, factor, counter in METRICS:
        if named := pattern.fullmatch(name):
            machine = next((str(metric[one]) for one in MACHINES if one in metric), "")
            labels = [str(metric[key]) for key in sorted(metric.keys() - ELSEWHERE)]
            words = [name.partition("_")[0].casefold(), named[1], *labels]
            return factor, counter, f"{_flat(machine)}\t{_flat(' '.join(words))}"
    raise run_error(key="log.metric", name=path, metric=name or metric, known=PROMETHEUS.columns)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
