"""The little of French grammar that names need before they stand in a sentence."""

from __future__ import annotations

NO_BREAK = "\N{NO-BREAK SPACE}"
VOWELS = "AEIOUYÉÎaeiouéî"
# Words of names whose h is mute; that of others, such as Hong Kong, is not.
MUTE = ("Haïti", "heure")


def of(phrase: str) -> str:
    """Put the French "de" before a phrase with its article.

    Examples
    --------
    >>> [of(phrase) for phrase in ("la Suède", "le Canada", "les États-Unis", "Israël", "Cuba")]
    ['de la Suède', 'du Canada', 'des États-Unis', "d'Israël", 'de Cuba']
    >>> [of(phrase) for phrase in ("Haïti en 2019", "Hong Kong", "la Hongrie", "le Honduras")]
    ["d'Haïti en 2019", 'de Hong Kong', 'de la Hongrie', 'du Honduras']
    >>> [of(phrase) for phrase in ("heures de vidéo", "haricots verts")]
    ["d'heures de vidéo", 'de haricots verts']
    """
    if phrase.startswith("le "):
        return f"du {phrase[3:]}"
    if phrase.startswith("les "):
        return f"des {phrase[4:]}"
    return f"d'{phrase}" if phrase.startswith((*VOWELS, *MUTE)) else f"de {phrase}"


def amount(written: str) -> str:
    r"""Write an amount as French does, not to be broken.

    Examples
    --------
    >>> amount("3.2 t CO2e")
    '3,2\xa0t\xa0éq.\xa0CO₂'
    """
    for english, french in ((".", ","), ("CO2e", "éq. CO₂"), ("CO2", "de CO₂"), (" ", NO_BREAK)):
        written = written.replace(english, french)
    return written
