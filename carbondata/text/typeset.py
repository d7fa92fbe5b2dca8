"""Typography: the spaces of French, capitals, commas and quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.text.grammar import elided
from carbondata.text.language import NARROW, NO_BREAK, SIGNS
from carbondata.text.phrases import phrase

if TYPE_CHECKING:
    from carbondata.text.language import Language

# Thousands of a number, and the space before a unit.
GROUPED = re.compile(r"(?<![\w,.-])\d{1,3}(?: \d{3})+(?!\d)")
MEASURED = re.compile(
    r"(?<=\d) (?=(?:[kMG]?t|k?g|[kMGT]?Wh?|km|Mo|°C|livres?|millions?|milliards?|Md)(?!\w))"
)
# Long digits of an amount given by the user; in an operand, as 656347 kWh@USA, they stay. No amount
# has more than some 300, and Python reads none of more than 4,300.
LONG = re.compile(r"(?<![\w.,/#@*:-])\d{4,400}(?=[ \u00a0](?:[kMG]?t|k?g|lb|[kMGT]?Wh?)(?![\w@]))")
# Not the quotes around an operand of a command.
APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w«])")
GAS = re.compile(r"(?<![=\w])CO2\b")
OPENING = re.compile(r"(?<=«)[ \u00a0]")
CLOSING = re.compile(r"[ \u00a0](?=[;:!?%»])")
# English has no space before it.
PERCENT = re.compile(r"(?<=\d) %")


def say(key: str, language: Language, **values: object) -> str:
    r"""Return a phrase that stands on its own, with the typography of its language.

    Examples
    --------
    >>> say("caution", "fr", reasons="non vu")
    'Prudence\u202f: non vu.'
    """
    return typeset(phrase(key, language, **values), language)


def capital(text: str) -> str:
    """Capitalise the first letter of a text, unless it begins with a name such as iPhone.

    Examples
    --------
    >>> capital("the world's GPT-3"), capital("iPhone 16 Pro"), capital("3 t")
    ("The world's GPT-3", 'iPhone 16 Pro', '3 t')
    """
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def quoted(text: str, language: Language) -> str:
    r"""Put a quotation from a source in quotation marks.

    Examples
    --------
    >>> quoted("All aviation", "en"), quoted("All aviation", "fr")
    ('“All aviation”', '«\u202fAll aviation\u202f»')
    """
    return f"{SIGNS[language].opening}{text}{SIGNS[language].closing}"


def typeset(text: str, language: Language) -> str:
    r"""Apply a language's typography: grouped thousands, and French spaces and apostrophes.

    Examples
    --------
    >>> typeset("12 % : « oui »", "fr"), ascii(typeset("l'an", "fr"))
    ('12\u202f%\u202f: «\u202foui\u202f»', "'l\\u2019an'")
    >>> typeset("en 2017 1 034 Mt éq. CO₂", "fr"), typeset("656347 kWh@USA@2017", "en")
    ('en 2017 1\u202f034\xa0Mt\xa0éq.\xa0CO₂', '656347 kWh@USA@2017')
    >>> typeset("656347 kWh of electricity", "en"), typeset("GPT-3 175 fois", "fr")
    ('656,347 kWh of electricity', 'GPT-3 175 fois')
    >>> typeset("by 8 % a year", "en")
    'by 8% a year'
    """
    signs = SIGNS[language]
    text = LONG.sub(lambda found: f"{int(found[0]):,}".replace(",", signs.thousands), text)
    if not signs.high:
        return PERCENT.sub(signs.percent, elided(text, language))
    text = GROUPED.sub(lambda found: found[0].replace(" ", NARROW), text)
    text = MEASURED.sub(NO_BREAK, text).replace(" éq. CO₂", f"{NO_BREAK}éq.{NO_BREAK}CO₂")
    text = APOSTROPHE.sub(signs.apostrophe, elided(text, language))
    text = GAS.sub("CO₂", text)
    return CLOSING.sub(signs.high, OPENING.sub(signs.high, text))
