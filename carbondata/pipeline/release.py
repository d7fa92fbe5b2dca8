"""A folder of tables as it is handed on: Parquet, then what describes them, then the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from carbondata import __version__, places
from carbondata.pipeline import dictionary, lock, schema
from carbondata.pipeline.catalogue import catalogue
from carbondata.pipeline.publish import publish_table, publish_text

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
    written = _tables(folder, kept)
    rows = {table: found.num_rows for table, found in kept.items()}
    texts = {
        "README.md": dictionary.data_dictionary(rows, manifests),
        "datapackage.json": dictionary.datapackage(rows, manifests, __version__),
        lock.NAME: lock.Lock(sources=records).text(),
    }
    return written + [
        folder / name for name, text in texts.items() if publish_text(folder / name, text)
    ]


def release_local(
    folder: Path,
    tables: dict[str, pa.Table],
    records: dict[str, SourceRecord],
    sources: Collection[str],
) -> list[Path]:
    """Publish the rows of fetch-only sources, for this machine alone."""
    records = {source: record for source, record in records.items() if source in sources}
    kept = {table: _of(rows, sources) for table, rows in tables.items()}
    written = _tables(folder, {table: rows for table, rows in kept.items() if rows.num_rows})
    text = lock.Lock(sources=records).text()
    return written + ([folder / lock.NAME] if publish_text(folder / lock.NAME, text) else [])


def _tables(folder: Path, tables: dict[str, pa.Table]) -> list[Path]:
    written = []
    for table in schema.tables():
        if table in tables:
            path = folder / f"{table}.parquet"
            if publish_table(path, tables[table], twin=places.pinned() / path.name):
                written.append(path)
    return written


def _of(rows: pa.Table, sources: Collection[str]) -> pa.Table:
    """Keep the rows of some sources; if that is all of them, the very same table."""
    if set(pc.unique(rows["source_id"]).to_pylist()) <= set(sources):
        return rows
    return rows.filter(pc.is_in(rows["source_id"], value_set=pa.array(sorted(sources))))
