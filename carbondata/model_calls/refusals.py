"""Refusals about calls, in each language of the output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    from carbondata.errors import QueryError


def calls_error(*, key: str, **values: object) -> QueryError:
    """Return an error with the phrase of a key; what fills it stays as it is."""
    return refused(lambda language: refusal(f"calls.{key}", language, **values))
