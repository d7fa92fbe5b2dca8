"""search_words: the words by which something is found. Worked out by the build."""

from carbondata.tables.columns import number, table, text

FOUND = ("subject", "place", "claim", "source")

schema = table(
    "search_words",
    "A word in a name or a text of what can be found: a subject, a place, a claim, a source.",
    ["kind", "id", "name", "word"],
    {
        "kind": text("What is found.", words=FOUND),
        "id": text("Its id: of `quantities.subject`, `areas`, `claims` or `sources`."),
        "name": text("The name or text."),
        "word": text("The word, without case and accents."),
        "weight": number("How much the word tells: the rarer, the more.", "1"),
        "part": number("What the word is of all that the name tells.", "1", high=1.0),
    },
    derived=True,
)
