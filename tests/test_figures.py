"""Which texts are figures, and that a long one takes no longer than its length."""

from __future__ import annotations

import re
import time

import pytest

from carbondata.pipeline.ingest.figures import FIGURE, NO_NUMBER, misread


@pytest.mark.parametrize("text", ["7", "-7.5e-3", "1,234.5", " 7 ", "2024-01-01T00:30Z", "T7"])
def test_numbers_days_and_times_are_figures(text: str) -> None:
    assert re.match(FIGURE, text)


@pytest.mark.parametrize("text", ["", "-", "TZ", "7 g", "0x10", "1_0", "seven"])
def test_what_has_no_digit_or_another_sign_is_none(text: str) -> None:
    assert re.match(FIGURE, text) is None


@pytest.mark.parametrize(
    "text", ["1" * 10**5 + "x", "1_" * 10**5 + "x", " " * 10**5 + "x", "1" + " " * 10**5 + "x"]
)
def test_a_long_text_is_read_once(text: str) -> None:
    began = time.process_time()
    for pattern in (FIGURE, NO_NUMBER):
        assert re.match(pattern, text) is None
    assert misread({"forecast": "1_0", "actual": text}) is None
    assert time.process_time() - began < 1  # a minute, if it were read once a digit
