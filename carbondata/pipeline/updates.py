"""Whether publishers have something newer than the last good rows, asked without fetching it."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from carbondata import places
from carbondata.errors import SourceError, raise_all
from carbondata.pipeline.fetch import http as fetch
from carbondata.pipeline.fetch.cache import Cache
from carbondata.pipeline.fetch.download import AT_ONCE, Entry, Web
from carbondata.pipeline.fetch.http import Asked
from carbondata.pipeline.ingest import manifest
from carbondata.pipeline.publish.snapshot import LastGood

if TYPE_CHECKING:
    from collections.abc import Collection

    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.publish.lock import FileRecord

    Newer = Literal["no", "yes", "unknown", "failed"]


def check(
    out: str | Path = ".", *, only: Collection[str] = (), sources: str | Path | None = None
) -> pa.Table:
    """Ask each fetched source's publisher whether it has something newer; no body is taken.

    Parameters
    ----------
    out : path, default the current folder
        Where a build may have put newer rows than those that come with carbondata.
    only : collection of str, optional
        Ids of the sources to ask.
    sources : path, optional
        As for `build`.

    Returns
    -------
    Arrow table
        Source, whether there is something newer (`yes`, `no`, `unknown` where the server does not
        say, `failed`), and why.
    """
    manifests, problems = manifest.load_all(Path(sources) if sources else places.sources())
    raise_all(problems)
    kept = LastGood(Path(out), manifests)
    web = Web(Cache(places.cache()), lambda _source, _taken, _total: None)
    asked = [one for one in manifests.values() if one.fetch and (not only or one.id in only)]

    def ask(one: Manifest) -> dict[str, str]:
        store = kept.get(one.id)
        had = store.lock.sources[one.id].files if store else {}
        try:
            said = [_ask(web, one, name, had.get(name)) for name in one.fetch]
        except SourceError as error:
            said = [("failed", error.problems[0].what)]
        newer, why = max(said, key=lambda one: ["no", "unknown", "yes", "failed"].index(one[0]))
        return {"source": one.id, "newer": newer, "why": why}

    with ThreadPoolExecutor(AT_ONCE) as pool:
        rows = list(pool.map(ask, asked))
    return pa.Table.from_pylist(
        rows, schema=pa.schema([(name, pa.string()) for name in ("source", "newer", "why")])
    )


def _ask(web: Web, one: Manifest, name: str, had: FileRecord | None) -> tuple[Newer, str]:
    """Ask about one manifest entry."""
    file = one.fetch[name]
    if had is None:
        return "yes", "nothing was fetched yet"
    with fetch.open_session() as session:
        if file.record:
            url, _ = Entry(web, session, one.id, file).listed(file.record)
            newest = url.removesuffix("/content").rsplit("/", 1)[-1]
            held = had.taken_from[0].removesuffix("/content").rsplit("/", 1)[-1]
            return ("no" if newest == held else "yes"), f"the newest release is {newest}"
        since = _known_since(one, had)
        for url in file.urls:
            seen = web.cache.seen(url)
            known = seen if seen and seen.sha256 in had.sha256 else None
            etag = known.etag if known else None
            modified = (known and known.modified) or format_datetime(since, usegmt=True)
            asked = Asked(one.id, url, file.max_bytes, etag=etag, modified=modified)
            unchanged, when = fetch.is_unchanged(session, asked)
            if unchanged:
                continue
            if known:
                return "yes", f"it changed{f', last on {when}' if when else ''}"
            if when is None:
                return "unknown", "the server does not say when it changed; fetch to see"
            if parsedate_to_datetime(when) > since:
                return "yes", f"last changed on {when}"
    return "no", f"nothing since {since:%Y-%m-%d}"


def _known_since(one: Manifest, had: FileRecord) -> dt.datetime:
    """Return when the bytes were taken; of a copy, when its release was published."""
    if had.via == "http" and had.retrieved_utc:
        return had.retrieved_utc.replace(tzinfo=dt.UTC)
    return dt.datetime.combine(one.published, dt.time(), dt.UTC)
