"""The orchestrator: sources in, checked tables out; old rows stay until new ones pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from carbondata import places
from carbondata.arguments import expect, expect_if_given
from carbondata.errors import Problem, SourceError, raise_all
from carbondata.files import way_out
from carbondata.pipeline import schema
from carbondata.pipeline.fetch import secrets
from carbondata.pipeline.ingest import manifest
from carbondata.pipeline.landing import Work, land
from carbondata.pipeline.licences import LICENCES
from carbondata.pipeline.one_source import attempt
from carbondata.pipeline.publish.database import count_disagreements
from carbondata.pipeline.publish.files import alone
from carbondata.pipeline.publish.others import refuse_others
from carbondata.pipeline.publish.snapshot import Snapshot
from carbondata.pipeline.source_build import (
    SourceBuild,
    accepted,
    build_curated,
    build_fetched,
    has_same_files,
    is_same,
    refuse_drift,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import pyarrow as pa

    from carbondata.pipeline.fetch.download import Bytes, Watch
    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.publish.lock import SourceRecord

# The source of carbondata's own decisions.
OWN = "carbondata"


@dataclass(frozen=True)
class Report:
    """The result of a build: rows by table, revised values by source, files, disagreements."""

    database: Path
    rows: dict[str, int]
    written: list[Path]
    disagreements: int
    revised: dict[str, int]


def build(  # noqa: PLR0913  (each keyword is an option of the command)
    out: str | Path = ".",
    *,
    only: Collection[str] = (),
    refresh: bool = False,
    copies: str | Path | None = None,
    accept: Collection[str] = (),
    sources: str | Path | None = None,
    with_sources: str | Path | None = None,
    verbose: bool = False,
    say: Callable[[str], None] = lambda _line: None,
    watch: Watch = lambda _source, _taken, _total: None,
) -> Report:
    """Build the tables and the database in a folder; offline unless `refresh` is set.

    Parameters
    ----------
    out : path, default the current folder
        Gets `parquet/`, `carbondata.duckdb` and, for fetch-only sources, `local/`.
    only : collection of str, optional
        Ids of the sources to rebuild; the others keep their last good rows.
    refresh : bool, default False
        Fetch the fetched sources; otherwise they keep their last good rows.
    copies : path, optional
        With `refresh`, a folder of local copies to read instead of the network.
    accept : collection of str, optional
        Ids of sources to accept although their values or coverage changed unexpectedly.
    sources : path, optional
        A folder of source folders that replaces the one shipped with carbondata; carbondata's
        own decisions (rules, units, sectors, names) are added if the folder has none.
    with_sources : path, optional
        A folder of your own source folders, in addition to these.
    verbose : bool, default False
        Also say which sources keep the rows that they had.
    say : callable, optional
        Called with one line as each source finishes whose rows are new, or that failed.
    watch : callable, optional
        Called from several threads during downloads: the source, the bytes so far, and the
        total if the server states it.

    Raises
    ------
    SourceError
        When curated rows or the tables as a whole fail a check, or files that no build made would
        be replaced: nothing is written. When fetched sources fail: the rest is published first,
        and these keep their last good rows.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report = build(folder)
    ...     report.database.name, report.rows["areas"] > 249
    ('carbondata.duckdb', True)
    """
    expect("a path", out=out)
    expect_if_given("a path", copies=copies, sources=sources, with_sources=with_sources)
    expect("texts in a list", only=only, accept=accept)
    expect("true or false", refresh=refresh)
    folder = Path(sources) if sources else places.sources()
    manifests = manifest.load_with(folder, Path(with_sources) if with_sources else None)
    is_whole = OWN in manifests
    if not is_whole:
        # carbondata's own decisions are always included.
        manifests[OWN] = manifest.load(places.sources() / OWN)
    raise_all(manifest.unknown({*only, *accept}, manifests))
    with alone(_made(Path(out)), say):
        refuse_others(Path(out))
        snapshot = Snapshot(Path(out), manifests)
        copies = Path(copies) if copies else None
        work = Work(Path(out), manifests, is_whole, snapshot, only, refresh, copies, accept, watch)
        return _run(work, say, say if verbose else lambda _line: None)


def _made(out: Path) -> Path:
    """Create the folder to build in, unless it exists."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = str(error.strerror)
        raise SourceError(Problem("carbondata", str(out), why, way_out(error))) from None
    return out


def _run(work: Work, say: Callable[[str], None], unchanged: Callable[[str], None]) -> Report:
    _build_sources(work, say, unchanged)
    tables, written = land(work)
    raise_all(work.problems)
    rows = {table: content.num_rows for table, content in tables.items()}
    database = places.database(work.out)
    revised = {
        source: built.revisions.num_rows
        for source, built in sorted(work.built.items())
        if built.revisions.num_rows
    }
    return Report(database, rows, written, count_disagreements(database), revised)


def _build_sources(
    work: Work, say: Callable[[str], None], unchanged: Callable[[str], None]
) -> None:
    """Build each source that needs it; one that feeds `areas` goes first."""
    areas, downloads = schema.empty("areas"), _download(work)
    ordered = sorted(work.manifests.values(), key=lambda source: "areas" not in source.transforms)
    for source in ordered:
        before = work.snapshot.get(source.id)
        if "areas" in source.transforms and before:
            areas = before.rows("areas", {source.id})
        if (work.only and source.id not in work.only) or (source.fetch and not work.refresh):
            unchanged(_status(source, "kept", before.lock.sources[source.id] if before else None))
            continue
        if before and has_same_files(source, before):
            unchanged(_status(source, "curated", before.lock.sources[source.id]))
            continue
        built = attempt(source.id, partial(_build_source, work, source, areas, downloads))
        if isinstance(built, SourceError):
            work.problems += secrets.hide(built.problems, source.secrets)
            say(_status(source, "failed", None))
            continue
        areas = built.tables.get("areas", areas)
        is_new = not is_same(built, source, before)
        if is_new:
            work.built[source.id] = built
        tell = say if is_new else unchanged
        tell(_status(source, "fetched" if source.fetch else "curated", built.record))
        if not source.redistribute:
            url = LICENCES[source.licence].url
            say(f"{source.id:<28} licence {source.licence}, stays in local/: {url}")
    fetched = {source.id for source in ordered if source.fetch}
    if any(problem.source not in fetched for problem in work.problems):
        raise_all(work.problems)


def _download(work: Work) -> dict[str, Bytes | SourceError]:
    """Get the bytes of the fetched sources to rebuild."""
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
    work: Work, source: Manifest, areas: pa.Table, downloads: dict[str, Bytes | SourceError]
) -> SourceBuild:
    before = work.snapshot.get(source.id)
    if isinstance(files := downloads.get(source.id, {}), SourceError):
        raise files
    built = (
        build_fetched(source, areas, before, files)
        if source.fetch
        else build_curated(source, areas, before)
    )
    try:
        refuse_drift(source, built, areas, before)
    except SourceError:
        if source.id not in work.accept:
            raise
        return accepted(built)
    return built


def _status(source: Manifest, state: str, record: SourceRecord | None) -> str:
    if record is None:
        unread = "not fetched" if source.fetch else "not read"
        return f"{source.id:<28} {state if state == 'failed' else unread}"
    rows = sum(table.rows for table in record.tables.values())
    return f"{source.id:<28} {state:<9} {rows:>8,} rows  {', '.join(record.tables)}"
