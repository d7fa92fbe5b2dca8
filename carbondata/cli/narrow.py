"""Output in an encoding that has few characters: latin-1, or that of a pipe on Windows."""

from __future__ import annotations

import codecs
import io
import json
import sys
import unicodedata

# What stands for a sign that has no plain form of its own.
PLAIN = {"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-"}


def plainly(error: UnicodeError) -> tuple[str, int]:
    r"""Write each sign that an encoding lacks in its plain form, or as JSON would escape it.

    Examples
    --------
    >>> codecs.register_error("plainly", plainly)
    >>> "CO₂ — l\u2019été".encode("latin-1", "plainly").decode("latin-1")
    "CO2 \\u2014 l'été"
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(map(_plain, signs)), error.end


def _plain(sign: str) -> str:
    plain = PLAIN.get(sign) or unicodedata.normalize("NFKD", sign)
    return plain if plain.isascii() else json.dumps(sign)[1:-1]


def lose_nothing() -> None:
    """Let standard output and error write every text, whatever their encoding has."""
    codecs.register_error("plainly", plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors != "plainly":
            stream.reconfigure(errors="plainly")
