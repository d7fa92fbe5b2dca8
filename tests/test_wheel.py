"""The wheel: the pinned tables come along; what may not be passed on, or is no part, never does."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest
from conftest import CHECKOUT
from pyarrow import parquet

from carbondata.pipeline.ingest import manifest

pytestmark = pytest.mark.slow

PACKED = ("carbondata", "sources", "parquet", "pyproject.toml", "README.md", "LICENSE")


def test_a_wheel_built_where_fetch_only_rows_lie_has_none_of_them(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    for name in PACKED:
        path = CHECKOUT / name
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, checkout / name)
    (checkout / "local").mkdir()
    for stray in (
        "sources/_private/notes.csv",
        "sources/strubell-2019/draft.docx",
        "parquet/.carbondata-stale/areas.parquet",
    ):
        (checkout / stray).parent.mkdir(exist_ok=True)
        (checkout / stray).write_text("mine", encoding="utf-8")
    rows = pa.table({"source_id": ["cbeci"], "power_w": [1e10]})
    parquet.write_table(rows, checkout / "local" / "crypto_power.parquet")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=checkout, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    shipped = {path.name for path in (tmp_path / "installed").rglob("*")}
    assert shipped.isdisjoint({"_private", "draft.docx", ".carbondata-stale"})
    tables = {path.name: path for path in (tmp_path / "installed").rglob("*.parquet")}
    assert {path.parent.name for path in tables.values()} == {"_parquet"}
    folders = (path.parent for path in CHECKOUT.glob("sources/*/source.toml"))
    own = {one.id for one in map(manifest.load, folders) if not one.redistribute}
    assert own >= {"cbeci", "coinmetrics-btc", "electricity-maps"}
    for name, path in tables.items():
        # The table of sources describes them, without a row of theirs.
        if name != "sources.parquet" and "source_id" in parquet.read_schema(path).names:
            given = parquet.read_table(path, columns=["source_id"])["source_id"].to_pylist()
            assert own.isdisjoint(given)
    assert "national_emissions.parquet" in tables
