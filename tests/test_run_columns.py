"""Columns of runs: the user's own are never ours; ours are read however they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet

from carbondata import QueryError, footprints

HEADER = "energy_kwh,energy_scope,area_id,year"
ROW = "10,server,FRA,2023"
RUN = {"energy_kwh": [10.0], "energy_scope": ["server"], "area_id": ["FRA"], "year": [2023]}
OURS = ["unread", "factor_reason", "start_us", "end_us", "carbondata_row", "spans_years",
        "time_reason", "step_us", "file", "row", "reason", "carbondata_at_start"]  # fmt: skip
CODECARBON = "timestamp,run_id,duration,emissions,energy_consumed,country_iso_code"
CODECARBON_ROW = "2024-03-05T10:00:00,a1,7200,0.117,2.2,FRA"
READERS = ["area_id", "run_name", "year", "kwh", "seconds", "begin_s", "state", "file", "row"]


def _one(path: Path, *lines: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (row,) = footprints(path, **options).to_pylist()
    assert isinstance(row, dict)
    return row


@pytest.mark.parametrize("name", OURS)
def test_a_users_column_named_like_one_of_ours_comes_back(tmp_path: Path, name: str) -> None:
    row = _one(tmp_path / "r.csv", f"{HEADER},{name}", f"{ROW},mine")
    assert (row["reason"], row["counted_kwh"], row[f"{name}_given"]) == (None, 10, "mine")


@pytest.mark.parametrize("name", READERS)
def test_so_does_one_that_a_reader_uses(tmp_path: Path, name: str) -> None:
    row = _one(tmp_path / "r.csv", f"{CODECARBON},{name}", f"{CODECARBON_ROW},mine")
    assert (row["reason"], row["counted_kwh"], row[f"{name}_given"]) == (None, 2.2, "mine")
    assert (row["area_id"], row["year"]) == ("FRA", 2024)


def test_a_tools_own_figures_in_a_plain_table_are_numbers(tmp_path: Path) -> None:
    header = f"{HEADER},tool_emissions_t,tool_g_per_kwh"
    row = _one(tmp_path / "r.csv", header, f"{ROW},0.0005326,26.63")
    # France in 2023 is 53.26 g/kWh
    assert (row["times_tool"], row["times_from_factor"]) == (pytest.approx(1), pytest.approx(2))
    row = _one(tmp_path / "r.csv", header, f"{ROW},much,26.63")
    assert row["reason"] == "tool_emissions_t_not_a_number"


def test_names_are_read_in_capitals_and_given_as_documented(tmp_path: Path) -> None:
    row = _one(tmp_path / "r.csv", HEADER.upper() + ",Note", f"{ROW},x")
    assert (row["area_id"], row["year"], row["counted_kwh"], row["Note"]) == ("FRA", 2023, 10, "x")
    (row,) = footprints(pa.table({name.upper(): cells for name, cells in RUN.items()})).to_pylist()
    assert (row["area_id"], row["year"], row["counted_kwh"]) == ("FRA", 2023, 10)


def test_a_name_with_a_quotation_mark(tmp_path: Path) -> None:
    row = _one(tmp_path / "r.csv", f'{HEADER},"na""me"', f"{ROW},x")
    assert row['na"me'] == "x"
    (row,) = footprints(pa.table({**RUN, 'na"me': ["x"]})).to_pylist()
    assert row['na"me'] == "x"


@pytest.mark.parametrize("out", ["a.csv", "a.parquet", "a.jsonl"])
def test_an_answer_beside_the_runs_is_refused_by_name(tmp_path: Path, out: str) -> None:
    _one(tmp_path / "runs.csv", HEADER, ROW)
    footprints(tmp_path / "runs.csv", tmp_path / out)
    with pytest.raises(QueryError, match=f"{out} is an output of carbondata; name the files"):
        footprints(tmp_path)


def test_every_row_of_several_files_names_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{HEADER}\n{ROW}\n")
    (tmp_path / "b.csv").write_text(f"{HEADER},note\n{ROW},x\n")
    parquet.write_table(pa.table(RUN), tmp_path / "c.parquet")
    rows = footprints(tmp_path).to_pylist()
    assert sorted(Path(row["file"]).name for row in rows) == ["a.csv", "b.csv", "c.parquet"]


def test_a_stream_and_what_offers_one_are_tables() -> None:
    table = pa.table(RUN)
    for runs in (table.to_reader(), table.to_batches()[0], duckdb.from_arrow(table)):
        assert footprints(runs).column("counted_kwh").to_pylist() == [10]


class _Streaming:
    """What any library of tables offers, and nothing more."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return pa.table(FRAME).__arrow_c_stream__(requested_schema)


# 1000 kWh at a PUE of 1.2 are 1200 kWh, and of the second row nobody says the energy.
FRAME = {
    "job": ["a", "b"],
    "energy_kwh": [1000.0, None],
    "energy_scope": ["server", "server"],
    "pue": [1.2, 1.2],
    "area_id": ["FRA", "FRA"],
    "year": [2023, 2023],
}


@pytest.mark.parametrize("library", ["pandas", "polars", None])
def test_frames_are_tables(library: str | None) -> None:
    frame = pytest.importorskip(library).DataFrame(FRAME) if library else _Streaming()
    first, second = footprints(frame).to_pylist()
    assert (first["job"], second["job"]) == ("a", "b")
    assert first["counted_kwh"] == 1200
    assert first["emissions_t"] == pytest.approx(1.2e3 * first["intensity_g_per_kwh"] / 1e6)
    assert (first["factor_id"], first["reason"]) == ("FRA@2023/life_cycle/owid-energy", None)
    assert (second["emissions_t"], second["reason"]) == (None, "energy_missing")


@pytest.mark.parametrize("runs", [None, 5, [1, 2]])
def test_what_is_neither_names_nor_a_table_is_refused(runs: object) -> None:
    with pytest.raises(QueryError, match="runs are the names of files, or a table of Arrow"):
        footprints(runs)


@pytest.mark.parametrize(
    "head",
    [
        "# gpu   pwr gtemp",
        "timestamp, index, power.draw [W]",
        "2024/03/05 10:00:00.000, 0, 300.00 W",
        "time,energy_uj",
        "time,node_rapl_package_joules_total",
    ],
)
def test_a_power_log_that_is_named_as_runs_is_sent_to_its_option(tmp_path: Path, head: str) -> None:
    (tmp_path / "log.csv").write_text(f"{head}\n0,1,2\n", encoding="utf-8")
    with pytest.raises(QueryError, match=r"if it is a power log, give it with --power-log"):
        footprints(tmp_path / "log.csv")
    (tmp_path / "log.csv").write_text("time,temperature\n0,1\n", encoding="utf-8")
    with pytest.raises(QueryError, match=r"among time, temperature$"):
        footprints(tmp_path / "log.csv")
