"""The table `sources`: each manifest, with the origin of its rows and their newest year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from carbondata.pipeline import schema

if TYPE_CHECKING:
    import datetime as dt

    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.publish.lock import SourceRecord

TIME_COLUMNS = ("year", "month", "day", "start_utc")


def sources_table(
    manifests: dict[str, Manifest],
    records: dict[str, SourceRecord],
    tables: dict[str, pa.Table],
) -> pa.Table:
    """Describe every source, including those without rows."""
    newest = _newest_years(tables)
    rows = [
        _row(manifests[source], records.get(source), newest.get(source))
        # A source that is not in this build cannot replace another.
        | {"replaced_by": newer if (newer := manifests[source].replaced_by) in manifests else None}
        for source in sorted(manifests)
    ]
    return pa.Table.from_pylist(rows, schema=schema.arrow_schema("sources"))


def _row(
    manifest: Manifest, record: SourceRecord | None, newest_year: int | None
) -> dict[str, Any]:
    files = list(manifest.fetch.values())
    return {
        "source_id": manifest.id,
        "title": manifest.title,
        "publisher": manifest.publisher,
        "homepage": manifest.homepage,
        "licence": manifest.licence,
        "redistribute": manifest.redistribute,
        "published": _published(manifest, record),
        "citation": manifest.citation,
        "priority": manifest.priority,
        "refresh_days": manifest.refresh_days,
        "tables": list(manifest.transforms),
        "url": files[0].urls[0] if files else None,
        "retrieved_utc": record.retrieved_utc if record else None,
        "via": next(iter(record.files.values())).via if record else None,
        "sha256": _sha256(record) if record else None,
        "rows": sum(table.rows for table in record.tables.values()) if record else 0,
        "newest_year": newest_year,
    }


def _published(manifest: Manifest, record: SourceRecord | None) -> dt.date:
    """Return when the current edition was published: the date of a file, if that is newer."""
    files = record.files.values() if record else ()
    dates = [
        file.modified_utc.date()
        for file in files
        if file.modified_utc and file.retrieved_utc and file.modified_utc <= file.retrieved_utc
    ]
    return max([manifest.published, *dates])


def _sha256(record: SourceRecord) -> str:
    return " ".join(digest for _, file in sorted(record.files.items()) for digest in file.sha256)


def _newest_years(tables: dict[str, pa.Table]) -> dict[str, int]:
    newest: dict[str, int] = {}
    for rows in tables.values():
        column = next((name for name in TIME_COLUMNS if name in rows.column_names), None)
        if column is None or "source_id" not in rows.column_names:
            continue
        years = rows[column] if column == "year" else pc.year(rows[column])
        grouped = pa.table({"source_id": rows["source_id"], "year": years})
        latest = grouped.group_by("source_id").aggregate([("year", "max")])
        for row in latest.to_pylist():
            if row["year_max"] is not None:
                newest[row["source_id"]] = max(row["year_max"], newest.get(row["source_id"], 0))
    return newest
