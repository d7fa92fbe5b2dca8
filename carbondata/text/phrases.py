"""The phrases of a comparison, in English and French."""

AS_MUCH_AS = {
    "en": {
        "time": " as much as {amount} of {other}",
        "count": " as much as {several}",
        "percent": " {amount} of the {whose} of {other}",
        "times": " {amount} the {whose} of {other}",
        "percent of amount": " {amount} of {other}",
        "times of amount": " {amount} {other}",
    },
    "fr": {
        "time": " autant que {amount} {of_other}",
        "count": " autant que {several}",
        "percent": " soit {amount} {of_whose} {of_other}",
        "times": " soit {amount} {whose} {of_other}",
        "percent of amount": " soit {amount} de {other}",
        "times of amount": " soit {amount} {other}",
    },
}
# What a share is of.
WHOSE = {
    "emissions": {
        "en": {"whose": "emissions"},
        "fr": {"whose": "les émissions", "of_whose": "des émissions"},
    },
    "electricity": {
        "en": {"whose": "electricity use"},
        "fr": {
            "whose": "la consommation d'électricité",
            "of_whose": "de la consommation d'électricité",
        },
    },
    "generation": {
        "en": {"whose": "electricity generation"},
        "fr": {
            "whose": "la production d'électricité",
            "of_whose": "de la production d'électricité",
        },
    },
}
OF_ELECTRICITY = {"en": " of electricity", "fr": " d'électricité"}
# What one does, what several do.
VERBS = {
    "emissions": {
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
    },
    "electricity": {
        "en": {
            "past": ("used", "used"),
            "present": ("uses", "use"),
            "projected": ("would use", "would use"),
        },
        "fr": {
            "past": ("a consommé", "ont consommé"),
            "present": ("consomme", "consomment"),
            "projected": ("consommerait", "consommeraient"),
        },
    },
    "generation": {
        "en": {"past": ("generated", "generated")},
        "fr": {"past": ("a produit", "ont produit")},
    },
}
SIDES = {
    "en": {"subject": "the subject", "reference": "the reference"},
    "fr": {"subject": "le sujet", "reference": "la référence"},
}
SEMICOLON = {"en": "; ", "fr": " ; "}
STANDS = {"en": "; what stands: ", "fr": " ; valeur retenue : "}
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
# What is said of studies that are believed no more: of one, of several.
CONTESTED = {
    "en": {
        "one": "a study now {} says {}",
        "several": "other studies say {}",
        "with": ", {}",
        "corrected": "corrected",
        "superseded": "superseded",
        "disputed": "disputed",
    },
    "fr": {
        "one": "une étude aujourd'hui {} avance {}",
        "several": "d'autres études avancent {}",
        "with": ", soit {}",
        "corrected": "corrigée",
        "superseded": "remplacée",
        "disputed": "contestée",
    },
}
# Of a year that was left open: the other side's, or the newest of its own or of both; and where it
# has not the other side's.
WHY_YEAR = {
    "en": {
        "other": "{year} is the other side's",
        "newest": "{year} is the newest there is",
        "both": "{year} is the newest that both have",
        "lacking": "no figure of it for {named}; ",
    },
    "fr": {
        "other": "{year} est celle de l'autre côté",
        "newest": "{year} est la plus récente",
        "both": "{year} est la plus récente que les deux ont",
        "lacking": "pas de chiffre pour {named} ; ",
    },
}
OTHERS = {"en": "Other meanings: ", "fr": "Autres sens possibles : "}
# What a range of studies is called, and the figure that is taken of it.
BY_STUDY = {"en": "by study", "fr": "selon l'étude"}
# Where those of both sides are in it, and those that are believed no more, one way or several.
OF_BOTH = {"en": ", with the studies of both sides", "fr": ", avec les études des deux côtés"}
ALL_STUDIES = {
    "en": {"included": ", {} ones included", "and": " and "},
    "fr": {"included": ", {}s comprises", "and": "s et "},
}
BETWEEN = {"en": "between {} and {}", "fr": "entre {} et {}"}
TAKEN = {
    "en": "Taken here: {amount} ({source}), {ratio}.",
    "fr": "Retenu ici : {amount} ({source}), soit {ratio}.",
}
# What says how far a ratio may be off.
BOUNDS = {
    "en": {"published": "as published", "grid": "of the grid", "studies": "by study"},
    "fr": {"published": "publiées", "grid": "du réseau", "studies": "selon l'étude"},
}
