"""The logs of calls that are read: how each is recognised, what it needs, and what it gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from carbondata.runs.input.members import has_member

if TYPE_CHECKING:
    from collections.abc import Iterable

# Names that a column of a plain table may have; the first that a row fills counts.
PLAIN = {
    "call_id": ("call_id", "request_id", "span_id"),
    "model": ("model", "model_name"),
    "written_at": ("time", "timestamp", "start_time", "created_at", "date", "month"),
    "tokens_in": ("tokens_in", "input_tokens", "prompt_tokens"),
    "tokens_cached": (
        *("tokens_cached", "cached_tokens", "input_cached_tokens", "cached_input_tokens"),
        "cache_read_input_tokens",
    ),
    "tokens_out": ("tokens_out", "output_tokens", "completion_tokens"),
    "tokens_reasoning": ("tokens_reasoning", "reasoning_tokens"),
    "tokens_total": ("tokens_total", "total_tokens"),
    "calls": (
        *("calls", "num_model_requests", "api_requests", "requests", "num_requests"),
        *("n_requests", "request_count", "n_calls", "num_calls", "call_count", "count"),
    ),
    "area": ("area", "area_id"),
    "user": ("user", "user_id", "end_user"),
    "cost": ("cost", "cost_usd", "spend"),
}
# A table is one of calls if it has one of these, and a model.
OF_CALLS = (*PLAIN["tokens_in"], *PLAIN["tokens_out"], *PLAIN["tokens_total"], *PLAIN["cost"])


class Format(NamedTuple):
    """A log: its reader, its name, what it needs, what is to be known of it, how it is recognised.

    `columns` are those that the reader's SQL uses, of a table or of objects; none: it takes each
    object whole. `needs` are columns, or words in the first objects, that only this log has all of.
    """

    reader: str
    name: str
    gives: str
    needs: tuple[tuple[str, ...], ...]
    columns: str = ""


FORMATS = (
    Format(
        "otel",
        "OpenTelemetry spans (OTLP JSON, or as an SDK prints them)",
        "gen_ai.usage.*; the total of an agent whose calls are there is left out",
        (('"gen_ai.',), ('"resourceSpans"',)),
    ),
    Format(
        "openai",
        "OpenAI usage API, organization/usage/completions",
        "sums of calls; group_by=model",
        (
            ('"organization.usage.',),
            ('"organization.costs.',),
            ('"num_model_requests"', '"results"'),
        ),
    ),
    Format(
        "anthropic",
        "Anthropic usage report, usage_report/messages",
        "sums of an unknown number of calls; group_by=model",
        (('"uncached_input_tokens"',),),
    ),
    Format(
        "anthropic_table",
        "Anthropic usage table (CSV of the console)",
        "sums of an unknown number of calls",
        (("usage_date_utc", "model_version", "usage_output_tokens"),),
        "usage_date_utc model_version api_key usage_input_tokens_no_cache "
        "usage_input_tokens_cache_write_5m usage_input_tokens_cache_write_1h "
        "usage_input_tokens_cache_read usage_output_tokens",
    ),
    Format(
        "codex",
        "Codex sessions, ~/.codex/sessions (JSON lines)",
        "token_count events; a repeated one is left out",
        (('"token_count"',), ('"session_meta"',), ('"turn_context"',)),
    ),
    Format(
        "claude_code",
        "Claude Code sessions, ~/.claude/projects (JSON lines)",
        "messages with usage; of the lines of one message the last is counted",
        (('"sessionId"', '"message"'), ('"sessionId"', '"leafUuid"'), ('"parentUuid"',)),
    ),
    Format(
        "langfuse",
        "Langfuse observations (export, or API)",
        "usage_details of GENERATION and EMBEDDING",
        (
            *(('"usage_details"',), ('"usageDetails"',), ('"provided_model_name"',)),
            *(('"providedModelName"',), ("usage_details", "provided_model_name")),
        ),
        "id trace_id traceId parent_observation_id parentObservationId type start_time startTime "
        "model provided_model_name providedModelName usage_details usageDetails user_id userId "
        "total_cost totalCost",
    ),
    Format(
        "litellm",
        "LiteLLM spend logs (LiteLLM_SpendLogs)",
        "prompt_tokens, completion_tokens; what LiteLLM's own cache answered is left out",
        (
            ('"call_type"', '"completion_tokens"', '"startTime"'),
            ("call_type", "completion_tokens", "startTime"),
        ),
        "request_id model model_group startTime prompt_tokens completion_tokens total_tokens user "
        "end_user spend cache_hit metadata",
    ),
    Format(
        "response",
        "answers of providers, with EcoLogits' impacts or without (JSON lines)",
        "usage of OpenAI's and Anthropic's libraries; EcoLogits' own figures beside",
        (('"impacts"', '"usage"'), ('"usage"', '"model"', '"prompt_tokens"')),
    ),
)
# What every other log is.
PLAIN_FORMAT = (
    "a table in CSV, Parquet or JSON lines",
    (
        "model; time; tokens_in, tokens_out; and if known tokens_cached, tokens_reasoning, area, "
        "user, calls (how many a row adds up), call_id"
    ),
)
READERS = {form.reader: form for form in FORMATS}


def reader_of_table(names: Iterable[str]) -> str | None:
    """Return the reader of a table with such columns; None if nothing is known of them.

    Examples
    --------
    >>> reader_of_table(["request_id", "call_type", "completion_tokens", "startTime"])
    'litellm'
    >>> reader_of_table(["model", "tokens_out"]), reader_of_table(["model", "price"])
    ('plain', None)
    """
    there = {name.casefold() for name in names}
    for form in FORMATS:
        if form.columns and any({n.casefold() for n in need} <= there for need in form.needs):
            return form.reader
    return "plain" if _is_plain(there) else None


def reader_of_text(head: str) -> str | None:
    """Return the reader of a JSON that begins like this; None if nothing is known of it.

    Examples
    --------
    >>> reader_of_text('{"resourceSpans": []}'), reader_of_text('{"model": "m", "tokens_out": 5}')
    ('otel', 'plain')
    """
    for form in FORMATS:
        if any(
            need[0].startswith('"') and all(_is_mark(word, head) for word in need)
            for need in form.needs
        ):
            return form.reader
    folded = head.casefold()
    words = {name for names in PLAIN.values() for name in names if has_member(name, folded)}
    return "plain" if _is_plain(words) else None


def _is_mark(word: str, head: str) -> bool:
    r"""Tell whether a word names a member, or a kind of object, and is no text of a user.

    Examples
    --------
    >>> _is_mark('"token_count"', '{"type": "token_count"}'), _is_mark('"usage"', '{"usage": {}}')
    (True, True)
    >>> _is_mark('"token_count"', '{"prompt": "token_count"}')
    False
    """
    if word not in head:
        return False
    is_beginning = not word.endswith('"')
    if has_member(word.strip('"'), head, as_beginning=is_beginning):
        return True
    said = re.escape(word) + (r'[\w.]*"' if is_beginning else "")
    return re.search(rf'"(?:key|object|type)"\s*:\s*{said}', head) is not None


def _is_plain(there: set[str]) -> bool:
    return bool(there & {*PLAIN["model"]}) and bool(there & {*OF_CALLS})


def call_formats() -> list[tuple[str, str]]:
    """List the logs that are read: name, and what is to be known of each.

    Examples
    --------
    >>> call_formats()[-1][0]
    'a table in CSV, Parquet or JSON lines'
    """
    return [*((form.name, form.gives) for form in FORMATS), PLAIN_FORMAT]
