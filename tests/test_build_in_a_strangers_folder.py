"""A build in a folder of somebody else: no link is followed, no file of others is replaced."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from workshop import run

import carbondata
from carbondata.errors import SourceError

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "name",
    ["carbondata.duckdb", "carbondata.duckdb.sha256", "carbondata.duckdb.wal", "parquet", "local"],
)
def test_what_a_link_leads_to_is_left_alone(tmp_path: Path, name: str) -> None:
    mine, repository = tmp_path / "mine", tmp_path / "repository"
    mine.mkdir()
    repository.mkdir()
    notes = mine / "README.md"
    notes.write_text("my precious notes")
    is_folder = name in {"parquet", "local"}
    (repository / name).symlink_to(os.path.relpath(mine if is_folder else notes, repository))
    done = run("build", str(repository))
    assert done.returncode == 1
    assert "is a link, and what it leads to would be replaced" in done.stderr
    assert "remedy: remove the link, or build in another folder" in done.stderr
    assert (notes.read_text(), [*mine.iterdir()]) == ("my precious notes", [notes])
    assert [path.name for path in repository.iterdir()] == [name]


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "parquet").mkdir()
    own = tmp_path / "parquet" / "README.md"
    own.write_text("mine")
    with pytest.raises(SourceError, match=r"has files that no build made, such as README\.md"):
        carbondata.build(tmp_path)
    assert own.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["parquet"]
