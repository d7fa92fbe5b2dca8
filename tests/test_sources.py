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


@pytest.fixture(scope="module")
def manifests() -> list[manifest.Manifest]:
    """Load every source."""
    assert len(SOURCES) > 300
    return [manifest.load(path) for path in SOURCES]


def test_the_citation_is_one_bibtex_entry_under_the_sources_own_key(
    manifests: list[manifest.Manifest],
) -> None:
    def holds(one: manifest.Manifest) -> bool:
        entry = re.match(rf"@[a-z]+\{{{one.id},", one.citation)
        balanced = one.citation.count("{") == one.citation.count("}")
        return bool(entry) and balanced and {"title", "year"} <= {*re.findall(r"\w+", one.citation)}

    assert [one.id for one in manifests if not holds(one)] == []


def test_its_rows_are_pinned_if_and_only_if_they_may_be(
    manifests: list[manifest.Manifest],
) -> None:
    pinned = {one.id: set(LOCK[one.id].tables if one.id in LOCK else ()) for one in manifests}
    assert pinned == {
        one.id: set(one.transforms) if one.redistribute else set() for one in manifests
    }


def test_the_published_tables_hold_the_rows_that_the_lock_counts() -> None:
    promised = {
        (table, source): record.rows
        for source, pinned in LOCK.items()
        for table, record in pinned.tables.items()
    }
    found: dict[tuple[str, str], int] = {}
    for table in {table for table, _ in promised}:
        file = CHECKOUT / "parquet" / f"{table}.parquet"
        counts = pc.value_counts(parquet.read_table(file, columns=["source_id"])["source_id"])
        found |= {(table, one["values"]): one["counts"] for one in counts.to_pylist()}
    assert found == promised


def test_a_fetched_source_is_asked_over_https(manifests: list[manifest.Manifest]) -> None:
    urls = [url for one in manifests for file in one.fetch.values() for url in file.urls]
    assert urls
    assert [url for url in urls if not url.startswith("https://")] == []


def test_no_table_that_ships_holds_a_row_of_a_fetch_only_source(
    manifests: list[manifest.Manifest],
) -> None:
    fetch_only = {one.id for one in manifests if not one.redistribute}
    assert fetch_only >= {"cbeci", "coinmetrics-btc", "electricity-maps"}
    for path in (CHECKOUT / "parquet").glob("*.parquet"):
        if path.stem != "sources" and "source_id" in parquet.read_schema(path).names:
            found = parquet.read_table(path, columns=["source_id"])["source_id"]
            assert fetch_only.isdisjoint(found.to_pylist())


# Their publishers' APIs give them in pages and windows: see test_parts.py.
IN_PARTS = {"world-bank-internet", "neso-gb"}


@pytest.mark.slow
@pytest.mark.skipif(not UPSTREAM.is_dir(), reason="the publishers' files are not in the checkout")
def test_the_real_files_give_the_pinned_rows_again(
    manifests: list[manifest.Manifest], tmp_path: Path
) -> None:
    fetched = {one.id for one in manifests if one.fetch}
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


@pytest.mark.slow
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
