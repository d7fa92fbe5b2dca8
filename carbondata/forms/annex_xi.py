"""The energy section of a general-purpose model's documentation under the EU AI Act.

Annex XI, section 1, points 2(d) and (e) of Regulation (EU) 2024/1689. The form of the Code of
Practice for general-purpose models asks for MWh and FLOP to two significant figures, or N/A, and
for a methodology in about a hundred words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.forms.digits import power
from carbondata.forms.prose import sentences
from carbondata.forms.refusals import report_error
from carbondata.text.language import SIGNS

if TYPE_CHECKING:
    from carbondata.forms.made import Made

KWH_PER_MWH = 1000
HOURS_PER_DAY = 24
FIGURES = 2
# What is more than one run.
SEVERAL = ("family", "search", "development")


def write(made: Made) -> str:
    """Write the section in Markdown; what is not known is N/A."""
    record = made.record
    if record.activity == "inference":
        raise report_error(key="inference")
    made = made.in_markdown()
    kwh, hours = record.counted_kwh, record.duration_h
    signs = SIGNS[made.language]
    energy = kwh and made.say(
        "annex.rounded", amount=f"{made.number(kwh / KWH_PER_MWH, FIGURES)}{signs.space}MWh"
    )
    flop = record.training_flop and f"{power(record.training_flop, FIGURES, made.language)} FLOP"
    runs = made.say(f"annex.runs.{'many' if record.activity in SEVERAL else 'one'}")
    days = hours and made.say(
        "annex.days",
        hours=made.number(hours, 6),
        days=made.number(hours / HOURS_PER_DAY, FIGURES),
    )
    rows = {
        "annex.energy": energy,
        "annex.method": sentences(made, {}) if kwh is not None else None,
        "annex.open": None
        if kwh is None
        else made.say("annex.covers", scope=made.counted, runs=runs),
        "annex.compute": flop,
        "annex.hardware": made.devices,
        "annex.duration": days,
    }
    if rows["annex.open"] is None:
        del rows["annex.open"]  # a remark of ours, which the form does not ask for
    unknown = made.say("annex.unknown")
    lines = [f"- **{made.say(key)}**{signs.colon}{value or unknown}" for key, value in rows.items()]
    title = made.say("annex.title", name=made.name or made.say("who.unknown"))
    return "\n".join([f"## {title}", "", *lines])
