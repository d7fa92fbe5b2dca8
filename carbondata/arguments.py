"""Checks on the types of the arguments of public functions."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection
from numbers import Integral, Rational, Real
from os import PathLike
from typing import TYPE_CHECKING

from carbondata.errors import QueryError
from carbondata.faces import shown

if TYPE_CHECKING:
    from collections.abc import Callable

# How many characters of a refused value an error shows.
SHOWN = 40


def expect(kind: str, **given: object) -> None:
    """Refuse an argument of the wrong kind, and name it.

    Raises
    ------
    QueryError
        For the first argument of the wrong kind.

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
    """Do the same, but let None pass.

    Examples
    --------
    >>> expect_if_given("a whole number", year=None, allow_year_gap=2)
    """
    expect(kind, **{name: value for name, value in given.items() if value is not None})


def _is_text(value: object) -> bool:
    # A lone surrogate is not text: neither a table nor a terminal takes it.
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _is_path(value: object) -> bool:
    if not isinstance(value, (str, PathLike)):
        return False
    try:
        return b"\0" not in os.fsencode(value)
    except (UnicodeEncodeError, TypeError):
        return False


def _is_number(value: object) -> bool:
    """Return whether a value fits a float; infinity and NaN are refused elsewhere."""
    # A fraction is not written as other numbers are.
    is_fraction = isinstance(value, Rational) and not isinstance(value, Integral)
    if not isinstance(value, Real) or isinstance(value, bool) or is_fraction:
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
        text = shown(ascii(value))  # a repr of its own may have control characters
    except ValueError:  # Python refuses to print an integer of thousands of digits
        return f"so large a number ({type(value).__name__})"
    return f"{text[:SHOWN]}{'…' * (len(text) > SHOWN)} ({type(value).__name__})"
