"""A database is believed by its proof, and reaches nothing but itself, whoever made it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
from workshop import COMMAND, run

import carbondata
from carbondata.errors import QueryError
from carbondata.pipeline.publish.files import replacing_database
from carbondata.proof import hashes, is_as_built, proof
from carbondata.query.connection import opened

pytestmark = pytest.mark.slow

SWEDEN = "SELECT name_en FROM areas WHERE area_id = 'SWE'"
RENAMED = "UPDATE areas SET name_en = 'Sverige' WHERE area_id = 'SWE'"


@pytest.fixture
def mine(built: Path, tmp_path: Path) -> Path:
    """Copy the built tables, to be changed."""
    shutil.copytree(built, tmp_path / "mine")
    return tmp_path / "mine"


def change(folder: Path, *orders: str) -> Path:
    """Change a database as its owner could, and leave its proof as it is."""
    database = folder / "carbondata.duckdb"
    with duckdb.connect(database) as con:
        for order in orders:
            con.execute(order)
    return database


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Have a file that no question about carbon is about."""
    file = tmp_path / "secret.csv"
    file.write_text("word\nxyzzy\n", encoding="utf-8")
    return file


def test_the_proof_is_what_sha256sum_checks(built: Path) -> None:
    name = "carbondata.duckdb.sha256"
    done = subprocess.run(["sha256sum", "-c", name], cwd=built, capture_output=True, check=False)
    assert done.stdout == b"carbondata.duckdb: OK\n"


@pytest.mark.parametrize(
    "asked",
    [
        "compare gpt-3 car",
        "studies bitcoin",
        "claims",
        "sources",
        "describe",
        "find Netflix",
        "explain gpt-3 gpt-2",
        "page page.html",
        "plot studies bitcoin --out chart.svg",
        "footprint --energy-kwh 1 --energy-scope server --area FRA --year 2023",
    ],
)
def test_a_value_that_was_changed_is_believed_by_no_command(mine: Path, asked: str) -> None:
    change(mine, RENAMED)
    done = subprocess.run(
        [COMMAND, *asked.split()], cwd=mine, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout
    assert done.stdout == ""
    assert "it was changed or damaged since it was built" in done.stderr
    assert done.stderr.endswith(f"build it anew: carbondata build {mine}\n")
    assert not list(mine.glob("*.html")) + list(mine.glob("*.svg"))


def test_a_value_that_was_changed_is_mended_by_the_next_build(mine: Path) -> None:
    database = change(mine, RENAMED)
    with pytest.raises(QueryError, match="changed or damaged"):
        carbondata.connect(mine)
    with pytest.raises(QueryError, match="changed or damaged"):
        carbondata.sql(SWEDEN, mine)
    assert database in carbondata.build(mine).written
    assert carbondata.sql(SWEDEN, mine).to_pylist() == [{"name_en": "Sweden"}]


def test_changes_that_are_not_in_the_file_yet_are_not_believed(mine: Path) -> None:
    (mine / "carbondata.duckdb.wal").write_bytes(b"begun")
    with pytest.raises(QueryError, match="another program has changed it and not finished"):
        carbondata.connect(mine)
    carbondata.build(mine)
    assert carbondata.sql(SWEDEN, mine).to_pylist() == [{"name_en": "Sweden"}]


def test_without_a_proof_a_build_writes_the_database_anew(mine: Path) -> None:
    database = change(mine, RENAMED)
    proof(database).unlink()
    assert is_as_built(database) is None
    assert database in carbondata.build(mine).written
    assert is_as_built(database)


def test_while_a_database_takes_anothers_place_both_are_proven(tmp_path: Path) -> None:
    database = tmp_path / "carbondata.duckdb"
    for content in (b"old", b"new"):
        with replacing_database(database) as new:
            new.write_bytes(content)
        assert is_as_built(database)
    (newest,) = hashes(database)
    # Killed between the two names: the proof names both, and either is there.
    proof(database).write_text(f"{'0' * 64}  carbondata.duckdb\n{newest}  carbondata.duckdb\n")
    assert is_as_built(database)


@pytest.mark.parametrize("made", ["empty", "utf-16", "folder", "pipe", "endless"])
def test_a_proof_that_cannot_be_read_proves_nothing(mine: Path, made: str) -> None:
    named = proof(change(mine, RENAMED))
    text = named.read_text(encoding="utf-8")
    named.unlink()
    if made == "folder":
        named.mkdir()
    elif made == "pipe":
        os.mkfifo(named)
    elif made == "endless":
        named.symlink_to("/dev/zero")
    else:
        named.write_bytes(b"" if made == "empty" else text.encode("utf-16"))
    with pytest.raises(QueryError, match="changed or damaged since it was built"):
        carbondata.connect(mine)


def test_a_proof_without_its_database_is_in_nobodys_way(mine: Path) -> None:
    (mine / "carbondata.duckdb").unlink()
    carbondata.build(mine)
    assert is_as_built(mine / "carbondata.duckdb")


def test_views_that_were_planted_are_not_run(mine: Path, secret: Path) -> None:
    database = change(
        mine,
        "DROP VIEW trainings",
        f"CREATE VIEW trainings AS FROM read_csv('{secret}')",
        f"CREATE OR REPLACE MACRO find(words) AS TABLE FROM read_csv('{secret}')",
    )
    proof(database).unlink()
    with carbondata.connect(database) as con:
        assert "word" not in con.sql("FROM trainings").columns
        assert "word" not in con.sql("FROM find('Netflix')").columns
        # Files of one's own are read.
        assert con.sql(f"FROM '{secret}'").fetchall() == [("xyzzy",)]


def _told(con: duckdb.DuckDBPyConnection, query: str) -> str:
    try:
        return str(con.execute(query).fetchall())
    except duckdb.Error as error:
        return str(error)


@pytest.mark.parametrize(
    ("orders", "names"),
    [
        (["CREATE VIEW evil AS FROM read_text('{0}')"], "evil"),
        (["DROP TABLE pue", "CREATE VIEW pue AS FROM read_text('{0}')"], "pue"),
        (["CREATE MACRO evil() AS TABLE FROM read_text('{0}')"], "evil"),
        (["CREATE SCHEMA x", "CREATE VIEW x.areas AS FROM read_text('{0}')"], "areas"),
    ],
)
def test_a_database_with_names_of_its_own_reads_no_other_file(
    mine: Path, secret: Path, orders: list[str], names: str
) -> None:
    database = change(mine, *(order.format(secret) for order in orders))
    proof(database).unlink()
    with pytest.raises(QueryError, match=f"defines {names}, which carbondata does not"):
        carbondata.sql("FROM pue", database)
    with pytest.warns(UserWarning, match="and no other file is read"):
        con = carbondata.connect(database)
    assert con.sql(SWEDEN).fetchall() == [("Sweden",)]
    for reading in (f"FROM {names}", f"FROM {names}()", f"FROM '{secret}'"):
        assert "xyzzy" not in _told(con, reading)


def test_a_view_in_the_place_of_a_table_is_no_table(mine: Path, secret: Path) -> None:
    database = change(
        mine, "DROP TABLE population", f"CREATE VIEW population AS FROM read_csv('{secret}')"
    )
    proof(database).unlink()
    with pytest.raises(QueryError, match="does not hold the tables of carbondata"):
        carbondata.connect(database)
    done = run("describe", "population", "--db", str(database))
    assert "xyzzy" not in done.stdout + done.stderr


def test_what_another_carbondata_made_reads_no_other_file(mine: Path, secret: Path) -> None:
    database = change(
        mine,
        "UPDATE build SET version = '2019.6.0'",
        f"CREATE VIEW evil AS FROM read_csv('{secret}')",
    )
    proof(database).unlink()
    with pytest.warns(UserWarning, match=r"made by carbondata 2019\.6\.0"):
        con = carbondata.connect(database)
    assert con.sql(SWEDEN).fetchall() == [("Sweden",)]
    for reading in ("FROM evil", f"FROM '{secret}'", f"COPY areas TO '{secret}'", "LOAD httpfs"):
        with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
            con.execute(reading).fetchall()
    done = run("sql", "SELECT count(*) FROM areas", "--db", str(database))
    assert done.returncode == 0
    assert "its own views are queried, and no other file is read" in done.stderr
    with pytest.raises(QueryError, match=r"made by carbondata 2019\.6\.0"):
        carbondata.compare("gpt-3", "car", database=database)


@pytest.mark.parametrize("is_built", [True, False])
def test_what_carbondata_itself_asks_reaches_nothing_else(
    is_built: bool,  # noqa: FBT001  (pytest gives it by name)
    built: Path,
    secret: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(built if is_built else tmp_path)
    con = opened().cursor()
    assert con.execute(SWEDEN).fetchall() == [("Sweden",)]
    for reaching in (
        f"FROM '{secret}'",
        f"COPY areas TO '{tmp_path / 'areas.csv'}'",
        f"ATTACH '{tmp_path / 'other.duckdb'}'",
        "LOAD httpfs",
        "SET memory_limit = '1MB'",
        "SET enable_external_access = true",
    ):
        with pytest.raises((duckdb.PermissionException, duckdb.InvalidInputException)):
            con.execute(reaching).fetchall()
    assert list(tmp_path.iterdir()) == [secret]


def test_who_holds_a_connection_keeps_nobody_at_an_older_state(mine: Path) -> None:
    held = [carbondata.connect(mine), duckdb.connect(mine / "carbondata.duckdb", read_only=True)]
    asked = held[0].cursor()
    assert carbondata.sql(SWEDEN, mine).to_pylist() == [{"name_en": "Sweden"}]
    before = carbondata.compare("284 t", "SWE@2017", database=mine)
    with replacing_database(mine / "carbondata.duckdb") as new:
        shutil.copy(mine / "carbondata.duckdb", new)
        with duckdb.connect(new) as con:
            con.execute(RENAMED)
            con.execute("UPDATE quantities SET emissions_t = 2 * emissions_t WHERE id = 'SWE@2017'")
    assert carbondata.sql(SWEDEN, mine).to_pylist() == [{"name_en": "Sverige"}]
    assert carbondata.connect(mine).sql(SWEDEN).fetchall() == [("Sverige",)]
    after = carbondata.compare("284 t", "SWE@2017", database=mine)
    assert before.ratio == pytest.approx(2 * after.ratio)
    assert asked.execute(SWEDEN).fetchall() == [("Sweden",)]
    assert all(con.execute(SWEDEN).fetchall() == [("Sweden",)] for con in held)
