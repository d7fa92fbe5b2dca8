"""Which model a log means: the subject of studies that has the name, or nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

# Before the name of a model: the provider, its region, a path; Fireworks writes 3.1 as v3p1.
REGION = re.compile(r"^(?:us|us-gov|eu|apac|ap|jp|au|ca|global)\.(?=[a-z])")
MAKER = re.compile(
    r"^(?:ai21|amazon|anthropic|cohere|deepseek|google|meta|mistral|nvidia|openai|qwen|zai)\.(?=[a-z])"
)
POINT = re.compile(r"(?<=\d)p(?=\d)|(?<=llama-)v(?=\d+p\d)")
# Behind it: what a price or a revision is called, a date, how its numbers are stored, and that it
# follows instructions, which the studies' models do too. Anything else may be another model.
BEHIND = re.compile(
    r"(?:-v\d+:\d+|:\d+k|:free|[-@]20\d\d-?\d\d-?\d\d|-\d{4}|[-_.](?:instruct|it|pt|fp8|bf16|fp16))$"
)
# A size with a point is one part (3-1.8b is not 3.1-8b); so is a sign that separates nothing.
PARTS = re.compile(r"\d+\.\d+(?=[bm](?![^\W\d_]))|[^\W\d_]+|\d+|[^\w\s.,:;@()\[\]{}'\"-]")
# No name of a model is longer.
LONGEST = 200
# A size behind a name: 8b, 30b-a3b, 270m.
SIZE = re.compile(r"\d+(?:[. ]\d+)? [bm](?: a \d+ b)?")
# Makers whose name some write before that of the model.
SAID_BEFORE = {("meta", "llama"), ("nvidia", "nemotron")}

Key = tuple[str, ...]


class Known(NamedTuple):
    """The subjects that studies have, by the keys of their names."""

    subjects: dict[Key, set[str]]

    def subject(self, name: str) -> tuple[str | None, str | None]:
        """Return the subject of a model's name; or None, and the reason why."""
        key = model_key(name)
        found = self.subjects.get(key, set())
        if len(found) == 1:
            return next(iter(found)), None
        if found or len(self._sizes(key)) > 1:
            return None, "model_ambiguous"
        return None, "no_study"

    def _sizes(self, key: Key) -> set[str]:
        """Return the subjects of which a name leaves out only the size."""
        begun = len(key)
        return {
            subject
            for other, subjects in self.subjects.items()
            if key and other[:begun] == key and SIZE.fullmatch(" ".join(other[begun:]))
            for subject in subjects
        }


def model_key(name: str) -> Key:
    """Return what a model's name comes down to: its words and numbers, without what goes around.

    Examples
    --------
    >>> model_key("us.meta.llama3-1-8b-instruct-v1:0") == model_key("meta-llama/Llama-3.1-8B")
    True
    >>> model_key("azure/gpt-4o-2024-08-06"), model_key("gpt-4o-mini")
    (('gpt', '4', 'o'), ('gpt', '4', 'o', 'mini'))
    """
    if len(name) > LONGEST:
        return (name,)
    text = name.strip().casefold().rpartition("/")[2]
    text = POINT.sub(
        lambda found: "." if found[0] == "p" else "", MAKER.sub("", REGION.sub("", text))
    )
    before = ""
    while before != text:
        before, text = text, BEHIND.sub("", text)
    parts = tuple(PARTS.findall(text))
    return parts[1:] if parts[:2] in SAID_BEFORE else parts


def known_models(con: duckdb.DuckDBPyConnection) -> Known:
    """Read the names of the models that studies have, of the studies and of `names`."""
    rows: Iterable[tuple[str, str]] = con.execute("""
        WITH studied AS (SELECT DISTINCT subject, model FROM inference_energy
          WHERE functional_unit <> 'image')
        SELECT subject, subject FROM studied
        UNION SELECT subject, model FROM studied
        UNION SELECT subject, n.name FROM names AS n JOIN studied USING (subject)
        WHERE n.kind <> 'keyword'""").fetchall()
    subjects: dict[Key, set[str]] = {}
    for subject, name in rows:
        subjects.setdefault(model_key(name), set()).add(subject)
    return Known(subjects)
