"""Whether two quantities may be compared: what their types mean for each other, and the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from carbondata.engine.decisions import Decisions
    from carbondata.engine.quantity import Quantity

OUTCOMES = ("ok", "note", "caution", "refuse")
# A thing's figure is good for some years; a year's is for that year.
MANY_YEARS = 5
VERDICTS = """
    SELECT reference_type, outcome, rules, subject_rules, reference_rules FROM verdicts
    WHERE subject_type = ? AND reference_type IN (SELECT unnest(?))"""


class Met(NamedTuple):
    """A rule that the two sides meet: both together, or the subject or the reference alone."""

    rule: str
    side: str


class Verdict(NamedTuple):
    """The gravest outcome, and the rules that are met: the gravest first, then by dimension."""

    outcome: str
    met: tuple[Met, ...]


def judge(
    con: duckdb.DuckDBPyConnection,
    known: Decisions,
    subject: Quantity,
    references: Sequence[Quantity],
) -> list[Verdict]:
    """Look up what the types of a subject and its references mean, and add the rules of pairs."""
    wanted = list({reference.type_id for reference in references})
    if len(wanted) == 1:
        query, values = VERDICTS.replace("IN (SELECT unnest(?))", "= ?"), wanted
    else:
        query, values = VERDICTS, [wanted]
    found = con.execute(query, [subject.type_id, *values]).fetchall()
    of_types = {
        type_id: (
            *(Met(rule, "both") for rule in together),
            *(Met(rule, "subject") for rule in of_subject),
            *(Met(rule, "reference") for rule in of_reference),
        )
        for type_id, _, together, of_subject, of_reference in found
    }
    return [
        _verdict(known, (*of_types[reference.type_id], *_pair(known, subject, reference)))
        for reference in references
    ]


def _verdict(known: Decisions, met: Sequence[Met]) -> Verdict:
    def order(rule_met: Met) -> tuple[int, str, str]:
        rule = known.rules[rule_met.rule]
        return -OUTCOMES.index(rule["outcome"]), rule["dimension"], rule_met.side

    ordered = tuple(sorted(met, key=order))
    return Verdict(known.rules[ordered[0].rule]["outcome"] if ordered else "ok", ordered)


def _pair(known: Decisions, subject: Quantity, reference: Quantity) -> list[Met]:
    """Return the rules that depend on the two figures themselves: `judges` is pair."""
    sides = {"subject": subject, "reference": reference}
    words = [("period", _years_apart(subject, reference), "both")]
    words += [("year", "open", side) for side, quantity in sides.items() if quantity.is_open]
    return [
        Met(rule["rule"], side)
        for rule in known.rules.values()
        if rule["judges"] == "pair"
        for dimension, word, side in words
        if (rule["dimension"], rule["a"]) == (dimension, word)
    ]


def _years_apart(subject: Quantity, reference: Quantity) -> str | None:
    if subject.year is None or reference.year is None or subject.year == reference.year:
        return None
    if abs(subject.year - reference.year) > MANY_YEARS:
        return "many_years"
    return None if "unit" in {subject.kind, reference.kind} else "some_years"
