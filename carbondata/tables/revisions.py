"""revisions: published values that changed when a source was refreshed."""

from carbondata.tables.columns import MAX_FLOAT, moment, number, source_id, table, text

schema = table(
    "revisions",
    "A published value that changed when its source was refreshed.",
    ["source_id", "table_name", "row_key", "column_name", "refreshed_utc"],
    {
        "table_name": text("The table of the value."),
        "row_key": text("The key of its row, without the source: FRA, 2017, CO2, ..."),
        "column_name": text("The column of the value."),
        "old_value": number(
            "The value before.", "that of the column", low=-MAX_FLOAT, nullable=True
        ),
        "new_value": number(
            "The value after; null if it is gone.",
            "that of the column",
            low=-MAX_FLOAT,
            nullable=True,
        ),
        "relative_change": number(
            "New over old, minus one; null if the old value is 0 or unknown, or the new one "
            "unknown.",
            "1",
            low=-MAX_FLOAT,
            nullable=True,
        ),
        "retrieved_before_utc": moment("When the old value was retrieved."),
        "refreshed_utc": moment("When the new value was retrieved."),
        "source_id": source_id(),
    },
)
