"""What must not happen: leaving a folder, running what is read, growing without end."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import workshop
from conftest import CHECKOUT
from workshop import Workshop, swap_all, write

from carbondata.errors import SourceError
from carbondata.pipeline.ingest.cells import MAX_CURATED_BYTES
from carbondata.pipeline.ingest.manifest import MAX_TOML_BYTES

pytestmark = pytest.mark.slow

GRID = "carbon-intensity-electricity_OurWorldInData.csv"
PASSWD = "/etc/passwd"  # noqa: S105  (a path)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Build the grid intensities once."""
    made = workshop.furnish(tmp_path_factory.mktemp("once") / "shop", "iso-3166", "meadow-grid")
    made.build()
    return made


@pytest.fixture
def shop(once: Workshop, tmp_path: Path) -> Workshop:
    """Copy it, to spoil."""
    return once.twin(tmp_path / "shop")


def refused(shop: Workshop, says: str) -> None:
    """Build, and be refused in our own words; nothing built before has changed."""
    before = workshop.digests(shop.out)
    with pytest.raises(SourceError) as caught:
        shop.build()
    assert says in str(caught.value)
    assert "root:" not in str(caught.value)
    assert workshop.digests(shop.out) == before


@pytest.mark.parametrize("name", ["../../../etc/passwd", PASSWD, "..", ".", ".hidden", "a\\\\b"])
def test_a_raw_file_is_never_looked_for_elsewhere(shop: Workshop, name: str) -> None:
    toml = shop.sources / "meadow-grid" / "source.toml"
    swap_all(toml, r'^file = ".*"', f"file = '{name}'")
    refused(shop, "column fetch.raw.file")


def test_a_raw_file_with_a_nul_in_its_name_is_refused(shop: Workshop) -> None:
    toml = shop.sources / "meadow-grid" / "source.toml"
    swap_all(toml, r'^file = "', 'file = "\\\\u0000')
    refused(shop, "column fetch.raw.file")


@pytest.mark.parametrize("name", ["../meadow-grid", "/meadow-grid", "meadow grid", "Meadow-Grid"])
def test_an_id_is_a_plain_name(shop: Workshop, name: str) -> None:
    swap_all(shop.sources / "meadow-grid" / "source.toml", r'^id = ".*"', f'id = "{name}"')
    refused(shop, "column id")


def test_a_copy_that_is_a_link_out_of_its_folder_is_not_followed(shop: Workshop) -> None:
    copy = shop.copies / "meadow-grid" / GRID
    copy.unlink()
    copy.symlink_to(PASSWD)
    refused(shop, "is a link that leads out of it")


@pytest.mark.parametrize("what", ["areas.csv", "source.toml"])
def test_a_file_of_a_source_that_is_a_link_is_not_followed(shop: Workshop, what: str) -> None:
    path = shop.sources / "iso-3166" / what
    path.unlink()
    path.symlink_to(PASSWD)
    refused(shop, f"iso-3166: sources/iso-3166/{what}: a link")


def test_a_source_folder_that_is_a_link_is_not_followed(shop: Workshop, tmp_path: Path) -> None:
    (shop.sources / "meadow-grid").rename(tmp_path / "elsewhere")
    (shop.sources / "meadow-grid").symlink_to(tmp_path / "elsewhere")
    refused(shop, "meadow-grid: sources/meadow-grid: a link")


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * FROM read_text('{PASSWD}')",
        f"SELECT * FROM read_csv('{PASSWD}')",
        "SELECT * FROM 'https://192.0.2.1/x.parquet'",
        f"SELECT content FROM '{PASSWD}'",
        "ATTACH 'stolen.duckdb'",
        "COPY raw TO 'stolen.csv'",
        "SET enable_external_access = true; SELECT 1",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT getenv('HOME')",
        "PRAGMA database_list",
    ],
)
def test_the_sql_of_a_source_reaches_nothing_but_its_rows(shop: Workshop, query: str) -> None:
    write(shop.sources / "meadow-grid" / "grid_intensity.sql", query)
    refused(shop, "meadow-grid: sources/meadow-grid/grid_intensity.sql")
    assert list(Path().glob("stolen.*")) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("#" * MAX_TOML_BYTES, "more than the ceiling of 20000"),
        ("x = " + "[" * 9000 + "]" * 9000, "nested too deeply"),
        (".".join("a" * 9000) + " = 1", "column a, value '…': unknown key"),
        ("priority = " + "9" * 9000, "Exceeds the limit (4300 digits)"),
    ],
)
def test_a_manifest_has_a_ceiling(shop: Workshop, more: str, said: str) -> None:
    toml = shop.sources / "meadow-grid" / "source.toml"
    write(toml, f"{more}\n{toml.read_text(encoding='utf-8')}")
    refused(shop, said)


@pytest.mark.parametrize(
    ("key", "found"),
    [("priority", "1" + "0" * 20), ("refresh_days", "99999"), ("max_bytes", "9" * 12)],
)
def test_a_number_of_a_manifest_has_a_ceiling(shop: Workshop, key: str, found: str) -> None:
    toml = shop.sources / "meadow-grid" / "source.toml"
    swap_all(toml, rf"^{key} *=.*", f"{key} = {found}")
    refused(shop, f"{key}, value '{found}': Input should be less than or equal to")


@pytest.mark.parametrize("name", ["meadow-grid/source.toml", "iso-3166/areas.csv"])
@pytest.mark.parametrize(("make", "kind"), [(os.mkfifo, "a pipe"), (os.mkdir, "a folder")])
def test_what_is_no_file_is_not_waited_for(
    shop: Workshop, name: str, make: Callable[[Path], None], kind: str
) -> None:
    path = shop.sources / name
    path.unlink()
    make(path)
    refused(shop, f"sources/{name}: {kind}, where a file belongs")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (",".join(map(str, range(200_000))), "200000 columns, more than the ceiling of 2000"),
        ("a," * 200_000, "200001 columns, more than the ceiling of 2000"),
    ],
)
def test_a_file_has_so_many_columns(shop: Workshop, cells: str, said: str) -> None:
    write(shop.copies / "meadow-grid" / GRID, f"{cells}\n1\n")
    refused(shop, said)


def test_a_typed_in_file_has_a_ceiling(shop: Workshop) -> None:
    path = shop.sources / "iso-3166" / "areas.csv"
    with path.open("ab") as stream:
        stream.truncate(MAX_CURATED_BYTES + 1)
    refused(shop, "more than the ceiling of 20000000")


def test_a_copy_has_the_ceiling_of_its_manifest(shop: Workshop) -> None:
    os.truncate(shop.copies / "meadow-grid" / GRID, 2_000_001)
    refused(shop, "2000001 bytes, more than the ceiling of 2000000")


def test_a_cell_without_end_is_refused(shop: Workshop) -> None:
    # Another library in the process may have lifted the limit, which is Python's own.
    csv.field_size_limit(131_072)
    write(shop.copies / "meadow-grid" / GRID, '"' + "x" * 200_000 + '",Code\n1,2\n')
    refused(shop, "not CSV: field larger than field limit")


FORMULAS = [
    "=1+1",
    "+SUM(A1)",
    "-2+3+cmd|' /C calc'!A0",
    "@now",
    "\t=1",
    "-1.5",
    "+3e8",
    "Sweden",
    "'",
]


def test_a_spreadsheet_finds_no_formula_in_an_exported_csv(built: Path) -> None:
    quoted = ", ".join("('" + text.replace("'", "''") + "')" for text in FORMULAS)
    query = f"SELECT t, -1.5 AS n, ['=1', 'b'] AS l FROM (VALUES {quoted}) AS v (t)"
    done = workshop.run("sql", query, "--format", "csv", "--db", str(built))
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["t"] for row in rows] == [
        "'=1+1",
        "'+SUM(A1)",
        "'-2+3+cmd|' /C calc'!A0",
        "'@now",
        "'\t=1",
        "-1.5",
        "+3e8",
        "Sweden",
        "'",
    ]
    assert {row["n"] for row in rows} == {"-1.5"}
    assert {row["l"] for row in rows} == {"'=1;b"}
    exact = json.loads(workshop.run("sql", query, "-f", "json", "--db", str(built)).stdout)
    assert [row["t"] for row in exact] == FORMULAS


def test_nothing_is_unpickled_evaluated_or_given_to_a_shell() -> None:
    imported: set[str] = set()
    called: set[str] = set()
    starting: set[str] = set()
    for path in (CHECKOUT / "carbondata").rglob("*.py"):
        if "subprocess" in path.read_text(encoding="utf-8"):
            starting.add(path.name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.split(".")[0])
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                called.add(node.func.id)
    assert "duckdb" in imported
    assert imported.isdisjoint({"pickle", "marshal", "shelve", "yaml", "dill"})
    # OpenSSH signs receipts: one program, by its name, without a shell.
    assert starting == {"signatures.py"}
    text = (CHECKOUT / "carbondata" / "query" / "signatures.py").read_text(encoding="utf-8")
    assert text.count("subprocess.run(") == 1
    assert "shell" not in text.replace("no shell", "")
    assert called.isdisjoint({"eval", "exec", "compile", "__import__"})
