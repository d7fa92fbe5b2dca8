"""The greenest and the dirtiest start in a window, and how much of it is known."""

from __future__ import annotations

import json
import subprocess

import pytest
from workshop import run


def _when(hours: str, window: str, *more: str) -> subprocess.CompletedProcess[str]:
    place = ("--area", "GBR", "--boundary", "direct")
    return run("footprint", *place, "--hours", hours, "--when", window, *more)


def test_the_best_and_the_worst_start() -> None:
    """The three greenest hours end the window: 21:00 to 24:00 on 2023-01-03, mean 67 g."""
    window = "2023-01-02T00:00Z/2023-01-04T00:00Z"
    answer = _when("3", window)
    assert answer.stdout.splitlines()[0] == (
        "greenest   2023-01-03 21:00Z to 2023-01-04 00:00Z   67 g/kWh"
    )


def test_a_window_says_how_much_of_it_is_known() -> None:
    """The hours of Great Britain begin at 23:30 on 2022-12-31: 24.5 h of 13 days are known."""
    window = "2022-12-20T00:00Z/2023-01-02T00:00Z"
    assert _when("3", window).stdout.splitlines()[2:] == ["known      24.5 h of the window's 312 h"]
    one = json.loads(_when("3", window, "--format", "json").stdout)
    assert (one["known_h"], one["window_h"]) == (24.5, 312)


def test_a_window_of_which_nothing_is_known_is_refused() -> None:
    answer = _when("3", "2022-12-20T00:00Z/2022-12-22T00:00Z")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "hourly data for 3 h between" in answer.stderr


def test_a_run_below_an_hour_has_seconds() -> None:
    answer = _when("0.01", "2023-01-02T10:00Z/2023-01-02T10:30Z")  # 36 s of half an hour
    assert answer.stdout.startswith("greenest   2023-01-02 10:00:00Z to 2023-01-02 10:00:36Z  ")


def test_starts_speak_french() -> None:
    window = "2022-12-20T00:00Z/2023-01-02T00:00Z"
    energy = ("--energy-kwh", "3.5", "--energy-scope", "server", "--lang", "fr")
    told = _when("3", window, *energy).stdout.replace("\xa0", " ").splitlines()
    assert told == [
        "au plus bas    2023-01-01 01:30Z à 2023-01-01 04:30Z   66,8333 g/kWh",
        "au plus haut   2023-01-01 18:30Z à 2023-01-01 21:30Z   161,667 g/kWh",
        "émet           233,9 g de CO₂ ou 565,8 g de CO₂ (serveurs entiers)",
        "données        24,5 h sur les 312 h de la fenêtre",
    ]


@pytest.mark.parametrize(
    ("hours", "window", "told"),
    [
        ("3", "2022-12-20T00:00Z/2022-12-22T00:00Z", "erreur\u202f: les données horaires pour 3 h"),
        ("300", "2023-01-02T00:00Z/2023-01-04T00:00Z", "erreur\u202f: un calcul de 300 h ne tient"),
    ],
)
def test_hours_that_are_not_there_are_refused_in_french(hours: str, window: str, told: str) -> None:
    answer = _when(hours, window, "--lang", "fr")
    assert answer.returncode == 1
    assert answer.stderr.startswith(told)
