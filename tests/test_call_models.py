"""Which model the name in a log means: the one that was studied, or nobody."""

from __future__ import annotations

import time

import duckdb
import pytest

from carbondata.model_calls.models import Known, known_models, model_key


@pytest.mark.parametrize(
    "name",
    [
        "meta-llama/Llama-3.1-8B-Instruct",
        "Meta-Llama-3.1-8B-Instruct",
        "together_ai/meta-llama/Meta-Llama-3.1-8B-Instruct",
        "us.meta.llama3-1-8b-instruct-v1:0",
        "accounts/fireworks/models/llama-v3p1-8b-instruct",
        "llama3.1:8b",
        "Llama 3.1 8B",
        "meta-llama/llama-3.1-8b-instruct:free",
    ],
)
def test_providers_prefixes_dates_and_spellings_are_no_other_model(
    name: str, con: duckdb.DuckDBPyConnection
) -> None:
    assert known_models(con).subject(name) == ("llama-3.1-8b", None)


def test_a_point_that_a_provider_writes_as_a_letter(con: duckdb.DuckDBPyConnection) -> None:
    known = known_models(con)
    assert known.subject("accounts/fireworks/models/deepseek-v3p1") == ("deepseek-v3.1", None)
    assert known.subject("nemotron-nano-9b-v2") == ("nemotron-nano-9b-v2", None)


def test_the_digits_of_a_name_are_not_run_together() -> None:
    known = Known({model_key("gemma-3-1b"): {"gemma-3-1b"}})
    assert known.subject("gemma3:1b") == ("gemma-3-1b", None)
    assert known.subject("gemma-31b") == (None, "no_study")


@pytest.mark.parametrize(
    "name",
    [
        "Llama-3-1.8B",  # another version, of another size
        "llama-3.1-8b-日本語",
        "Llama-3.1-8B-Тюнинг",
        "llama-3.1-8b-é",
        "llama-3.1-8b+",
        "llama-3.1-8b\u200b",
    ],
)
def test_what_else_is_in_a_name_makes_it_another_model(
    name: str, con: duckdb.DuckDBPyConnection
) -> None:
    assert known_models(con).subject(name) == (None, "no_study")


def test_a_size_may_have_a_point(con: duckdb.DuckDBPyConnection) -> None:
    known = known_models(con)
    assert known.subject("Qwen/Qwen3-0.6B") == ("qwen3-0.6b", None)
    assert Known({model_key("smol-0.6b"): {"smol"}}).subject("smol") == (None, "no_study")
    both = {model_key(f"smol-{size}b"): {size} for size in ("0.6", "1.7")}
    assert Known(both).subject("smol") == (None, "model_ambiguous")


def test_a_name_of_any_length_takes_no_time() -> None:
    # Each of its endings alone would be taken off, one by one.
    known = Known({model_key("llama-3.1-8b"): {"llama-3.1-8b"}})
    assert known.subject("llama-3.1-8b" + "-it" * 60)[0] == "llama-3.1-8b"
    started = time.monotonic()
    assert known.subject("llama-3.1-8b" + "-it" * 30_000) == (None, "no_study")
    assert time.monotonic() - started < 1


def test_a_name_of_two_models_is_nobodys() -> None:
    assert Known({("a", "1"): {"x", "y"}}).subject("a-1") == (None, "model_ambiguous")


def test_every_studied_model_is_found_by_its_own_name(con: duckdb.DuckDBPyConnection) -> None:
    known = known_models(con)
    rows = con.execute("""SELECT subject, model FROM inference_energy
        WHERE functional_unit <> 'image'""").fetchall()
    assert len(rows) > 50
    for subject, model in rows:
        assert known.subject(subject) == (subject, None)
        assert known.subject(model)[0] == subject
