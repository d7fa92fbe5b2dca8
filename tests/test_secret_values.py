"""The value of a secret: put in where it is declared, hidden in whatever way it is written."""

from __future__ import annotations

import dataclasses
import gzip
import io
import os
import time
import zipfile
from base64 import b64encode, encodebytes, urlsafe_b64encode
from pathlib import Path
from urllib.parse import quote

import pytest
from publisher import Site

from carbondata.errors import FetchError, Problem
from carbondata.pipeline.fetch import http
from carbondata.pipeline.fetch.secrets import filled, hidden, hide, host, repeated
from carbondata.pipeline.fetch.session import open_session


@pytest.mark.parametrize(
    "form",
    [
        'k "1" <é>\\/',
        "k+%221%22+%3C%C3%A9%3E%5C/",
        "k%2520%25221%2522%2520%253c%25c3%25a9%253e%255c%252f",
        r"k \"1\" <\u00e9>\\\/",
        r"k \u00221\u0022 \u003cé\u003e\u005c\u002f",
        "k &quot;1&#34; &lt;&#xe9;&gt;&#92;&#x2F;",
    ],
    ids=["plain", "form", "twice", "json", "points", "html"],
)
def test_nor_does_json_or_a_web_page_tell_it(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setenv("EMBER_API_KEY", 'k "1" <é>\\/')
    assert hidden(f"[{form}]", ["EMBER_API_KEY"]) == "[${EMBER_API_KEY}]"


def test_a_secret_that_is_a_part_of_another_or_of_a_name_is_hidden_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KEY", "abc")
    monkeypatch.setenv("LONG", "abc-key")
    assert hidden("abc, abc-key", ["KEY", "LONG"]) == "${KEY}, ${LONG}"


def test_no_part_of_a_problem_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "s3cr3t")
    names = [field.name for field in dataclasses.fields(Problem) if field.name != "source"]
    (told,) = hide([Problem("grid", **dict.fromkeys(names, "of s3cr3t"))], ["KEY"])
    assert told == Problem("grid", **dict.fromkeys(names, "of ${KEY}"))


def test_what_a_problem_does_not_say_stays_unsaid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "s3cr3t")
    problem = Problem("grid", "raw.csv", "no number", "mend it", value="")
    assert hide([problem], ["KEY", "NOT_SET"]) == [problem]


@pytest.mark.parametrize("sign", ["${GH_TOKEN}", "${GH_TOKEN", "${KEY", "${}"])
def test_of_the_manifests_own_address_too_only_what_is_declared_is_filled_in(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, sign: str
) -> None:
    monkeypatch.setenv("GH_TOKEN", "planted")
    url = f"{site.root}/x?key={sign}"
    asked = http.Asked("grid", url, 100, secrets=("KEY",), own=True)
    with open_session() as session, pytest.raises(FetchError) as caught:
        http.download(session, asked, tmp_path / "file", lambda _taken, _total: None)
    assert f"it contains {sign}, which `secrets` does not declare" in str(caught.value)
    assert site.asked == []


def test_bytes_that_are_no_text_are_sent_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "a\udcff/")  # as Python has the byte 0xff of an environment
    sent = filled("https://example.org/?key=${KEY}", lambda _sign: os.environ["KEY"])
    assert sent == "https://example.org/?key=a%FF%2F"
    assert hidden(sent, ["KEY"]) == "https://example.org/?key=${KEY}"


KEY = "Zq7+Kx/91=abCD"


def zipped(text: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/sharedStrings.xml", b"<t>" + text * 3 + b"</t>")
    return made.getvalue()


# Named, as a name made of the bytes would hold the second in which they were packed,
# and two workers must collect the same tests.
HIDDEN = {
    "utf-16": f"a,b\n1,{KEY}\n".encode("utf-16"),
    "utf-16-be": f"a,b\n1,{KEY}\n".encode("utf-16-be"),
    "zip": zipped(KEY.encode()),
    "gzip": gzip.compress(KEY.encode() * 9, mtime=0),
    "base64 between": b64encode(b"user:" + KEY.encode() + b":x"),
    "base64 at the end": b64encode(b"user1:" + KEY.encode()),
    "base64 for addresses": urlsafe_b64encode(b"me" + KEY.encode()),
    "base64 in JSON": b64encode(b"k" + KEY.encode()).replace(b"/", rb"\/"),
    "base64 in an address": quote(b64encode(b"me" + KEY.encode()), safe="").encode(),
    "base64 of lines": encodebytes(KEY.encode() * 9),
    "base64 twice": b64encode(b64encode(b"user:" + KEY.encode())),
    "mail": "".join(f"={ord(one):02X}" for one in KEY).encode(),
    "octal digits": "".join(rf"\{ord(one):03o}" for one in KEY).encode(),
    "on two lines": f"{KEY[:5]}=\r\n{KEY[5:]}".encode(),
    "in two runs of a cell": f"{KEY[:5]}</t></r><r><rPr><b/></rPr><t>{KEY[5:]}".encode(),
    "around a comment": f"{KEY[:5]}<!-- -->{KEY[5:]}".encode(),
    "pointed twice": "".join(f"&amp;#{ord(one)};" for one in KEY).encode(),
    "hexadecimal": KEY.encode().hex().upper().encode(),
    "bytes escaped": "".join(rf"\x{ord(one):02x}" for one in KEY).encode(),
    "braces escaped": "".join(rf"\u{{{ord(one):x}}}" for one in KEY).encode(),
    "eight digits escaped": "".join(rf"\U{ord(one):08X}" for one in KEY).encode(),
    "named entities": b"Zq7&plus;Kx&sol;91&equals;abCD",
    "numbered entities": "".join(f"&#{ord(one)}" for one in KEY).encode(),
    "across two pieces": b"x" * 3_999_990 + f" {KEY} ".encode("utf-16-le"),
}


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN)
def test_no_code_and_no_packing_keeps_a_repeated_key_from_being_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    monkeypatch.setenv("KEY", KEY)
    answer = tmp_path / "answer"
    answer.write_bytes(content)
    told = repeated(answer, ["KEY"])
    assert told is not None
    assert KEY not in told
    # What is not the key is none, however alike: 99 for 91.
    answer.write_bytes(content.replace(b"1", b"9") if KEY.encode() in content else b"Zq7+Kx/99")
    assert repeated(answer, ["KEY"]) is None


# How each way to write a character begins, with what may go on for ever.
BEGINNINGS = [
    "\\", "\\" * 15 + "b", "\\u{0", "%", "%25", "25", "&", "&#0", "&amp;", "=", "=\r\n", " ", "<>",
    "a<>", "a\n", "a=\r\n ", 'a"', "a",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "value", ['k "1" <é>\\/+=&%', "\\" * 6 + "a", r"\\n\n\r", "%25&amp;=", "a" * 16]
)
def test_no_answer_takes_long_to_be_searched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    monkeypatch.setenv("KEY", value)
    answer = tmp_path / "answer"
    for start in BEGINNINGS:
        answer.write_text(start * (1_000_000 // len(start)), encoding="utf-8", newline="")
        began = time.process_time()
        repeated(answer, ["KEY"])
        # A square would take minutes or hours.
        assert time.process_time() - began < 20, start


def test_no_host_has_a_secret_in_its_name() -> None:
    # Whoever resolves the name would read it.
    for address in ("https://${KEY}.org/a", "https://${KEY}@e.org", "https://e.org?k=${KEY}"):
        assert ("${KEY}" in host(address)) == ("?" not in address)
