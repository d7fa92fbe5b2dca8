"""The phrases of a comparison, in English and French."""

AS_MUCH_AS = {
    "en": {
        "time": " as much as {amount} of {other}",
        "count": " as much as {several}",
        "percent": " {amount} of the emissions of {other}",
        "times": " {amount} the emissions of {other}",
        "percent of amount": " {amount} of {other}",
        "times of amount": " {amount} {other}",
    },
    "fr": {
        "time": " autant que {amount} {of_other}",
        "count": " autant que {several}",
        "percent": " soit {amount} des émissions {of_other}",
        "times": " soit {amount} les émissions {of_other}",
        "percent of amount": " soit {amount} de {other}",
        "times of amount": " soit {amount} {other}",
    },
}
# What one does, what several do.
VERBS = {
    "en": {
        "past": ("emitted", "emitted"),
        "present": ("emits", "emit"),
        "moved": ("would have emitted", "would have emitted"),
        "projected": ("would emit", "would emit"),
        "avoided": ("amount to", "amount to"),
    },
    "fr": {
        "past": ("a émis", "ont émis"),
        "present": ("émet", "émettent"),
        "moved": ("aurait émis", "auraient émis"),
        "projected": ("émettrait", "émettraient"),
        "avoided": ("représentent", "représentent"),
    },
}
SIDES = {
    "en": {"subject": "the subject", "reference": "the reference"},
    "fr": {"subject": "le sujet", "reference": "la référence"},
}
SEMICOLON = {"en": "; ", "fr": " ; "}
STANDS = {"en": "; what stands: ", "fr": " ; ce qui vaut : "}
STATUS = {
    "en": {
        "corrected": "Published figure corrected",
        "superseded": "Published figure superseded",
        "disputed": "Published figure disputed",
        "withdrawn": "Published figure withdrawn",
    },
    "fr": {
        "corrected": "Chiffre publié, corrigé",
        "superseded": "Chiffre publié, remplacé",
        "disputed": "Chiffre publié, contesté",
        "withdrawn": "Chiffre publié, retiré",
    },
}
