"""search_words: the words by which things are found. Derived by the build."""

from carbondata.tables.columns import number, table, text

FOUND = ("subject", "place", "claim", "source")

schema = table(
    "search_words",
    "A word in a name or text of something to find: a subject, a place, a claim, a source.",
    ["kind", "id", "name", "word"],
    {
        "kind": text("What is found.", words=FOUND),
        "id": text("Its id, from `quantities.subject`, `areas`, `claims` or `sources`."),
        "name": text("The name or text."),
        "word": text("The word, without case and accents."),
        "weight": number("How informative the word is: the rarer, the more.", "1"),
        "part": number("The word's share of the total weight of the name.", "1", high=1.0),
    },
    derived=True,
)
