"""A server of the Model Context Protocol (MCP) on standard input and output, offline.

Each answer has its sentence, verdict, sources and receipt; a refusal is a text to repeat.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.server.mcpserver.tools import Tool
from pydantic import ValidationError

from carbondata._version import __version__
from carbondata.errors import CarbondataError, QueryError
from carbondata.forms.made import Made
from carbondata.forms.prose import sentences
from carbondata.forms.record import of_footprint
from carbondata.query import receipts
from carbondata.query.cite import Style, cite
from carbondata.query.claims import claims
from carbondata.query.compare import compare
from carbondata.query.describe import describe
from carbondata.query.find import find
from carbondata.query.studies import studies
from carbondata.runs.footprint import footprint
from carbondata.text.claims import claim_rows
from carbondata.text.language import Language  # noqa: TC001  (the types become a schema)
from carbondata.text.studies import spread

if TYPE_CHECKING:
    from collections.abc import Callable

INSTRUCTIONS = """Figures of carbon and electricity, typed and sourced, to compare AI with other \
sectors. Look names up with find, then compare them. Repeat the sentence of an answer with its \
cautions, and name its sources. Where studies differ, give the range. A refusal is the answer: say \
why, and offer what it suggests; never work out a ratio from figures that were refused."""
Measure = Literal["emissions", "electricity"]
NAMES = ("find", "compare", "studies", "claims", "footprint", "cite", "verify")
# A comparison has a receipt of its own, which needs no assistant.
ANSWERING = ("find", "studies", "claims", "footprint", "cite")
VERSION = re.compile(r"[\w.+-]{1,40}")
OF_ANSWER = {"carbondata", "tool", "arguments", "sha256"}
DICTIONARY = "carbondata://tables"
# How many rows of a list an answer holds.
MOST = 50
# Where the tables came from is in `sources`; a list of figures needs no more than this.
OF_CLAIM = (
    *("claim_id", "text_en", "text_fr", "who", "year", "stated_as", "stated_value", "stated_unit"),
    *("value_here", "arithmetic", "verdict", "factor", "factor_low", "factor_high"),
    *("present_low", "present_value", "present_high", "present_source", "note_en", "source_id"),
)


class Tools:
    """The questions that an assistant may ask of one database; their docstrings are its manual."""

    def __init__(self, database: str | Path | None = None) -> None:
        self.database = database

    def find(self, words: str) -> dict[str, Any]:
        """Find figures, places, claims and sources by common words, in English or French."""
        return _listed("found", find(words, self.database).to_pylist())

    def compare(
        self,
        subject: str,
        reference: str,
        language: Language = "en",
        measure: Measure | None = None,
    ) -> dict[str, Any]:
        """Compare two figures: names (gpt-3, Sweden@2017), ids or amounts ('284 t', '3 MWh').

        The sentence has the ratio, its range where studies differ, and every caution. Where the
        verdict is refuse, the two cannot be compared, and the sentence says why. `measure` is
        emissions or electricity; `language` en or fr.
        """
        made = compare(subject, reference, measure=measure, database=self.database)
        return {
            "sentence": made.sentence(language),
            "verdict": made.verdict,
            "ratio": made.ratio,
            "ratio_low": made.ratio_low,
            "ratio_high": made.ratio_high,
            "sources": self._cited(*made.sources()),
            "receipt": receipts.receipt(made, self.database),
        }

    def studies(self, name: str, language: Language = "en") -> dict[str, Any]:
        """List every study of one figure, with the one taken and why: t or kWh, low to high."""
        rows = studies(name, self.database).to_pylist()
        answer = {"sentence": spread(rows, language), **_listed("studies", rows)}
        return answer | {"sources": self._cited(*{row["source_id"] for row in answer["studies"]})}

    def claims(self, claim: str | None = None, language: Language = "en") -> dict[str, Any]:
        """Check published claims: whether the arithmetic is right, and what stands today."""
        rows = [
            {"told": dict(claim_rows(row, language)), **{name: row[name] for name in OF_CLAIM}}
            for row in claims(claim, self.database).to_pylist()
        ]
        answer = _listed("claims", rows)
        return answer | {"sources": self._cited(*{row["source_id"] for row in answer["claims"]})}

    def footprint(  # noqa: PLR0913, PLR0917  (facts of a run)
        self,
        area: str,
        year: int,
        energy_kwh: float | None = None,
        energy_scope: str | None = None,
        pue: float | None = None,
        gpu: str | None = None,
        count: float | None = None,
        hours: float | None = None,
        language: Language = "en",
    ) -> dict[str, Any]:
        """Work out what a run emits from its energy, or from accelerators at rated power and hours.

        `area` is a country or state; `energy_scope` accelerator, server or facility (includes PUE).
        """
        made = footprint(
            area=area,
            year=year,
            energy_kwh=energy_kwh,
            energy_scope=energy_scope,
            pue=pue,
            gpu=gpu,
            count=count,
            hours=hours,
            database=self.database,
        )
        factor = made.factor._asdict()
        values = made._asdict() | {"energy": made.energy._asdict(), "factor": factor}
        sources = self._cited(made.factor.source_id)
        told = Made(of_footprint(made), language, self.database)
        return {"sentence": sentences(told, {}), **values, "sources": sources}

    def cite(self, name: str, style: Style = "bibtex") -> dict[str, Any]:
        """Cite a source, or every source behind a figure: bibtex, text or csl-json."""
        return {"citation": cite(name, style=style, database=self.database)}

    def verify(self, receipt: dict[str, Any]) -> dict[str, Any]:
        """Work out the receipt of an answer again, and say what differs."""
        if set(receipt) == OF_ANSWER:
            return self._asked_again(receipt)
        with TemporaryDirectory() as folder:
            file = Path(folder) / "receipt.json"
            file.write_text(json.dumps(receipt), encoding="utf-8")
            try:
                again = receipts.verify(file, self.database)
            except CarbondataError as error:
                # The file is nobody's business but ours.
                raise ToolError(str(error).replace(str(file), "this")) from None
        return {"same": again.same, "differences": list(again.differences)}

    def _asked_again(self, receipt: dict[str, Any]) -> dict[str, Any]:
        """Ask a question again, and compare the answers by their hashes."""
        name, given, made_by = (receipt[part] for part in ("tool", "arguments", "carbondata"))
        is_made = VERSION.fullmatch(made_by) if isinstance(made_by, str) else None
        if name not in ANSWERING or not isinstance(given, dict) or not is_made:
            message = "this is no receipt: pass on the whole `receipt` of an answer"
            raise QueryError(message)
        tool = getattr(self, name)
        try:
            # As a client asks: no argument is of another type, or one that there is not.
            _tool(name, tool).fn_metadata.arg_model.model_validate(given)
        except ValidationError:
            message = f"this is no receipt: {name} has no such arguments"
            raise QueryError(message) from None
        answer = tool(**given)
        same = receipt_of(name, given, answer)["sha256"] == receipt["sha256"]
        told = f"the answer here differs from that of carbondata {made_by}"
        return {"same": same, "differences": [] if same else [told]}

    def _cited(self, *sources: str) -> list[str]:
        return cite(*sorted(sources), style="text", database=self.database).splitlines()


def server(database: str | Path | None = None) -> MCPServer:
    """Return a server of the tools and the data dictionary, over one database."""
    tools = Tools(database)
    made: MCPServer = MCPServer(
        "carbondata",
        version=__version__,
        instructions=INSTRUCTIONS,
        log_level="WARNING",
        tools=[_tool(name, getattr(tools, name)) for name in NAMES],
    )

    @made.resource(DICTIONARY, mime_type="application/json")
    def tables() -> str:
        """Every table and view, with its meaning."""
        return _json(describe(database=database).to_pylist())

    @made.resource(f"{DICTIONARY}/{{table}}", mime_type="application/json")
    def columns(table: str) -> str:
        """Every column of a table, with its unit and meaning."""
        try:
            return _json(describe(table, database).to_pylist())
        except CarbondataError as error:
            raise ResourceNotFoundError(str(error)) from None

    return made


def receipt_of(tool: str, arguments: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """Return what `verify` needs to ask the same again: the question, and a hash of the answer."""
    digest = hashlib.sha256(_json(answer).encode()).hexdigest()
    return {"carbondata": __version__, "tool": tool, "arguments": arguments, "sha256": digest}


def _tool(name: str, tool: Callable[..., dict[str, Any]]) -> Tool:
    """Return a tool that refuses an argument it has not, which would change nothing unseen."""
    made = Tool.from_function(_answering(name, tool))
    arguments = made.fn_metadata.arg_model
    arguments.model_config["extra"] = "forbid"
    arguments.model_rebuild(force=True)
    made.parameters["additionalProperties"] = False
    return made


def _listed(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a list of rows, and how many there are if not all are in it."""
    return {name: rows[:MOST]} | ({"of": len(rows)} if len(rows) > MOST else {})


def _answering(name: str, tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Give a tool's answers their receipts, and let its refusals be answers to repeat."""

    @wraps(tool)
    def answer(**given: Any) -> dict[str, Any]:  # noqa: ANN401  (those of the tool)
        try:
            made = tool(**given)
            if name in ANSWERING:
                made["receipt"] = receipt_of(name, given, made)
            return json.loads(_json(made))  # type: ignore[no-any-return]
        except CarbondataError as error:
            raise ToolError(str(error)) from None

    return answer


def _json(values: object) -> str:
    """Write JSON; dates as text."""
    return json.dumps(values, ensure_ascii=False, default=str)
