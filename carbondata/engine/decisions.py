"""What carbondata decides, as the tables hold it: units, rules, types, names of subjects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata.engine.operands import folded
from carbondata.engine.rows import named_rows

if TYPE_CHECKING:
    import duckdb

# The smaller is preferred among several names that fit: itself, what stands behind its slash, the
# beginning of that, a piece of it.
ITSELF, ENDING, BEGINNING, PIECE = range(4)
NAMES = """
    SELECT name, subject, row_id, priority, folded, ending FROM quantity_names
    ORDER BY name DESC"""


@dataclass(frozen=True)
class Unit:
    """A unit of an amount: how many t or kWh it is."""

    measure: str
    factor: float


class Name(NamedTuple):
    """A name by which a quantity can be asked for; of one row of it, with the row's key."""

    name: str
    subject: str
    row_id: str | None
    priority: int
    folded: str
    ending: str


@dataclass(frozen=True)
class Decisions:
    """What is needed for every comparison, read once."""

    columns: tuple[str, ...]
    units: dict[str, Unit]
    rules: dict[str, dict[str, Any]]
    types: dict[str, dict[str, str]]
    names: tuple[Name, ...]

    def type_of(self, **words: str | None) -> str:
        """Return the id of the type that has exactly these words, dimension by dimension."""
        wanted = {dimension: word for dimension, word in words.items() if word is not None}
        return next(type_id for type_id, known in self.types.items() if known == wanted)

    def counted(self, type_id: str) -> str:
        """Return the type of a count of what has a type: it is no rate any more."""
        words = self.types[type_id]
        if words["functional_unit"] != "per_unit":
            return type_id
        return self.type_of(**(words | {"functional_unit": "counted"}))

    def named(self, asked: str) -> list[Name]:
        """Return the names that fit one best; those of more than one subject are an ambiguity."""
        wanted = folded(asked)
        best: dict[int, list[Name]] = defaultdict(list)
        for known in self.names if wanted else ():
            if wanted in known.folded:
                best[_likeness(wanted, known)].append(known)
        found = {(name.subject, name.row_id): name for name in best[min(best)]} if best else {}
        return list(found.values())


def read(con: duckdb.DuckDBPyConnection) -> Decisions:
    """Read the decisions of the tables that a connection has open."""
    return Decisions(
        columns=tuple(
            name for name, *_ in con.execute("FROM quantities LIMIT 0").description or ()
        ),
        units={
            unit: Unit(measure, factor)
            for unit, measure, factor in con.execute(
                "SELECT unit, measure, factor FROM units ORDER BY measure, factor"
            ).fetchall()
        },
        rules={row["rule"]: row for row in named_rows(con, "FROM rules ORDER BY rule")},
        types={
            row.pop("type_id"): {name: word for name, word in row.items() if word is not None}
            for row in named_rows(con, "SELECT * EXCLUDE (virtual) FROM quantity_types")
        },
        # The last that fits is kept: of several names of one thing, the first by the alphabet.
        names=tuple(map(Name._make, con.execute(NAMES).fetchall())),
    )


def _likeness(wanted: str, known: Name) -> int:
    if known.folded == wanted:
        return ITSELF
    if known.ending == wanted:
        return ENDING
    return BEGINNING if known.ending.startswith(wanted) else PIECE
