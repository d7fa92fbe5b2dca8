"""Errors about runs speak French with `--lang fr`, and English otherwise, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from test_french import _english
from workshop import run

from carbondata import QueryError, footprint, footprints

RUN: dict[str, Any] = {"area": "FRA", "year": 2023, "energy_kwh": 1, "energy_scope": "server"}
SPACES = str.maketrans("\xa0\u202f", "  ")


def wrong(**facts: Any) -> Callable[[], object]:  # noqa: ANN401
    return lambda: footprint(**{k: v for k, v in (RUN | facts).items() if v is not None})


OPTION = re.compile(r"--[a-z-]+ \w+ \(\w+=\.\.\.\)")
# What is wrong, and how the two texts begin.
WRONG = [
    (wrong(energy_scope=None), "the scope of the energy is not", "le périmètre de l'énergie n'est"),
    (wrong(energy_scope="x"), "there is no scope 'x'", "le périmètre « x » est inconnu"),
    (wrong(year=1900), "there is no life-cycle factor", "pas de facteur en cycle de vie pour FRA"),
    (
        wrong(area="Atlantis"),
        "there is no area 'Atlantis'; `carbondata sql",
        "le lieu « Atlantis » est inconnu",
    ),
    (
        wrong(area="Stockholm"),
        "there is no area 'Stockholm'; did you mean SE",
        "le lieu « Stockholm » est",
    ),
    (wrong(pue=0.5), "a PUE of 0.5 is impossible", "un PUE de 0,5 est impossible"),
    (wrong(energy_scope="facility", pue=1.2), "the energy of a facility", "l'énergie d'un centre"),
    (
        wrong(energy_kwh=-1),
        "the energy must be above 0 kWh",
        "l'énergie doit être supérieure à 0 kWh",
    ),
    (wrong(energy_kwh=1e15), "an energy of 1e+15 kWh is more", "une énergie de 1e+15 kWh dépasse"),
    (
        wrong(energy_kwh=None),
        "give the energy in exactly one way, not 0 (none)",
        "donnez l'énergie",
    ),
    (wrong(power_w=1), "give the energy in exactly one way, not 2", "donnez l'énergie d'une seule"),
    (wrong(hours=1), "hours have no effect with an energy", "des heures sont sans effet"),
    (wrong(energy_kwh=None, power_w=1e3), "give the duration with", "donnez la durée avec"),
    (wrong(energy_kwh=None, power_w=0.1, hours=1), "a power of 0.1 W is not", "une puissance de 0"),
    (wrong(year=None), "give the time of the run", "donnez la date du calcul"),
    (wrong(boundary="x"), "there is no boundary 'x'", "le périmètre d'émissions « x » est inconnu"),
    (wrong(source="gcb"), "gcb has no life-cycle factor", "gcb n'a pas de facteur"),
    (
        wrong(energy_kwh=None, gpu="A100", count=1, hours=1, energy_scope=None),
        "'A100' matches several chips",
        "« A100 » désigne plusieurs puces",
    ),
    (
        wrong(energy_kwh=None, gpu="A1000000", count=1, hours=1, energy_scope=None),
        "'A1000000' is not a chip",
        "« A1000000 » n'est pas une puce",
    ),
    (lambda: footprints("nowhere.csv"), "there is no file of runs", "pas de fichier de calculs"),
    (
        lambda: footprints(pa.table({"energy_wh": [1.0]})),
        "the table has no column",
        "the table n'a pas",
    ),
]


@pytest.mark.parametrize(("ask", "english", "french"), WRONG, ids=[case[1] for case in WRONG])
def test_an_error_says_the_same_in_both_languages(
    ask: Callable[[], object], english: str, french: str
) -> None:
    with pytest.raises(QueryError) as refused:
        ask()
    error = refused.value
    assert str(error).startswith(english)
    told = error.text("fr").translate(SPACES).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    assert told.startswith(french)
    # What a reader is to type stays: options, columns, commands.
    assert not _english(OPTION.sub("", told.replace("the table", "")))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "est vide"),
        ("usage_month,carbon_footprint_kgCO2e\n1,1\n", "est un export de Google Cloud"),
        ("energy_wh,a\n1,1\n", "convertissez « energy_wh » en energy_kwh"),
        ("factor_id,counted_kwh,emissions_scope,energy_kwh\n1,1,1,1\n", "écrit par carbondata"),
    ],
)
def test_a_file_is_refused_in_french(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "runs.csv"
    path.write_text(content)
    done = run("footprint", str(path), "--lang", "fr")
    assert done.returncode == 1
    assert done.stderr.translate(SPACES).startswith("erreur : ")
    assert said in done.stderr.translate(SPACES)


@pytest.mark.slow
def test_what_a_run_lacks_is_asked_for_in_french() -> None:
    done = run("footprint", "--area", "FRA", "--year", "2023", "--lang", "fr")
    assert done.returncode == 2
    assert "donnez l" in done.stderr
    done = run("footprint", "--area", "Atlantis", "--year", "2023", "--energy-kwh", "1",
               "--pue", "1.2", "--lang", "fr")  # fmt: skip
    assert (done.returncode, done.stderr.translate(SPACES)) == (
        1,
        'erreur : le lieu « Atlantis » est inconnu ; la liste : carbondata sql "FROM areas"\n',
    )


@pytest.mark.slow
def test_strict_counts_in_french(tmp_path: Path) -> None:
    path = tmp_path / "runs.csv"
    path.write_text("energy_kwh,energy_scope,area_id,year\n-1,server,FRA,2023\n")
    done = run("footprint", str(path), "--strict", "--lang", "fr")
    assert "n\u2019ont pu être calculées : 1 sur 1 (" in done.stderr.translate(SPACES)
    assert "1 energy_negative" in done.stderr


@pytest.mark.parametrize(
    ("content", "facts", "said"),
    [
        ("0,100\n60,-1\n120,100\n", {}, "log.csv, mesure 2 : une puissance inférieure à 0 W"),
        ("0,100\n", {}, "log.csv : moins de deux mesures de puissance"),
        ("0,a\n60,b\n", {}, "log.csv : mesures sans nombre : 2 ; écrivez les nombres comme 100.5"),
        ("0,100\n60,100\n", {"gaps": "fill"}, "« fill » n'est pas une façon de compter les pauses"),
    ],
)
def test_a_power_log_is_refused_in_french(
    tmp_path: Path, content: str, facts: dict[str, Any], said: str
) -> None:
    log = tmp_path / "log.csv"
    log.write_text(f"time,power_w\n{content}")
    with pytest.raises(QueryError) as refused:
        footprint(area="FRA", year=2023, power_log=log, energy_scope="server", **facts)
    told = (
        refused.value.text("fr").translate(SPACES).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    )
    assert said in told


@pytest.mark.slow
def test_how_a_power_log_was_read_is_said_in_french(tmp_path: Path) -> None:
    """Half an hour at 100 W, a pause of 21 intervals, then a header and a cell of no number."""
    log = tmp_path / "log.csv"
    rows = [f"{60 * minute},100" for minute in (*range(31), *range(51, 54))]
    log.write_text("\n".join(["time,power_w", *rows, "time,power_w", "3300,none"]))
    done = run("footprint", "--power-log", str(log), "--energy-scope", "server", "--area", "FRA",
               "--year", "2023", "--lang", "fr")  # fmt: skip
    told = " ".join(done.stdout.translate(SPACES).split())
    assert "log.csv : 0,533333 h d\u2019un appareil, 100 W en moyenne ; " in told
    assert (
        "pauses de plus de 5 intervalles habituels : 1, jusqu\u2019à 0,35 h, 39,6 % du temps"
        in told
    )
    assert "autres en-têtes écartés : 1 ; mesures sans nombre écartées : 1" in told
