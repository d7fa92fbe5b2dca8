"""carbondata's own decisions, read from the tables: units, rules, types, names of subjects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from carbondata.engine.operands import folded, is_amount_like, parted, without_article
from carbondata.engine.rows import named_rows
from carbondata.errors import QueryError
from carbondata.faces import shown

if TYPE_CHECKING:
    import duckdb

# How a name fits, best first: the whole name, the part after its slash, the beginning of that part,
# or some of its words, of which the last may be cut short.
ITSELF, ENDING, BEGINNING, PIECE = range(4)
NAMES = """
    SELECT name, subject, kind, row_id, priority, folded, words, why_en, why_fr FROM quantity_names
    ORDER BY name DESC"""
GROUNDS = "SELECT rank, gas, boundary, accounting, land_use, forcing FROM grounds ORDER BY rank"
# Accountings of electricity, which share one word in `grounds`.
ELECTRIC = ("none", "location")


@dataclass(frozen=True)
class Unit:
    """A unit of an amount, and its factor to t or kWh."""

    measure: str
    factor: float


class Name(NamedTuple):
    """A name of a quantity; if it names a single row, with that row's key.

    A word that could mean several subjects has a reason for this one.
    """

    name: str
    subject: str
    kind: str
    row_id: str | None
    priority: int
    folded: str
    words: str
    why_en: str | None
    why_fr: str | None


class Complete(dict[str, Any]):
    """Decisions by their id: a build has checked that none is missing."""

    def __missing__(self, key: str) -> NoReturn:
        """Refuse to answer without it."""
        message = f"the database lacks a decision of carbondata, {shown(key)}; build it anew"
        raise QueryError(message)


@dataclass(frozen=True)
class Decisions:
    """The decisions that every comparison needs, read once."""

    columns: tuple[str, ...]
    units: dict[str, Unit]
    rules: Complete
    types: Complete
    names: tuple[Name, ...]
    grounds: tuple[tuple[int, str, str, str, str, str], ...]

    def type_of(self, **words: str | None) -> str:
        """Return the id of the type that has exactly these words, dimension by dimension."""
        wanted = {dimension: word for dimension, word in words.items() if word is not None}
        for type_id, type_ in self.types.items():
            if type_ == wanted:
                return type_id
        missing: str = self.types[", ".join(wanted.values())]
        return missing

    def counted(self, type_id: str) -> str:
        """Return the type of a counted quantity, which is no longer a rate."""
        words = self.types[type_id]
        if words["functional_unit"] != "per_unit":
            return type_id
        return self.type_of(**(words | {"functional_unit": "counted"}))

    def ground_of(self, words: dict[str, str]) -> int | None:
        """Return the rank of a type's ground; None if it has none."""
        own = (words.get("gas", "none"), words.get("boundary", "*"))
        accounting = words.get("accounting")
        rest = ("*" if accounting in ELECTRIC else accounting, words["land_use"], words["forcing"])
        return next((rank for rank, *basis in self.grounds if (*own, *rest) == tuple(basis)), None)

    def name_of(self, asked: str) -> Name | None:
        """Return the meaning of a name; None if it has none, or several."""
        names = self.named(asked)
        return names[0] if len(names) == 1 else None

    def named(self, asked: str) -> list[Name]:
        """Return the names that fit best; names of several subjects are ambiguous.

        A name is also tried without its article, and the better fit wins. Text that reads as an
        amount must fit as a whole: -400 t does not mean an answer of 400 tokens.
        """
        is_whole = is_amount_like(asked)
        best: dict[tuple[int, int], list[Name]] = defaultdict(list)
        for place, form in enumerate(dict.fromkeys((asked, without_article(asked)))):
            wanted, words = folded(form), parted(form)
            for name in self.names if wanted else ():
                fits = wanted == name.folded if is_whole else wanted in name.folded
                likeness = _likeness(wanted, words, name) if fits else None
                if likeness is not None:
                    best[likeness, place].append(name)
        meanings = {(name.subject, name.row_id): name for name in best[min(best)]} if best else {}
        # A subject's own name wins over those of its rows.
        own = [name for name in meanings.values() if name.row_id is None]
        if len(own) == 1 and len({subject for subject, _ in meanings}) == 1:
            return own
        return list(meanings.values())


def read(con: duckdb.DuckDBPyConnection) -> Decisions:
    """Read the decisions from the tables of a connection."""
    return Decisions(
        columns=tuple(
            name for name, *_ in con.execute("FROM quantities LIMIT 0").description or ()
        ),
        units={
            unit: Unit(measure, factor)
            for unit, measure, factor in con.execute(
                "SELECT unit, measure, factor FROM units ORDER BY measure DESC, factor"
            ).fetchall()
        },
        rules=Complete((row["rule"], row) for row in named_rows(con, "FROM rules ORDER BY rule")),
        types=Complete(
            (row.pop("type_id"), {name: word for name, word in row.items() if word is not None})
            for row in named_rows(con, "SELECT * EXCLUDE (virtual) FROM quantity_types")
        ),
        # The last match is kept: among several names of one thing, the first in alphabetical order.
        names=tuple(map(Name._make, con.execute(NAMES).fetchall())),
        grounds=tuple(con.execute(GROUNDS).fetchall()),
    )


def _likeness(wanted: str, words: str, name: Name) -> int | None:
    if name.folded == wanted:
        return ITSELF
    if name.folded.endswith(f"/{wanted}"):
        return ENDING
    if name.words.rpartition("/ ")[2].startswith(words):
        return BEGINNING
    return PIECE if f" {words}" in f" {name.words}" else None
