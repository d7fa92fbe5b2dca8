"""The columns that the yearly, monthly and hourly grid intensities share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import area_id, flag, locator, number, text
from carbondata.tables.figure import gas_columns
from carbondata.tables.limits import MAX_G_PER_KWH

if TYPE_CHECKING:
    from pandera.pyarrow import Column


def intensity_columns(**time: Column) -> dict[str, Column]:
    """Return the columns of the place, the given `time`, the intensity and its type."""
    return {
        "area_id": area_id(),
        **time,
        "intensity_g_per_kwh": number(
            "Greenhouse gas emitted for one kWh of electricity.",
            "g/kWh",
            high=MAX_G_PER_KWH,
        ),
        "boundary": text(
            "direct: at the power plant; life_cycle: with fuel supply and construction.",
            words=words.ELECTRICITY_BOUNDARY,
        ),
        "accounting": text(
            "location: the grid's mix; market: electricity bought by contract.",
            words=words.ELECTRICITY_ACCOUNTING,
        ),
        **gas_columns(nullable=False),
    }


def provenance_columns() -> dict[str, Column]:
    """Return the columns of the row's position in its source, and whether it was seen there."""
    return {
        "locator": locator(),
        "verified": flag(
            "The figure was seen in its document or a copy; others are never used by default."
        ),
        "note": text("What a reader must know before using the row.", nullable=True),
    }
