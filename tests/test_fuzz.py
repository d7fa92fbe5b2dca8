"""Whatever stands in a file: it is read, or refused with a remedy; nothing else comes of it.

For longer: `CARBONDATA_FUZZ=20000 pytest tests/test_fuzz.py`, or tests/bench/fuzz.py for so many
minutes.
"""

from __future__ import annotations

import copy
import hashlib
import json
import math
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import workshop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import carbondata
from carbondata import places
from carbondata.errors import QueryError, SourceError
from carbondata.pipeline.fetch.cache import Cache
from carbondata.pipeline.ingest import cells, manifest
from carbondata.pipeline.ingest.corrections import correct
from carbondata.pipeline.ingest.curated import curated_rows
from carbondata.pipeline.ingest.raw_file import RawFile
from carbondata.pipeline.publish import lock
from carbondata.pipeline.publish.snapshot import Store

pytestmark = pytest.mark.slow

fuzzing = settings(
    max_examples=int(os.environ.get("CARBONDATA_FUZZ", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# A comparison is planned anew for each pair, which takes long.
asking = settings(fuzzing, max_examples=max(fuzzing.max_examples // 10, 3))
TOMLS = [
    (places.sources() / source / "source.toml")
    .read_bytes()
    .replace(b'id = "neso-gb"', b'id = "cbeci"')
    for source in ("cbeci", "neso-gb")
]
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
@given(st.sampled_from(TOMLS).flatmap(mangled))
def test_a_manifest(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "cbeci"
    folder.mkdir(exist_ok=True)
    shutil.copy(places.sources() / "cbeci" / "crypto_power.sql", folder)
    (folder / "source.toml").write_bytes(content)
    with read_or_refused():
        made = manifest.load(folder)
        for file in made.fetch.values():
            assert Path(file.file).name == file.file
            assert file.urls
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
        assert cells.read("any", file, [tmp_path / "raw"]).num_rows >= 1


@fuzzing
@given(mangled(b'[{"pages": 1}, ' + workshop.zones_2025().encode() + b"]"))
def test_a_publishers_json(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "raw").write_bytes(content)
    file = RawFile.model_validate(
        {"url": "https://x/", "file": "raw", "format": "json", "rows": [1]}
        | {"max_bytes": 10_000, "min_rows": 1}
    )
    with read_or_refused():
        assert cells.read("any", file, [tmp_path / "raw"]).num_rows >= 1


@fuzzing
@given(mangled(TYPED))
def test_a_typed_in_csv(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sector_estimates.csv"
    path.write_bytes(content)
    with read_or_refused():
        assert curated_rows("houy-2019", "sector_estimates", path).num_rows >= 1


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


OPERANDS = [
    *("284 t", "626155 lb", "656347 kWh@USA@2017", "1e3 kg CO2", "1000*car-km-usa", "SWE@2017"),
    *(
        "bitcoin@2017#mora-2018",
        "SWE@2017:accounting=consumption",
        "Suède@2017",
        "nas-gpu@FRA@2020",
    ),
]
PIECES = [
    *"@#:*=.,-+eE' %_\\\x00\u202e\ud800\N{MINUS SIGN}日",
    "1e308",
    "9" * 30,
    "0x1F",
    "nan",
    " t",
    "kWh",
]
operands = st.builds(
    lambda good, at, piece, length: good[:at] + piece + good[at + length :],
    st.sampled_from(OPERANDS),
    st.integers(0, 25),
    st.sampled_from(PIECES) | st.text(max_size=5),
    st.integers(0, 4),
) | st.text(max_size=20)


@contextmanager
def answered_or_refused() -> Iterator[None]:
    """Let pass what is refused as a question, in few words."""
    try:
        yield
    except QueryError as error:
        assert 0 < len(str(error)) < 1000  # noqa: PT017  (it may not come)


@asking
@given(operands, operands)
def test_two_operands(built: Path, subject: str, reference: str) -> None:
    with answered_or_refused():
        found = carbondata.compare(subject, reference, database=built)
        assert found.has_ratio == (found.verdict != "refuse")
        assert found.ratio is None or 0 <= found.ratio < math.inf
        assert str(found)
        assert found.sentence("fr")


@asking
@given(operands)
def test_the_studies_of_an_operand(built: Path, operand: str) -> None:
    with answered_or_refused():
        assert carbondata.studies(operand, built).num_rows


@asking
@given(operands, operands)
def test_the_steps_between_two_operands(built: Path, first: str, second: str) -> None:
    with answered_or_refused():
        assert carbondata.explain(first, second, built).num_rows == 7


figures = st.floats() | st.integers(-2, 10**30) | st.just(0.1)


@asking
@given(
    st.fixed_dictionaries(
        {
            "area": st.sampled_from(["FRA", "SWE", "GBR", "WLD", "DE"]) | st.text(max_size=5),
            "year": st.integers(2018, 2024) | st.integers(),
            "energy_kwh": figures,
            "pue": st.none() | st.floats(0.5, 5),
            "energy_scope": st.sampled_from(["server", "facility"]) | st.text(max_size=5),
        }
    )
)
def test_a_footprint(built: Path, said: dict[str, Any]) -> None:
    with answered_or_refused():
        found = carbondata.footprint(**said, database=built)
        assert 0 <= found.emissions_t < math.inf


@pytest.fixture(scope="session")
def honest(built: Path) -> dict[str, Any]:
    """Write a receipt."""
    found = carbondata.compare("656347 kWh@USA@2017", "SWE@2017#gcb", database=built)
    return carbondata.receipt(found, built)


anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@fuzzing
@given(st.data())
def test_a_receipt_whose_text_was_spoilt(
    built: Path, honest: dict[str, Any], tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "receipt.json"
    path.write_bytes(data.draw(mangled(json.dumps(honest).encode())))
    with answered_or_refused():
        carbondata.verify(path, built)


@fuzzing
@given(st.data())
def test_a_receipt_that_was_forged(
    built: Path, honest: dict[str, Any], tmp_path: Path, data: st.DataObject
) -> None:
    """Put anything in the place of some of its parts, under a hash that fits."""
    forged = copy.deepcopy(honest)
    for _ in range(data.draw(st.integers(1, 3))):
        part = forged
        while isinstance(part, dict) and part:
            key = data.draw(st.sampled_from(sorted(part)))
            if not (isinstance(part[key], dict) and part[key]) or data.draw(st.booleans()):
                part[key] = data.draw(anything | st.just(part[key]))
                break
            part = part[key]
    forged.pop("sha256", None)
    text = json.dumps(forged, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    seal = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(forged | {"sha256": seal}), encoding="utf-8")
    with answered_or_refused():
        said = carbondata.verify(path, built)
        assert said.same == (not said.differences)


@pytest.mark.parametrize(
    "name", ["..", ".", "a/b", "/etc/passwd", "a\\b", "a\0b", "", "a*b", "~/x\n"]
)
def test_a_file_name_that_could_leave_its_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="file"):
        RawFile.model_validate({"url": "https://x/", "file": name, "max_bytes": 1, "min_rows": 1})
