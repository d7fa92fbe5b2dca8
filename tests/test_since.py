"""What passes unasked is counted over all refreshes, since the tables that came with carbondata."""

from __future__ import annotations

import datetime as dt
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import duckdb
import pyarrow as pa
import pytest

from carbondata import places
from carbondata.errors import SourceError
from carbondata.pipeline import schema
from carbondata.pipeline.ingest import manifest
from carbondata.pipeline.publish.revisions import list_revisions, merge_revisions
from carbondata.pipeline.publish.snapshot import Store
from carbondata.pipeline.source_build import SourceBuild, refuse_drift

pytestmark = pytest.mark.slow

GRID = "grid_intensity"
START, STEP = dt.datetime(2027, 1, 1), dt.timedelta(30)  # noqa: DTZ001
NEXT = """FROM rows UNION ALL BY NAME SELECT * REPLACE (
    month + INTERVAL 1 MONTH AS month, {factor} * intensity_g_per_kwh AS intensity_g_per_kwh)
    FROM rows WHERE area_id = 'FRA' AND month = (FROM rows SELECT max(month))"""
LAST_BUT = """FROM rows WHERE NOT (area_id = 'FRA' AND year = (
    SELECT max(year) FROM rows WHERE area_id = 'FRA' AND year < 2025))"""
MORE = """SELECT * REPLACE (CASE WHEN area_id = 'FRA' AND year = 2024 THEN {factor} ELSE 1 END
    * intensity_g_per_kwh AS intensity_g_per_kwh) FROM rows"""


@cache
def pinned() -> Store:
    return Store(places.pinned())


class Refreshes:
    """A source as it came along, and refreshed again and again."""

    def __init__(self, source: str, table: str) -> None:
        self.manifest = manifest.load(places.sources() / source)
        self.source, self.table, self.record = source, table, pinned().lock.sources[source]
        self.tables = {name: pinned().rows(name, {source}) for name in self.record.tables}
        self.ledger, self.when = schema.empty("revisions"), START

    def rows(self, table: str, _sources: set[str]) -> pa.Table:
        """Return the last good rows of a table."""
        return self.ledger if table == "revisions" else self.tables[table]

    @property
    def lock(self) -> SimpleNamespace:
        """Record the last good refresh, as a build does."""
        return SimpleNamespace(sources={self.source: self.record})

    def asked(self, query: str, *, accept: bool = False) -> list[str]:
        """Refresh the rows by a query, and return what is asked."""
        old = self.tables[self.table]
        with duckdb.connect() as con:
            con.register("rows", old)
            new = schema.conform(self.table, con.sql(query).to_arrow_table())
        then, self.when = self.when, self.when + STEP
        files = {
            name: file.model_copy(update={"retrieved_utc": self.when, "sha256": [str(self.when)]})
            for name, file in self.record.files.items()
        }
        record = self.record.model_copy(update={"files": files})
        build = SourceBuild({**self.tables, self.table: new}, record)
        said: list[str] = []
        try:
            refuse_drift(self.manifest, build, schema.empty("areas"), cast("Any", self))
        except SourceError as error:
            said = [problem.what for problem in error.problems]
        if accept:
            record = record.model_copy(update={"accepted_utc": self.when})
        if accept or not said:
            steps = list_revisions(self.table, old, new, then, self.when)
            self.ledger = merge_revisions([self.ledger, steps])
            self.tables, self.record = build.tables, record
        return said


def test_months_do_not_climb_from_one_refresh_to_the_next() -> None:
    kept = Refreshes("ember", "grid_intensity_monthly")
    # 25 g/kWh in April 2025; 59, 178, and 533, which is more than three times all that came along.
    assert [kept.asked(NEXT.format(factor=factor)) for factor in (2.4, 3)] == [[], []]
    (said,) = kept.asked(NEXT.format(factor=3))
    assert said.startswith("in small steps since the tables that came with carbondata: 1 new value")


def test_what_is_left_out_one_by_one_adds_up() -> None:
    kept = Refreshes("owid-energy", GRID)
    # Of 36 years of France a fifth may be gone.
    assert [kept.asked(LAST_BUT) for _ in range(7)] == [[]] * 7
    (said,) = kept.asked(LAST_BUT)
    assert said.startswith("since the tables that came with carbondata: many rows are gone")
    assert "FRA 8 of 36" in said


def test_after_a_refresh_that_was_accepted_the_count_begins_anew() -> None:
    kept = Refreshes("owid-energy", GRID)
    assert kept.asked(MORE.format(factor=2.5)) == []
    said = kept.asked(MORE.format(factor=2.5), accept=True)
    assert [
        text.startswith("in small steps since 2027-01-31: 1 value jumped") for text in said
    ] == ([True])
    assert kept.asked(MORE.format(factor=2.5)) == []


def test_one_thing_that_is_asked_hides_no_other() -> None:
    kept = Refreshes("owid-energy", GRID)
    assert kept.asked(MORE.format(factor=2.5)) == []
    gone = f"FROM ({MORE.format(factor=2.5)}) WHERE area_id <> 'MLT'"
    said = kept.asked(gone)
    assert said[0] == "1 areas are gone: MLT"
    assert any(text.startswith("in small steps since 2027-01-31: 1 value jumped") for text in said)
