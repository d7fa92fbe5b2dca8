"""grounds: the bases on which a comparison looks for common ground, in the order of choice."""

from carbondata.tables import vocabulary as words
from carbondata.tables.columns import count, source_id, table, text
from carbondata.tables.quantity_types import DIMENSIONS

schema = table(
    "grounds",
    "A basis of quantities that belongs to a common ground.",
    ["ground", "boundary", "accounting", "land_use", "forcing"],
    {
        "ground": text("The common ground, whose bases are comparable with one another."),
        "rank": count("Its position in the order of choice, smallest first.", "1", low=1),
        "gas": text(
            "The gas that the mass counts; none for electricity.", words=(*words.GAS, "none")
        ),
        "boundary": text(
            "What is counted; `*` if not stated, as for nations and electricity.",
            words=("*", *words.STAGES),
        ),
        "accounting": text(
            "The accounting; `*` for any accounting of electricity.",
            words=("*", *DIMENSIONS["accounting"][0]),
        ),
        "land_use": text(
            "For nations, whether land use is included.", words=DIMENSIONS["land_use"][0]
        ),
        "forcing": text(
            "For aviation, whether non-CO2 effects are included.", words=DIMENSIONS["forcing"][0]
        ),
        "why": text("Why it has this position."),
        "source_id": source_id(),
    },
)
