"""What a report of Software Carbon Intensity tells by itself: scores that do not divide."""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from carbondata.forms.digits import grouped
from carbondata.forms.headings import Begins, with_beginnings
from carbondata.forms.manner import manner_of
from carbondata.forms.read_text import GAS, MASS, SIZES, S
from carbondata.forms.rules import Finding
from carbondata.forms.stated import NUMBER, RAISED_SIGNS, WORDS, read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

LABEL = re.compile(
    r"^[-*|\s]{0,20}(?P<label>(?:\([^)]{0,200}\)|[^=:|*(\s]|\s(?!\s)){1,200}?)\**\s{0,20}[=:|]\s*(?P<rest>.+)$"
)
WORD = "|".join(WORDS)
# 4 g CO2e/10^15 FLOPs, 130 kg CO2e/billion tokens, 0.08 g CO2e/inference.
SCORE = re.compile(
    rf"(?P<n>{NUMBER}){S}?(?P<unit>{MASS}){S}{GAS}{S}?(?:/|per){S}?\(?"
    rf"(?P<count>{NUMBER}|10[{RAISED_SIGNS}]+)?{S}?(?P<word>{WORD})?{S}?"
    r"(?P<per>[A-Za-z][A-Za-z ]*)"
)
TOTAL = re.compile(rf"^(?P<n>{NUMBER}){S}?(?P<unit>{MASS}){S}?{GAS}(?!\w)(?!{S}?(?:/|per))")
COUNT = re.compile(rf"^(?P<n>{NUMBER}){S}?(?P<word>{WORD})?")
# Of a row of a table the heads and other cells say of what it is.
CELL = re.compile(r"\||<t[dhr]\b")
# Between two ways to state one score; and the marks that are no words.
SAME = re.compile(r"\s{0,20}\)?\s{0,20}=\s{0,20}")
MARKS = re.compile(r"[*_`=:|$]")
CLOSE = 0.01
# Of more totals or counts in a section it is not known of which a score is.
MOST = 100
GRAMS_PER_KG = 1000
DIGITS = 4


class Score(NamedTuple):
    """A score in grams per one unit, with half its last digit, and where it stands.

    `around` is its place among the scores of its line, and what that says besides. Scores that
    are set equal have one place.
    """

    grams: float
    half: float
    per: str
    line: int
    printed: str
    around: tuple[int, str] = (0, "")


class Section:
    """What a section has stated so far."""

    def __init__(self) -> None:
        self.totals: list[tuple[float, str]] = []
        self.counts: list[tuple[float, str, str]] = []
        self.fields: dict[str, str] = {}
        self.scores: dict[tuple[object, ...], Score] = {}
        self.deepest = 0
        self.lead = ""
        self.has_scores = False

    def begin_part(self) -> None:
        """Forget the scores, which are of another part."""
        self.scores.clear()
        self.deepest = 0

    def lead_in(self, lead: str) -> None:
        """Take what a paragraph says before its scores; another says it of another model."""
        if lead and self.lead and lead != self.lead:
            self.begin_part()
        self.lead = lead or self.lead

    def with_field(self, label: str, rest: str) -> Section:
        """Return the section with a field; given anew after a score, it is of another model."""
        # Model A: large, and Model B: small, are of one field.
        field = label if any(map(str.isdigit, rest)) else label.partition(" ")[0]
        told = f"{label} {rest}"
        is_new = self.fields.get(field, told) != told and self.has_scores
        section = Section() if is_new else self
        section.fields[field] = told
        return section


def findings_of_sci(text: str) -> Iterator[Finding]:
    """Yield scores that differ from their total over their units, or from one another.

    Of scores, those are compared that say the same of what they are of: in one section, and with
    the same words around them. Where a comma may be either, both readings have to fail.

    Examples
    --------
    >>> text = '''- Total emissions: 75,000 kg CO2e
    ... - Total parameters: 2.5 billion
    ... - SCI = 3000 kg CO2e/billion parameters'''
    >>> [(one.line, one.what) for one in findings_of_sci(text)]
    [(3, '75,000 kg CO2e over 2.5 billion parameters is 30,000 kg per billion, not 3,000 kg')]
    """
    manner = manner_of(text)
    lines = text.splitlines()
    found = _findings(lines, is_french=manner.is_french)
    if not manner.is_either:
        yield from found
        return
    others = {(one.line, one.rule) for one in _findings(lines, is_french=True)}
    yield from (one for one in found if (one.line, one.rule) in others)


def _findings(lines: list[str], *, is_french: bool) -> Iterator[Finding]:
    section, lead = Section(), ""
    for number, (line, begins) in enumerate(with_beginnings(lines, LABEL), 1):
        indent = len(line) - len(line.lstrip())
        if begins is Begins.SECTION:
            section = Section()
        elif begins is Begins.PART or (line.strip() and indent + 1 < section.deepest):
            section.begin_part()
        labelled = LABEL.match(line)
        if labelled is None:
            lead = line.strip() if begins is Begins.NOTHING else ""
            continue
        label, rest = labelled["label"].strip(), labelled["rest"].replace("**", "")
        scores = list(_scores(label, rest, number, is_french=is_french))
        if not scores:
            section = section.with_field(label, rest)
            _read_field(section, label, rest, is_french=is_french)
            continue
        section.lead_in(lead)
        for score in scores:
            yield from _divides(score, section.totals, section.counts)
        yield from _differ(scores, {} if _is_row(line) else section.scores, indent)
        section.has_scores = True
        section.deepest = max(section.deepest, indent)


def _is_row(line: str) -> bool:
    return CELL.search(line) is not None or ("&" in line and "\\\\" in line)


def _read_field(section: Section, label: str, rest: str, *, is_french: bool) -> None:
    """Add a total of emissions, or of units."""
    if total := TOTAL.match(rest):
        grams = read_number(total["n"], is_french=is_french)[0] * SIZES[total["unit"]]
        section.totals.append((grams, total[0]))
    elif (count := COUNT.match(rest)) and label.lower().startswith("total "):
        value = read_number(count["n"], is_french=is_french)[0]
        value *= WORDS.get(count["word"] or "", 1.0)
        if 0 < value < inf:
            section.counts.append((value, count[0], _unit(label[len("total ") :])))


def _differ(
    scores: list[Score], earlier: dict[tuple[object, ...], Score], indent: int
) -> Iterator[Finding]:
    """Compare the scores of a line with earlier ones of the same words, or set equal to them."""
    for score in scores:
        key = (indent // 2, score.per, *score.around)
        yield from _agrees(score, earlier.setdefault(key, score))


def _scores(label: str, rest: str, line: int, *, is_french: bool) -> Iterator[Score]:
    """Yield the scores of a line, each with the words around all of them, and its place."""
    read: list[tuple[Score, int]] = []
    words, place, end = [label], 0, 0
    for found in SCORE.finditer(rest):
        score = _score(found, line, is_french=is_french)
        if score is None:
            continue
        if not read or SAME.fullmatch(rest, end, found.start()) is None:
            words += [rest[end : found.start()], "\0"]
            place += 1
        read.append((score, place))
        end = found.end()
    told = MARKS.sub(" ", " ".join((*words, rest[end:]))).casefold().rstrip(" .,;")
    around = " ".join(told.split())
    yield from (score._replace(around=(n, around)) for score, n in read)


def _score(found: re.Match[str], line: int, *, is_french: bool) -> Score | None:
    """Return a score, unless it is over nothing or an intensity of electricity."""
    value, half = read_number(found["n"], is_french=is_french)
    count = 1.0
    if printed := found["count"]:
        power = f"1 x {printed}" if printed.startswith("10") else printed
        count, _ = read_number(power, is_french=is_french)
    per = _unit(found["per"])
    if not count or per == "kwh":
        return None
    size = SIZES[found["unit"]] / (count * WORDS.get(found["word"] or "", 1.0))
    return Score(value * size, half * size, per, line, found[0].strip())


def _unit(text: str) -> str:
    """Return the name of a unit, whatever else is said of it: parameters is parameter."""
    return re.sub(r"s$", "", text.strip().lower().split(" processed")[0])


def _divides(
    score: Score, totals: list[tuple[float, str]], counts: list[tuple[float, str, str]]
) -> Iterator[Finding]:
    """Compare a score with each total, or all of them, over the count of its unit."""
    if not totals or max(len(totals), len(counts)) > MOST:
        return
    for count, printed, unit in counts:
        if unit != score.per:
            continue
        sums = [*(total for total, _ in totals), sum(total for total, _ in totals)]
        if any(_like(score, total / count) for total in sums):
            return
        size = 10.0 ** (3 * ((len(str(int(count))) - 1) // 3))
        names = {1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion"}
        per = names.get(size, grouped(size))
        right = grouped(sums[0] / count * size / GRAMS_PER_KG, DIGITS)
        wrong = grouped(score.grams * size / GRAMS_PER_KG, DIGITS)
        what = f"{totals[0][1]} over {printed} {unit}s is {right} kg per {per}, not {wrong} kg"
        yield Finding(score.line, "does_not_divide", what, "divide the total by the units")
        return


def _agrees(score: Score, first: Score) -> Iterator[Finding]:
    """Compare a score with an earlier one that is of the same."""
    if not _like(score, first.grams, first.half):
        least, most = sorted((score.grams, first.grams))
        than = f"{first.printed} on line {first.line}"
        more = "more" if score.grams > first.grams else "less"
        what = (
            f"{score.printed} is {grouped(most / least, DIGITS)} times {more} than {than}"
            if least
            else f"one of {score.printed} and {than} is zero"
        )
        yield Finding(score.line, "scores_differ", what, "state one score")


def _like(score: Score, grams: float, half: float = 0.0) -> bool:
    return abs(score.grams - grams) <= score.half + half + CLOSE * abs(grams)
