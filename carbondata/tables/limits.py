"""The limits of numbers, defined once for the tables, for runs, and for SQL.

SQL has them as macros in `views/05_limits.sql`, which this module writes:
`python -m carbondata.tables.limits > carbondata/views/05_limits.sql`.
"""

from __future__ import annotations

from carbondata.tables.vocabulary import ELECTRICITY_BOUNDARY, ENERGY_SCOPE

# Years of published figures, and of runs: there have been computers since about 1950.
FIRST_YEAR, LAST_YEAR = 1700, 2100
FIRST_RUN_YEAR = 1950

# Energy of the facility over that of its computers, so at least 1; 4 is worse than any measured.
MIN_PUE, MAX_PUE = 1.0, 4.0

# A phone that idles draws about a watt; the largest data centres about a gigawatt.
MIN_POWER_W, MAX_POWER_W = 1.0, 1e9

# A few picojoules, too little for any run; and more than the world generates in a year.
MIN_RUN_KWH, MAX_RUN_KWH = 1e-18, 3e13

# A century.
MAX_DURATION_S = 3.2e9

# Burning lignite in an old plant emits about 1,300 g/kWh; twice that is a unit error.
MAX_G_PER_KWH = 2_500.0

# Each macro: its name with parameters, its value, and its description.
_MACROS = (
    ("first_run_year()", FIRST_RUN_YEAR, "The first year that a run may have."),
    ("last_run_year()", LAST_YEAR, "The last year that a run may have."),
    ("min_pue()", MIN_PUE, "The lowest possible PUE. [1]"),
    ("max_pue()", MAX_PUE, "The highest plausible PUE. [1]"),
    ("min_run_kwh()", MIN_RUN_KWH, "Less than any run takes. [kWh]"),
    ("max_run_kwh()", MAX_RUN_KWH, "More than the world generates in a year. [kWh]"),
    ("max_power_w()", MAX_POWER_W, "The largest plausible power of a run. [W]"),
    ("max_duration_s()", MAX_DURATION_S, "A century. [s]"),
    (
        "electricity_boundaries()",
        list(ELECTRICITY_BOUNDARY),
        "The boundaries that an intensity may have.",
    ),
    (
        "is_energy_scope(scope)",
        f"scope IN {ENERGY_SCOPE}",
        "Whether a word is a scope of a run''s energy.",
    ),
)


def sql() -> str:
    """Write the limits as SQL macros.

    Examples
    --------
    >>> print(sql().split(";")[3].strip())
    COMMENT ON MACRO last_run_year IS
      'The last year that a run may have.'
    """
    head = (
        "-- The limits of numbers and words, for the other files. Written by "
        "carbondata/tables/limits.py:\n-- change it there, then "
        "`python -m carbondata.tables.limits > carbondata/views/05_limits.sql`.\n"
    )
    return head + "\n".join(_macro(*macro) for macro in _MACROS)


def _macro(call: str, meaning: object, prose: str) -> str:
    body = f"CAST({meaning} AS DOUBLE)" if isinstance(meaning, float) else meaning
    name = call.partition("(")[0]
    return f"CREATE MACRO {call} AS {body};\nCOMMENT ON MACRO {name} IS\n  '{prose}';\n"


if __name__ == "__main__":
    print(sql(), end="")  # noqa: T201  (what the module is run for)
