"""From a failing row of a table back to the file, and the line, that it was made from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carbondata.pipeline.check.schema_checks import describe_key
from carbondata.pipeline.ingest.cells import read_typed

if TYPE_CHECKING:
    from carbondata.errors import Problem
    from carbondata.pipeline.ingest.manifest import Manifest


def blame(problem: Problem, manifest: Manifest | None) -> Problem:
    """Say of a problem with a table's row which file of which source it stands in.

    Of a typed-in row the line is named as well, counted as a spreadsheet counts.
    """
    path = manifest.transforms.get(problem.where) if manifest else None
    if manifest is None or path is None:
        return problem
    located = replace(problem, where=f"sources/{manifest.id}/{path.name}")
    if path.suffix != ".csv" or problem.row is None:
        return located
    for line, row in enumerate(read_typed(manifest.id, path).to_pylist(), start=2):
        if describe_key(problem.where, row) == problem.row:
            return replace(located, row=f"row {line} ({problem.row})")
    return located
