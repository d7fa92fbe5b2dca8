"""The exceptions, and the problem they carry: what is wrong, where exactly, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carbondata.faces import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one source.

    Parameters
    ----------
    source : str
        The source's id, or `carbondata` if no source is to blame.
    where : str
        The file or table.
    what : str
        What is wrong.
    remedy : str
        What to do about it.
    row, column, value : str, optional
        The cell: a row number or key, a column name, the value found.

    Examples
    --------
    >>> print(Problem("gcb", "raw.csv", "not a number", "fix the cell", "row 7", "Total", "1,234"))
    gcb: raw.csv, row 7, column Total, value '1,234': not a number
      remedy: fix the cell
    """

    source: str
    where: str
    what: str
    remedy: str
    row: str | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """Format the problem in two lines: the place and the fault, then the remedy.

        It may quote a publisher: further lines are indented, control characters escaped.
        """
        place = [self.where]
        if self.row is not None:
            place.append(self.row)
        if self.column is not None:
            place.append(f"column {self.column}")
        if self.value is not None:
            place.append(f"value {self.value!r}")
        fault = f"{self.source}: {', '.join(place)}: {self.what}"
        parts = (fault, f"  remedy: {self.remedy}")
        return shown("\n".join(part.replace("\n", "\n    ") for part in parts))


class CarbondataError(Exception):
    """A refusal by carbondata; the message says why and names the remedy."""


class SourceError(CarbondataError):
    """One or more problems with the content of sources."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class FetchError(SourceError):
    """A source could not be fetched."""


class QueryError(CarbondataError):
    """A question that the tables cannot answer as asked.

    One about what a reader wrote has its message in each language of the output.
    """

    def __init__(self, message: str, texts: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.texts = dict(texts or {})

    def text(self, language: str) -> str:
        """Return the message in a language (en, fr); in English if it has no other."""
        return self.texts.get(language, str(self))


def raise_all(problems: Iterable[Problem]) -> None:
    """Raise one `SourceError` with every problem, if there is any."""
    if collected := tuple(problems):
        raise SourceError(*collected)
