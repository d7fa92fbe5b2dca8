"""The month of a call, whatever its time is written as."""

from __future__ import annotations

# Times with a zone, of which pandas has the latter.
ZONED = {"TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS"}
TEXTS = {"VARCHAR", "JSON"}


def month_cells(kind: str, *, in_utc: bool) -> tuple[str, str, str]:
    """Return the SQL of the month of `written_at`, of whether there is a time, and a zone.

    `kind` is its type; the month begins with `2025-03`, whatever follows.

    Examples
    --------
    >>> month_cells("DATE", in_utc=False)
    ("date_trunc('month', written_at)", 'written_at IS NOT NULL', 'true')
    """
    there = "written_at IS NOT NULL"
    if kind in TEXTS:
        zone = "true" if in_utc else "coalesce(has_zone(written_at), false)"
        return "month_of(written_at)", "nullif(written_at, '') IS NOT NULL", zone
    if kind == "DATE":
        return "date_trunc('month', written_at)", there, "true"
    if kind.startswith("TIMESTAMP"):
        # A time beyond all dates is that of one row.
        finest = "TIMESTAMPTZ" if kind in ZONED else "TIMESTAMP"
        month = f"date_trunc('month', TRY_CAST(written_at AS {finest}))"
        return month, there, "true" if in_utc else "false"
    return "strftime(since_1970(number_of(written_at)), '%Y-%m')", there, "true"
