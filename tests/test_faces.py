"""Names from elsewhere, whatever they hold: refused by the check, and harmless in every face."""

from __future__ import annotations

import csv
import html
import io
import os
import pty
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from conftest import CHECKOUT
from markdown_it import MarkdownIt
from workshop import COMMAND, run

import carbondata
from carbondata import plot
from carbondata.cli.options import operands
from carbondata.faces import as_cell, cell_in_sql, markdown
from carbondata.pipeline import schema
from carbondata.pipeline.check.printable import check_printable
from carbondata.pipeline.ingest import manifest
from carbondata.pipeline.publish.metadata.data_dictionary import data_dictionary
from carbondata.query import notebook

# Ends a script, a cell, a fence; calls somebody; moves a cursor, turns a line, is no character.
HOSTILE = (
    "</script><img src=x onerror=alert(1)> | `x` ``` @octocat #1 ![i](http://e/i) "
    "\x1b[2J\x1b]0;t\x07\u202egnp\u2028\ue000\uffff"
)
PAIR = ("strubell-2019/nas-gpu", "SWE@2017")


@pytest.fixture(scope="module")
def hostile(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy a database without its proof, and put such names into it."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copy(built / "carbondata.duckdb", folder)
    with duckdb.connect(str(folder / "carbondata.duckdb")) as con:
        con.execute("UPDATE quantities SET name_en = $1 WHERE row_id = $2", [HOSTILE, PAIR[0]])
        con.execute("UPDATE quantities SET name_en = $1 WHERE subject = 'SWE'", [HOSTILE])
        con.execute("UPDATE sources SET title = $1 WHERE source_id = 'strubell-2019'", [HOSTILE])
        con.execute("UPDATE quantity_names SET name = 'SWE' || chr(27) WHERE name = 'SWE'")
    return folder


def unreadable(text: str) -> set[str]:
    return {
        sign
        for sign in text
        if not sign.isprintable() and sign != "\n" and unicodedata.category(sign) != "Zs"
    }


@pytest.mark.parametrize(
    "words",
    [
        *(["compare", *PAIR], ["compare", *PAIR, "284 t"], ["compare", *PAIR, "-f", "json"]),
        *(
            ["compare", *PAIR, "284 t", "-f", "markdown"],
            ["compare", *PAIR, "284 t", "-f", "latex"],
        ),
        *(["sources", "strubell-2019"], ["sources", "strubell-2019", "-f", "json"]),
        *(["sql", "FROM sources", "-f", "line"], ["sql", "FROM sources", "-f", "markdown"]),
        ["sql", 'SELECT title AS "\x1b" FROM sources'],
        ["find", "energy and policy considerations"],
    ],
    ids=" ".join,
)
def test_a_command_prints_no_character_that_is_none_to_be_read(
    hostile: Path, words: list[str]
) -> None:
    done = run(*words, "--db", str(hostile))
    assert done.returncode == 0, done.stderr
    assert unreadable(done.stdout + done.stderr) == set()


@pytest.mark.slow
def test_csv_is_as_it_is_but_on_a_terminal(hostile: Path) -> None:
    command = [
        *(str(COMMAND), "sql", "SELECT title FROM sources WHERE source_id = 'strubell-2019'"),
        *("--format", "csv", "--db", str(hostile)),
    ]
    ours, theirs = pty.openpty()
    subprocess.run(command, stdout=theirs, check=True)
    os.close(theirs)
    assert r"\u001b[2J" in os.read(ours, 9999).decode()
    os.close(ours)
    piped = subprocess.run(command, capture_output=True, text=True, check=True)
    assert list(csv.reader(io.StringIO(piped.stdout))) == [["title"], [HOSTILE]]


def test_a_name_that_a_shell_would_print_is_not_completed(
    hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hostile)
    assert operands("SWE") == []
    assert "Sweden" in operands("Swed")


def test_markdown_reads_as_it_was_and_calls_nobody(hostile: Path) -> None:
    (row,) = carbondata.sql(
        "SELECT title FROM sources WHERE source_id = 'strubell-2019'", hostile
    ).to_pylist()
    assert row["title"] == HOSTILE
    query = "SELECT title FROM sources WHERE source_id = 'strubell-2019'"
    cells = run("sql", query, "-f", "markdown", "--db", str(hostile)).stdout
    told = carbondata.compare(*PAIR, database=hostile)._repr_markdown_()
    for text in (cells, told):
        rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
        assert re.search(r"(?<!\w)@\w|#\d", rendered) is None
        assert re.search(r"<(img|script|code|pre)", rendered) is None
        assert "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; | `x` ```" in rendered


FORMULAS = (r"$\href{javascript:alert(1)}{x}$", "$$x$$", r"\(x\)", r"\[x\]", r"\begin{a}x\end{a}")


@pytest.mark.parametrize("name", FORMULAS)
def test_no_formula_is_made_of_a_name_in_markdown(name: str) -> None:
    text = markdown(name)
    # What Jupyter takes out before it reads Markdown, and what MathJax finds in one text of HTML.
    assert re.search(r"(?<!\\)\$|\\\\[()\[\]]|\\(begin|end)\{", text) is None
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    for part in re.split(r"<[^>]*>", rendered):
        assert re.search(r"\$.+\$|\\[()\[\]]|\\(begin|end)\{", part) is None
    plain = html.unescape(re.sub(r"<[^>]*>|\u200b", "", rendered)).replace("\u200b", "")
    assert plain.strip() == name


def test_no_formula_is_made_of_a_name_in_a_notebook() -> None:
    left_alone = '<div class="tex2jax_ignore mathjax_ignore">'
    compared = carbondata.compare("gpt-3", "bloom-176b")
    several = carbondata.compare("gpt-3", "car-lifetime-usa", "SWE@2017")
    rows = notebook.html(carbondata.sql("SELECT '$x$' AS name"))
    for face in (rows, compared._repr_html_(), several._repr_html_()):
        assert face.startswith(left_alone)
        assert face.endswith("</div>")
        assert face.count(left_alone) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["svg", "png", "html"])
def test_a_chart_of_such_names_is_drawn(hostile: Path, tmp_path: Path, kind: str) -> None:
    """Once an ESC ended the whole process, a notebook's too."""
    path = tmp_path / f"chart.{kind}"
    done = run("plot", "compare", *PAIR, "284 t", "--out", str(path), "--db", str(hostile))
    assert (done.returncode, done.stderr) == (0, "")
    drawn = path.read_bytes()
    assert b"\x1b" not in drawn or kind == "png"
    assert b"<img src=x" not in drawn


@pytest.mark.slow
def test_the_page_and_a_notebook_hold_no_markup_of_theirs(hostile: Path, tmp_path: Path) -> None:
    carbondata.page(tmp_path / "page.html", hostile)
    found = carbondata.compare(*PAIR, database=hostile)
    shown = notebook.html(carbondata.sources("strubell-2019", hostile))
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert r"\u003c/script>\u003cimg src=x" in page
    for face in (page, shown, found._repr_html_()):
        assert "<img src" not in face
        assert unreadable(face) - {"\t"} == set()


def test_no_text_in_a_csv_is_a_formula(hostile: Path, tmp_path: Path) -> None:
    runs = pa.table(
        {
            "energy_kwh": [1.0, 1.0, 1.0],
            "energy_scope": ["server"] * 3,
            "area_id": ["FRA"] * 3,
            "year": [2023] * 3,
            "note": ["=HYPERLINK(1)", "-5", "@x"],
            "=head": [-5, -6, -7],
        }
    )
    carbondata.footprints(runs, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["note"] for row in rows] == ["'=HYPERLINK(1)", "-5", "'@x"]
    assert [row["'=head"] for row in rows] == ["-5", "-6", "-7"]
    query = "SELECT '=1+1' AS \"=a\", -5 AS b, '-5' AS c, '\uff1d1' AS d, '-x' AS e"
    done = run("sql", query, "-f", "csv", "--db", str(hostile))
    assert list(csv.reader(io.StringIO(done.stdout))) == [
        ["'=a", "b", "c", "d", "e"],
        ["'=1+1", "-5", "-5", "'\uff1d1", "'-x"],
    ]


@pytest.mark.parametrize("text", ["", "a", "=1", "+1", "+1,5e3", "-", "\t1", "\n=1", "\uff0b1"])
def test_sql_and_python_keep_the_same_texts_from_being_formulas(text: str) -> None:
    query = f"SELECT {cell_in_sql('x')} FROM (SELECT ? AS x)"
    assert duckdb.execute(query, [text]).fetchall() == [(as_cell(text),)]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("a\x1b[2J", "cannot be printed"),
        ("a\u202eb", "cannot be printed"),
        ("a\u200bb", "cannot be printed"),
        ("a\nb", "cannot be printed"),
        ("a <script>", "contains markup"),
        ("a ```", "contains markup"),
        ("![a](b)", "contains markup"),
        ("=1+1", "a spreadsheet would run it"),
        ("@octocat", "a spreadsheet would run it"),
    ],
)
def test_a_name_that_needs_none_of_it_is_refused_by_the_check(title: str, said: str) -> None:
    row = carbondata.sql("FROM sources LIMIT 1").to_pylist()[0]
    good = pa.Table.from_pylist([row], schema.arrow_schema("sources"))
    assert list(check_printable("sources", good)) == []
    bad = pa.Table.from_pylist([row | {"title": title}], schema.arrow_schema("sources"))
    (problem,) = check_printable("sources", bad)
    assert said in problem.what
    assert (problem.source, problem.column) == (row["source_id"], "title")
    assert unreadable(str(problem)) == set()


def test_names_of_mathematics_and_of_french_pass_the_check() -> None:
    row = carbondata.sql("FROM sources LIMIT 1").to_pylist()[0]
    title = "Émissions d\u2019un A380 : \u2264 250\u202fg, x < 5, R&D, 5 * 3 (a_b) #1 -2 %"
    table = pa.Table.from_pylist([row | {"title": title}], schema.arrow_schema("sources"))
    assert list(check_printable("sources", table)) == []


def test_the_data_dictionary_is_a_table_whatever_a_title_holds() -> None:
    one = manifest.load(CHECKOUT / "sources" / "strubell-2019")
    other = one.model_copy(
        update={"title": HOSTILE, "publisher": "a | b", "homepage": "https://e.org/)![x](y"}
    )
    text = data_dictionary(dict.fromkeys(schema.tables(), 0), {one.id: other})
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    (row,) = re.findall(r"<tr>\n<td><a .*?</tr>", rendered, re.DOTALL)
    assert row.count("<td>") == 5
    assert re.search(r"<(img|script)", row) is None
    assert 'href="https://e.org/%29!%5Bx%5D%28y"' in row


@pytest.mark.slow
def test_a_chart_of_elsewhere_is_drawn_too(hostile: Path) -> None:
    spec = plot.compare(*PAIR, "284 t", database=hostile).to_dict()
    assert unreadable(str(spec)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "&dollar;x&dollar;",
        "&#x24;x&#36;",
        "&commat;octocat",
        "&#x40;octocat",
        "&lt;b&gt;",
        "\\&#36;",
    ],
)
def test_an_entity_in_markdown_is_read_as_it_was_written(text: str) -> None:
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown(text))
    shown = html.unescape(re.sub("<[^>]*>", "", rendered)).replace("\u200b", "")
    assert shown == f"{text}\n"
