"""Refusals about calls, in each language of the output."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from carbondata.errors import QueryError
from carbondata.text.refusals import refusal, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

# The files of calls are read as those of runs are, whose refusals name runs and their command.
OF_RUNS = (
    ("carbondata footprint -", "carbondata calls -"),
    ("file of runs", "log of calls"),
    ("files of runs", "logs of calls"),
    ("those of the runs", "those of the calls"),
    ("fichier de calculs", "journal d\N{RIGHT SINGLE QUOTATION MARK}appels"),
    ("fichiers de calculs", "journaux d\N{RIGHT SINGLE QUOTATION MARK}appels"),
    ("celles des calculs", "celles des appels"),
)


def calls_error(*, key: str, **values: object) -> QueryError:
    """Return an error with the phrase of a key; what fills it stays as it is."""
    return refused(lambda language: refusal(f"calls.{key}", language, **values))


@contextmanager
def refused_as_calls() -> Iterator[None]:
    """Let a refusal of a file name calls, and the command that was given."""
    try:
        yield
    except QueryError as error:
        texts = {language: _of_calls(text) for language, text in error.texts.items()}
        raise QueryError(_of_calls(str(error)), texts) from None


def _of_calls(text: str) -> str:
    for old, new in OF_RUNS:
        text = text.replace(old, new)
    return text
