"""A folder of tables as it is handed on: Parquet, then what describes them, then the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from carbondata import __version__, places
from carbondata.pipeline import dictionary, lock, schema
from carbondata.pipeline.catalogue import catalogue
from carbondata.pipeline.content import content_hash
from carbondata.pipeline.publish import publishing, stage_table, stage_text

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from carbondata.pipeline.lock import SourceRecord
    from carbondata.pipeline.manifest import Manifest


def release(
    folder: Path,
    tables: dict[str, pa.Table],
    manifests: dict[str, Manifest],
    records: dict[str, SourceRecord],
    shipped: Collection[str],
) -> list[Path]:
    """Publish the rows that may be shipped; of fetch-only sources, the description alone.

    Returns
    -------
    list of Path
        The files written; one whose content is the same is left alone.
    """
    records = {source: record for source, record in records.items() if source in shipped}
    kept = {table: _of(rows, shipped) for table, rows in tables.items() if table != "sources"}
    kept["sources"] = catalogue(manifests, records, kept)
    rows = {table: found.num_rows for table, found in kept.items()}
    texts = {
        "README.md": dictionary.data_dictionary(rows, manifests),
        "datapackage.json": dictionary.datapackage(rows, manifests, __version__),
        lock.NAME: _lock(records, kept["revisions"]),
    }
    return _publish(folder, kept, texts)


def release_local(
    folder: Path,
    tables: dict[str, pa.Table],
    records: dict[str, SourceRecord],
    sources: Collection[str],
) -> list[Path]:
    """Publish the rows of fetch-only sources, for this machine alone."""
    records = {source: record for source, record in records.items() if source in sources}
    kept = {table: _of(rows, sources) for table, rows in tables.items()}
    kept = {table: rows for table, rows in kept.items() if rows.num_rows}
    for path in folder.glob("*.parquet"):
        if path.stem not in kept:
            path.unlink()
    ledger = kept.get("revisions", schema.empty("revisions"))
    return _publish(folder, kept, {lock.NAME: _lock(records, ledger)})


def _lock(records: dict[str, SourceRecord], ledger: pa.Table) -> str:
    size, digest = ledger.num_rows, content_hash(ledger)
    counted = lock.TableRecord(rows=size, sha256=digest) if size else None
    return lock.Lock(sources=records, revisions=counted).text()


def _publish(folder: Path, tables: dict[str, pa.Table], texts: dict[str, str]) -> list[Path]:
    with publishing(folder) as staged:
        for table, rows in sorted(tables.items()):
            path = folder / f"{table}.parquet"
            stage_table(staged, path, rows, twin=places.pinned() / path.name)
        for name, text in texts.items():
            stage_text(staged, folder / name, text)
        written = sorted(path.name for path in staged.iterdir())
    return [folder / name for name in written]


def _of(rows: pa.Table, sources: Collection[str]) -> pa.Table:
    """Keep the rows of some sources; if that is all of them, the very same table."""
    if set(pc.unique(rows["source_id"]).to_pylist()) <= set(sources):
        return rows
    return rows.filter(pc.is_in(rows["source_id"], value_set=pa.array(sorted(sources))))
