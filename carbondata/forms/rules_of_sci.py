"""What a report of Software Carbon Intensity tells by itself: scores that do not divide."""

from __future__ import annotations

import re
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from carbondata.forms.digits import grouped
from carbondata.forms.read_text import GAS, MASS, SIZES, S
from carbondata.forms.rules import Finding
from carbondata.forms.stated import NUMBER, RAISED_SIGNS, WORDS, read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING = re.compile(r"^#+\s*(?P<number>[\d.]*)")
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
CLOSE = 0.01
GRAMS_PER_KG = 1000
DIGITS = 4


class Score(NamedTuple):
    """A score in grams per one unit, with half its last digit, and where it stands."""

    label: str
    grams: float
    half: float
    per: str
    line: int
    printed: str


def findings_of_sci(text: str) -> Iterator[Finding]:
    """Yield scores that differ from their total over their units, or from one another.

    Examples
    --------
    >>> text = '''- Total emissions: 75,000 kg CO2e
    ... - Total parameters: 2.5 billion
    ... - SCI = 3000 kg CO2e/billion parameters'''
    >>> [(one.line, one.what) for one in findings_of_sci(text)]
    [(3, '75,000 kg CO2e over 2.5 billion parameters is 30,000 kg per billion, not 3,000 kg')]
    """
    scores: dict[tuple[str, str, str], Score] = {}
    section = ""
    totals: list[tuple[float, str]] = []
    counts: list[tuple[float, str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if heading := HEADING.match(line):
            section, totals, counts = ".".join(heading["number"].split(".")[:2]), [], []
        labelled = LABEL.match(line)
        if labelled is None:
            continue
        label, rest = labelled["label"].strip(), labelled["rest"].replace("**", "")
        found = list(_scores(label, rest, number))
        for score in found:
            yield from _divides(score, totals, counts)
            key = (section, score.label, score.per)
            yield from _agrees(score, scores.setdefault(key, score))
        if not found and (total := TOTAL.match(rest)):
            size = SIZES[total["unit"]]
            totals.append((read_number(total["n"])[0] * size, total[0]))
        elif not found and (count := COUNT.match(rest)) and label.lower().startswith("total "):
            value = read_number(count["n"])[0] * WORDS.get(count["word"] or "", 1.0)
            if not 0 < value < inf:
                continue
            counts.append((value, count[0], _unit(label[len("total ") :])))


def _scores(label: str, rest: str, line: int) -> Iterator[Score]:
    for found in SCORE.finditer(rest):
        value, half = read_number(found["n"])
        count = 1.0
        if found["count"]:
            printed = found["count"]
            count, _ = read_number(f"1 x {printed}" if printed.startswith("10") else printed)
        if not count:
            continue
        size = SIZES[found["unit"]] / (count * WORDS.get(found["word"] or "", 1.0))
        per = _unit(found["per"])
        if per == "kwh":
            continue
        yield Score(label, value * size, half * size, per, line, found[0])


def _unit(text: str) -> str:
    """Return the name of a unit, whatever else is said of it: parameters is parameter."""
    return re.sub(r"s$", "", text.strip().lower().split(" processed")[0])


def _divides(
    score: Score, totals: list[tuple[float, str]], counts: list[tuple[float, str, str]]
) -> Iterator[Finding]:
    """Compare a score with each total, or all of them, over the count of its unit."""
    for count, printed, unit in counts:
        if unit != score.per or not totals:
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
    """Compare a score with the first of its label, unit and section."""
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
