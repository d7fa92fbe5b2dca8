"""Whether the heads of a table say that its emissions are those of its energy, and no more."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from carbondata.forms.read_text import ENERGY, GAS, GRAMS, INTENSITY, KWH, MASS, PUE, RATE

if TYPE_CHECKING:
    from collections.abc import Iterable

# The unit in a head: gCO2e/kWh, tCO2e, MWh.
UNIT = re.compile(rf"\b(?:{RATE}|(?:{MASS}) ?-?(?:{GAS})|(?:{ENERGY})\b)")
KINDS = {"g_per_kwh": INTENSITY, "grams": GRAMS, "kwh": KWH}
TOKEN = re.compile(r"[^\W\d_]+|\S")
# A head that says more than these is of another amount, or of more: per GPU, saved, x1000.
PLAIN = frozenset(
    """( ) [ ] { } , : ; . - ' " \N{EN DASH} \N{EM DASH} \N{RIGHT SINGLE QUOTATION MARK}
    the of in for from to and with including
    energy electricity electric electrical power consumption consumed use used usage training total
    grid mix carbon dioxide equivalent equivalents greenhouse gas ghg intensity factor
    emission emissions emitted footprint operational gross location based
    le la les l de du des d en pour \N{LATIN SMALL LETTER A WITH GRAVE} et avec selon sur
    énergie électricité électrique consommation consommée consommées consommé utilisée utilisé
    entraînement entrainement totale totales totaux réseau carbone équivalent gaz effet serre ges
    intensité facteur émission émissions émise émises empreinte brute brutes brut localisation
    fondée fondées""".split()  # noqa: SIM905
)
# What stands beside the whole amount, and is no part of it.
BESIDE = {"net", "nette", "nettes", "market", "marché", "per", "par", "/"}
TRAINING, TOTAL = {"training", "entraînement", "entrainement"}, {"total", "totale", "totales"}
FOOTPRINT = {"footprint", "empreinte"}
# Of such a row the intensity is a mean of others, which the energy does not multiply with.
OF_ROWS = re.compile(
    r"\W*(?:mean|average|avg|median|std|sd|min|max|minimum|maximum|range|sum|total|overall|"
    r"difference|change|reduction|savings?|ratio|moyenne|médiane|écart|somme|ensemble|différence|"
    r"réduction)s?(?![-\w])",
    re.IGNORECASE,
)

# Of a longer head no more is read, and of its words none is plain.
LONGEST_HEAD = 200


class Head(NamedTuple):
    """The unit of a head, its kind, its gas, and the words beside them."""

    unit: str | None
    kind: str | None
    gas: str | None
    words: frozenset[str]


@lru_cache(maxsize=4096)
def head_of(text: str) -> Head:
    """Read a head.

    Examples
    --------
    >>> head_of("Energy (MWh)").kind, sorted(head_of("tCO2e per query").words - PLAIN)
    ('kwh', ['per', 'query'])
    """
    if len(text) > LONGEST_HEAD:
        text = f"{text[:LONGEST_HEAD]} \N{HORIZONTAL ELLIPSIS}"
    unit, gas = UNIT.search(text), re.search(GAS, text)
    rest = PUE.sub("", UNIT.sub("", text, count=1))
    return Head(
        unit[0] if unit else None,
        kind_of(f"1 {unit[0]}") if unit else None,
        gas[0] if gas else None,
        _words(re.sub(GAS, "", rest)),
    )


def kind_of(cell: str) -> str | None:
    """Return whether a cell, with its unit, is an intensity, emissions or energy."""
    return next((kind for kind, pattern in KINDS.items() if pattern.search(cell)), None)


def is_of_rows(cells: Iterable[str]) -> bool:
    """Tell whether a row is named as one of others: their mean, their sum.

    Examples
    --------
    >>> is_of_rows(["**Mean**", "433 MWh"]), is_of_rows(["Max-2", "433 MWh"])
    (True, False)
    """
    return any(OF_ROWS.match(cell) for cell in cells)


def are_plain(heads: Iterable[str], cells: Iterable[str]) -> bool:
    """Tell whether the emissions of a row are to be its energy times its intensity.

    `cells` have their units. An amount that is none of the three, but may be a part of one, leaves
    it open.

    Examples
    --------
    >>> are_plain(["MWh", "gCO2e/kWh", "tCO2e"], ["433 MWh", "57 gCO2e/kWh", "24.7 tCO2e"])
    True
    >>> are_plain(["MWh", "gCO2e/kWh", "saved"], ["433 MWh", "57 gCO2e/kWh", "24.7 tCO2e"])
    False
    """
    words: dict[str, frozenset[str]] = {}
    for head, cell in zip(heads, cells, strict=False):
        kind = kind_of(cell)
        if kind is None:
            continue
        said = head_of(head).words | _words(re.sub(GAS, "", KINDS[kind].sub("", cell)))
        if said <= PLAIN:
            words[kind] = words.get(kind, frozenset()) | said
        elif not said & BESIDE:
            return False
    return words.keys() == KINDS.keys() and not _are_apart(words["kwh"], words["grams"])


def _are_apart(energy: frozenset[str], emissions: frozenset[str]) -> bool:
    """Tell whether one is of the training, or of electricity, and the other of more."""
    if emissions & TOTAL and emissions & FOOTPRINT:
        return True
    scopes = [(bool(said & TRAINING), bool(said & TOTAL)) for said in (energy, emissions)]
    return sorted(scopes) == [(False, True), (True, False)]


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in TOKEN.findall(text))
