"""Which studies speak of a call, and what they make of it.

A study per token out speaks of every call of its model: the energy of its prompts is in its figure.
A study per prompt speaks of calls whose answer is about as long as its own, up to twice or down to
half; if it does not say how long that is, of none, unless the reader names it.

A length class has two bits for each length that studies are of, the shortest first: whether an
answer has at least half of it, and whether it has more than twice as much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbondata.formulas import applied_pue, counted_scope
from carbondata.model_calls.refusals import calls_error
from carbondata.names import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import duckdb

    from carbondata.model_calls.models import Known

TOKEN, PROMPT = "output_token", "prompt"
ALIKE = 2.0
UNSTATED = "unstated"


class Study(NamedTuple):
    """A study of `inference_energy`: the electricity of one unit, in kWh, and what it covers."""

    inference_id: str
    subject: str
    unit: str
    tokens_out: float | None
    kwh_low: float
    kwh_high: float
    scope: str | None
    stands: bool


class Applied(NamedTuple):
    """What studies make of the calls of a model whose answers are of one length class.

    The electricity of a token out and of a call, in kWh with the PUE; None if no study has it.
    """

    model: str
    length: int
    subject: str | None
    proxy: str | None
    reason: str | None
    studies: str | None
    scope: str | None
    token_low: float | None
    token_high: float | None
    prompt_low: float | None
    prompt_high: float | None


def read_studies(con: duckdb.DuckDBPyConnection) -> list[Study]:
    """Read the studies of text; one `stands` that was seen, and nobody disputes or replaced."""
    rows = con.execute(f"""SELECT inference_id, subject, functional_unit,
          CASE WHEN functional_unit = '{PROMPT}' THEN tokens_out END,
          coalesce(energy_kwh_low, energy_kwh), coalesce(energy_kwh_high, energy_kwh), energy_scope,
          status = 'current' AND verified
        FROM inference_energy WHERE functional_unit IN ('{TOKEN}', '{PROMPT}')
          AND coalesce(energy_kwh_low, energy_kwh) IS NOT NULL ORDER BY inference_id""").fetchall()
    return [Study._make(row) for row in rows]


def lengths(studies: Iterable[Study]) -> list[float]:
    """Return the lengths of the answers that studies per prompt are of, in tokens.

    Examples
    --------
    >>> lengths([Study("a/b", "b", "prompt", 10, 1, 1, None, True)])
    [10]
    """
    return sorted({study.tokens_out for study in studies if study.tokens_out})


def proxies(
    given: Mapping[str, str] | None, studies: Sequence[Study], known: Known
) -> dict[str, tuple[str, list[Study], bool]]:
    """Find what each proxy names: a study, which then speaks of every call, or a studied model.

    Raises
    ------
    QueryError
        When it names neither; the message has the nearest.
    """
    found = {}
    for model, name in (given or {}).items():
        own = [study for study in studies if study.inference_id == name]
        subject, _ = known.subject(name)
        of_model = [study for study in studies if study.stands and study.subject == subject]
        if not own and not of_model:
            names = {study.inference_id for study in studies} | {study.subject for study in studies}
            if near := ", ".join(nearest(name, names, limit=3)):
                raise calls_error(key="no_proxy_near", name=name, near=near)
            raise calls_error(key="no_proxy", name=name, query="FROM inference_energy")
        found[model] = (name, own or of_model, bool(own))
    return found


def applied(  # noqa: PLR0913  (a model, its length, and what may speak of it)
    model: str,
    length: int,
    subject: str | None,
    why: str | None,
    studies: Sequence[Study],
    *,
    all_lengths: Sequence[float],
    proxy: str | None = None,
    asked: bool = False,
    pue: float | None = None,
) -> Applied:
    """Apply the studies that speak of a model's calls of one length; or say why none does."""
    fit = [study for study in studies if asked or _speaks(study, length, all_lengths)]
    if not fit:
        reason = why
        if studies:
            stated = any(study.tokens_out for study in studies)
            reason = "prompt_of_other_length" if stated else "prompt_length_unstated"
        return Applied(model, length, subject, proxy, reason, *[None] * 6)
    ranges: dict[str, list[tuple[float, float]]] = {TOKEN: [], PROMPT: []}
    for study in fit:
        times = 1.0 if study.scope is None else applied_pue(study.scope, pue)
        ranges[study.unit].append((study.kwh_low * times, study.kwh_high * times))
    scopes = sorted({counted_scope(s.scope, pue) if s.scope else UNSTATED for s in fit})
    names = "; ".join(study.inference_id for study in fit)
    return Applied(
        *(model, length, subject, proxy, None, names, ", ".join(scopes)),
        *_ends(ranges[TOKEN]),
        *_ends(ranges[PROMPT]),
    )


def _speaks(study: Study, length: int, all_lengths: Sequence[float]) -> bool:
    if study.unit == TOKEN:
        return True
    if study.tokens_out is None:
        return False
    at = 2 * all_lengths.index(study.tokens_out)
    return bool(length >> at & 1) and not length >> at + 1 & 1


def _ends(ranges: Sequence[tuple[float, float]]) -> tuple[float | None, float | None]:
    if not ranges:
        return None, None
    return min(low for low, _ in ranges), max(high for _, high in ranges)
