"""What the numbers of one form tell by themselves: units that slipped, PUE applied twice."""

from __future__ import annotations

import re
from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from carbondata.forms.close import like
from carbondata.forms.digits import grouped
from carbondata.forms.factors import has_reason, is_within
from carbondata.forms.stated import Stated
from carbondata.tables.limits import MAX_PUE, MAX_RUN_KWH, MIN_PUE
from carbondata.text.numbers import in_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carbondata.forms.stated import Statement

# What an amount is out by when its unit is a wrong one, and what then happened.
SLIPS = {
    1e3: "a thousand times too large",
    1e-3: "a thousand times too small",
    1e6: "a million times too large",
    1e-6: "a million times too small",
}
# A point before three zeros: in a text of whatever language it may stand for thousands.
EITHER = re.compile(r"\d\.000(?!\d)")
# No training of a model of this size emits less: 0.01 g is 250 W for seven seconds on the cleanest
# grids, and for a third of a second on the world's.
LEAST_GRAMS, LARGE_MODEL_BYTES = 0.01, 1e8
BYTES_PER_MB = 1e6
LEAST_G_PER_KWH = 1.5
# Twice what the world emits in a year.
WORLD_GRAMS = 1e17
FEW = 8
# Of more readings some fit by chance, and to try them would take for ever; each sentence and row of
# such a text is held to its own product all the same.
MANY = 100
# Nor are lists compared that have more pairs: each with each would be a square.
MANY_PAIRS = 10_000
# Of more PUEs one fits by chance.
MOST_PUES = 20
DIGITS = 4


class Finding(NamedTuple):
    """What is wrong on a line, and what to do; `rule` is its name."""

    line: int
    rule: str
    what: str
    remedy: str


def findings(one: Statement) -> Iterator[Finding]:
    """Yield what is wrong with a statement by itself."""
    yield from _unread(one)
    yield from _impossible(one)
    # A card that has kilograms for grams does not multiply either.
    yield from list(_grams_of_a_card(one)) or _products(one)
    yield from _parts(one)
    yield from _field(one)
    nothing = [number for number in (*one.g_per_kwh, *one.grams) if number.value == 0]
    if nothing and one.is_location and not one.is_market:
        yield Finding(
            nothing[0].line,
            "market_as_location",
            f"{nothing[0].printed.strip()}, location-based: no grid emits nothing",
            "what is bought is market-based: state both, each under its name",
        )
    if one.gas == "CO2e" and one.factor_gas == "CO2":
        yield Finding(
            one.grams[0].line,
            "co2_named_co2e",
            "emissions named CO2e from a factor of CO2 alone",
            "name the gas CO2, or take a factor of all greenhouse gases",
        )


def _unread(one: Statement) -> Iterator[Finding]:
    for text, line in one.unread:
        yield Finding(
            line,
            "not_an_amount",
            f"'{text}' is not a number in a unit of the form",
            "write grams in a model card, kWh and tCO2eq in CycloneDX, kilowattHour in SPDX",
        )


def _impossible(one: Statement) -> Iterator[Finding]:
    for number in one.pue:
        if not MIN_PUE <= number.value <= MAX_PUE:
            what = f"a PUE of {grouped(number.value, DIGITS)} is impossible"
            remedy = (
                "check it: PUE, facility energy divided by that of its computers, "
                f"lies between {MIN_PUE:g} and {MAX_PUE:g}"
            )
            yield Finding(number.line, "pue_impossible", what, remedy)
    # In a sentence it may be what was saved, or what is left after purchases.
    for number in (*one.field_kwh, *one.grams) if one.is_form else ():
        if number.value < 0 or (number.value == 0 and not one.is_market):
            what = f"{number.printed.strip()} is not above zero"
            yield Finding(number.line, "not_above_zero", what, "leave out what is not known")
    yield from _of_another_size(one)


def _of_another_size(one: Statement) -> Iterator[Finding]:
    """Yield amounts that are possible in another unit only."""
    for number in one.kwh:
        if number.value > MAX_RUN_KWH:
            what = f"{number.printed} is more than the world generates in a year"
            yield Finding(number.line, "energy_impossible", what, "check the unit")
    for number in one.grams if one.is_form else ():
        if number.value > WORLD_GRAMS:
            what = f"{number.printed} is more than the world emits in a year"
            yield Finding(number.line, "emissions_impossible", what, "check the unit")
    is_large = one.model_bytes is not None and one.model_bytes >= LARGE_MODEL_BYTES
    for number in one.grams:
        if is_large and 0 < number.value < LEAST_GRAMS:
            size = f"{grouped((one.model_bytes or 0) / BYTES_PER_MB, 3)} MB"
            what = f"{grouped(number.value, DIGITS)} g for training a model of {size}"
            remedy = "check the unit: a model card is in grams, and this may be kg or t"
            yield Finding(number.line, "too_few_grams", what, remedy)
    for number in one.g_per_kwh:
        if 0 < number.value < LEAST_G_PER_KWH:
            what = f"{grouped(number.value, DIGITS)} g/kWh is less than any grid emits"
            remedy = "check the unit: the form is in g/kWh, and this may be in kg/kWh"
            yield Finding(number.line, "kg_as_g_per_kwh", what, remedy)


def _products(one: Statement) -> Iterator[Finding]:
    """Compare the emissions with energy x PUE x intensity, in any reading that the form allows."""
    count = len(one.kwh) * len(one.g_per_kwh) * len(one.grams)
    # Of many numbers, two are a thousand apart by chance.
    if not (0 < count <= FEW and one.is_held) or _has_many(one):
        return
    pues = _pues(one)
    if not _closes(one, pues):
        if not has_reason(one, pues, with_pairs=False):
            yield from _apart(one, pues)
    elif one.includes_pue and len(one.kwh) == 1 and one.pue and not _closes(one, [1.0]):
        yield _twice(one, "the energy is said to include PUE, and the emissions apply it again")


def _apart(one: Statement, pues: list[float]) -> Iterator[Finding]:
    """Say how emissions are apart from the product."""
    if one.pue and _closes(one, [pue * pue for pue in pues]):
        yield _twice(one, "the emissions apply PUE twice")
        return
    kwh, grid, mass = one.kwh[-1], one.g_per_kwh[0], one.grams[0]
    for slip, told in SLIPS.items():
        if _closes(one, pues, slip):
            if any(EITHER.search(number.printed) for number in (*one.kwh, *one.grams)):
                return
            yield Finding(
                mass.line,
                "unit_slipped",
                f"{mass.printed.strip()} is {told} for {kwh.printed.strip()} at "
                f"{grouped(grid.value, DIGITS)} g/kWh",
                "check the units: grams, kilograms or tonnes, kWh or MWh",
            )
            return
    if one.is_of_more or not all(number.is_told for number in one.grams):
        return
    if is_within(one, pues) or has_reason(one, pues, with_pairs=True):
        return
    right = kwh.value * grid.value
    yield Finding(
        mass.line,
        "does_not_multiply",
        f"{kwh.printed.strip()} at {grouped(grid.value, DIGITS)} g/kWh is "
        f"{grouped(right / 1000, DIGITS)} kg, and {mass.printed.strip()} is stated",
        "state the energy, PUE and intensity that give the emissions",
    )


def multiplies(one: Statement) -> bool:
    """Tell whether some reading of the numbers multiplies."""
    return not _has_many(one) and _closes(one, _pues(one))


def _pues(one: Statement) -> list[float]:
    return list(dict.fromkeys([1.0, *(number.value for number in one.pue)]))


def _has_many(one: Statement) -> bool:
    """Tell whether there are more readings than can be tried."""
    counts = len(one.kwh), len(one.g_per_kwh), len(one.grams)
    return prod(counts) > MANY or len(_pues(one)) > MOST_PUES + 1


def _twice(one: Statement, what: str) -> Finding:
    return Finding(one.grams[0].line, "pue_twice", what, "apply PUE once, to energy without it")


def _closes(one: Statement, pues: list[float], slip: float = 1.0) -> bool:
    """Tell whether some reading of the numbers multiplies, with the emissions out by `slip`."""
    own = [number.value for number in one.pue]
    # The energies of a processor, a memory, an accelerator.
    total = Stated(sum(kwh.value for kwh in one.kwh), 0.0, one.line, "")
    return any(
        like(mass, kwh.value * pue * grid.value * slip, kwh, grid)
        for kwh in (*one.kwh, total)
        for pue in ([1.0] if _counts(kwh, one.kwh, own) else pues)
        for mass, grid in product(one.grams, one.g_per_kwh)
    )


def _counts(kwh: Stated, all_kwh: tuple[Stated, ...], pues: list[float]) -> bool:
    """Tell whether an energy is another of the same text with PUE applied."""
    return any(
        kwh is not other and pue != 1 and like(kwh, other.value * pue, other)
        for other, pue in product(all_kwh, pues)
    )


def _grams_of_a_card(one: Statement) -> Iterator[Finding]:
    """Compare the grams of a card with the emissions in its text."""
    if len(one.grams) * len(one.elsewhere_grams) > MANY_PAIRS:
        return
    for mass in one.grams:
        if any(like(mass, other.value, other) for other in one.elsewhere_grams):
            return
    for mass, other in product(one.grams, one.elsewhere_grams):
        for size, unit in ((1e3, "kg"), (1e6, "t")):
            if like(mass, other.value / size, other):
                yield Finding(
                    mass.line,
                    "not_in_grams",
                    f"{mass.printed.strip()} is in {unit}: line {other.line} has "
                    f"{other.printed.strip()}",
                    f"write {in_digits(other.value)}, in grams",
                )
                return


def _parts(one: Statement) -> Iterator[Finding]:
    if not (one.parts_kwh and one.kwh):
        return
    total = sum(part.value for part in one.parts_kwh)
    if not like(one.kwh[0], total, *one.parts_kwh):
        yield Finding(
            one.kwh[0].line,
            "parts_and_total",
            f"the parts are {grouped(total, DIGITS)} kWh, and the whole {one.kwh[0].printed}",
            "check the parts: each energy belongs to one of them, and their sum is the whole",
        )


def _field(one: Statement) -> Iterator[Finding]:
    """Compare the energy in a field with the text about it, PUE applied or not."""
    fields = {*one.field_kwh}
    told = [number for number in one.kwh if number not in fields]
    pues = _pues(one)
    if len(fields) * len(told) * len(pues) > MANY_PAIRS:
        return
    for field in one.field_kwh:
        if not told or any(
            like(field, other.value * pue, other) for other, pue in product(told, pues)
        ):
            continue
        what = f"{field.printed.strip()}, where the text has {told[0].printed.strip()}"
        remedy = "state one energy: check kWh against MWh, and PUE"
        yield Finding(field.line, "field_and_text", what, remedy)
