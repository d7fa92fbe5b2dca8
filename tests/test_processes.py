"""Builds as processes: killed while fetching, out of space, two at once, read while they write."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import threading
from pathlib import Path

import duckdb
import pytest
import workshop
from publisher import Answer, Site, figure, refresh
from workshop import FETCHING, Workshop

import carbondata

pytestmark = pytest.mark.slow

GRID = workshop.grid().encode()
OTHER = workshop.grid().replace("SWE,2018,22,", "SWE,2018,23,").encode()
PARTS = 10
PRIVATE = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-euc"]
CAN_MOUNT = (
    shutil.which("unshare") is not None
    and subprocess.run(
        [*PRIVATE, "mount -t tmpfs none /tmp"], capture_output=True, check=False
    ).returncode
    == 0
)
mounting = pytest.mark.skipif(not CAN_MOUNT, reason="mounting takes Linux and some leave")


@pytest.fixture
def shop(refreshed: Workshop, site: Site) -> Workshop:
    """Have the grid intensities, refreshed once; then the publisher has others."""
    site.serve("/grid.csv", OTHER)
    return refreshed


def start(shop: Workshop, *options: str) -> subprocess.Popen[str]:
    """Start a refresh as its own process."""
    command = [*FETCHING, "build", str(shop.out), "--sources", str(shop.sources), *options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_while_bytes_come_in_nothing_has_changed_and_the_next_refresh_mends_all(
    shop: Workshop, site: Site, cache: Path, part: int
) -> None:
    before, kept = workshop.digests(shop.out), workshop.digests(cache)
    child: list[subprocess.Popen[str]] = []
    started = threading.Event()

    def kill(sent: int) -> None:
        if sent == part and started.wait(60):
            child[0].kill()

    site.serve("/grid.csv", Answer(OTHER, drip=PARTS, between=kill), OTHER)
    child.append(start(shop, "--refresh", "--only", "meadow-grid"))
    started.set()
    child[0].communicate()
    assert child[0].returncode == -signal.SIGKILL
    assert workshop.digests(shop.out) == before
    whole = {name: digest for name, digest in workshop.digests(cache).items() if "/" not in name}
    assert whole == {name: digest for name, digest in kept.items() if "/" not in name}
    refresh(shop)
    assert figure(shop) == 23


def in_a_small_room(shop: Workshop, where: Path, room: str, inside: str) -> tuple[str, list[str]]:
    """Refresh with a folder on a disk of its own; return what was said, and that disk's files."""
    aside = where.with_name(f"{where.name}-aside")
    shutil.copytree(where, aside)
    build = shlex.join([*FETCHING, "build", str(shop.out), "--sources", str(shop.sources)])
    done = subprocess.run(
        [
            *PRIVATE,
            f"""mount -t tmpfs -o size={room} none {where}; cp -r {aside}/. {where}; {inside}
            {build} --refresh && exit 99 || echo left with $?; cd {where}; find . -type f | sort |
            xargs sha256sum""",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "left with 1\n" in done.stdout
    assert "Traceback" not in done.stderr, done.stderr[-1500:]
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines() if "  ./" in line]
    return done.stderr, sorted(f"{name[2:]} {digest}" for digest, name in lines)


def listed(folder: Path) -> list[str]:
    """List a folder's files with their hashes."""
    return sorted(f"{name} {digest}" for name, digest in workshop.digests(folder).items())


@mounting
def test_a_full_disk_changes_nothing(shop: Workshop) -> None:
    before = listed(shop.out)
    size = sum(path.stat().st_size for path in shop.out.rglob("*") if path.is_file())
    said, after = in_a_small_room(shop, shop.out, f"{size // 1024 + 400}k", "")
    assert re.search(r"no space|not enough space|could not", said, re.IGNORECASE)
    assert "remedy: free space" in said
    assert after == before


@mounting
def test_a_disk_that_may_not_be_written_changes_nothing(shop: Workshop) -> None:
    before = listed(shop.out)
    inside = f"mount -o remount,ro {shop.out};"
    said, after = in_a_small_room(shop, shop.out, "50m", inside)
    assert "Read-only file system" in said
    assert "remedy: free space or change permissions" in said
    assert after == before


@mounting
def test_a_full_cache_is_named_with_the_variable_that_moves_it(
    shop: Workshop, site: Site, cache: Path
) -> None:
    site.serve("/grid.csv", OTHER + b"\n" * 900_000)
    before = workshop.digests(shop.out)
    said, _ = in_a_small_room(shop, cache, "200k", "")
    assert "no space left on the disk" in said
    assert "CARBONDATA_CACHE" in said
    assert workshop.digests(shop.out) == before


def test_of_two_builds_at_once_one_waits_and_both_end_well(shop: Workshop, site: Site) -> None:
    def both(_part: int) -> None:
        if not second:
            second.append(start(shop, "--refresh", "--only", "meadow-grid"))
            assert second[0].stderr is not None
            assert "waiting for another build in" in second[0].stderr.readline()

    second: list[subprocess.Popen[str]] = []
    site.serve("/grid.csv", Answer(OTHER, between=both))
    first = start(shop, "--refresh", "--only", "meadow-grid")
    _, said = first.communicate()
    assert (first.returncode, "waiting" in said) == (0, False)
    out, _ = second[0].communicate()
    assert (second[0].returncode, "files written" in out) == (0, False)
    assert figure(shop) == 23
    revised = carbondata.sql("SELECT count(*) AS n FROM revisions", shop.out)["n"][0].as_py()
    assert revised == 1


def test_who_reads_the_database_while_it_is_replaced_goes_on_reading_the_old_one(
    shop: Workshop,
) -> None:
    query = "SELECT intensity_g_per_kwh FROM grid_intensity WHERE area_id = 'SWE' AND year = 2018"
    reader = subprocess.Popen(
        [
            shutil.which("python") or "python",
            "-c",
            f"""import duckdb, sys
con = duckdb.connect({str(shop.out / "carbondata.duckdb")!r}, read_only=True)
for _ in sys.stdin:
    print(con.sql({query!r}).fetchall()[0][0], flush=True)""",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    answers = []
    for step in (lambda: None, lambda: refresh(shop)):
        step()
        reader.stdin.write("\n")
        reader.stdin.flush()
        answers.append(reader.stdout.readline().strip())
    reader.communicate()
    assert answers == ["22.0", "22.0"]
    with duckdb.connect(shop.out / "carbondata.duckdb", read_only=True) as con:
        assert con.execute(query).fetchall() == [(23.0,)]
