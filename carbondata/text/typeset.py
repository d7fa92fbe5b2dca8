"""How a text is set: the spaces of French, capitals, commas and quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carbondata.text.language import NARROW, NO_BREAK, SIGNS
from carbondata.text.phrases import phrase

if TYPE_CHECKING:
    from carbondata.text.language import Language

# The thousands of a number, and the space between a number and its unit.
GROUPED = re.compile(r"(?<![\w,.-])\d{1,3}(?: \d{3})+(?!\d)")
MEASURED = re.compile(
    r"(?<=\d) (?=(?:[kMG]?t|k?g|[kMGT]?Wh?|km|Mo|°C|livres?|millions?|milliards?)(?!\w))"
)
ENCLOSED = re.compile(r"\([^()]*\)|«[^»]*»")


def say(key: str, language: Language, **values: object) -> str:
    r"""Return a phrase that stands by itself, set as its language sets it.

    Examples
    --------
    >>> say("caution", "fr", reasons="non vu")
    'Attention\xa0: non vu.'
    """
    return typeset(phrase(key, language, **values), language)


def capital(text: str) -> str:
    """Begin a sentence with a text.

    Examples
    --------
    >>> capital("the world's GPT-3")
    "The world's GPT-3"
    """
    return text[:1].upper() + text[1:]


def quoted(text: str, language: Language) -> str:
    r"""Put quotation marks around what a source says.

    Examples
    --------
    >>> quoted("All aviation", "en"), quoted("All aviation", "fr")
    ('“All aviation”', '«\xa0All aviation\xa0»')
    """
    return f"{SIGNS[language].opening}{text}{SIGNS[language].closing}"


def typeset(text: str, language: Language) -> str:
    r"""Put the spaces that French asks for: in numbers, before units and signs, inside guillemets.

    Examples
    --------
    >>> typeset("12 % : « oui »", "fr")
    '12\u202f%\xa0: «\xa0oui\xa0»'
    >>> typeset("en 2017 1 034 Mt éq. CO₂", "fr")
    'en 2017 1\u202f034\xa0Mt\xa0éq.\xa0CO₂'
    >>> typeset("GPT-3 175 fois", "fr")
    'GPT-3 175 fois'
    """
    if language == "en":
        return text
    text = GROUPED.sub(lambda found: found[0].replace(" ", NARROW), text)
    text = MEASURED.sub(NO_BREAK, text).replace(" éq. CO₂", f"{NO_BREAK}éq.{NO_BREAK}CO₂")
    for sign in ";!?%":
        text = text.replace(f" {sign}", f"{NARROW}{sign}")
    spaced = {" :": f"{NO_BREAK}:", "« ": f"«{NO_BREAK}", " »": f"{NO_BREAK}»"}
    for plainly, set_ in spaced.items():
        text = text.replace(plainly, set_)
    return text


def closed(phrase: str) -> str:
    """Close the apposition at a phrase's end with a comma; brackets and guillemets close theirs.

    Examples
    --------
    >>> closed("a flight, one passenger"), closed("Gemma 2 (2B, 9B)"), closed("« OLMo, final »")
    ('a flight, one passenger,', 'Gemma 2 (2B, 9B)', '« OLMo, final »')
    """
    return f"{phrase}," if ", " in ENCLOSED.sub("", phrase) else phrase
