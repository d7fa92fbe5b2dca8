"""Read what model cards state: the front matter of a README.md, or a table of the Hub's cards."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from carbondata.forms.manner import manner_of
from carbondata.forms.plain_latex import BEHIND, plain_text
from carbondata.forms.plain_markdown import as_shown
from carbondata.forms.read_latex import read_latex
from carbondata.forms.read_tables import read_tables, without_tables
from carbondata.forms.read_text import MASSES, read_lines, read_paragraphs
from carbondata.forms.set_latex import as_set, begins_latex
from carbondata.forms.stated import NUMBER, Stated, Statement, in_plain_signs, stated
from carbondata.runs.input.columns import refuse_repeated
from carbondata.runs.input.model_cards import CO2, FRONT_MATTER, PAIR

if TYPE_CHECKING:
    from collections.abc import Iterator

AMOUNT = re.compile(rf"({NUMBER})\s*(\w+)?.*")
# What YAML leaves out at the end of a line.
COMMENT = re.compile(r"\s#.*$")
DEVICES = re.compile(r"^\W*(\d{1,6})\s*(?:x\s*|\N{MULTIPLICATION SIGN}\s*)?(?=\D)(.+)")
# What stands where a card says nothing.
NOTHING = {
    "",
    "not specified",
    "nan",
    "n/a",
    "na",
    "null",
    "none",
    "unknown",
    "~",
    ">",
    ">-",
    "|",
    "|-",
}
HUB = {"modelId", "co2_eq_emissions"}


def read_card(text: str, *, is_latex: bool = False) -> tuple[str, list[Statement]]:
    """Return a card as it reads, and what it states.

    That is what stands in its front matter, then in the paragraphs and tables below. As it reads it
    has no front matter, comments or code, and its lines keep their places.
    """
    front = FRONT_MATTER.match(text)
    shown = _shown(text[front.end() :] if front else text, is_latex=is_latex)
    skipped = text.count("\n", 0, front.end()) if front else 0
    manner = manner_of(shown)
    rows, rest = read_latex(shown, skipped, manner)
    plain = plain_text(rest)
    sentences = plain_text(without_tables(plain), BEHIND)
    body = [
        *read_paragraphs(sentences, skipped, is_french=manner.is_french),
        *read_tables(plain, skipped, manner),
        *rows,
    ]
    block = CO2.search(front[1]) if front else None
    if front and block:
        line = text.count("\n", 0, front.start(1) + block.start()) + 1
        elsewhere = tuple(mass for one in body for mass in one.grams)
        body = [_of_block(block[0], line)._replace(elsewhere_grams=elsewhere), *body]
    return "\n" * skipped + plain, body


def _shown(text: str, *, is_latex: bool) -> str:
    """Return a text without comments and code. LaTeX within a fence is code of another text."""
    markdown = "" if is_latex else as_shown(text)
    return in_plain_signs(as_set(text) if is_latex or begins_latex(markdown) else markdown)


def _of_block(block: str, first: int) -> Statement:
    """Return what the block `co2_eq_emissions` states; its number is in grams."""
    # As in "co2_eq_emissions: {emissions: 1, source: codecarbon}".
    key, _, rest = block.partition("\n")[0].partition("{")
    within, flow, _ = rest.rpartition("}")
    if flow:
        block = "\n".join([key, *(f"  {part}" for part in within.split(", "))])
    lines = block.splitlines()
    pairs: dict[str, tuple[str, int]] = {}
    for number, text in enumerate(lines):
        if pair := PAIR.match(text.replace("- ", "  ", 1)):
            value = COMMENT.sub("", pair[2]).strip().strip("'\"")
            pairs[pair[1].strip()] = (value, first if flow else first + number)
    emissions, line = pairs.get("emissions") or (lines[0].partition(":")[2].strip(), first)
    source, source_line = pairs.get("source", ("", first))
    told = read_lines([source], source_line)
    return _with_words(
        told._replace(line=first),
        _grams(emissions, line),
        pairs.get("geographical_location", ("", 0))[0],
        pairs.get("hardware_used", ("", 0))[0],
    )


def read_hub(text: str, name: str) -> Iterator[Statement]:
    """Yield what each row of a table of the Hub's cards states; `name` is that of its file."""
    # Of the signs that end a line of a text, form feeds and others are part of a cell.
    rows = csv.DictReader(io.StringIO(text, newline=""))
    rows.fieldnames = [column.strip() for column in rows.fieldnames or ()]
    refuse_repeated(rows.fieldnames, name, folded=False)
    for row in rows:
        told = Statement(row["modelId"] or "", rows.line_num, model_bytes=_size(row.get("size")))
        yield _with_words(
            told,
            _grams(row["co2_eq_emissions"] or "", rows.line_num),
            row.get("geographical_location") or "",
            row.get("environment") or "",
        )


def _size(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _grams(text: str, line: int) -> Stated | tuple[str, int]:
    """Return an amount in grams, or what cannot be read as one."""
    amount = AMOUNT.fullmatch(text.partition("#")[0].strip())
    if amount is None:
        return text, line
    unit = (amount[2] or "g").removesuffix("CO2eq") or "g"
    size = MASSES.get(unit)
    return (text, line) if size is None else stated(amount[1], line, size, text)


def _with_words(
    told: Statement, grams: Stated | tuple[str, int], place: str, hardware: str
) -> Statement:
    if isinstance(grams, Stated):
        told = told._replace(grams=(grams,))
    elif grams[0].strip().lower() not in NOTHING:
        told = told._replace(unread=(grams,))
    devices = DEVICES.match(hardware)
    has_hardware = hardware.strip().lower() not in NOTHING
    return told._replace(
        is_form=True,
        is_named=place.strip().lower() not in NOTHING,
        place=told.place if place.strip().lower() in NOTHING else place,
        hardware=(devices[2] if devices else hardware) if has_hardware else told.hardware,
        devices=float(devices[1]) if devices else told.devices,
        hours=told.hours or read_lines([hardware], told.line).hours,
    )
