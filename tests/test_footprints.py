"""Runs in bulk: the same digits as one by one, provenance on every row, nothing lost."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from workshop import COMMAND, run

import carbondata
from carbondata import QueryError, footprint, footprints
from carbondata.query.connection import opened

RUN: dict[str, Any] = {
    "energy_kwh": 100.0,
    "energy_scope": "server",
    "pue": 1.2,
    "area_id": "FRA",
    "year": 2023,
}


NEAR = ("FRA,2023", "Stockholm,2023", "FRA,2027")


def _worked(*rows: dict[str, Any], **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    found: list[dict[str, Any]] = footprints(
        pa.Table.from_pylist(list(rows)), **options
    ).to_pylist()
    return found


RUNS = st.fixed_dictionaries(
    {
        "energy_kwh": st.floats(1e-6, 1e9),
        "energy_scope": st.sampled_from(["accelerator", "server", "facility"]),
        "pue": st.none() | st.floats(1, 4),
        "area_id": st.sampled_from(["FRA", "SWE", "USA", "US-CA"]),
        "year": st.integers(2002, 2023),
    }
)


@settings(max_examples=15, deadline=None)  # each opens the tables
@given(runs=st.lists(RUNS, min_size=1, max_size=8))
def test_a_table_gives_the_digits_of_its_rows_one_by_one(runs: list[dict[str, Any]]) -> None:
    rows = [one | {"run_id": str(n)} for n, one in enumerate(runs)]
    found = {row["run_id"]: row for row in _worked(*rows)}
    for one in rows:
        pue = None if one["energy_scope"] == "facility" else one["pue"]
        alone = footprint(
            area=one["area_id"], year=one["year"], energy_kwh=one["energy_kwh"],
            energy_scope=one["energy_scope"], pue=pue,
        )  # fmt: skip
        row = found[one["run_id"]]
        assert row["emissions_t"] == pytest.approx(alone.emissions_t, rel=1e-15)
        assert row["factor_id"] == alone.factor.factor_id
        assert row["counted_kwh"] == alone.counted_kwh
        highs = row["emissions_t_high"], alone.emissions_t_high
        assert highs == (None, None) or highs[0] == pytest.approx(highs[1], rel=1e-12)


def test_the_macro_in_sql_gives_the_same() -> None:
    (ours,) = _worked(RUN)
    with carbondata.connect() as con:
        con.register("my_runs", pa.Table.from_pylist([RUN]))
        found = con.sql("SELECT factor_id, emissions_t FROM footprints('my_runs')").fetchall()
    assert found == [(ours["factor_id"], ours["emissions_t"])]


def test_a_relation_of_another_connection_is_taken_as_it_is() -> None:
    with duckdb.connect() as con:
        con.register("mine", pa.Table.from_pylist([RUN, RUN | {"area_id": "SWE"}]))
        found = footprints(con.sql("SELECT *, 'kept' AS note FROM mine")).to_pylist()
    assert [(row["area_id"], row["note"], row["reason"]) for row in found] == [
        ("FRA", "kept", None),
        ("SWE", "kept", None),
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"energy_kwh": None}, "energy_missing"),
        ({"energy_kwh": -1.0}, "energy_negative"),
        ({"energy_kwh": float("nan")}, "energy_impossible"),
        ({"energy_kwh_low": 101.0}, "energy_bounds_impossible"),
        ({"energy_kwh_low": -1.0}, "energy_bounds_impossible"),
        ({"energy_kwh_low": float("nan")}, "energy_bounds_impossible"),
        ({"energy_kwh_high": 99.0}, "energy_bounds_impossible"),
        ({"energy_kwh_high": float("inf")}, "energy_bounds_impossible"),
        ({"energy_scope": None}, "energy_scope_unknown"),
        ({"energy_scope": "rack"}, "energy_scope_unknown"),
        ({"pue": 0.5}, "pue_below_1"),
        ({"area_id": "Atlantis"}, "area_unknown"),
        ({"area_id": None}, "area_missing"),
        ({"year": None}, "year_missing"),
        ({"year": 2030}, "no_factor_for_year"),
        ({"area_id": "SE-SE3", "boundary": "direct"}, "no_factor_for_area"),
    ],
)
def test_a_bad_row_has_its_reason_and_a_good_one_its_figure(
    cells: dict[str, Any], reason: str
) -> None:
    options = {"boundary": cells["boundary"]} if "boundary" in cells else {}
    bad = RUN | {k: v for k, v in cells.items() if k != "boundary"} | {"run_id": "bad"}
    found = {row["run_id"]: row for row in _worked(bad, RUN | {"run_id": "good"}, **options)}
    assert (found["bad"]["reason"], found["bad"]["emissions_t"]) == (reason, None)
    if not options:
        assert found["good"]["reason"] is None
    with pytest.raises(QueryError, match=f"1 {reason}|2 no_factor|1 no_factor"):
        _worked(bad, RUN | {"run_id": "good"}, strict=True, **options)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"energy_kwh": 0.7, "power_w": 700, "duration_h": 1}, None),
        # 700 Wh written as kWh; 0.7 kW written as W
        ({"energy_kwh": 700, "power_w": 700, "duration_h": 1}, "energy_and_power_differ_by_1000"),
        ({"energy_kwh": 0.7, "power_w": 0.7, "duration_h": 1}, "energy_and_power_differ_by_1000"),
        # 300 W of one GPU, or of all eight?
        ({"power_w": 300, "duration_h": 1, "gpus": 8}, "power_of_one_or_all"),
        ({"power_w": 700, "duration_h": 1, "n_gpus": 1}, None),
        ({"energy_kwh": 0.7, "power_w": 90, "duration_h": 1, "gpu_count": 8}, None),
        ({"power_w": 700, "duration_h": 0}, "duration_not_positive"),
        ({"power_w": 700, "duration_h": -1}, "duration_not_positive"),
        (
            {"power_w": 700, "start_utc": "2023-01-02 10:00", "end_utc": "2023-01-02 09:00"},
            "end_before_start",
        ),
        (
            {"power_w": 700, "start_utc": "2023-01-02 10:00", "end_utc": "2023-01-02T13:00+02:00"},
            None,
        ),
    ],
)
def test_power_and_time(cells: dict[str, Any], reason: str | None) -> None:
    rest = {key: value for key, value in RUN.items() if key != "energy_kwh"}
    (row,) = _worked(rest | cells)
    assert row["reason"] == reason
    if reason is None:
        assert row["counted_kwh"] == pytest.approx(0.7 * 1.2, rel=1e-12)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"energy_wh": [1.0]}, "'energy_wh' must be converted to energy_kwh"),
        ({"a": [1]}, "no column energy_kwh, nor power_w with duration_h, among a"),
    ],
)
def test_a_table_without_energy_is_refused(columns: dict[str, list[Any]], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        footprints(pa.table(columns))


def test_a_column_of_an_answers_name_is_kept_under_another() -> None:
    (row,) = _worked(RUN | {"emissions_t": 5.0})
    assert row["emissions_t_given"] == 5.0
    assert row["emissions_t"] == row["counted_kwh"] * row["intensity_g_per_kwh"] / 1e6


@pytest.mark.slow
def test_files_of_several_makings_in_one_go(tmp_path: Path) -> None:
    parquet.write_table(pa.Table.from_pylist([RUN, RUN]), tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("energy_kwh,energy_scope,area_id,year\n1,server,SWE,2023\n")
    (tmp_path / "c.csv").write_text(
        "timestamp,run_id,duration,emissions,energy_consumed,country_iso_code\n"
        "2023-05-01T00:00:00,r,10,0.1,1,USA\n"
    )
    done = run("footprint", str(tmp_path), "--format", "json", "--out", str(tmp_path / "o.parquet"))
    assert done.returncode == 0, done.stderr
    counts = duckdb.sql(
        f"SELECT area_id, count(*) FROM '{tmp_path}/o.parquet' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert counts == [("FRA", 2), ("SWE", 1), ("USA", 1)]


@pytest.mark.slow
def test_standard_input_and_a_summary_that_names_what_is_near() -> None:
    rows = ["energy_kwh,energy_scope,area_id,year", *(f"1,server,{one}" for one in NEAR)]
    text = "\n".join(rows) + "\n"
    done = subprocess.run(
        [str(COMMAND), "footprint", "-"], input=text, capture_output=True, text=True, check=True
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "3 rows, 1 worked out, 2 not"
    assert "  no such area: 'Stockholm'; did you mean SE-SE3?" in lines
    assert "  there is no factor for FRA in 2027; the nearest is for 2025" in lines
    assert max(map(len, lines)) <= 80


def test_a_fallback_is_counted_and_marked() -> None:
    (row,) = _worked(RUN | {"year": 2027}, allow_year_gap=2)
    assert (row["reason"], row["factor_year"]) == ("year_gap", 2025)
    assert row["emissions_t"] is not None


def test_a_year_before_all_factors_is_reached_by_a_gap_as_for_one_run() -> None:
    (row,) = _worked(RUN | {"year": 1985}, allow_year_gap=20)
    alone = footprint(
        area="FRA", year=1985, energy_kwh=100, energy_scope="server", pue=1.2, allow_year_gap=20
    )
    assert (row["reason"], row["factor_id"]) == ("year_gap", alone.factor.factor_id)
    assert row["emissions_t"] == pytest.approx(alone.emissions_t, rel=1e-15)


def test_strict_publishes_nothing(tmp_path: Path) -> None:
    path, out = tmp_path / "runs.csv", tmp_path / "out.parquet"
    path.write_text("energy_kwh,energy_scope,area_id,year\n1,server,FRX,2023\n")
    done = run("footprint", str(path), "--strict", "--out", str(out))
    assert done.returncode == 1
    assert "1 of 1 rows could not be worked out: 1 area_unknown" in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["runs.csv"]


def test_the_settings_of_a_batch_are_nobody_elses_also_while_it_runs(built: Path) -> None:
    asked = """SELECT name, value FROM duckdb_settings() WHERE name IN ('disabled_optimizers',
        'memory_limit', 'preserve_insertion_order', 'temp_directory', 'TimeZone') ORDER BY name"""
    seen = []

    def rows() -> Iterator[pa.RecordBatch]:
        for _ in range(3):
            seen.append(opened(built).cursor().execute(asked).fetchall())
            yield pa.RecordBatch.from_pylist([RUN])

    before = opened(built).cursor().execute(asked).fetchall()
    given = pa.RecordBatch.from_pylist([RUN]).schema
    with carbondata.connect(built) as other:
        own = other.sql(asked).fetchall()
        found = footprints(pa.RecordBatchReader.from_batches(given, rows()), database=built)
        assert other.sql(asked).fetchall() == own
    assert found["reason"].to_pylist() == [None] * 3
    assert seen == [before] * 3
