"""Table schemas in every dialect: Arrow and SQL types, and the description of each column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa

from carbondata.tables import schemas
from carbondata.tables.columns import MAX_FLOAT, MAX_INT

if TYPE_CHECKING:
    from pandera.pyarrow import Column

# The name of a type in pandera, then in Arrow, DuckDB and Frictionless Data.
_TYPES = {
    "String": (pa.string(), "VARCHAR", "string"),
    "Float64": (pa.float64(), "DOUBLE", "number"),
    "Int64": (pa.int64(), "BIGINT", "integer"),
    "Boolean": (pa.bool_(), "BOOLEAN", "boolean"),
    "Date": (pa.date32(), "DATE", "date"),
    "Datetime(time_unit='us', time_zone=None)": (
        pa.timestamp("us"),
        "TIMESTAMP",
        "datetime",
    ),
    "List(String)": (pa.list_(pa.string()), "VARCHAR[]", "list"),
}


@dataclass(frozen=True)
class Field:
    """One column, in every dialect that carbondata publishes."""

    name: str
    arrow: pa.DataType
    sql: str
    frictionless: str
    nullable: bool
    unit: str | None
    prose: str
    words: tuple[str, ...] | None
    low: float | None
    high: float | None

    @property
    def comment(self) -> str:
        """What the column is, the words that it may hold, and its unit."""
        words = f" One of: {', '.join(self.words)}." if self.words else ""
        return f"{self.prose}{words}" + (f" [{self.unit}]" if self.unit else "")


@cache
def fields(table: str) -> tuple[Field, ...]:
    """Describe the columns of a table, in order.

    Examples
    --------
    >>> [field.unit for field in fields("population")]
    [None, 'year', 'people', None, None]
    """
    return tuple(_field(name, column) for name, column in schemas()[table].columns.items())


def tables() -> list[str]:
    """List every table, in alphabetical order."""
    return list(schemas())


def fed() -> list[str]:
    """List the tables that sources feed, and those about sources and their revisions."""
    return [name for name, table in schemas().items() if not (table.metadata or {})["derived"]]


def derived() -> list[str]:
    """List the tables that the build derives from the others."""
    return [name for name, table in schemas().items() if (table.metadata or {})["derived"]]


def key(table: str) -> list[str]:
    """List the columns that together identify a row."""
    return list(schemas()[table].unique or ())


def arrow_schema(table: str) -> pa.Schema:
    """Return the table's Arrow schema."""
    return pa.schema([pa.field(field.name, field.arrow) for field in fields(table)])


def empty(table: str) -> pa.Table:
    """Return an empty table."""
    return arrow_schema(table).empty_table()


def conform(table: str, rows: pa.Table) -> pa.Table:
    """Give rows the table's columns and types, sorted by key; a missing column is null."""
    columns = [
        rows[field.name]
        if field.name in rows.column_names
        else pa.nulls(rows.num_rows, field.arrow)
        for field in fields(table)
    ]
    shaped = pa.table(columns, schema=arrow_schema(table))
    return shaped.sort_by([(name, "ascending") for name in key(table)])


def _field(name: str, column: Column) -> Field:
    arrow, sql, frictionless = _TYPES[str(column.dtype)]
    facts = {fact: value for check in column.checks for fact, value in check.statistics.items()}
    words = facts.get("allowed_values")
    return Field(
        name=name,
        arrow=arrow,
        sql=sql,
        frictionless=frictionless,
        nullable=bool(column.nullable),
        unit=(column.metadata or {}).get("unit"),
        prose=str(column.description),
        words=tuple(words) if words else None,
        low=_stated(facts.get("min_value")),
        high=_stated(facts.get("max_value")),
    )


def _stated(bound: float | None) -> float | None:
    """Return a meaningful bound; the largest numbers only keep infinity out."""
    return None if bound in {None, MAX_INT, MAX_FLOAT, -MAX_FLOAT} else bound
