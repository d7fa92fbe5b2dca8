"""Who imports whom: rooms stand on those below, no file on itself, asking loads nothing heavy."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from conftest import CHECKOUT

PACKAGE = CHECKOUT / "carbondata"
# A room, and the rooms that it may import besides itself.
BASE = {
    "arguments",
    "bounded",
    "citation",
    "errors",
    "faces",
    "places",
    "files",
    "names",
    "french",
    "formulas",
    "view_comments",
    "_version",
    "proof",
    "outputs",
}
ROOMS: dict[str, set[str]] = {
    **{name: BASE - {name} for name in BASE},
    "tables": BASE,
    "engine": {"tables", *BASE},
    "pipeline": {"engine", "tables", *BASE},
    # It says what the engine found, and asks nobody.
    "text": {"engine", *BASE},
    "query": {"text", "engine", "tables", *BASE},
    "runs": {"query", "text", "engine", "tables", *BASE},
    "model_calls": {"runs", "query", "text", "engine", "tables", *BASE},
    "spark": {"runs", "query", "engine", "tables", *BASE},
    "forms": {"runs", "query", "text", "engine", "tables", *BASE},
    "mcp_server": {"forms", "runs", "query", "text", "engine", "tables", *BASE},
    "draw": {"query", "text", "engine", "tables", *BASE},
    "plot": {"draw", "query", "text", "engine", "tables", *BASE},
    "show": {"draw", "query", "text", "engine", "tables", *BASE},
    "cli": {
        *("plot", "show", "draw", "mcp_server", "forms", "model_calls", "runs", "query", "text"),
        *("pipeline", "engine", "tables", *BASE),
    },
}
HEAVY = {
    "bibtexparser",
    "pandera",
    "pyarrow",
    "requests",
    "typer",
    "rich",
    "pydantic",
    "altair",
    "vl_convert",
}
LONGEST_FILE, LONGEST_STATEMENT = 300, 60


def _module(path: Path) -> str:
    parts = path.relative_to(CHECKOUT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {_module(path): path for path in PACKAGE.rglob("*.py")}


def _is_for_types(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    )


def _imported(path: Path, *, types: bool = True) -> set[str]:
    """Name what a file imports, also within functions; `types`: also what only types need."""
    names = set()
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if types or not _is_for_types(node):
            waiting += ast.iter_child_nodes(node)
    return names


def _files(path: Path) -> set[str]:
    """Name the files of the package that a file imports when it runs."""
    found = set()
    for name in _imported(path, types=False):
        module = name if name in MODULES else name.rpartition(".")[0]
        if module in MODULES:
            found.add(module)
    return found


def _room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_a_room_stands_on_the_rooms_below_it() -> None:
    above: dict[str, set[str]] = {}
    for module in MODULES.keys() - {"carbondata"}:
        names = {name for name in _imported(MODULES[module]) if name.startswith("carbondata.")}
        rooms = {_room(name) for name in names}
        above[module] = (rooms & ROOMS.keys()) - {*ROOMS[_room(module)], _room(module)}
        # What the package's front door offers is for those who come in by it: commands.
        if _room(module) != "cli":
            above[module] |= {name for name in names if _room(name) not in ROOMS}
    assert len(above) > 150
    assert {module: names for module, names in above.items() if names} == {}


def test_no_file_stands_on_itself() -> None:
    graph = {module: _files(path) - {module} for module, path in MODULES.items()}
    # The front door loads a name when it is asked for.
    for needed in graph.values():
        needed.discard("carbondata")
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" > ".join(error.args[1]))


def test_each_room_says_what_it_is() -> None:
    for folder in [PACKAGE, *(path.parent for path in PACKAGE.rglob("__init__.py"))]:
        said = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
        assert said, folder


def test_only_fetch_imports_requests() -> None:
    importers = [
        module
        for module, path in MODULES.items()
        if any(name.split(".")[0] == "requests" for name in _imported(path))
    ]
    of = "carbondata.pipeline.fetch"
    assert set(importers) == {f"{of}.http", f"{of}.session"}


def _loaded(code: str, *arguments: str) -> set[str]:
    command = [sys.executable, "-c", f"import sys; {code}; print(*sys.modules)", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_import_loads_duckdb_and_nothing_heavy() -> None:
    loaded = _loaded("import carbondata")
    assert "duckdb" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_a_comparison_loads_nothing_heavy() -> None:
    loaded = _loaded("import carbondata; carbondata.compare('284 t', 'SWE@2017')")
    assert loaded.isdisjoint(HEAVY)


@pytest.mark.slow
def test_an_offline_build_does_not_load_requests(tmp_path: Path) -> None:
    loaded = _loaded("import carbondata; carbondata.build(sys.argv[1])", str(tmp_path))
    assert "requests" not in loaded


def _written(*kinds: str) -> Iterator[Path]:
    for kind in kinds:
        yield from (path for path in PACKAGE.rglob(kind) if "_sources" not in path.parts)


def test_no_file_of_the_package_is_longer_than_300_lines() -> None:
    files = _written("*.py", "*.sql", "*.mjs", "*.css", "*.html")
    lengths = {
        str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_a_statement_of_sql_fits_a_screen() -> None:
    long = {}
    for path in _written("*.sql"):
        text = re.sub(r"--[^\n]*", "", path.read_text(encoding="utf-8"))
        for statement in text.split(";\n"):
            lines = [line for line in statement.splitlines() if line.strip()]
            if len(lines) > LONGEST_STATEMENT:
                long[f"{path.name}: {lines[0]}"] = len(lines)
    assert long == {}
