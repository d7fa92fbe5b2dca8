"""Reports of one run or a few: carbontracker's log, perun's text, ML.ENERGY's results.

Each is written down as JSON lines of the columns that its reader's SQL uses.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, TypeAlias

from carbondata.bounded import parsed
from carbondata.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from carbondata.runs.input.inputs import File

Run: TypeAlias = dict[str, str | None]

# What was used so far, in one message; a prediction has the same lines.
USED = re.compile(
    r"^(?P<end>[\d-]{10} [\d:]{8}) - CarbonTracker: *\n"
    r"(?P<what>Actual|Predicted) consumption(?: for (?P<epochs>\d+) epoch\(s\))?:\n"
    r"\s*Time:\s*(?P<time>\S+)\n\s*Energy:\s*(?P<kwh>\S+) kWh\n\s*CO2eq:\s*(?P<grams>\S+) g",
    re.MULTILINE,
)
# A tracker begins with its components, and a log may have the messages of a later one too.
TRACKER = "The following components were found:"
LOCATION = re.compile(r"at detected location: (.{1,200}?)\.[ \t\r]*$", re.MULTILINE)
CLOCK = re.compile(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)")
# Bytes: a log of years.
LONGEST = 50_000_000
LOST = {"Unknown", "UNDETECTED"}
SUFFIX = re.compile(r"(_carbontracker(_output)?)?\.\w+$")

# The local time at which ML.ENERGY wrote its results: 20250909-123456.
WRITTEN = re.compile(r"(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)")

RUN_ID = re.compile(r"^RUN ID:(.*\S.*)$", re.MULTILINE)
LABEL = re.compile(r"^(App name|Last run):(.*)$", re.MULTILINE)


def with_reports(sources: Iterable[File], work: Path) -> list[File]:
    """Write the runs of all reports of a tool into one file of JSON lines.

    Raises
    ------
    QueryError
        When a report that is named holds no run.
    """
    kept: list[File] = []
    reports: dict[str, list[tuple[File, list[Run]]]] = {}
    for file in sources:
        if file.form != "report":
            kept.append(file)
            continue
        try:
            runs = list(_written(file))
        except QueryError as error:
            if not file.in_folder:
                raise
            kept.append(file._replace(why=str(error)))
            continue
        reports.setdefault(file.tool, []).append((file, runs))
    for of_tool in reports.values():
        first, names = of_tool[0][0], tuple(of_tool[0][1][0])
        path = work / f"{len(list(work.iterdir()))}.reports"
        with path.open("w", encoding="utf-8") as pool:
            for file, runs in of_tool:
                for row, run in enumerate(runs, 1):
                    line = {"file_number": file.number, "row": row} | run
                    pool.write(json.dumps(line, ensure_ascii=False) + "\n")
        types = (("file_number", "BIGINT"), ("row", "BIGINT"), *((n, "VARCHAR") for n in names))
        kept.append(first._replace(path=path, form="lines", names=names, types=types, pooled=True))
    return kept


def _written(file: File) -> Iterator[Run]:
    """Yield what a report says, if it can be written down: half a character cannot."""
    try:
        for run in READERS[file.tool](file):
            json.dumps(run, ensure_ascii=False).encode()
            yield run
    except ValueError:  # or a number of thousands of digits
        message = f"{file.name} has what no report of {file.tool} has"
        raise QueryError(message) from None


def _carbontracker(file: File) -> Iterator[Run]:
    """Yield what each tracker of a log used, after each epoch that it tells of.

    The energy is that of the processors and GPUs times the PUE that the tracker assumes.
    """
    text = _text(file)
    name = SUFFIX.sub("", file.path.name)
    head, *trackers = text.split(TRACKER)
    for number, tracker in enumerate(trackers or [head]):
        messages = [found.groupdict() for found in USED.finditer(tracker)]
        used = [one for one in messages if one["what"] == "Actual"]
        predicted = [one for one in messages if one["what"] == "Predicted"]
        found = [place for place in LOCATION.findall(tracker) if place not in LOST]
        place = found[-1].split(", ") if found else []
        for one in used or [dict.fromkeys(USED.groupindex)]:
            yield {
                "log": f"{name}/{number}" if number else name,
                # Of two logs with the messages of one tracker the first words are the same.
                "first": "/".join(str(used[0][part]) for part in ("end", "time", "kwh"))
                if used
                else None,
                "end": one["end"],
                "duration_s": _clock(one["time"]),
                "energy_kwh": one["kwh"],
                "co2eq_g": one["grams"],
                "epochs": one["epochs"],
                "predicted_epochs": predicted[-1]["epochs"] if predicted else None,
                "predicted_kwh": predicted[-1]["kwh"] if predicted else None,
                "country": place[-1] if place else None,
                "region": place[-2] if len(place) > 1 else None,
            }


def _clock(text: str | None) -> str | None:
    """Read hours, minutes and seconds; what is none stays as it is.

    Examples
    --------
    >>> _clock("1:02:03"), _clock("0:00:01.50"), _clock("-0:00:01")
    ('3723.0', '1.5', '-0:00:01')
    """
    found = CLOCK.fullmatch(text or "")
    if found is None:
        return text
    hours, minutes, seconds = found.groups()
    return str(int(hours) * 3600 + int(minutes) * 60 + float(seconds))


def _perun(file: File) -> Iterator[Run]:
    """Yield the rounds of a report, each over all its hosts.

    The energy is that of the hosts times the setting `pue`, which the report does not say.
    """
    text = _text(file)
    run = RUN_ID.search(text)
    labels = {name: told.strip() for name, told in LABEL.findall(text)}
    columns: list[str] = []
    rounds = 0
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if "Host" in cells and "Round #" in cells:
            columns = cells
        elif line.lstrip().startswith("|") and len(cells) == len(columns):
            row = dict(zip(columns, cells, strict=True))
            if row["Host"] != "All":
                continue
            rounds += 1
            yield {
                "app": labels.get("App name"),
                "run": run[1].strip() if run else None,
                "round": row["Round #"],
                "last_run": labels.get("Last run"),
                "runtime": row.get("RUNTIME"),
                "energy": row.get("ENERGY"),
            }
        elif not line.lstrip().startswith(("|", "+")):
            columns = []
    if not rounds:
        message = f"{file.name} is a report of perun without a row of all its hosts"
        raise QueryError(message)


def _ml_energy(file: File) -> Iterator[Run]:
    """Yield the one benchmark of a file, over all its requests and GPUs."""
    try:
        said = parsed(_text(file).encode())
        measured = said["entire_benchmark_measurement"]
        energies = list(measured["gpu_energy"].values())
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        message = f"{file.name} is not the whole of a benchmark's results by ML.ENERGY"
        raise QueryError(message) from None
    # A part below zero would hide another.
    numbers = [one for one in energies if type(one) in {int, float} and 0 <= one < math.inf]
    yield {
        "model_id": _cell(said.get("model_id")),
        "date": WRITTEN.sub(r"\1-\2-\3 \4:\5:\6", _cell(said.get("date")) or ""),
        "completed": _cell(said.get("completed")),
        "time": _cell(measured.get("time")),
        "gpus": str(len(energies)),
        "gpu_energy": str(sum(numbers)) if numbers and len(numbers) == len(energies) else None,
    }


def _cell(value: object) -> str | None:
    return None if value is None else str(value)


def _text(file: File) -> str:
    if file.path.stat().st_size > LONGEST:
        message = f"{file.name} is longer than a report of {file.tool} can be"
        raise QueryError(message)
    return file.path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")


READERS = {"carbontracker": _carbontracker, "perun": _perun, "ml_energy": _ml_energy}
