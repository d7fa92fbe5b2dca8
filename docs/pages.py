"""README and docs/ as programs: their code blocks, run in order, beside the output they print.

A page is a session in one folder, which holds a built `carbondata.duckdb`. A `text` block is the
output of the block before it. `python docs/pages.py` writes the outputs of today into the pages,
and draws the README's picture.
"""

from __future__ import annotations

import ast
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from carbondata.pipeline import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).resolve().parents[1]
PICTURE = CHECKOUT / "docs" / "pictures" / "five-cars.svg"
DATA = {"text", "toml", "csv", "json", "bibtex"}
# Not run here, and why. A block bears the word behind its language: ```sh setup
MARKS = {"setup": "makes an environment; CI does the same", "network": "asks publishers"}
# What a reader brings along; without it a block is passed over, and the test says so.
BROUGHT = {"pandas", "polars", "pyspark", "mlcroissant", "frictionless", "altair", "vl_convert"}
# What carbondata itself decides, and what follows, is told below the table.
DECISIONS = {"rules", "units", "sectors", "names", "preferred", "grounds", "caveats", "familiar"}
FIGURES = {*schema.fed(), "quantities"} - DECISIONS
TABLES = ("<!-- tables: written by docs/pages.py -->", "<!-- end -->")


@dataclass
class Block:
    """A block of code of a page, and the output that the page prints below it."""

    page: str
    language: str
    mark: str
    code: str
    line: int
    printed: str | None = None
    printed_lines: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        """Say where it is."""
        return f"{self.page}, line {self.line} ({self.language})"


def paths() -> list[Path]:
    """List the pages that are read as programs."""
    written = CHECKOUT.glob("docs/**/*.md")
    return [CHECKOUT / "README.md", *sorted(path for path in written if "built" not in path.parts)]


def name(path: Path) -> str:
    """Name a page as seen from the checkout."""
    return path.relative_to(CHECKOUT).as_posix()


def blocks(path: Path) -> list[Block]:
    """Read a page's blocks of code, indented ones too, each with its output."""
    found: list[Block] = []
    for token in MarkdownIt().parse(path.read_text(encoding="utf-8")):
        if token.type not in {"fence", "code_block"} or token.info.startswith("{"):
            continue
        assert token.map, "a block of code has a place"
        language, _, mark = token.info.partition(" ")
        before = found[-1] if found else None
        if language == "text" and before and before.language not in DATA and not before.printed:
            before.printed = token.content or "nothing"
            before.printed_lines = (token.map[0] + 1, token.map[1] - 1)
        else:
            found.append(Block(name(path), language, mark, token.content, token.map[0] + 1))
    return found


@dataclass
class Session:
    """A reader who does what a page says, block by block, in one folder."""

    folder: Path
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})

    def run(self, block: Block) -> str:
        """Run a block, and return what it prints."""
        return {"sh": self._sh, "sql": self._sql, "python": self._python, "r": self._r}[
            block.language
        ](block)

    def _sh(self, block: Block) -> str:
        return self._command(["bash", "-euo", "pipefail", "-c", block.code])

    def _sql(self, block: Block) -> str:
        return self._command(["carbondata", "sql", "-"], block.code)

    def _r(self, block: Block) -> str:
        return self._command(["Rscript", "-"], block.code)

    def _python(self, block: Block) -> str:
        printed = io.StringIO()
        with chdir(self.folder), redirect_stdout(printed):
            exec(compile(block.code, str(block), "exec"), self.names)  # noqa: S102  (the pages are ours)
        return printed.getvalue()

    def _command(self, command: list[str], given: str = "") -> str:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        env = os.environ | {"PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
        env.pop("CARBONDATA_CACHE", None)
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=env,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        return done.stdout


def lacks(block: Block) -> str | None:
    """Say what a block needs that this machine has not."""
    if block.language == "r":
        return _lacking_in_r(block.code)
    if block.language != "python":
        return None
    imports = [node for node in ast.walk(ast.parse(block.code)) if isinstance(node, ast.Import)]
    sent = [node for node in ast.walk(ast.parse(block.code)) if isinstance(node, ast.ImportFrom)]
    modules = {alias.name.split(".")[0] for node in imports for alias in node.names}
    modules |= {str(node.module).split(".")[0] for node in sent}
    if "pyspark" in modules and not shutil.which("java"):
        return "java"
    return next((one for one in modules & BROUGHT if not importlib.util.find_spec(one)), None)


def _lacking_in_r(code: str) -> str | None:
    if not shutil.which("Rscript"):
        return "R"
    for package in re.findall(r"(\w+)::|library\((\w+)\)", code):
        name = "".join(package)
        if subprocess.run(["Rscript", "-e", f"loadNamespace('{name}')"], check=False).returncode:
            return f"R package {name}"
    return None


def told(path: Path, folder: Path) -> Iterator[tuple[Block, str | None]]:
    """Run a page; yield its blocks with what they print, None where they are not run.

    Once something is missing, the rest of the page is passed over: it may stand on it.
    """
    session, missing = Session(folder), False
    for block in blocks(path):
        missing = missing or lacks(block) is not None
        run = block.language not in DATA and not block.mark and not missing
        yield block, session.run(block) if run else None


def as_printed(text: str) -> str:
    """Drop what a page cannot show: spaces at the ends of lines, empty lines around."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def on_any_day(text: str) -> str:
    """Blank out what depends on the day: the age of a factor, and how many rows there are."""
    text = re.sub(r"\b\d+ years ago", "N years ago", as_printed(text))
    return re.sub(r"(?m)^[\d,]+ rows in \d+ tables", "N rows in N tables", text)


def table_of_tables() -> str:
    """Write the README's table of tables of figures, from the description of the files."""
    package = json.loads((CHECKOUT / "parquet" / "datapackage.json").read_text(encoding="utf-8"))
    lines = ["| table | rows | one row is |", "| --- | ---: | --- |"]
    for resource in package["resources"]:
        table = resource["path"].removesuffix(".parquet")
        if table not in FIGURES:
            continue
        lines.append(f"| `{table}` | {resource['rows']:,} | {resource['description']} |")
    return "\n".join(lines)


def write(path: Path, folder: Path) -> None:
    """Write into a page the outputs of today, and the table of tables."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for block, output in reversed(list(told(path, folder))):
        if output is not None and block.printed is not None:
            start, end = block.printed_lines
            lines[start:end] = as_printed(output).splitlines()
    if TABLES[0] in lines:
        lines[lines.index(TABLES[0]) + 1 : lines.index(TABLES[1])] = table_of_tables().splitlines()
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write the pages named, or all of them."""
    import carbondata

    with tempfile.TemporaryDirectory() as built:
        carbondata.build(built)
        for path in [Path(one).resolve() for one in sys.argv[1:]] or paths():
            with tempfile.TemporaryDirectory() as folder:
                for file in Path(built).glob("carbondata.duckdb*"):
                    shutil.copy(file, folder)
                write(path, Path(folder))
                if (drawn := Path(folder, PICTURE.name)).exists():
                    shutil.copy(drawn, PICTURE)


if __name__ == "__main__":
    main()
