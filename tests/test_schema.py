"""A column is described once, and its name tells its unit."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pandera.pyarrow
import pyarrow as pa
import pytest
from test_levels import rows

from carbondata.pipeline import schema
from carbondata.pipeline.check.schema_checks import check_rows
from carbondata.tables import schemas, vocabulary

COLUMNS = [(table, field) for table in schema.tables() for field in schema.fields(table)]

# The end of a column's name, bounds taken off, and the unit it stands for.
ENDINGS = {
    "_t": "t",
    "_kwh": "kWh",
    "_g_per_kwh": "g/kWh",
    "_w": "W",
    "_h": "h",
    "_t_per_year": "t/year",
    "_h_per_s": "H/s",
    "_usd": "USD",
    "_percent": "percent",
    "_s": "s",
    "_bytes": "bytes",
    "_days": "days",
    "_flop": "FLOP",
    "year": "year",
}
# Counts and ratios are named after what they count.
SAID_BY_NAME = {"people", "parameters", "accelerators", "rows", "rank", "sources", "1"}
SAID_BY_NAME |= {"tokens", "requests"}
IN_ANOTHER_COLUMN = {"stated_unit", "that of the column", "t or kWh"}


def test_the_tables_of_the_design_are_there() -> None:
    assert schema.fed() == [
        "accelerators",
        "areas",
        "caveats",
        "claims",
        "cloud_regions",
        "crypto_power",
        "electricity_demand",
        "equivalents",
        "familiar",
        "generation_intensity",
        "grid_intensity",
        "grid_intensity_hourly",
        "grid_intensity_monthly",
        "grounds",
        "inference_energy",
        "internet_users",
        "names",
        "national_emissions",
        "population",
        "preferred",
        "pue",
        "revision_notes",
        "revisions",
        "rules",
        "sector_estimates",
        "sectors",
        "sources",
        "training_runs",
        "units",
    ]
    assert schema.derived() == [
        "claim_checks",
        "grid_factors",
        "quantities",
        "quantity_names",
        "quantity_types",
        "search_words",
        "verdicts",
    ]


def failing(holds: Callable[[str, schema.Field], bool]) -> list[str]:
    """Name every column of which something does not hold."""
    assert len(COLUMNS) > 500
    return [f"{table}.{field.name}" for table, field in COLUMNS if not holds(table, field)]


def test_a_column_has_a_sentence() -> None:
    def holds(table: str, field: schema.Field) -> bool:
        # A bar would break the data dictionary's table.
        described = schemas()[table].columns[field.name].description == field.prose
        return described and field.prose.endswith(".") and "|" not in field.prose

    assert failing(holds) == []


def is_number(field: schema.Field) -> bool:
    return pa.types.is_floating(field.arrow) or pa.types.is_integer(field.arrow)


def test_a_number_has_a_unit_and_its_name_tells_it() -> None:
    def holds(_table: str, field: schema.Field) -> bool:
        if field.unit is None or not is_number(field):
            return field.unit is None and not is_number(field)
        if field.unit in SAID_BY_NAME | IN_ANOTHER_COLUMN:
            return True
        stem = field.name.removesuffix("_low").removesuffix("_high")
        longest = max((end for end in ENDINGS if stem.endswith(end)), key=len, default="")
        return ENDINGS.get(longest) == field.unit

    assert failing(holds) == []


def test_a_number_is_bounded_on_both_sides() -> None:
    def holds(table: str, field: schema.Field) -> bool:
        checks = schemas()[table].columns[field.name].checks
        bounds = {name for check in checks for name in check.statistics}
        return (field.unit is not None) == (bounds >= {"min_value", "max_value"})

    assert failing(holds) == []


def test_a_key_is_never_null_and_every_row_names_its_source() -> None:
    assert [table for table in schema.fed() if not schema.key(table)] == []
    nullable = [
        f"{table}.{field.name}"
        for table in schema.fed()
        for field in schema.fields(table)
        if field.name in {*schema.key(table), "source_id"} and field.nullable
    ]
    assert nullable == []
    without = [t for t in schema.fed() if "source_id" not in {f.name for f in schema.fields(t)}]
    assert without == []


def test_one_word_means_one_thing() -> None:
    """A column of a dimension has the same vocabulary wherever it stands, or one per kind."""
    shared = {"gas", "gwp", "method", "status", "evidence", "interval", "forcing"}
    for name in shared:
        # The types have the words of rules, "none" and "unstated" among them.
        found = {
            field.words
            for table, field in COLUMNS
            if field.name == name and table not in {"quantity_types", "grounds"}
        }
        assert found == {getattr(vocabulary, name.upper())}


def test_pandera_is_given_the_same_columns_that_arrow_has() -> None:
    for name, promised in schemas().items():
        assert isinstance(promised, pandera.pyarrow.DataFrameSchema)
        assert promised.strict
        assert list(promised.columns) == schema.arrow_schema(name).names


def test_a_table_of_other_types_is_refused() -> None:
    rows = pa.table({"area_id": ["SWE"], "year": ["2017"]})
    (problem,) = check_rows("population", rows)
    assert "they must be" in problem.remedy


@pytest.mark.parametrize("odd", ["infinity", "-infinity", "0001-01-01", "1699-12-31", "2101-01-01"])
@pytest.mark.parametrize(
    ("table", "source", "column", "kind"),
    [
        ("accelerators", "epoch-hardware", "released", "DATE"),
        ("grid_intensity_hourly", "neso-gb", "start_utc", "TIMESTAMP"),
    ],
)
def test_a_day_is_one_of_the_years_of_figures(
    table: str, source: str, column: str, kind: str, odd: str
) -> None:
    few = rows(table, source).slice(0, 3)
    with duckdb.connect() as con:
        con.register("few", few)
        changed = f"SELECT * REPLACE ('{odd}'::{kind} AS {column}) FROM few LIMIT 2"
        (found,) = check_rows(table, con.sql(changed).to_arrow_table())
    assert found.what == "2 days or times outside the years 1700 to 2100"
    assert (found.source, found.column) == (source, column)
    assert check_rows(table, few) == []
