"""Whether texts can be shown: no control characters, no turned lines, no markup, no formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from carbondata.errors import Problem
from carbondata.pipeline import schema
from carbondata.pipeline.check.schema_checks import describe_key

if TYPE_CHECKING:
    from collections.abc import Iterator

# Of the C0 and C1 sets all, the overrides and isolates of direction, line separators, what nobody
# sees, and what is no character.
UNPRINTABLE = (
    r"\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{ad}\x{61c}\x{200b}\x{200e}\x{200f}\x{2028}-\x{202e}"
    r"\x{2060}-\x{2069}\x{feff}\x{fff9}-\x{fffb}\x{fffe}\x{ffff}\x{e0000}-\x{e007f}"
)
MARKUP = r"<[A-Za-z/!?]|```|~~~|!\["
# What must not be in a text, by what it is, and what to do.
BARRED = {
    f"[{UNPRINTABLE}]": (
        "it has a character that cannot be printed",
        "take control characters and marks of direction out",
    ),
    MARKUP: (
        "it has markup, which no name needs",
        "take tags, fences and pictures out; a < that is meant so stands before a space",
    ),
}
# Of what is no running text of lines as well, as a source's citation is.
BARRED_IN_A_LINE = {
    r"[\t\n]": BARRED[f"[{UNPRINTABLE}]"],
    r"^[=+@]": ("a spreadsheet would run it as a formula", "write it without the first sign"),
}
LINES = {"citation"}
SHOWN = 5


def check_printable(table: str, rows: pa.Table) -> Iterator[Problem]:
    """Yield a problem for each text that would move a cursor, turn words, or be taken for code."""
    for field in schema.fields(table):
        if field.arrow != pa.string():
            continue
        barred = BARRED if field.name in LINES else BARRED | BARRED_IN_A_LINE
        # Read through once: hardly ever is anything found.
        if not pc.any(pc.match_substring_regex(rows[field.name], "|".join(barred))).as_py():
            continue
        for pattern, (what, remedy) in barred.items():
            found = pc.match_substring_regex(rows[field.name], pattern)
            if not pc.any(found).as_py():
                continue
            for row in rows.filter(found).slice(0, SHOWN).to_pylist():
                named = describe_key(table, row) or None
                source, value = row["source_id"], row[field.name]
                where = f"sources/{source}/source.toml" if table == "sources" else table
                yield Problem(source, where, what, remedy, named, field.name, value)
