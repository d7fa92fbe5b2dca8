"""grounds: the bases on which a comparison looks for common ground, in the order of choice."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import count, source_id, table, text
from carbondata.tables.quantity_types import DIMENSIONS

schema = table(
    "grounds",
    "A basis that quantities of one sort have on a common ground.",
    ["ground", "boundary", "accounting", "land_use", "forcing"],
    {
        "ground": text("The common ground: its bases are compared with one another."),
        "rank": count("Its place in the order of choice, the smallest first.", "1", low=1),
        "gas": text("Which gas the mass counts; none for electricity.", words=(*words.GAS, "none")),
        "boundary": text(
            "What is counted; `*` where it is not said: of a nation, of electricity.",
            words=("*", *words.STAGES),
        ),
        "accounting": text(
            "The accounting; `*` for any of electricity's own.",
            words=("*", *DIMENSIONS["accounting"][0]),
        ),
        "land_use": text(
            "For nations, whether land use is in it.", words=DIMENSIONS["land_use"][0]
        ),
        "forcing": text(
            "For aviation, what its CO2 is counted with.", words=DIMENSIONS["forcing"][0]
        ),
        "why": text("Why it stands at this place."),
        "source_id": source_id(),
    },
)
