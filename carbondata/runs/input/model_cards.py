"""Model cards: the emissions in the front matter of a README.md."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from carbondata.errors import QueryError
from carbondata.runs.input.inputs import HEAD, File

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)^---\s*$", re.MULTILINE | re.DOTALL)
# The value of the key: the rest of its line, and the lines below it that are indented or a list.
CO2 = re.compile(r"^co2_eq_emissions:[ \t]*(.*(?:\n(?:[ \t]+|-).*)*)", re.MULTILINE)
ITEM = re.compile(r"^[ \t]*-[ \t]*", re.MULTILINE)
# Spaces are taken off afterwards: two repeats that both match them take the square of their number.
PAIR = re.compile(r"^[ \t]*(\w[\w ]{0,60}):(.*)$", re.MULTILINE)


def with_cards(sources: Iterable[File], work: Path) -> list[File]:
    """Write the emissions of all model cards among the files into one file of JSON lines.

    Raises
    ------
    QueryError
        When a card that is named says nothing about emissions.
    """
    kept: list[File] = []
    cards: list[tuple[File, list[dict[str, object]]]] = []
    for file in sources:
        if file.form != "card":
            kept.append(file)
            continue
        try:
            cards.append((file, list(_emissions(file))))
        except QueryError as error:
            if not file.in_folder:
                raise
            kept.append(file._replace(why=str(error)))
    if cards:
        path = work / f"{len(list(work.iterdir()))}.cards"
        with path.open("w", encoding="utf-8") as pool:
            for file, found in cards:
                for row, emissions in enumerate(found, 1):
                    card = {"id": file.path.resolve().parent.name, "cardData": emissions}
                    line = {"file_number": file.number, "row": row} | card
                    pool.write(json.dumps(line, ensure_ascii=False) + "\n")
        kept.append(cards[0][0]._replace(path=path, form="lines", pooled=True))
    return kept


def _emissions(file: File) -> Iterator[dict[str, object]]:
    """Yield what a card says: a number, a mapping, or a list of either."""
    with file.path.open(encoding="utf-8-sig", errors="replace") as card:
        front = FRONT_MATTER.match(card.read(HEAD))
    value = CO2.search(front[1]) if front else None
    if value is None:
        message = f"{file.name} is a model card without co2_eq_emissions"
        raise QueryError(message)
    parts = [part for part in ITEM.split(value[1]) if part.strip()]
    for part in parts or [""]:
        pairs = {name.strip(): _plain(text) for name, text in PAIR.findall(part)}
        amount = pairs.get("emissions") if pairs else _plain(part)
        yield {"co2_eq_emissions": pairs | {"emissions": _grams(amount or "")}}


def _plain(text: str) -> str:
    return re.sub(r"(^|\s)#.*$", "", text).strip().strip("'\"")


def _grams(text: str) -> str:
    """Return an amount in grams; one that names another unit is converted, any other kept.

    Examples
    --------
    >>> _grams("25.4"), _grams("0.5 kg CO2eq"), _grams("12 grams"), _grams("much")
    ('25.4', '500.0', '12', 'much')
    """
    amount = re.fullmatch(r"([-+\d.eE]+) *(kg|g|grams?|kilograms?|t|tons?|tonnes?)\b.*", text)
    if amount is None:
        return text
    times = {"k": 1e3, "t": 1e6}.get(amount[2][0])
    try:
        return amount[1] if times is None else str(float(amount[1]) * times)
    except ValueError:
        return text
