"""Refusals about forms, in each language of the output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    from carbondata.errors import QueryError
    from carbondata.text.language import Language

PRINTS = "`carbondata footprint --format json`"


def report_error(*, key: str, **values: object) -> QueryError:
    """Return an error with the phrase of a key; what fills it stays as it is.

    A value that differs between languages is a function of the language.

    Examples
    --------
    >>> report_error(key="devices", n=lambda language: {"en": "0.5", "fr": "0,5"}[language]).texts
    {'en': 'BoAmps counts whole devices, not 0.5', 'fr': 'BoAmps compte des appareils entiers, \
et non 0,5'}
    """

    def write(language: Language) -> str:
        said = {name: v(language) if callable(v) else v for name, v in values.items()}
        return refusal(f"report.{key}", language, **said)

    return refused(write)
