"""Ask publishers for something newer than the last good rows, without fetching it."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from carbondata import places
from carbondata.arguments import expect, expect_if_given
from carbondata.errors import SourceError, raise_all
from carbondata.faces import shown
from carbondata.pipeline.fetch import http, secrets
from carbondata.pipeline.fetch.cache import Cache
from carbondata.pipeline.fetch.download import AT_ONCE, Entry, Web, now
from carbondata.pipeline.fetch.http import Asked
from carbondata.pipeline.fetch.session import open_session
from carbondata.pipeline.ingest import manifest
from carbondata.pipeline.one_source import attempt
from carbondata.pipeline.publish.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Collection

    from carbondata.pipeline.ingest.manifest import Manifest
    from carbondata.pipeline.publish.lock import FileRecord

    Newer = Literal["no", "unknown", "yes", "failed"]

# If a source's files differ, the last of these counts.
RANK = ("no", "unknown", "yes", "failed")


def check_for_updates(
    out: str | Path = ".", *, only: Collection[str] = (), sources: str | Path | None = None
) -> pa.Table:
    """Ask each fetched source's publisher for something newer, without downloading it.

    Parameters
    ----------
    out : path, default the current folder
        Folder of a build, which may have newer rows than carbondata ships.
    only : collection of str, optional
        Ids of the sources to ask.
    sources : path, optional
        As for `build`.

    Returns
    -------
    Arrow table
        Source, whether there is something newer (`yes`, `no`, `unknown` if the server does not
        say, `failed`), and why.
    """
    expect("a path", out=out)
    expect_if_given("a path", sources=sources)
    expect("texts in a list", only=only)
    manifests, problems = manifest.load_all(Path(sources) if sources else places.sources())
    raise_all(problems)
    snapshot = Snapshot(Path(out), manifests)
    web = Web(Cache(places.cache()), lambda _source, _taken, _total: None)
    asked = [
        source for source in manifests.values() if source.fetch and (not only or source.id in only)
    ]

    def ask(source: Manifest) -> dict[str, str]:
        store = snapshot.get(source.id)
        had = store.lock.sources[source.id].files if store else {}
        answers = attempt(
            source.id,
            lambda: [_ask(web, source, name, had.get(name)) for name in source.fetch],
        )
        if isinstance(answers, SourceError):
            answers = [("failed", answers.problems[0].what)]
        newer, why = max(answers, key=lambda answer: RANK.index(answer[0]))
        return {
            "source": source.id,
            "newer": newer,
            "why": shown(secrets.hidden(why, source.secrets)),
        }

    with ThreadPoolExecutor(AT_ONCE) as pool:
        rows = list(pool.map(ask, asked))
    return pa.Table.from_pylist(
        rows, schema=pa.schema([(name, pa.string()) for name in ("source", "newer", "why")])
    )


def _ask(web: Web, source: Manifest, name: str, had: FileRecord | None) -> tuple[Newer, str]:
    """Ask about one manifest entry."""
    file = source.fetch[name]
    if had is None:
        return "yes", "nothing has been fetched yet"
    with open_session(file.secrets) as session:
        if file.record:
            url, _ = Entry(web, session, source.id, file).listed(file.record)
            newest = url.removesuffix("/content").rsplit("/", 1)[-1]
            held = had.taken_from[0].removesuffix("/content").rsplit("/", 1)[-1]
            return ("no" if newest == held else "yes"), f"the newest release is {newest}"
        since = _known_since(source, had)
        for url in file.urls:
            seen = web.cache.seen(url)
            known = seen if seen and seen.sha256 in had.sha256 else None
            etag = known.etag if known else None
            modified = (known and known.modified) or format_datetime(since, usegmt=True)
            asked = Asked(
                source.id, url, file.max_bytes, etag, modified, secrets=file.secrets, own=True
            )
            unchanged, when = http.is_unchanged(session, asked)
            if unchanged:
                continue
            if known:
                return "yes", f"it changed{f', last on {when}' if when else ''}"
            if when is None:
                return "unknown", "the server does not say when it changed; fetch to see"
            if parsedate_to_datetime(when) > since:
                return "yes", f"last changed on {when}"
    return "no", f"nothing since {since:%Y-%m-%d}"


def _known_since(source: Manifest, had: FileRecord) -> dt.datetime:
    """Return when the bytes were downloaded; for a copy, when its release was published."""
    # A time in the future came from a clock that was ahead.
    if had.via == "http" and had.retrieved_utc and had.retrieved_utc <= now():
        return had.retrieved_utc.replace(tzinfo=dt.UTC)
    return dt.datetime.combine(source.published, dt.time(), dt.UTC)
