"""An assistant asks over MCP: a real client, the real server, the tables of the build."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

import carbondata

mcp = pytest.importorskip("mcp")

# An event loop talks to itself through a pair of sockets.
pytestmark = pytest.mark.enable_socket


def _asked(built: Path, ask: Callable[[Any], Awaitable[Any]]) -> Any:  # noqa: ANN401
    """Return what a client gets that starts `carbondata mcp` and speaks over its pipes."""
    program = str(Path(sys.executable).with_name("carbondata"))
    started = mcp.StdioServerParameters(command=program, args=["mcp", "--db", str(built)])

    async def talk() -> Any:  # noqa: ANN401
        async with mcp.Client(started, read_timeout_seconds=60) as client:
            return await ask(client)

    return asyncio.run(talk())


def test_a_comparison_has_its_sentence_sources_and_receipt(built: Path) -> None:
    async def ask(client: Any) -> Any:  # noqa: ANN401
        answer = await client.call_tool("compare", {"subject": "gpt-3", "reference": "car"})
        again = await client.call_tool("verify", {"receipt": answer.structured_content["receipt"]})
        altered = answer.structured_content["receipt"] | {"ratio": 1}
        changed = await client.call_tool("verify", {"receipt": altered})
        return answer, again, changed

    answer, again, changed = _asked(built, ask)
    here = carbondata.compare("gpt-3", "car", database=built)
    assert answer.structured_content["sentence"] == here.sentence()
    assert answer.structured_content["ratio"] == here.ratio
    assert any("Patterson" in source for source in answer.structured_content["sources"])
    assert again.structured_content == {"same": True, "differences": []}
    assert changed.is_error
    assert "was changed after it was written" in changed.content[0].text
    assert "/" not in changed.content[0].text


def test_every_tool_answers_and_a_refusal_is_a_text(built: Path) -> None:
    questions: dict[str, tuple[dict[str, Any], str]] = {
        "find": ({"words": "netflix"}, "streaming-hour"),
        "studies": ({"name": "gpt-3"}, "patterson-2021"),
        "claims": ({"claim": "nlp-five-cars"}, "exaggerated"),
        "cite": ({"name": "strubell-2019"}, "@inproceedings{strubell-2019"),
        "footprint": (
            {"area": "France", "year": 2022, "energy_kwh": 1000, "energy_scope": "facility"},
            "78.54 kg CO2e",
        ),
    }
    refused: dict[str, tuple[dict[str, Any], str]] = {
        "compare": ({"subject": "gtp-3", "reference": "car"}, "there is no gtp-3; did you mean gpt-3"),
        "footprint": ({"area": "France", "year": 2022}, "give the energy"),
        "claims": ({"claim": "nothing"}, "there is no claim"),
        "find": ({}, "words"),
    }

    async def ask(client: Any) -> Any:  # noqa: ANN401
        names = {tool.name for tool in (await client.list_tools()).tools}
        told = {name: await client.call_tool(name, given) for name, (given, _) in questions.items()}
        no = {name: await client.call_tool(name, given) for name, (given, _) in refused.items()}
        return names, told, no

    names, told, no = _asked(built, ask)
    assert names == {*questions, "compare", "verify"}
    for name, (_, said) in questions.items():
        assert not told[name].is_error
        assert said in json.dumps(told[name].structured_content, ensure_ascii=False), name
    for name, (_, said) in refused.items():
        assert no[name].is_error
        assert said in no[name].content[0].text, name


def test_the_data_dictionary_is_a_resource(built: Path) -> None:
    async def ask(client: Any) -> Any:  # noqa: ANN401
        tables = await client.read_resource("carbondata://tables")
        columns = await client.read_resource("carbondata://tables/areas")
        return tables.contents[0].text, columns.contents[0].text

    tables, columns = _asked(built, ask)
    assert "grid_factors" in tables
    assert "ISO 3166-1" in columns


def test_without_the_extra_the_command_names_it() -> None:
    hidden = "import sys; sys.modules['mcp'] = None; from carbondata.cli import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", hidden, "mcp"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "pip install 'carbondata[mcp]'" in done.stderr
