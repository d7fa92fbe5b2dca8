"""Decide whether two quantities may be compared, from their types and their years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbondata.engine.decisions import Complete
from carbondata.engine.ratio import MUCH, apart, is_one_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity

OUTCOMES = ("ok", "note", "caution", "refuse")
# The figure of a thing is good for some years; an annual figure is for its year.
MANY_YEARS = 5
# Studies that differ by less than this factor agree.
SOME = 1.1
VERDICTS = """
    SELECT reference_type, outcome, rules, subject_rules, reference_rules FROM verdicts
    WHERE subject_type = ? AND reference_type IN (SELECT unnest(?))"""


class Met(NamedTuple):
    """A rule that applies to both sides together, or to the subject or the reference alone."""

    rule: str
    side: str


class Verdict(NamedTuple):
    """The gravest outcome, and the rules that apply: the gravest first, then by dimension."""

    outcome: str
    met: tuple[Met, ...]


def judge(
    con: duckdb.DuckDBPyConnection,
    decisions: Decisions,
    subject: Quantity,
    references: Sequence[Quantity],
) -> list[Verdict]:
    """Look up the verdicts on the types of a subject and its references, and add rules of pairs."""
    wanted = list({reference.type_id for reference in references})
    if len(wanted) == 1:
        query, values = VERDICTS.replace("IN (SELECT unnest(?))", "= ?"), wanted
    else:
        query, values = VERDICTS, [wanted]
    verdicts = con.execute(query, [subject.type_id, *values]).fetchall()
    of_types = Complete(
        (
            type_id,
            (
                *(Met(rule, "both") for rule in together),
                *(Met(rule, "subject") for rule in of_subject),
                *(Met(rule, "reference") for rule in of_reference),
            ),
        )
        for type_id, _, together, of_subject, of_reference in verdicts
    )
    return [
        _verdict(decisions, (*of_types[reference.type_id], *_pair(decisions, subject, reference)))
        for reference in references
    ]


def _verdict(decisions: Decisions, met: Sequence[Met]) -> Verdict:
    def order(rule_met: Met) -> tuple[int, str, str]:
        rule = decisions.rules[rule_met.rule]
        return -OUTCOMES.index(rule["outcome"]), rule["dimension"], rule_met.side

    ordered = tuple(sorted(met, key=order))
    return Verdict(decisions.rules[ordered[0].rule]["outcome"] if ordered else "ok", ordered)


def _pair(decisions: Decisions, subject: Quantity, reference: Quantity) -> list[Met]:
    """Return the rules that depend on the two figures themselves: `judges` is pair."""
    sides = {"subject": subject, "reference": reference}
    words = [("period", _years_apart(subject, reference), "both")]
    if _has_two_mixes(subject, reference):
        words.append(("grid", "two_mixes", "both"))
    words += [(*word, side) for side, quantity in sides.items() for word in _own(quantity)]
    if subject.is_figure(reference):
        # Differences between its studies do not make it uncertain.
        words = [word for word in words if word[0] != "studies"]
        words.append(("figure", "same", "both"))
    return [
        Met(rule["rule"], side)
        for rule in decisions.rules.values()
        if rule["judges"] == "pair"
        for dimension, word, side in words
        if (rule["dimension"], rule["a"]) == (dimension, word)
    ]


def _own(quantity: Quantity) -> Iterator[tuple[str, str]]:
    """Yield what must be said about one side, given how it was asked for."""
    asked, factor = quantity.asked, apart(quantity)
    if asked.is_open:
        yield "year", "open"
    if factor > SOME:
        yield "studies", "differ" if factor > MUCH else "vary"
    if is_one_range(quantity):
        yield "studies", "one_range"
    if asked.is_default and quantity.contested:
        yield "studies", "contested"
    if asked.headline:
        yield "headline", "other"
    if asked.name and asked.name.why_en:
        yield "name", "default"
    if quantity.caveat_en:
        yield "caveat", "stated"
    if asked.is_electricity_alone:
        yield "measure", "electricity_alone"


def _has_two_mixes(subject: Quantity, reference: Quantity) -> bool:
    """Return whether one side is electricity on a grid, and the other on its study's own mix."""
    sides = (subject, reference)
    if any(side.kind != "annual" or not side.energy_kwh for side in sides):
        return False
    return (subject.factor is None) != (reference.factor is None)


def _years_apart(subject: Quantity, reference: Quantity) -> str | None:
    if subject.year is None or reference.year is None or subject.year == reference.year:
        return None
    if abs(subject.year - reference.year) > MANY_YEARS:
        return "many_years"
    return None if "unit" in {subject.kind, reference.kind} else "some_years"
