"""The sentence of a comparison in parts: when, who, did what, how much, of what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbondata.names import closed
from carbondata.text.numbers import read
from carbondata.text.sentences import clauses, joined, whole_reading
from carbondata.text.side_words import name, without_year
from carbondata.text.typeset import capital, typeset

if TYPE_CHECKING:
    from carbondata.text.answer import Answer
    from carbondata.text.language import Language

# Stand for the two clauses of a sentence; they occur in no text.
DID, MUCH = "\ue001", "\ue002"


class Parts(NamedTuple):
    """The parts of a sentence, which make it when they are joined."""

    when: str
    who: str
    did: str
    amount: str
    of: str


def parts(comparison: Answer, language: Language) -> Parts | None:
    """Cut the sentence of a comparison, without its bounds and doubts; None if it was refused.

    What is compared with itself has no amount: its sentence ends with what the subject did.

    Examples
    --------
    >>> from carbondata import compare
    >>> parts(compare("gpt-3", "SWE@2020"), "en")[3:]
    ('7.9 minutes', ' of the emissions of Sweden in 2020')
    """
    reading = comparison.reading
    if reading is None:
        return None
    did, much = clauses(comparison, reading, language)
    start, rest = joined(comparison, DID, MUCH, language).split(DID)
    middle, has_amount, end = rest.partition(MUCH)
    whole = whole_reading(comparison, reading) if comparison.is_range else reading
    before, amount, after = (much if has_amount else "").partition(read(whole, language))
    when, who, done = _around_name(comparison, did, language)
    texts = (start + when, who, done + middle + before, amount, after + end)
    return Parts(*(typeset(text, language) for text in texts))


def _around_name(comparison: Answer, did: str, language: Language) -> tuple[str, str, str]:
    """Cut what the subject did before and after its name; around all of it if it has none."""
    subject = comparison.subject
    names = [
        closed(one) for one in (name(subject, language), without_year(subject, language)) if one
    ]
    spelled = (form for one in names for form in (capital(one), one))
    return did.partition(next((one for one in spelled if one in did), did))
