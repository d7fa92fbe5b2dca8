"""Questions in people's words: one answer from the command, Python and SQL, in both languages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import carbondata

# The question as it is typed, its exact names for SQL, the ratio worked out by hand.
ASKED = [
    # 552.1 t of GPT-3 (Patterson) over 126,000 lb of a car's life.
    ("gpt-3", "voiture", "gpt-3-175b", "car-lifetime-usa", 552.1 / 57.15263862),
    # 24.69 t of BLOOM over 1,984 lb of a flight whose direction is not said.
    (
        "bloom",
        "flight-new-york-san-francisco",
        "bloom-176b",
        "flight-new-york-san-francisco",
        24.69 / 0.89992726208,
    ),
    # 8,930 t of Llama 3.1 405B (Meta) over 3.8030 Mt CO2 of Iceland in 2024.
    ("llama-3.1-405b", "ISL", "llama-3.1-405b", "ISL", 8930 / 3.8030e6),
    # 626,155 lb over 126,000 lb.
    ("strubell-2019/nas-gpu", "cars", "strubell-2019/nas-gpu", "car-lifetime-usa", 626155 / 126000),
    # 12.94 TWh at 522 g/kWh over 42.355 Mt CO2 (Global Carbon Budget).
    ("Bitcoin@2017", "Suède@2017", "bitcoin@2017", "SWE@2017", 6.753631 / 42.3554),
    # Half an hour at 55 g over 0.393 kg a mile (EPA).
    ("0.5*Netflix", "car-km-usa", None, None, 27.5 / 244.198878549272),
    # 656,347 kWh at 59.79 g/kWh over 126,000 lb.
    ("nas-gpu@FRA@2019", "cars", None, None, 656347 * 59.79 / 1e6 / 57.15263862),
    # 573.02 kWh over 2 Wh, on one grid.
    ("bitcoin-payment", "card-payment", "bitcoin-payment", "card-payment", 573.02 / 0.002),
    # 10,000 kWh at 380.22 g/kWh over 0.393 kg a mile.
    ("10 MWh@Texas@2022", "car-km-usa", None, None, 10_000 * 380.22 / 244.198878549272),
    # 1.23 g (ADEME) over 12.4 g (EPA).
    ("web search", "phone charge", "web-search", "smartphone-charge", None),
]


def _printed(*words: str) -> dict[str, object]:
    program = str(Path(sys.executable).with_name("carbondata"))
    done = subprocess.run([program, "compare", *words], capture_output=True, text=True, check=True)
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found[0]


@pytest.mark.parametrize(("one", "other", "exact", "exact_other", "ratio"), ASKED)
def test_one_answer_wherever_it_is_asked(  # noqa: PLR0913, PLR0917  (what is asked, and the answer)
    built: Path,
    one: str,
    other: str,
    exact: str | None,
    exact_other: str | None,
    ratio: float | None,
) -> None:
    here = carbondata.compare(one, other, database=built)
    if ratio is not None:
        assert here.ratio == pytest.approx(ratio, rel=1e-3)
    there = _printed(one, other, "--lang", "fr", "-f", "json", "--db", str(built))
    assert there["ratio"] == here.ratio
    assert there["sentence"] == here.sentence("fr")
    if exact is not None:
        (row,) = carbondata.sql(f"FROM compare('{exact}', '{exact_other}')", built).to_pylist()
        assert [row["ratio_low"], row["ratio"], row["ratio_high"]] == [
            here.ratio_low,
            here.ratio,
            here.ratio_high,
        ]
        assert row["verdict"] == here.verdict


@pytest.mark.parametrize(
    ("one", "other", "ratio", "said"),
    [
        # 89 TWh (Cambridge, as revised) over the 155.65 TWh of Ember.
        ("Bitcoin@2021", "Argentine", 89 / 155.65, "57 %"),
        # 415 TWh (IEA) over the 502.3 TWh of Ember.
        ("data centres@2024", "Allemagne", 415 / 502.32, "83 %"),
        # 6,969 GWh (CSO) over the 35.47 TWh of Ember, losses of the grid included.
        ("data_centres-irl@2024", "Irlande", 6.969 / 35.47, "20 %"),
        # 0.24 Wh over 22 Wh.
        ("gemini-prompt", "smartphone-charge", 0.24 / 19, "1,3 %"),
    ],
)
def test_a_question_about_electricity(
    built: Path, one: str, other: str, ratio: float, said: str
) -> None:
    found = carbondata.compare(one, other, measure="electricity", database=built)
    assert found.ratio == pytest.approx(ratio, rel=2e-3)
    assert said in found.sentence("fr").replace("\N{NARROW NO-BREAK SPACE}", " ").replace(
        "\N{NO-BREAK SPACE}", " "
    )
