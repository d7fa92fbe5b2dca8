"""Check the built sources together and publish them, without fetched ones that break a check."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from carbondata.errors import Problem, SourceError, raise_all
from carbondata.pipeline import schema
from carbondata.pipeline.check.cross_table import cross_check
from carbondata.pipeline.check.decisions import check_decisions
from carbondata.pipeline.check.energy_balance import check_energy_balance
from carbondata.pipeline.check.printable import check_printable
from carbondata.pipeline.check.schema_checks import check_rows, locate
from carbondata.pipeline.one_source import attempt
from carbondata.pipeline.publish.release import check_derived, release
from carbondata.pipeline.publish.revisions import merge_revisions
from carbondata.pipeline.publish.sources_table import sources_table

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from carbondata.pipeline.fetch.download import Watch
    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.publish.lock import SourceRecord
    from carbondata.pipeline.publish.snapshot import Snapshot
    from carbondata.pipeline.source_build import SourceBuild


@dataclass
class Work:
    """A build in progress: what was requested, what existed before, what has been built."""

    out: Path
    manifests: dict[str, Manifest]
    # Whether the decisions were made for these sources, not added to other ones.
    is_whole: bool
    snapshot: Snapshot
    only: Collection[str]
    refresh: bool
    copies: Path | None
    accept: Collection[str]
    watch: Watch
    built: dict[str, SourceBuild] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def land(work: Work) -> tuple[dict[str, pa.Table], list[Path]]:
    """Check everything together and publish it; return the tables and the files written.

    A fetched source whose new rows fail goes back to its last good ones.

    Raises
    ------
    SourceError
        When the rest fails too, or cannot be written.
    """
    raise_all(work.snapshot.lost(without=work.built))
    landed = attempt("carbondata", partial(_land, work))
    for take_out in (_those_named, _those_that_break_a_check):
        if isinstance(landed, SourceError) and take_out(work, landed.problems):
            landed = attempt("carbondata", partial(_land, work))
    if isinstance(landed, SourceError):
        raise SourceError(*landed.problems, *work.problems) from landed.__cause__
    return landed


def _land(work: Work) -> tuple[dict[str, pa.Table], list[Path]]:
    tables = _assemble(work)
    raise_all(_check(work, tables))
    records = _records(work)
    return tables, release(work.out, tables, work.manifests, records, is_whole=work.is_whole)


def _those_named(work: Work, problems: Collection[Problem]) -> bool:
    """Drop the fetched sources that problems name; return whether there are any."""
    named = {problem.source for problem in problems} & _fresh(work)
    work.problems += [problem for problem in problems if problem.source in named]
    for source in named:
        del work.built[source]
    return bool(named)


def _those_that_break_a_check(work: Work, _problems: Collection[Problem]) -> bool:
    """Add new rows source by source, and drop a source that breaks a check.

    A problem that new rows cause in a decision, a name or a claim names these, not the rows.
    """
    fresh = {source: work.built.pop(source) for source in sorted(_fresh(work))}
    if not fresh or _faults(work):  # it also fails without any of them
        work.built |= fresh
        return False
    for source, built in fresh.items():
        work.built[source] = built
        if problems := _faults(work):
            del work.built[source]
            work.problems += [
                replace(problem, source=source, what=f"with its new rows: {problem.what}")
                for problem in problems
            ]
    return len(_fresh(work)) < len(fresh)


def _fresh(work: Work) -> set[str]:
    return {source for source in work.built if work.manifests[source].fetch}


def _faults(work: Work) -> Collection[Problem]:
    """Check everything, and the tables derived from it."""

    def check() -> None:
        tables = _assemble(work)
        raise_all(_check(work, tables))
        check_derived(tables, work.manifests, is_whole=work.is_whole)

    error = attempt("carbondata", check)
    return error.problems if error else ()


def _records(work: Work) -> dict[str, SourceRecord]:
    built = {source: built.record for source, built in work.built.items()}
    return work.snapshot.records() | built


def _assemble(work: Work) -> dict[str, pa.Table]:
    """Assemble each table: new rows, and the last good rows of the other sources."""
    tables = {}
    for table in schema.fed():
        parts = [built.tables[table] for built in work.built.values() if table in built.tables]
        parts += work.snapshot.rows(table, without=work.built)
        tables[table] = _concat(table, [part for part in parts if part.num_rows])
    new = [built.revisions for built in work.built.values()]
    tables["revisions"] = merge_revisions([*work.snapshot.revisions(), *new])
    tables["sources"] = sources_table(work.manifests, _records(work), tables)
    return tables


def _concat(table: str, parts: list[pa.Table]) -> pa.Table:
    if len(parts) < 2:  # noqa: PLR2004  (one part is already sorted)
        return parts[0] if parts else schema.empty(table)
    order = dict.fromkeys(["source_id", *schema.key(table)], "ascending")
    return pa.concat_tables(parts).sort_by(list(order.items()))


def _check(work: Work, tables: dict[str, pa.Table]) -> list[Problem]:
    problems = [problem for table, rows in tables.items() for problem in check_rows(table, rows)]
    for table, rows in tables.items():
        problems += check_printable(table, rows)
    problems = problems or [
        *cross_check(tables),
        *check_energy_balance(tables["training_runs"]),
        *check_decisions(tables, is_whole=work.is_whole),
    ]
    located = [locate(problem, work.manifests.get(problem.source)) for problem in problems]
    return [_outgrown(work, problem) for problem in located]


def _outgrown(work: Work, problem: Problem) -> Problem:
    """Replace the remedy for last good rows that only an older carbondata accepted."""
    source = work.manifests.get(problem.source)
    if source is None or not source.fetch or problem.source in work.built:
        return problem
    remedy = (
        f"its last good rows are from another carbondata: fetch it again with --refresh --only "
        f"{problem.source}"
    )
    return replace(problem, remedy=remedy)
