"""Refusals in words: what is wrong with what a reader wrote, in each language of the output."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from carbondata.bounded import UnfitError
from carbondata.errors import QueryError
from carbondata.text.language import LANGUAGES
from carbondata.text.phrases import filled, phrase, retold
from carbondata.text.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carbondata.text.language import Language


def refusal(key: str, language: Language, **values: object) -> str:
    r"""Return a phrase of a refusal; what fills it stays as it is, so that it can be pasted.

    Only the reason why a file is not read is told in the language too.

    Examples
    --------
    >>> refusal("unknown", "en", name="Swedn"), refusal("unknown", "fr", name="Suèd")
    ("there is no 'Swedn'", '«\u202fSuèd\u202f» est inconnu ici')
    """
    blanks = {name: f"{{{name}}}" for name in values}
    told = {
        name: (retold(str(value), "unfit.", language) or value)
        if isinstance(value, UnfitError)
        else value
        for name, value in values.items()
    }
    return filled(typeset(phrase(f"error.{key}", language, **blanks), language), told)


def refused(write: Callable[[Language], str]) -> QueryError:
    """Return an error with the message that a function writes in each language."""
    texts: dict[str, str] = {language: write(language) for language in LANGUAGES}
    return QueryError(texts[LANGUAGES[0]], texts)


@contextmanager
def refusing_in(language: Language) -> Iterator[None]:
    """Let errors in a block speak a language: their `str` is the message in it."""
    try:
        yield
    except QueryError as error:
        error.args = (error.text(language),)
        raise
