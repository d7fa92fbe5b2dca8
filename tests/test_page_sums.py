"""The page's arithmetic, its own JavaScript run in Node, against that of SQL."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import CHECKOUT

import carbondata
from carbondata.errors import QueryError
from carbondata.query.connection import opened
from carbondata.show.figures import SHOWN
from carbondata.text.sentences import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

NODE = shutil.which("node")
INPUTS = 500
# What is in the page: its figures, its words.
Held = dict[str, str]
REFERENCES = (
    "car-lifetime-usa",
    "flight-new-york-san-francisco",
    "SWE",
    "FRA@2017",
    "bitcoin@2017",
    "aviation",
    "1000*car-km-usa",
    "car-km-usa",
    "strubell-2019/nas-gpu",
    "284 t CO2e",
    "2 GWh@SWE@2020",
    "5 MWh",
    # Bounds alone.
    "ai@2025",
    "crypto@2019",
    "oquab-2023/project",
    "HTI@2019",
    # An apposition; a count of a plural; no English name.
    "uk-gov-travel/2019-diesel-car-shared-by-4",
    "2*USA@2019",
    "ademe-impact-co2/clickcollect",
    # A projection, of one that is in the singular in French, and of one in the plural.
    "bitcoin-chn@2024",
    "ict@2030",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NODE is None, reason="there is no Node.js"),
]


def held(page: Path) -> Held:
    """Return what a page holds: its figures, and what it says."""
    text = page.read_text(encoding="utf-8")
    elements = {"data": "figures", "words": "phrases"}
    return {
        name: text.split(f'id="{element}">')[1].split("</script>")[0]
        for name, element in elements.items()
    }


@pytest.fixture(scope="module")
def data(page: Path) -> Held:
    return held(page)


def _node(script: str, given: dict[str, object]) -> list[Any]:
    done = subprocess.run(
        [str(NODE), str(CHECKOUT / "tests" / "page" / script)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
    )
    # A large number has a point in Python and none in JavaScript.
    found: list[Any] = json.loads(done.stdout, parse_int=float)
    return found


def _in_javascript(data: Held, pairs: Sequence[Sequence[str]], **asked_for: object) -> list[Any]:
    return _node("sums.mjs", {**data, "pairs": pairs, **asked_for})


def _typed(dice: random.Random, grids: list[tuple[str, int]], chips: list[float]) -> str:
    """Make up an amount as a reader of the page may type it."""
    amount = float(f"{10 ** dice.uniform(-3, 9):.{dice.randint(1, 6)}g}")
    area, year = dice.choice(grids)
    kind = dice.choice(["energy", "energy", "mass", "hours"])
    if kind == "mass":
        gas = dice.choice(["", " CO2", " CO2e"])
        return f"{amount!r} {dice.choice(['kg', 't', 'lb', 'Mt'])}{gas}"
    if kind == "hours":
        return f"{amount * dice.choice(chips) / 1000!r} kWh@{area}@{year}"
    return f"{amount!r} {dice.choice(['Wh', 'kWh', 'MWh', 'TWh'])}@{area}@{year}"


def _in_python(one: str, others: list[str], built: Path) -> list[tuple[tuple[str, ...], list[Any]]]:
    """Compare one with several at once; where that is refused, one by one: none says so."""
    try:
        made = carbondata.compare(one, *others, database=built)
    except QueryError:
        if len(others) == 1:
            return [((one, *others), [None])]
        return [made for other in others for made in _in_python(one, [other], built)]
    return [((one, *others), list(made) if isinstance(made, tuple) else [made])]


def _same(here: dict[str, Any] | None, there: Any, pair: tuple[str, ...]) -> None:  # noqa: ANN401
    if here is None or there is None:
        assert here is None, pair
        assert there is None, pair
        return
    for side in ("subject", "reference"):
        expected = getattr(there, side).to_dict()
        assert {key: here[side][key] for key in expected} == expected, pair
    ratio = {"low": there.ratio_low, "central": there.ratio, "high": there.ratio_high}
    assert here["ratio"] == ratio, pair
    assert here["verdict"] == there.verdict, pair
    reasons = [[one.outcome, one.dimension, one.side] for one in there.reasons]
    assert here["reasons"] == reasons, pair
    assert here["texts"] == [[one.text_en, one.text_fr] for one in there.reasons], pair
    assert (here["en"], here["fr"]) == (tell(there, "en"), tell(there, "fr")), pair


def _agree(data: Held, built: Path, asked_for: list[tuple[str, list[str]]]) -> None:
    expected = [made for one, others in asked_for for made in _in_python(one, others, built)]
    asked = [operands for operands, _ in expected]
    named = [(one, other) for one, *others in asked for other in others]
    answers = [there for _, made in expected for there in made]
    for pair, here, there in zip(named, _in_javascript(data, asked), answers, strict=True):
        _same(here, there, pair)


def test_typed_amounts_come_out_as_in_sql(data: Held, built: Path) -> None:
    con = opened(built).cursor()
    grids = con.execute("SELECT area_id, year FROM grid_factors ORDER BY ALL").fetchall()
    chips = con.execute(
        "SELECT DISTINCT tdp_w FROM accelerators WHERE tdp_w IS NOT NULL ORDER BY tdp_w"
    ).fetchall()
    dice = random.Random(7)  # noqa: S311  (the same inputs in every run)
    typed = [_typed(dice, grids, [tdp for (tdp,) in chips]) for _ in range(INPUTS)]
    share = -(-INPUTS // len(REFERENCES))
    under = [(one, typed[at * share : (at + 1) * share]) for at, one in enumerate(REFERENCES)]
    over = [(one, list(REFERENCES)) for one in typed[::50]]
    _agree(data, built, under + over)


def test_figures_of_the_tables_come_out_as_in_sql(data: Held, built: Path) -> None:
    names = (
        opened(built)
        .cursor()
        .execute(f"SELECT DISTINCT id FROM quantities WHERE {SHOWN} ORDER BY id")
    )
    dice = random.Random(8)  # noqa: S311
    ids = [name for (name,) in names.fetchall()]
    pairs = [(dice.choice(ids), [dice.choice(ids) for _ in range(10)]) for _ in range(15)]
    counted = (f"{many}*{one}" for many in ("0.5", "1", "1.5", "2000") for one in REFERENCES[:9:6])
    pairs += [(one, list(REFERENCES)) for one in counted]
    pairs += [(f"bitcoin@2021:gas={gas}", list(REFERENCES)) for gas in ("CO2", "CO2e")]
    pairs += [(one, list(REFERENCES)) for one in REFERENCES[-8:]]
    _agree(data, built, pairs)


def test_a_year_that_the_page_leaves_out_has_no_answer(data: Held, built: Path) -> None:
    there = carbondata.compare("aviation@1974", "SWE", database=built)
    assert there.reference.year == 1974
    assert _in_javascript(data, [("aviation@1974", "SWE")]) == [None]


def test_what_is_avoided_is_told_as_in_python(data: Held, built: Path) -> None:
    pair = ("car-lifetime-usa", "284 t")
    made = carbondata.compare(*pair, database=built)
    saved = replace(made, subject=made.subject.having(boundary="avoided"))
    (here,) = _in_javascript(data, [pair], changed={"boundary": "avoided"})
    assert (here["en"], here["fr"]) == (tell(saved, "en"), tell(saved, "fr"))


def test_a_receipt_of_the_page_is_verified(data: Held, built: Path, tmp_path: Path) -> None:
    pairs = [
        ("patterson-2021/gpt3-175b", "car-lifetime-usa"),
        ("bitcoin@2017", "SWE"),
        *((amount, "1000*car-km-usa") for amount in ("656347 kWh@USA@2017", "656347kWh@USA@2017")),
        ("1e6kWh@USA@2017", "284t"),
        ("0.00001234 t", "SWE@2017"),
        # Bounds alone; refused; corrected, and counted; a percent.
        ("oquab-2023/project", "SWE@2019"),
        ("car-km-usa", "SWE@2017"),
        ("1500*nas-gpu", "0.5*car-km-usa"),
        ("nas-gpu", "bitcoin@2021"),
        # A basis that the headline figure does not have; studies that are told as a range.
        ("300 Mt CO2e", "ESP@2018:gas=CO2e:land_use=included"),
        ("ict@2020", "WLD@2020:gas=CO2e:land_use=included"),
    ]
    for number, here in enumerate(_in_javascript(data, pairs, receipts=True)):
        file = tmp_path / f"{number}.json"
        file.write_text(here["receipt"], encoding="utf-8")
        assert str(carbondata.verify(file, database=built)) == "the same to the last digit"


@pytest.mark.parametrize("amount", ["-400 t", "400 t.", "\N{ALMOST EQUAL TO}400 t", "400 T"])
def test_an_amount_that_cannot_be_read_is_no_name(data: Held, built: Path, amount: str) -> None:
    _agree(data, built, [(amount, ["SWE@2017"])])


def test_every_answer_is_told_in_full_in_each_language(data: Held) -> None:
    """A card, its chart, the claims: no word is lacking, none is filled with nothing."""
    pairs = [
        *(("nas-gpu", "car-lifetime-usa"), ("bitcoin@2017", "SWE"), ("SWE@2017", "bitcoin")),
        # Bounds alone; refused; a figure that was typed; a count; less than a part in a million.
        *(("ai@2025", "SWE@2017"), ("car-km-usa", "SWE@2017"), ("284 t CO2e", "email")),
        *(("2*USA@2019", "FRA@2019"), ("1 g CO2e", "USA@2019"), ("google@2024", "DEU@2024")),
    ]
    told = _node("cards.mjs", {**data, "pairs": pairs})
    assert {language for _, language, _ in told} == {"en", "fr"}
    assert [one for one in told if re.search(r"undefined|null|NaN|\{\w+\}", one[2])] == []
    said = {(name, language): text for name, language, text in told}
    assert "Caution" in said["nas-gpu car-lifetime-usa", "en"]
    assert "Prudence" in said["nas-gpu car-lifetime-usa", "fr"]
    assert "Published as bounds alone." in said["ai@2025 SWE@2017", "en"]
    # What a study counts: quoted in English, in our words in French.
    assert "“Bitcoin, best guess at 0.05 USD/kWh”" in said["bitcoin@2017 SWE", "en"]
    french = "bitcoin, meilleure estimation à 0,05 dollar le kilowattheure"
    assert french in said["bitcoin@2017 SWE", "fr"]
    assert "best guess" not in said["bitcoin@2017 SWE", "fr"]
