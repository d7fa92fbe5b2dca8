"""The page as a folder to host: the page, and a page and a picture for each claim."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carbondata.arguments import expect, expect_if_given
from carbondata.draw.claim import picture
from carbondata.errors import CarbondataError, QueryError
from carbondata.faces import shown
from carbondata.outputs import writing
from carbondata.query.attribution import attribution
from carbondata.query.claims import claims
from carbondata.query.connection import opened
from carbondata.show.claims import card
from carbondata.show.head import MADE_BY, shared
from carbondata.show.page import filled, hashed, sheet
from carbondata.text.language import LANGUAGES
from carbondata.text.typeset import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from carbondata.draw.picture import Picture
    from carbondata.text.language import Language

ADDRESS = "https://"
# Where a page says who made it.
HEAD = 10_000
UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")
# A page of a claim, which needs no script.
CLAIM = """<!doctype html>
<html lang="{language}" data-measure="emissions">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{tags}
{alternates}
<style>{style}</style>
</head>
<body>
<header><p class="mark"><a href="../index.html">carbondata</a></p></header>
<main class="alone">{card}</main>
<footer><p><a href="../index.html#claim={claim}&amp;lang={language}">{more}</a></p></footer>
</body>
</html>
"""


def site(
    folder: str | Path, url: str | None = None, database: str | Path | None = None
) -> list[Path]:
    """Write the page as a folder that any web server can host (extra `[plot]`).

    Parameters
    ----------
    folder : path
        The folder; it is made if it is missing. Other files in it stay.
    url : str, optional
        The address it will have, such as https://example.org/carbon/: for links in shared
        pictures and for the map of the site.
    database : path, optional
        As for `connect`.

    Returns
    -------
    list of path
        index.html; for each claim a page and a picture of 1200 by 630 pixels in each language;
        with `url`, sitemap.xml.

    Raises
    ------
    QueryError
        When a file cannot be written or is somebody's own, or the address is not one.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     len(site(folder)) > 300
    True
    """
    expect("a path", folder=folder)
    expect_if_given("a text", url=url)
    if url is not None and not url.startswith(ADDRESS):
        message = f"{url!r} is not an address: begin it with {ADDRESS}"
        raise QueryError(message)
    top, base = Path(folder), None if url is None else url.rstrip("/") + "/"
    checks = claims(database=database).to_pylist()
    names, written = _names(checks, base), []
    _refuse_others(top, names)
    try:
        (top / "claims").mkdir(parents=True, exist_ok=True)
        for name, content in zip(names, _contents(checks, names, base, database), strict=True):
            with writing(top / name) as temporary:
                temporary.write_bytes(content)
            written.append(top / name)
    except OSError as error:
        message = f"the site cannot be written to {top}: {error.strerror}; name another folder"
        raise QueryError(message) from None
    return written


def _refuse_others(top: Path, names: Iterable[str]) -> None:
    """Refuse a folder in which a file to be written is somebody's own, or lies elsewhere.

    Pages say who made them; pictures and the map of a site are ours where its first page is.
    """
    is_ours = _is_ours(top / "index.html")
    folder = top / "claims"
    for path in (folder, *(top / name for name in names)):
        is_made = folder.is_dir() if path == folder else is_ours
        if path.suffix == ".html":
            is_made = _is_ours(path)
        if path.is_symlink() or (path.exists() and not is_made):
            message = f"{path} is there, and no site of carbondata made it; name another folder"
            raise QueryError(message)


def _is_ours(page: Path) -> bool:
    return page.is_file() and MADE_BY.encode() in page.read_bytes()[:HEAD]


def _names(checks: list[dict[str, Any]], base: str | None) -> list[str]:
    """List the files of a site, the first page first and the map last."""
    slugs = [_slug(check, language) for check in checks for language in LANGUAGES]
    if twice := sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        message = f"two claims would have the page claims/{twice[0]}.html; rename one of them"
        raise QueryError(message)
    pages = [f"claims/{slug}.{kind}" for slug in slugs for kind in ("html", "png")]
    return ["index.html", *pages, *(["sitemap.xml"] if base else [])]


def _contents(
    checks: list[dict[str, Any]], names: list[str], base: str | None, database: str | Path | None
) -> Iterator[bytes]:
    """Yield what the files of a site hold, in the order of their names."""
    attributed = attribution(opened(database).cursor())
    pictures = [name for name in names if name.endswith(".png")]
    first = f"{base}{pictures[0]}" if base and pictures else None
    yield filled(database, base, first).encode()
    for check in checks:
        for language in LANGUAGES:
            drawn = picture(check, language, attributed)
            yield _page(check, drawn, language, base, attributed).encode()
            yield _png(drawn)
    if base:
        pages = ["", *(name for name in names[1:] if name.endswith(".html"))]
        each = "".join(f"<url><loc>{escape(base + page)}</loc></url>\n" for page in pages)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
        yield f'{head}<urlset xmlns="{schema}">\n{each}</urlset>\n'.encode()


def _slug(check: dict[str, Any], language: Language) -> str:
    """Return the name of a claim's page: of its id only what neither a path nor HTML reads."""
    name = UNSAFE.sub("-", check["claim_id"])
    return name if language == "en" else f"{name}.{language}"


def _page(
    check: dict[str, Any],
    drawn: Picture,
    language: Language,
    base: str | None,
    attributed: Callable[[str], str],
) -> str:
    name = _slug(check, language)
    root = f"{base}claims/" if base else ""
    style = sheet()
    alternates = "\n".join(
        f'<link rel="alternate" hreflang="{other}" href="{escape(root)}{_slug(check, other)}.html">'
        for other in LANGUAGES
    )
    return CLAIM.format(
        language=language,
        title=escape(shown(drawn.title)),
        tags=shared(
            drawn.title, drawn.description, f"{root}{name}.html" if base else None,
            f"{root}{name}.png",
        ),
        alternates=alternates,
        style=style,
        policy=hashed(style),
        card=card(check, (None, None), attributed),
        claim=escape(shown(check["claim_id"])),
        more=say("page.open_whole", language),
    )  # fmt: skip


def _png(drawn: Picture) -> bytes:
    try:
        import vl_convert
    except ImportError:
        message = "pictures need vl_convert, which is not installed: pip install 'carbondata[plot]'"
        raise CarbondataError(message) from None
    return bytes(vl_convert.svg_to_png(drawn.plain_svg()))
