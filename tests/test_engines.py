"""One comparison, worked out in Python, in SQL and on the page: the same to the last digit.

The page's own tests (`test_page_sums`) hold amounts, grids, counts and sentences against Python.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from test_page_sums import NODE, _in_javascript, held

import carbondata
from carbondata.engine.operands import folded, parted
from carbondata.errors import QueryError
from carbondata.show.figures import EDITIONS, SHOWN

pytestmark = pytest.mark.slow

PAIRS = 500
SIDES = ("subject", "reference")
# Of what the page leaves out, early years and copies of nations, it has no answer, whoever asks for
# it; products made here are never taken by default.
IDS = f"""
    SELECT DISTINCT id, subject, source_id, kind, row_id FROM quantities
    WHERE {SHOWN} AND figure <> 'multiplied' AND source_id NOT IN ({EDITIONS}) ORDER BY ALL"""
# Each name, and whether it is one of `names`; of what it leaves out the page knows nothing.
NAMES = f"""
    WITH held AS (SELECT DISTINCT subject FROM quantities WHERE {SHOWN})
    SELECT name, bool_or(name IN (SELECT name FROM names)) AS is_given FROM quantity_names
    WHERE subject NOT IN (SELECT subject FROM quantities) OR subject IN (SELECT subject FROM held)
    GROUP BY name ORDER BY name"""
IN_SQL = """
    SELECT p.place, c.subject, c.subject_source, c.reference, c.reference_source,
      c.ratio_low, c.ratio, c.ratio_high, c.verdict, c.rules
    FROM pairs AS p, LATERAL (FROM compare(p.one, p.other)) AS c
    ORDER BY p.place"""


def _pairs(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Draw pairs of exact names: ids, ids of one source, rows, subjects whose year is left open."""
    ids = con.execute(IDS).fetchall()
    by_kind = {kind: [row for row in ids if row[3] == kind] for kind in ("annual", "event", "unit")}
    dice = random.Random(21)  # noqa: S311  (the same pairs in every run)

    def operand() -> str:
        name, subject, source, kind, row_id = dice.choice(by_kind[dice.choice(list(by_kind))])
        choices = [name, name, f"{name}#{source}", row_id or name]
        return str(dice.choice([*choices, subject] if kind == "annual" else choices))

    return [(operand(), operand()) for _ in range(PAIRS)]


def _in_python(pair: tuple[str, str], built: Path) -> list[Any] | None:
    try:
        found = carbondata.compare(*pair, database=built)
    except QueryError:  # nothing is taken by default, or nothing to divide by
        return None
    sides = [
        part for side in (found.subject, found.reference) for part in (side.id, side.source_id)
    ]
    ratio = [found.ratio_low, found.ratio, found.ratio_high]
    met = [(reason.dimension, reason.outcome) for reason in found.reasons]
    return [*sides, *ratio, found.verdict, sorted(set(met))]


@pytest.fixture(scope="module")
def drawn(built: Path) -> tuple[list[tuple[str, str]], list[list[Any] | None]]:
    pairs = _pairs(carbondata.connect(built))
    return pairs, [_in_python(pair, built) for pair in pairs]


def test_sql_gives_what_python_gives_over_a_table_of_pairs(
    built: Path, drawn: tuple[list[tuple[str, str]], list[list[Any] | None]]
) -> None:
    pairs, answers = drawn
    asked = [(at, *pair) for at, pair in enumerate(pairs) if answers[at] is not None]
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{built / 'carbondata.duckdb'}' AS carbondata (READ_ONLY)")
        con.execute("CREATE TABLE memory.pairs (place INTEGER, one VARCHAR, other VARCHAR)")
        con.executemany("INSERT INTO memory.pairs VALUES (?, ?, ?)", asked)
        con.execute("USE carbondata")
        con.execute("SET search_path = 'carbondata,memory'")
        rules = con.execute("SELECT rule, dimension, outcome FROM rules").fetchall()
        words = {rule: (dimension, outcome) for rule, dimension, outcome in rules}
        found = con.execute(IN_SQL).fetchall()
        # Of what Python refuses SQL has no ratio, and a reason: nothing is taken by default, or
        # there is nothing to divide by.
        for pair in (pair for pair, answer in zip(pairs, answers, strict=True) if answer is None):
            query = "SELECT ratio, verdict, reason FROM compare(?, ?)"
            ((ratio, verdict, reason),) = con.execute(query, pair).fetchall()
            assert (ratio, verdict) == (None, None)
            assert re.search(r"nothing is taken of|there is no ratio", reason)
    assert len(found) == len(asked) > PAIRS * 0.9
    for at, *answer, met in found:
        said = [*answer, sorted({words[rule] for rule in met})]
        assert said == answers[at], pairs[at]


def test_sql_compares_electricity_as_python_does(built: Path) -> None:
    con = carbondata.connect(built)
    ids = """SELECT DISTINCT unnest([id, coalesce(row_id, id), subject]) FROM quantities
        WHERE measure = 'electricity' AND eligible ORDER BY 1"""
    names = [name for (name,) in con.execute(ids).fetchall()]
    dice = random.Random(22)  # noqa: S311
    for _ in range(60):
        pair = (dice.choice(names), dice.choice(names))
        found = carbondata.compare(*pair, measure="electricity", database=built)
        query = "SELECT ratio_low, ratio, ratio_high, verdict, measure FROM compare($1, $2, "
        (row,) = con.execute(f"{query} measure := 'electricity')", list(pair)).fetchall()
        ratios = (found.ratio_low, found.ratio, found.ratio_high)
        assert row == (*ratios, found.verdict, "electricity"), pair


@pytest.mark.skipif(NODE is None, reason="no Node.js to run the page's JavaScript")
def test_the_page_gives_what_python_gives(
    page: Path, drawn: tuple[list[tuple[str, str]], list[list[Any] | None]]
) -> None:
    pairs, answers = drawn
    for pair, here, there in zip(pairs, _in_javascript(held(page), pairs), answers, strict=True):
        if there is None:
            assert here is None, pair
            continue
        assert here is not None, pair
        sides = [
            here[side][part] for side in ("subject", "reference") for part in ("id", "source_id")
        ]
        assert sides == there[:4], pair
        assert here["verdict"] == there[7], pair
        assert [here["ratio"][part] for part in ("low", "central", "high")] == there[4:7], pair
        met = {(dimension, outcome) for outcome, dimension, _ in here["reasons"]}
        assert sorted(met) == there[8], pair


@pytest.mark.parametrize("alias", ["q", "s", "r", "n", "v", "c", "rules", "quantities"])
def test_sql_asks_about_a_column_whatever_its_table_is_called(built: Path, alias: str) -> None:
    query = f"""
        SELECT compared.ratio
        FROM (VALUES ('FRA@2017', 'SWE@2017')) AS {alias}(subject, id),
          LATERAL (FROM compare({alias}.subject, {alias}.id)) AS compared"""
    (row,) = carbondata.sql(query, built).to_pylist()
    assert row["ratio"] == carbondata.compare("FRA@2017", "SWE@2017", database=built).ratio


@pytest.mark.parametrize(
    "name", ["bitcoin@2017", "ai@2025", "SWE@2017", "gpt-3-175b", "mora-2018/bitcoin-2017"]
)
def test_a_figure_is_itself_whatever_the_doubt_about_it(built: Path, name: str) -> None:
    here = carbondata.compare(name, name, database=built)
    assert (here.ratio_low, here.ratio, here.ratio_high) == (None, 1.0, None)
    assert "both sides are the same figure" in [reason.text_en for reason in here.reasons]
    (there,) = carbondata.sql(f"FROM compare('{name}', '{name}')", built).to_pylist()
    assert (there["ratio_low"], there["ratio"], there["ratio_high"]) == (None, 1.0, None)
    assert (there["verdict"], "figure-same" in there["rules"]) == (here.verdict, True)
    assert carbondata.compare(f"2*{name}", name, database=built, force=True).ratio == 2


def test_a_refused_comparison_says_so_in_sql(built: Path) -> None:
    found = carbondata.sql("FROM compare('car-km-usa', 'SWE@2017')", built).to_pylist()[0]
    assert (found["verdict"], found["ratio"]) == ("refuse", None)
    assert "functional-unit-per-unit-annual" in found["rules"]
    assert found["reason"] == "cannot be compared: functional-unit-per-unit-annual"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("SWE@1200", "FRA@2017", "nothing is taken of SWE@1200"),
        ("nobody", "FRA@2017", "no such name: nobody; SQL takes exact names: "),
        ("FRA@2017", "gpt-3@2020", "or FROM find('gpt-3')"),
        ("SWE@2017@2018", "FRA@2017", "nothing is taken of SWE@2017@2018"),
        ("FRA@2017", "SWE@2017#gcb#owid-co2", "nothing is taken of SWE@2017#gcb#owid-co2"),
        ("FRA@2017", "SWE@", "nothing is taken of SWE@"),
        # A study that nobody asked for: the one figure of the year is not taken by default.
        ("FRA@2017", "ict@2030", "nothing is taken of ict@2030"),
        ("FRA@2017", "llama-4-2025/llama-4-market", "is not above zero, so there is no ratio"),
    ],
)
def test_what_sql_cannot_answer_is_a_null_and_a_reason(
    built: Path, one: str, other: str, said: str
) -> None:
    (row,) = carbondata.sql(f"FROM compare('{one}', '{other}')", built).to_pylist()
    assert row["ratio"] is row["ratio_low"] is row["ratio_high"] is row["verdict"] is None
    assert said in row["reason"]


def test_the_studies_of_a_name_that_is_none_are_an_error_in_sql(built: Path) -> None:
    with pytest.raises(QueryError, match=r"no such name: O'Brien; .* FROM find\('O''Brien'\)"):
        carbondata.sql("FROM studies('O''Brien')", built)
    # A year without figures has none; of a table's names each has its own.
    assert carbondata.sql("FROM studies('SWE@1200')", built).num_rows == 0
    query = "SELECT DISTINCT r.id, s.id FROM (VALUES ('SWE'), ('FRA')) AS r(id), studies(r.id) AS s"
    assert carbondata.sql(query, built).num_rows > 200


@pytest.mark.skipif(NODE is None, reason="no Node.js to run the page's JavaScript")
def test_the_page_knows_the_names_that_python_knows(built: Path, page: Path) -> None:
    """Every name that was given, and others by lot: what has no figure has none on the page."""
    rows = carbondata.sql(NAMES, built).to_pylist()
    given = [row["name"] for row in rows if row["is_given"]]
    others = [row["name"] for row in rows if not row["is_given"]]
    names = given + random.Random(3).sample(others, PAIRS)  # noqa: S311
    assert len(given) > 900
    found = _in_javascript(held(page), [(name, "1 t CO2") for name in names])
    for name, here in zip(names, found, strict=True):
        there = _in_python((name, "1 t CO2"), built)
        assert (here and [here["subject"][part] for part in ("id", "source_id")]) == (
            there and there[:2]
        ), name


def test_a_name_is_folded_in_sql_as_in_python(built: Path) -> None:
    names = carbondata.sql("SELECT name, folded, words FROM quantity_names", built).to_pylist()
    assert len(names) > 2000
    for row in names:
        assert row["folded"] == folded(row["name"])
        assert row["words"] == parted(row["name"])


def test_the_verdicts_of_types_are_those_of_the_rules(built: Path) -> None:
    """Rules matched by hand, type by type, give the published verdicts."""
    con = carbondata.connect(built)
    con_types = con.execute("SELECT * EXCLUDE (virtual) FROM quantity_types")
    names = [column for column, *_ in con_types.description or ()]
    types = {row[0]: dict(zip(names, row, strict=True)) for row in con_types.fetchall()}
    rules = con.execute(
        "SELECT rule, dimension, a, b, outcome FROM rules WHERE judges = 'types'"
    ).fetchall()
    order = ["ok", "note", "caution", "refuse"]
    dice = random.Random(5)  # noqa: S311
    verdicts = con.execute("FROM verdicts").fetchall()
    assert len(verdicts) == len(types) ** 2
    for one, other, outcome, together, alone, beside in dice.sample(verdicts, 2000):
        s, r = types[one], types[other]
        met = [
            (rule, said)
            for rule, dimension, a, b, said in rules
            if (b == "*" and a in {s[dimension], r[dimension]})
            or (b != "*" and {(s[dimension], r[dimension])} & {(a, b), (b, a)})
        ]
        assert sorted({rule for rule, _ in met}) == sorted({*together, *alone, *beside})
        gravest = max((order.index(said) for _, said in met), default=0)
        assert outcome == order[gravest], json.dumps([s, r])
