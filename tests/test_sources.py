"""Every folder of sources/, looped over: its manifest holds, its rows are pinned if they may be."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyarrow.compute as pc
import pytest
from conftest import CHECKOUT, UPSTREAM
from pyarrow import parquet

import carbondata
from carbondata.pipeline.ingest import manifest
from carbondata.pipeline.publish.lock import read

SOURCES = sorted(path for path in (CHECKOUT / "sources").iterdir() if path.is_dir())
LOCK = read(CHECKOUT / "parquet").sources


@pytest.fixture(params=SOURCES, ids=lambda path: path.name)
def one(request: pytest.FixtureRequest) -> manifest.Manifest:
    """Load each source in turn."""
    return manifest.load(request.param)


def test_the_citation_is_one_bibtex_entry_under_the_sources_own_key(
    one: manifest.Manifest,
) -> None:
    assert re.match(rf"@[a-z]+\{{{one.id},", one.citation)
    assert one.citation.count("{") == one.citation.count("}")
    assert "title" in one.citation
    assert "year" in one.citation


def test_its_rows_are_pinned_if_and_only_if_they_may_be(one: manifest.Manifest) -> None:
    pinned = LOCK[one.id].tables if one.id in LOCK else {}
    assert set(pinned) == (set(one.transforms) if one.redistribute else set())


def test_the_published_tables_hold_the_rows_that_the_lock_counts(one: manifest.Manifest) -> None:
    for table, record in LOCK[one.id].tables.items() if one.id in LOCK else ():
        rows = parquet.read_table(CHECKOUT / "parquet" / f"{table}.parquet")
        assert pc.sum(pc.equal(rows["source_id"], one.id)).as_py() == record.rows


def test_a_fetched_source_is_asked_over_https(one: manifest.Manifest) -> None:
    urls = [url for file in one.fetch.values() for url in file.urls]
    assert all(url.startswith("https://") for url in urls)


def test_no_table_that_ships_holds_a_row_of_a_fetch_only_source() -> None:
    fetch_only = {one.id for one in map(manifest.load, SOURCES) if not one.redistribute}
    assert fetch_only >= {"cbeci", "coinmetrics-btc", "electricity-maps"}
    for path in (CHECKOUT / "parquet").glob("*.parquet"):
        if path.stem != "sources" and "source_id" in parquet.read_schema(path).names:
            found = parquet.read_table(path, columns=["source_id"])["source_id"]
            assert fetch_only.isdisjoint(found.to_pylist())


# Their publishers' APIs give them in pages and windows: see test_parts.py.
IN_PARTS = {"world-bank-internet", "neso-gb"}


@pytest.mark.skipif(not UPSTREAM.is_dir(), reason="the publishers' files are not in the checkout")
def test_the_real_files_give_the_pinned_rows_again(tmp_path: Path) -> None:
    fetched = {one.id for one in map(manifest.load, SOURCES) if one.fetch}
    carbondata.build(tmp_path, refresh=True, copies=UPSTREAM, only=fetched - IN_PARTS)
    again = read(tmp_path / "parquet").sources
    assert {source: record.tables for source, record in again.items()} == {
        source: record.tables for source, record in LOCK.items()
    }
    local = read(tmp_path / "local").sources
    assert {
        source: sum(t.rows for t in record.tables.values()) for source, record in local.items()
    } == {
        "cbeci": 5601,  # days from 2010-07-18 to 2025-11-16
        "coinmetrics-btc": 6282,  # 6,289 lines less those without a hash rate
        "edgar": 207 * 54,  # areas and years, 1970 to 2023
        "electricity-maps": 205 * 3 + 8760 * 2,  # 2024 twice and 2025; two boundaries an hour
    }


def test_a_paper_is_added_by_a_folder_of_two_small_files(tmp_path: Path) -> None:
    sources = shutil.copytree(CHECKOUT / "sources", tmp_path / "sources")
    paper = sources / "example-2026"
    paper.mkdir()
    (paper / "source.toml").write_text(
        'id = "example-2026"\n'
        'title = "A paper"\n'
        'publisher = "A journal"\n'
        'homepage = "https://example.org/paper"\n'
        'licence = "facts-only"\n'
        "redistribute = true\n"
        "published = 2026-05-01\n"
        "priority = 30\n"
        'citation = "@misc{example-2026, title = {A paper}, year = {2026}}"\n'
    )
    (paper / "training_runs.csv").write_text(
        "run_id,subject,model,activity,year,energy_kwh,energy_scope,method,status,locator,verified,"
        "evidence\n"
        "example-2026/m,m,M,training,2026,1000,server,measured,current,Table 2,true,primary\n"
    )
    carbondata.build(tmp_path / "out", sources=sources)
    query = "SELECT energy_kwh FROM training_runs WHERE source_id = 'example-2026'"
    assert carbondata.sql(query, tmp_path / "out").to_pylist() == [{"energy_kwh": 1000.0}]
