"""The one orchestrator: sources in, checked tables out; old rows stay until new ones are proven."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from carbondata import places
from carbondata.errors import Problem, SourceError, raise_all
from carbondata.pipeline import schema
from carbondata.pipeline.check.cross_table import cross_check
from carbondata.pipeline.check.energy_balance import check_closure
from carbondata.pipeline.check.schema_checks import check_rows, locate
from carbondata.pipeline.ingest import manifest
from carbondata.pipeline.licences import LICENCES
from carbondata.pipeline.publish import lock
from carbondata.pipeline.publish import revisions as ledger
from carbondata.pipeline.publish.database import count_disagreements
from carbondata.pipeline.publish.files import alone
from carbondata.pipeline.publish.release import release
from carbondata.pipeline.publish.snapshot import LastGood
from carbondata.pipeline.publish.sources_table import catalogue
from carbondata.pipeline.source_build import Made, compare, is_as_typed, is_same, take, type_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from carbondata.pipeline.fetch.download import Bytes, Watch
    from carbondata.pipeline.ingest.manifest import Manifest


@dataclass(frozen=True)
class Report:
    """What a build did: rows by table, values revised by source, files written, disagreements."""

    database: Path
    rows: dict[str, int]
    written: list[Path]
    disagreements: int
    revised: dict[str, int]


@dataclass
class _Build:
    """A build under way: what was asked, what there was, what was made."""

    out: Path
    manifests: dict[str, Manifest]
    kept: LastGood
    only: Collection[str]
    refresh: bool
    copies: Path | None
    accept: Collection[str]
    watch: Watch
    made: dict[str, Made] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def build(  # noqa: PLR0913  (each keyword is an option of the command)
    out: str | Path = ".",
    *,
    only: Collection[str] = (),
    refresh: bool = False,
    copies: str | Path | None = None,
    accept: Collection[str] = (),
    sources: str | Path | None = None,
    say: Callable[[str], None] = lambda _line: None,
    watch: Watch = lambda _source, _taken, _total: None,
) -> Report:
    """Build the tables and the database in a folder; without `refresh`, without any network.

    Parameters
    ----------
    out : path, default the current folder
        Gets `parquet/`, `carbondata.duckdb` and, for fetch-only sources, `local/`.
    only : collection of str, optional
        Ids of the sources to read anew; the others keep their last good rows.
    refresh : bool, default False
        Fetch the fetched sources; otherwise they keep their last good rows.
    copies : path, optional
        With `refresh`, a folder of local copies to take the bytes from instead of the network.
    accept : collection of str, optional
        Ids of the sources whose values may move by what looks like a unit slip.
    sources : path, optional
        A folder of source folders, in place of the one that comes with carbondata.
    say : callable, optional
        Called with one line for each source as it is done.
    watch : callable, optional
        Called while bytes come in, from several threads: the source, the bytes so far, and their
        total where the server says it.

    Raises
    ------
    SourceError
        When typed-in rows or the tables as a whole fail a check: nothing is written. When fetched
        sources fail: after publishing the rest, these keeping their last good rows.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report = build(folder)
    ...     report.database.name, report.rows["areas"] > 249
    ('carbondata.duckdb', True)
    """
    folder = Path(sources) if sources else places.sources()
    manifests, problems = manifest.load_all(folder)
    raise_all(problems)
    raise_all(_unknown({*only, *accept}, manifests))
    with alone(Path(out), say):
        kept = LastGood(Path(out), manifests)
        copies = Path(copies) if copies else None
        work = _Build(Path(out), manifests, kept, only, refresh, copies, accept, watch)
        return _work(work, say)


def _work(work: _Build, say: Callable[[str], None]) -> Report:
    _make(work, say)
    tables = _assemble(work)
    raise_all(work.kept.lost(without=work.made))
    _prove(work, tables)
    written = release(work.out, tables, work.manifests, _records(work))
    raise_all(work.problems)
    rows = {table: found.num_rows for table, found in tables.items()}
    database = places.database(work.out)
    revised = {
        source: made.revisions.num_rows
        for source, made in sorted(work.made.items())
        if made.revisions.num_rows
    }
    return Report(database, rows, written, count_disagreements(database), revised)


def _unknown(ids: Collection[str], manifests: dict[str, Manifest]) -> list[Problem]:
    problems = []
    for one in ids:
        if one not in manifests:
            near = ", ".join(_nearest(one, manifests)) or "carbondata sources lists them"
            problems.append(Problem(one, "sources/", "there is no such source", f"nearest: {near}"))
    return problems


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    """Name what is written most like a name, the likest first."""
    return get_close_matches(name, list(known))


def _make(work: _Build, say: Callable[[str], None]) -> None:
    """Make each source that is to be read anew; one that feeds `areas` goes first."""
    areas, fresh = schema.empty("areas"), _obtain(work)
    ordered = sorted(work.manifests.values(), key=lambda one: "areas" not in one.transforms)
    for one in ordered:
        before = work.kept.get(one.id)
        if "areas" in one.transforms and before:
            areas = before.rows("areas", {one.id})
        if (work.only and one.id not in work.only) or (one.fetch and not work.refresh):
            say(_line(one, "kept", before.lock.sources[one.id] if before else None))
            continue
        if before and is_as_typed(one, before):
            say(_line(one, "typed in", before.lock.sources[one.id]))
            continue
        try:
            made = _make_one(work, one, areas, fresh)
        except SourceError as error:
            work.problems += error.problems
            say(_line(one, "failed", None))
            continue
        areas = made.tables.get("areas", areas)
        if not is_same(made, one, before):
            work.made[one.id] = made
        say(_line(one, "fetched" if one.fetch else "typed in", made.record))
        if not one.redistribute:
            say(f"{one.id:<28} licence {one.licence}, stays in local/: {LICENCES[one.licence].url}")
    fetched = {one.id for one in ordered if one.fetch}
    if any(problem.source not in fetched for problem in work.problems):
        raise_all(work.problems)


def _obtain(work: _Build) -> dict[str, Bytes | SourceError]:
    """Get the bytes of the fetched sources that are to be read anew."""
    wanted = [
        one
        for one in work.manifests.values()
        if one.fetch and work.refresh and (not work.only or one.id in work.only)
    ]
    if not wanted:
        return {}
    from carbondata.pipeline.fetch import download, local_copies

    if work.copies:
        return local_copies.copy_all(wanted, work.copies)
    return download.fetch_all(wanted, places.cache(), work.watch)


def _make_one(
    work: _Build, one: Manifest, areas: pa.Table, fresh: dict[str, Bytes | SourceError]
) -> Made:
    before = work.kept.get(one.id)
    if isinstance(taken := fresh.get(one.id, {}), SourceError):
        raise taken
    made = take(one, areas, before, taken) if one.fetch else type_in(one, areas, before)
    if one.id not in work.accept:
        compare(one, made, before)
    return made


def _line(one: Manifest, state: str, record: lock.SourceRecord | None) -> str:
    if record is None:
        unread = "not fetched" if one.fetch else "not read"
        return f"{one.id:<28} {state if state == 'failed' else unread}"
    rows = sum(table.rows for table in record.tables.values())
    return f"{one.id:<28} {state:<9} {rows:>8,} rows  {', '.join(record.tables)}"


def _records(work: _Build) -> dict[str, lock.SourceRecord]:
    return work.kept.records() | {source: made.record for source, made in work.made.items()}


def _assemble(work: _Build) -> dict[str, pa.Table]:
    """Put together every table's rows: new ones, and the last good ones of the other sources."""
    tables = {}
    for table in schema.tables():
        parts = [made.tables[table] for made in work.made.values() if table in made.tables]
        parts += work.kept.rows(table, without=work.made)
        tables[table] = _together(table, [part for part in parts if part.num_rows])
    new = [made.revisions for made in work.made.values()]
    tables["revisions"] = ledger.together([*work.kept.revisions(), *new])
    tables["sources"] = catalogue(work.manifests, _records(work), tables)
    return tables


def _together(table: str, parts: list[pa.Table]) -> pa.Table:
    if len(parts) < 2:  # noqa: PLR2004  (one part is in order already)
        return parts[0] if parts else schema.empty(table)
    order = dict.fromkeys(["source_id", *schema.key(table)], "ascending")
    return pa.concat_tables(parts).sort_by(list(order.items()))


def _prove(work: _Build, tables: dict[str, pa.Table]) -> None:
    """Check everything; a fetched source that fails goes back to its last good rows, once."""
    problems = _check(work, tables)
    blamed = {problem.source for problem in problems}
    fetched = {source for source in blamed & work.made.keys() if work.manifests[source].fetch}
    if fetched:
        work.problems += [problem for problem in problems if problem.source in fetched]
        for source in fetched:
            del work.made[source]
        tables.update(_assemble(work))
        problems = _check(work, tables)
    raise_all([*problems, *work.problems] if problems else [])


def _check(work: _Build, tables: dict[str, pa.Table]) -> list[Problem]:
    problems = [problem for table, rows in tables.items() for problem in check_rows(table, rows)]
    problems = problems or [*cross_check(tables), *check_closure(tables["training_runs"])]
    return [_outgrown(work, locate(one, work.manifests.get(one.source))) for one in problems]


def _outgrown(work: _Build, problem: Problem) -> Problem:
    """Tell of rows that were good for an older carbondata how to get those of today."""
    source = work.manifests.get(problem.source)
    if source is None or not source.fetch or problem.source in work.made:
        return problem
    remedy = (
        f"its last good rows are of another carbondata: fetch it again with --refresh --only "
        f"{problem.source}"
    )
    return replace(problem, remedy=remedy)
