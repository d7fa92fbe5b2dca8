"""What a workbook holds, part by part, before anything lays it out in memory."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from xml.parsers import expat

from carbondata.pipeline.ingest.fault import FaultError, twice
from carbondata.pipeline.ingest.workbook_sheet import OtherRootError, Part, Relations, Sheet, Texts

# Publishers' workbooks unpack to some 20 MB.
MAX_UNPACKED = 200_000_000
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError)
# So many bytes tell markup from what is neither XML nor a sheet: pictures, settings of printers.
BEGIN = 64
# How much is given to expat at once, and the longest tag: for each further piece, an expat before
# 2.6 begins a tag again.
PIECE, LONGEST = 2_048, 100_000
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
            # Some readers take another case, or a backslash, for the same.
            names = [name.replace("\\", "/").lower() for name in archive.namelist()]
            if repeated := twice(names):
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
            names = [
                name
                for name in archive.namelist()
                if not name.lower().endswith(".rels") or _is_kept(archive, name, Relations())
            ]
            names = [name for name in names if _is_kept(archive, name, Texts(texts))]
            kept = [name for name in names if _is_kept(archive, name, Sheet(texts, MAX_UNPACKED))]
            return _packed(archive, kept)
    except (*DAMAGED, NotImplementedError, RuntimeError) as error:
        message = f"not a workbook (.xlsx): {error}"
        raise FaultError(message) from None


def _is_kept(archive: zipfile.ZipFile, name: str, part: Part) -> bool:
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


def _read(archive: zipfile.ZipFile, name: str, part: Part) -> bool:
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
            piece, given = begin, 0
            while piece:
                parser.Parse(piece)
                given += len(piece)
                if given - parser.CurrentByteIndex > LONGEST:
                    part.fail("a tag of more than a hundred kilobytes")
                piece = file.read(PIECE)
            parser.Parse(b"", True)  # noqa: FBT003  (expat takes it so)
        except OtherRootError:
            return False
        except (expat.ExpatError, LookupError, ValueError) as error:  # UTF-7 is no ExpatError
            message = f"not a workbook (.xlsx): {name} is not XML: {error}"
            raise FaultError(message) from None
    return True
