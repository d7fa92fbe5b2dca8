"""Signed receipts: by whom, by nobody known, altered, or not at all."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from workshop import run

import carbondata
from carbondata.errors import QueryError
from carbondata.query import receipts

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no OpenSSH")


@pytest.fixture(name="keys")
def _keys(tmp_path: Path) -> Path:
    for name in ("ana", "eve"):
        words = ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(tmp_path / name)]
        subprocess.run(["ssh-keygen", *words], check=True)
    public = (tmp_path / "ana.pub").read_text(encoding="utf-8")
    (tmp_path / "trusted").write_text(f"ana@example.org {public}", encoding="utf-8")
    return tmp_path


def signed(keys: Path, by: str, built: Path) -> Path:
    receipt = keys / "receipt.json"
    words = ["284 t", "SWE@2017", "--receipt", str(receipt), "--sign", str(keys / by)]
    done = run("compare", *words, "--db", str(built), cwd=keys)
    assert done.returncode == 0, done.stderr
    return receipt


def test_a_receipt_is_signed_by_whom_the_reader_trusts(keys: Path, built: Path) -> None:
    receipt = signed(keys, "ana", built)
    found = carbondata.verify(receipt, built, signers=keys / "trusted")
    assert found.same
    assert found.signature is not None
    assert found.signature.by == "ana@example.org"
    # OpenSSH alone says the same.
    words = ["-Y", "verify", "-n", "carbondata-receipt", "-I", "ana@example.org"]
    words += ["-f", str(keys / "trusted"), "-s", f"{receipt}.sig"]
    with receipt.open("rb") as content:
        done = subprocess.run(
            ["ssh-keygen", *words], stdin=content, capture_output=True, check=False
        )
    assert done.returncode == 0


def test_a_key_that_nobody_vouches_for_is_named(keys: Path, built: Path) -> None:
    receipt = signed(keys, "eve", built)
    found = carbondata.verify(receipt, built)
    assert found.signature is not None
    assert found.signature.by is None
    assert "ED25519 key SHA256:" in str(found)
    with pytest.raises(QueryError, match=r"which is nobody's in .*trusted\n  remedy: if you trust"):
        carbondata.verify(receipt, built, signers=keys / "trusted")


def test_a_receipt_that_was_altered_or_is_not_signed_is_refused(keys: Path, built: Path) -> None:
    receipt = signed(keys, "ana", built)
    # The same comparison, laid out otherwise: its own hash holds, the signature does not.
    text = receipt.read_text(encoding="utf-8")
    receipt.write_text(text.replace("\n", "\n\n", 1), encoding="utf-8")
    with pytest.raises(QueryError, match="changed after it was signed"):
        carbondata.verify(receipt, built)
    (keys / "receipt.json.sig").unlink()
    assert carbondata.verify(receipt, built).signature is None
    with pytest.raises(QueryError, match="is not signed"):
        carbondata.verify(receipt, built, signers=keys / "trusted")


def test_what_stands_in_place_of_a_signature_is_none(keys: Path, built: Path) -> None:
    receipt = signed(keys, "ana", built)
    beside = keys / "receipt.json.sig"
    made = beside.read_bytes()
    # OpenSSH would read it for a minute.
    beside.write_bytes(made + b"\0" * 9_000_000)
    with pytest.raises(QueryError, match=r"sig is no signature of a receipt: \d+ bytes, more"):
        carbondata.verify(receipt, built)
    beside.unlink()
    beside.mkdir()
    with pytest.raises(QueryError, match="is no signature of a receipt: a folder"):
        carbondata.verify(receipt, built)
    beside.rmdir()
    beside.symlink_to(keys / "nowhere")
    with pytest.raises(QueryError, match="is no signature of a receipt"):
        carbondata.verify(receipt, built)


def test_a_receipt_written_anew_loses_the_signature_of_the_old(keys: Path, built: Path) -> None:
    receipt = signed(keys, "ana", built)
    again = run(
        "compare", "3 t", "SWE@2017", "--receipt", str(receipt), "--db", str(built), cwd=keys
    )
    assert again.returncode == 0
    assert carbondata.verify(receipt, built).signature is None


def test_what_cannot_sign_is_told(keys: Path, built: Path) -> None:
    receipt = str(keys / "receipt.json")
    words = ["284 t", "SWE@2017", "--receipt", receipt, "--sign", str(keys / "nobody")]
    done = run("compare", *words, "--db", str(built), cwd=keys)
    assert done.returncode == 1
    assert "was not signed with" in done.stderr
    done = run("compare", "284 t", "SWE@2017", "--sign", str(keys / "ana"), cwd=keys)
    assert done.returncode == 2
    assert "--receipt" in done.stderr


def test_what_is_beside_a_receipt_is_kept_unless_it_is_a_signature(keys: Path, built: Path) -> None:
    made = carbondata.compare("284 t", "SWE@2017", database=built)
    receipt, beside = keys / "own.json", keys / "own.json.sig"

    def written(key: Path | None = None) -> None:
        receipts.write(receipt, made, built, key=key)

    letter = b"Dear Ana,"
    secret = (keys / "ana").read_bytes()
    database = b"\0" * 8 + b"DUCK"
    for mine in (letter, secret, database, b""):
        beside.write_bytes(mine)
        for key in (None, keys / "ana", beside):
            with pytest.raises(QueryError, match="is no signature of a receipt, and would be"):
                written(key)
        assert beside.read_bytes() == mine
        assert not receipt.exists()
    beside.unlink()
    beside.mkdir()
    with pytest.raises(QueryError, match="is no signature of a receipt"):
        written()
    beside.rmdir()
    beside.symlink_to(keys / "nobody")
    with pytest.raises(QueryError, match="is no signature of a receipt"):
        written()
    beside.unlink()
    written(keys / "ana")
    assert beside.exists()
    # A signature of what was there before would be of nothing.
    written()
    assert not beside.exists()


def test_a_key_or_signers_that_are_no_path_are_refused(keys: Path, built: Path) -> None:
    made = carbondata.compare("284 t", "SWE@2017", database=built)
    with pytest.raises(QueryError, match="key must be a path"):
        receipts.write(keys / "own.json", made, built, key="a\0b")
    receipts.write(keys / "own.json", made, built, key=keys / "ana")
    with pytest.raises(QueryError, match="signers must be a path"):
        carbondata.verify(keys / "own.json", built, signers=5)  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="is not a file of signers"):
        carbondata.verify(keys / "own.json", built, signers="x" * 5000)


@pytest.mark.slow
def test_a_key_that_refuses_or_would_be_replaced_leaves_all_as_it_was(
    keys: Path, built: Path
) -> None:
    receipt = signed(keys, "ana", built)
    files = [receipt, receipt.with_name("receipt.json.sig"), keys / "ana", keys / "ana.pub"]
    files.append(keys / "cloud.json")
    files[-1].write_text('{"private_key": "x"}')
    before = [file.read_bytes() for file in files]
    (keys / "link").symlink_to("ana")
    certify = ["ssh-keygen", "-q", "-s", keys / "ana", "-I", "x", keys / "ana.pub"]
    subprocess.run(certify, check=True)
    words = ["285 t", "SWE@2017", "--db", str(built), "--sign"]
    for key, out, said in (
        ("none", "receipt.json", "was not signed with "),
        ("ana", "ana", "is no receipt, and would be replaced"),
        ("ana", "cloud.json", "is no receipt, and would be replaced"),
        ("ana", "link", "is no receipt, and would be replaced"),
        # OpenSSH signs with the private half by the public one, and by a certificate.
        ("ana-cert.pub", "ana", "is no receipt, and would be replaced"),
        ("ana.pub", "ana", "is no receipt, and would be replaced"),
        ("ana", "ana.pub", "is no receipt, and would be replaced"),
    ):
        done = run("compare", *words, str(keys / key), "--receipt", str(keys / out))
        assert done.returncode == 1
        assert said in done.stderr
    assert [file.read_bytes() for file in files] == before
