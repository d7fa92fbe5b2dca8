"""What is damaged or changed is named before it is used, and a build mends it."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest
from pyarrow import parquet
from workshop import COMMAND, run

import carbondata
from carbondata import places
from carbondata.errors import QueryError, SourceError
from carbondata.pipeline.publish.files import content_hash
from carbondata.pipeline.publish.snapshot import Store
from carbondata.proof import altered

pytestmark = pytest.mark.slow

FLIPS = 12


def flip(path: Path, dice: random.Random) -> None:
    """Turn one bit of a file."""
    content = bytearray(path.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    path.write_bytes(content)


@pytest.fixture
def mine(built: Path, tmp_path: Path) -> Path:
    """Copy the built tables, to be damaged."""
    shutil.copytree(built, tmp_path / "mine")
    return tmp_path / "mine"


def test_a_bit_that_flips_in_a_table_is_mended_by_the_next_build(mine: Path, built: Path) -> None:
    dice = random.Random(3)  # noqa: S311  (the same bits in every run)
    tables = sorted((mine / "parquet").glob("*.parquet"))
    hit = dice.sample(tables, FLIPS)
    for path in hit:
        flip(path, dice)
    assert altered(mine / "parquet") == [path.name for path in sorted(hit)]
    carbondata.build(mine)
    assert altered(mine / "parquet") == []
    for path in tables:
        assert parquet.read_table(path) == parquet.read_table(built / "parquet" / path.name)


def test_a_value_that_was_changed_by_hand_does_not_stay(mine: Path, built: Path) -> None:
    path = mine / "parquet" / "grid_intensity.parquet"
    rows = parquet.read_table(path)
    column = rows.schema.get_field_index("intensity_g_per_kwh")
    raised = pc.multiply(rows["intensity_g_per_kwh"], 0.5)
    parquet.write_table(rows.set_column(column, rows.schema.field(column), raised), path)
    carbondata.build(mine)
    assert parquet.read_table(path) == parquet.read_table(built / "parquet" / path.name)


def test_what_is_damaged_everywhere_is_named(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pinned = tmp_path / "pinned"
    shutil.copytree(built / "parquet", pinned)
    flip(pinned / "national_emissions.parquet", random.Random(4))  # noqa: S311
    monkeypatch.setattr(places, "pinned", lambda: pinned)
    with pytest.raises(
        SourceError, match=r"national_emissions\.parquet: it is not the file listed in"
    ):
        carbondata.build(tmp_path / "out")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QueryError, match=r"changed or damaged in .*national_emissions\.parquet"):
        carbondata.connect()


@pytest.mark.parametrize("record", ["", "{", "{}", '{"filez": {"areas.parquet": "0"}}'])
def test_tables_without_a_record_of_their_hashes_are_not_believed(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: str
) -> None:
    shutil.copytree(built / "parquet", tmp_path / "parquet")
    (tmp_path / "parquet" / "build.json").write_text(record, encoding="utf-8")
    monkeypatch.setattr(places, "pinned", lambda: tmp_path / "parquet")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QueryError, match=r"changed or damaged in .*: build\.json; install carbon"):
        carbondata.connect()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        # A hash of another folder's file: none is looked at.
        (lambda record: record["files"].update({"../x": "0"}), "not the file listed in build.json"),
        (lambda record: record.pop("files"), "not the file listed in build.json"),
        (
            lambda record: record["sources"]["gcb"]["tables"].update(
                {"mine": {"rows": 1, "sha256": "0"}}
            ),
            "it has a table mine, which this carbondata does not have",
        ),
        *(
            (
                lambda record, odd=odd: record["sources"]["gcb"].update(accepted_utc=odd),
                "Input should not have timezone info",
            )
            for odd in ("2025-01-01T00:00:00Z", 1700000000)
        ),
    ],
)
def test_a_record_of_no_build_is_refused_in_our_words(
    built: Path, tmp_path: Path, change: Callable[[Any], object], said: str
) -> None:
    shutil.copytree(built / "parquet", tmp_path / "parquet")
    path = tmp_path / "parquet" / "build.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    change(record)
    path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        carbondata.build(tmp_path)


@pytest.mark.parametrize("name", ["areas.parquet", "build.json"])
def test_in_a_checkout_nobody_is_told_to_delete_the_only_tables(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shutil.copytree(built / "parquet", tmp_path / "parquet")
    (tmp_path / "parquet" / name).write_text("{", encoding="utf-8")
    monkeypatch.setattr(places, "pinned", lambda: tmp_path / "parquet")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match=r"git restore parquet") as refused:
        carbondata.build()
    assert "delete" not in str(refused.value)


def test_a_damaged_database_answers_right_or_not_at_all_and_is_mended(mine: Path) -> None:
    database, dice = mine / "carbondata.duckdb", random.Random(5)  # noqa: S311
    asked = ("compare", "gpt-3", "car", "--format", "json", "--db", str(database))
    sound = run(*asked).stdout
    whole = database.read_bytes()
    refused = 0
    for _ in range(FLIPS):
        database.write_bytes(whole)
        for _ in range(50):
            flip(database, dice)
        done = run(*asked)
        if done.returncode:
            refused += 1
            assert done.stderr.startswith("error: ")
            assert "remedy" in done.stderr or "build it anew" in done.stderr
        else:
            assert done.stdout == sound
    assert refused
    carbondata.build(mine)
    assert run(*asked).stdout == sound


def test_the_rows_of_each_source_are_those_on_record() -> None:
    pinned = Store(places.pinned())
    assert [
        (source, table)
        for source, record in pinned.lock.sources.items()
        for table, counted in record.tables.items()
        if content_hash(pinned.rows(table, {source})) != counted.sha256
    ] == []


def test_a_record_that_is_a_pipe_is_not_waited_for(mine: Path) -> None:
    record = mine / "parquet" / "build.json"
    record.unlink()
    os.mkfifo(record)
    with pytest.raises(SourceError, match="a pipe, where a file belongs"):
        carbondata.build(mine)


@pytest.mark.parametrize("name", ["a" * 5000, "../areas.parquet", "/etc/passwd", "", "a\0b"])
def test_a_record_of_files_that_no_build_writes_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "build.json").write_text(json.dumps({"files": {name: "0"}}), encoding="utf-8")
    assert altered(tmp_path) == ["build.json"]


def test_a_table_that_is_gone_is_written_again(mine: Path) -> None:
    (mine / "parquet" / "areas.parquet").unlink()
    carbondata.build(mine)
    assert altered(mine / "parquet") == []


def test_folders_of_the_user_are_left_alone_whatever_they_are_called(mine: Path) -> None:
    own = [mine / ".carbondata-mine", mine / "parquet" / ".carbondata-notes"]
    for folder in own:
        folder.mkdir()
        (folder / "thesis.txt").write_text("mine", encoding="utf-8")
    (mine / ".carbondata-file").write_text("mine", encoding="utf-8")
    (mine / ".carbondata-link").symlink_to(mine / ".carbondata-mine")
    (mine / ".carbondata-nowhere").symlink_to(mine / "nothing")
    subprocess.run(["touch", "-h", "-d", "2 days ago", *mine.glob(".carbondata-*")], check=True)
    subprocess.run(["touch", "-d", "2 days ago", *own], check=True)
    carbondata.build(mine, only=["lee-2021"])
    assert [(folder / "thesis.txt").read_text(encoding="utf-8") for folder in own] == ["mine"] * 2
    assert (mine / ".carbondata-file").exists()
    assert (mine / ".carbondata-link").is_symlink()
    assert (mine / ".carbondata-nowhere").is_symlink()


@pytest.mark.parametrize("name", ["run[1]", "run*", "it's; a run"])
def test_the_name_of_a_folder_is_no_pattern(built: Path, tmp_path: Path, name: str) -> None:
    for folder in ("run1", "run2"):
        (tmp_path / folder).mkdir()
        shutil.copytree(built / "parquet", tmp_path / folder / "parquet")
    out = tmp_path / name
    done = run("build", str(out))
    assert done.returncode == 0, done.stderr
    (counted,) = carbondata.sql("SELECT count(*) AS n FROM areas", out).to_pylist()
    (expected,) = carbondata.sql("SELECT count(*) AS n FROM areas", built).to_pylist()
    assert counted == expected


def test_a_folder_that_duckdb_cannot_name_is_refused_with_the_reason(tmp_path: Path) -> None:
    done = run("build", str(tmp_path / "run?"))
    assert done.returncode == 1
    assert "DuckDB reads a ? in a path" in done.stderr


@pytest.mark.parametrize(
    ("closed", "command"),
    [
        ("<&-", "sql -"),
        (">&-", "compare gpt-3 car"),
        (">/dev/full", "claims --format csv"),
        (">/dev/full", "--help"),
    ],
)
def test_a_closed_or_full_stream_is_one_line(built: Path, closed: str, command: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{COMMAND} {command} {closed}"],
        cwd=built,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) <= 3


@pytest.mark.parametrize("out", ["file", "loop", "/dev/null", "n" * 300])
def test_a_place_where_nothing_can_be_built_is_told(tmp_path: Path, out: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    done = run("build", str(tmp_path / out) if not out.startswith("/") else out)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    remedy = "free space" if out.startswith("n") else "move it, or choose another name"
    assert remedy in done.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
