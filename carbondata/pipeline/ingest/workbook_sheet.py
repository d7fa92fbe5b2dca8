"""What the parts of a workbook say in XML: the sheets, and the texts that their cells share."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, ClassVar, NoReturn

from carbondata.pipeline.ingest.fault import FaultError

if TYPE_CHECKING:
    from xml.parsers import expat

# Ten times those of the largest sheet of a publisher.
MAX_CELLS = 5_000_000
# A cell has an element or two; what is around the cells is looked at as well.
MAX_ELEMENTS = 10_000_000
# A3 to XFD1048576, whatever the case.
PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")
LETTERS = 26
# Readers count further than spreadsheets do, and set memory aside for what they count.
ROW, MAX_ROWS = re.compile(r"[1-9][0-9]{0,6}\Z"), 1_048_576
# Spreadsheets nest ten or so; each further one takes longer to look at.
DEEPEST = 100
NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
# The place of a text that cells share. Readers take what they cannot read for the first.
TEXT = re.compile(r"[0-9]{1,9}\Z")


class OtherRootError(Exception):
    """A part is not of the kind that is looked for."""


class Part:
    """A part of the archive as XML: of interest if its root is `root`.

    python-calamine reads what follows a `tag`, whatever the root and whatever precedes it, and
    finds rows and cells wherever they are in it; `parents` says where they belong.
    """

    root = tag = name = ""
    parents: ClassVar[dict[str, str]] = {}
    parser: expat.XMLParserType

    def __init__(self) -> None:
        self.path: list[str] = []
        self.elements = self.inside = 0  # those begun, and how many of `tag` are open
        self.said: list[str] = []

    @property
    def is_ours(self) -> bool:
        """Whether the root is that of the kind."""
        return self.path[:1] == [self.root]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element, for expat."""
        tag = tag.rpartition(":")[2]
        if not self.path and tag != self.root:
            raise OtherRootError
        if len(self.path) >= DEEPEST:
            self.fail("elements that are nested deeply, which spreadsheets do not write")
        self.elements += 1
        if self.elements > MAX_ELEMENTS:
            self.fail(f"more than {MAX_ELEMENTS} elements")
        parent = self.path[-1] if self.path else ""
        self.path.append(tag)
        self.inside += tag == self.tag
        if self.inside:
            if self.parents.get(tag, parent) != parent:
                self.fail(f"<{tag}> in <{parent}>, where spreadsheets write none")
            self.open(tag, attributes)

    def end(self, tag: str) -> None:
        """End an element, for expat."""
        if self.inside:
            self.close(tag.rpartition(":")[2])
        self.inside -= self.path.pop() == self.tag

    def text(self, said: str) -> None:
        """Collect text, for expat."""
        self.said.append(said)

    def aside(self, *_: object) -> None:
        """Refuse a comment or an instruction, unless the part is of another kind."""
        # Readers join what is before and after it, or drop one of them.
        if self.is_ours:
            self.refuse()

    def refuse(self, *_: object) -> NoReturn:
        """Refuse what no spreadsheet writes."""
        self.fail("a document type, CDATA or a comment, which spreadsheets do not write")

    def fail(self, what: str) -> NoReturn:
        """Refuse the part."""
        message = f"{self.name} has {what}"
        raise FaultError(message)

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element in what is looked at."""

    def close(self, tag: str) -> None:
        """End it."""


class Relations(Part):
    """Refuses two parts of one name, such as two sheets: readers differ in which counts."""

    root = tag = "Relationships"

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str | None] = set()

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """Note the name of a part."""
        name = attributes.get("Id")
        if tag != self.tag and name in self.ids:
            self.fail(f"two parts called {name!r:.20}; which one counts, it does not say")
        self.ids.add(name)


class Texts(Part):
    """Adds the length of each text that cells share to a list."""

    root = tag = "sst"
    parents: ClassVar = {"sst": "", "si": "sst"}

    def __init__(self, lengths: list[int]) -> None:
        super().__init__()
        self.lengths = lengths

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a text."""
        del attributes
        if tag == self.tag and self.lengths:
            self.fail("texts that cells share, as another part has; which counts, it does not say")
        if tag == "si":
            self.said = []

    def close(self, tag: str) -> None:
        """Count a text."""
        if tag == "si":
            self.lengths.append(sum(map(len, self.said)))


class Sheet(Part):
    """Refuses what is not clear in a sheet; `most` characters of shared texts are laid out."""

    root, tag = "worksheet", "sheetData"
    parents: ClassVar = {
        "sheetData": "worksheet",
        "row": "sheetData",
        "c": "row",
        "f": "c",
        "v": "c",
        "is": "c",
    }

    def __init__(self, texts: list[int], most: int) -> None:
        super().__init__()
        self.texts, self.most, self.laid_out = texts, most, 0
        self.row = self.column = self.rows = self.columns = 0
        self.begun = 0  # the row that last had cells
        self.cells: set[int] = set()  # columns of the row that is read
        self.kind: str | None = None
        self.value: str | None = None
        self.is_computed = self.is_within = self.has_rows = False

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell or its value."""
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
        """Collect the text of a cell, without entities in numbers."""
        # In a number, `5&#48;0`, readers drop what is written as an entity.
        if self.is_within and self.kind != "str":
            source = self.parser.GetInputContext()
            if source is not None and source.startswith(b"&"):
                self.fail("an entity in the value of a cell, which spreadsheets do not write")
        super().text(said)

    def close(self, tag: str) -> None:
        """End a cell or its value."""
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
        if self.kind == "s" and self.value is not None:
            self._share(self.value)

    def _share(self, place: str) -> None:
        """Count a text that many cells share: it is laid out for each."""
        if not TEXT.match(place) or int(place) >= len(self.texts):
            self.fail(f"{place[:20]!r} for a text that cells share, of {len(self.texts)}")
        self.laid_out += self.texts[int(place)]
        if self.laid_out > self.most:
            message = f"{self.name} shares texts that unpack to more than {self.most} bytes"
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
