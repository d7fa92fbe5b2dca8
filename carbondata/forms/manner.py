"""How a document writes its numbers, and what it says once for all of its tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from carbondata.forms.factors import numbers_of, says_more
from carbondata.forms.read_text import ENGLISH, ENOUGH, is_in_french
from carbondata.forms.stated import Stated, stated
from carbondata.tables.limits import MAX_PUE, MIN_PUE

if TYPE_CHECKING:
    from collections.abc import Iterator

# A cell whose comma can only be a decimal one: 24,69 and 0,123.
DECIMAL = re.compile(
    r"[|&][ \t*$]{0,8}-?(?:\d{1,3}(?:,|\{,\})\d{1,2}|0(?:,|\{,\})\d{1,9})(?![\d.,{])"
    r"[^|&\n\\,\d]{0,12}(?:[|&\n\\]|$)"
)
# Of German, Spanish, Italian, Portuguese and Dutch, whose commas are decimal ones.
OTHERS = re.compile(
    r"\b(?:der|und|das|ist|mit|für|von|el|los|las|del|para|il|della|che|dos|uma|não|het|een|voor)\b",
    re.IGNORECASE,
)
# However it is said, as it only excuses: a PUE that we take to be 1.1; 1.1 as the PUE.
SAID = r"(?<![\d.,])[1-3][.,]\d{1,3}(?!\d)(?![.,]\d)"
PUE_SAID = re.compile(
    rf"(?:\bPUE|power usage effectiveness)\b[^;]{{0,60}}|{SAID}[^;.]{{0,20}}?\bPUE\b", re.IGNORECASE
)
# What stands by a table.
FAR = 2000
BREAK = re.compile(r"\n[ \t]*\n")


class Manner(NamedTuple):
    """Whether a comma is a decimal point, or may be either; and each PUE that is stated.

    Of a table also the numbers around it, and whether a word there is of another factor.
    """

    is_french: bool = False
    is_either: bool = False
    pues: tuple[Stated, ...] = ()
    beside: tuple[float, ...] = ()
    is_of_more: bool = False

    def around(self, before: str, after: str) -> Manner:
        """Return it for a table, with what the paragraphs above and below say of all its rows."""
        near = f"{BREAK.split(before[-FAR:].rstrip())[-1]}\n{BREAK.split(after[:FAR].lstrip())[0]}"
        return self._replace(beside=numbers_of(near), is_of_more=says_more(near))


def manner_of(text: str) -> Manner:
    """Return how a document writes its numbers, and each PUE that it states.

    Examples
    --------
    >>> manner_of("A PUE of 1.1 is applied.").pues[0].value
    1.1
    >>> manner_of("| 433,196 | 57 | 24,69 |").is_either, manner_of("| 433,196 | 57 |").is_either
    (True, False)
    """
    is_french = is_in_french(text)
    return Manner(
        is_french,
        not is_french and (DECIMAL.search(text) is not None or _is_of_others(text)),
        tuple(_pues(text)),
    )


def _is_of_others(text: str) -> bool:
    some = text[:ENOUGH]
    others, english = (len(pattern.findall(some)) for pattern in (OTHERS, ENGLISH))
    return others > max(1, english)


def _pues(text: str) -> Iterator[Stated]:
    said = " ; ".join(match[0] for match in PUE_SAID.finditer(text))
    for printed in dict.fromkeys(re.findall(SAID, said)):
        number = stated(printed, 0, is_french=True)
        if MIN_PUE < number.value <= MAX_PUE:
            yield number
