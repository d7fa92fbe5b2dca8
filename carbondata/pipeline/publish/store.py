"""The last good rows: tables of an earlier build, or those that come with carbondata."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from carbondata.errors import Problem, SourceError
from carbondata.pipeline import schema
from carbondata.pipeline.publish import lock

if TYPE_CHECKING:
    from pathlib import Path


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

    def path(self, table: str) -> Path:
        """Return where a table's file is."""
        return self.folder / f"{table}.parquet"

    def rows(self, table: str, sources: set[str]) -> pa.Table:
        """Read the rows that some sources gave a table, in the shape it has today."""
        found = self._read(table)
        if set(pc.unique(found["source_id"]).to_pylist()) <= sources:
            return found
        wanted = pa.array(sorted(sources), pa.string())
        return found.filter(pc.is_in(found["source_id"], value_set=wanted))

    def counts(self, table: str) -> dict[str, int]:
        """Count a table's rows by source."""
        if table not in self._counts:
            counted = pc.value_counts(self._read(table)["source_id"]).to_pylist()
            self._counts[table] = {one["values"]: one["counts"] for one in counted}
        return self._counts[table]

    def _read(self, table: str) -> pa.Table:
        """Read a table once; a build asks for it source by source."""
        if table not in self._tables:
            self._tables[table] = _read(self.path(table), table)
        return self._tables[table]


def _read(path: Path, table: str) -> pa.Table:
    if not path.exists():
        return schema.empty(table)
    try:
        found = parquet.read_table(path).replace_schema_metadata()
    except (pa.ArrowInvalid, OSError) as error:
        remedy = "delete the file and build again; carbondata's own rows take its place"
        raise SourceError(Problem("carbondata", str(path), str(error), remedy)) from None
    same = found.schema.equals(schema.arrow_schema(table))
    return found if same else schema.conform(table, found)


def choose(stores: list[Store], sources: set[str]) -> dict[str, Store]:
    """For each source, choose the store whose bytes were retrieved last; the first on a tie."""
    chosen: dict[str, Store] = {}
    for source in sources:
        having = [store for store in stores if source in store.lock.sources]
        if having:
            chosen[source] = max(
                having,
                key=lambda store: str(store.lock.sources[source].retrieved_utc or ""),
            )
    return chosen
