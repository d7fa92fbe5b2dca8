"""Read forms back, and say what is wrong with them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from carbondata.arguments import expect, expect_if_given
from carbondata.bounded import UnfitError, content, parsed
from carbondata.errors import QueryError
from carbondata.forms.read_card import HUB, read_card, read_hub
from carbondata.forms.read_json import read_json
from carbondata.forms.rules import findings
from carbondata.forms.rules_of_places import findings_in_tables
from carbondata.forms.rules_of_sci import findings_of_sci
from carbondata.query.connection import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbondata.forms.stated import Statement

# Bytes of a form, or of a table of cards.
LARGEST = 50_000_000
TEXTS = {".md", ".markdown", ".tex", ".txt", ".rst"}


class Found(NamedTuple):
    """What is wrong on a line of a file, the rule that says so, and what to do."""

    file: str
    line: int
    name: str
    rule: str
    what: str
    remedy: str


def lint(*files: str | Path, database: str | Path | None = None) -> list[Found]:
    """Find what is wrong in forms: units, PUE applied twice, products, places, scores.

    Parameters
    ----------
    *files : path
        Model cards and other Markdown, LaTeX or text; the JSON of SPDX, CycloneDX or BoAmps; or a
        CSV of the Hub's cards (`modelId`, `co2_eq_emissions`).
    database : path, optional
        As for `connect`.

    Returns
    -------
    list of Found
        In the order of the files and their lines; empty if nothing is wrong.

    Raises
    ------
    QueryError
        When a file cannot be read, or states no energy, emissions or score.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     card = Path(folder, "README.md")
    ...     _ = card.write_text("A run of 144 kWh at 53.26 g CO2e/kWh: 7.67 g of CO2e.")
    ...     [(one.line, one.rule) for one in lint(card)]
    [(1, 'unit_slipped')]
    """
    expect_if_given("a path", database=database)
    found = []
    for file in files:
        expect("a path", file=file)
        once = dict.fromkeys(_of_file(Path(file), database))
        found += sorted(once, key=lambda one: one.line)
    return found


def _of_file(path: Path, database: str | Path | None) -> Iterator[Found]:
    text, statements = _read(path)
    con = opened(database).cursor()
    scores = list(findings_of_sci(text)) if path.suffix.lower() in TEXTS else []
    for finding in scores:
        yield Found(str(path), finding.line, "", *finding[1:])
    for one in statements:
        for finding in (*findings(one), *findings_in_tables(one, con)):
            yield Found(str(path), finding.line, one.name, *finding[1:])


def _read(path: Path) -> tuple[str, list[Statement]]:
    """Return the text of a file, and what it states."""
    try:
        text = content(path, LARGEST).decode("utf-8-sig")
    except UnfitError as error:
        message = f"{path}: {error}\n  remedy: name a file"
        raise QueryError(message) from None
    except UnicodeDecodeError as error:
        message = f"{path} is not UTF-8 text: {error.reason}\n  remedy: save it as UTF-8"
        raise QueryError(message) from None
    suffix = path.suffix.lower()
    if suffix == ".json":
        return text, _of_json(path, text)
    if suffix == ".csv" and set(_head(text)) >= HUB:
        try:
            return text, list(read_hub(text))
        except csv.Error as error:
            message = f"{path} is not a CSV: {error}\n  remedy: save it anew"
            raise QueryError(message) from None
    if suffix in TEXTS:
        return text, list(read_card(text))
    message = (
        f"{path} is no form that is read here\n  remedy: a model card or other text "
        f"({', '.join(sorted(TEXTS))}), the JSON of SPDX, CycloneDX or BoAmps, or a CSV of model "
        "cards; carbondata footprint reads files of runs"
    )
    raise QueryError(message)


def _head(text: str) -> list[str]:
    return [name.strip().strip('"') for name in text.partition("\n")[0].split(",")]


def _of_json(path: Path, text: str) -> list[Statement]:
    try:
        values = parsed(text.encode())
    except (ValueError, RecursionError) as error:
        message = f"{path} is not JSON: {error}\n  remedy: write it again with its own tool"
        raise QueryError(message) from None
    try:
        statements = list(read_json(values, text))
    except (AttributeError, TypeError, ValueError, OverflowError) as error:
        message = f"{path} is not as its schema has it: {error}\n  remedy: write it again"
        raise QueryError(message) from None
    if not statements:
        message = (
            f"{path} states no energy of a model\n  remedy: SPDX has ai_energyConsumption, "
            "CycloneDX environmentalConsiderations, BoAmps measures"
        )
        raise QueryError(message)
    return statements
