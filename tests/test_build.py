"""What a build leaves behind: the same twice, the same anywhere, and a true record."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from pathlib import Path

import pytest
import workshop
from conftest import CHECKOUT
from pyarrow import csv, parquet

import carbondata
from carbondata.errors import SourceError
from carbondata.pipeline import schema
from carbondata.pipeline.publish.files import content_hash


def _state(folder: Path) -> dict[str, tuple[int, str]]:
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_a_second_build_writes_nothing(built: Path, tmp_path: Path) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    before = _state(out)
    assert carbondata.build(out).written == []
    assert _state(out) == before


def test_an_offline_build_gives_the_tables_that_come_along(built: Path) -> None:
    for path in sorted((CHECKOUT / "parquet").iterdir()):
        assert (built / "parquet" / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.slow
def test_a_changed_row_rewrites_its_table_and_no_other(built: Path, tmp_path: Path) -> None:
    sources = shutil.copytree(CHECKOUT / "sources", tmp_path / "sources")
    claims = sources / "article-2019" / "claims.csv"
    claims.write_text(claims.read_text().replace("French article", "An article in French"))
    out = shutil.copytree(built, tmp_path / "out")
    written = {path.name for path in carbondata.build(out, sources=sources).written}
    tables, told = (
        {"claims.parquet", "claim_checks.parquet", "sources.parquet"},
        {"build.json", "croissant.json"},
    )
    assert written == tables | told | {"carbondata.duckdb"}


@pytest.mark.slow
def test_a_source_without_a_folder_leaves_the_tables(built: Path, tmp_path: Path) -> None:
    sources = shutil.copytree(CHECKOUT / "sources", tmp_path / "sources")
    shutil.rmtree(sources / "dannet-2024")
    out = shutil.copytree(built, tmp_path / "out")
    carbondata.build(out, sources=sources)
    query = "SELECT count(*) AS n FROM sector_estimates WHERE source_id = 'dannet-2024'"
    assert carbondata.sql(query, out).to_pylist() == [{"n": 0}]


@pytest.mark.slow
def test_only_reads_the_named_source_anew(built: Path, tmp_path: Path) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    lines: list[str] = []
    carbondata.build(out, only=["lee-2021"], verbose=True, say=lines.append)
    assert [line.split()[0] for line in lines if "curated" in line] == ["lee-2021"]
    assert len(lines) == len([path for path in (CHECKOUT / "sources").iterdir() if path.is_dir()])


def test_a_misspelt_source_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"strubel-2019.*\n.*nearest: strubell-2019"):
        carbondata.build(tmp_path / "out", only=["strubel-2019"])
    assert not (tmp_path / "out").exists()


def test_the_lock_records_how_each_source_came_about() -> None:
    lock = json.loads((CHECKOUT / "parquet" / "build.json").read_text())["sources"]
    assert lock["owid-co2"]["files"]["raw"]["via"] == "copy"
    assert lock["owid-co2"]["files"]["raw"]["url"][0].startswith("https://")
    assert lock["owid-co2"]["files"]["raw"]["retrieved_utc"] >= "2026-11-23"
    assert lock["strubell-2019"]["files"]["training_runs.csv"]["via"] == "typed"
    assert set(lock["gcb"]["versions"]) == {"carbondata", "duckdb", "pandera", "pyarrow"}


def test_the_hash_of_content_is_that_of_the_rows_as_csv(tmp_path: Path) -> None:
    rows = parquet.read_table(CHECKOUT / "parquet" / "internet_users.parquet")
    path = tmp_path / "rows.csv"
    csv.write_csv(rows.replace_schema_metadata(), path)
    assert content_hash(rows) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_published_table_is_sorted_by_source_and_key() -> None:
    def is_sorted(table: str) -> bool:
        order = list(dict.fromkeys(["source_id", *schema.key(table)]))
        path = CHECKOUT / "parquet" / f"{table}.parquet"
        keys = [tuple(row.values()) for row in parquet.read_table(path, columns=order).to_pylist()]
        return keys == sorted(keys)

    assert [table for table in schema.fed() if not is_sorted(table)] == []


def test_a_published_table_is_compressed_with_zstd() -> None:
    column = (
        parquet.read_metadata(CHECKOUT / "parquet" / "population.parquet").row_group(0).column(0)
    )
    assert column.compression == "ZSTD"


@pytest.mark.slow
def test_a_damaged_table_is_written_anew_from_the_one_that_comes_along(
    built: Path, tmp_path: Path
) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    damaged = out / "parquet" / "national_emissions.parquet"
    damaged.write_bytes(damaged.read_bytes()[:1000])
    assert damaged in carbondata.build(out).written
    assert damaged.read_bytes() == (built / "parquet" / damaged.name).read_bytes()


@pytest.mark.slow
def test_a_damaged_table_whose_rows_are_nowhere_else_is_named_and_not_overwritten(
    tmp_path: Path,
) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-co2")
    shop.build()
    damaged = shop.out / "parquet" / "national_emissions.parquet"
    damaged.write_bytes(damaged.read_bytes()[:1000])
    before = _state(shop.out)
    with pytest.raises(SourceError, match=r"national_emissions\.parquet.*\n.*remedy: "):
        shop.build(refresh=False, copies=None)
    assert _state(shop.out) == before


@pytest.mark.slow
def test_what_a_killed_build_left_an_hour_ago_is_swept(built: Path, tmp_path: Path) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    stale, fresh = out / "parquet" / ".carbondata-old", out / "parquet" / ".carbondata-new"
    for left in (stale, fresh):
        left.mkdir()
        (left / "made-by-carbondata").write_text("*.parquet", encoding="utf-8")
        (left / "areas.parquet").write_bytes(b"half")
    two_hours_ago = time.time() - 7200
    os.utime(stale, (two_hours_ago, two_hours_ago))
    carbondata.build(out)
    assert (stale.exists(), fresh.exists()) == (False, True)


def test_a_folder_without_sources_is_refused(built: Path, tmp_path: Path) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    before = _state(out)
    (tmp_path / "none").mkdir()
    for folder in ("none", "missing"):
        with pytest.raises(SourceError, match="name a folder of sources"):
            carbondata.build(out, sources=tmp_path / folder)
    assert _state(out) == before


@pytest.mark.slow
def test_a_lost_table_is_noticed(built: Path, tmp_path: Path) -> None:
    out = shutil.copytree(built, tmp_path / "out")
    lock = json.loads((out / "parquet" / "build.json").read_text())
    counted = lock["sources"]["owid-co2"]["tables"]["population"]["rows"]
    (out / "parquet" / "population.parquet").unlink()
    carbondata.build(out)
    (population,) = carbondata.sql(
        "SELECT count(*) AS n FROM population WHERE source_id = 'owid-co2'", out
    ).to_pylist()
    assert population == {"n": counted}


@pytest.mark.slow
def test_a_table_that_somebody_put_into_local_is_in_nobodys_way(tmp_path: Path) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166")
    shop.build()
    (shop.out / "local").mkdir()
    strays = [shop.out / "local" / name for name in ("areas.parquet", "mine.parquet")]
    for stray in strays:
        shutil.copy(shop.out / "parquet" / "areas.parquet", stray)
    shop.build()
    assert all(stray.exists() for stray in strays)


@pytest.mark.slow
def test_rows_kept_from_an_older_carbondata_are_to_be_fetched_again(tmp_path: Path) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-zones")
    shop.build()
    file = shop.out / "local" / "grid_intensity_hourly.parquet"
    # The table had no length of its intervals then.
    parquet.write_table(parquet.read_table(file).drop_columns("duration_h"), file)
    record = file.with_name("build.json")
    of_today = hashlib.sha256(file.read_bytes()).hexdigest()
    workshop.swap_all(record, rf'"{file.name}": "\w+"', f'"{file.name}": "{of_today}"')
    with pytest.raises(SourceError, match=r"duration_h.*\n.*--refresh --only meadow-zones"):
        shop.build(refresh=False, copies=None)
    shop.build()
    # Three hours, direct and life cycle.
    assert carbondata.sql("SELECT 1 FROM grid_intensity_hourly", shop.out).num_rows == 6
