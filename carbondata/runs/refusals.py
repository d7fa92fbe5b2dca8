"""Refusals about runs, in each language of the output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    from carbondata.errors import QueryError


def run_error(*, key: str, **values: object) -> QueryError:
    r"""Return an error with the phrase of a key; what fills it stays as it is.

    Examples
    --------
    >>> error = run_error(key="pue", pue=0.5, least=1, most=4)
    >>> error.text("en"), error.text("fr")[:26]
    ('a PUE of 0.5 is impossible; facility over computers is 1 to 4', 'un PUE de 0.5 est impossib')
    """
    return refused(lambda language: refusal(f"run.{key}", language, **values))
