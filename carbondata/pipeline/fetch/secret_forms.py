"""How the value of a secret may be written by a server, and where in a file that it sent."""

from __future__ import annotations

import gzip
import html
import json
import re
import zipfile
from base64 import b64encode
from contextlib import suppress
from functools import cache
from html.entities import html5
from itertools import groupby
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING

from carbondata.pipeline.ingest.workbook_parts import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

# A shorter value is in any text, in base64 or as hexadecimal digits.
LONG = 8
# How many times backslashes double, as what is quoted is quoted again. Of any number of them each
# of a run would be looked at from each other.
DOUBLED = (8, 4, 2, 1)
# Within a value: the end of a line, as mail folds it, and the tags of a page or a workbook.
BROKEN = r"(?:=?\r?\n[ \t]{0,40})?(?:<[^<>]{0,80}>){0,20}"
CHUNK = 4_000_000
# Of what is unpacked; a source reads less.
MOST_UNPACKED = 512_000_000


def forms(value: str) -> str:
    """Match a value, each character of which may be written in several ways, or all in a code."""
    raw = value.encode("utf-8", "surrogateescape")
    whole = list(dict.fromkeys(_in_codes(raw))) if len(raw) >= LONG else []
    codes = "".join(f"|{_code(one)}" for one in whole)
    # Where none of them begins is quick to see.
    firsts = "".join(re.escape(text[0]) for text in (value, *whole))
    return rf"(?=[%\\&+={firsts}])(?:{_each(value)}{codes})"


def _each(text: str) -> str:
    """Match each character of a text; a line may end between two, or a tag stand there."""
    return BROKEN.join(
        _backslashes("".join(run)) if is_backslash else BROKEN.join(map(_any_way, run))
        for is_backslash, run in groupby(text, "\\".__eq__)
    )


def _code(text: str) -> str:
    """Match a code, in which a capital is another letter; its signs may be written in some way."""
    each = BROKEN.join(one if one.isalnum() else f"(?i:{_any_way(one)})" for one in text)
    return f"(?-i:{each})"


def _any_way(character: str) -> str:
    return f"(?:{'|'.join(_ways(character))})"


def _backslashes(run: str) -> str:
    """Match backslashes: those of all of them doubled, or each of them in a way of its own."""
    codes = "|".join(one for one in _ways("\\") if not one.endswith("\\"))
    return rf"(?:{_doubled(len(run))}|(?:{codes}){{{len(run)}}})"


def _doubled(count: int, less: int = 0) -> str:
    ways = "|".join(f"{{{count * times - less}}}" for times in DOUBLED)
    return f"(?:{ways})".replace("{", r"\\{")


@cache
def _ways(character: str) -> tuple[str, ...]:
    """Match a character as it is, and as URLs, JSON, Python, JavaScript, HTML and mail write it."""
    return tuple(dict.fromkeys(_each_way(character)))


def _each_way(character: str) -> Iterator[str]:
    yield re.escape(character)
    code = ord(character)
    raw = character.encode("utf-8", "surrogateescape")
    # Each further quoting adds a 25 after the %, and amp; after the &.
    yield "".join(f"%(?:25)*{byte:02x}" for byte in raw)
    yield "".join(f"={byte:02x}" for byte in raw)
    if character == " ":
        yield r"\+"
    yield re.escape(json.dumps(character)[1:-1])
    yield (rf"{_doubled(1)}(?:u{code:04x}|x{code:02x}|U{code:08x}|u\{{0*{code:x}\}}|0?{code:03o})")
    if character in "/\"'":
        yield f"{_doubled(2, less=1)}{re.escape(character)}"
    yield re.escape(html.escape(character))
    yield f"&(?:amp;)*#(?:0*{code}|x0*{code:x})(?:;|(?![0-9a-f]))"
    yield from (
        f"&(?:amp;)*{re.escape(name)}" for name, meant in html5.items() if meant == character
    )


def _in_codes(raw: bytes) -> Iterator[str]:
    """Write bytes as hexadecimal digits, and in base64, once or twice."""
    yield raw.hex()
    yield raw.hex().upper()
    for once in _in_base64(raw):
        yield once
        yield from _in_base64(once.encode())


def _in_base64(raw: bytes) -> Iterator[str]:
    """Write bytes in base64, at each place where they may begin in what is encoded.

    The characters at the ends, which also tell of what is before and behind, are left out.
    """
    for before in range(3):
        text = b64encode(b"\0" * before + raw).decode().rstrip("=")
        whole = len(raw) + before
        told = text[-(-before * 8 // 6) : whole * 8 // 6]
        yield told
        yield told.replace("+", "-").replace("/", "_")


def pieces(path: Path, overlap: int) -> Iterator[bytes | mmap]:
    """Yield what a file holds as it is, as UTF-16 without its zeros, and what is packed in it.

    Pieces of what is long overlap, so that a value is whole in one of them.
    """
    if not path.stat().st_size:
        return
    with path.open("rb") as stream:
        with mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
            yield content
        stream.seek(0)
        head = stream.read(2)
        stream.seek(0)
        if head == b"PK":
            with suppress(*DAMAGED, NotImplementedError, RuntimeError):
                yield from _packed(stream, overlap)
        elif head == b"\x1f\x8b":
            with suppress(*DAMAGED), gzip.open(stream) as unpacked:
                yield from _chunks(unpacked, overlap, MOST_UNPACKED)
        else:
            yield from (
                chunk.replace(b"\0", b"")
                for chunk in _chunks(stream, overlap * 4, path.stat().st_size)
                if b"\0" in chunk
            )


def _packed(stream: IO[bytes], overlap: int) -> Iterator[bytes]:
    left = MOST_UNPACKED
    with zipfile.ZipFile(stream) as packed:
        for member in packed.infolist():
            with packed.open(member) as unpacked:
                for chunk in _chunks(unpacked, overlap, left):
                    left -= len(chunk)
                    yield chunk


def _chunks(stream: IO[bytes] | gzip.GzipFile, overlap: int, most: int) -> Iterator[bytes]:
    tail = b""
    while most > 0 and (chunk := stream.read(min(CHUNK, most))):
        most -= len(chunk)
        yield tail + chunk
        tail = (tail + chunk)[-overlap:]
