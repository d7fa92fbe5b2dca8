"""What changed between two builds, in Markdown, and the weekly job that asks for it."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest
import workshop
from conftest import CHECKOUT
from publisher import Answer, Site, set_urls
from workshop import FETCHING, Workshop

import carbondata

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
    shop.build()
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
