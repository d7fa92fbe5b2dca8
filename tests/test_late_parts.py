"""All parts of what is fetched have the time of one: a publisher chooses how many there are."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from carbondata.errors import FetchError
from carbondata.pipeline.fetch import http
from carbondata.pipeline.fetch.cache import Cache
from carbondata.pipeline.fetch.download import Entry, Web
from carbondata.pipeline.fetch.session import open_session
from carbondata.pipeline.ingest.raw_file import RawFile


def test_parts_that_never_end_are_refused(tmp_path: Path) -> None:
    file = RawFile(url="https://example.org/a.csv", file="a.csv", max_bytes=9, min_rows=1)
    web = Web(Cache(tmp_path), lambda _source, _taken, _total: None)
    with open_session() as session:
        began = time.monotonic() - http.DEADLINE_S - 1
        late = Entry(web, session, "meadow", file, began=began)
        with pytest.raises(FetchError, match="its parts did not arrive within 1800 s"):
            list(late.taken())
