"""croissant.json: the published tables described for machine learning (Croissant 1.0, JSON-LD)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carbondata.files import file_hash
from carbondata.pipeline import schema
from carbondata.pipeline.licences import LICENCES
from carbondata.pipeline.publish.metadata.datapackage import TITLE
from carbondata.tables import schemas

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from carbondata.pipeline.ingest.manifest import Manifest

NAME = "croissant.json"
DESCRIPTION = (
    "Emissions and energy of AI training runs, nations, sectors and everyday things, with the "
    "carbon intensity of electricity; every figure with its unit, source, locator in that source, "
    "gas, boundary, accounting, method and status. A null is an unknown."
)
# The context that the specification prescribes; mlcroissant warns if a word of it is missing.
_WORDS = (
    "citeAs column equivalentProperty extract field fileObject fileProperty fileSet format "
    "includes isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated "
    "replace samplingRate separator source subField transform"
)
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{word: f"cr:{word}" for word in _WORDS.split()},
}
# What the extension for responsible AI asks of a dataset, as conferences do.
RESPONSIBLE = {
    "rai:dataCollection": "Single figures were entered by hand from publications, each with its "
    "place in the document; series were taken from publishers' files, whose bytes are recorded.",
    "rai:dataCollectionType": ["Secondary Data analysis", "Manual Human Curator"],
    "rai:dataPreprocessingProtocol": "Units were converted to t, kWh, g/kWh, W and h; nothing was "
    "estimated, filled in or converted between gases, boundaries or accountings.",
    "rai:dataUseCases": "Comparing published emissions and electricity, with the differences of "
    "gas, boundary, accounting, period and method said; working out what a run emits on a grid.",
    "rai:dataLimitations": "Only what was published, and mostly in English: trainings that nobody "
    "reported are missing, figures are of different boundaries, and recent years are revised.",
    "rai:dataBiases": "Large models of few organisations, and countries with good statistics, are "
    "over-represented; those who publish an energy tend to be those for whom it is small.",
    "rai:personalSensitiveInformation": "None.",
    "rai:dataReleaseMaintenancePlan": "Sources are asked for new data every week; each change of a "
    "published value is a row of `revisions` and a note of the release.",
}
# The name of a type in Frictionless Data, and in Croissant.
_TYPES = {
    "string": "sc:Text",
    "number": "cr:Float64",
    "integer": "cr:Int64",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
    "list": "sc:Text",
}


def croissant(files: Mapping[str, Path], manifests: Mapping[str, Manifest], version: str) -> str:
    """Describe the Parquet files, by table, as they are about to be published.

    Its date of publication is that of the newest source, so that the same tables give the same
    text.
    """
    shipped = [manifest for manifest in manifests.values() if manifest.redistribute]
    licences = sorted({manifest.licence for manifest in shipped})
    described = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "carbondata",
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "version": version,
        "datePublished": str(max(manifest.published for manifest in shipped)),
        "license": [LICENCES[name].url for name in licences],
        "creator": {"@type": "sc:Organization", "name": "The carbondata maintainers"},
        "citeAs": f"@misc{{carbondata, title = {{{TITLE}}}, "
        f"author = {{{{The carbondata maintainers}}}}, version = {{{version}}}}}",
        "isLiveDataset": False,
        **RESPONSIBLE,
        "distribution": [_file(path) for path in files.values()],
        "recordSet": [_records(table, path.name) for table, path in files.items()],
    }
    return json.dumps(described, indent=1, ensure_ascii=False) + "\n"


def _file(path: Path) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": file_hash(path),
    }


def _records(table: str, file: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": str(schemas()[table].description),
        "key": [{"@id": f"{table}/{column}"} for column in schema.key(table)],
        "field": [_field(table, file, field) for field in schema.fields(table)],
    }


def _field(table: str, file: str, field: schema.Field) -> dict[str, Any]:
    unit = f" Unit: {field.unit}." if field.unit else ""
    described = {
        "@type": "cr:Field",
        "@id": f"{table}/{field.name}",
        "name": field.name,
        "description": f"{field.prose}{unit}",
        "dataType": _TYPES[field.frictionless],
        "source": {"fileObject": {"@id": file}, "extract": {"column": field.name}},
    }
    return described | ({"repeated": True} if field.frictionless == "list" else {})
