"""Whether each claim is worked out or says why not, and its verdict agrees with its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A figure within a tenth of another says the same.
SAME = 1.1


def check_claims(checks: Iterable[dict[str, Any]]) -> list[Problem]:
    """Hold the verdict of each row of `claim_checks` against what was worked out of it."""
    return [
        Problem(check["source_id"], "claims", what, remedy, f"claim_id {check['claim_id']}", column)
        for check in checks
        for column, what, remedy in (*_left_out(check), *_contradicted(check), *_unsaid(check))
    ]


def _left_out(check: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if not _worked(check) and check["why_not_en"] is None:
        # A claim of no subject at all was refused before, with the other tables.
        sides = " / ".join(side for side in (check["subject"], check["reference"]) if side)
        what = f"{sides}: one means nothing here, has nothing in that measure, or is refused"
        remedy = (
            "name operands that `carbondata compare` takes, or say why not in why_not_en and _fr"
        )
        yield "subject", what, remedy
    if _worked(check) and check["why_not_en"] is not None:
        yield "why_not_en", "it is worked out all the same", "leave why_not_en and why_not_fr empty"
    if not _worked(check) and check["present_subject"] is not None:
        yield "present_subject", "a present figure of what is not worked out", "name a subject"


def _contradicted(check: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    verdict, factor = check["verdict"], check["factor_high"] or check["factor"]
    remedy = "choose the verdict that the numbers bear out, or mend the operands"
    if verdict in {"exaggerated", "understated"}:
        if factor is None:
            yield "verdict", f"{verdict}, and no present figure says by how much", remedy
        elif factor < SAME:
            yield (
                "verdict",
                f"{verdict}, and the figures differ by a factor of {factor:.3g}",
                remedy,
            )
        elif _straddles(check):
            what = f"{verdict}, and the value stated lies within the range: {_range(check)}"
            yield "verdict", what, "call it disputed, or mend the operands"
    if verdict == "right" and _worked(check) and not _holds(check):
        yield "verdict", f"right, and the figure that answers it is {_range(check)}", remedy
    if verdict == "outdated" and _worked(check) and _holds(check):
        yield "verdict", f"outdated, and the figure that answers it is {_range(check)}", remedy
    if verdict == "right_in_another_unit" and check["subject_gas"] == check["measure"]:
        yield "verdict", f"the figure is in the claim's own unit, {check['measure']}", remedy


def _unsaid(check: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if check["standing_source"] is None and check["verdict"] != "not_supported":
        yield "standing_source", "nobody is named who says what stands", "name a source"
    if check["verdict"] == "right" and check["standing_source"] == check["source_id"]:
        what = "right, and none but who said it bears it out"
        yield "standing_source", what, "name another source, or choose another verdict"


def _straddles(check: dict[str, Any]) -> bool:
    """Tell whether a value that is no bound lies between the least and the most of today."""
    low, high = check["factor_low"], check["factor_high"]
    is_bound = check["stated_as"] in {"at_least", "at_most"}
    return not is_bound and low is not None and high is not None and low < 1 < high


def _worked(check: dict[str, Any]) -> bool:
    values = (check["value_low"], check["value_here"], check["value_high"])
    return any(value is not None for value in values)


def _holds(check: dict[str, Any]) -> bool:
    """Tell whether the value stated is that of today, about or within its bounds."""
    said, value = check["stated_value"], check["present_value"]
    if said is None:
        return True
    low, high = check["present_low"], check["present_high"]
    least, most = (bound if bound is not None else value for bound in (low, high))
    if least is None or most is None:
        return False
    if check["stated_as"] == "at_least":
        return bool(most >= said)
    if check["stated_as"] == "at_most":
        return bool(least <= said)
    return bool(least / SAME <= said <= most * SAME)


def _range(check: dict[str, Any]) -> str:
    bounds = (check["present_low"], check["present_value"], check["present_high"])
    return " / ".join("none" if bound is None else f"{bound:.3g}" for bound in bounds)
