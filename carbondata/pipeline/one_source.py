"""Whatever goes wrong with one source is that source's problem, and takes no other's rows along."""

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
    """Return what is done for a source, or why it could not be.

    What nobody foresaw is told with its class and the line it came from, and has the exception as
    its cause: it is a fault of carbondata's as well, that wants to be seen.

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
            "fetch or mend the file; if it comes so again, tell the developers of carbondata of "
            "this line"
        )
        refused = SourceError(Problem(source, _line(error), what, remedy))
        refused.__cause__ = error
        return refused


def _line(error: Exception) -> str:
    """Name the innermost line of carbondata's own that an exception came through."""
    passed = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in passed if Path(frame.filename).is_relative_to(places.PACKAGE)]
    frame = (own or passed)[-1]
    return f"{Path(frame.filename).name}, line {frame.lineno}"
