"""The languages of the output, and the signs of each."""

from __future__ import annotations

from typing import Literal, NamedTuple

from carbondata.errors import QueryError

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")

NO_BREAK = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
TIMES_SIGN = "\N{MULTIPLICATION SIGN}"


class Signs(NamedTuple):
    """Signs within numbers, before units and punctuation, and around quotations.

    `high` is the space before ; : ! ? % and inside quotation marks; empty if there is none.
    """

    point: str
    thousands: str
    space: str
    percent: str
    colon: str
    semicolon: str
    opening: str
    closing: str
    high: str
    apostrophe: str


SIGNS = {
    "en": Signs(".", ",", " ", "%", ": ", "; ", "“", "”", "", "'"),
    "fr": Signs(
        ",", NARROW, NO_BREAK, f"{NARROW}%", f"{NARROW}: ", f"{NARROW}; ",
        f"«{NARROW}", f"{NARROW}»", NARROW,
        "\N{RIGHT SINGLE QUOTATION MARK}",
    ),
}  # fmt: skip


def spoken(language: str) -> Language:
    """Return the language if the output exists in it.

    Raises
    ------
    QueryError
        When it does not.

    Examples
    --------
    >>> spoken("fr")
    'fr'
    """
    for known in LANGUAGES:
        if language == known:
            return known
    message = f"there are no sentences in {language!r}, but in {' and '.join(LANGUAGES)}"
    raise QueryError(message)
