"""The columns about a published figure: how it was made, what was seen, whether it is current."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import flag, text

if TYPE_CHECKING:
    from pandera.pyarrow import Column


def gas_columns(*, nullable: bool) -> dict[str, Column]:
    """Return the columns of the gas that a mass counts, and of its GWP scale."""
    return {
        "gas": text(
            "Only CO2, or CO2e: all greenhouse gases weighted as CO2.",
            words=words.GAS,
            nullable=nullable,
        ),
        "gwp": text(
            "For CO2e, the IPCC report and horizon of the weights; null for CO2.",
            words=words.GWP,
            nullable=True,
        ),
    }


def interval_column() -> dict[str, Column]:
    """Return the column of the meaning of the bounds."""
    return {
        "interval": text(
            "What the low and high bounds mean; null if none are published.",
            words=words.INTERVAL,
            nullable=True,
        )
    }


def standing_columns() -> dict[str, Column]:
    """Return the columns of how a figure was made, whether it is current, and who says so."""
    return {
        "method": text("How the figure was made.", words=words.METHOD),
        "status": text("Whether the figure is still current.", words=words.STATUS),
        "status_source": text(
            "The source that corrected, superseded or disputed it; null while it is current.",
            nullable=True,
        ),
        "replaced_by": text(
            "The id of the figure that replaces it, if any.",
            nullable=True,
        ),
    }


def evidence_columns() -> dict[str, Column]:
    """Return the columns of what was seen of a figure, and how it is printed."""
    return {
        "verified": flag(
            "The figure was seen in its document or a copy; others are never used by default."
        ),
        "evidence": text(
            "What was seen: the document itself, a copy of its data, or a report that quotes it.",
            words=words.EVIDENCE,
            nullable=True,
        ),
        "printed": text(
            "The figure as printed, in the printed unit, if it was converted.",
            nullable=True,
        ),
        "note": text("What a reader must know before using the row.", nullable=True),
    }
