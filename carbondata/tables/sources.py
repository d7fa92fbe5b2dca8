"""sources: the publications and datasets that the rows come from."""

from carbondata.tables.columns import count, day, flag, moment, table, text, texts, year

schema = table(
    "sources",
    "A publication or dataset: who made it, its licence, its citation, what was taken from it.",
    ["source_id"],
    {
        "source_id": text("The id: the name of its folder in sources/."),
        "title": text("Title."),
        "publisher": text("Who publishes it."),
        "homepage": text("Where a person can read about it."),
        "licence": text("SPDX identifier, or a name that sources/README.md explains."),
        "redistribute": flag("Whether its rows may be shipped; others are fetch-only."),
        "published": day(
            "Day of publication; the first of the month or year where no more is known. Of what "
            "was fetched, when the publisher last changed it, if the server says so."
        ),
        "citation": text("BibTeX entry."),
        "priority": count(
            "Rank among sources of one figure: the lowest where `preferred` does not decide.",
            "rank",
        ),
        "refresh_days": count(
            "Days between two editions that the publisher is expected to keep.",
            "days",
            nullable=True,
        ),
        "replaced_by": text(
            "The source here that has newer editions of its figures; null: it has none.",
            nullable=True,
        ),
        "tables": texts("The tables it feeds."),
        "url": text("Where the bytes were fetched, or would be.", nullable=True),
        "retrieved_utc": moment(
            "When the bytes were taken; null for typed-in rows.", nullable=True
        ),
        "via": text(
            "How the bytes were taken: over HTTP, as a local copy, or typed in; null: not yet.",
            words=("http", "copy", "typed"),
            nullable=True,
        ),
        "sha256": text(
            "SHA-256 of the bytes; of several files, in the order of their names.", nullable=True
        ),
        "rows": count("Rows it has in all tables.", "rows"),
        "newest_year": year("Newest year among its rows.", nullable=True),
    },
)
