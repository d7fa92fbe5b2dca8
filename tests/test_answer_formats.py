"""Whatever type a column of an answer has, each format holds it, and no cell of it is run."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet

import carbondata
from carbondata.cli.terminal import answer
from carbondata.names import closed
from carbondata.query.notebook import html
from carbondata.text.language import LANGUAGES
from carbondata.text.typeset import typeset

# A value of each type of DuckDB, and what a CSV file says of it.
VALUES = {
    "[1, 2]": "1;2",
    "['a', NULL]": "a;",
    "[]::VARCHAR[]": "",
    "array_value(1, 2)": "1;2",
    "[['a'], ['b']]": "[[a], [b]]",
    "['b'::ENUM ('a', 'b')]": "b",
    "{'a': 1}": "{'a': 1}",
    "{'a': DATE 'infinity', 'b': [1]}": "{'a': infinity, 'b': [1]}",
    "MAP {'a': 1}": "{a=1}",
    "union_value(a := 1)": "1",
    "'b'::ENUM ('a', 'b')": "b",
    "'b'::BLOB": "b",
    "'101'::BIT": "101",
    "INTERVAL 2 DAY": "2 days",
    "DATE '2023-06-01'": "2023-06-01",
    "TIME '24:00:00'": "24:00:00",
    "340282366920938463463374607431768211455::UHUGEINT": "340282366920938463463374607431768211455",
    "sum(1)": "1",
    "1.50::DECIMAL(9, 2)": "1.50",
    "'7a1f0a5e-0000-4000-8000-000000000000'::UUID": "7a1f0a5e-0000-4000-8000-000000000000",
}
DATES = ("NULL::DATE", "DATE 'infinity'", "TIMESTAMP 'infinity'", "DATE '9999-12-31' + 1")


def _answered(value: str, form: str, folder: Path) -> bytes:
    out = folder / "out"
    with duckdb.connect() as con:
        answer(con, f"SELECT {value} AS one", form, out)
    return out.read_bytes()


@pytest.mark.parametrize("value", [*VALUES, *DATES])
def test_every_format_holds_every_type(
    value: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for form in ("csv", "json", "line", "markdown"):
        told = _answered(value, form, tmp_path).decode()
        if form == "csv" and value in VALUES:
            assert list(csv.reader(io.StringIO(told))) == [["one"], [VALUES[value]]]
        if form == "json":
            assert len(json.loads(told)) == 1
    _answered(value, "parquet", tmp_path)
    assert parquet.read_table(tmp_path / "out").num_rows == 1
    with duckdb.connect() as con:
        answer(con, f"SELECT {value} AS one", "table", None)
    assert capsysbinary.readouterr().out.lstrip().startswith(b"one")


def test_a_date_beyond_the_calendar_is_told_as_it_is(tmp_path: Path) -> None:
    for value, told in zip(DATES, (None, "infinity", "infinity", "10000-01-01"), strict=True):
        assert json.loads(_answered(value, "json", tmp_path)) == [{"one": told}]


FORMULA = "=1+1"


@pytest.mark.parametrize(
    "value",
    [
        f"'{FORMULA}'",
        f"'{FORMULA}'::BLOB",
        f"'{FORMULA}'::ENUM ('{FORMULA}')",
        f"['{FORMULA}']",
        f"['{FORMULA}'::ENUM ('{FORMULA}')]",
        f"union_value(a := '{FORMULA}')",
        "-INTERVAL 2 DAY",
    ],
)
def test_no_cell_of_a_csv_file_is_a_formula_whatever_its_type(value: str, tmp_path: Path) -> None:
    _, (cell,) = csv.reader(io.StringIO(_answered(value, "csv", tmp_path).decode()))
    assert cell.startswith(("'=", "'-"))


@pytest.mark.parametrize("kind", [pa.string(), pa.binary(), pa.dictionary(pa.int8(), pa.string())])
def test_no_cell_of_worked_out_runs_is_a_formula_whatever_its_type(
    kind: pa.DataType, tmp_path: Path
) -> None:
    runs = pa.table({"energy_kwh": [1.0], "area_id": ["FRA"], "year": [2023]})
    runs = runs.append_column("energy_scope", [["server"]])
    runs = runs.append_column(
        "note",
        [
            pa.array([FORMULA.encode()]).cast(pa.binary()).cast(kind)
            if kind != pa.dictionary(pa.int8(), pa.string())
            else pa.array([FORMULA]).dictionary_encode().cast(kind)
        ],
    )
    carbondata.footprints(runs, out=tmp_path / "out.csv")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8")))
    assert row["note"] == f"'{FORMULA}"


def test_a_notebook_shows_any_table() -> None:
    far = pa.array([2_932_897, 0], pa.int32()).cast(pa.date32())
    told = html(pa.table({"t": [float("inf"), float("-inf")], "d": far, "n": [float("nan"), 1.5]}))
    for cell in ("inf", "-inf", "nan", "1.5", "10000-01-01", "1970-01-01"):
        assert f">{cell}</td>" in told


def test_a_name_of_any_length_is_set_at_once() -> None:
    digits = "9" * 5000
    for language in LANGUAGES:
        assert digits in typeset(f"{digits} t", language)
        assert typeset("12345 t", language) != "12345 t"
    for sign in "«(":
        start = time.perf_counter()
        closed(sign * 100_000)
        assert time.perf_counter() - start < 2
