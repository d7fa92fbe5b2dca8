"""Generate pages from the code: commands, Python, tables, views and macros, rules."""

from __future__ import annotations

import re
import subprocess
import sys
from inspect import isclass
from typing import TYPE_CHECKING

import carbondata
from carbondata import places, plot

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

# The classes that functions return.
CLASSES = (
    "carbondata.query.comparison.Comparison",
    "carbondata.engine.quantity.Quantity",
    "carbondata.text.answer.Reason",
    "carbondata.pipeline.build.Report",
    "carbondata.runs.footprint.Footprint",
    "carbondata.runs.summary.Summary",
    "carbondata.model_calls.summary.CallsSummary",
)
RULES = """
    SELECT rule, dimension, a AS "one side", b AS "the other", outcome, text_en AS reason,
           round(error_factor, 2) AS "known size", error_case AS "of what", error_source AS source
    FROM rules ORDER BY rule"""
# A table macro, and the comment above it.
MACRO = re.compile(r"((?:^-- .*\n)+)CREATE MACRO (\w+)\(([^)]*)\) AS TABLE", re.MULTILINE)


def write(folder: Path) -> None:
    """Write the pages to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {
        "commands": commands(),
        "python": python(),
        "tables": (places.pinned() / "README.md").read_text(encoding="utf-8"),
        "views": views(),
        "rules": f"# The rules\n\n{table(carbondata.sql(RULES))}",
    }
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")


def commands() -> str:
    """Describe the commands, as --help does: in English, whatever the language of the answers."""
    asked = ["utils", "docs", "--name", "carbondata", "--title", "Commands"]
    done = subprocess.run(  # noqa: S603  (typer's own command)
        [sys.executable, "-m", "typer", "carbondata.cli", *asked],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return f"{done.stdout}\nHelp is English; `--lang fr` is about what the commands answer.\n"


def python() -> str:
    """Describe the public names from their docstrings."""
    public = {name: getattr(carbondata, name) for name in carbondata.__all__}
    errors = [name for name, one in public.items() if isclass(one)]
    functions = [name for name, one in public.items() if callable(one) and not isclass(one)]
    functions += [*(f"plot.{name}" for name in plot.__all__), "spark.footprints"]
    directives = [f".. autofunction:: carbondata.{name}" for name in functions]
    directives += [f".. autoclass:: {name}\n   :members:" for name in CLASSES]
    directives += [f".. autoexception:: carbondata.{name}" for name in errors]
    return "# Python\n\n```{eval-rst}\n" + "\n\n".join(directives) + "\n```\n"


def views() -> str:
    """Describe the views from their comments, and the table macros from the text above them."""
    tables = {path.stem for path in places.pinned().glob("*.parquet")}
    parts = ["# Views and macros\n"]
    for name, what in zip(*carbondata.describe().to_pydict().values(), strict=True):
        if name not in tables | {"build"} and "(" not in name:
            parts += [f"## {name}\n", f"{what}\n", columns(carbondata.describe(name))]
    parts.append("## Macros\n\nEach is a table with arguments.\n")
    for script in places.views():
        for comment, name, operands in MACRO.findall(script.read_text(encoding="utf-8")):
            prose = comment.replace("-- ", "").replace("--", "")
            parts.append(f"### {name}\n\n```sql\nFROM {name}({operands})\n```\n")
            parts.append(f"```text\n{prose}```\n")
    return "\n".join(parts)


def columns(described: pa.Table) -> str:
    """Describe the columns of a view; if none has a description, only list their names."""
    if any(described.column(2).to_pylist()):
        return table(described)
    return f"Columns: {', '.join(f'`{name}`' for name in described.column(0).to_pylist())}.\n"


def table(rows: pa.Table) -> str:
    """Write a table in Markdown."""
    lines = [rows.column_names, ["---"] * rows.num_columns, *map(dict.values, rows.to_pylist())]
    cells = (["" if one is None else str(one).replace("|", "\\|") for one in row] for row in lines)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells) + "\n"
