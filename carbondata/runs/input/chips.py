"""The most that an accelerator draws, by the word that names its model: h100, v100s, 4090."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# A word that names a model has a digit; these tell of its memory, its socket or its generation.
NO_MODEL = re.compile(r"sxm\d|\d+gb|\d+w|hbm\d\w*|v\d\w?|\d{1,3}|\D+")


def create_chips(con: duckdb.DuckDBPyConnection) -> None:
    """Create the macro `chip_of(name)`, and the table `chips` with the largest TDP of each model.

    Variants of a model share a word, so that one that is not in the tables has the limit of the
    largest that is.
    """
    largest: dict[str, float] = {}
    for name, tdp_w in con.execute("SELECT name, tdp_w FROM accelerators").fetchall():
        for word in re.findall(r"[a-z0-9]+", name.lower()):
            if not NO_MODEL.fullmatch(word):
                largest[word] = max(tdp_w, largest.get(word, 0.0))
    con.execute(
        "CREATE TEMP TABLE chips AS SELECT unnest(?::VARCHAR[]) AS chip, unnest(?) AS tdp_w",
        [list(largest), list(largest.values())],
    )
    # One pattern is as quick for all models as for one.
    con.execute(rf"""CREATE TEMP MACRO chip_of(x) AS
        regexp_extract(lower(x), '\b({"|".join(sorted(largest)) or "-"})\b', 1)""")
