"""A table of questions: a row each, and one without an answer takes no other with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

import carbondata
from carbondata.errors import QueryError

ASKED = {
    "subject": ["gpt-3", "nobody", None, "car-km-usa", "284 t", "gpt-3"],
    "reference": ["voiture", "SWE", "SWE", "SWE@2017", "llama-4-2025/llama-4-market", "voiture"],
    "place": [0, 1, 2, 3, 4, 5],
}
REASONS = [
    *(None, "there is no 'nobody'", "None is not: write", "compared: one thing (a kilometre"),
    *("is not above zero", None),
]


def _polars(columns: dict[str, list[Any]]) -> Any:  # noqa: ANN401  (polars is optional)
    return pytest.importorskip("polars").DataFrame(columns)


def _pandas(columns: dict[str, list[Any]]) -> Any:  # noqa: ANN401  (pandas is optional)
    return pytest.importorskip("pandas").DataFrame(columns)


def _relation(columns: dict[str, list[Any]]) -> Any:  # noqa: ANN401  (of DuckDB)
    return duckdb.connect().from_arrow(pa.table(columns))


@pytest.mark.parametrize("given", [pa.table, _pandas, _polars, _relation])
def test_every_row_is_answered_or_says_why_not(built: Path, given: Any) -> None:  # noqa: ANN401
    found = carbondata.compare_many(given(ASKED), database=built).to_pylist()
    assert [row["place"] for row in found] == ASKED["place"]
    assert [row["subject"] for row in found] == ASKED["subject"]
    for row, reason in zip(found, REASONS, strict=True):
        assert (reason is None) == (row["reason"] is None) == (row["ratio"] is not None)
        assert reason is None or reason in row["reason"]
    assert [row["verdict"] for row in found] == ["caution", None, None, "refuse", None, "caution"]
    # 552.1 t over 57.15 t, as `compare` has it.
    one = carbondata.compare("gpt-3", "voiture", database=built)
    assert found[0]["ratio"] == found[5]["ratio"] == one.ratio
    assert (found[0]["subject_id"], found[0]["subject_t"]) == ("gpt-3-175b", 552.1)
    assert found[0]["sentence"] == one.sentence()


def test_pairs_are_a_table_too_and_none_is_one(built: Path) -> None:
    found = carbondata.compare_many([("284 t", "voiture")], language="fr", database=built)
    assert (
        found["sentence"][0].as_py().startswith("284\xa0t d\u2019émissions, c\u2019est autant que ")
    )
    assert carbondata.compare_many([], database=built).num_rows == 0


def test_a_column_called_like_an_answer_is_kept_under_another_name(built: Path) -> None:
    asked = pa.table({"subject": ["gpt-3"], "reference": ["SWE"], "verdict": ["mine"]})
    (row,) = carbondata.compare_many(asked, database=built).to_pylist()
    assert (row["verdict_given"], row["verdict"]) == ("mine", "caution")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (5, "int is not a table of questions: give one of Arrow, DuckDB, pandas or polars"),
        ("gpt-3", "str is not a table of questions"),
        ([("gpt-3",)], "questions are pairs of a subject and a reference"),
        ([("gpt-3", 5)], "questions are pairs of a subject and a reference"),
        (pa.table({"one": ["x"]}), "no subject and no reference among one: rename one"),
    ],
)
def test_what_is_no_table_of_questions_is_refused(built: Path, given: Any, said: str) -> None:  # noqa: ANN401
    with pytest.raises(QueryError, match=said):
        carbondata.compare_many(given, database=built)


QUERY = """
    SELECT r.run_id, c.ratio, c.ratio_high, c.verdict, c.reason
    FROM training_runs AS r, compare(r.run_id, 'car-lifetime-usa') AS c"""


def test_sql_keeps_every_row_of_a_table_as_well(built: Path) -> None:
    found = carbondata.sql(QUERY, built).to_pylist()
    runs = carbondata.sql("SELECT run_id FROM training_runs", built)["run_id"].to_pylist()
    assert sorted(row["run_id"] for row in found) == sorted(runs)
    for row in found:
        assert (row["verdict"] in {None, "refuse"}) == (row["reason"] is not None), row
        # Of a figure published as bounds alone there is a ratio's low and high.
        assert (row["ratio"] or row["ratio_high"]) is None or row["reason"] is None, row
    by_id = {row["run_id"]: row for row in found}
    assert by_id["strubell-2019/nas-gpu"]["ratio"] == pytest.approx(626155 / 126000)
    assert "nothing is taken of" in by_id["biderman-2023/pythia-410m"]["reason"]


def test_so_does_the_shell_of_another_duckdb(built: Path) -> None:
    shell = shutil.which("duckdb", path=str(Path(sys.executable).parent))
    assert shell, "duckdb-cli is part of the test requirements"
    query = f"SELECT count(*), count(coalesce(ratio, ratio_high)), count(reason) FROM ({QUERY})"
    done = subprocess.run(
        [shell, "-readonly", "-csv", "-noheader", str(built / "carbondata.duckdb"), query],
        capture_output=True,
        text=True,
        check=True,
    )
    every, answered, reasons = map(int, done.stdout.split(","))
    assert every == answered + reasons > answered > 100
