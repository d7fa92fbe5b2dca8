"""Refusals in words: what is wrong with what a reader wrote, in each language of the output."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from carbondata.errors import QueryError
from carbondata.text.language import LANGUAGES, SIGNS
from carbondata.text.phrases import filled, phrase, retold
from carbondata.text.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from carbondata.text.language import Language


def refusal(key: str, language: Language, **values: object) -> str:
    r"""Return a phrase of a refusal; what fills it stays as it is, so that it can be pasted.

    Examples
    --------
    >>> refusal("unknown", "en", name="Swedn"), refusal("unknown", "fr", name="Suèd")
    ('there is no Swedn', '«\u202fSuèd\u202f» est inconnu ici')
    """
    blanks = {name: f"{{{name}}}" for name in values}
    return filled(typeset(phrase(f"error.{key}", language, **blanks), language), values)


def refused(write: Callable[[Language], str]) -> QueryError:
    """Return an error with the message that a function writes in each language."""
    texts: dict[str, str] = {language: write(language) for language in LANGUAGES}
    return QueryError(texts[LANGUAGES[0]], texts)


def told(error: QueryError, language: Language) -> str | None:
    """Return the message of an error in a language; null if it has none in it.

    Those about a single run are in English, and some have a phrase whose English they are.
    """
    if language in error.texts:
        return error.text(language)
    text = retold(str(error), "error.run.", language)
    if text is None or not SIGNS[language].high:
        return text
    # What fills a blank is a list as English writes it.
    return typeset(text.replace("; ", " ; ").replace("  ;", " ;"), language)


@contextmanager
def refusing_in(language: Language) -> Iterator[None]:
    """Let errors in a block speak a language: their `str` is the message in it."""
    try:
        yield
    except QueryError as error:
        error.args = (error.text(language),)
        raise
