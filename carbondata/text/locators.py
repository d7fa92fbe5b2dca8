"""Places in a source in a reader's language: table 3, row NAS; what is no common word is quoted."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from carbondata.text.numbers import date
from carbondata.text.phrases import phrase, retold
from carbondata.text.typeset import quoted

if TYPE_CHECKING:
    from carbondata.text.language import Language

# A part of a locator begins with one of these; a comma before another word is part of a name.
BEGINNING = re.compile(
    r"(?:, |; )(?=(?:abstract|appendix|chapter|column|columns|executive summary|figure|footnote|"
    r"in a copy|metadata|page|pages|row|section|sections|sheet|table|tables|text|"
    r"as (?:reported|quoted|compiled|reprinted))\b)",
    re.IGNORECASE,
)


# Parts that have numbers.
COUNTED = re.compile(r"(?:tables?|sections?|figures?|appendix|chapters?|pages?|footnote)(?= |$)")
# One or two numbers behind the name of a part; another word there is a name: section Method.
NUMBERED = re.compile(
    r"(?:tables?|sections?|figures?|appendix|chapters?|pages?|footnote) [\w.<>-]*[\dA-Z]"
    r"(?: and [\w.<>-]+)?"
)
# Whoever passes a figure on, French says "d'après".
PASSED_ON = re.compile(r"as (?:quoted|compiled|reprinted)(?= by | in the press$)")
# A page, a paper, a file or authors; with an article it is quoted.
SITE = r"(?:[A-Z][\w.]*(?: [A-Z]\w+)*(?: et al[.])?(?: \d{4})?|[\w-]+(?:[.][\w-]+)+)"
SHORT = re.compile(rf"as reported by {SITE}(?:(?:,| and) {SITE})*|metadata of \S+")
NAMED = re.compile(r"(section)(?: on)? ([A-Za-z].*)")
MONTHS = range(1, 13)
# When a page had it.
DATED = re.compile(
    rf"(?P<what>[^(]+) [(](?:(?P<day>\d{{1,2}}) )?"
    rf"(?P<month>{'|'.join(phrase(f'month.{n}', 'en') for n in MONTHS)}) (?P<year>\d{{4}})[)]"
)


def told(locator: str, language: Language) -> str:
    """Say where in its source a figure stands, as the tables say it in English.

    Examples
    --------
    >>> told("Table 3, row NAS, P100x8", "en")
    'Table 3, row NAS, P100x8'
    >>> told("Table 3, row NAS, P100x8", "fr"), told("Sections 2 and 3", "fr")
    ('tableau 3, ligne « NAS, P100x8 »', 'sections 2 et 3')
    >>> told("Table 5, energy", "fr"), told("Model card, section Hardware", "fr")
    ('«\u202fTable 5, energy\u202f»', 'fiche du modèle, section « Hardware »')
    >>> told("Business travel, land: rail", "fr"), told("ID velo", "fr")
    ('«\u202fBusiness travel, land: rail\u202f»', 'identifiant velo')
    >>> told("Text, as quoted by b-in.de (22 December 2025)", "fr")
    "texte, d'après b-in.de (22 décembre 2025)"
    """
    if language == "en":
        return locator
    parts = BEGINNING.split(locator)
    # A remark behind a semicolon may be about any part before it.
    if any(";" in part for part in parts):
        return quoted(locator, language)
    return ", ".join(_told(part, language) for part in parts)


def _told(part: str, language: Language) -> str:
    small = PASSED_ON.sub("as reported", part[:1].lower() + part[1:])
    if (dated := DATED.fullmatch(small)) and SHORT.fullmatch(dated["what"]):
        return f"{_told(dated['what'], language)} ({_date(dated, language)})"
    if re.fullmatch(r"[\w./-]+[.]\w+", part):
        return part
    if small.startswith(("as reported by ", "metadata of ")) and not SHORT.fullmatch(small):
        return quoted(part, language)
    if NAMED.fullmatch(small) and not NUMBERED.fullmatch(small):
        small = NAMED.sub(r"\1 on \2", small)
    elif COUNTED.match(small) and not NUMBERED.fullmatch(small):
        return quoted(part, language)
    return retold(small, "locator.", language) or quoted(part, language)


def _date(dated: re.Match[str], language: Language) -> str:
    """Write a month, or a day, in a language."""
    month = next(n for n in MONTHS if phrase(f"month.{n}", "en") == dated["month"])
    if dated["day"]:
        return date(dt.date(int(dated["year"]), month, int(dated["day"])), language)
    return f"{phrase(f'month.{month}', language)} {dated['year']}"
