"""The one orchestrator: sources in, checked tables out; old rows stay until new ones are proven."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from carbondata import places
from carbondata.errors import Problem, SourceError, raise_all
from carbondata.pipeline import schema
from carbondata.pipeline.check.cross_table import cross_check
from carbondata.pipeline.check.decisions import check_decisions
from carbondata.pipeline.check.energy_balance import check_energy_balance
from carbondata.pipeline.check.printable import check_printable
from carbondata.pipeline.check.schema_checks import check_rows, locate
from carbondata.pipeline.fetch import secrets
from carbondata.pipeline.ingest import manifest
from carbondata.pipeline.licences import LICENCES
from carbondata.pipeline.publish.database import count_disagreements
from carbondata.pipeline.publish.files import alone
from carbondata.pipeline.publish.release import release
from carbondata.pipeline.publish.revisions import merge_revisions
from carbondata.pipeline.publish.snapshot import Snapshot
from carbondata.pipeline.publish.sources_table import sources_table
from carbondata.pipeline.source_build import (
    SourceBuild,
    build_curated,
    build_fetched,
    has_same_files,
    is_same,
    refuse_drift,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from carbondata.pipeline.fetch.download import Bytes, Watch
    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.publish.lock import SourceRecord

# The source of carbondata's own decisions.
OWN = "carbondata"


@dataclass(frozen=True)
class Report:
    """What a build did: rows by table, values revised by source, files written, disagreements."""

    database: Path
    rows: dict[str, int]
    written: list[Path]
    disagreements: int
    revised: dict[str, int]


@dataclass
class _Build:
    """A build under way: what was asked, what there was, what was built."""

    out: Path
    manifests: dict[str, Manifest]
    # Whether carbondata's own decisions are about these sources, and not brought along.
    is_whole: bool
    snapshot: Snapshot
    only: Collection[str]
    refresh: bool
    copies: Path | None
    accept: Collection[str]
    watch: Watch
    built: dict[str, SourceBuild] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def build(  # noqa: PLR0913  (each keyword is an option of the command)
    out: str | Path = ".",
    *,
    only: Collection[str] = (),
    refresh: bool = False,
    copies: str | Path | None = None,
    accept: Collection[str] = (),
    sources: str | Path | None = None,
    with_sources: str | Path | None = None,
    say: Callable[[str], None] = lambda _line: None,
    watch: Watch = lambda _source, _taken, _total: None,
) -> Report:
    """Build the tables and the database in a folder; without `refresh`, without any network.

    Parameters
    ----------
    out : path, default the current folder
        Gets `parquet/`, `carbondata.duckdb` and, for fetch-only sources, `local/`.
    only : collection of str, optional
        Ids of the sources to read anew; the others keep their last good rows.
    refresh : bool, default False
        Fetch the fetched sources; otherwise they keep their last good rows.
    copies : path, optional
        With `refresh`, a folder of local copies to take the bytes from instead of the network.
    accept : collection of str, optional
        Ids of the sources whose values may move by what looks like a unit slip.
    sources : path, optional
        A folder of source folders, in place of the one that comes with carbondata; its own
        decisions (rules, units, sectors, names) come along where the folder has none.
    with_sources : path, optional
        A folder of source folders of your own, beside these.
    say : callable, optional
        Called with one line for each source as it is done.
    watch : callable, optional
        Called while bytes come in, from several threads: the source, the bytes so far, and their
        total where the server says it.

    Raises
    ------
    SourceError
        When curated rows or the tables as a whole fail a check: nothing is written. When fetched
        sources fail: after publishing the rest, these keeping their last good rows.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report = build(folder)
    ...     report.database.name, report.rows["areas"] > 249
    ('carbondata.duckdb', True)
    """
    folder = Path(sources) if sources else places.sources()
    manifests = manifest.load_with(folder, Path(with_sources) if with_sources else None)
    is_whole = OWN in manifests
    if not is_whole:
        # What carbondata itself decides comes along, whatever the sources.
        manifests[OWN] = manifest.load(places.sources() / OWN)
    raise_all(manifest.unknown({*only, *accept}, manifests))
    with alone(Path(out), say):
        snapshot = Snapshot(Path(out), manifests)
        copies = Path(copies) if copies else None
        work = _Build(
            Path(out), manifests, is_whole, snapshot, only, refresh, copies, accept, watch
        )
        return _run(work, say)


def _run(work: _Build, say: Callable[[str], None]) -> Report:
    _build_sources(work, say)
    tables = _assemble(work)
    raise_all(work.snapshot.lost(without=work.built))
    _check_or_fall_back(work, tables)
    written = release(work.out, tables, work.manifests, _records(work), is_whole=work.is_whole)
    raise_all(work.problems)
    rows = {table: found.num_rows for table, found in tables.items()}
    database = places.database(work.out)
    revised = {
        source: built.revisions.num_rows
        for source, built in sorted(work.built.items())
        if built.revisions.num_rows
    }
    return Report(database, rows, written, count_disagreements(database), revised)


def _build_sources(work: _Build, say: Callable[[str], None]) -> None:
    """Build each source that is to be read anew; one that feeds `areas` goes first."""
    areas, downloads = schema.empty("areas"), _download(work)
    ordered = sorted(work.manifests.values(), key=lambda source: "areas" not in source.transforms)
    for source in ordered:
        before = work.snapshot.get(source.id)
        if "areas" in source.transforms and before:
            areas = before.rows("areas", {source.id})
        if (work.only and source.id not in work.only) or (source.fetch and not work.refresh):
            say(_status(source, "kept", before.lock.sources[source.id] if before else None))
            continue
        if before and has_same_files(source, before):
            say(_status(source, "typed in", before.lock.sources[source.id]))
            continue
        try:
            built = _build_source(work, source, areas, downloads)
        except SourceError as error:
            work.problems += secrets.hide(error.problems, source.secrets)
            say(_status(source, "failed", None))
            continue
        areas = built.tables.get("areas", areas)
        if not is_same(built, source, before):
            work.built[source.id] = built
        say(_status(source, "fetched" if source.fetch else "typed in", built.record))
        if not source.redistribute:
            url = LICENCES[source.licence].url
            say(f"{source.id:<28} licence {source.licence}, stays in local/: {url}")
    fetched = {source.id for source in ordered if source.fetch}
    if any(problem.source not in fetched for problem in work.problems):
        raise_all(work.problems)


def _download(work: _Build) -> dict[str, Bytes | SourceError]:
    """Get the bytes of the fetched sources that are to be read anew."""
    wanted = [
        source
        for source in work.manifests.values()
        if source.fetch and work.refresh and (not work.only or source.id in work.only)
    ]
    if not wanted:
        return {}
    from carbondata.pipeline.fetch import download, local_copies

    if work.copies:
        return local_copies.copy_all(wanted, work.copies)
    return download.fetch_all(wanted, places.cache(), work.watch)


def _build_source(
    work: _Build, source: Manifest, areas: pa.Table, downloads: dict[str, Bytes | SourceError]
) -> SourceBuild:
    before = work.snapshot.get(source.id)
    if isinstance(files := downloads.get(source.id, {}), SourceError):
        raise files
    built = (
        build_fetched(source, areas, before, files)
        if source.fetch
        else build_curated(source, areas, before)
    )
    if source.id not in work.accept:
        refuse_drift(source, built, before)
    return built


def _status(source: Manifest, state: str, record: SourceRecord | None) -> str:
    if record is None:
        unread = "not fetched" if source.fetch else "not read"
        return f"{source.id:<28} {state if state == 'failed' else unread}"
    rows = sum(table.rows for table in record.tables.values())
    return f"{source.id:<28} {state:<9} {rows:>8,} rows  {', '.join(record.tables)}"


def _records(work: _Build) -> dict[str, SourceRecord]:
    built = {source: built.record for source, built in work.built.items()}
    return work.snapshot.records() | built


def _assemble(work: _Build) -> dict[str, pa.Table]:
    """Put together every table's rows: new ones, and the last good ones of the other sources."""
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
    if len(parts) < 2:  # noqa: PLR2004  (one part is in order already)
        return parts[0] if parts else schema.empty(table)
    order = dict.fromkeys(["source_id", *schema.key(table)], "ascending")
    return pa.concat_tables(parts).sort_by(list(order.items()))


def _check_or_fall_back(work: _Build, tables: dict[str, pa.Table]) -> None:
    """Check everything; a fetched source that fails goes back to its last good rows, once."""
    problems = _check(work, tables)
    failing = {problem.source for problem in problems}
    fetched = {source for source in failing & work.built.keys() if work.manifests[source].fetch}
    if fetched:
        work.problems += [problem for problem in problems if problem.source in fetched]
        for source in fetched:
            del work.built[source]
        tables.update(_assemble(work))
        problems = _check(work, tables)
    raise_all([*problems, *work.problems] if problems else [])


def _check(work: _Build, tables: dict[str, pa.Table]) -> list[Problem]:
    problems = [problem for table, rows in tables.items() for problem in check_rows(table, rows)]
    problems += [one for table, rows in tables.items() for one in check_printable(table, rows)]
    problems = problems or [
        *cross_check(tables),
        *check_energy_balance(tables["training_runs"]),
        *check_decisions(tables, is_whole=work.is_whole),
    ]
    located = [locate(problem, work.manifests.get(problem.source)) for problem in problems]
    return [_outgrown(work, problem) for problem in located]


def _outgrown(work: _Build, problem: Problem) -> Problem:
    """Tell of rows that were good for an older carbondata how to get those of today."""
    source = work.manifests.get(problem.source)
    if source is None or not source.fetch or problem.source in work.built:
        return problem
    remedy = (
        f"its last good rows are of another carbondata: fetch it again with --refresh --only "
        f"{problem.source}"
    )
    return replace(problem, remedy=remedy)
