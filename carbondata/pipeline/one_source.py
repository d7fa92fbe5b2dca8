"""Isolation: whatever goes wrong with one source does not affect the rows of others."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from carbondata import places
from carbondata.errors import Problem, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def attempt(source: str, do: Callable[[], T]) -> T | SourceError:
    """Return the result of an action on a source, or the reason for its failure.

    An unexpected exception is reported with its class and line, and stays the cause: it is also a
    bug in carbondata that should be seen.

    Examples
    --------
    >>> attempt("gcb", lambda: 1 // 0).problems[0].what
    'ZeroDivisionError: integer division or modulo by zero'
    """
    try:
        return do()
    except SourceError as error:
        return error
    except Exception as error:  # noqa: BLE001  (whatever it is)
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        remedy = (
            "fetch the file again or fix it; if that does not help, report this line to the "
            "developers of carbondata"
        )
        refused = SourceError(Problem(source, _line(error), what, remedy))
        refused.__cause__ = error
        return refused


def _line(error: Exception) -> str:
    """Name the innermost line of carbondata that an exception passed through."""
    passed = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in passed if Path(frame.filename).is_relative_to(places.PACKAGE)]
    frame = (own or passed)[-1]
    return f"{Path(frame.filename).name}, line {frame.lineno}"
