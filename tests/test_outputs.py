"""An answer takes the place of no part of a build, whichever command or function writes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from workshop import run

import carbondata
from carbondata.query.receipts import write

pytestmark = pytest.mark.slow

PARTS = (
    "carbondata.duckdb",
    "carbondata.duckdb.sha256",
    "parquet/build.json",
    "parquet/areas.parquet",
    "parquet/README.md",
)
SAID = "is a database or part of a carbondata build"


@pytest.fixture(scope="module")
def mine(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs") / "mine"
    shutil.copytree(built, folder)
    return folder


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("link", [False, True])
def test_what_python_writes_takes_the_place_of_no_part_of_a_build(
    mine: Path, tmp_path: Path, part: str, *, link: bool
) -> None:
    out, before = mine / part, (mine / part).read_bytes()
    if link:
        out = tmp_path / "link"
        out.symlink_to(mine / part)
    found = carbondata.compare("284 t", "SWE@2017")
    with pytest.raises(carbondata.QueryError, match=f"{SAID}; name "):
        write(out, found)
    with pytest.raises(carbondata.QueryError, match=f"{SAID}; name "):
        carbondata.page(out)
    assert (mine / part).read_bytes() == before


@pytest.mark.parametrize(
    "asked",
    [
        ["compare", "284 t", "SWE@2017", "--receipt", "parquet/build.json"],
        ["sql", "SELECT 1", "-f", "parquet", "--out", "parquet/areas.parquet"],
        ["page", "carbondata.duckdb.sha256"],
    ],
)
def test_nor_does_what_a_command_writes(mine: Path, asked: list[str]) -> None:
    *words, part = asked
    before = (mine / part).read_bytes()
    done = run(*words, str(mine / part))
    assert done.returncode == 1
    assert SAID in done.stderr
    assert "Traceback" not in done.stderr
    assert (mine / part).read_bytes() == before


@pytest.mark.parametrize("name", ["other.duckdb", "other.db", "notes.csv"])
@pytest.mark.parametrize("link", [False, True])
def test_a_database_of_any_name_is_not_replaced(tmp_path: Path, name: str, *, link: bool) -> None:
    out = tmp_path / name
    with duckdb.connect(out) as con:
        con.execute("CREATE TABLE mine AS SELECT 1 AS thesis")
    before = out.read_bytes()
    if link:
        (tmp_path / "link").symlink_to(out)
    done = run("sql", "SELECT 1", "-f", "csv", "--out", str(tmp_path / "link" if link else out))
    assert done.returncode == 1
    assert SAID in done.stderr
    assert out.read_bytes() == before


def test_a_file_of_the_users_own_beside_them_is_replaced(mine: Path) -> None:
    for out in (mine / "parquet" / "mine.json", mine / "notes.duckdb.sha256", mine / "x.duckdb"):
        out.write_text("as before", encoding="utf-8")
        write(out, carbondata.compare("284 t", "SWE@2017"))
        assert out.read_text(encoding="utf-8").startswith("{")
        out.unlink()


def test_the_log_of_a_database_is_not_written_before_it_is_there(mine: Path) -> None:
    log = mine / "carbondata.duckdb.wal"
    done = run("sql", "SELECT 1", "-f", "csv", "--out", str(log))
    assert done.returncode == 1
    assert SAID in done.stderr
    assert not log.exists()
