"""What a public function is handed and cannot use is refused by its name."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest

import carbondata
from carbondata.errors import QueryError, SourceError

LONG = "a" * 5000


class Loud:
    """A thing that shows itself as what clears a terminal."""

    def __repr__(self) -> str:
        """Return the control character itself."""
        return "\x1b[2J"


REFUSED: dict[str, tuple[Callable[[Any], object], type[Exception], str]] = {
    "nul": (lambda _: carbondata.build("a\0"), QueryError, "out must be a path, not 'a"),
    "a file": (lambda _: carbondata.build("/etc/passwd"), SourceError, "choose another name"),
    "too long": (lambda path: carbondata.build(path / LONG), SourceError, "name another place"),
    "no list": (
        lambda path: carbondata.build(path, only="gcb"),
        QueryError,
        "only must be texts in a list, not 'gcb'",
    ),
    "no truth": (
        lambda path: carbondata.build(path, refresh="no"),
        QueryError,
        "refresh must be true or false",
    ),
    "a number": (
        lambda _: carbondata.check_for_updates(only=5),
        QueryError,
        r"only must be texts in a list, not 5 \(int\)",
    ),
    "nothing": (
        lambda _: carbondata.receipt(None),
        QueryError,
        r"comparison must be what compare\(\) gives, not NoneType",
    ),
    "below zero": (
        lambda _: carbondata.revisions(most=-1),
        QueryError,
        "most must be 0 or more, not -1",
    ),
    "no database": (lambda _: carbondata.info(LONG), QueryError, "there is no database aaa"),
    "text for truth": (
        lambda _: carbondata.compare("284 t", "SWE", force="False"),
        QueryError,
        "force must be true or false, not 'False'",
    ),
    "control characters": (
        lambda _: carbondata.describe(cast("str", Loud())),
        QueryError,
        r"table must be a text, not \\u001b\[2J \(Loud\)",
    ),
    "a fraction": (
        lambda _: carbondata.footprint(
            energy_kwh=1, energy_scope="server", area="FRA", year=2020, pue=Fraction(1, 3)
        ),
        QueryError,
        r"pue must be a number, not Fraction\(1, 3\)",
    ),
    "number for truth": (
        lambda _: carbondata.compare("284 t", "SWE", all_studies=1),
        QueryError,
        "all_studies must be true or false, not 1",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_used_is_refused_by_its_name(tmp_path: Path, what: str) -> None:
    call, error, says = REFUSED[what]
    with pytest.raises(error, match=says):
        call(tmp_path)
    assert list(tmp_path.iterdir()) == []
