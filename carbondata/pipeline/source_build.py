"""Build one source: from its bytes to checked rows and their record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from carbondata import places
from carbondata._version import __version__
from carbondata.errors import Problem, SourceError, raise_all
from carbondata.files import file_hash
from carbondata.pipeline import schema
from carbondata.pipeline.check.drift import rewritten, shrunk, unit_slips
from carbondata.pipeline.check.editions import older_editions
from carbondata.pipeline.check.exchanges import exchanges
from carbondata.pipeline.check.history import CAME, small_steps, steps_back, unaccepted
from carbondata.pipeline.check.levels import levels, strays
from carbondata.pipeline.check.pairs import look_at
from carbondata.pipeline.check.relabelled import learned, relabelled
from carbondata.pipeline.check.schema_checks import check_rows
from carbondata.pipeline.check.unfinished import unfinished
from carbondata.pipeline.fetch import secrets
from carbondata.pipeline.ingest import cells
from carbondata.pipeline.ingest.corrections import correct
from carbondata.pipeline.ingest.transform import ingest
from carbondata.pipeline.publish.files import content_hash
from carbondata.pipeline.publish.lock import FileRecord, SourceRecord, TableRecord
from carbondata.pipeline.publish.revisions import list_revisions, merge_revisions
from carbondata.pipeline.publish.snapshot import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from carbondata.pipeline.fetch.download import Bytes
    from carbondata.pipeline.ingest.manifest import Manifest

# The first is for curated sources too.
CHECKS = (unit_slips, rewritten, levels, strays, exchanges, learned)


@dataclass(frozen=True)
class SourceBuild:
    """A source's rows by table, the record of how they were made, and the revised values."""

    tables: dict[str, pa.Table]
    record: SourceRecord
    revisions: pa.Table = field(default_factory=lambda: schema.empty("revisions"))


def build_curated(manifest: Manifest, areas: pa.Table, before: Store | None) -> SourceBuild:
    """Build a curated source from its CSV files."""
    tables = ingest(manifest, {}, areas)
    files = {
        path.name: FileRecord(
            via="typed",
            taken_from=[f"sources/{manifest.id}/{path.name}"],
            sha256=[file_hash(path)],
        )
        for path in manifest.transforms.values()
    }
    return SourceBuild(tables, _record(manifest, files, tables, before))


def has_same_files(manifest: Manifest, before: Store) -> bool:
    """Return whether a curated source's files are unchanged since its last good rows.

    The rows must match their record too: the table may have gained columns since.
    """
    if manifest.fetch:
        return False
    files = {path.name: [file_hash(path)] for path in manifest.transforms.values()}
    recorded = before.lock.sources[manifest.id]
    return files == {name: file.sha256 for name, file in recorded.files.items()} and all(
        content_hash(before.rows(table, {manifest.id})) == record.sha256
        for table, record in recorded.tables.items()
    )


def build_fetched(
    manifest: Manifest, areas: pa.Table, before: Store | None, fresh: Bytes
) -> SourceBuild:
    """Build a fetched source from fresh bytes.

    Raises
    ------
    SourceError
        When the bytes cannot be read, or their rows fail a check.
    """
    raws = {
        name: cells.read(manifest.id, file, fresh[name].paths)
        for name, file in manifest.fetch.items()
    }
    tables = correct(manifest.id, manifest.folder, ingest(manifest, raws, areas))
    raise_all([*_faults(manifest, tables, before), *_told(manifest, tables)])
    files = {name: file.record for name, file in fresh.items()}
    old = before.lock.sources[manifest.id] if before else None
    if old and _same_bytes(old.files, files):
        files = old.files
    record = _record(manifest, files, tables, before)
    if before and old and old.retrieved_utc != record.retrieved_utc:
        return SourceBuild(tables, record, _revisions(manifest, tables, record, before))
    return SourceBuild(tables, record)


def _faults(
    manifest: Manifest, tables: dict[str, pa.Table], before: Store | None
) -> Iterator[Problem]:
    """Check rows; unchanged ones are only checked later, with their whole table."""
    for table, rows in tables.items():
        if not before or not rows.equals(before.rows(table, {manifest.id})):
            yield from check_rows(table, rows)


def _told(manifest: Manifest, tables: dict[str, pa.Table]) -> Iterator[Problem]:
    """Yield columns that tell a secret, as a compressed answer may that repeats it."""
    for table, rows in tables.items() if manifest.secrets else ():
        for name in rows.column_names:
            texts = [one for one in rows[name].unique().to_pylist() if isinstance(one, str)]
            if any(secrets.hidden(text, manifest.secrets) != text for text in texts):
                what = "a cell repeats the value of a secret"
                remedy = "leave it out in the SQL of the source"
                yield Problem(manifest.id, table, what, remedy, column=name)


def _revisions(
    manifest: Manifest, tables: dict[str, pa.Table], record: SourceRecord, before: Store
) -> pa.Table:
    """List the values that fresh bytes changed; refuse a clock that is behind."""
    then, now = before.lock.sources[manifest.id].retrieved_utc, record.retrieved_utc
    if then is None or now is None:
        return schema.empty("revisions")
    shipped = Store(places.pinned()).lock.newest
    if shipped and now < shipped:
        what = f"this machine's clock says {now} UTC; carbondata's own tables are from {shipped}"
        raise SourceError(Problem(manifest.id, "clock", what, "set the clock, and fetch again"))
    # If the clock was once ahead, do not block refreshes until that time.
    then = min(then, now)
    return merge_revisions(
        list_revisions(table, before.rows(table, {manifest.id}), rows, then, now)
        for table, rows in tables.items()
    )


def refuse_drift(
    manifest: Manifest, build: SourceBuild, areas: pa.Table, before: Store | None
) -> None:
    """Refuse rows that look like the last good ones in another unit.

    Also refuse fetched rows that cover less, rewrite history at once or in small steps, change what
    readers see, come from an older edition, or cover an unfinished year. Curated rows are removed
    or corrected by hand.
    """
    problems: list[Problem] = []
    if manifest.fetch:
        problems += _of_unfinished_years(manifest, build, before)
    if before is None:
        raise_all(problems)
        return
    checks = CHECKS if manifest.fetch else CHECKS[:1]
    wholes = areas.filter(pc.equal(areas["kind"], "aggregate"))["area_id"].to_pylist()
    for table, new in build.tables.items():
        change = (manifest.id, table, before.rows(table, {manifest.id}), new)
        problems += look_at(*change, checks, wholes=wholes)
        if manifest.fetch:
            ledger = before.rows("revisions", {manifest.id})
            problems += shrunk(*change) + relabelled(*change) + steps_back(*change, ledger)
            problems += _since(change, before, ledger, wholes)
    raise_all(
        [*problems, *older_editions(manifest, build.record, before.lock.sources[manifest.id])]
    )


def _since(
    change: tuple[str, str, pa.Table, pa.Table],
    before: Store,
    ledger: pa.Table,
    wholes: list[str],
) -> list[Problem]:
    """Look at all refreshes since somebody accepted one, else since the tables that came along.

    Also if the last one asks by itself: who accepts it accepts them all.
    """
    source, table, old, new = change
    steps = unaccepted(ledger, before.lock.sources[source].accepted_utc)
    shipped = None if new.equals(old) else _shipped(table, source, before)
    lost = [] if shipped is None or shipped.equals(old) else shrunk(source, table, shipped, new)
    lost = [replace(problem, what=f"since {CAME}: {problem.what}") for problem in lost]
    return lost + small_steps(*change, steps, shipped, wholes=wholes)


def _shipped(table: str, source: str, before: Store) -> pa.Table | None:
    """Read the rows that came with carbondata, unless somebody accepted others since."""
    pinned = Store(places.pinned())
    record, last = pinned.lock.sources.get(source), before.lock.sources[source].accepted_utc
    if record is None or table not in record.tables or table in pinned.damaged:
        return None
    taken = record.retrieved_utc
    return None if taken is None or (last and last > taken) else pinned.rows(table, {source})


def accepted(build: SourceBuild) -> SourceBuild:
    """Record that somebody accepted what a check asked about, so that it is not asked again."""
    taken = build.record.retrieved_utc
    return replace(build, record=build.record.model_copy(update={"accepted_utc": taken}))


def _of_unfinished_years(
    manifest: Manifest, build: SourceBuild, before: Store | None
) -> Iterator[Problem]:
    taken = build.record.retrieved_utc
    for table, new in build.tables.items():
        old = before.rows(table, {manifest.id}) if before else None
        if taken:
            yield from unfinished(manifest.id, table, old, new, taken.year)


def is_same(build: SourceBuild, manifest: Manifest, before: Store | None) -> bool:
    """Return whether a source is unchanged, rows and record: then the old ones stay."""
    return (
        before is not None
        and before.lock.sources.get(manifest.id) == build.record
        and all(
            rows.equals(before.rows(table, {manifest.id})) for table, rows in build.tables.items()
        )
    )


def _record(
    manifest: Manifest,
    files: dict[str, FileRecord],
    tables: dict[str, pa.Table],
    before: Store | None,
) -> SourceRecord:
    """Record the build; unchanged rows keep the versions that first made them."""
    records = {
        table: TableRecord(rows=rows.num_rows, sha256=content_hash(rows))
        for table, rows in tables.items()
    }
    old = before.lock.sources.get(manifest.id) if before else None
    versions = old.versions if old and old.tables == records else _versions()
    accepted_utc = old.accepted_utc if old else None
    return SourceRecord(files=files, tables=records, versions=versions, accepted_utc=accepted_utc)


def _versions() -> dict[str, str]:
    made_with = {name: version(name) for name in ("duckdb", "pandera", "pyarrow")}
    return {"carbondata": __version__, **made_with}


def _same_bytes(old: dict[str, FileRecord], new: dict[str, FileRecord]) -> bool:
    return {name: (file.via, file.sha256) for name, file in old.items()} == {
        name: (file.via, file.sha256) for name, file in new.items()
    }
