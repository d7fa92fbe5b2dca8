"""What a workbook holds, part by part, before anything lays it out in memory."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from typing import NoReturn
from xml.parsers import expat

from carbondata.pipeline.ingest.fault import FaultError

# Publishers' workbooks unpack to some 20 MB.
MAX_UNPACKED = 200_000_000
# Ten times those of the largest sheet of a publisher.
MAX_CELLS = 5_000_000
# A3 to XFD1048576, whatever the case.
PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")
LETTERS, DIGITS = 26, 7
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError)
# So many bytes tell markup from what is neither XML nor a sheet: pictures, settings of printers.
BEGIN = 64
MARKUP = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def check_parts(content: bytes) -> None:
    """Refuse a workbook with a part that is damaged, too large, or not clear.

    Raises
    ------
    FaultError
        When it is not a workbook or unpacks to too much; when a sheet has a cell twice, too many
        cells, a formula without a value, an error for a value, or XML that spreadsheets do not
        write.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > MAX_UNPACKED:
                message = f"it unpacks to {size} bytes, more than the ceiling of {MAX_UNPACKED}"
                raise FaultError(message)
            # A part that unpacks to more than it says has another checksum.
            if damaged := archive.testzip():
                message = f"not a workbook (.xlsx): {damaged} is damaged"
                raise FaultError(message)
            texts = _texts(archive)
            for name in archive.namelist():
                _read(archive, name, _Sheet(name, texts))
    except (*DAMAGED, NotImplementedError, RuntimeError) as error:
        message = f"not a workbook (.xlsx): {error}"
        raise FaultError(message) from None


def _texts(archive: zipfile.ZipFile) -> list[int]:
    """Return the lengths of the texts that cells share, whatever the part is called."""
    found: list[int] = []
    for name in archive.namelist():
        texts = _Texts(name)
        _read(archive, name, texts)
        found += texts.lengths
    return found


def _read(archive: zipfile.ZipFile, name: str, part: _Part) -> None:
    with archive.open(name) as file:
        begin = file.read(BEGIN)
        if not begin.lstrip().startswith(MARKUP):
            return
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = part.refuse
        parser.StartElementHandler = part.start
        parser.EndElementHandler = part.end
        parser.CharacterDataHandler = part.text
        parser.StartCdataSectionHandler = part.refuse
        try:
            parser.Parse(begin)
            parser.ParseFile(file)
        except _OtherRootError:
            return
        except expat.ExpatError as error:
            message = f"not a workbook (.xlsx): {name} is not XML: {error}"
            raise FaultError(message) from None


class _OtherRootError(Exception):
    """A part is not of the kind that is looked for."""


class _Part:
    """A part of the archive as XML: of interest if its root is `root`."""

    root = ""

    def __init__(self, name: str) -> None:
        self.name = name
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

    def refuse(self, *_: object) -> NoReturn:
        message = f"{self.name} has a document type or CDATA, which spreadsheets do not write"
        raise FaultError(message)

    def open(self, tag: str, attributes: dict[str, str]) -> None: ...

    def close(self, tag: str) -> None: ...


class _Texts(_Part):
    root = "sst"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.lengths: list[int] = []

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        del attributes
        if tag == "si":
            self.said = []

    def close(self, tag: str) -> None:
        if tag == "si":
            self.lengths.append(sum(map(len, self.said)))


class _Sheet(_Part):
    root = "worksheet"

    def __init__(self, name: str, texts: list[int]) -> None:
        super().__init__(name)
        self.texts, self.laid_out = texts, 0
        self.row = self.column = self.rows = self.columns = 0
        self.seen: set[int] = set()  # rows that have cells
        self.cells: set[int] = set()  # columns of the row that is read
        self.kind: str | None = None
        self.value: str | None = None
        self.is_computed = False

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() and len(number) <= DIGITS else self.row + 1
            self.column, self.cells = 0, set()
        elif tag == "c":
            self._begin(attributes)
        elif tag == "f":
            self.is_computed = True
        self.said = []

    def close(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self.value = "".join(self.said)
        elif tag == "c":
            self._finish()

    def _begin(self, attributes: dict[str, str]) -> None:
        self.kind, self.value, self.is_computed = attributes.get("t"), None, False
        self.column += 1
        if "r" in attributes:
            place = PLACE.match(attributes["r"])
            if place is None or int(place[2]) != self.row:
                message = f"{self.name} has a cell {attributes['r']!r} in its row {self.row}"
                raise FaultError(message)
            self.column = number_of(place[1])
        if self.column in self.cells or (not self.cells and self.row in self.seen):
            message = f"{self.name} has a cell or a row twice; which one counts, it does not say"
            raise FaultError(message)
        self.cells.add(self.column)
        self.seen.add(self.row)
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        # All from the first cell to the last is laid out in memory, be there two cells.
        if self.rows * self.columns > MAX_CELLS:
            message = (
                f"{self.name} spans {self.rows} rows and {self.columns} columns, more than "
                f"the ceiling of {MAX_CELLS} cells"
            )
            raise FaultError(message)

    def _finish(self) -> None:
        value = (self.value or "").strip()
        if self.is_computed and not value and self.kind != "str":
            message = f"{self.name} has formulas without values: it was never calculated"
            raise FaultError(message)
        if self.kind == "e":
            message = f"{self.name} has {value or 'an error'} for the value of a cell"
            raise FaultError(message)
        if self.kind == "s" and value.isdecimal() and int(value) < len(self.texts):
            # A text that many cells share is laid out for each.
            self.laid_out += self.texts[int(value)]
            if self.laid_out > MAX_UNPACKED:
                message = f"{self.name} shares texts that unpack to more than {MAX_UNPACKED} bytes"
                raise FaultError(message)


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
