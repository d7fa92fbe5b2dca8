"""A publisher's server on the loopback, that answers well or badly, and refreshes from it."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from workshop import Workshop, swap_all

import carbondata
from carbondata.errors import SourceError
from carbondata.pipeline.build import Report
from carbondata.pipeline.publish import lock

SWEDEN_2018 = """
    SELECT intensity_g_per_kwh FROM grid_intensity
    WHERE source_id = 'meadow-grid' AND area_id = 'SWE' AND year = 2018"""


@dataclass(frozen=True)
class Answer:
    """What the server sends once; `length` may lie about the body.

    With an `etag` a request that names it gets 304 and no body. `drip` sends the body in so many
    parts and calls `between` after each, with its number.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    etag: str | None = None
    drip: int = 1
    between: Callable[[int], object] = lambda _part: None


class Site(ThreadingHTTPServer):
    """A server that gives its answers of an address in turn, the last one for ever."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.forget()

    def forget(self) -> None:
        """Forget all answers, and what was asked."""
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[str] = []
        self.statuses: list[int] = []
        self.heads: list[Message] = []

    @property
    def root(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.server_port}"

    def serve(self, path: str, *answers: bytes | Answer) -> str:
        """Have an address answer; return its url."""
        self.answers[path] = [
            answer if isinstance(answer, Answer) else Answer(answer) for answer in answers
        ]
        return f"{self.root}{path}"

    def record(self, path: str, files: dict[str, bytes], prefix: str = "md5:") -> str:
        """Serve files and a record that lists them as Zenodo's does; return the record's url."""
        listed = [
            {
                "key": name,
                "size": len(content),
                "checksum": prefix + hashlib.md5(content, usedforsecurity=False).hexdigest(),
                "links": {"self": self.serve(f"{path}/files/{name}/content", content)},
            }
            for name, content in files.items()
        ]
        return self.serve(path, json.dumps({"id": 17417124, "files": listed}).encode())

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client hangs up: some tests have it hang up."""


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.heads.append(self.headers)
        answers = self.server.answers.get(self.path, [Answer(b"not here", 404)])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        same = answer.etag is not None and self.headers["If-None-Match"] == answer.etag
        self.server.statuses.append(304 if same else answer.status)
        self.send_response(304 if same else answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        if not same:
            length = len(answer.body) if answer.length is None else answer.length
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if not same:
            size = -(-len(answer.body) // answer.drip)
            for part in range(answer.drip):
                self.wfile.write(answer.body[part * size : (part + 1) * size])
                answer.between(part)

    def log_message(self, *_arguments: object) -> None:
        """Keep quiet."""


@contextmanager
def running() -> Iterator[Site]:
    """Run a server."""
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def packed(content: bytes) -> Answer:
    """Send a body packed with gzip, as its header says."""
    return Answer(gzip.compress(content), headers={"Content-Encoding": "gzip"})


def set_urls(shop: Workshop, source: str, *urls: str, secrets: Sequence[str] = ()) -> None:
    """Put the addresses in the manifest, and the variables that it declares, if there are any."""
    value = json.dumps(urls[0] if len(urls) == 1 else urls)
    declared = f"\nsecrets = {json.dumps(secrets)}" if secrets else ""
    swap_all(shop.sources / source / "source.toml", r"^url = .*", f"url = {value}{declared}")


def refresh(shop: Workshop, source: str = "meadow-grid", **options: object) -> Report:
    """Fetch one source over HTTP."""
    return shop.build(copies=None, only=[source], **options)


def refusal(shop: Workshop, source: str = "meadow-grid") -> str:
    """Fetch one source that fails; return what is said."""
    with pytest.raises(SourceError) as caught:
        refresh(shop, source)
    assert str(caught.value).startswith(f"{source}: ")
    assert "remedy: " in str(caught.value)
    return str(caught.value)


def figure(shop: Workshop, query: str = SWEDEN_2018) -> object:
    """Ask the built database for one figure."""
    (row,) = carbondata.sql(query, shop.out).to_pylist()
    return next(iter(row.values()))


def record(shop: Workshop, source: str = "meadow-grid") -> lock.SourceRecord:
    """Read what build.json says of a source."""
    return lock.read(shop.out / "parquet").sources[source]
