"""The columns that say what a published figure is: how it was made, seen, and whether it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import flag, text

if TYPE_CHECKING:
    from pandera.pyarrow import Column


def gas_columns(*, nullable: bool) -> dict[str, Column]:
    """Say which gas the mass counts, and on which GWP scale."""
    return {
        "gas": text(
            "CO2 alone, or CO2e: all greenhouse gases weighed as CO2.",
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
    """Say what the bounds mean."""
    return {
        "interval": text(
            "What the low and high bounds mean; null where none is published.",
            words=words.INTERVAL,
            nullable=True,
        )
    }


def standing_columns() -> dict[str, Column]:
    """Say how the figure was made, whether it stands, and who says so."""
    return {
        "method": text("How the figure was made.", words=words.METHOD),
        "status": text("Whether the figure stands.", words=words.STATUS),
        "status_source": text(
            "The source that corrected, superseded or disputed it; null while it stands.",
            nullable=True,
        ),
        "replaced_by": text(
            "The id of the figure that stands in its place, where there is one.",
            nullable=True,
        ),
    }


def evidence_columns() -> dict[str, Column]:
    """Say what was seen of the figure, and as what it is printed."""
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
            "The figure as printed, in the unit printed, where it was converted.",
            nullable=True,
        ),
        "note": text("What a reader must know before using the row.", nullable=True),
    }
