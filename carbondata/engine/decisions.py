"""What carbondata decides, as the tables hold it: units, rules, types, names of subjects."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata.engine.operands import folded, is_amount_like, parted, without_article
from carbondata.engine.rows import named_rows

if TYPE_CHECKING:
    import duckdb

# The smaller is preferred among several names that fit: itself, what stands behind its slash, the
# beginning of that, a piece of it: words of it, of which the last may be cut short.
ITSELF, ENDING, BEGINNING, PIECE = range(4)
NAMES = """
    SELECT name, subject, kind, row_id, priority, folded, words, why_en, why_fr FROM quantity_names
    ORDER BY name DESC"""
GROUNDS = "SELECT rank, gas, boundary, accounting, land_use, forcing FROM grounds ORDER BY rank"
# The bases of electricity: one word for all of them in `grounds`.
ELECTRIC = ("none", "location")


@dataclass(frozen=True)
class Unit:
    """A unit of an amount: how many t or kWh it is."""

    measure: str
    factor: float


class Name(NamedTuple):
    """A name by which a quantity can be asked for; of one row of it, with the row's key.

    A word that could mean several subjects says why it means this one.
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


@dataclass(frozen=True)
class Decisions:
    """What is needed for every comparison, read once."""

    columns: tuple[str, ...]
    units: dict[str, Unit]
    rules: dict[str, dict[str, Any]]
    types: dict[str, dict[str, str]]
    names: tuple[Name, ...]
    grounds: tuple[tuple[int, str, str, str, str, str], ...]

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

    def ground_of(self, words: dict[str, str]) -> int | None:
        """Return the rank of the common ground that a type is on; null if it is on none."""
        own = (words.get("gas", "none"), words.get("boundary", "*"))
        accounting = words.get("accounting")
        rest = ("*" if accounting in ELECTRIC else accounting, words["land_use"], words["forcing"])
        return next((rank for rank, *basis in self.grounds if (*own, *rest) == tuple(basis)), None)

    def name_of(self, asked: str) -> Name | None:
        """Return what a name stands for; null where it fits nothing, or several things."""
        found = self.named(asked)
        return found[0] if len(found) == 1 else None

    def named(self, asked: str) -> list[Name]:
        """Return the names that fit one best; those of more than one subject are an ambiguity.

        Where one fits better without its article, it is meant so. What reads as an amount is no
        piece of a name: -400 t is not the answer of 400 tokens.
        """
        is_whole = is_amount_like(asked)
        best: dict[tuple[int, int], list[Name]] = defaultdict(list)
        for place, form in enumerate(dict.fromkeys((asked, without_article(asked)))):
            wanted, words = folded(form), parted(form)
            for known in self.names if wanted else ():
                fits = wanted == known.folded if is_whole else wanted in known.folded
                likeness = _likeness(wanted, words, known) if fits else None
                if likeness is not None:
                    best[likeness, place].append(known)
        found = {(name.subject, name.row_id): name for name in best[min(best)]} if best else {}
        # A subject's own name comes before those of its rows.
        own = [name for name in found.values() if name.row_id is None]
        if len(own) == 1 and len({subject for subject, _ in found}) == 1:
            return own
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
                "SELECT unit, measure, factor FROM units ORDER BY measure DESC, factor"
            ).fetchall()
        },
        rules={row["rule"]: row for row in named_rows(con, "FROM rules ORDER BY rule")},
        types={
            row.pop("type_id"): {name: word for name, word in row.items() if word is not None}
            for row in named_rows(con, "SELECT * EXCLUDE (virtual) FROM quantity_types")
        },
        # The last that fits is kept: of several names of one thing, the first by the alphabet.
        names=tuple(map(Name._make, con.execute(NAMES).fetchall())),
        grounds=tuple(con.execute(GROUNDS).fetchall()),
    )


def _likeness(wanted: str, words: str, known: Name) -> int | None:
    if known.folded == wanted:
        return ITSELF
    if known.folded.endswith(f"/{wanted}"):
        return ENDING
    if known.words.rpartition("/ ")[2].startswith(words):
        return BEGINNING
    return PIECE if f" {words}" in f" {known.words}" else None
