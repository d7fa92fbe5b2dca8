"""Whether what a public function is handed is of the kind that it takes."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection
from numbers import Integral, Real
from os import PathLike
from typing import TYPE_CHECKING

from carbondata.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

# Of a value that is refused so much is shown.
SHOWN = 40


def expect(kind: str, **given: object) -> None:
    """Refuse an argument that is not of its kind, by its name.

    Raises
    ------
    QueryError
        For the first that is not.

    Examples
    --------
    >>> expect("a number", pue=1.2, hours=3)
    >>> expect("a number", pue="1.2")
    Traceback (most recent call last):
    ...
    carbondata.errors.QueryError: pue must be a number, not '1.2' (str)
    """
    for name, value in given.items():
        if not KINDS[kind](value):
            message = f"{name} must be {kind}, not {_shown(value)}"
            raise QueryError(message)


def expect_if_given(kind: str, **given: object) -> None:
    """Do the same with arguments that may be left out.

    Examples
    --------
    >>> expect_if_given("a whole number", year=None, allow_year_gap=2)
    """
    expect(kind, **{name: value for name, value in given.items() if value is not None})


def _is_text(value: object) -> bool:
    # Half of a surrogate pair is none: neither a table nor a terminal takes it.
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_path(value: object) -> bool:
    if not isinstance(value, (str, PathLike)):
        return False
    try:
        return b"\0" not in os.fsencode(value)
    except (UnicodeEncodeError, TypeError):
        return False


def _is_number(value: object) -> bool:
    """Tell whether it is a number that a float can be; infinity and NaN are told of elsewhere."""
    if not isinstance(value, Real) or isinstance(value, bool):
        return False
    try:
        float(value)
    except OverflowError:
        return False
    return True


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and _is_number(value)


def _is_texts(value: object) -> bool:
    return isinstance(value, Collection) and not _is_text(value) and all(map(_is_text, value))


KINDS: dict[str, Callable[[object], bool]] = {
    "a text": _is_text,
    "texts in a list": _is_texts,
    "a path": _is_path,
    "a number": _is_number,
    "a whole number": _is_whole,
    "true or false": lambda value: isinstance(value, bool),
    "a date": lambda value: isinstance(value, dt.date),
    "a datetime": lambda value: isinstance(value, dt.datetime),
}


def _shown(value: object) -> str:
    try:
        said = ascii(value)
    except ValueError:  # Python writes no number of thousands of digits
        return f"so large a number ({type(value).__name__})"
    return f"{said[:SHOWN]}{'…' * (len(said) > SHOWN)} ({type(value).__name__})"
