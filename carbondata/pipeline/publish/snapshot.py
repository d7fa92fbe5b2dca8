"""The last good rows of every source: from an earlier build here, else those shipped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from carbondata import places
from carbondata.errors import Problem, SourceError
from carbondata.pipeline import schema
from carbondata.pipeline.publish import lock
from carbondata.pipeline.publish.files import finish
from carbondata.proof import RECORD, afresh, altered

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.publish.lock import SourceRecord


@dataclass(frozen=True)
class Store:
    """A folder of published tables with its lock."""

    folder: Path
    _tables: dict[str, pa.Table] = field(default_factory=dict, compare=False, repr=False)
    _counts: dict[str, dict[str, int]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def lock(self) -> lock.Lock:
        """The record of the build that made it."""
        return lock.read(self.folder)

    @cached_property
    def damaged(self) -> set[str]:
        """The tables whose files differ from the lock; all if it has rows and no hashes."""
        names = altered(self.folder)
        if RECORD in names and self.lock.sources:
            return {*schema.tables()}
        return {name.removesuffix(".parquet") for name in names}

    def path(self, table: str) -> Path:
        """Return the path of a table's file."""
        return self.folder / f"{table}.parquet"

    def rows(self, table: str, sources: set[str]) -> pa.Table:
        """Read a table's rows from some sources, with its current schema."""
        rows = self._read(table)
        if set(pc.unique(rows["source_id"]).to_pylist()) <= sources:
            return rows
        wanted = pa.array(sorted(sources), pa.string())
        return rows.filter(pc.is_in(rows["source_id"], value_set=wanted))

    def counts(self, table: str) -> dict[str, int]:
        """Count a table's rows by source."""
        if table not in self._counts:
            counted = pc.value_counts(self._read(table)["source_id"]).to_pylist()
            self._counts[table] = {count["values"]: count["counts"] for count in counted}
        return self._counts[table]

    def _read(self, table: str) -> pa.Table:
        """Read a table once, as a build asks for it source by source."""
        if table not in self._tables:
            if table in self.damaged:
                what = "it is not the file listed in build.json: changed, damaged or missing"
                where = str(self.path(table))
                raise SourceError(Problem("carbondata", where, what, afresh(self.folder)))
            self._tables[table] = _read(self.path(table), table)
        return self._tables[table]


class Snapshot:
    """The state before a build: each source's rows, and every store's revisions."""

    def __init__(self, out: Path, manifests: dict[str, Manifest]) -> None:
        before, local = Store(places.published(out)), Store(places.local(out))
        for folder in (before.folder, local.folder):
            finish(folder)
        shipped = {name for name, manifest in manifests.items() if manifest.redistribute}
        own = set(manifests) - shipped
        pinned = Store(places.pinned())
        self._of = _choose([before, pinned], shipped) | _choose([local], own)
        self._revised = {before: shipped, pinned: shipped, local: own}

    def get(self, source: str) -> Store | None:
        """Return the store that holds a source's last good rows."""
        return self._of.get(source)

    def records(self) -> dict[str, SourceRecord]:
        """Return the record of every source that has rows."""
        return {source: store.lock.sources[source] for source, store in self._of.items()}

    def rows(self, table: str, without: Collection[str]) -> list[pa.Table]:
        """Read a table's rows from all sources except some."""
        by_store: dict[Store, set[str]] = {}
        for source, store in self._of.items():
            if source not in without and table in store.lock.sources[source].tables:
                by_store.setdefault(store, set()).add(source)
        return [store.rows(table, sources) for store, sources in by_store.items()]

    def revisions(self) -> list[pa.Table]:
        """Read the revisions: those of a newer release, and your own."""
        return [store.rows("revisions", sources) for store, sources in self._revised.items()]

    def lost(self, without: Collection[str]) -> list[Problem]:
        """Compare the number of stored rows with the locks."""
        problems = []
        for source, store in self._of.items():
            if source in without:
                continue
            for table, record in store.lock.sources[source].tables.items():
                held = store.counts(table).get(source, 0)
                if held != record.rows:
                    problems.append(_lost(source, store, table, held, record.rows))
        for store in self._revised:
            counted, held = store.lock.revisions, sum(store.counts("revisions").values())
            if counted and held != counted.rows:
                problems.append(_lost("carbondata", store, "revisions", held, counted.rows))
        return problems


def _lost(source: str, store: Store, table: str, held: int, counted: int) -> Problem:
    what = f"{held} rows, but its build.json counts {counted}"
    again = f"build with --refresh --only {source}" if source != "carbondata" else "restore it"
    remedy = f"{again}, or {afresh(store.folder)}"
    return Problem(source, str(store.path(table)), what, remedy)


def _read(path: Path, table: str) -> pa.Table:
    if not path.exists():
        return schema.empty(table)
    try:
        rows = parquet.read_table(path).replace_schema_metadata()
    except (pa.ArrowInvalid, OSError) as error:
        remedy = afresh(path.parent)
        raise SourceError(Problem("carbondata", str(path), str(error), remedy)) from None
    same = rows.schema.equals(schema.arrow_schema(table))
    return rows if same else schema.conform(table, rows)


def _choose(stores: list[Store], sources: set[str]) -> dict[str, Store]:
    """For each source, choose the store whose bytes were retrieved last; the first on a tie.

    A store with damaged files comes after intact ones, and one whose clock was ahead, so that its
    bytes were retrieved in the future, after the others.
    """
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)

    def retrieved(store: Store) -> tuple[bool, str]:
        taken = store.lock.sources[source].retrieved_utc
        return taken is None or taken <= now, str(taken or "")

    chosen: dict[str, Store] = {}
    for source in sources:
        having = [store for store in stores if source in store.lock.sources]
        whole = [s for s in having if not s.damaged & s.lock.sources[source].tables.keys()]
        if having:
            chosen[source] = max(whole or having, key=retrieved)
    return chosen
