"""Which curated rows must say where in their source they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbondata.errors import SourceError
from carbondata.pipeline import schema
from carbondata.pipeline.ingest.curated import curated_rows

# A table whose schema has no locator, as those of carbondata's own decisions.
WITHOUT = "revisions"
REVISED = """table_name,row_key,column_name,retrieved_before_utc,refreshed_utc
population,"SWE, 2017",people,2025-01-01,2026-01-01
"""


def write(folder: Path, table: str, text: str) -> Path:
    """Write a table's curated file."""
    path = folder / f"{table}.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_of_a_table_without_locator_needs_none(tmp_path: Path) -> None:
    assert "locator" not in {field.name for field in schema.fields(WITHOUT)}
    (row,) = curated_rows("meadow", WITHOUT, write(tmp_path, WITHOUT, REVISED)).to_pylist()
    assert (row["row_key"], row["source_id"]) == ("SWE, 2017", "meadow")


def test_a_locator_is_no_column_of_a_table_without_one(tmp_path: Path) -> None:
    text = REVISED.replace("_utc\n", "_utc,locator\n").replace("2026-01-01\n", "2026-01-01,p. 1\n")
    with pytest.raises(SourceError, match="column locator: not a column of revisions"):
        curated_rows("meadow", WITHOUT, write(tmp_path, WITHOUT, text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("area_id,year,people\nSWE,2017,10\n", "no column locator"),
        ("area_id,year,people,locator\nSWE,2017,10, \n", "a curated row without locator"),
    ],
)
def test_a_row_of_a_table_with_locator_must_say_where_it_stands(
    text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(SourceError, match=said):
        curated_rows("meadow", "population", write(tmp_path, "population", text))


def test_every_column_that_is_missing_is_named_with_what_it_may_hold(tmp_path: Path) -> None:
    text = 'run_id,model,year,emissions_kg,locator\nmeadow/a,A,2024,600,"Table 2"\n'
    with pytest.raises(SourceError) as raised:
        curated_rows("meadow", "training_runs", write(tmp_path, "training_runs", text))
    unknown, *missing = raised.value.problems
    assert unknown.column == "emissions_kg"
    assert unknown.remedy == (
        "nearest: emissions_t, emissions_t_high, emissions_t_low; "
        "carbondata describe training_runs lists all"
    )
    required = "subject activity method status verified"
    assert [one.column for one in missing] == required.split()
    assert missing[2].remedy == (
        "add it: How the figure was made. One of: measured, derived, modelled, estimated."
    )


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("verified", "yes", "not a BOOLEAN value\n  remedy: write true or false: "),
        ("energy_kwh", "10 MWh", "not a DOUBLE value\n  remedy: write a number like 1234.5, "),
        ("year", "2024-05", "not a BIGINT value\n  remedy: write a whole number, "),
    ],
)
def test_a_cell_that_is_no_value_says_how_it_is_written(
    column: str, cell: str, said: str, tmp_path: Path
) -> None:
    row = {"run_id": "meadow/a", "subject": "a", "model": "A", "activity": "training"}
    row |= {"year": "2024", "energy_kwh": "10000", "method": "measured", "status": "current"}
    row |= {"locator": "Table 2", "verified": "true", column: cell}
    text = f"{','.join(row)}\n{','.join(row.values())}\n"
    with pytest.raises(SourceError, match=said):
        curated_rows("meadow", "training_runs", write(tmp_path, "training_runs", text))
