"""From logs to groups with energy and emissions: the steps, in a DuckDB of their own."""

from __future__ import annotations

from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata.arguments import expect
from carbondata.files import exactly, literal, scratch
from carbondata.model_calls.group import add_broken, add_up, each_once
from carbondata.model_calls.models import Known, known_models, model_key
from carbondata.model_calls.readers import read_logs, read_table, script
from carbondata.model_calls.refusals import calls_error, refused_as_calls
from carbondata.model_calls.sources import recognised
from carbondata.model_calls.studies import Applied, Study, applied, lengths, proxies, read_studies
from carbondata.query.connection import opened
from carbondata.query.given_table import as_arrow
from carbondata.runs.energy import possible_pue
from carbondata.runs.footprints import errors_in_the_users_names
from carbondata.runs.grid_factor import known_boundary, named_area, unknown_area
from carbondata.runs.input.columns import refuse_repeated
from carbondata.runs.input.inputs import as_names, files
from carbondata.runs.input.once import script as script_of_runs
from carbondata.runs.input.overrides import Overrides, create_macros
from carbondata.runs.period import known_year
from carbondata.runs.workspace import workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import duckdb

    from carbondata.runs.input.inputs import File

KEYS = ("model", "month", "area", "user")
# What a key is called in the answer, and in SQL.
COLUMN = {"model": "model", "month": "month", "area": "area_id", "user": '"user"'}


class Asked(NamedTuple):
    """What is asked of the calls: how to add up, and what holds for all of them."""

    by: tuple[str, ...]
    proxy: Mapping[str, str]
    area: str | None
    year: int | None
    pue: float | None
    boundary: str
    allow_year_gap: int
    database: str | Path | None


class Worked(NamedTuple):
    """An open DuckDB with `calls_fine`, and what the summary tells besides."""

    con: duckdb.DuckDBPyConnection
    work: Path
    passed_over: list[str]
    unused: list[str]


@contextmanager
def worked_out(logs: Any, asked: Asked, out: Path | None = None) -> Iterator[Worked]:  # noqa: ANN401  (files, or one of many kinds of tables)
    """Read, add up, and apply studies and factors to calls.

    Raises
    ------
    QueryError
        When a file cannot be read, or an option is refused.
    """
    area = _area(asked)
    known_boundary(asked.boundary)
    if asked.year is not None:
        known_year(asked.year)
    if asked.pue is not None:
        possible_pue(asked.pue)
    with closing(opened(asked.database).cursor()) as tables:
        known, studies = known_models(tables), read_studies(tables)
    named = proxies(asked.proxy, studies, known)
    sources: list[File] = []
    with (
        errors_in_the_users_names(sources, out, "the calls"),
        scratch(Path(gettempdir()), "*") as work,
        workspace(work, asked.database, asked.boundary, False, asked.allow_year_gap) as con,  # noqa: FBT003  (no hours)
    ):
        create_macros(con, Overrides(area, asked.year))
        con.execute(script("macros"))
        timed, by_user = asked.year is None, "user" in asked.by
        table = as_arrow(logs)
        sources += [] if table is not None else _files(logs, out, work)
        broken, passed_over = _read(con, table, sources, work, by_user=by_user)
        each_once(con)
        add_up(con, lengths(studies), timed=timed, by_user=by_user)
        add_broken(con, broken)
        unused = _apply(con, studies, known, named, asked.pue)
        con.execute(script_of_runs("places"))
        con.execute(script("places"))
        con.execute(f"CREATE TEMP TABLE calls_fine AS {script('worked_out')}")
        yield Worked(con, work, passed_over, unused)


def answer_query(by: Sequence[str]) -> str:
    """Return the SQL of the rows of the answer, by what was asked for.

    Examples
    --------
    >>> "GROUP BY model, area_id, energy_scope" in answer_query(["model", "area"])
    True
    """
    return script("answer").replace("{keys}", ", ".join(COLUMN[key] for key in by))


def keys_of(by: str | Sequence[str]) -> tuple[str, ...]:
    """Return the keys that are asked for, as a list or with commas between them.

    Raises
    ------
    QueryError
        When there is none, or no such key.

    Examples
    --------
    >>> keys_of("model, area")
    ('model', 'area')
    """
    if not isinstance(by, str):
        expect("texts in a list", by=by)
    names = by.split(",") if isinstance(by, str) else by
    keys = tuple(dict.fromkeys(name.strip().casefold() for name in names if name.strip()))
    if not keys or not set(keys) <= set(KEYS):
        raise calls_error(key="by", by=",".join(names), keys=", ".join(KEYS))
    return keys


def _area(asked: Asked) -> str | None:
    """Return the id of the place of all calls, if it is given."""
    if asked.area is None:
        return None
    area = named_area(asked.area, asked.database)
    with closing(opened(asked.database).cursor()) as con:
        if not con.execute("FROM areas WHERE area_id = ?", [area]).fetchall():
            raise unknown_area(asked.area, asked.database)
    return area


def _files(logs: Any, out: Path | None, work: Path) -> list[File]:  # noqa: ANN401  (as of calls)
    """Return the files of some logs, none of which is to be overwritten."""
    with refused_as_calls():
        sources = files(as_names(logs), work)
    if out is not None and out.resolve() in {file.path.resolve() for file in sources}:
        raise calls_error(key="overwrite", name=out)
    return sources


def _read(
    con: duckdb.DuckDBPyConnection,
    table: Any,  # noqa: ANN401  (as DuckDB reads it)
    sources: list[File],
    work: Path,
    *,
    by_user: bool,
) -> tuple[int, list[str]]:
    """Create `calls_read`; return its broken rows, and the files of folders that hold no calls."""
    if table is not None:
        refuse_repeated(table.schema.names, "the table")
        con.register("input_table", table)
        if hasattr(table, "read_all"):
            # A stream can be read once.
            kept = work / "input_table.parquet"
            con.execute(f"COPY (FROM input_table) TO {literal(kept)} (FORMAT parquet)")
            con.unregister("input_table")
            con.execute(f"CREATE VIEW input_table AS FROM read_parquet({exactly(kept)})")
        read_table(con)
        return 0, []
    found, passed_over = recognised(sources)
    with refused_as_calls():
        broken, silent = read_logs(con, found, work, by_user=by_user)
    return broken, passed_over + silent


def _apply(
    con: duckdb.DuckDBPyConnection,
    studies: Sequence[Study],
    known: Known,
    named: Mapping[str, tuple[str, list[Study], bool]],
    pue: float | None,
) -> list[str]:
    """Create `call_studies`: what studies make of each model; return proxies of no model there."""
    groups = con.execute("""SELECT DISTINCT model, length FROM call_groups
        WHERE model IS NOT NULL AND reason IS NULL ORDER BY ALL""").fetchall()
    by_key = {model_key(model): (model, *what) for model, what in named.items()}
    all_lengths, used = lengths(studies), set()
    rows: list[Applied] = []
    for model, length in groups:
        subject, why = known.subject(model)
        if (proxy := by_key.get(model_key(model))) is not None:
            given, name, mine, asked = proxy
            used.add(given)
            rows.append(
                applied(
                    *(model, length, mine[0].subject, None, mine),
                    all_lengths=all_lengths,
                    proxy=f"{given}={name}",
                    asked=asked,
                    pue=pue,
                )
            )
            continue
        own = [study for study in studies if study.stands and study.subject == subject]
        rows.append(applied(model, length, subject, why, own, all_lengths=all_lengths, pue=pue))
    kinds = ("VARCHAR", "INTEGER", *["VARCHAR"] * 5, *["DOUBLE"] * 4)
    columns = ", ".join(
        f"unnest(?::{kind}[]) AS {name}" for name, kind in zip(Applied._fields, kinds, strict=True)
    )
    cells = [[row[at] for row in rows] for at in range(len(Applied._fields))]
    con.execute(f"CREATE TEMP TABLE call_studies AS SELECT {columns}", cells)
    return [model for model in named if model not in used]
