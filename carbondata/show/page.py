"""The page for readers: one self-contained file that opens from disk."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from contextlib import suppress
from pathlib import Path

from carbondata import places
from carbondata.arguments import expect
from carbondata.draw.ruler import rulers
from carbondata.draw.world import shapes
from carbondata.errors import QueryError
from carbondata.outputs import writing
from carbondata.show.bundle import bundle
from carbondata.show.claims import cards
from carbondata.show.figures import figures, packed, words
from carbondata.show.first import first_answer
from carbondata.show.head import dataset, shared
from carbondata.text.language import LANGUAGES, Language
from carbondata.text.phrases import phrase

# An element with one phrase: <h1 data-word="heading"></h1>.
BLANK = re.compile(r"\{\{(\w+)\}\}")
OTHER = re.compile(r"[^\x00-\x7f]")
COMMENT = re.compile(r"^/\*.*\*/\n", re.MULTILINE)
WORD = re.compile(r'data-word="(\w+)"[^<>]*>(?=</)')


def page(path: str | Path, database: str | Path | None = None) -> None:
    """Write the page on which readers compare figures, in English and French.

    One HTML file that needs no network and works when opened from disk. Its figures are those of
    the views at the time of writing; equal figures give equal bytes.

    Parameters
    ----------
    path : path
        The file to write.
    database : path, optional
        As for `connect`.

    Raises
    ------
    QueryError
        When the file cannot be written, or there is no such database.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page(Path(folder) / "page.html")
    ...     (Path(folder) / "page.html").stat().st_size < 3_000_000
    True
    """
    expect("a path", path=path)
    target = Path(path)
    # A name that is too long is refused when it is written.
    with suppress(OSError):
        if target.is_dir():
            message = f"{target} is a folder; name a file in it, such as {target / 'carbon.html'}"
            raise QueryError(message)
    text = filled(database)
    try:
        with writing(target) as temporary:
            temporary.write_text(text, encoding="utf-8")
    except OSError as error:
        message = (
            f"the page cannot be written to {target}: {error.strerror}; name a file in a folder "
            "that exists and may be written to"
        )
        raise QueryError(message) from None


def filled(database: str | Path | None, url: str | None = None, image: str | None = None) -> str:
    """Fill the template; a policy with hashes allows only this script and style sheet.

    `url` is where the page will be, `image` what is shown where it is shared, if they are known.
    """
    parts = places.PACKAGE / "show" / "page"
    style = sheet()
    script = escaped(f'\n"use strict";\n{bundle(parts / "main.mjs")}\n')
    policy = (
        f"default-src 'none'; img-src data:; script-src {hashed(script)}; "
        f"style-src {hashed(style)}; base-uri 'none'; form-action 'none'"
    )
    text = WORD.sub(_worded, (parts / "page.html").read_text(encoding="utf-8"))
    first = first_answer(database)
    tags = shared(phrase("page.title", "en"), first.pop("told"), url, image)
    blanks = {"policy": policy, "style": style, "script": script, "tags": tags}
    blanks |= {"figures": packed(figures(database)), "phrases": packed(words())}
    blanks |= {"languages": "\n".join(map(_button, LANGUAGES)), "claims": cards(database)}
    blanks |= {"world": packed(shapes()), "dataset": dataset(url)}
    blanks |= {"rulers": "\n".join(rulers(database))} | first
    # In one pass: what is filled in may hold the like of a blank. In ASCII, as browsers keep a text
    # with any other character in twice the memory, and take a third longer to show it.
    text = BLANK.sub(lambda blank: blanks[blank[1]], text)
    return text.encode("ascii", "xmlcharrefreplace").decode()


def sheet() -> str:
    """Return the style sheet, without its comments."""
    text = (places.PACKAGE / "show" / "page" / "style.css").read_text(encoding="utf-8")
    return "\n" + COMMENT.sub("", text)


def escaped(script: str) -> str:
    r"""Write the characters of a script that are not ASCII as JavaScript does.

    Examples
    --------
    >>> print(escaped('alert("1 \N{MULTIPLICATION SIGN} 2");'))
    alert("1 \u00d7 2");
    """
    return OTHER.sub(lambda other: json.dumps(other[0])[1:-1], script)


def _button(language: Language) -> str:
    """Write the button that chooses a language, in that language."""
    mark = (
        f'data-lang="{language}" lang="{language}" aria-pressed="{str(language == "en").lower()}"'
    )
    return f'    <button type="button" {mark}>{phrase("page.name", language)}</button>'


def _worded(element: re.Match[str]) -> str:
    """Fill an element with its English phrase, for use before the script has run."""
    return f"{element[0]}{html.escape(phrase(f'page.{element[1]}', 'en'), quote=False)}"


def hashed(text: str) -> str:
    """Return the hash by which a policy allows a script or a style sheet."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
