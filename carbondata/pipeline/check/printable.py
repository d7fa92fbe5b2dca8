"""Refuse texts with control characters, bidirectional marks, markup or formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from carbondata.errors import Problem
from carbondata.pipeline import schema
from carbondata.pipeline.check.schema_checks import describe_key

if TYPE_CHECKING:
    from collections.abc import Iterator

# The C0 and C1 sets, bidirectional overrides and isolates, line separators, invisible characters
# and noncharacters.
UNPRINTABLE = (
    r"\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{ad}\x{61c}\x{200b}\x{200e}\x{200f}\x{2028}-\x{202e}"
    r"\x{2060}-\x{2069}\x{feff}\x{fff9}-\x{fffb}\x{fffe}\x{ffff}\x{e0000}-\x{e007f}"
)
MARKUP = r"<[A-Za-z/!?]|```|~~~|!\["
# Patterns that a text must not contain, each with the problem and the remedy.
BARRED = {
    f"[{UNPRINTABLE}]": (
        "it has a character that cannot be printed",
        "remove control characters and bidirectional marks",
    ),
    MARKUP: (
        "it contains markup",
        "remove tags, fences and images; a literal < needs a space after it",
    ),
}
# Also barred in single-line texts, so not in a source's citation.
BARRED_IN_A_LINE = {
    r"[\t\n]": BARRED[f"[{UNPRINTABLE}]"],
    r"^[=+@]": ("a spreadsheet would run it as a formula", "remove its first character"),
}
LINES = {"citation"}
SHOWN = 5


def check_printable(table: str, rows: pa.Table) -> Iterator[Problem]:
    """Yield a problem for each text that would move a cursor, reorder words, or run as code."""
    for field in schema.fields(table):
        if field.arrow != pa.string():
            continue
        barred = BARRED if field.name in LINES else BARRED | BARRED_IN_A_LINE
        # One pass over all patterns first: matches are rare.
        if not pc.any(pc.match_substring_regex(rows[field.name], "|".join(barred))).as_py():
            continue
        for pattern, (what, remedy) in barred.items():
            matches = pc.match_substring_regex(rows[field.name], pattern)
            if not pc.any(matches).as_py():
                continue
            for row in rows.filter(matches).slice(0, SHOWN).to_pylist():
                named = describe_key(table, row) or None
                source, value = row["source_id"], row[field.name]
                where = f"sources/{source}/source.toml" if table == "sources" else table
                yield Problem(source, where, what, remedy, named, field.name, value)
