"""What took the place of a figure stands itself, and is the same thing."""

from __future__ import annotations

import duckdb
import pytest

from carbondata.pipeline import schema

REPLACEABLE = [
    table
    for table in schema.tables()
    if {"replaced_by", "status"} <= {field.name for field in schema.fields(table)}
]


@pytest.mark.parametrize("table", REPLACEABLE)
def test_what_stands_in_a_figures_place_was_not_replaced_itself(
    con: duckdb.DuckDBPyConnection, table: str
) -> None:
    key = schema.key(table)[0]
    query = f"""SELECT old.{key}, old.replaced_by, new.status FROM {table} AS old
        JOIN {table} AS new ON new.{key} = old.replaced_by
        WHERE new.status <> 'current' OR old.status = 'current'"""
    assert con.execute(query).fetchall() == []


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("uk-gov-travel/2019-bus", "desnz-2025/bus"),
        ("uk-gov-travel/2022-electric-car", "desnz-2025/car-bev"),
        # Burnt fuel against burnt fuel, and with non-CO2 effects against with them.
        ("uk-gov-travel/2019-flight-domestic", "desnz-2025/flight-domestic-norf"),
        ("uk-gov-travel/2022-flight-domestic", "desnz-2025/flight-domestic-rf"),
        # The newest edition has neither tram nor ferry.
        ("uk-gov-travel/2019-tram", "uk-gov-travel/2022-tram"),
        # Of an unprinted class; and a plug-in hybrid without its electricity.
        ("uk-gov-travel/2022-flight-long-haul", None),
        ("uk-gov-travel/2022-plug-in-hybrid-car", None),
    ],
)
def test_a_british_factor_gives_way_to_the_same_thing_in_the_newest_edition(
    con: duckdb.DuckDBPyConnection, older: str, newer: str | None
) -> None:
    query = """SELECT replaced_by, status, status_source FROM equivalents
        WHERE equivalent_id = ?"""
    status = ("superseded", newer.split("/")[0]) if newer else ("current", None)
    assert con.execute(query, [older]).fetchall() == [(newer, *status)]
    if newer and newer.startswith("desnz-2025/"):
        same = "SELECT DISTINCT subject FROM equivalents WHERE equivalent_id IN (?, ?)"
        assert len(con.execute(same, [older, newer]).fetchall()) == 1


def test_the_british_default_is_of_the_newest_edition(con: duckdb.DuckDBPyConnection) -> None:
    query = """SELECT row_id FROM quantities
        WHERE place = 1 AND measure = 'emissions'
          AND subject IN ('bus-gbr', 'car-bev-gbr', 'taxi-gbr') ORDER BY ALL"""
    assert con.execute(query).fetchall() == [
        ("desnz-2025/bus",),
        ("desnz-2025/car-bev",),
        ("desnz-2025/taxi",),
    ]
