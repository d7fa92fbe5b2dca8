"""The last good rows of every source: those built here before, else those that come along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata import places
from carbondata.errors import Problem
from carbondata.pipeline.publish.files import finish
from carbondata.pipeline.publish.store import Store, choose

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    import pyarrow as pa

    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.publish.lock import SourceRecord


class LastGood:
    """What there is before a build: each source's rows, and every store's ledger of revisions."""

    def __init__(self, out: Path, manifests: dict[str, Manifest]) -> None:
        before, local = Store(places.published(out)), Store(places.local(out))
        for folder in (before.folder, local.folder):
            finish(folder)
        shipped = {name for name, one in manifests.items() if one.redistribute}
        own = set(manifests) - shipped
        pinned = Store(places.pinned())
        self._of = choose([before, pinned], shipped) | choose([local], own)
        self._ledgers = {before: shipped, pinned: shipped, local: own}

    def get(self, source: str) -> Store | None:
        """Return the store that holds a source's last good rows."""
        return self._of.get(source)

    def records(self) -> dict[str, SourceRecord]:
        """Return the record of every source that has rows."""
        return {source: store.lock.sources[source] for source, store in self._of.items()}

    def rows(self, table: str, without: Collection[str]) -> list[pa.Table]:
        """Read a table's rows of all sources but some."""
        by_store: dict[Store, set[str]] = {}
        for source, store in self._of.items():
            if source not in without and table in store.lock.sources[source].tables:
                by_store.setdefault(store, set()).add(source)
        return [store.rows(table, sources) for store, sources in by_store.items()]

    def revisions(self) -> list[pa.Table]:
        """Read the ledgers; where a newer release came along, yours is kept as well."""
        return [store.rows("revisions", sources) for store, sources in self._ledgers.items()]

    def lost(self, without: Collection[str]) -> list[Problem]:
        """Hold the rows that are kept against the locks that count them."""
        problems = []
        for source, store in self._of.items():
            if source in without:
                continue
            for table, record in store.lock.sources[source].tables.items():
                held = store.counts(table).get(source, 0)
                if held != record.rows:
                    problems.append(_lost(source, store, table, held, record.rows))
        for store in self._ledgers:
            counted, held = store.lock.revisions, sum(store.counts("revisions").values())
            if counted and held != counted.rows:
                problems.append(_lost("carbondata", store, "revisions", held, counted.rows))
        return problems


def _lost(source: str, store: Store, table: str, held: int, counted: int) -> Problem:
    what = f"{held} rows where its build.json counts {counted}"
    again = f"build with --refresh --only {source}" if source != "carbondata" else "restore it"
    remedy = f"{again}, or delete {store.folder} to start from the tables that come with carbondata"
    return Problem(source, str(store.path(table)), what, remedy)
