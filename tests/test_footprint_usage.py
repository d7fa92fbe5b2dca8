"""A footprint from options that lack a fact is misused; facts that the tables lack are refused."""

from __future__ import annotations

import pytest
from workshop import run

PLACE = ("--area", "FRA", "--year", "2023")
CHIP = ("--gpu", "NVIDIA H100 SXM5 80GB")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((*PLACE,), "give the energy in exactly one way"),
        (("--hours", "3", *PLACE), "give the energy in exactly one way"),
        ((*PLACE, "--energy-kwh", "3", "--power-w", "3"), "give the energy in exactly one way"),
        ((*PLACE, "--energy-kwh", "3"), "the scope of the energy is not stated"),
        ((*PLACE, "--power-w", "300", "--energy-scope", "server"), "give the duration"),
        ((*PLACE, *CHIP, "--count", "8"), "give the duration"),
        ((*PLACE, *CHIP, "--hours", "3"), "give the number of accelerators"),
        (("--area", "FRA", "--energy-kwh", "3", "--pue", "1.1"), "give the time of the run"),
        (
            ("--area", "FRA", "--energy-kwh", "3", "--pue", "1.1", "--hourly"),
            "--hourly (hourly=True) needs both --start",
        ),
        (("--year", "2023", "--energy-kwh", "3", "--pue", "1.1"), "give the run's location"),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_a_lacking_fact_is_a_usage_error(options: tuple[str, ...], said: str) -> None:
    done = run("footprint", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error" in done.stderr
    assert said in " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--area", "XXX", "--year", "2023", "--energy-kwh", "3", "--pue", "1.1"), "'XXX'"),
        (("--area", "FRA", "--year", "1900", "--energy-kwh", "3", "--pue", "1.1"), "1900"),
        ((*PLACE, "--gpu", "H9000", "--count", "8", "--hours", "1"), "H9000"),
        ((*PLACE, "--energy-kwh", "-3", "--energy-scope", "server"), "above 0 kWh"),
        ((*PLACE, "--energy-kwh", "3", "--pue", "0.5"), "PUE of 0.5"),
    ],
)
def test_a_refusal_by_data_is_exit_code_1(options: tuple[str, ...], said: str) -> None:
    done = run("footprint", *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ")
    assert said in done.stderr
