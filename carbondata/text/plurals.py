"""A number of a thing: what it is counted in, and which numbers take the plural."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from carbondata.text import grammar
from carbondata.text.grammar import many, of
from carbondata.text.language import SIGNS
from carbondata.text.phrases import keys, phrase, phrases

if TYPE_CHECKING:
    from carbondata.text.language import Language

# The sign of a power of ten below one.
MINUS = "\N{SUPERSCRIPT MINUS}"


def is_one(number: str, language: Language) -> bool:
    """Tell whether a number takes the singular: French counts 1,9 as one, English does not.

    Examples
    --------
    >>> is_one("1.9", "en"), is_one("1,9", "fr"), is_one("2,0", "fr")
    (False, True, False)
    """
    return grammar.is_one(number, _value(number, language), language)


def _value(number: str, language: Language) -> float:
    signs = SIGNS[language]
    # Of a range it is the upper end that counts.
    *_, last = number.split(" ")
    try:
        return float(last.replace(signs.thousands, "").replace(signs.point, "."))
    except ValueError:
        return 0.0 if is_part(number, language) else math.inf


def is_large(number: str, language: Language) -> bool:
    """Tell whether a number ends in a word for many: 15 million."""
    return _ends_in("large.", number, language)


def is_part(number: str, language: Language) -> bool:
    """Tell whether a number ends in a word for a part: 6.7 millionths; or in a power below one."""
    return _ends_in("part.", number, language) or MINUS in number


def _ends_in(start: str, number: str, language: Language) -> bool:
    words = (phrases()[f"{start}{key}"][language].removeprefix("{n}") for key in keys(start))
    return number.endswith(tuple(words))


def counted(name: str, language: Language) -> str | None:
    """Return the thing that a name has one of; null where it begins with none.

    Examples
    --------
    >>> counted("one kilometre by train", "en"), counted("une vie de voiture", "fr")
    ('kilometre', 'vie')
    >>> counted("a USB stick", "en"), counted("the life cycle of a smartphone", "en")
    ('USB stick', None)
    """
    found = grammar.ONE[language].match(name)
    return found[1] if found else None


def is_several(number: str, name: str, language: Language) -> bool:
    """Tell whether a number of a thing takes the plural, as `several` writes it.

    Examples
    --------
    >>> name = "one kilometre by train"
    >>> is_several("2", name, "en"), is_several("0.5", name, "en"), is_several("2", "Bitcoin", "en")
    (True, False, False)
    """
    plural = _is_whole(number, language) and not is_one(number, language)
    return plural and counted(name, language) is not None


def _is_whole(number: str, language: Language) -> bool:
    return _value(number, language) >= 1


def several(number: str, name: str, language: Language) -> tuple[str, str]:
    r"""Write a number of a thing, in two parts; less than one of it is a part, not several.

    Examples
    --------
    >>> several("5.0", "one kilometre by train", "en"), several("5.0", "a USB stick", "en")
    (('5.0 kilometres', ' by train'), ('5.0 USB sticks', ''))
    >>> several("1,9", "une vie de voiture", "fr"), several("0,9", "une vie de voiture", "fr")
    (('1,9\xa0vie', ' de voiture'), ('0,9\xa0fois', ' une vie de voiture'))
    >>> several("2 millions", "une vie de voiture", "fr"), several("7 millionths", "a bed", "en")
    (('2 millions de vies', ' de voiture'), ('7 millionths', ' of a bed'))
    """
    space = SIGNS[language].space
    found = grammar.ONE[language].match(name)
    if is_part(number, language) and MINUS not in number:
        return number, f" {of(name, language)}"
    if found is None or not (is_large(number, language) or _is_whole(number, language)):
        times = phrase("unit.times", language)
        if is_large(number, language):
            return many(number, times, language), f" {name}"
        return f"{number}{space}{times}", f" {name}"
    things, rest = grammar.plural(found[1], language), name[found.end() :]
    if is_large(number, language):
        return many(number, things, language), rest
    return f"{number}{space}{found[1] if is_one(number, language) else things}", rest
