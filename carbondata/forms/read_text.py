"""Read what a text states: energy, PUE, intensity, emissions, time, with the line of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from carbondata.forms.factors import numbers_of, says_more
from carbondata.forms.rules import MOST_PUES
from carbondata.forms.stated import (
    NUMBER,
    SPACES,
    WORDS,
    Stated,
    Statement,
    in_plain_signs,
    stated,
)
from carbondata.tables.limits import MAX_PUE

if TYPE_CHECKING:
    from collections.abc import Iterator

S = f"[{SPACES}]"
GRAMS_PER_LB = 453.59237
TWO = r"(?:_?2|_?\$_?\{?2\}?\$|<sub>2</sub>|\\textsubscript\{2\}|\N{SUBSCRIPT TWO})"
GAS = rf"(?:CO{TWO}(?:[ -]?(?:e|eq|equivalent)\b|e\b|eq\b)?)"
MASSES = {
    **dict.fromkeys(("mg", "milligrams"), 1e-3),
    **dict.fromkeys(("g", "gram", "grams", "grammes"), 1.0),
    **dict.fromkeys(("kg", "kilogram", "kilograms", "kilogrammes"), 1e3),
    **dict.fromkeys(("t", "ton", "tons", "tonne", "tonnes"), 1e6),
    **dict.fromkeys(("metric ton", "metric tons", "metric tonnes"), 1e6),
    **dict.fromkeys(("Mt", "megatonnes"), 1e12),
}
# A text may have pounds; a form may not.
SIZES = MASSES | dict.fromkeys(("lb", "lbs", "pound", "pounds"), GRAMS_PER_LB)
ENERGIES = {"Wh": 1e-3, "kWh": 1.0, "MWh": 1e3, "GWh": 1e6, "TWh": 1e9, "MJ": 1 / 3.6}
TIMES = {"h": 1.0, "hour": 1.0, "hours": 1.0, "hrs": 1.0, "days": 24.0, "day": 24.0}
MASS = "|".join(sorted(SIZES, key=len, reverse=True))
ENERGY = "|".join(sorted(ENERGIES, key=len, reverse=True))
TIME = "|".join(sorted(TIMES, key=len, reverse=True))
WORD = f"(?:{S}(?P<word>{'|'.join(WORDS)}))?"
OF = rf"(?:{S}(?:of|de){S})?"
# What an intensity is in: grams, kilograms, pounds or tonnes, per kWh or a larger unit.
RATE = (
    rf"(?P<unit>k?g|t|lbs?|pounds){OF}{S}?-?(?P<gas>{GAS})?{S}?"
    rf"(?:/{S}?|{S}(?:per|par){S})(?P<per>[kMGT]Wh)"
)
INTENSITY = re.compile(rf"(?P<n>{NUMBER}){S}?{RATE}")
GRAMS = re.compile(
    rf"(?P<n>{NUMBER}){WORD}{S}?(?P<unit>{MASS})(?![a-z]){OF}{S}?-?(?P<gas>{GAS})(?![\w$])"
    rf"(?!{S}?(?:/|per|par))"
)
KWH = re.compile(rf"(?P<n>{NUMBER}){WORD}{S}?(?P<unit>{ENERGY})\b(?!{S}?/)")
PUE = re.compile(
    rf"\b(?:PUE|power usage effectiveness)\b[^\w\[.,;\n]{{0,4}}(?:(?:of|is|de|was)\b{S})?"
    rf"(?P<n>{NUMBER})",
    re.IGNORECASE,
)
HOURS = re.compile(rf"(?P<n>{NUMBER}){S}?(?P<unit>{TIME})\b")
# The year of a run, and not of a paper that is cited.
YEAR = re.compile(
    r"\b(?:train|run|ran|measure|entra\w)\w*\b[^.;:()\[\]\n]{0,60}?\b(?:in|en|during)\s"
    r"(?:\w+\s)?(?P<year>19[89]\d|20\d\d)(?![\d.,-]*\d)",
    re.IGNORECASE,
)
# 8 x NVIDIA H100, 10,000 A100, TPU v4; and the grid as a report here names it.
DEVICES = rf"\b(?<![.,])(?P<n>\d{{1,3}}(?:[,{SPACES}]\d{{3}})+|\d{{1,6}})"
CHIP = re.compile(
    rf"(?:{DEVICES}{S}?(?:x|\N{{MULTIPLICATION SIGN}})?{S})?"
    rf"(?:(?:NVIDIA|AMD|Google){S})?\b(?P<chip>[AHBVP]\d{{2,3}}|RTX{S}?\d{{4}}|T4|MI\d{{3}}X?|TPU{S}?v\d\w*)\b"
)
WHERE = re.compile(rf"lectricit(?:y|\w){S}\((?P<place>[^()]+), (?P<year>\d{{4}})\)")
# The field of the AI Act's form, which a text on the method follows.
FIELD = re.compile(r"^\W*(?:Energy used for training|\w+ consomm\w+ pour l.entra\w+nement)\W")
KINDS: tuple[tuple[str, re.Pattern[str], dict[str, float]], ...] = (
    ("g_per_kwh", INTENSITY, SIZES),
    ("grams", GRAMS, SIZES),
    ("kwh", KWH, ENERGIES),
    ("pue", PUE, {}),
    ("hours", HOURS, TIMES),
)
FACTOR_ID = re.compile(r"\b[A-Z]{2,4}[\w-]*@\d{4}/(?:direct|life_cycle)/[\w-]+")
# Said of the energy right before it.
INCLUDED = re.compile(
    rf"{KWH.pattern}[^.;\n]{{0,60}}?(?:facility|PUE included|including PUE|PUE compris)",
    re.IGNORECASE,
)
# A unit right behind what is no number that is read: a macro, a fraction.
UNITS = re.compile(
    rf"(?:[\d}}\N{{VULGAR FRACTION ONE QUARTER}}-\N{{VULGAR FRACTION THREE QUARTERS}}]"
    rf"|\\[A-Za-z@]{{1,60}}){S}{{0,2}}"
    rf"(?:{RATE}|(?P<energy>{ENERGY})\b|(?P<mass>{MASS}){S}?{GAS})"
)
# Two of its commonest words, so that a comma is a decimal point.
FRENCH = re.compile(r"\b(?:le|la|les|des|une|avec|sont|cela|calcul|par)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(?:the|of|and|is|are|with|for)\b", re.IGNORECASE)
BABEL = re.compile(
    r"\\usepackage\[[^\]\n]{0,60}french[^\]\n]{0,60}\]\{babel\}|\\setdefaultlanguage\{french\}"
)
# So much of a text tells its language.
ENOUGH = 100_000
# Of more masses none is asked whether its sentence is about a run.
FEW_MASSES = 8
# No sentence is longer.
LONGEST = 2000
MARKET = re.compile(r"market-based|fond\w{1,9} sur le march\w", re.IGNORECASE)
# How texts are set: a thin space or bold in LaTeX or Markdown is no part of a number.
SET = re.compile(r"\\,|~")
# What ends a sentence, and how one about the emissions of a run begins.
END = re.compile(r"[.;!?](?=\s)")
ABOUT = re.compile(
    r"\W*(?:the |total |total carbon |carbon |les )?(?:emissions?|\w+missions)\b"
    r"(?:\W| are| is| sont)",
    re.IGNORECASE,
)
LOCATION = re.compile(r"location-based|fond\w{1,9} sur la localisation", re.IGNORECASE)


def read_paragraphs(text: str, before: int = 0, *, is_french: bool = False) -> Iterator[Statement]:
    r"""Yield what each paragraph states, if it states emissions or energy.

    `before` is how many lines of its file stand before it; in a French text a comma is a decimal
    point, also in a paragraph too short to tell.

    Examples
    --------
    >>> (one,) = read_paragraphs("It used 144 kWh at 53.26 g CO2e/kWh,\nso 7.67 kg of CO2e.")
    >>> one.kwh[0].value, one.g_per_kwh[0].value, one.grams[0].value, one.grams[0].line
    (144.0, 53.26, 7670.0, 2)
    """
    block: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], before + 1):
        # The columns of a table are read by their heads.
        if line.strip() and not line.startswith(("#", "|")):
            block.append(line)
            continue
        if block:
            yield from _by_run(block, number - len(block), is_french=is_french)
        block = []


def _by_run(lines: list[str], first: int, *, is_french: bool) -> Iterator[Statement]:
    """Yield what a paragraph states; where each of several sentences has a run, one by one."""
    text = _without_marks(lines)
    is_french = is_french or _is_french(text)
    told = read_lines(lines, first, is_french=is_french)
    lines_end = [end.start() for end in re.finditer("\n", text)]
    has_many = len(told.pue) > MOST_PUES
    runs = []
    for start, end in _of_runs(text):
        at = first + bisect_left(lines_end, start)
        one = read_lines(text[start:end].split("\n"), at, is_french=is_french)
        if one.kwh and one.g_per_kwh and one.grams:
            # A PUE may be said once for all.
            one = one._replace(beside=told.beside, is_of_more=told.is_of_more)
            runs.append(one._replace(is_held=False) if has_many else one._replace(pue=told.pue))
    if len(runs) > 1:
        yield from runs
        if has_many:
            yield Statement("", first, pue=told.pue)
    elif told.kwh or told.grams:
        yield told


def _of_runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences stand in which there is an energy, an intensity and emissions."""
    places = [
        [match.start() for match in pattern.finditer(text)] for pattern in (KWH, INTENSITY, GRAMS)
    ]
    if not all(places):
        return
    ends = [0, *(end.end() for end in END.finditer(text)), len(text)]
    for start, end in pairwise(ends):
        if all(bisect_left(one, start) < bisect_left(one, end) for one in places):
            yield start, end


def read_lines(
    lines: list[str], first: int = 1, name: str = "", *, is_french: bool | None = None
) -> Statement:
    """Return what some lines state, the first of which is line `first` of its file."""
    text = _without_marks(lines)
    is_french = _is_french(text) if is_french is None else is_french
    ends = [end.start() for end in re.finditer("\n", text)]
    found: dict[str, list[Stated]] = {kind: [] for kind, *_ in KINDS}
    gases: list[str] = []
    read: set[int] = set()
    rest = text
    for kind, pattern, sizes in KINDS:
        matches = list(pattern.finditer(text))
        is_short = len(matches) <= FEW_MASSES
        for match in matches:
            parts = match.groupdict()
            size = sizes.get(parts.get("unit") or "", 1.0) * WORDS.get(parts.get("word") or "", 1.0)
            size /= ENERGIES[parts.get("per") or "kWh"]
            line = first + bisect_left(ends, match.start())
            number = stated(match["n"], line, size, match[0], is_french=is_french)
            if kind == "pue" and number.value > MAX_PUE and match["n"].isdigit():
                continue  # a reference, or a year at the head of a table
            found[kind].append(number._replace(is_told=is_short and _is_told(text, match, kind)))
            read.add(match.start("unit") if "unit" in parts else -1)
            if parts.get("gas"):
                gases.append(parts["gas"])
        if kind != "hours":
            rest = pattern.sub(" ; ", rest)
    fields = {first + place for place, line in enumerate(lines) if FIELD.match(line)}
    years = [match["year"] for match in YEAR.finditer(text)]
    factor, chip, where = (pattern.search(text) for pattern in (FACTOR_ID, CHIP, WHERE))
    return Statement(
        name,
        first,
        kwh=tuple(found["kwh"]),
        field_kwh=tuple(number for number in found["kwh"] if number.line in fields),
        pue=tuple(found["pue"]),
        g_per_kwh=tuple(found["g_per_kwh"]),
        grams=tuple(found["grams"]),
        hours=tuple(found["hours"]),
        year=_year(where, years),
        place=where["place"] if where else None,
        hardware=chip["chip"] if chip else None,
        devices=float(re.sub(r"\D", "", chip["n"])) if chip and chip["n"] else None,
        gas=_gas(gases),
        includes_pue=INCLUDED.search(text) is not None,
        is_market=MARKET.search(text) is not None,
        is_location=LOCATION.search(text) is not None,
        factor_id=factor[0] if factor else None,
        beside=numbers_of(rest),
        is_of_more=says_more(rest) or len(_gases(gases)) > 1,
        is_held=all(_unit_at(unit) in read for unit in UNITS.finditer(text)),
    )


def _unit_at(match: re.Match[str]) -> int:
    return max(match.start(name) for name in ("unit", "energy", "mass"))


def _without_marks(lines: list[str]) -> str:
    return SET.sub(" ", in_plain_signs("\n".join(lines)).replace("**", ""))


def is_in_french(text: str) -> bool:
    r"""Tell whether a text as a whole is in French: by its words, or as it tells LaTeX.

    Examples
    --------
    >>> is_in_french("Les calculs avec une carte."), is_in_french("The law of de la Vall\u00e9e")
    (True, False)
    """
    some = text[:ENOUGH]
    french, english = (len(pattern.findall(some)) for pattern in (FRENCH, ENGLISH))
    return (french > max(1, english)) or BABEL.search(some) is not None


def _is_french(text: str) -> bool:
    return len(list(islice(FRENCH.finditer(text), 2))) > 1


def _is_told(text: str, match: re.Match[str], kind: str) -> bool:
    """Tell whether the sentence of a mass is about a run's energy, or about emissions alone."""
    if kind != "grams":
        return True
    first = max(0, match.start() - LONGEST)
    start = max((end.end() for end in END.finditer(text, first, match.start())), default=first)
    last = match.end() + LONGEST
    end = END.search(text, match.end(), last)
    sentence = text[start : end.start() if end else last]
    return any(pattern.search(sentence) for pattern in (INTENSITY, KWH)) or bool(
        ABOUT.match(sentence)
    )


def _year(where: re.Match[str] | None, years: list[str]) -> int | None:
    """Return the year of the grid, else the only one that is named."""
    if where is not None:
        return int(where["year"])
    return int(years[0]) if len(set(years)) == 1 else None


def _gas(named: list[str]) -> str | None:
    """Return the gas if all numbers name the same."""
    gases = _gases(named)
    return gases.pop() if len(gases) == 1 else None


def _gases(named: list[str]) -> set[str]:
    return {"CO2e" if re.search("(?:e|eq|equivalent)$", name) else "CO2" for name in named}
