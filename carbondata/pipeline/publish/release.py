"""A release: shareable Parquet, local Parquet, and the database of both."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from carbondata import places
from carbondata._version import __version__
from carbondata.errors import Problem, SourceError, raise_all
from carbondata.files import IN_THE_WAY, MARK, file_hash
from carbondata.pipeline import schema
from carbondata.pipeline.check.claims import check_claims
from carbondata.pipeline.check.schema_checks import check_rows
from carbondata.pipeline.publish import lock
from carbondata.pipeline.publish.database import write_database
from carbondata.pipeline.publish.derive import derive
from carbondata.pipeline.publish.files import (
    content_hash,
    publishing,
    replacing_database,
    stage_table,
    stage_text,
)
from carbondata.pipeline.publish.metadata import croissant, data_dictionary, datapackage
from carbondata.pipeline.publish.sources_table import sources_table
from carbondata.proof import RECORD, recorded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.publish.lock import SourceRecord


def release(
    out: Path,
    tables: dict[str, pa.Table],
    manifests: dict[str, Manifest],
    records: dict[str, SourceRecord],
    *,
    is_whole: bool = True,
) -> list[Path]:
    """Publish everything, or nothing.

    If `is_whole` is false, claims about missing sources are accepted.

    Returns
    -------
    list of Path
        The files written; unchanged files are left alone.

    Raises
    ------
    SourceError
        When the disk is full or not writable: all files are as they were.
    """
    if "?" in str(out.resolve()):
        what = (
            "DuckDB reads a ? in a path as the start of a query, so it cannot write a database here"
        )
        raise SourceError(Problem("carbondata", str(out), what, "build in a folder without a ?"))
    try:
        return _release(out, tables, manifests, records, is_whole=is_whole)
    except (OSError, duckdb.IOException, duckdb.TransactionException) as error:
        what = str(getattr(error, "strerror", None) or error)
        first = "free space or change permissions"
        if isinstance(error, IN_THE_WAY):
            first = "move it away"
        remedy = f"{first}, and build again; all files are as they were"
        where = str(getattr(error, "filename", None) or out)
        raise SourceError(Problem("carbondata", where, what, remedy)) from None


def check_derived(
    tables: dict[str, pa.Table], manifests: dict[str, Manifest], *, is_whole: bool
) -> None:
    """Derive tables as they would be published, and raise any problem."""
    shipped = _shipped(manifests)
    _derived({table: _of(rows, shipped) for table, rows in tables.items()}, is_whole=is_whole)
    if manifests.keys() - shipped:
        _derived(tables)


def _release(
    out: Path,
    tables: dict[str, pa.Table],
    manifests: dict[str, Manifest],
    records: dict[str, SourceRecord],
    *,
    is_whole: bool,
) -> list[Path]:
    """Stage everything, the database last, as it may need most space; then publish."""
    database, folder, own = (
        places.database(out),
        places.local(out),
        records.keys() - _shipped(manifests),
    )
    former = recorded(folder)
    with ExitStack() as stack:
        new = stack.enter_context(replacing_database(database))
        staged = {places.published(out): stack.enter_context(publishing(places.published(out)))}
        _stage_shipped(staged, tables, manifests, records, is_whole=is_whole)
        kept = {places.published(out): schema.tables()}
        if own or folder.exists():
            staged[folder] = stack.enter_context(publishing(folder))
            kept[folder] = _stage_local(staged[folder], folder, tables, records, own)
        files = {
            table: [
                _newest(staged[of], of, f"{table}.parquet") for of in staged if table in kept[of]
            ]
            for table in schema.tables()
        }
        write_database(new, database, files, __version__)
        written = [
            of / path.name
            for of in staged
            for path in sorted(staged[of].iterdir())
            if path.name != MARK
        ]
        written += [database] if new.exists() else []
    # Only remove files that our record lists.
    for table in set(schema.tables()) - set(kept.get(folder, ())):
        if f"{table}.parquet" in former:
            (folder / f"{table}.parquet").unlink(missing_ok=True)
    return written


def _newest(staged: Path, folder: Path, name: str) -> Path:
    """Return the staged file, else the existing one."""
    return staged / name if (staged / name).exists() else folder / name


def _stage_shipped(
    staged: dict[Path, Path],
    tables: dict[str, pa.Table],
    manifests: dict[str, Manifest],
    records: dict[str, SourceRecord],
    *,
    is_whole: bool,
) -> None:
    """Stage the rows that may be redistributed; for fetch-only sources, only the description."""
    shipped = _shipped(manifests)
    records = {source: record for source, record in records.items() if source in shipped}
    kept = {table: _of(rows, shipped) for table, rows in tables.items() if table != "sources"}
    kept["sources"] = sources_table(manifests, records, kept)
    kept |= _derived(kept, is_whole=is_whole)
    rows = {table: content.num_rows for table, content in kept.items()}
    texts = {
        "README.md": data_dictionary.data_dictionary(rows, manifests),
        "datapackage.json": datapackage.datapackage(rows, manifests, __version__),
    }
    ((folder, stage),) = staged.items()
    files = _stage(stage, folder, kept, texts)
    text = croissant.croissant(files, manifests, __version__)
    stage_text(stage, folder / croissant.NAME, text)
    named = [_newest(stage, folder, name) for name in (*texts, croissant.NAME)]
    stage_text(stage, folder / RECORD, _lock(records, kept["revisions"], [*files.values(), *named]))


def _stage_local(
    staged: Path,
    folder: Path,
    tables: dict[str, pa.Table],
    records: dict[str, SourceRecord],
    sources: Collection[str],
) -> list[str]:
    """Stage the rows of fetch-only sources, for this machine only; return their tables.

    Tables derived from all rows, including theirs, are staged whole: they replace those derived
    from the shipped rows.
    """
    records = {source: record for source, record in records.items() if source in sources}
    kept = {table: _of(rows, sources) for table, rows in tables.items()}
    kept = {table: rows for table, rows in kept.items() if rows.num_rows}
    if kept:
        kept |= _derived(tables)
    ledger = kept.get("revisions", schema.empty("revisions"))
    files = _stage(staged, folder, kept, {})
    stage_text(staged, folder / RECORD, _lock(records, ledger, files.values()))
    return list(kept)


def _derived(tables: dict[str, pa.Table], *, is_whole: bool = False) -> dict[str, pa.Table]:
    """Derive tables, and check them against their schemas, and the claims against them."""
    derived = derive(tables)
    raise_all(problem for table, rows in derived.items() for problem in check_rows(table, rows))
    pa.default_memory_pool().release_unused()  # memory of the checks
    if is_whole:
        raise_all(check_claims(derived["claim_checks"].to_pylist()))
    return derived


def _shipped(manifests: dict[str, Manifest]) -> set[str]:
    return {source for source, manifest in manifests.items() if manifest.redistribute}


def _lock(records: dict[str, SourceRecord], ledger: pa.Table, files: Iterable[Path]) -> str:
    size, digest = ledger.num_rows, content_hash(ledger)
    counted = lock.TableRecord(rows=size, sha256=digest) if size else None
    hashes = {path.name: file_hash(path) for path in files}
    return lock.Lock(files=hashes, sources=records, revisions=counted).text()


def _stage(
    staged: Path, folder: Path, tables: dict[str, pa.Table], texts: dict[str, str]
) -> dict[str, Path]:
    """Stage tables and texts; return each table's file, whether new or unchanged."""
    for table, rows in sorted(tables.items()):
        path = folder / f"{table}.parquet"
        stage_table(staged, path, rows, twin=places.pinned() / path.name)
    for name, text in texts.items():
        stage_text(staged, folder / name, text)
    return {table: _newest(staged, folder, f"{table}.parquet") for table in sorted(tables)}


def _of(rows: pa.Table, sources: Collection[str]) -> pa.Table:
    """Keep the rows of some sources; if that is all of them, return the same table."""
    if set(pc.unique(rows["source_id"]).to_pylist()) <= set(sources):
        return rows
    return rows.filter(
        pc.is_in(rows["source_id"], value_set=pa.array(sorted(sources), pa.string()))
    )
