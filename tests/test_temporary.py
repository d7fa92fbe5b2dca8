"""What is temporary: whose it is; and a file is whole or as before, whatever ends a command."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workshop import COMMAND

import carbondata
from carbondata.files import MARK, replacing, scratch, sweep

pytestmark = pytest.mark.slow

LONG_AGO = (0, 0)
LONG = "SELECT max(md5(i::VARCHAR)) AS m FROM range(3_000_000_000) AS t(i)"
RUNS = "energy_kwh,energy_scope,area_id,year\n" + "1000,facility,FRA,2022\n" * 20_000
WORKS = """
import sys, time
from pathlib import Path
from carbondata.files import scratch
with scratch(Path(sys.argv[1]), "*.csv") as folder:
    (folder / "half.csv").write_text("year")
    print(folder, flush=True)
    time.sleep(600)
"""


def test_a_folder_that_somebody_works_in_is_left_alone_and_goes_when_he_is_dead(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", WORKS, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        folder = Path(child.stdout.readline().strip())
        os.utime(folder, LONG_AGO)
        sweep(tmp_path)
        assert (folder / "half.csv").read_text(encoding="utf-8") == "year"
        child.kill()
    os.utime(folder, LONG_AGO)
    sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", ["", "*.csv", "made-by-carbondata"])
def test_a_folder_that_holds_what_its_mark_does_not_name_is_the_users(
    tmp_path: Path, said: str
) -> None:
    thesis = tmp_path / ".carbondata-mine" / "thesis.txt"
    thesis.parent.mkdir()
    thesis.write_text("mine", encoding="utf-8")
    (thesis.parent / MARK).write_text(said, encoding="utf-8")
    os.utime(thesis.parent, LONG_AGO)
    sweep(tmp_path)
    assert thesis.read_text(encoding="utf-8") == "mine"


def test_a_new_file_has_the_users_mask_and_a_replaced_one_its_own_mode(tmp_path: Path) -> None:
    new, private = tmp_path / "new.csv", tmp_path / "private.csv"
    private.write_text("yesterday", encoding="utf-8")
    private.chmod(0o600)
    before = os.umask(0o027)
    try:
        for path in (new, private):
            with replacing(path) as temporary:
                temporary.write_text("today", encoding="utf-8")
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in (new, private)] == [0o640, 0o600]


def test_a_circle_of_links_a_folder_and_a_pipe_are_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("loop", "folder", "pipe"):
        with pytest.raises(OSError, match=name), replacing(tmp_path / name) as temporary:
            temporary.write_text("today", encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "loop", "pipe"]


def written(*command: str, folder: Path, room: int) -> str:
    """Run a command that may write files of so many bytes; return what it said."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        [str(COMMAND), *command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert done.returncode == 1
    return done.stderr


@pytest.mark.parametrize("name", ["answer.csv", "answer.json", "answer.parquet"])
def test_where_there_is_no_room_an_answer_is_as_before(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("yesterday", encoding="utf-8")
    form = name.partition(".")[2]
    query = "SELECT i, md5(i::VARCHAR) AS m FROM range(9000) AS t(i)"
    said = written("sql", query, "--format", form, "--out", name, folder=tmp_path, room=8192)
    assert said.startswith(f"error: {name} was not written: File too large\n  remedy: free space")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "yesterday"


def test_where_there_is_no_room_footprints_are_as_before(tmp_path: Path) -> None:
    (tmp_path / "runs.csv").write_text(RUNS, encoding="utf-8")
    (tmp_path / "out.parquet").write_text("yesterday", encoding="utf-8")
    victim = tmp_path / "victim"
    victim.write_text("not ours", encoding="utf-8")
    (tmp_path / ".out.parquet.unfinished").symlink_to(victim)
    said = written("footprint", "runs.csv", "--out", "out.parquet", folder=tmp_path, room=1024)
    assert said.startswith("error: out.parquet was not written: ")
    assert "File too large" in said
    assert ".carbondata-" not in said
    assert (tmp_path / "out.parquet").read_text(encoding="utf-8") == "yesterday"
    assert victim.read_text(encoding="utf-8") == "not ours"
    assert list(tmp_path.glob(".carbondata-*")) == []


def await_work(child: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until a command has a temporary folder, or has worked for longer than it takes to start.

    However slow the machine is: at the latest after a minute.
    """
    end = time.monotonic() + 60
    while not list(folder.rglob(MARK)) and time.monotonic() < end:
        fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        user, system = fields.split()[11:13]
        if (int(user) + int(system)) / os.sysconf("SC_CLK_TCK") > 3:
            break
        time.sleep(0.05)
    time.sleep(0.3)  # what it writes, or reads, is under way


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_leaves_yesterdays_file_and_nothing_else(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    (tmp_path / "out.csv").write_text("yesterday", encoding="utf-8")
    (tmp_path / "runs.csv").write_text(RUNS, encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    commands = (
        ["sql", LONG, "--format", "csv", "--out", "out.csv"],
        # Standard input stays open: what has come in lies in a temporary folder.
        ["footprint", "-", "--out", "out.csv"],
    )
    for command in commands:
        with subprocess.Popen(
            [str(COMMAND), *command],
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        ) as child:
            await_work(child, tmp_path)
            child.send_signal(number)
            _, said = child.communicate()
        assert (child.returncode, said) == (code, b"")
        assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "yesterday"
        assert {path.name for path in tmp_path.rglob("*")} == {"out.csv", "runs.csv", "tmp"}


def test_what_stands_in_the_way_of_a_build_is_named_before_anything_is_renamed(
    tmp_path: Path,
) -> None:
    for name in ("areas.parquet", "carbondata-ready"):
        out = tmp_path / name
        (out / "parquet" / name).mkdir(parents=True)
        (out / "parquet" / name / "mine.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(carbondata.SourceError, match=rf"parquet/{name}: is ") as told:
            carbondata.build(out)
        assert "remedy: move it away, and build again" in str(told.value)
        assert [path.name for path in (out / "parquet").rglob("*")] == [name, "mine.txt"]


def test_an_empty_folder_that_a_kill_left_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "parquet" / "carbondata-ready").mkdir(parents=True)
    carbondata.build(tmp_path)
    assert not (tmp_path / "parquet" / "carbondata-ready").exists()


def test_a_scratch_folder_goes_with_what_is_in_it(tmp_path: Path) -> None:
    with scratch(tmp_path) as folder:
        (folder / "half").write_text("a", encoding="utf-8")
    assert list(tmp_path.iterdir()) == []
