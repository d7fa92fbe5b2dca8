"""Format when the runs of files should have started, for a terminal or as nested values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata.runs.report import EXTREMES, covered, mass
from carbondata.runs.summary import COUNTED_ELSEWHERE, row_count, why_lines
from carbondata.text.numbers import plain
from carbondata.text.phrases import phrase
from carbondata.text.typeset import say, typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbondata.runs.starts import Moved, MovedRun
    from carbondata.text.language import Language

# How many runs, and how much of the name of each, a terminal shows.
SHOWN = 12
NAME = 10
GAP = "   "


def moved_text(moved: Moved, language: Language = "en") -> str:
    """Format the sums, what is known, each run, and the rows that are left out."""
    runs = [run for run in moved.runs if run.starts is not None]
    lines = _sums(runs, language)
    for place, (known, window) in moved.known.items():
        if known < window:
            told = [plain(value, 6, language) for value in (known, window)]
            hours = say("run.known_of", language, known=told[0], window=told[1])
            label = phrase("run.known", language)
            where = f"{place}: " if len(moved.known) > 1 else ""
            lines.append(f"{label:<{_wide(language)}}{GAP}{typeset(where, language)}{hours}")
    if runs:
        lines += ["", *_table(runs[:SHOWN], language)]
    if len(runs) > SHOWN:
        lines.append(say("starts.more", language, n=len(runs) - SHOWN, option="--format json"))
    elsewhere = {name: n for name, n in moved.reasons.items() if name in COUNTED_ELSEWHERE}
    rest = {name: n for name, n in moved.reasons.items() if name not in COUNTED_ELSEWHERE}
    for key, counts in (("runs.elsewhere", elsewhere), ("runs.not_worked_out", rest)):
        if counts:
            lines += ["", say(key, language), *why_lines(counts, "runs", language)]
    return "\n".join(lines).strip("\n")


def _sums(runs: Sequence[MovedRun], language: Language) -> list[str]:
    """Add up the runs of a gas and scope, each at its greenest start, and at its dirtiest."""
    labels = [phrase(f"run.{extreme}", language) for extreme in EXTREMES]
    wide = _wide(language)
    lines = []
    for gas, scope in dict.fromkeys((run.gas, run.emissions_scope) for run in runs):
        mine = [run for run in runs if (run.gas, run.emissions_scope) == (gas, scope)]
        both = [run.emissions_t for run in mine if run.emissions_t is not None]
        for label, tonnes in zip(labels, map(sum, zip(*both, strict=True)), strict=True):
            amount = say(f"gas.{gas}", language, amount=mass(tonnes, language))
            rows = row_count(sum(run.rows for run in mine), language)
            told = {"amount": amount, "scope": covered(scope, language), "rows": rows}
            lines.append(f"{label:<{wide}}{GAP}{say('starts.sum', language, **told)}")
    return lines


def _wide(language: Language) -> int:
    """Return the width of the names of the sums."""
    return max(len(phrase(f"run.{key}", language)) for key in (*EXTREMES, "known"))


def _table(runs: Sequence[MovedRun], language: Language) -> list[str]:
    """Write a line for each run, under the names of the columns."""
    clock = "%Y-%m-%d %H:%M"
    heads = ("run", "hours", "greenest", "emits", "dirtiest", "emits")
    rows = [tuple(phrase(f"starts.{head}", language) for head in heads)]
    for run in runs:
        if run.starts is None or run.emissions_t is None or run.hours is None:
            continue
        name = run.name or run.area_id or ""
        cells = [name if len(name) <= NAME else f"{name[: NAME - 1]}…"]
        cells.append(plain(run.hours, 4, language))
        for start, tonnes in zip(run.starts, run.emissions_t, strict=True):
            cells += [f"{start.start_utc:{clock}}", mass(tonnes, language)]
        rows.append(tuple(cells))
    wide = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    right = {1, 3, 5}
    return [
        GAP.join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, wide, strict=True))
        ).rstrip()
        for row in rows
    ]


def moved_facts(moved: Moved) -> dict[str, object]:
    """Return the runs as nested plain values."""
    runs = []
    for run in moved.runs:
        values = {name: value for name, value in run._asdict().items() if name != "starts"}
        if run.starts is not None and run.emissions_t is not None:
            for extreme, start, tonnes in zip(EXTREMES, run.starts, run.emissions_t, strict=True):
                values[extreme] = start._asdict() | {"emissions_t": tonnes}
        runs.append(values)
    known = {place: hours._asdict() for place, hours in moved.known.items()}
    return {"runs": runs, "reasons": moved.reasons, "known": known}
