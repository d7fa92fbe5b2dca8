"""Receipts: a comparison with everything behind it, which anyone can work out again offline."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carbondata import bounded
from carbondata._version import __version__
from carbondata.arguments import expect, expect_if_given
from carbondata.errors import QueryError
from carbondata.outputs import writing
from carbondata.query.compare import compare
from carbondata.query.comparison import Comparison
from carbondata.query.connection import opened
from carbondata.query.data_version import data_version
from carbondata.query.receipt_diff import differences
from carbondata.query.signatures import (
    Signature,
    beside,
    made_by,
    refuse_other_than_signature,
    signature,
)

# Incremented when an older carbondata could misread a new kind of receipt.
FORMAT = 1
# A hundred times the size of a receipt of two figures.
MAX_BYTES = 2_000_000
SIDES = ("subject", "reference")
# Another version is no difference in itself; "data" is that of the tables.
VERSIONS = ("carbondata", "data")
NUMBERS = ("ratio_low", "ratio", "ratio_high", "verdict")
# The parts of a receipt that are read again; a matching hash alone does not make a receipt.
SIDE = {
    "id": str,
    **dict.fromkeys(
        ("source_id", "row_id", "factor", "area_id", "gas", "accounting", "land_use"), str | None
    ),
    "year": int | None,
}
SHAPE = {
    "receipt": int,
    "carbondata": str,
    "operands": dict.fromkeys(SIDES, str),
    "forced": bool,
    **dict.fromkeys(SIDES, SIDE),
    **dict.fromkeys(NUMBERS, float | int | str | None),
    "sources": dict,
    "sha256": str,
}


@dataclass(frozen=True)
class Verification:
    """Whether a receipt is reproduced to the last digit, and what differs if not."""

    same: bool
    differences: tuple[str, ...]
    signature: Signature | None = None

    def __str__(self) -> str:
        """Return one line, or one for each difference, and whose signature it has, if any."""
        lines = self.differences or ("the same to the last digit",)
        return "\n".join([*lines, *([str(self.signature)] if self.signature else [])])


def receipt(comparison: Comparison, database: str | Path | None = None) -> dict[str, Any]:
    """Record a comparison: operands, rules, ratio, and every source with its hash and licence.

    Returns
    -------
    dict for `json.dumps`; `sha256` covers everything else, so that edits show.

    Examples
    --------
    >>> made = receipt(compare("strubell-2019/nas-gpu", "car-lifetime-usa"))
    >>> sorted(made["sources"])[0], len(made["sha256"])
    ('luccioni-2023-bloom', 64)
    """
    if not isinstance(comparison, Comparison):
        message = f"comparison must be what compare() gives, not {type(comparison).__name__}"
        raise QueryError(message)
    # A year or basis that was left open is written out, so that it is picked again.
    operands = {side: getattr(comparison, side).as_operand() for side in SIDES}
    forced = comparison.refused and comparison.has_ratio
    pinned = compare(
        operands["subject"],
        operands["reference"],
        force=forced,
        all_studies=comparison.all_studies,
        database=database,
    )
    body = {
        "receipt": FORMAT,
        "carbondata": __version__,
        "data": data_version(opened(database).cursor()),
        "operands": operands,
        "forced": forced,
        **({"all_studies": True} if pinned.all_studies else {}),
        **pinned.to_dict(),
        "sources": _sources(pinned, database),
    }
    return {**body, "sha256": _hash(body)}


def write(
    path: str | Path,
    comparison: Comparison,
    database: str | Path | None = None,
    *,
    key: str | Path | None = None,
) -> None:
    """Write a receipt to a file, whole or not at all, and sign it if there is a key.

    Raises
    ------
    QueryError
        When it cannot be written or signed, or what is beside it is no signature.
    """
    expect("a path", path=path)
    expect_if_given("a path", key=key)
    target = Path(path)
    refuse_other_than_signature(beside(target))
    text = json.dumps(receipt(comparison, database), ensure_ascii=False, indent=1)
    content = f"{text}\n".encode()
    # Before anything is written: a key that refuses leaves all as it was.
    signed = None if key is None else made_by(key, content, target)
    try:
        with writing(target) as temporary:
            temporary.write_bytes(content)
        # A signature of what was there before would be of nothing.
        beside(target).unlink(missing_ok=True)
        if signed is not None:
            with writing(beside(target)) as temporary:
                temporary.write_bytes(signed)
    except OSError as error:
        message = f"the receipt cannot be written to {target}: {error.strerror}; name another file"
        raise QueryError(message) from None


def verify(
    path: str | Path, database: str | Path | None = None, *, signers: str | Path | None = None
) -> Verification:
    """Work a receipt out again from the tables here, without a network.

    Everything in it is compared with the one worked out again, except the versions of carbondata
    and of its tables, which are told where something else differs.

    Parameters
    ----------
    path, database : path
        The receipt, and the tables, as for `connect`.
    signers : path, optional
        Whom you trust, as OpenSSH's file of allowed signers names them: it must be signed by one.

    Raises
    ------
    QueryError
        When the file is not a receipt, was edited, or comes from a newer carbondata; when its
        signature is of something else, or with `signers` of nobody in them.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "receipt.json"
    ...     _ = file.write_text(json.dumps(receipt(compare("284 t", "SWE@2017"))))
    ...     print(verify(file))
    the same to the last digit
    """
    expect_if_given("a path", signers=signers)
    old = read(path)
    signed = signature(Path(path), signers)
    operands = {side: old["operands"][side] for side in SIDES}
    again = compare(
        operands["subject"],
        operands["reference"],
        force=old["forced"],
        all_studies=bool(old.get("all_studies")),
        database=database,
    )
    # Operands may be spelt in several ways: compare what they pick, not how they are spelt.
    new = {**receipt(again, database), "operands": operands}
    lines = differences(old, new)
    if lines:
        lines += _revisions(old, database)
    for version in VERSIONS if lines else ():
        if (then := old.get(version, "unknown")) != new[version]:
            lines.append(f"{version}: {then} then, {new[version]} here")
    return Verification(not lines, tuple(lines), signed)


def read(path: str | Path) -> dict[str, Any]:
    """Read a receipt, and check it against its own hash.

    Raises
    ------
    QueryError
        When the file is not a receipt, was changed by hand, or is of a newer carbondata.
    """
    expect("a path", path=path)
    try:
        parsed: dict[str, Any] = bounded.parsed(bounded.content(Path(path), MAX_BYTES))
    except (bounded.UnfitError, ValueError) as error:
        message = f"{path} cannot be read as a receipt: {error}"
        raise QueryError(message) from None
    none = f"{path} is not a receipt; `carbondata compare … --receipt FILE` writes one"
    if not _fits(parsed, {"receipt": int, "sha256": str}):
        raise QueryError(none)
    if parsed["receipt"] != FORMAT:
        version = parsed.get("carbondata", "a newer one")
        message = f"{path} is a receipt of carbondata {version}; install that version to verify it"
        raise QueryError(message)
    body = {key: value for key, value in parsed.items() if key != "sha256"}
    try:
        intact = _hash(body) == parsed["sha256"]
    except (UnicodeEncodeError, RecursionError):  # half of a surrogate pair, which JSON allows
        raise QueryError(none) from None
    if not intact:
        message = f"{path} was changed after it was written: its sha256 is not that of its content"
        raise QueryError(message)
    if not _fits(parsed, SHAPE) or not all(
        _fits(source, {"sha256": str}) for source in parsed["sources"].values()
    ):
        raise QueryError(none)
    return parsed


def _fits(value: object, shape: Any) -> bool:  # noqa: ANN401  (a type, or a dict of them)
    """Tell whether parsed JSON has all parts of a shape, with their types."""
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(
            key in value and _fits(value[key], part) for key, part in shape.items()
        )
    return isinstance(value, shape)


def _sources(comparison: Comparison, database: str | Path | None) -> dict[str, dict[str, str]]:
    con = opened(database).cursor()
    rows = con.execute(
        """SELECT source_id, title, licence, sha256, citation FROM sources
        WHERE list_contains(?::VARCHAR[], source_id) ORDER BY source_id""",
        [list(comparison.sources())],
    ).fetchall()
    keys = ("title", "licence", "sha256", "citation")
    return {source: dict(zip(keys, values, strict=True)) for source, *values in rows}


def _hash(body: dict[str, Any]) -> str:
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _revisions(old: dict[str, Any], database: str | Path | None) -> list[str]:
    """Name what publishers revised in the two figures and their grid factors, from the ledger."""
    con, lines = opened(database).cursor(), []
    for side in SIDES:
        for source, key in _keys(old[side]):
            lines += [
                f"{side} {old[side]['id']}: {source} revised {column} from {before} to {after}"
                f" between {first:%Y-%m-%d} and {last:%Y-%m-%d}"
                for column, before, after, first, last in con.execute(
                    """SELECT column_name, old_value, new_value, retrieved_before_utc,
                      refreshed_utc
                    FROM revisions WHERE source_id = ? AND row_key = ? ORDER BY refreshed_utc""",
                    [source, key],
                ).fetchall()
            ]
    return lines


def _keys(side: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the sources and keys, as the ledger writes them, of a figure and its grid factor."""
    basis = (side[column] for column in ("area_id", "year", "gas", "accounting", "land_use"))
    keys = [(side["source_id"], side["row_id"] or ", ".join(map(str, basis)))]
    if side["factor"]:
        source, *parts = side["factor"].split(" ")
        keys.append((source, ", ".join(parts)))
    return keys
