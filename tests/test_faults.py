"""What a publisher's server can do wrong: each is named, and what was built before stays."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import workshop
from publisher import Answer, Site, figure, packed, refresh, refusal, set_urls
from workshop import Workshop

from carbondata.pipeline.fetch import http, session

pytestmark = pytest.mark.slow

GRID = workshop.grid().encode()
PAGE = b"<!doctype html><html><title>Just a moment...</title></html>"
CEILING = 2_000_000  # of the source's manifest


@pytest.fixture
def shop(refreshed: Workshop) -> Workshop:
    """Have the grid intensities, to spoil."""
    return refreshed


def survives(shop: Workshop, cache: Path, *says: str) -> None:
    """Refresh; the fault is named with a remedy, and nothing else has changed."""
    before, kept = workshop.digests(shop.out), workshop.digests(cache)
    said = refusal(shop)
    assert [words for words in says if words not in said] == [], said
    assert workshop.digests(shop.out) == before
    assert {name: kept[name] for name in kept if name in workshop.digests(cache)} == kept
    assert list(cache.glob(".carbondata-*")) == []
    assert figure(shop) == 22


def move(shop: Workshop, url: str) -> None:
    """Have the manifest, and with it the table of sources, name another address."""
    set_urls(shop, "meadow-grid", url)
    shop.build(refresh=False, copies=None)


def bomb() -> Answer:
    """Pack fifty times the ceiling into a tenth of a megabyte."""
    return packed(b"0" * 50 * CEILING)


def changed(old: str, new: str) -> bytes:
    """Change the publisher's file wherever `old` stands."""
    text = workshop.grid()
    assert old in text
    return text.replace(old, new).encode()


def figures_of(area: str, factor: float) -> bytes:
    """Multiply an area's figures; any area's where it is empty."""
    lines = [line.split(",") for line in workshop.grid().splitlines()]
    for cells in lines[1:]:
        if area in {"", cells[1]}:
            cells[3] = f"{float(cells[3]) * factor:.4f}"
    return "".join(",".join(cells) + "\n" for cells in lines).encode()


def halved() -> bytes:
    """Leave out two of the four areas."""
    lines = GRID.splitlines(keepends=True)
    return b"".join(one for one in lines if b"SWE" not in one and b"FRA" not in one)


def nothing() -> bytes:
    """Empty the figures of Sweden."""
    return re.sub(rb"(SWE,\d{4}),\d+", rb"\1,", GRID)


@contextmanager
def hanging_up(server: socket.socket) -> Iterator[None]:
    """Take each call, and hang up."""
    over = threading.Event()

    def answer() -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                server.accept()[0].close()

    thread = threading.Thread(target=answer)
    thread.start()
    yield
    over.set()
    thread.join()


@contextmanager
def trickling(server: socket.socket) -> Iterator[None]:
    """Take each call, and begin a head that never ends."""
    over = threading.Event()

    def answer() -> None:
        while not over.is_set():
            with suppress(OSError), server.accept()[0] as call:
                call.sendall(b"HTTP/1.1 200 OK\r\nX-Endless: ")
                while not over.wait(0.02):
                    call.sendall(b"a")

    thread = threading.Thread(target=answer)
    thread.start()
    yield
    over.set()
    thread.join()


ANSWERS: dict[str, tuple[Answer, tuple[str, ...]]] = {
    "cut-short-of-its-length": (Answer(GRID[:300], length=900), ("cut short", "300", "600 more")),
    "cut-gzip": (
        Answer(gzip.compress(GRID)[:-30], headers={"Content-Encoding": "gzip"}),
        ("gzip", "cut short"),
    ),
    "damaged-gzip": (
        Answer(gzip.compress(GRID)[:40] + b"x" * 200, headers={"Content-Encoding": "gzip"}),
        ("gzip", "damaged"),
    ),
    "an-encoding-not-asked-for": (Answer(GRID, headers={"Content-Encoding": "br"}), ("'br'",)),
    "403": (Answer(b"no", 403), ("403", "forbids")),
    "404": (Answer(b"gone", 404), ("404", "does not exist", "--from DIR")),
    "429-for-ever": (
        Answer(b"", 429, {"Retry-After": "0"}),
        ("429", "too many requests, even after waiting"),
    ),
    "503-for-ever": (Answer(b"", 503, {"Retry-After": "0"}), ("503", "try again later")),
    "511": (Answer(b"", 511), ("511", "log in")),
    "an-html-page-with-200": (Answer(PAGE), ("a web page (HTML)",)),
    "a-captive-portal": (
        Answer(b"", 302, {"Location": "http://login.hotel.example/"}),
        ("http://login.hotel.example/", "not https", "login page"),
    ),
    "a-redirect-to-http": (
        Answer(b"", 301, {"Location": "http://192.0.2.1/grid.csv"}),
        ("http://192.0.2.1/grid.csv", "not https"),
    ),
    "a-redirect-to-a-file": (
        Answer(b"", 302, {"Location": "file:///etc/passwd"}),
        ("file:///etc/passwd", "not https"),
    ),
    "a-redirect-to-a-private-address": (
        Answer(b"", 302, {"Location": "https://10.0.0.1/grid.csv"}),
        ("private address, 10.0.0.1",),
    ),
    "a-redirect-to-this-machine-by-another-name": (
        Answer(b"", 302, {"Location": "https://[::1]/grid.csv"}),
        ("private address, ::1",),
    ),
    "a-redirect-to-the-clouds-metadata": (
        Answer(b"", 302, {"Location": "https://169.254.169.254/latest"}),
        ("private address, 169.254.169.254",),
    ),
    "a-redirect-loop": (Answer(b"", 302, {"Location": "/grid.csv"}), ("more than 5 redirects",)),
    "an-endless-body": (Answer(b"0" * (CEILING + 1)), ("ceiling of 2000000",)),
    "a-gzip-bomb": (bomb(), ("ceiling of 2000000",)),
    "an-empty-body": (Answer(b""), ("the file is empty",)),
    "a-wrong-charset": (
        Answer(workshop.grid().replace("World,", "Wörld,").encode("latin-1")),
        ("not valid utf-8", "line "),
    ),
    "a-column-renamed": (
        Answer(changed("gCO2e/kWh", "gCO2/kWh")),
        ("renamed or dropped", "gCO2e/kWh"),
    ),
    "a-column-dropped": (
        Answer(b"".join(b",".join(line.split(b",")[:3]) + b"\n" for line in GRID.splitlines())),
        ("renamed or dropped",),
    ),
    "a-unit-times-1000": (
        Answer(figures_of("", 0.001)),
        ("a factor of 1,000", "kg, t, kt", "--accept meadow-grid"),
    ),
    "half-the-countries-gone": (
        Answer(halved()),
        ("2 areas are gone: FRA, SWE", "10 of the 20 last good rows", "--accept meadow-grid"),
    ),
    "an-area-without-figures": (Answer(nothing()), ("1 areas are gone: SWE",)),
    "a-year-gone": (
        Answer(b"".join(one for one in GRID.splitlines(keepends=True) if b",2016," not in one)),
        ("1 years are gone: 2016",),
    ),
    "history-rewritten": (
        Answer(figures_of("FRA", 1.2)),
        ("history was rewritten: 5 of 20 values moved by more than 10%", "64 to 76.8"),
    ),
    "an-area-in-carbon": (
        Answer(figures_of("FRA", 12.011 / 44.009)),
        ("area_id FRA", "0.2729 times", "carbon against CO2"),
    ),
    "duplicate-keys": (Answer(GRID + b"Sweden,SWE,2018,22,\n"), ("two rows with one key", "SWE")),
    "nan": (Answer(changed("SWE,2018,22,", "SWE,2018,NaN,")), ("SWE", "2018", "NaN")),
    "infinity": (Answer(changed("SWE,2018,22,", "SWE,2018,inf,")), ("SWE", "2018", "inf")),
    "the-year-20240": (Answer(changed("SWE,2018,", "SWE,20240,")), ("20240",)),
    "a-table-of-one-row": (Answer(b"".join(GRID.splitlines(keepends=True)[:2])), ("minimum of 2",)),
}


@pytest.mark.parametrize("fault", ANSWERS)
def test_a_bad_answer_is_named_and_the_last_good_rows_stay(
    shop: Workshop, site: Site, cache: Path, fault: str
) -> None:
    answer, says = ANSWERS[fault]
    site.serve("/grid.csv", answer)
    survives(shop, cache, *says)


HARMLESS: dict[str, bytes] = {
    "a-byte-order-mark": b"\xef\xbb\xbf" + GRID,
    "a-column-added": b"\n".join(line + b",new" for line in GRID.splitlines()) + b"\n",
    "columns-in-another-order": b"".join(
        b",".join(reversed(line.split(b","))) + b"\n" for line in GRID.splitlines()
    ),
    "other-line-ends": GRID.replace(b"\n", b"\r\n"),
    "rows-in-another-order": b"".join(
        [GRID.splitlines(keepends=True)[0], *reversed(GRID.splitlines(keepends=True)[1:])]
    ),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_a_harmless_change_gives_the_same_rows(shop: Workshop, site: Site, change: str) -> None:
    site.serve("/grid.csv", HARMLESS[change])
    report = refresh(shop)
    assert figure(shop) == 22
    assert {path.name for path in report.written} == {
        "build.json",
        "sources.parquet",
        "croissant.json",  # which has the hash of sources.parquet
        "carbondata.duckdb",
    }


def test_a_packed_body_is_unpacked(shop: Workshop, site: Site) -> None:
    site.serve("/grid.csv", packed(changed("SWE,2018,22,", "SWE,2018,23,")))
    refresh(shop)
    assert figure(shop) == 23


def test_a_refused_connection(shop: Workshop, cache: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        move(shop, f"http://127.0.0.1:{taken.getsockname()[1]}/grid.csv")
        survives(shop, cache, "no connection", "refused")


def test_a_server_whose_name_is_unknown(shop: Workshop, cache: Path) -> None:
    move(shop, "https://publisher.invalid/grid.csv")
    survives(shop, cache, "the server's name is unknown (DNS)")


def test_a_server_that_does_not_take_the_call(
    shop: Workshop, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "TIMEOUT_S", (0.2, 0.2))
    with socket.socket() as deaf, socket.socket() as first, socket.socket() as second:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        for caller in (first, second):  # they fill the queue of those who wait
            caller.settimeout(0)
            caller.connect_ex(deaf.getsockname())
        move(shop, f"http://127.0.0.1:{deaf.getsockname()[1]}/grid.csv")
        survives(shop, cache, "no connection within 0.2 s")


def test_a_body_that_stalls(
    shop: Workshop, site: Site, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "TIMEOUT_S", (5, 0.2))
    pause = Answer(GRID, drip=2, between=lambda _part: time.sleep(1))
    site.serve("/grid.csv", pause)
    survives(shop, cache, "sent nothing for 0.2 s")


def test_a_body_that_trickles_for_ever(
    shop: Workshop, site: Site, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "DEADLINE_S", 0.3)
    trickle = Answer(GRID, drip=50, between=lambda _part: time.sleep(0.05))
    site.serve("/grid.csv", trickle)
    survives(shop, cache, "it did not arrive completely within")


def test_a_head_that_trickles_for_ever(
    shop: Workshop, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "LONGEST_S", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as endless:
        endless.settimeout(0.01)
        move(shop, f"http://127.0.0.1:{endless.getsockname()[1]}/grid.csv")
        with trickling(endless):
            survives(shop, cache, "the file is empty")


def test_a_server_that_hangs_up(shop: Workshop, cache: Path) -> None:
    with socket.socket() as rude:
        rude.bind(("127.0.0.1", 0))
        rude.listen(8)
        rude.settimeout(0.01)
        address = f"http://127.0.0.1:{rude.getsockname()[1]}/grid.csv"
        move(shop, address)
        with hanging_up(rude):
            survives(shop, cache, "the server hung up")


def test_500_then_200_is_waited_for(shop: Workshop, site: Site) -> None:
    site.serve("/grid.csv", Answer(b"", 500), changed("SWE,2018,22,", "SWE,2018,23,"))
    refresh(shop)
    assert figure(shop) == 23


def test_429_is_tried_again_after_the_time_it_names(shop: Workshop, site: Site) -> None:
    busy = Answer(b"", 429, {"Retry-After": "2"})
    site.serve("/grid.csv", busy, changed("SWE,2018,22,", "SWE,2018,23,"))
    before = time.monotonic()
    refresh(shop)
    assert time.monotonic() - before >= 2
    assert figure(shop) == 23


def test_a_retry_after_of_a_day_is_cut_to_its_cap(
    shop: Workshop, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "RETRY_AFTER_MAX_S", 1)
    busy = Answer(b"", 503, {"Retry-After": "86400"})
    site.serve("/grid.csv", busy, changed("SWE,2018,22,", "SWE,2018,23,"))
    refresh(shop)
    assert figure(shop) == 23
