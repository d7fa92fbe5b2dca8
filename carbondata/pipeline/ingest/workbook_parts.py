"""What a workbook holds, part by part, before anything lays it out in memory."""

from __future__ import annotations

import io
import lzma
import math
import re
import zipfile
import zlib
from typing import NoReturn
from xml.parsers import expat

from carbondata.pipeline.ingest.fault import FaultError, twice

# Publishers' workbooks unpack to some 20 MB.
MAX_UNPACKED = 200_000_000
# Ten times those of the largest sheet of a publisher.
MAX_CELLS = 5_000_000
# A3 to XFD1048576, whatever the case.
PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")
LETTERS = 26
# Readers count further than spreadsheets do, and set memory aside for what they count.
ROW, MAX_ROWS = re.compile(r"[1-9][0-9]{0,6}\Z"), 1_048_576
NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError)
# So many bytes tell markup from what is neither XML nor a sheet: pictures, settings of printers.
BEGIN = 64
MARKUP = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# What a spreadsheet of another format has, which python-calamine would read unasked.
OTHERS = re.compile(r"(content\.xml|mimetype|.*workbook\.bin)", re.IGNORECASE)


def checked(content: bytes) -> bytes:
    """Refuse a workbook with a part that is damaged, too large, or not clear.

    Returns
    -------
    bytes
        The parts that were looked at, packed anew: the next reader might take rows from elsewhere,
        or, of a file with the ends of two archives, the other one.

    Raises
    ------
    FaultError
        When it is not a workbook or unpacks to too much; when a sheet has a cell twice, too many
        cells, rows out of order, a formula without a value, an error or two values for one, a
        number that is none, or XML that spreadsheets do not write.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > MAX_UNPACKED:
                message = f"it unpacks to {size} bytes, more than the ceiling of {MAX_UNPACKED}"
                raise FaultError(message)
            if repeated := twice(archive.namelist()):
                message = f"not a workbook (.xlsx): it has {repeated[0]} twice"
                raise FaultError(message)
            if other := next(filter(OTHERS.fullmatch, archive.namelist()), None):
                message = f"not a workbook (.xlsx): it has {other}, as other formats have"
                raise FaultError(message)
            # A part that unpacks to more than it says has another checksum.
            if damaged := archive.testzip():
                message = f"not a workbook (.xlsx): {damaged} is damaged"
                raise FaultError(message)
            texts: list[int] = []
            names = [name for name in archive.namelist() if _is_kept(archive, name, _Texts(texts))]
            kept = [name for name in names if _is_kept(archive, name, _Sheet(texts))]
            return _packed(archive, kept)
    except (*DAMAGED, NotImplementedError, RuntimeError) as error:
        message = f"not a workbook (.xlsx): {error}"
        raise FaultError(message) from None


def _is_kept(archive: zipfile.ZipFile, name: str, part: _Part) -> bool:
    """Look at a part of a kind; false if another one has what only that kind has.

    Those are not wanted: of other workbooks, for instance, rows may be remembered.
    """
    if _read(archive, name, part):
        return True
    content = archive.read(name)
    tags = [f"{before}{part.tag}" for before in "<:"]
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    return not any(tag.encode(encoding) in content for tag in tags for encoding in encodings)


def _packed(archive: zipfile.ZipFile, names: list[str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name in names:
            packed.writestr(name, archive.read(name))
    return made.getvalue()


def _read(archive: zipfile.ZipFile, name: str, part: _Part) -> bool:
    """Read a part of the archive; false if it is of another kind."""
    part.name = name
    with archive.open(name) as file:
        begin = file.read(BEGIN)
        if not begin.lstrip().startswith(MARKUP):
            return False
        part.parser = parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = part.refuse
        parser.CommentHandler = parser.ProcessingInstructionHandler = part.aside
        parser.StartElementHandler = part.start
        parser.EndElementHandler = part.end
        parser.CharacterDataHandler = part.text
        parser.StartCdataSectionHandler = part.refuse
        try:
            parser.Parse(begin)
            parser.ParseFile(file)
        except _OtherRootError:
            return False
        except (expat.ExpatError, LookupError, ValueError) as error:  # UTF-7 is no ExpatError
            message = f"not a workbook (.xlsx): {name} is not XML: {error}"
            raise FaultError(message) from None
    return True


class _OtherRootError(Exception):
    """A part is not of the kind that is looked for."""


class _Part:
    """A part of the archive as XML: of interest if its root is `root`.

    python-calamine reads what follows a `tag`, whatever the root and whatever precedes it.
    """

    root = tag = name = ""
    parser: expat.XMLParserType

    def __init__(self) -> None:
        self.is_ours = False
        self.said: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if not self.is_ours and tag != self.root:
            raise _OtherRootError
        self.is_ours = True
        self.open(tag, attributes)

    def end(self, tag: str) -> None:
        self.close(tag.rpartition(":")[2])

    def text(self, said: str) -> None:
        self.said.append(said)

    def aside(self, *_: object) -> None:
        # Readers join what is before and after it, or drop one of them.
        if self.is_ours:
            self.refuse()

    def refuse(self, *_: object) -> NoReturn:
        self.fail("a document type, CDATA or a comment, which spreadsheets do not write")

    def fail(self, what: str) -> NoReturn:
        message = f"{self.name} has {what}"
        raise FaultError(message)

    def open(self, tag: str, attributes: dict[str, str]) -> None: ...

    def close(self, tag: str) -> None: ...


class _Texts(_Part):
    """Adds the length of each text that cells share to a list."""

    root = tag = "sst"

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self.lengths = lengths

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        del attributes
        if tag == "si":
            self.said = []

    def close(self, tag: str) -> None:
        if tag == "si":
            self.lengths.append(sum(map(len, self.said)))


class _Sheet(_Part):
    root, tag = "worksheet", "sheetData"

    def __init__(self, texts: list[int]) -> None:
        super().__init__()
        self.texts, self.laid_out = texts, 0
        self.row = self.column = self.rows = self.columns = 0
        self.begun = 0  # the row that last had cells
        self.cells: set[int] = set()  # columns of the row that is read
        self.kind: str | None = None
        self.value: str | None = None
        self.is_computed = self.is_within = self.has_rows = False

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        if self.is_within:
            self.fail("a value of a cell with other things in it")
        if tag == self.tag:
            if self.has_rows:
                self.fail("two tables of cells")
            self.has_rows = True
        elif tag == "row":
            self._next(attributes.get("r"))
        elif tag == "c":
            self._begin(attributes)
        elif tag in {"f", "v", "is"}:
            self._fill(tag)
        self.said = []

    def text(self, said: str) -> None:
        # In a number, `5&#48;0`, readers drop what is written as an entity.
        if self.is_within and self.kind != "str":
            source = self.parser.GetInputContext()
            if source is not None and source.startswith(b"&"):
                self.fail("an entity in the value of a cell, which spreadsheets do not write")
        super().text(said)

    def close(self, tag: str) -> None:
        if tag == "v":
            self.value, self.is_within = "".join(self.said), False
        elif tag == "c":
            self._finish()

    def _next(self, number: str | None) -> None:
        if number is not None and not ROW.match(number):
            self.fail(f"a row {number[:20]!r}, which is no number of a row")
        self.row = self.row + 1 if number is None else int(number)
        if self.row > MAX_ROWS:
            self.fail(f"a row {self.row}, beyond the last of all, {MAX_ROWS}")
        self.column, self.cells = 0, set()

    def _begin(self, attributes: dict[str, str]) -> None:
        self.kind, self.value, self.is_computed = attributes.get("t"), None, False
        self.column += 1
        if "r" in attributes:
            place = PLACE.match(attributes["r"])
            if place is None or int(place[2]) != self.row:
                self.fail(f"a cell {attributes['r'][:20]!r} in its row {self.row}")
            self.column = number_of(place[1])
        if self.column in self.cells or (not self.cells and self.row <= self.begun):
            self.fail("a cell or a row twice, or not in order; which one counts, it does not say")
        self.cells.add(self.column)
        self.begun = self.row
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        # All from the first cell to the last is laid out in memory, be there two cells.
        if self.rows * self.columns > MAX_CELLS:
            message = (
                f"{self.name} spans {self.rows} rows and {self.columns} columns, more than "
                f"the ceiling of {MAX_CELLS} cells"
            )
            raise FaultError(message)

    def _fill(self, tag: str) -> None:
        if self.value is not None:
            self.fail("a cell with two values, or a formula after one; which one counts?")
        if tag == "f":
            self.is_computed = True
        elif (tag == "is") != (self.kind == "inlineStr"):
            self.fail(f"a cell of kind {self.kind!r} with a value of another")
        else:
            self.value, self.is_within = "", tag == "v"

    def _finish(self) -> None:
        value = (self.value or "").strip()
        if self.is_computed and not value and self.kind != "str":
            self.fail("formulas without values: it was never calculated")
        if self.kind == "e":
            self.fail(f"{value or 'an error'} for the value of a cell")
        if self.kind in {None, "n"} and value and not _is_number(value):
            self.fail(f"{value[:20]!r} for a number")
        if self.kind == "s" and value.isdecimal() and int(value) < len(self.texts):
            # A text that many cells share is laid out for each.
            self.laid_out += self.texts[int(value)]
            if self.laid_out > MAX_UNPACKED:
                message = f"{self.name} shares texts that unpack to more than {MAX_UNPACKED} bytes"
                raise FaultError(message)


def _is_number(value: str) -> bool:
    return NUMBER.match(value) is not None and math.isfinite(float(value))


def number_of(letters: str) -> int:
    """Count a column from its letters.

    Examples
    --------
    >>> number_of("A"), number_of("z"), number_of("AA")
    (1, 26, 27)
    """
    number = 0
    for letter in letters.upper():
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number
