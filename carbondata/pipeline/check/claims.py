"""Check that each claim is worked out or says why not, and that its verdict fits its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbondata.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Two figures within a tenth of each other count as the same.
SAME = 1.1


def check_claims(checks: Iterable[dict[str, Any]]) -> list[Problem]:
    """Check the verdict of each row of `claim_checks` against its numbers."""
    return [
        Problem(check["source_id"], "claims", what, remedy, f"claim_id {check['claim_id']}", column)
        for check in checks
        for column, what, remedy in (*_left_out(check), *_contradicted(check), *_unsaid(check))
    ]


def _left_out(check: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if not _worked(check) and check["why_not_en"] is None:
        # A claim without any subject is refused earlier, with the other tables.
        sides = " / ".join(side for side in (check["subject"], check["reference"]) if side)
        what = f"{sides}: one is unknown, has no figure in that measure, or is refused"
        remedy = (
            "name operands that `carbondata compare` takes, or say why not in why_not_en and _fr"
        )
        yield "subject", what, remedy
    if _worked(check) and check["why_not_en"] is not None:
        yield "why_not_en", "it is worked out nevertheless", "leave why_not_en and why_not_fr empty"
    if not _worked(check) and check["present_subject"] is not None:
        yield (
            "present_subject",
            "a present figure, but the claim is not worked out",
            "name a subject",
        )


def _contradicted(check: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    verdict, factor = check["verdict"], check["factor_high"] or check["factor"]
    remedy = "choose the verdict that the numbers support, or fix the operands"
    if verdict in {"exaggerated", "understated"}:
        if factor is None:
            yield "verdict", f"{verdict}, but no present figure says by how much", remedy
        elif factor < SAME:
            yield (
                "verdict",
                f"{verdict}, but the figures differ by a factor of {factor:.3g}",
                remedy,
            )
        elif _straddles(check):
            what = f"{verdict}, but the stated value is within the range: {_range(check)}"
            yield "verdict", what, "call it disputed, or fix the operands"
    if verdict == "right" and _worked(check) and not _holds(check):
        yield "verdict", f"right, but the figure that answers it is {_range(check)}", remedy
    if verdict == "outdated" and _worked(check) and _holds(check):
        yield "verdict", f"outdated, but the figure that answers it is {_range(check)}", remedy
    if verdict == "right_in_another_unit" and check["subject_gas"] == check["measure"]:
        yield "verdict", f"the figure is in the claim's own unit, {check['measure']}", remedy


def _unsaid(check: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if check["standing_source"] is None and check["verdict"] != "not_supported":
        yield "standing_source", "no source is named for what holds today", "name a source"
    if check["verdict"] == "right" and check["standing_source"] == check["source_id"]:
        what = "right, but only the source of the claim supports it"
        yield "standing_source", what, "name another source, or choose another verdict"


def _straddles(check: dict[str, Any]) -> bool:
    """Return whether a stated value, unless it is a bound, is within today's range."""
    low, high = check["factor_low"], check["factor_high"]
    is_bound = check["stated_as"] in {"at_least", "at_most"}
    return not is_bound and low is not None and high is not None and low < 1 < high


def _worked(check: dict[str, Any]) -> bool:
    values = (check["value_low"], check["value_here"], check["value_high"])
    return any(value is not None for value in values)


def _holds(check: dict[str, Any]) -> bool:
    """Return whether the stated value is about today's, or within its bounds."""
    stated, value = check["stated_value"], check["present_value"]
    if stated is None:
        return True
    low, high = check["present_low"], check["present_high"]
    least, most = (bound if bound is not None else value for bound in (low, high))
    if least is None or most is None:
        return False
    if check["stated_as"] == "at_least":
        return bool(most >= stated)
    if check["stated_as"] == "at_most":
        return bool(least <= stated)
    return bool(least / SAME <= stated <= most * SAME)


def _range(check: dict[str, Any]) -> str:
    bounds = (check["present_low"], check["present_value"], check["present_high"])
    return " / ".join("none" if bound is None else f"{bound:.3g}" for bound in bounds)
