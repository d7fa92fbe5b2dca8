"""Read forms back, and say what is wrong with them."""

from __future__ import annotations

import csv
import re
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from carbondata.arguments import expect, expect_if_given
from carbondata.bounded import UnfitError, content, parsed
from carbondata.forms.read_card import HUB, read_card, read_hub
from carbondata.forms.read_json import read_json
from carbondata.forms.refusals import report_error
from carbondata.forms.rules import findings
from carbondata.forms.rules_of_places import Tables, findings_in_tables
from carbondata.forms.rules_of_sci import findings_of_sci
from carbondata.query.connection import opened
from carbondata.text.language import LANGUAGES, SIGNS, spoken
from carbondata.text.phrases import retold
from carbondata.text.refusals import refusing_in
from carbondata.text.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbondata.forms.stated import Statement
    from carbondata.text.language import Language

# Bytes of a form, or of a table of cards; of a text each character is looked at many times.
LARGEST, LARGEST_TEXT = 50_000_000, 5_000_000
# Of more places, chips and factors than any honest file names the tables are not asked.
MOST_ASKED = 5_000
# What a phrase quotes, and the signs within a number that is not quoted.
QUOTED = re.compile(r"(?<=« )(.+?)(?= »)")
SIGN = re.compile(r"(?<=\d)[.,](?=\d)")
TEXTS = {".md", ".markdown", ".tex", ".txt", ".rst"}
# The rule of what is not wrong, but could not be read.
NOTE = "row_not_read"


class Found(NamedTuple):
    """What is wrong on a line of a file, the rule that says so, and what to do."""

    file: str
    line: int
    name: str
    rule: str
    what: str
    remedy: str

    @property
    def is_note(self) -> bool:
        """Whether nothing is wrong: a row of a table was not read."""
        return self.rule == NOTE


def lint(
    *files: str | Path,
    language: str = "en",
    database: str | Path | None = None,
    notes: bool = False,
) -> list[Found]:
    """Find what is wrong in forms: units, PUE applied twice, products, places, scores.

    Parameters
    ----------
    *files : path
        Model cards and other Markdown, LaTeX or text; the JSON of SPDX, CycloneDX or BoAmps; or a
        CSV of the Hub's cards (`modelId`, `co2_eq_emissions`).
    language : {"en", "fr"}
        Of what is wrong, and of what to do.
    database : path, optional
        As for `connect`.
    notes : bool
        Whether to add rows of tables that have energy, intensity and emissions, and were not read
        (rule `row_not_read`).

    Returns
    -------
    list of Found
        In the order of the files and their lines; without `notes` empty if nothing is wrong.

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
    expect("a text", language=language)
    expect("true or false", notes=notes)
    expect_if_given("a path", database=database)
    told = spoken(language)
    found: list[Found] = []
    for file in files:
        expect("a path", file=file)
        with refusing_in(told):
            once = dict.fromkeys(_of_file(Path(file), database))
        found += sorted((one for one in once if notes or not one.is_note), key=attrgetter("line"))
    return [_in_language(one, told) for one in found]


def _in_language(one: Found, language: Language) -> Found:
    """Say a finding in a language."""
    return one._replace(
        what=_retold(one.what, "lint.what.", language),
        remedy=_retold(one.remedy, "lint.do.", language),
    )


def _retold(text: str, start: str, language: Language) -> str:
    """Say a text of the rules in a language; what it quotes of a form stays as it is written."""
    if language == LANGUAGES[0]:
        return text
    parts = QUOTED.split(retold(text, start, language) or text)
    signs = {",": SIGNS[language].thousands, ".": SIGNS[language].point}
    return "".join(
        part if n % 2 else typeset(SIGN.sub(lambda sign: signs[sign[0]], part), language)
        for n, part in enumerate(parts)
    )


def _of_file(path: Path, database: str | Path | None) -> Iterator[Found]:
    text, statements = _read(path)
    scores = list(findings_of_sci(text)) if path.suffix.lower() in TEXTS else []
    for finding in scores:
        yield Found(str(path), finding.line, "", *finding[1:])
    tables = Tables(opened(database).cursor())
    for one in statements:
        in_tables = findings_in_tables(one, tables) if tables.asked < MOST_ASKED else ()
        for finding in (*findings(one), *in_tables):
            yield Found(str(path), finding.line, one.name, *finding[1:])
        for unread, line in one.left:
            what = f"row not read: '{unread}'"
            remedy = "check this row yourself, or write plain numbers under its heads"
            yield Found(str(path), line, one.name, NOTE, what, remedy)


def _read(path: Path) -> tuple[str, list[Statement]]:
    """Return the text of a file, as far as it is to be read, and what it states."""
    try:
        largest = LARGEST_TEXT if path.suffix.lower() in TEXTS else LARGEST
        text = content(path, largest).decode("utf-8-sig")
    except UnfitError as error:
        raise report_error(key="lint_unfit", file=path, why=error) from None
    except UnicodeDecodeError as error:
        raise report_error(key="lint_utf", file=path, why=error.reason) from None
    suffix = path.suffix.lower()
    if suffix == ".json":
        return text, _of_json(path, text)
    if suffix == ".csv" and set(_head(text)) >= HUB:
        try:
            return text, list(read_hub(text, str(path)))
        except csv.Error as error:
            raise report_error(key="lint_csv", file=path, why=error) from None
    if suffix in TEXTS:
        return read_card(text, is_latex=suffix == ".tex")
    texts = ", ".join(sorted(TEXTS))
    command = "`carbondata footprint`"
    raise report_error(key="lint_form", file=path, texts=texts, command=command)


def _head(text: str) -> list[str]:
    return [name.strip().strip('"') for name in text.partition("\n")[0].split(",")]


def _of_json(path: Path, text: str) -> list[Statement]:
    try:
        values = parsed(text.encode())
    except (ValueError, RecursionError) as error:
        raise report_error(key="lint_json", file=path, why=error) from None
    try:
        statements = list(read_json(values, text))
    except (AttributeError, TypeError, ValueError, OverflowError) as error:
        raise report_error(key="lint_schema", file=path, why=error) from None
    if not statements:
        raise report_error(
            key="lint_none",
            file=path,
            spdx="ai_energyConsumption",
            cyclonedx="environmentalConsiderations",
            boamps="measures",
        )
    return statements
