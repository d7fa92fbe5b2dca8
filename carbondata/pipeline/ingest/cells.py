"""Parse raw bytes into a table of text cells, exactly as printed; an empty cell is null."""

from __future__ import annotations

import codecs
import csv
import io
import json
from typing import TYPE_CHECKING, Any, NoReturn

import pyarrow as pa
from pyarrow import csv as arrow_csv

from carbondata import bounded
from carbondata.errors import Problem, SourceError
from carbondata.pipeline.fetch import pagination
from carbondata.pipeline.ingest.fault import FaultError, check_header, check_width, twice
from carbondata.pipeline.ingest.figures import misread

if TYPE_CHECKING:
    import _csv
    from pathlib import Path

    from carbondata.pipeline.ingest.raw_file import RawFile

# More than anyone writes by hand.
MAX_CURATED_BYTES = 20_000_000
GET_ANOTHER = "look at the file, then fetch it again or fix the manifest"


def read(source: str, file: RawFile, paths: list[Path]) -> pa.Table:
    """Read the fetched files of one manifest entry as one table of text.

    Raises
    ------
    SourceError
        When a file is empty, is a web page, does not have the manifest's encoding, has rows of
        unequal length, or when all together have fewer rows than `min_rows`.
    """
    try:
        contents = [_content(path, file.max_bytes) for path in paths]
        if file.pages:
            _check_pages(contents)
        parse = {"csv": _csv_cells, "json": _json_cells, "xlsx": _sheet_cells}[file.format]
        tables = [parse(file, content) for content in contents]
    except FaultError as fault:
        problem = Problem(
            source, file.file, str(fault), GET_ANOTHER, row=fault.row, value=fault.value
        )
        raise SourceError(problem) from None
    table = _concat(source, file, tables)
    if table.num_rows < file.min_rows:
        what = f"{table.num_rows} rows, fewer than the minimum of {file.min_rows}"
        remedy = "if the publisher really shortened it, lower min_rows in source.toml"
        raise SourceError(Problem(source, file.file, what, remedy))
    return table


def read_curated(source: str, path: Path, most: int = MAX_CURATED_BYTES) -> pa.Table:
    """Read a curated CSV (UTF-8, commas, one header line) as a table of text."""
    try:
        return _read_csv(_content(path, most), ",", "utf-8", 0)
    except FaultError as fault:
        where = f"sources/{source}/{path.name}"
        problem = Problem(
            source, where, str(fault), "fix the file", row=fault.row, value=fault.value
        )
        raise SourceError(problem) from None


def _content(path: Path, max_bytes: int) -> bytes:
    try:
        content = bounded.content(path, max_bytes)
    except bounded.UnfitError as error:
        raise FaultError(str(error)) from None
    if not content.strip():
        message = "the file is empty"
        raise FaultError(message)
    start = content[:512].lstrip(codecs.BOM_UTF8 + b" \r\n\t").lower()
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<body")):
        message = "a web page (HTML) instead of data"
        raise FaultError(message, value=content[:60].decode("utf-8", "replace"))
    return content


def _csv_cells(file: RawFile, content: bytes) -> pa.Table:
    return _read_csv(content, file.delimiter, file.encoding, file.preamble_lines)


def _sheet_cells(file: RawFile, content: bytes) -> pa.Table:
    from carbondata.pipeline.ingest import workbook

    return workbook.sheet_cells(content, str(file.sheet), file.preamble_lines)


def _read_csv(content: bytes, delimiter: str, encoding: str, preamble: int) -> pa.Table:
    try:
        return _csv_table(content, delimiter, encoding, preamble)
    except csv.Error as error:  # a cell of more than 131,072 characters
        message = f"not CSV: {error}"
        raise FaultError(message) from None


def _csv_table(content: bytes, delimiter: str, encoding: str, preamble: int) -> pa.Table:
    content = _utf8(content, encoding)
    if content.count(b'"') % 2:
        _refuse_quote(content, delimiter, preamble)
    reader = _csv_rows(content, delimiter, preamble)
    header = next(reader, [])
    check_header(header)
    skipped = preamble + reader.line_num
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(content),
            arrow_csv.ReadOptions(column_names=header, skip_rows=skipped),
            arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" not in str(error):
            _refuse_row(content, delimiter, preamble, error)
        table = pa.table({name: pa.array([], pa.string()) for name in header})
    return table.replace_schema_metadata({"first_row": str(preamble + 2)})


def _utf8(content: bytes, encoding: str) -> bytes:
    """Re-encode as UTF-8 without a byte order mark, or report the line that does not decode."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"the bytes are not valid {encoding}; check the encoding"
        value = content[max(error.start - 10, 0) : error.end + 10].decode("latin-1")
        raise FaultError(message, row=f"line {line}", value=value) from None
    return text.removeprefix("\ufeff").encode()


def _refuse_quote(content: bytes, delimiter: str, preamble: int) -> NoReturn:
    """Report the row with an unmatched quote: of another length, or the last, which never ends."""
    row, number = _odd_row(content, delimiter, preamble)
    width = len(next(_csv_rows(content, delimiter, preamble), []))
    message = f"a quote is never closed, or unmatched: {len(row)} cells, but the header has {width}"
    value = delimiter.join(row)[:60]
    raise FaultError(message, row=f"row {number}", value=value)


def _refuse_row(content: bytes, delimiter: str, preamble: int, error: Exception) -> NoReturn:
    """Report the row that Arrow refused: the first that is not as long as the header."""
    width = len(next(_csv_rows(content, delimiter, preamble)))
    row, number = _odd_row(content, delimiter, preamble)
    if len(row) == width:
        raise FaultError(str(error)) from None
    message = f"{len(row)} cells, but the header has {width}"
    value = delimiter.join(row)[:60]
    raise FaultError(message, row=f"row {number}", value=value) from None


def _odd_row(content: bytes, delimiter: str, preamble: int) -> tuple[list[str], int]:
    """Return the first row that is not as long as the header, else the last, with its number."""
    rows = _csv_rows(content, delimiter, preamble)
    width = len(next(rows, []))
    row: list[str] = []
    number = preamble + 1
    for number, row in enumerate(rows, start=preamble + 2):  # noqa: B007  (the last one counts)
        if row and len(row) != width:
            break
    return row, number


def _csv_rows(content: bytes, delimiter: str, preamble: int) -> _csv.Reader:
    lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="")
    for _ in range(preamble):
        next(lines, None)
    return csv.reader(lines, delimiter=delimiter)


def _check_pages(contents: list[bytes]) -> None:
    if wrong := pagination.fault([_parsed(content) for content in contents]):
        raise FaultError(wrong)


def _parsed(content: bytes) -> Any:  # noqa: ANN401  (whatever the publisher sends)
    """Parse JSON, keeping figures as printed."""
    try:
        return json.loads(
            content,
            parse_float=str,
            parse_int=str,
            parse_constant=str,
            object_pairs_hook=_members_once,
        )
    except (ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else error
        message = f"not JSON: {why}"
        raise FaultError(message) from None


def _json_cells(file: RawFile, content: bytes) -> pa.Table:
    node = _parsed(content)
    try:
        for step in file.rows:
            node = node[step]
    except (KeyError, IndexError, TypeError):
        message = f"there are no rows at {file.rows}"
        raise FaultError(message, value=content[:60].decode("utf-8", "replace")) from None
    node = [] if node is None else node
    if not isinstance(node, (dict, list)):
        message = f"there are no rows at {file.rows}, but {json.dumps(node)[:60]}"
        raise FaultError(message)
    items = node.items() if isinstance(node, dict) else enumerate(node)
    rows = [{"key": str(key), **_texts(members)} for key, members in items]
    names = dict.fromkeys(name for row in rows for name in row)
    check_width(len(names))
    try:
        return pa.table(
            {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
        )
    except UnicodeEncodeError as error:
        message = "half of a surrogate pair, which is not text"
        raise FaultError(message, value=ascii(error.object[:60])) from None


def _members_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if repeated := twice([name for name, _ in pairs]):
        message = f"an object has {', '.join(map(repr, repeated))} twice"
        raise FaultError(message)
    return dict(pairs)


def _texts(members: object) -> dict[str, str | None]:
    if not isinstance(members, dict):
        return {"value": _text(members)}
    return {name: _text(value) for name, value in members.items()}


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    try:
        found, text = misread(value), json.dumps(value)
    except RecursionError:
        message = "a cell is nested too deeply"
        raise FaultError(message) from None
    if found is not None:
        message = "not a number, but it would be read as one"
        raise FaultError(message, value=found)
    return text


def _concat(source: str, file: RawFile, tables: list[pa.Table]) -> pa.Table:
    first = tables[0].column_names
    for number, table in enumerate(tables, start=1):
        if table.column_names != first:
            columns = ", ".join(table.column_names) or "none"
            what = f"part {number} has different columns from part 1, {', '.join(first)}: {columns}"
            raise SourceError(Problem(source, file.file, what, GET_ANOTHER))
    return pa.concat_tables(tables)
