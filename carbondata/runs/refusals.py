"""Refusals about runs, in each language of the output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.text.language import SIGNS
from carbondata.text.phrases import keys
from carbondata.text.refusals import refusal, refused
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from carbondata.errors import QueryError
    from carbondata.text.language import Language


def run_error(*, key: str, **values: object) -> QueryError:
    r"""Return an error with the phrase of a key; a text that fills it stays as it is.

    A number with a fraction has the point of the language, and a list its semicolons.

    Examples
    --------
    >>> error = run_error(key="pue", pue=0.5, least=1, most=4)
    >>> error.text("en").partition(";")[0], error.text("fr")[:26]
    ('a PUE of 0.5 is impossible', 'un PUE de 0,5 est impossib')
    """
    return refused(
        lambda language: refusal(
            f"run.{key}",
            language,
            **{name: _said(name, value, language) for name, value in values.items()},
        )
    )


def _said(name: str, value: object, language: Language) -> object:
    if name == "boundary" and value in keys("run.factor."):
        return say(f"run.factor.{value}", language)
    if isinstance(value, float):
        return f"{value:.6g}".replace(".", SIGNS[language].point)
    return SIGNS[language].semicolon.join(value) if isinstance(value, tuple) else value
