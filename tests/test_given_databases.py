"""A database that somebody gave you may hold anything: it is shown as text, or refused."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

import duckdb
import pytest
from workshop import run

import carbondata
from carbondata.errors import QueryError
from carbondata.query import connection, instances

pytestmark = pytest.mark.slow

FORMULA = '=HYPERLINK("http://192.0.2.1","Sweden")'


@pytest.fixture
def database(built: Path, tmp_path: Path) -> Path:
    """Copy the built database, without its proof."""
    return Path(shutil.copy(built / "carbondata.duckdb", tmp_path))


def change(database: Path, *orders: str) -> None:
    """Change a database as whoever gives it to you could."""
    with duckdb.connect(database) as con:
        for order in orders:
            con.execute(order)


@pytest.mark.parametrize(
    "orders",
    [
        ["CREATE MACRO f(x) AS x", "CREATE TABLE extra(a VARCHAR, b VARCHAR AS (f(a)))"],
        ["CREATE TABLE extra(a VARCHAR COLLATE nocase)"],
        ["CREATE TABLE extra(a VARCHAR DEFAULT 'x')"],
        ["CREATE TABLE extra(a VARCHAR CHECK (a <> 'x'))"],
        ["CREATE TABLE extra(a ENUM ('x'))"],
        ["CREATE TABLE extra(a VARCHAR)", "CREATE INDEX i ON extra(lower(a))"],
        ["CREATE SCHEMA s", "CREATE TABLE s.extra(a BLOB)"],
        ['CREATE TABLE extra("a VARCHAR, ""b" VARCHAR, c STRUCT(d VARCHAR))'],
    ],
)
@pytest.mark.parametrize("version", ["2019.6.0", None])
def test_a_table_of_more_than_plain_columns_is_not_read(
    database: Path,
    orders: list[str],
    version: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change(database, *orders)
    if version:
        change(database, f"UPDATE build SET version = '{version}'")

    def read(*_: object) -> None:
        pytest.fail("it was read")

    monkeypatch.setattr(instances, "_read_through", read)
    for asked in (
        lambda: carbondata.sql("SELECT 1", database),
        lambda: carbondata.connect(database),
        lambda: carbondata.compare("gpt-3", "car", database=database),
    ):
        with pytest.raises(QueryError, match="its table extra has columns that no build makes"):
            asked()


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (
            "ALTER TABLE quantities ALTER year TYPE VARCHAR",
            "column quantities.year has another",
        ),
        ("ALTER TABLE areas ALTER name_en TYPE VARCHAR[] USING [name_en]", "areas.name_en"),
        ("ALTER TABLE pue ALTER pue TYPE DECIMAL(9, 2)", "table pue has columns that no build"),
        ("DELETE FROM build", "its table build does not have one row"),
        ("INSERT INTO build FROM build", "its table build does not have one row"),
        ("ALTER TABLE build DROP version", "cannot be opened as a database of carbondata"),
    ],
)
def test_a_table_of_other_types_is_refused_by_name(database: Path, order: str, why: str) -> None:
    change(database, order)
    for asked in (("compare", "gpt-3", "car"), ("info",), ("sql", "FROM pue")):
        done = run(*asked, "--db", str(database))
        assert done.returncode == 1
        assert why in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "gone",
    [
        "rules",
        "rules WHERE rule = 'boundary-use-life-cycle'",
        "verdicts",
        "quantity_types",
        "units",
        "grounds",
        "quantity_names",
    ],
)
def test_a_decision_that_was_deleted_is_missed_by_name(database: Path, gone: str) -> None:
    change(database, f"DELETE FROM {gone}")
    for ask in (
        lambda: carbondata.compare("strubell-2019/nas-gpu", "car-lifetime-usa", database=database),
        lambda: carbondata.nearest("5 t", database=database),
    ):
        with suppress(QueryError):  # or an answer that does not need it
            ask()
    if gone.startswith("rules"):
        with pytest.raises(QueryError, match=r"lacks a decision of carbondata, [a-z-]+; "):
            carbondata.compare("strubell-2019/nas-gpu", "car-lifetime-usa", database=database)


def test_a_name_in_a_message_is_one_line(database: Path) -> None:
    change(database, 'CREATE TABLE "a\n\x1b[2Jnext" AS SELECT 1::BIGINT AS a')
    with pytest.raises(QueryError) as refused:
        carbondata.sql("SELECT 1", database)
    assert r"defines a\n\u001b[2Jnext, which" in str(refused.value)
    change(database, "UPDATE build SET version = 'a\n\x1b[2Jnext'")
    with pytest.raises(QueryError) as refused:
        carbondata.compare("gpt-3", "car", database=database)
    assert r"was made by carbondata a\n\u001b[2Jnext, this is" in str(refused.value)


def test_no_extension_is_loaded_for_what_a_file_says(database: Path) -> None:
    settings = """
        SELECT name, value FROM duckdb_settings()
        WHERE name IN ('autoload_known_extensions', 'autoinstall_known_extensions')"""
    attached = instances.attached(database)
    assert {value for _, value in attached.sql(settings).fetchall()} == {"false"}
    # Whoever asks may: the file has been looked through by then.
    usual = duckdb.connect().sql(settings).fetchall()
    assert carbondata.connect(database).sql(settings).fetchall() == usual
    assert carbondata.connect().sql(settings).fetchall() == usual


def test_a_table_does_not_take_the_place_of_a_file_or_a_variable(database: Path) -> None:
    for name in ("jobs.csv", "mine"):
        change(database, f"CREATE TABLE \"{name}\" AS SELECT 'theirs' AS a")
        with pytest.raises(QueryError, match=r"defines jobs\.csv.*, which carbondata does not"):
            carbondata.sql(f'FROM "{name}"', database)
        with pytest.warns(UserWarning, match="and no other file is read"):
            carbondata.connect(database)


def test_a_macro_with_the_name_of_a_view_is_another_thing(database: Path) -> None:
    change(database, "CREATE MACRO trainings() AS (SELECT 1)")
    with pytest.raises(QueryError, match="defines trainings, which carbondata does not"):
        carbondata.sql("SELECT 1", database)


def test_the_text_of_a_rule_is_not_evaluated(database: Path) -> None:
    texts = (
        *("{side:>1500000000}", "{side.__class__.__mro__}", "{nosuch}", "{0}", "{side[0", "{"),
        *("{side!r}", "{side:{nosuch}}"),
    )
    odd = " ".join(texts)
    change(database, f"UPDATE rules SET text_en = '{{side}} is {odd}'")
    found = carbondata.compare("strubell-2019/nas-gpu", "car-lifetime-usa", database=database)
    # A rule about both has no side.
    told = {reason.text_en for reason in found.reasons}
    assert told == {f"{{side}} is {odd}", f"the subject is {odd}", f"the reference is {odd}"}


def test_a_name_is_no_part_of_the_template_of_the_page(database: Path, tmp_path: Path) -> None:
    name = "{{languages}} {{phrases}} {{figures}}"
    change(database, f"UPDATE quantities SET name_en = '{name}' WHERE id = 'car-lifetime-usa'")
    carbondata.page(tmp_path / "page.html", database)
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    (held,) = re.findall(r'id="figures">(.*?)</script>', text)
    assert name in json.dumps(json.loads(held))


def test_a_page_of_too_long_a_name_is_refused(database: Path) -> None:
    with pytest.raises(QueryError, match="the page cannot be written to"):
        carbondata.page("x" * 1_000_000, database)


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_what_is_no_number_is_no_figure(database: Path, tmp_path: Path, value: str) -> None:
    change(database, f"UPDATE quantities SET emissions_t = '{value}', energy_kwh = '{value}'")
    page = str(tmp_path / "page.html")
    for asked in (
        ("compare", "gpt-3", "car"),
        ("studies", "bitcoin"),
        ("find", "car"),
        ("page", page),
    ):
        done = run(*asked, "--db", str(database))
        assert done.returncode in {0, 1}
        assert "Traceback" not in done.stderr


def test_a_database_that_never_stays_is_given_up(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = count()
    monkeypatch.setattr(
        connection, "state", lambda _: connection.State(database, changed=next(moments))
    )
    with pytest.raises(QueryError, match="is replaced again and again"):
        carbondata.connect(database)
