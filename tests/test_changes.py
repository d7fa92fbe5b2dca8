"""What changed between two builds, in Markdown, and the weekly job that asks for it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
import workshop
from conftest import CHECKOUT
from markdown_it import MarkdownIt
from publisher import Answer, Site, set_urls
from workshop import FETCHING, Workshop

import carbondata
from carbondata.errors import Problem
from carbondata.query.build_diff import _cell as cell

pytestmark = pytest.mark.slow

PLAIN_CELLS = ["DEU, 2017, CO2", "+4.5 %", "meadow-grid", "2016-2020", "epoch/a_b"]
JOB = CHECKOUT / ".github" / "refresh.sh"


def rows(text: str, title: str) -> list[list[str]]:
    """Read the table under a title."""
    table = (
        text.split(f"## {title}\n\n", maxsplit=1)[1].split("\n\n", maxsplit=1)[0].splitlines()[2:]
    )
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    """Build the national emissions, the grid and a claim that needs neither."""
    made = workshop.furnish(tmp_path / "shop", *workshop.TYPED_IN, "meadow-co2", "meadow-grid")
    made.build()
    return made


def test_nothing_changed_is_said_in_a_word(shop: Workshop) -> None:
    assert carbondata.changes(shop.out, shop.out) == "# What changed\n\nNothing.\n"


def test_rows_coverage_revisions_and_claims_are_told(shop: Workshop, tmp_path: Path) -> None:
    before = tmp_path / "before.duckdb"
    (shop.out / "carbondata.duckdb").rename(before)
    workshop.write(shop.copies / "meadow-co2" / "owid-co2-data.csv", workshop.co2(growth=1.05))
    (grid,) = (shop.copies / "meadow-grid").iterdir()
    workshop.write(grid, workshop.grid() + "Sweden,SWE,2021,25,\n")
    locked = shop.out / "parquet" / "build.json"
    workshop.swap_all(locked, r'"retrieved_utc": "\d{4}', '"retrieved_utc": "2001')
    shop.build(accept=["meadow-co2"])
    said = carbondata.changes(before, shop.out)
    assert [row[0] for row in rows(said, "Fetched")] == ["meadow-co2", "meadow-grid"]
    assert rows(said, "Rows and coverage") == [
        ["meadow-grid", "grid_intensity", "20", "21", "4", "4", "2016-2020", "2016-2021"]
    ]
    revised = {tuple(row[:2]): row[2:] for row in rows(said, "Revisions")}
    assert revised["meadow-co2", "sector_estimates"] == ["10", "10", "0", "0"]  # 2 x 5 years, 5 %
    assert "+5.0 %" in said
    largest = rows(said, "The largest revisions (at most 10)")
    assert {row[5] for row in largest} == {"+5.0 %"}
    for _, _, _, old, new, _ in largest:  # in full, not 3.57e+08
        assert int(new.replace(",", "")) == pytest.approx(1.05 * int(old.replace(",", "")))
    # A share of the world's emissions, which grew by 5 %.
    (claim,) = rows(said, "Claims that moved")
    assert claim[0] == "article-2019/internet-two-percent"
    assert float(claim[5]) / float(claim[6]) == pytest.approx(1.05, rel=1e-3)


@pytest.mark.skipif(not JOB.exists(), reason="the weekly job is not in what was shipped")
def test_the_weekly_job_writes_what_changed_and_what_was_refused(
    tmp_path: Path, site: Site
) -> None:
    shop = workshop.furnish(
        tmp_path / "shop", "iso-3166", "meadow-grid", "meadow-chips", "meadow-bitcoin"
    )
    changed = workshop.grid().replace("SWE,2018,22,", "SWE,2018,23,").encode()
    set_urls(shop, "meadow-grid", site.serve("/grid.csv", workshop.grid().encode(), changed))
    set_urls(shop, "meadow-chips", site.serve("/chips.csv", Answer(b"no", 404)))
    shop.build(copies=None, only=["meadow-grid"])
    command = tmp_path / "bin" / "carbondata"
    workshop.write(command, f'#!/bin/sh\nexec {shlex.join(FETCHING)} "$@"\n')
    command.chmod(0o755)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [JOB, "--sources", shop.sources],
        cwd=shop.out,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    said = (shop.out / "changes.md").read_text(encoding="utf-8")
    assert done.returncode == 1, done.stderr
    assert rows(said, "Revisions") == [["meadow-grid", "grid_intensity", "1", "1", "0", "0"]]
    largest = rows(said, "The largest revisions (at most 10)")
    assert [row[2:] for row in largest] == [["intensity_g_per_kwh", "22", "23", "+4.5 %"]]
    assert "meadow-bitcoin" not in said  # fetch-only: nothing of it can be merged
    refused = said.split("\n\n## Refused: the last good rows stay\n\n")[1]
    assert "error: meadow-chips: http://" in refused
    assert "404 Not Found" in refused
    assert "remedy: " in refused
    assert not (shop.out / "before.duckdb").exists()


def test_a_table_of_a_given_database_is_a_name_and_no_sql(built: Path, tmp_path: Path) -> None:
    given = tmp_path / "carbondata.duckdb"
    shutil.copy(built / "carbondata.duckdb", given)
    name = "range(9) AS r(source_id) --"
    with duckdb.connect(given) as con:
        con.execute(f"CREATE TABLE \"{name}\" AS SELECT 'own' AS source_id")
        con.execute("UPDATE sources SET tables = [$1] WHERE source_id = 'mora-2018'", [name])
    assert f"| own | {name} |  | 1 |" in carbondata.changes(built, given)


def test_what_a_publisher_says_stays_text_in_a_pull_request(tmp_path: Path, site: Site) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-chips")
    set_urls(shop, "meadow-chips", site.serve("/chips.csv", workshop.chips().encode()))
    shop.build(copies=None)
    before = tmp_path / "before.duckdb"
    (shop.out / "carbondata.duckdb").rename(before)
    # The names of chips are the publisher's, and become keys of rows.
    odd = workshop.chips().replace("Chip 3,", "Chip @everyone [x](https://x.example) `|,")
    site.serve("/chips.csv", odd.encode())
    workshop.swap_all(
        shop.out / "parquet" / "build.json", r'"retrieved_utc": "\d{4}', '"retrieved_utc": "2001'
    )
    shop.build(copies=None, accept=["meadow-chips"])
    said = carbondata.changes(before, shop.out)
    assert said.count("\n| ") == len([line for line in said.splitlines() if line.startswith("|")])
    page = MarkdownIt("gfm-like", {"linkify": False}).render(said)
    assert "<a " not in page
    assert cell("@all | `x` <b>") == "@&#8203;all \\| \\`x\\` \\<b>"
    assert [cell(text) for text in PLAIN_CELLS] == PLAIN_CELLS


def test_nor_does_a_refused_text_close_its_fence() -> None:
    problem = Problem("grid", "raw.csv", "\n```\n@everyone", "look\n```", "\n```", "\n~~~")
    refused = f"# Refused\n\n```text\nerror: {problem}\n{problem}\n```\n"
    *_, block = found = MarkdownIt().parse(refused)
    assert [one.type for one in found if one.type.startswith("fence")] == ["fence"]
    assert block.content.count("@everyone") == 2


WORKFLOW = CHECKOUT / ".github" / "workflows" / "refresh.yml"
TAKE = CHECKOUT / ".github" / "take.sh"


@pytest.mark.skipif(not JOB.exists(), reason="the weekly job is not in what was shipped")
def test_what_fetches_may_not_write_and_actions_are_pinned() -> None:
    text = WORKFLOW.read_text(encoding="utf-8")
    fetching, proposing = text.split("\n  fetch:\n")[1].split("\n  propose:\n")
    assert "\npermissions: {}\n" in text
    assert re.findall(r"(\w+): write", fetching) == []
    assert "github.token" not in fetching
    assert "pip" not in proposing
    assert "secrets." not in proposing
    used = re.findall(r"uses: (.*)", text)
    assert len(used) == text.count("uses:") == 6
    for one in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", one)


@pytest.mark.skipif(not JOB.exists(), reason="the weekly job is not in what was shipped")
@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("", ""),
        ("parquet/new.parquet", "not of what a refresh writes"),
        ("parquet/.github/x", "neither a file nor the folder parquet"),
        ("carbondata.py", "not of what a refresh writes"),
        ("parquet/areas.parquet", "neither a file nor the folder parquet"),  # as a link
    ],
)
def test_of_what_was_fetched_only_known_files_are_taken(
    tmp_path: Path, name: str, refused: str
) -> None:
    for folder, body in (("checkout", "old"), ("fetched", "new")):
        workshop.write(tmp_path / folder / "parquet" / "areas.parquet", body)
    workshop.write(tmp_path / "fetched" / "changes.md", "# What changed")
    (tmp_path / "fetched" / "parquet" / "areas.parquet").chmod(0o755)
    for arguments in (["init", "-q"], ["add", "parquet"]):
        subprocess.run(["git", *arguments], cwd=tmp_path / "checkout", check=True)
    if name == "parquet/areas.parquet":
        (tmp_path / "fetched" / name).unlink()
        (tmp_path / "fetched" / name).symlink_to("/etc/hosts")
    elif name:
        workshop.write(tmp_path / "fetched" / name, "x")
    done = subprocess.run(
        [TAKE, tmp_path / "fetched"],
        cwd=tmp_path / "checkout",
        capture_output=True,
        text=True,
        check=False,
    )
    taken = tmp_path / "checkout" / "parquet" / "areas.parquet"
    assert (done.returncode, refused in done.stderr) == (int(bool(refused)), True)
    assert taken.read_text(encoding="utf-8") == ("old" if refused else "new")
    assert not os.access(taken, os.X_OK)
