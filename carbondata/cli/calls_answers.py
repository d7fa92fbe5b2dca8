"""What `carbondata calls` prints: the summary of calls, their rows, the logs that are read."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir
from textwrap import fill
from typing import TYPE_CHECKING, Any

from carbondata.cli.options import refusing
from carbondata.cli.say import COLUMNS, say
from carbondata.files import scratch

if TYPE_CHECKING:
    from carbondata.cli.options import Lang
    from carbondata.model_calls.summary import CallsSummary


def print_calls(
    logs: list[str], out: Path | None, to: list[str], form: str, lang: Lang, options: dict[str, Any]
) -> None:
    """Work out calls, and print their summary, or their rows."""
    from rich.console import Console

    from carbondata import calls
    from carbondata.model_calls.everyday import everyday
    from carbondata.model_calls.summary import calls_text, facts_of_calls
    from carbondata.text.typeset import say as phrase

    with (
        Console(stderr=True).status("reading and adding up"),
        scratch(Path(gettempdir()), "*") as work,
    ):
        kept = work / "calls.csv"
        summary: CallsSummary = calls(logs, out or kept, **options)
        rows = kept.read_text("utf-8") if form == "csv" and out is None else ""
    told = everyday(summary, to, lang.value, options["database"])
    if form == "csv":
        say(rows.rstrip("\n") if out is None else f"{out}", err=out is not None)
    elif form == "json":
        from carbondata.cli import terminal

        facts = facts_of_calls(summary) | {"to": told}
        terminal.say_json(facts)
    else:
        say(calls_text(summary, lang.value))
        for line in told:
            say(f"\n{fill(line['text'], COLUMNS, break_on_hyphens=False)}")
        written = phrase("calls.written", lang.value, file=out) if out else None
        say(f"\n{written or phrase('runs.keep', lang.value)}")


def print_call_formats(*, as_json: bool) -> None:
    """List the logs that are read."""
    from carbondata.model_calls.formats import call_formats

    known = call_formats()
    if as_json:
        from carbondata.cli import terminal

        rows = [{"format": name, "gives": gives} for name, gives in known]
        terminal.say_json(rows)
        return
    for name, gives in known:
        say(f"  {name}")
        say(fill(gives, COLUMNS, initial_indent=" " * 4, subsequent_indent=" " * 4))


def print_grouping(dialect: str, database: Path | None) -> None:
    """Print the query that adds calls up in a warehouse."""
    from carbondata.model_calls.warehouse import calls_sql

    with refusing():
        say(calls_sql(dialect, database=database))
