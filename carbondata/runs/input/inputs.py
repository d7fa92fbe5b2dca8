"""Inputs: a table or files of runs; which files, the tool that wrote them, and their rows."""

from __future__ import annotations

import codecs
import csv
import glob
import io
import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata import bounded
from carbondata.errors import QueryError
from carbondata.files import exactly, literal
from carbondata.query.given_table import KINDS
from carbondata.runs.input.columns import refuse_repeated, refuse_too_many
from carbondata.runs.input.known_tools import report_of, tool_of
from carbondata.runs.input.members import has_member
from carbondata.runs.refusals import run_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ACCEPTED = f"runs are the names of files, or a table {KINDS}"
SUFFIXES = {".csv", ".tsv", ".parquet", ".json", ".jsonl", ".ndjson"}
# Model cards: in a folder, those that say something about emissions.
CARDS = {".md", ".markdown"}
FRONT = re.compile(r"---\s*\n")
# The position of a row of joined JSON, whose files have numbers.
POSITION_IN_JSON = """(json ->> '$.file_number')::BIGINT AS file_number,
            (json ->> '$.row')::BIGINT AS row,"""
# In a folder, those that a tool wrote: nf-co2footprint names its trace .txt, carbontracker its log
# .log, and codecarbon sets a file aside as .bak when its columns change.
SET_ASIDE = {".txt", ".psv", ".bak", ".log"}
# Where Jupyter keeps an earlier copy of what it edits.
CHECKPOINTS = ".ipynb_checkpoints"
COMPRESSED = {".gz", ".zst", ".xz", ".bz2"}
# What is told in a folder whatever it is called: a zip may hold tables, and perun writes HDF5.
TOLD = {".zip", ".hdf5"}
HEAD = 65_536
DELIMITERS = ",;\t|"
# How `rows` stops at a CSV's second broken line; without it, DuckDB notes them all.
TOLERANCE = ", rejects_limit = 1"
# The first bytes of files that are not text, why, and what makes text of them.
ZIP = b"PK\x03\x04"
PIPE = "FILE | carbondata footprint -"
NO_TEXT = {
    b"\x1f\x8b": ("compressed", f"gunzip -c {PIPE}"),
    b"\x28\xb5\x2f\xfd": ("compressed", f"zstd -dc {PIPE}"),
    b"\xfd7zXZ\0": ("compressed", f"xz -dc {PIPE}"),
    b"BZh": ("compressed", f"bzip2 -dc {PIPE}"),
    ZIP: ("compressed", f"unzip -p {PIPE}"),
    b"\x89HDF": ("hdf5", "perun export FILE text"),
    b"\xff\xfe": ("utf_16", ""),
    b"\xfe\xff": ("utf_16", ""),
}


class File(NamedTuple):
    """A file of runs: its name, its path, the tool that wrote it; for text, its columns.

    `form` is parquet, csv, json (one value), or lines (one JSON object per line). `multiline` says
    that a quoted cell of a CSV continues on the next line. `types` are the columns of generic JSON,
    or those of a Parquet that are durations, of which DuckDB sees a number.
    `number` is its place among the files; a `pooled` file holds several, and their numbers. One
    that is only `in_folder` is passed over if it holds no runs, and `why` says so.
    """

    name: str
    path: Path
    tool: str
    form: str
    names: tuple[str, ...] = ()
    delimiter: str = ","
    multiline: bool = False
    types: tuple[tuple[str, str], ...] = ()
    number: int = 0
    pooled: bool = False
    in_folder: bool = False
    why: str | None = None


def as_names(runs: Any) -> list[str | Path]:  # noqa: ANN401  (anything but names is refused)
    """Return a list of file names.

    Raises
    ------
    QueryError
        When it is neither one name nor several.
    """
    names = [runs] if isinstance(runs, (str, Path)) else runs
    try:
        names = list(names)
    except TypeError:
        names = [None]
    if all(isinstance(name, (str, Path)) for name in names):
        return names
    message = f"{type(runs).__name__} is not a table of runs; {ACCEPTED}"
    raise QueryError(message)


def files(names: Iterable[str | Path], work: Path) -> list[File]:
    """List the files given by paths, patterns, folders and `-` (standard input).

    Standard input is saved in the folder `work`, as it is read more than once.

    Raises
    ------
    QueryError
        When a name matches no file, or a file has no known format.
    """
    found = [file for name in names for file in _files(str(name), work)]
    return [file._replace(number=number) for number, file in enumerate(found)]


def rows(file: File) -> str:
    """Return the SQL that reads a file's rows, without unreadable ones."""
    where = exactly(file.path)
    if file.form == "parquet":
        cells = "*" if file.tool == "generic" else "CAST(COLUMNS(*) AS VARCHAR)"
        return f"SELECT {cells} FROM read_parquet({where})"
    position = POSITION_IN_JSON if file.pooled else ""
    if file.tool == "boamps":
        return f"SELECT {position} json AS report FROM read_json_objects({where})"
    if file.tool == "hugging_face" and file.form in {"json", "lines"}:
        return f"""SELECT {position}
            json ->> '$.id' AS "modelId", json ->> '$.createdAt' AS created_at,
            coalesce(json ->> '$.cardData.co2_eq_emissions.emissions',
                     json ->> '$.cardData.co2_eq_emissions') AS co2_eq_emissions,
            json::VARCHAR AS card
            FROM read_json_objects({where})"""
    if file.form in {"json", "lines"}:
        cells = "*" if file.tool == "generic" else "CAST(COLUMNS(*) AS VARCHAR)"
        if file.pooled:
            cells = "file_number, row, CAST(COLUMNS(* EXCLUDE (file_number, row)) AS VARCHAR)"
        how = _columns(file.types) if file.types else "sample_size = -1"
        return f"SELECT {cells} FROM read_json({where}, {how})"
    pool = (("file_number", "BIGINT"), ("row", "BIGINT")) if file.pooled else ()
    columns = _columns((*pool, *((n, "VARCHAR") for n in file.names)))
    # With line breaks inside quotes, a parallel read would start within a cell.
    return f"""SELECT * FROM read_csv({where}, {columns},
        auto_detect = false, header = true, delim = {literal(file.delimiter)}, quote = '"',
        escape = '"', parallel = {not file.multiline}, store_rejects = true{TOLERANCE})"""


def _columns(types: Iterable[tuple[str, str]]) -> str:
    return f"columns = {{{', '.join(f'{literal(n)}: {literal(kind)}' for n, kind in types)}}}"


def _files(name: str, work: Path) -> Iterator[File]:
    in_folder = Path(name).is_dir()
    for shown, path in _paths(name, work):
        try:
            yield _recognised(shown, path, work)._replace(in_folder=in_folder)
        except QueryError as error:
            if not in_folder:
                raise
            yield File(shown, path, "none", "none", in_folder=True, why=str(error))


def _paths(name: str, work: Path) -> Iterator[tuple[str, Path]]:
    if name == "-":
        kept = work / "standard-input"
        try:
            with kept.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
        except OSError as error:
            remedy = f"free space in {work.parent}, or set TMPDIR to another folder"
            message = f"standard input cannot be saved: {error.strerror}; {remedy}"
            raise QueryError(message) from None
        yield "standard input", kept
        return
    path = Path(name)
    if path.is_dir():
        matches = [file for file in sorted(path.rglob("*")) if _may_hold_runs(file, work)]
    elif path.exists():
        matches = [path]
    else:
        matches = [Path(file) for file in sorted(glob.glob(name, recursive=True))]  # noqa: PTH207  (any root)
    if not matches:
        raise run_error(key="no_file", name=name)
    yield from ((str(file), file) for file in matches)


def _may_hold_runs(path: Path, work: Path) -> bool:
    """Tell whether a file in a folder is read, or told to be passed over."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES | TOLD or (path.is_symlink() and path.is_dir()):
        return True
    if suffix in COMPRESSED:
        return Path(path.stem).suffix.lower() in SUFFIXES
    if suffix in SET_ASIDE and path.is_file():
        try:
            return _recognised(str(path), path, work).tool != "generic"
        except QueryError:
            return False
    return suffix in CARDS and path.is_file() and _has_emissions(path)


def _has_emissions(path: Path) -> bool:
    """Tell whether a model card has emissions."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return head.startswith(b"---") and b"\nco2_eq_emissions:" in head


def _recognised(name: str, path: Path, work: Path) -> File:
    if CHECKPOINTS in path.parent.parts:
        raise run_error(key="checkpoint", name=name)
    if path.is_symlink() and not path.is_file():
        raise run_error(key="link_to_folder" if path.is_dir() else "link_to_none", name=name)
    head = _head(name, path)
    if head.startswith(b"PAR1"):
        columns = _parquet_columns(path)
        names = tuple(column for column, _ in columns)
        refuse_repeated(names, name)  # DuckDB gives the second of two another name
        durations = tuple((column, kind) for column, kind in columns if "duration" in kind)
        return File(name, path, tool_of(names), "parquet", names, types=durations)
    known = (why for magic, why in NO_TEXT.items() if head.startswith(magic))
    why, command = next(known, (None, ""))
    is_workbook = head.startswith(ZIP) and path.suffix.lower() != ".zip"
    if why is not None and not is_workbook:
        raise run_error(key=why, name=name, command=command)
    if b"\0" in head.partition(b"\n")[0]:
        raise run_error(key="no_text", name=name)
    text = head.decode("utf-8-sig", errors="replace").lstrip()
    if not text:
        raise run_error(key="empty", name=name)
    if text[0] in "[{":
        marked = head.startswith(codecs.BOM_UTF8)
        return _json(name, _without_mark(path, work) if marked else path, text)
    if path.suffix.lower() in CARDS or (name == "standard input" and FRONT.match(text)):
        return File(name, path, "hugging_face", "card")
    if (report := report_of(text, name)) is not None:
        return File(name, path, report, "report")
    delimiter = max(DELIMITERS, key=text.splitlines()[0].count)
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    refuse_too_many(header, name)
    refuse_repeated(header, name)
    distinct = tuple(_distinct(header))
    return File(name, path, tool_of(distinct), "csv", distinct, delimiter)


def _parquet_columns(path: Path) -> list[tuple[str, str]]:
    from pyarrow import lib, parquet

    try:
        return [(column.name, str(column.type)) for column in parquet.read_schema(path)]
    except (lib.ArrowException, OSError):  # DuckDB's error names what is wrong with it
        return []


def _head(name: str, path: Path) -> bytes:
    try:
        with bounded.regular(path) as file:
            return file.read(HEAD)
    except bounded.UnfitError as error:
        raise run_error(key="unfit", name=name, why=error) from None


def _json(name: str, path: Path, text: str) -> File:
    if has_member("entire_benchmark_measurement", text):
        return File(name, path, "ml_energy", "report")
    boamps = has_member("measures", text) and has_member("task", text)
    cards = has_member("co2_eq_emissions", text)
    tool = "boamps" if boamps else "hugging_face" if cards else "generic"
    # An array may also have one object per line.
    lines = text[0] == "{" and any(map(_is_object, text.splitlines()))
    return File(name, path, tool, "lines" if lines else "json")


def _without_mark(path: Path, work: Path) -> Path:
    """Copy a file without its byte order mark, which DuckDB would read as part of the JSON."""
    kept = work / f"{len(list(work.iterdir()))}.unmarked"
    with path.open("rb") as file, kept.open("wb") as sink:
        file.seek(len(codecs.BOM_UTF8))
        shutil.copyfileobj(file, sink)
    return kept


def _is_object(line: str) -> bool:
    try:
        return line.startswith("{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _distinct(names: list[str]) -> Iterator[str]:
    """Yield unique column names; number missing and repeated ones."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        distinct = name.strip() or f"column{number}"
        while distinct.casefold() in seen:
            distinct = f"{distinct}_{number}"
        seen.add(distinct.casefold())
        yield distinct
