"""What describes the package to machines holds in the tools that read such descriptions."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT
from pyarrow import parquet

from carbondata._version import __version__
from carbondata.pipeline import schema

PARQUET = CHECKOUT / "parquet"
CROISSANT = json.loads((PARQUET / "croissant.json").read_text(encoding="utf-8"))
PACKAGE = json.loads((PARQUET / "datapackage.json").read_text(encoding="utf-8"))
# What mlcroissant calls of rdflib and pandas is on its way out there.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),
    pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.reset_index"),
]


def test_frictionless_accepts_the_datapackage() -> None:
    frictionless = pytest.importorskip("frictionless")
    package = frictionless.Package.from_descriptor(PACKAGE, basepath=str(PARQUET))
    assert {one.name for one in package.resources} == {one["name"] for one in PACKAGE["resources"]}
    assert package.to_descriptor()["resources"][0]["path"] == "accelerators.parquet"


def test_every_row_is_what_the_datapackage_says() -> None:
    """Hand the rows over as they are: frictionless reads Parquet through pandas.

    In which a null number is NaN and a list is an array, and it takes neither for what it was.
    """
    frictionless = pytest.importorskip("frictionless")
    found: dict[str, tuple[object, int]] = {}
    for resource in PACKAGE["resources"]:
        rows = parquet.read_table(PARQUET / resource["path"])
        cells = [rows.column_names, *zip(*(one.to_pylist() for one in rows.columns), strict=True)]
        described = {key: resource[key] for key in ("name", "schema")}
        report = frictionless.Resource.from_descriptor(described | {"data": cells}).validate()
        wrong = report.flatten(["rowNumber", "fieldName", "message"])[:5]
        assert report.tasks[0].stats.get("rows", 0) == rows.num_rows, resource["name"]
        found[resource["name"]] = (wrong, rows.num_rows)
    assert found == {one["name"]: ([], one["rows"]) for one in PACKAGE["resources"]}


def test_croissant_describes_the_bytes_beside_it() -> None:
    for file in CROISSANT["distribution"]:
        content = (PARQUET / file["contentUrl"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file["contentUrl"]
        assert file["contentSize"] == f"{len(content)} B"


@pytest.fixture(scope="module")
def dataset() -> Any:  # noqa: ANN401  (mlcroissant is optional)
    """Load croissant.json as its own library does; it raises where the file is not valid."""
    mlcroissant = pytest.importorskip("mlcroissant")
    return mlcroissant.Dataset(str(PARQUET / "croissant.json"))


def test_mlcroissant_finds_nothing_to_complain_of(dataset: Any) -> None:  # noqa: ANN401
    issues = dataset.metadata.ctx.issues
    assert (list(issues.errors), list(issues.warnings)) == ([], [])


def test_mlcroissant_loads_the_records(dataset: Any) -> None:  # noqa: ANN401
    for table in schema.tables():
        rows = parquet.read_table(PARQUET / f"{table}.parquet").slice(0, 50).to_pylist()
        found = list(itertools.islice(dataset.records(table), len(rows)))
        assert [
            {name: _plain(record[f"{table}/{name}"]) for name in row}
            for record, row in zip(found, rows, strict=True)
        ] == [{name: _plain(cell) for name, cell in row.items()} for row in rows], table


def _plain(cell: object) -> object:
    """Write a cell so that bytes, NumPy's numbers and pandas' times compare with Python's."""
    if isinstance(cell, list):
        return [_plain(one) for one in cell]
    if isinstance(cell, bytes):
        return cell.decode()
    return dt.datetime.fromisoformat(str(cell)) if hasattr(cell, "year") else cell


def test_the_citation_file_is_one() -> None:
    pytest.importorskip("check_jsonschema")
    program = Path(sys.executable).with_name("check-jsonschema")
    command = [str(program), "--builtin-schema", "vendor.citation-file-format", "CITATION.cff"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_citation_file_names_the_version_and_the_licence() -> None:
    text = (CHECKOUT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in text
    assert "\nlicense: Apache-2.0\n" in text
