"""parquet/datapackage.json: the tables as a Frictionless Data Package (version 2)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carbondata.pipeline import schema
from carbondata.pipeline.licences import LICENCES
from carbondata.tables import schemas

if TYPE_CHECKING:
    from carbondata.pipeline.ingest.manifest import Manifest

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TITLE = "carbondata: carbon figures across sectors, typed and sourced"


def datapackage(rows: dict[str, int], manifests: dict[str, Manifest], version: str) -> str:
    """Format the Frictionless Data Package (version 2) of the published tables."""
    shipped = [manifest for manifest in manifests.values() if manifest.redistribute]
    package = {
        "$schema": PROFILE,
        "name": "carbondata",
        "title": TITLE,
        "version": version,
        "licenses": [
            {"name": name, "title": LICENCES[name].title, "path": LICENCES[name].url}
            for name in sorted({manifest.licence for manifest in shipped})
        ],
        "contributors": [{"title": "carbondata", "roles": ["creator"]}]
        + [
            {"title": publisher, "roles": ["contributor"]}
            for publisher in sorted({manifest.publisher for manifest in shipped})
        ],
        "sources": [
            {"title": manifest.title, "path": manifest.homepage, "version": str(manifest.published)}
            for manifest in shipped
        ],
        "resources": [_resource(table, rows[table]) for table in schema.tables()],
    }
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _resource(table: str, rows: int) -> dict[str, Any]:
    return {
        "name": table.replace("_", "-"),
        "path": f"{table}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": str(schemas()[table].description),
        "rows": rows,
        "schema": {
            "fields": [_package_field(field) for field in schema.fields(table)],
            "primaryKey": schema.key(table),
        },
    }


def _package_field(field: schema.Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if field.nullable else {"required": True}
    if field.words:
        constraints["enum"] = list(field.words)
    if field.low is not None:
        constraints["minimum"] = field.low
    if field.high is not None:
        constraints["maximum"] = field.high
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.frictionless,
        "description": field.prose,
    }
    if field.frictionless == "list":
        described["itemType"] = "string"
    if field.unit:
        described["unit"] = field.unit
    if constraints:
        described["constraints"] = constraints
    return described
