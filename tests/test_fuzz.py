"""Whatever stands in a file: it is read, or refused with a remedy; nothing else comes of it.

For longer: `CARBONDATA_FUZZ=20000 pytest tests/test_fuzz.py`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import workshop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbondata import places
from carbondata.errors import SourceError
from carbondata.pipeline import lock, manifest, raw
from carbondata.pipeline.cache import Cache
from carbondata.pipeline.corrections import correct
from carbondata.pipeline.rawfile import RawFile
from carbondata.pipeline.store import Store
from carbondata.pipeline.typed import typed_rows

fuzzing = settings(
    max_examples=int(os.environ.get("CARBONDATA_FUZZ", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TOML = (places.sources() / "cbeci" / "source.toml").read_bytes()
TYPED = (places.sources() / "houy-2019" / "sector_estimates.csv").read_bytes()
MENDED = (places.sources() / "gcb" / "corrections.csv").read_bytes()
LOCK = (places.pinned() / "build.json").read_bytes()[:3000] + b"}}}"
ROWS = Store(places.pinned()).rows("national_emissions", {"gcb"}).slice(0, 50)
AWKWARD = [
    *(b'"', b"'", b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf", b"[", b"{", b"]", b"=", b","),
    *(b"../../etc/passwd", b"/etc/passwd", b"1e999", b"-1", b"nan", b"99999999999999999999"),
    *(b"id", b"url", b"file:///etc/passwd", b"*", b"\xe2\x80\xae", b"9999-99-99", b"[[fetch]]"),
]


@st.composite
def mangled(draw: st.DrawFn, good: bytes) -> bytes:
    """Cut out, put in and repeat pieces of a good file; or write something else altogether."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=300))
    content = good
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        end = draw(st.integers(at, min(len(content), at + 60)))
        new = draw(st.sampled_from(AWKWARD) | st.binary(max_size=8) | st.just(content[at:end] * 2))
        content = content[:at] + new + content[end:]
    return content


@contextmanager
def read_or_refused() -> Iterator[None]:
    """Let pass what is refused in our own words, with a remedy."""
    try:
        yield
    except SourceError as error:
        assert all(problem.remedy for problem in error.problems)  # noqa: PT017  (it may not come)


@fuzzing
@given(mangled(TOML))
def test_a_manifest(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "cbeci"
    folder.mkdir(exist_ok=True)
    shutil.copy(places.sources() / "cbeci" / "crypto_power.sql", folder)
    (folder / "source.toml").write_bytes(content)
    with read_or_refused():
        made = manifest.load(folder)
        for file in made.fetch.values():
            assert Path(file.file).name == file.file
            assert all(url.startswith(("http://", "https://")) for url in file.urls)


@fuzzing
@given(
    mangled(workshop.bitcoin_power().encode()),
    st.integers(0, 3),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "latin-1", "utf-16"]),
)
def test_a_publishers_csv(
    tmp_path: Path, content: bytes, preamble: int, delimiter: str, encoding: str
) -> None:
    (tmp_path / "raw").write_bytes(content)
    file = RawFile.model_validate(
        {"url": "https://x/", "file": "raw", "delimiter": delimiter, "encoding": encoding}
        | {"preamble_lines": preamble, "max_bytes": 10_000, "min_rows": 1}
    )
    with read_or_refused():
        assert raw.read("any", file, [tmp_path / "raw"]).num_rows >= 1


@fuzzing
@given(mangled(b'[{"pages": 1}, ' + workshop.zones_2025().encode() + b"]"))
def test_a_publishers_json(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "raw").write_bytes(content)
    file = RawFile.model_validate(
        {"url": "https://x/", "file": "raw", "format": "json", "rows": [1]}
        | {"max_bytes": 10_000, "min_rows": 1}
    )
    with read_or_refused():
        assert raw.read("any", file, [tmp_path / "raw"]).num_rows >= 1


@fuzzing
@given(mangled(TYPED))
def test_a_typed_in_csv(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sector_estimates.csv"
    path.write_bytes(content)
    with read_or_refused():
        assert typed_rows("houy-2019", "sector_estimates", path).num_rows >= 1


@fuzzing
@given(mangled(MENDED))
def test_corrections(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "corrections.csv").write_bytes(content)
    with read_or_refused():
        correct("gcb", tmp_path, {"national_emissions": ROWS})


@fuzzing
@given(mangled(LOCK))
def test_a_lock(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "build.json").write_bytes(content)
    with read_or_refused():
        lock.read(tmp_path)


@fuzzing
@given(mangled(b'{"url":"https://x/","sha256":"ab","etag":"1","modified":null}'))
def test_a_note_of_the_cache(tmp_path: Path, content: bytes) -> None:
    cache = Cache(tmp_path)
    note = cache._note("https://x/")  # noqa: SLF001  (where it is is nobody's business but this)
    note.parent.mkdir(exist_ok=True)
    note.write_bytes(content)
    assert cache.seen("https://x/") is None


@pytest.mark.parametrize(
    "name", ["..", ".", "a/b", "/etc/passwd", "a\\b", "a\0b", "", "a*b", "~/x\n"]
)
def test_a_file_name_that_could_leave_its_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="file"):
        RawFile.model_validate({"url": "https://x/", "file": name, "max_bytes": 1, "min_rows": 1})
