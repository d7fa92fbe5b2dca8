"""A build that is killed: each file is the old one or the new one, and the next build mends all."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pytest
import workshop
from pyarrow import parquet
from workshop import Workshop, swap_all, write

import carbondata
from carbondata.pipeline.publish import lock
from carbondata.pipeline.publish.files import content_hash

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow

SOURCES = ("iso-3166", "meadow-co2", "meadow-grid", "meadow-bitcoin")
QUESTION = """
    SELECT (SELECT sum(emissions_t) FROM national_emissions) AS emissions_t,
           (SELECT sum(power_w) FROM crypto_power) AS power_w,
           (SELECT count(*) FROM sources) AS sources"""

# Runs the command, and kills its own process just before the nth change of a name: Python tells
# an audit hook of every mkdir, rename and rmdir before it is done.
KILLED = """
import os, signal, sys
moment, seen = int(sys.argv[1]), 0
def watch(event, arguments):
    global seen
    if event in {"os.mkdir", "os.rename", "os.rmdir"}:
        if seen == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        seen += 1
sys.addaudithook(watch)
from carbondata.cli import app
app(sys.argv[2:], standalone_mode=False)
print(seen)
"""
# Runs the command, whose process is killed when a file grows beyond so many bytes: no table of
# these few rows does, the database does.
KILLED_BY_SIZE = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
from carbondata.cli import app
app(sys.argv[1:], standalone_mode=False)
"""
NEVER = -1
NINTHS = range(10)


def command(shop: Workshop, moment: int) -> list[str]:
    """Write the command line of a refresh that is killed before the nth change of a name."""
    build = ["build", str(shop.out), "--sources", str(shop.sources), "--from", str(shop.copies)]
    build += ["--accept", "meadow-co2"]
    return [sys.executable, "-c", KILLED, str(moment), *build]


def contents(out: Path) -> dict[str, object]:
    """Read every file under its final name, but for the times at which bytes were taken."""
    folders = (out / "parquet", out / "local")
    files = [path for folder in folders for path in folder.iterdir() if path.is_file()]
    found: dict[str, object] = {f"{path.parent.name}/{path.name}": said(path) for path in files}
    return found | {"carbondata.duckdb": carbondata.sql(QUESTION, out).to_pylist()}


def said(path: Path) -> object:
    """Read one file."""
    if path.suffix == ".parquet":
        rows = parquet.read_table(path)
        times = {"retrieved_utc", "retrieved_before_utc", "refreshed_utc"}
        kept = [name for name in rows.column_names if name not in times]
        return rows.select(kept).to_pylist()
    text = path.read_text(encoding="utf-8")
    # Revisions have times in its rows, and so in its hash.
    text = re.sub(r'("revisions": \{[^}]*"sha256": )"\w+"', r"\1 then", text)
    # So have the tables that the Croissant description has the bytes of.
    # And build.json has the hash of each file.
    if path.name == "build.json":
        text = re.sub(r'("[\w.-]+\.\w+": )"[0-9a-f]{64}"', r"\1 then", text)
    if path.name == "croissant.json":
        text = re.sub(r'"(sha256|contentSize)": "[^"]*"', r'"\1": "then"', text)
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?", "then", text)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Build from the first files, then lay out those of a later release."""
    shop = workshop.furnish(tmp_path_factory.mktemp("old") / "shop", *SOURCES)
    shop.build(accept=["meadow-co2"])
    write(shop.copies / "meadow-co2" / "owid-co2-data.csv", workshop.co2(growth=1.05))
    grid = shop.copies / "meadow-grid" / "carbon-intensity-electricity_OurWorldInData.csv"
    swap_all(grid, r"(SWE,2018),22", r"\1,23")
    power = shop.copies / "meadow-bitcoin" / "Historical annualised electricity consumption.csv"
    swap_all(power, r",41,39,40$", ",42,38,41")
    return shop


@pytest.fixture(scope="module")
def new(old: Workshop, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Build from the later files without any disturbance, and read it all."""
    shop = old.twin(tmp_path_factory.mktemp("new") / "shop")
    shop.build(accept=["meadow-co2"])
    return contents(shop.out)


@pytest.fixture(scope="module")
def changes(old: Workshop, tmp_path_factory: pytest.TempPathFactory) -> int:
    """Count the changes of names in a refresh that is left alone."""
    whole = old.twin(tmp_path_factory.mktemp("whole") / "shop")
    done = subprocess.run(command(whole, NEVER), capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1])


@pytest.fixture(scope="module")
def killed(
    old: Workshop, changes: int, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[int, Path], Workshop]:
    """Refresh the old build, kill it after so many ninths of its changes, copy what is left."""

    @cache
    def kill(ninths: int) -> Workshop:
        shop = old.twin(tmp_path_factory.mktemp("killed") / "shop")
        moment = (changes - 1) * ninths // 9
        done = subprocess.run(command(shop, moment), capture_output=True, check=False)
        assert done.returncode == -signal.SIGKILL
        return shop

    return lambda ninths, root: kill(ninths).twin(root)


def assert_old_or_new(shop: Workshop, old: Workshop, new: dict[str, object]) -> None:
    """Hold each file against both versions; one that is half written could not be read."""
    before, found = contents(old.out), contents(shop.out)
    assert before.keys() <= found.keys() <= new.keys()  # the table of revisions is new
    assert [name for name in found if found[name] not in (before.get(name), new[name])] == []


def assert_mended(shop: Workshop, new: dict[str, object]) -> None:
    """Build again, long after: all is new, and no temporary folder is left."""
    for path in shop.out.rglob(".carbondata-*"):
        os.utime(path, (0, 0))
    shop.build(accept=["meadow-co2"])
    assert contents(shop.out) == new
    assert list(shop.out.rglob(".carbondata-*")) == []


def test_the_two_versions_differ_in_tables_of_both_folders_and_in_the_database(
    old: Workshop, new: dict[str, object]
) -> None:
    before = contents(old.out)
    assert {name for name in before if before[name] != new[name]} >= {
        "parquet/national_emissions.parquet",
        "parquet/grid_intensity.parquet",
        "parquet/sector_estimates.parquet",
        "parquet/sources.parquet",
        "parquet/build.json",
        "local/crypto_power.parquet",
        "local/build.json",
        "carbondata.duckdb",
    }


@pytest.mark.parametrize("ninths", NINTHS)
def test_killed_at_any_moment_every_file_is_the_old_or_the_new_one(
    killed: Callable[[int, Path], Workshop],
    old: Workshop,
    new: dict[str, object],
    tmp_path: Path,
    ninths: int,
) -> None:
    assert_old_or_new(killed(ninths, tmp_path), old, new)


@pytest.mark.parametrize("ninths", NINTHS)
def test_after_a_kill_the_next_build_makes_all_new_and_leaves_nothing_behind(
    killed: Callable[[int, Path], Workshop],
    new: dict[str, object],
    tmp_path: Path,
    ninths: int,
) -> None:
    assert_mended(killed(ninths, tmp_path), new)


@pytest.mark.parametrize("ninths", NINTHS)
def test_after_a_kill_an_offline_build_holds_the_rows_whose_hashes_it_says(
    killed: Callable[[int, Path], Workshop], tmp_path: Path, ninths: int
) -> None:
    shop = killed(ninths, tmp_path)
    shop.build(refresh=False, copies=None)
    for folder in (shop.out / "parquet", shop.out / "local"):
        for source, record in lock.read(folder).sources.items():
            for table, promised in record.tables.items():
                rows = parquet.read_table(folder / f"{table}.parquet").replace_schema_metadata()
                held = content_hash(rows.filter(pc.equal(rows["source_id"], source)))
                assert (source, table, held) == (source, table, promised.sha256)


def test_killed_while_the_database_is_written_the_old_one_answers_and_the_next_build_mends_all(
    old: Workshop, new: dict[str, object], tmp_path: Path
) -> None:
    shop = old.twin(tmp_path)
    final = shop.out / "carbondata.duckdb"
    dies_at = KILLED_BY_SIZE.format(most=final.stat().st_size // 2)
    _, _, _, *build = command(shop, NEVER)[1:]
    done = subprocess.run([sys.executable, "-c", dies_at, *build], check=False)
    assert done.returncode == -signal.SIGXFSZ
    assert [path for path in shop.out.rglob(final.name) if path != final], "none was half written"
    assert contents(shop.out)["carbondata.duckdb"] == contents(old.out)["carbondata.duckdb"]
    assert_old_or_new(shop, old, new)
    assert_mended(shop, new)


def test_a_first_build_that_is_killed_is_no_matter_to_the_next_one(
    old: Workshop, new: dict[str, object], changes: int, tmp_path: Path
) -> None:
    shop = old.twin(tmp_path / "shop")
    shop.out.rename(tmp_path / "gone")
    done = subprocess.run(command(shop, changes // 2), capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    shop.build(accept=["meadow-co2"])
    found = contents(shop.out)
    # What has revised nothing has no revisions, and counts none in what describes the tables.
    tables = [one for one in new if re.search(r"(?<!revisions)\.(parquet|duckdb)$", one)]
    assert len(tables) >= 17
    assert [one for one in tables if found[one] != new[one]] == []
