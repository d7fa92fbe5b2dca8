"""Whether texts can be shown: no control characters, and nothing that turns a line's direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from carbondata.errors import Problem
from carbondata.pipeline import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of the C0 and C1 sets all, the overrides and isolates of direction, and line separators.
UNPRINTABLE = r"[\x00-\x1f\x7f-\x{9f}\x{200e}\x{200f}\x{2028}-\x{202e}\x{2066}-\x{2069}]"
# What a source says of itself has lines.
LINES = {"citation"}
SHOWN = 5


def check_printable(table: str, rows: pa.Table) -> Iterator[Problem]:
    """Yield a problem for each text that would move a terminal's cursor or turn a page's words."""
    for field in schema.fields(table):
        if field.arrow != pa.string() or field.name in LINES:
            continue
        found = pc.match_substring_regex(rows[field.name], UNPRINTABLE)
        if not pc.any(found).as_py():
            continue
        for row in rows.filter(found).slice(0, SHOWN).to_pylist():
            named = ", ".join(f"{key} {row[key]!a}" for key in schema.key(table))
            what = "it has a character that is none to be read"
            remedy = "take control characters and marks of direction out"
            value = ascii(row[field.name])
            yield Problem(row["source_id"], table, what, remedy, named, field.name, value)
