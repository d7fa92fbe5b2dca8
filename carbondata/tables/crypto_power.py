"""crypto_power: the power of a cryptocurrency's network on a day."""

from carbondata.tables.columns import amount, day, number, source_id, table, text

schema = table(
    "crypto_power",
    "A cryptocurrency network's power, emission rate and hash rate on a day.",
    ["network", "day", "source_id"],
    {
        "network": text("The network.", words=("bitcoin", "ethereum")),
        "day": day("The day, UTC."),
        # 1e12 W is a third of the world's electricity; no network can draw that much.
        **amount("power_w", "Electric power of the whole network.", "W", high=1e12),
        **amount(
            "emissions_t_per_year",
            "CO2e that the network would emit in a year at this day's rate.",
            "t/year",
            high=1e10,
        ),
        "hash_rate_h_per_s": number(
            "Hashes that the network computes in a second.", "H/s", nullable=True
        ),
        "source_id": source_id(),
    },
)
