"""Grammar: how a name changes when it enters a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata import french
from carbondata.text.language import NO_BREAK

if TYPE_CHECKING:
    from carbondata.text.language import Language


# A name that begins with a single thing: an espresso machine, one hour of video streaming. The
# thing ends where the name says of what, for what, or how it is meant.
ONE = {
    "en": re.compile(
        r"(?:an?|one) ((?:[\w'-]+ )*?[\w'-]+)(?=$|,| \(| (?:around|at|between|by|downloaded|for|"
        r"from|in|made|of|on|per|stored|to|with|within|without)(?: |$))"
    ),
    "fr": re.compile(
        r"une? ((?:[\w'-]+ )*?[\w'-]+)(?=$|,| \(| (?:à |au |avec |d'|dans |de |du |en |entre |par |"
        r"pour |sans |sur ))"
    ),
}
# Words that do not take the plural: acronyms, names, nouns behind nouns.
FIXED = {
    "en": re.compile("(?!)"),
    "fr": re.compile(
        r"[A-Z-]+|Internet|iPhone|Pro|Max|\d+|aller-retour|expresso|filtre|non|lave-.*|.*[sxz]"
    ),
}
IRREGULAR = {
    "en": ((re.compile(r"([^aeiou])y$"), r"\1ies"), (re.compile(r"(s|x|z|ch|sh)$"), r"\1es")),
    "fr": ((re.compile(r"(eau|eu)$"), r"\1x"), (re.compile(r"al$"), "aux")),
}
# Powers of ten that a language has no common word for: 13 000 milliards.
WORDLESS = {"fr": ("e12",)}
# Languages where a small ratio stands as a power of ten: nobody says "milliardièmes".
PARTLESS = {"fr"}
BETWEEN = re.compile(r"as much as between ([\d.,]+(?: [a-z]*illion)*) and ")
AMOUNT = re.compile(r"\d+(?:,\d+)?(?:[eE][+]?\d+)?(?=[ \u00a0])")


def of(name: str, language: Language) -> str:
    """Return the genitive of a name, as in "the emissions of Sweden".

    Examples
    --------
    >>> of("Sweden in 2017", "en"), of("le Canada en 2017", "fr")
    ('of Sweden in 2017', 'du Canada en 2017')
    """
    return french.of(name) if language == "fr" else f"of {name}"


def is_plural(name: str, language: Language) -> bool:
    """Tell whether a name takes a plural verb; English names here never do.

    Examples
    --------
    >>> is_plural("Les États-Unis en 2019", "fr"), is_plural("the United States", "en")
    (True, False)
    >>> is_plural("656347 kWh d'électricité", "fr"), is_plural("1,5 kWh d'électricité", "fr")
    (True, False)
    """
    if language == "en":
        return False
    amount = AMOUNT.match(name)
    if amount:
        return float(amount[0].replace(",", ".").replace(NO_BREAK, "")) >= 2  # noqa: PLR2004
    return name.lower().startswith("les ")


def many(amount: str, what: str, language: Language) -> str:
    """Join a number that ends in a word with what it counts: French needs "de" in between.

    Examples
    --------
    >>> many("15 million", "times", "en"), many("2 millions", "ans", "fr")
    ('15 million times', "2 millions d'ans")
    """
    return f"{amount} {french.of(what)}" if language == "fr" else f"{amount} {what}"


def plural(thing: str, language: Language) -> str:
    """Return a thing in the plural: in English its last word, in French each that agrees with it.

    Examples
    --------
    >>> plural("espresso machine", "en"), plural("home delivery", "en"), plural("wear", "en")
    ('espresso machines', 'home deliveries', 'wears')
    >>> plural("repas végétalien", "fr"), plural("clé USB", "fr"), plural("manteau", "fr")
    ('repas végétaliens', 'clés USB', 'manteaux')
    >>> plural("tâche ARC-AGI effectuée", "fr")
    'tâches ARC-AGI effectuées'
    """
    *before, last = thing.split(" ")
    kept = [_plural(word, language) for word in before] if language == "fr" else before
    return " ".join([*kept, _plural(last, language)])


def _plural(word: str, language: Language) -> str:
    if FIXED[language].fullmatch(word):
        return word
    for ending, instead in IRREGULAR[language]:
        if ending.search(word):
            return ending.sub(instead, word)
    return f"{word}s"


def is_one(number: str, value: float, language: Language) -> bool:
    """Tell whether a number takes the singular: in French 1,9 does, in English only 1."""
    return abs(value) < 2 if language == "fr" else number == "1"  # noqa: PLR2004


def elided(text: str, language: Language) -> str:
    """Fit "as much as" to a range behind it: as much as 2 to 3 flights.

    Examples
    --------
    >>> elided("autant que entre 2 et 3 vols", "fr")
    "autant qu'entre 2 et 3 vols"
    >>> elided("as much as between 9.5 million and 13 million times", "en")
    'as much as 9.5 million to 13 million times'
    """
    if language == "fr":
        return text.replace("que entre", "qu'entre")
    return BETWEEN.sub(r"as much as \1 to ", text)
