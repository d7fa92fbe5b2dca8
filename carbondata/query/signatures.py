"""Signatures of receipts, made and checked by OpenSSH: a file `.sig` beside the receipt.

What `carbondata` signs, `ssh-keygen -Y verify -n carbondata-receipt` checks without it.
"""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from carbondata.bounded import UnfitError, content
from carbondata.errors import QueryError

if TYPE_CHECKING:
    from pathlib import Path

# What a signature is for: one made for something else is none.
NAMESPACE = "carbondata-receipt"
BEGIN = b"-----BEGIN SSH SIGNATURE-----"
# As it is written: other JSON may be a key, too.
RECEIPT = b'{\n "receipt": '
KEY = re.compile(r"with (\S+ key \S+)")
SECONDS = 60
# As for a receipt.
MAX_BYTES = 2_000_000
# Those of the largest keys have some kilobytes.
MOST_OF_SIGNATURE = 20_000


class Signature(NamedTuple):
    """Whose signature a receipt has: `by` if the signer is among those that the reader trusts."""

    key: str
    by: str | None

    def __str__(self) -> str:
        """Say it in a line."""
        if self.by is not None:
            return f"signed by {self.by} ({self.key})"
        return f"signed with {self.key}; whose that is, --signers FILE (signers=...) says"


def beside(path: Path) -> Path:
    """Return where the signature of a file is."""
    return path.with_name(f"{path.name}.sig")


def refuse_other_than_signature(path: Path) -> None:
    """Refuse a path of something else than a signature, which would be removed or replaced.

    Raises
    ------
    QueryError
        When there is anything else: a key, a letter, a folder.
    """
    if not os.path.lexists(path):
        return
    if not _begins(path, BEGIN):
        message = f"{path} is no signature of a receipt, and would be replaced; name another file"
        raise QueryError(message)


def made_by(key: str | Path, content: bytes, path: Path) -> bytes:
    """Return the signature of what is to be written to `path`, by an SSH key.

    The key may also be of an agent, by its public half.

    Raises
    ------
    QueryError
        When there is no OpenSSH or no such key, it refuses, or what is there is no receipt.
    """
    # OpenSSH finds a private key by its public half, and by a certificate of it: what is replaced
    # may be a key, whatever key is named.
    if path.is_file() and path.stat().st_size and not _begins(path, RECEIPT):
        message = f"{path} is no receipt, and would be replaced; name another file for the receipt"
        raise QueryError(message)
    made = _ssh("sign", "-f", str(key), content=content)
    if made.returncode:
        message = f"{path} was not signed with {key}: {_why(made)}"
        raise QueryError(message)
    return made.stdout


def signature(path: Path, signers: str | Path | None = None) -> Signature | None:
    """Return the signature of a file; None if it has none.

    Parameters
    ----------
    signers : path, optional
        Whom the reader trusts: a file of "allowed signers" as OpenSSH has it, a name and its public
        key on each line.

    Raises
    ------
    QueryError
        When the signature is not that of the file, or with `signers` of nobody in them.
    """
    made = beside(path)
    if not os.path.lexists(made):
        if signers is None:
            return None
        message = f"{path} is not signed: there is no {made.name} beside it"
        raise QueryError(message)
    # OpenSSH takes as long as the square of what stands behind a signature.
    try:
        content(made, MOST_OF_SIGNATURE)
    except UnfitError as error:
        message = f"{made} is no signature of a receipt: {error}; remove it, or sign again"
        raise QueryError(message) from None
    signed = path.read_bytes()
    checked = _ssh("check-novalidate", "-s", str(made), content=signed)
    found = KEY.search(checked.stdout.decode(errors="replace"))
    if checked.returncode or found is None:
        message = f"{path} was changed after it was signed, or {made.name} is not its signature"
        raise QueryError(message)
    if signers is None:
        return Signature(found[1], None)
    if not os.path.isfile(signers):  # noqa: PTH113  (also of a name that is too long)
        message = f"{signers} is not a file of signers"
        raise QueryError(message)
    named = _ssh("find-principals", "-s", str(made), "-f", str(signers), content=b"")
    for name in named.stdout.decode(errors="replace").splitlines():
        asked = ("-I", name, "-s", str(made), "-f", str(signers))
        if _ssh("verify", *asked, content=signed).returncode == 0:
            return Signature(found[1], name)
    message = (
        f"{path} is signed with {found[1]}, which is nobody's in {signers}\n  remedy: if you trust "
        "it, add a line with a name and the public key"
    )
    raise QueryError(message)


def _begins(path: Path, with_: bytes) -> bool:
    try:
        return content(path, MAX_BYTES).startswith(with_)
    except UnfitError:
        return False


def _ssh(what: str, *words: str, content: bytes) -> subprocess.CompletedProcess[bytes]:
    space = () if what == "find-principals" else ("-n", NAMESPACE)
    command = ["ssh-keygen", "-Y", what, *space, *words]
    try:
        return subprocess.run(  # noqa: S603  (no shell; the words are paths)
            command, input=content, capture_output=True, check=False, timeout=SECONDS
        )
    except (FileNotFoundError, subprocess.TimeoutExpired) as error:
        why = "does not answer" if isinstance(error, subprocess.TimeoutExpired) else "is not here"
        message = f"ssh-keygen {why}: signatures need OpenSSH 8.2 or newer"
        raise QueryError(message) from None


def _why(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "ssh-keygen does not say why"
