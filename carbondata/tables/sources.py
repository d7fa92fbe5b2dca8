"""sources: the publications and datasets that the rows come from."""

from carbondata.tables.columns import count, day, flag, moment, table, text, texts, year

schema = table(
    "sources",
    "A publication or dataset: its publisher, licence and citation, and what was taken from it.",
    ["source_id"],
    {
        "source_id": text("The id: the name of its folder in sources/."),
        "title": text("Title."),
        "publisher": text("The publisher."),
        "homepage": text("Where a person can read about it."),
        "licence": text("SPDX identifier, or a name explained in sources/README.md."),
        "redistribute": flag("Whether its rows may be redistributed; others are fetch-only."),
        "published": day(
            "Day of publication; the first of the month or year if only that is known. For fetched "
            "files, when the publisher last changed them, if the server says so."
        ),
        "citation": text("BibTeX entry."),
        "priority": count(
            "Rank among sources of one figure: the lowest wins if `preferred` does not decide.",
            "rank",
        ),
        "refresh_days": count(
            "Expected days between two editions.",
            "days",
            nullable=True,
        ),
        "replaced_by": text(
            "The source here that has newer editions of its figures; null if there is none.",
            nullable=True,
        ),
        "tables": texts("The tables it feeds."),
        "url": text("Where the file is fetched.", nullable=True),
        "retrieved_utc": moment(
            "When the file was retrieved; null for curated rows.", nullable=True
        ),
        "via": text(
            "How the rows got here: over HTTP, from a local copy, or typed by hand; null if not "
            "yet.",
            words=("http", "copy", "typed"),
            nullable=True,
        ),
        "sha256": text(
            "SHA-256 of the file; for several files, in the order of their names.", nullable=True
        ),
        "rows": count("Rows it has in all tables.", "rows"),
        "newest_year": year("Newest year among its rows.", nullable=True),
    },
)
