"""Where a record comes from: a footprint, what `footprint` printed, a file of runs, or a paper."""

from __future__ import annotations

import math
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from carbondata.arguments import expect
from carbondata.bounded import UnfitError, content, parsed
from carbondata.forms.named_run import RUNS, run_of
from carbondata.forms.record import FACTS, Record, of_footprint, with_facts
from carbondata.forms.refusals import PRINTS, report_error
from carbondata.formulas import applied_pue, counted_scope, emissions_t
from carbondata.query.connection import opened
from carbondata.runs.energy import Energy
from carbondata.runs.footprint import Footprint
from carbondata.runs.footprints import footprints
from carbondata.runs.grid_factor import Factor
from carbondata.tables.limits import MAX_PUE, MIN_PUE
from carbondata.tables.vocabulary import ENERGY_SCOPE
from carbondata.text.vocabulary import word

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a row of runs says of itself, under the names of records.
OF_ROW = (
    *("energy_kwh", "energy_scope", "pue", "counted_kwh", "emissions_scope", "area_id", "year"),
    *("intensity_g_per_kwh", "factor_id", "factor_year", "boundary", "gas"),
    *("emissions_t_low", "emissions_t", "emissions_t_high"),
)
OF_PAPER = (
    *("activity", "organisation", "hardware", "accelerators", "duration_h", "parameters"),
    *("tokens", "training_flop", "year", "area_id", "energy_kwh", "energy_scope", "pue"),
    *("intensity_g_per_kwh", "accounting", "gas", "gwp", "boundary"),
    *("emissions_t_low", "emissions_t", "emissions_t_high"),
)
# How far a footprint that was printed may be from its own product.
CLOSE = 1e-9
SECONDS_PER_HOUR = 3600
# Bytes of a footprint as JSON, with a hundred comparisons.
LARGEST = 10_000_000


def record_of(
    given: Footprint | str | Path | dict[str, Any] | list[Any],
    run: str | None = None,
    options: Mapping[str, Any] | None = None,
    database: str | Path | None = None,
) -> Record:
    """Return the record of one run.

    Parameters
    ----------
    given : Footprint, path, name or mapping
        A footprint; what `footprint --format json` printed, or its content; a file of runs; or a
        published run.
    run : str, optional
        The `run_id` of one run of a file of several.
    options : mapping, optional
        Of `footprints`, for a file of runs.

    Raises
    ------
    QueryError
        When it is not one run, cannot be worked out, was altered, or no longer stands.

    Examples
    --------
    >>> record = record_of("bloom-176b")
    >>> record.name, record.energy_kwh, record.energy_scope, record.sources
    ('BLOOM (176B)', 433196.0, 'accelerator', ('luccioni-2023-bloom',))
    """
    if isinstance(given, Footprint):
        return of_footprint(given)
    if isinstance(given, dict | list):
        return printed_record(given, None, database)
    expect("a path", record=given)
    path = Path(given)
    if not _is_file(path):
        return _published(str(given), database)
    printed = _printed(path)
    if printed is None:
        return _of_file(path, run, dict(options or {}), database)
    return printed_record(printed, str(given), database)


def _is_file(path: Path) -> bool:
    """Tell whether there is such a file; a text too long or with a zero is no path."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def printed_record(
    printed: object, where: str | None, database: str | Path | None = None
) -> Record:
    """Return the record of what `footprint --format json` printed.

    Raises
    ------
    QueryError
        When it is not one footprint, or its numbers are not those that carbondata works out.
    """
    try:
        values = cast("dict[str, Any]", printed)
        energy = Energy(**values["energy"])
        factor = Factor(
            **{key: value for key, value in values["factor"].items() if key != "age_years"}
        )
        own = {key: values[key] for key in Footprint._fields if key not in {"energy", "factor"}}
        run = Footprint(**own, energy=energy, factor=factor)
        counted = energy.kwh * applied_pue(energy.scope, run.pue)
        worked_out = emissions_t(counted, factor.intensity_g_per_kwh)
        holds = isclose(run.counted_kwh, counted, rel_tol=CLOSE)
        holds = holds and isclose(run.emissions_t, worked_out, rel_tol=CLOSE)
        holds = holds and _stands(run) and _is_of(factor, database)
    except (AttributeError, KeyError, TypeError, OverflowError):
        kind = "printed" if where else "printed_mapping"
        raise report_error(key=kind, name=where, command=PRINTS) from None
    if not holds:
        kind = "altered" if where else "altered_mapping"
        raise report_error(key=kind, name=where, command="`carbondata footprint`")
    return of_footprint(run)


def _stands(run: Footprint) -> bool:
    """Tell whether what a footprint says beside its product follows from the rest."""
    energy, factor = run.energy, run.factor
    ends = (factor.intensity_g_per_kwh_low, factor.intensity_g_per_kwh_high)
    bounds = (run.emissions_t_low, run.emissions_t_high)
    return (
        (run.gas, run.boundary) == (factor.gas, factor.boundary)
        and isinstance(factor.factor_id, str)
        and energy.scope in ENERGY_SCOPE
        and (run.pue is None or MIN_PUE <= run.pue <= MAX_PUE)
        and 0 < energy.kwh < math.inf
        and factor.intensity_g_per_kwh >= 0
        and run.emissions_scope == counted_scope(energy.scope, run.pue)
        and run.reason in {None, "year_gap"}
        and all(number is None or number > 0 for number in (energy.accelerators, energy.hours))
        and isinstance(energy.how, str)
        and (energy.accelerator is None or energy.how.startswith(_devices(energy)))
        and all(
            end is bound
            if end is None or bound is None
            else isclose(bound, emissions_t(run.counted_kwh, end), rel_tol=CLOSE)
            for end, bound in zip(ends, bounds, strict=True)
        )
    )


def _devices(energy: Energy) -> str:
    """Return how the account of an energy from rated power begins."""
    return f"{energy.accelerators or 0:g} x {energy.accelerator}, TDP "


def _is_of(factor: Factor, database: str | Path | None) -> bool:
    """Tell whether a factor is that of the tables; those of hours have no year, and are in none."""
    query = f"SELECT {', '.join(Factor._fields)} FROM footprint_factors WHERE factor_id = $1"
    known = opened(database).cursor().execute(query, [factor.factor_id]).fetchone()
    if known is not None:
        return known == tuple(factor)
    where = f"{factor.boundary}/{factor.source_id}"
    return factor.year is None and factor.factor_id.endswith(where)


def _printed(path: Path) -> object | None:
    """Return a footprint that was printed as JSON; None if the file is of another kind."""
    if path.suffix.lower() != ".json":
        return None
    try:
        printed = parsed(content(path, LARGEST))
    except (OSError, ValueError, UnfitError):
        return None  # whoever reads the runs of files says what is wrong with it
    one = printed[0] if isinstance(printed, list) and printed else printed
    is_footprint = isinstance(one, dict) and {"emissions_t", "energy", "factor"} <= one.keys()
    return printed if is_footprint else None


def _of_file(
    path: Path, run: str | None, options: dict[str, Any], database: str | Path | None
) -> Record:
    rows = cast("Any", footprints(path, **options, database=database)).to_pylist()
    if run is not None:
        rows = [row for row in rows if row.get("run_id") == run]
    if len(rows) != 1:
        named = list(dict.fromkeys(row["run_id"] for row in rows if row.get("run_id")))
        if run and not rows:
            raise report_error(key="no_run", file=path, run=run, option="--run ID")
        told = {"file": path, "n": len(rows), "option": "--run ID"}
        if not named:
            raise report_error(key="runs_unnamed", **told)
        raise report_error(key="runs", **told, run=named[0])
    (row,) = rows
    if row["emissions_t"] is None:
        raise report_error(
            key="no_result",
            file=path,
            reason=row["reason"],
            options="--area, --year, --pue, --energy-scope",
            command=f"`carbondata footprint {path}`",
        )
    seconds = row.get("duration_s")
    record = Record(**{key: row[key] for key in OF_ROW})._replace(
        method=row.get("tool") or "given",
        duration_h=None if seconds is None else seconds / SECONDS_PER_HOUR,
        accounting="location",
        sources=(row["source_id"],),
    )
    if row.get("tool") == "codecarbon":
        record = _of_codecarbon(record, row)
    said = {key: row[key] for key in FACTS if row.get(key) not in {None, ""}}
    if record.duration_h is not None:
        said.pop("duration_h", None)
    return with_facts(record, said)


def _of_codecarbon(record: Record, row: dict[str, Any]) -> Record:
    """Add the accelerators, or where there are none the processor, as codecarbon names them."""
    if row.get("gpu_model"):
        count = row.get("gpu_count")
        return record._replace(
            hardware=row["gpu_model"], accelerators=float(count) if count else None
        )
    return record._replace(hardware=row.get("cpu_model") or None)


def _published(name: str, database: str | Path | None) -> Record:
    run_id, subject = run_of(name, database)
    con = opened(database).cursor()
    con.execute("FROM training_runs WHERE run_id = $1", [run_id])
    columns = [column for column, *_ in con.description or ()]
    found = con.fetchone()
    if found is None:
        raise report_error(key="no_training", name=name, query=RUNS)
    row = dict(zip(columns, found, strict=True))
    if row["status"] != "current":
        raise report_error(
            key="corrected",
            name=name,
            status=lambda language: word("status", row["status"], language),
            by=row["status_source"] or "?",
            command=f"`carbondata studies {subject}`",
        )
    if row["as_if"]:
        raise report_error(
            key="as_if",
            name=name,
            as_if=lambda language: row["as_if" if language == "en" else f"as_if_{language}"],
            command=f"`carbondata studies {subject}`",
        )
    energy, pue = row["energy_kwh"], row["pue"]
    if row["energy_figure"] == "multiplied":
        energy = None  # a product of a database, which no default here uses
    has_energy = energy is not None
    return Record(**{key: row[key] for key in OF_PAPER})._replace(
        name=row["model"],
        method=row["method"],
        energy_kwh=energy,
        counted_kwh=energy * applied_pue(row["energy_scope"], pue) if has_energy else None,
        emissions_scope=counted_scope(row["energy_scope"], pue) if has_energy else None,
        sources=(row["source_id"],),
    )
