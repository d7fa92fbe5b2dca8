"""The command line as its user meets it: help, exit codes, formats, 80 columns."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import workshop
from conftest import CHECKOUT
from pyarrow import parquet

import carbondata
from carbondata.pipeline import schema
from carbondata.pipeline.publish.lock import read

LOCK = read(CHECKOUT / "parquet")
CALLS = CHECKOUT / "tests" / "calls" / "plain.csv"
COMMANDS = [
    "compare",
    "find",
    "studies",
    "explain",
    "footprint",
    "calls",
    "claims",
    "cite",
    "report",
    "lint",
    "mcp",
    "verify",
    "page",
    "build",
    "revisions",
    "changes",
    "sources",
    "describe",
    "sql",
    "info",
    "plot",
]


def run(*words: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name("carbondata"))
    env = os.environ | {"COLUMNS": "80", "NO_COLOR": "1"}
    return subprocess.run(
        [program, *words],
        cwd=cwd,
        env=env,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_that_names_the_command(command: str, tmp_path: Path) -> None:
    done = run(command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert f"Example: carbondata {command}" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


# One question to each; `build` has its own below.
QUESTIONS = {
    "compare": (["284 t", "SWE@2017"], "284 t"),
    "find": (["Netflix"], "streaming-hour"),
    "studies": (["gpt-3"], "patterson-2021"),
    "explain": (["nas-gpu", "patterson-2021/evolved-transformer-nas"], "0.01127"),
    "footprint": (
        ["--area", "FRA", "--year", "2022", "--energy-kwh", "1000", "--energy-scope", "facility"],
        "78.54 kg CO2e",
    ),
    "report": (["bloom-176b", "--as", "model-card"], "emissions: 24690000"),
    "lint": (["{card}"], ""),
    "calls": (["{calls}"], "model_ambiguous"),
    "claims": (["nlp-five-cars"], "4.97"),
    "cite": (["strubell-2019"], "@inproceedings{strubell-2019"),
    "verify": (["receipt.json"], ""),
    "page": (["page.html"], "open it in a browser"),
    "revisions": (["--source", "gcb"], "gcb"),
    "changes": (["{built}", "{built}"], "Nothing."),
    "sources": (["gcb"], "Global Carbon"),
    "describe": (["grid"], "intensity_g_per_kwh"),
    "sql": (["SELECT name_fr FROM areas WHERE area_id = 'SWE'"], "Suède"),
    "info": ([], "rows"),
    "plot": (["studies", "bitcoin", "--out", "chart.svg"], "chart.svg"),
}


def test_every_command_answers(built: Path, tmp_path: Path) -> None:
    for file in built.glob("carbondata.duckdb*"):
        (tmp_path / file.name).symlink_to(file)
    run("compare", "284 t", "SWE@2017", "--receipt", "receipt.json", cwd=tmp_path)
    card = tmp_path / "README.md"
    card.write_text("It emitted 12 kg CO2e.", encoding="utf-8")

    def answers(command: str) -> bool:
        words, said = QUESTIONS[command]
        files = {"built": built, "card": card, "calls": CALLS}
        done = run(command, *(word.format(**files) for word in words), cwd=tmp_path)
        return done.returncode == 0 and said in done.stdout

    # The server of MCP has a file of its own, as it needs an extra.
    assert QUESTIONS.keys() | {"build", "mcp"} == set(COMMANDS)
    assert [command for command in QUESTIONS if not answers(command)] == []


def test_build_answers(tmp_path: Path) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-grid")
    done = shop.command("--from", str(shop.copies))
    assert done.returncode == 0
    assert "every check passed" in done.stdout
    query = "SELECT count(*) AS rows FROM grid_intensity"
    assert carbondata.sql(query, shop.out)["rows"].to_pylist() == [20]


def test_a_misspelt_command_is_told_the_right_one(tmp_path: Path) -> None:
    done = run("comapre", cwd=tmp_path)
    assert done.returncode == 2
    assert "Did you mean 'compare'?" in done.stderr


def test_help_lists_every_command(tmp_path: Path) -> None:
    shown = run("--help", cwd=tmp_path).stdout
    assert re.findall(r"^│ (\w+) ", shown, re.MULTILINE) == sorted(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize("words", [["sources"], ["describe"], ["info"], ["sources", "gcb"]])
def test_a_list_fits_80_columns_and_comes_as_csv_and_json(built: Path, words: list[str]) -> None:
    table = run(*words, cwd=built)
    assert table.returncode == 0
    assert max(map(len, table.stdout.splitlines())) <= 80
    rows = json.loads(run(*words, "--format", "json", cwd=built).stdout)
    printed = run(*words, "--format", "csv", cwd=built).stdout
    assert len(list(csv.DictReader(io.StringIO(printed)))) == len(rows) > 1


@pytest.mark.slow
def test_two_columns_of_one_name_both_come_out(built: Path) -> None:
    query = "SELECT 1 AS a, 2 AS a, 3 AS a_1"
    for words in ([query], [f"{query} -- and no more"], [f"{query} ORDER BY 1;"]):
        assert json.loads(run("sql", *words, "-f", "json", cwd=built).stdout) == [
            {"a": 1, "a_2": 2, "a_1": 3}
        ]
    assert run("sql", query, "-f", "csv", cwd=built).stdout == '"a","a_2","a_1"\n1,2,3\n'
    assert carbondata.sql(query, built).column_names == ["a", "a_2", "a_1"]


@pytest.mark.slow
def test_sql_answers_in_each_format(built: Path, tmp_path: Path) -> None:
    query = "SELECT area_id, name_fr FROM areas WHERE area_id = 'SWE'"
    assert "Suède" in run("sql", query, cwd=built).stdout
    assert run("sql", query, "-f", "csv", cwd=built).stdout.splitlines()[1] == '"SWE","Suède"'
    assert json.loads(run("sql", query, "-f", "json", cwd=built).stdout) == [
        {"area_id": "SWE", "name_fr": "Suède"}
    ]
    file = tmp_path / "a.parquet"
    assert run("sql", query, "-f", "parquet", "-o", str(file), cwd=built).returncode == 0
    assert parquet.read_table(file)["name_fr"].to_pylist() == ["Suède"]


@pytest.mark.slow
def test_sql_answers_in_markdown_and_a_value_a_line(built: Path) -> None:
    query = (
        "SELECT area_id, name_fr, 1.5 AS t FROM areas WHERE area_id IN ('FRA', 'SWE') ORDER BY 1"
    )
    assert run("sql", query, "-f", "markdown", cwd=built).stdout.splitlines() == [
        *("| area_id | name_fr | t |", "| --- | --- | ---: |"),
        *("| FRA | France | 1.5 |", "| SWE | Suède | 1.5 |"),
    ]
    assert run("sql", query, "-f", "line", cwd=built).stdout.splitlines() == [
        *("area_id = FRA", "name_fr = France", "      t = 1.5", ""),
        *("area_id = SWE", "name_fr = Suède", "      t = 1.5"),
    ]


@pytest.mark.slow
def test_a_pipe_gets_every_row_and_column_a_row_a_line(built: Path) -> None:
    query = "SELECT id, name_en, why, type_id FROM quantities WHERE length(id) = 60 ORDER BY id"
    printed = run("sql", query, cwd=built).stdout.splitlines()
    rows = carbondata.sql(query, built).to_pylist()
    assert len(printed) == 2 + len(rows) > 5
    for line, row in zip(printed[2:], rows, strict=True):
        assert all(value in line for value in row.values())
    every = run("sql", "SELECT area_id, year FROM grid", cwd=built).stdout.splitlines()
    assert len(every) == 2 + carbondata.sql("FROM grid", built).num_rows > 5000


def test_a_terminal_shows_whole_ids_and_says_what_it_leaves_out(built: Path) -> None:
    query = "SELECT id, source_id, why, type_id FROM quantities WHERE length(id) = 60 ORDER BY id"
    shown = _on_a_terminal("sql", query, cwd=built)
    ids = carbondata.sql(query, built)["id"].to_pylist()
    assert [line.split()[0] for line in shown[2:-1]] == ids
    assert shown[-1] == "(2 of 4 columns; all: --format line or csv, or a pipe)"
    assert max(map(len, shown)) <= 80
    shown = _on_a_terminal("sql", "SELECT area_id, year FROM population ORDER BY ALL", cwd=built)
    assert len(shown) == 2 + 60 + 1
    assert re.fullmatch(r"\(60 of [\d,]+ rows; all: --format line or csv, or a pipe\)", shown[-1])


def _on_a_terminal(*words: str, cwd: Path) -> list[str]:
    """Run a command on a terminal of 80 columns, and return the lines that it shows."""
    ours, its = pty.openpty()
    program = str(Path(sys.executable).with_name("carbondata"))
    env = os.environ | {"COLUMNS": "80", "NO_COLOR": "1"}
    with subprocess.Popen([program, *words], cwd=cwd, env=env, stdout=its):
        os.close(its)
        shown = b""
        # The terminal is closed when the command has ended.
        with suppress(OSError):
            while chunk := os.read(ours, 65_536):
                shown += chunk
    os.close(ours)
    return shown.decode().splitlines()


def test_sql_reads_its_question_from_standard_input(built: Path) -> None:
    done = run("sql", "-", "-f", "csv", cwd=built, stdin="SELECT 6 * 7 AS answer")
    assert done.stdout == '"answer"\n42\n'


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sql", "SELECT nonsense"], "nonsense"),
        (["sql", "SELECT 1; SELECT 2"], "more than one statement: ask one question at a time"),
        (["sources", "strubel"], "did you mean strubell-2019"),
        (["describe", "training_run"], "nearest: training_"),
        (["info", "--db", "nowhere"], "carbondata build"),
        (["build", "out", "--only", "gbc"], "nearest: gcb"),
    ],
)
def test_a_refusal_is_one_message_on_standard_error_and_exit_code_1(
    tmp_path: Path, words: list[str], said: str
) -> None:
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["sql", "SELECT 1", "--format", "xml"],
        ["sql", "SELECT 1", "--out", "a.csv"],
        ["compare", "gpt-3", "SWE", "--top", "3"],
        ["compare", "gpt-3", "--receipt", "a.json"],
        ["footprint", "--energy-kwh", "1"],
        ["footprint", "--area", "FRA", "--when", "2023-01-02"],
    ],
    ids=" ".join,
)
def test_a_misused_option_is_exit_code_2_and_writes_nothing(
    tmp_path: Path, words: list[str]
) -> None:
    done = run(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_build_says_a_line_for_each_source_if_asked_and_a_summary(tmp_path: Path) -> None:
    quiet = run("build", "--only", "lee-2021", cwd=tmp_path)
    assert (quiet.returncode, quiet.stderr) == (0, "")
    done = run("build", "--only", "lee-2021", "-v", cwd=tmp_path)
    assert done.returncode == 0
    rows = LOCK.sources["lee-2021"].tables["sector_estimates"].rows
    shown = rf"^lee-2021 +curated +{rows} rows  sector_estimates$"
    assert re.search(shown, done.stderr, re.MULTILINE)
    assert re.search(r"^owid-co2 +kept +[\d,]+ rows  national_emissions", done.stderr, re.MULTILINE)
    assert re.search(r"^cbeci +not fetched$", done.stderr, re.MULTILINE)
    summary = rf"^[\d,]+ rows in {len(schema.fed())} tables, every check passed$"
    assert re.search(summary, done.stdout, re.MULTILINE)
    assert (tmp_path / "carbondata.duckdb").exists()


def test_the_version_is_printed(tmp_path: Path) -> None:
    assert re.fullmatch(r"carbondata 20\d\d\.\d+\.\d+\n", run("--version", cwd=tmp_path).stdout)


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("carbondata sources strub", ["strubell-2019"]),
        ("carbondata describe comp", ["compare"]),
        ("carbondata describe train", ["training_emissions", "training_energy", "training_order"]),
    ],
)
def test_tab_completes_sources_tables_and_macros(
    tmp_path: Path, line: str, completed: list[str]
) -> None:
    program = str(Path(sys.executable).with_name("carbondata"))
    env = os.environ | {
        "_CARBONDATA_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [program], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[: len(completed)] == completed


def test_help_says_what_is_taken_when_an_option_is_left_out(tmp_path: Path) -> None:
    told = " ".join(run("compare", "--help", cwd=tmp_path).stdout.replace("│", " ").split())
    assert "The year of that grid. [default: the run's]" in told
    assert "[default: emissions where all have them, else electricity]" in told


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["latin-1:strict", "cp1252", "cp437:strict"])
def test_an_encoding_of_few_signs_loses_no_word(built: Path, encoding: str) -> None:
    def piped(*words: str) -> bytes:
        """Run a command with its output in a pipe of that encoding."""
        command = [
            sys.executable,
            "-c",
            "import carbondata.cli as c; c.run()",
            *words,
            "--db",
            str(built),
        ]
        environment = os.environ | {"PYTHONIOENCODING": encoding}
        return subprocess.run(command, env=environment, check=True, capture_output=True).stdout

    name = encoding.partition(":")[0]
    told = piped("compare", "gpt-3", "car", "--lang", "fr").decode(name)
    plain = told.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")
    # cp1252 has the apostrophe itself.
    plain = plain.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    assert plain.startswith(
        "L'entraînement de GPT-3 (175 Md) a émis 552 t éq. CO2, autant que 9,7 "
    )
    # A table is for people; JSON is in UTF-8 everywhere.
    assert "carburant compris" in piped("find", "voiture", "--lang", "fr").decode(name)
    found = piped("compare", "gpt-3", "car", "--format", "json", "--lang", "fr")
    assert json.loads(found.decode())[0]["sentence"].startswith(
        "L\N{RIGHT SINGLE QUOTATION MARK}entraînement de GPT-3"
    )
