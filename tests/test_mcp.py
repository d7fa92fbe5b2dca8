"""An assistant asks over MCP: a real client, the real server, the tables of the build."""

from __future__ import annotations

import asyncio
import json
import os
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
    arguments = ["mcp", "--db", str(built)]
    # The SDK hands only some variables on, and PYTHONPATH may say which carbondata is tested.
    started = mcp.StdioServerParameters(command=program, args=arguments, env=dict(os.environ))

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
            "The electricity (France, 2022) had a carbon intensity of 78.54 g of CO2e per kWh",
        ),
    }
    refused: dict[str, tuple[dict[str, Any], str]] = {
        "compare": (
            {"subject": "gtp-3", "reference": "car"},
            "there is no 'gtp-3'; did you mean gpt-3",
        ),
        "footprint": ({"area": "France", "year": 2022}, "give the energy"),
        "claims": ({"claim": "nothing"}, "there is no claim"),
        "find": ({}, "words"),
        "cite": ({"name": "gpt-3", "colour": "green"}, "colour"),
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


def test_each_answer_has_a_receipt_that_is_asked_again(built: Path) -> None:
    questions: dict[str, dict[str, Any]] = {
        "find": {"words": "netflix"},
        "studies": {"name": "gpt-3", "language": "fr"},
        "claims": {"claim": "nlp-five-cars"},
        "cite": {"name": "strubell-2019"},
        "footprint": {"area": "FRA", "year": 2022, "energy_kwh": 9, "energy_scope": "facility"},
    }

    async def ask(client: Any) -> Any:  # noqa: ANN401
        told = {}
        for name, given in questions.items():
            answer = (await client.call_tool(name, given)).structured_content
            receipt = answer["receipt"]
            other = receipt | {"sha256": "0" * 64}
            no_such = receipt | {"arguments": {"colour": "green"}}
            odd = receipt | {"arguments": given | {"language": "xx", "year": "then"}}
            raw = other | {"carbondata": "1\x1b[31m"}
            told[name] = [
                answer,
                *[
                    await client.call_tool("verify", {"receipt": one})
                    for one in (receipt, other, no_such, odd, raw)
                ],
            ]
        return told

    for name, (answer, same, other, no_such, odd, raw) in _asked(built, ask).items():
        assert answer["receipt"]["tool"] == name
        assert same.structured_content == {"same": True, "differences": []}, name
        assert not other.structured_content["same"], name
        assert no_such.is_error, name
        assert f"{name} has no such arguments" in no_such.content[0].text
        assert f"{name} has no such arguments" in odd.content[0].text
        assert "this is no receipt" in raw.content[0].text


def test_studies_and_claims_are_told_in_words(built: Path) -> None:
    async def ask(client: Any) -> Any:  # noqa: ANN401
        studies = await client.call_tool("studies", {"name": "bitcoin@2017"})
        claim = await client.call_tool("claims", {"claim": "nlp-five-cars", "language": "fr"})
        return studies.structured_content, claim.structured_content

    studies, claim = _asked(built, ask)
    assert "studies" in studies["sentence"]
    assert claim["claims"][0]["told"]["verdict"].startswith("exagérée d")


def test_the_data_dictionary_is_a_resource(built: Path) -> None:
    async def ask(client: Any) -> Any:  # noqa: ANN401
        tables = await client.read_resource("carbondata://tables")
        columns = await client.read_resource("carbondata://tables/areas")
        return tables.contents[0].text, columns.contents[0].text

    tables, columns = _asked(built, ask)
    assert "grid_factors" in tables
    assert "ISO 3166-1" in columns


def test_an_unknown_table_is_said_to_be_unknown(built: Path) -> None:
    async def ask(client: Any) -> str:  # noqa: ANN401
        with pytest.raises(mcp.MCPError) as refused:
            await client.read_resource("carbondata://tables/nothing")
        return str(refused.value)

    assert "nothing" in (told := _asked(built, ask))
    assert "Error creating" not in told


def test_without_the_extra_the_command_names_it() -> None:
    hidden = "import sys; sys.modules['mcp'] = None; from carbondata.cli import run; run()"
    done = subprocess.run(
        [sys.executable, "-c", hidden, "mcp"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "pip install 'carbondata[mcp]'" in done.stderr
