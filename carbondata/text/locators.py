"""Places in a source in a reader's language: table 3, row NAS; what is no common word is quoted."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from carbondata.text import grammar
from carbondata.text.language import SIGNS
from carbondata.text.numbers import date
from carbondata.text.phrases import fitting, phrase, retold
from carbondata.text.typeset import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from carbondata.text.language import Language

# How a figure is passed on; French says "d'après" of all of it.
PASSED_ON = (
    r"as (?:compiled|given|linked|printed|quoted|repeated|reported|reprinted|restated|rounded|seen|"
    r"stored|tabulated|told)(?: at length)? (?:at|by|in|on) "
)
# A part of a locator begins with one of these; a comma before another word is part of a name.
BEGINNING = re.compile(
    r", (?=(?:abstract|appendix|caption|chapter|column|columns|executive summary|figure|"
    r"first paragraph|footnote|in a|in issue|in the discussion|metadata|page|pages|row|section|"
    rf"sections|sheet|table|tables|text|as quoted elsewhere|{PASSED_ON[:-1]})\b)",
    re.IGNORECASE,
)
# Parts that have numbers.
COUNTED = re.compile(r"(?:tables?|sections?|figures?|appendix|chapters?|pages?|footnote)(?= |$)")
# One or two numbers behind the name of a part; another word there is a name: section Method.
NUMBERED = re.compile(
    r"(?:tables?|sections?|figures?|appendix|chapters?|pages?|footnote) [\w.<>-]*[\dA-Z]"
    r"(?: and [\w.<>-]+)?"
)
# Behind these there are names, which may hold any word.
OPEN = re.compile(r"(?:rows?|columns?|sheet|entity|metadata (?!of )|(?:section|chapter) (?!\d))")
TITLED = re.compile(r"(section|chapter)(?: on)? ([A-Za-z].*)")
SHEET = re.compile(r"(\w[^,]*) sheet")
# A file, or where it is.
FILE = re.compile(r"[\w./-]+[.]\w+|https?://\S+")
# A page, a paper, a thing or authors; with an article it is quoted.
NAME = re.compile(
    r"[A-Z][\w.-]*(?: (?:in |of )?[A-Z][\w-]+)*(?: et al[.])?(?: \d{4})?"
    r"|[\w-]+(?:[.][\w-]+)+(?:/[\w./-]*)?(?: [(][A-Z]+[)])?"
)
LISTED = re.compile(r"(?:,? and |, )(?:at |by |on )?")
MONTHS = range(1, 13)
DATE = (
    rf"(?:(?:(?P<day>\d{{1,2}}) )?"
    rf"(?P<month>{'|'.join(phrase(f'month.{n}', 'en') for n in MONTHS)}) )?(?P<year>\d{{4}})"
)
# Of when it is: release of June 2026.
OF_DATE = re.compile(rf"(?P<what>[^,]+) of {DATE}")
# When a page had it: a.com (June 2026), b.com (Reuters, June 2026).
DATED = re.compile(rf"(?P<what>[^(]+) [(](?P<who>[A-Z]\w+, )?{DATE}[)]")


def told(locator: str, language: Language) -> str:
    """Say where in its source a figure stands, as the tables say it in English.

    Examples
    --------
    >>> told("Table 3, row NAS, P100x8", "en")
    'Table 3, row NAS, P100x8'
    >>> told("Table 3, row NAS, P100x8", "fr"), told("Sections 2 and 3", "fr")
    ('tableau 3, ligne « NAS, P100x8 »', 'sections 2 et 3')
    >>> told("Table 5, energy", "fr"), told("Model card, section Hardware", "fr")
    ('tableau 5, «\u202fenergy\u202f»', 'fiche du modèle, section « Hardware »')
    >>> told("Business travel, land: rail", "fr"), told("ID velo", "fr")
    ('«\u202fBusiness travel, land: rail\u202f»', 'identifiant velo')
    >>> told("Text, as quoted by b-in.de (22 December 2025)", "fr")
    "texte, d'après b-in.de (22 décembre 2025)"
    >>> told("Report of June 2025 (not seen)", "fr"), told("Abstract; section 3.1", "fr")
    ('rapport de juin 2025 (original non consulté)', 'résumé\u202f; section 3.1')
    """
    if language == "en":
        return locator
    # A remark behind a semicolon may be about any part before it.
    return SIGNS[language].semicolon.join(
        ", ".join(_told(part, language) for part in BEGINNING.split(remark))
        for remark in locator.split("; ")
    )


def _told(part: str, language: Language) -> str:
    """Say one part; behind a known beginning, other words are a title and quoted alone."""
    if said := _known(part, language):
        return said
    first, comma, rest = part.partition(", ")
    beginning = _known(first, language) if comma else None
    if beginning is None:
        return quoted(part, language)
    return f"{beginning}, {_told(rest.removeprefix('and '), language)}"


def _known(part: str, language: Language) -> str | None:
    """Say a part in common words; null where it has others."""
    if FILE.fullmatch(part):
        return part
    if sheet := SHEET.fullmatch(part):
        return phrase("locator.sheet", language, name=sheet[1])
    if day := re.fullmatch(DATE, part):
        return _date(day, language)
    small = part[:1].lower() + part[1:]
    return (
        _passed_on(small, language)
        or _composed(small, language)
        or _dated(small, _known, language)
        or _common(small, language)
    )


def _common(small: str, language: Language) -> str | None:
    """Say a part with a number or a name: table 3, row NAS."""
    if TITLED.fullmatch(small) and not NUMBERED.fullmatch(small):
        small = TITLED.sub(r"\1 on \2", small)
    elif COUNTED.match(small) and not NUMBERED.fullmatch(small):
        return None
    return retold(small, "locator.", language)


def _composed(small: str, language: Language) -> str | None:
    """Say a part that is made of parts, or of a name: figure 2 (not seen), text and table 3."""
    for key, blanks in fitting(small, "place."):
        if OPEN.match(small) and key != "unseen":
            continue
        said = {
            blank: _name(what) if blank == "name" else _known(what, language)
            for blank, what in blanks.items()
        }
        if None not in said.values():
            return phrase(f"place.{key}", language, **said)
    return None


def _name(what: str) -> str | None:
    return what if NAME.fullmatch(what) else None


def _dated(text: str, say: Callable[[str, Language], str | None], language: Language) -> str | None:
    """Say something with its date, if what has it can be said: rapport du 1er mai 2025."""
    match = OF_DATE.fullmatch(text) or DATED.fullmatch(text)
    said = match and say(match["what"], language)
    if not match or not said:
        return None
    day = _date(match, language)
    if match.re is OF_DATE:
        return f"{said} {grammar.of(f'le {day}' if match['day'] else day, language)}"
    return f"{said} ({match['who'] or ''}{day})"


def _date(match: re.Match[str], language: Language) -> str:
    """Write a year, a month, or a day, in a language."""
    if not match["month"]:
        return match["year"]
    month = next(n for n in MONTHS if phrase(f"month.{n}", "en") == match["month"])
    if match["day"]:
        return date(dt.date(int(match["year"]), month, int(match["day"])), language)
    return f"{phrase(f'month.{month}', language)} {match['year']}"


def _passed_on(small: str, language: Language) -> str | None:
    """Say who passed a figure on, if each is a name or has a phrase."""
    if (passed := re.match(PASSED_ON, small)) is None:
        return None
    who = [_who(one, language) for one in LISTED.split(small[passed.end() :])]
    known = [one for one in who if one is not None]
    if len(known) < len(who):
        return None
    *first, last = known
    if first:
        last = phrase("place.both", language, what=", ".join(first), other=last)
    return phrase("passed_on", language, who=last)


def _who(who: str, language: Language) -> str | None:
    """Say who it was: a name as it is, anything else as a phrase has it, with its date."""
    if re.fullmatch(DATE, who):
        return None
    return _dated(who, _who, language) or _name(who) or retold(who, "passed.", language)
