"""Check that a run's published emissions are its energy times its grid, within rounding.

A printed number stands for all numbers that round to it: 24.7 for 24.65 to 24.75. Energy, PUE,
intensity and emissions close if some values within their roundings do. A row that does not
close says why in `does_not_close`; one that closes must not.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from carbondata.errors import Problem
from carbondata.formulas import applied_pue, emissions_t

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

EXPLAIN = "fix a figure, or say in does_not_close why those of the publication disagree"


def check_energy_balance(runs: pa.Table) -> Iterator[Problem]:
    """Check every run that has energy, intensity and emissions.

    Parameters
    ----------
    runs : Arrow table
        Rows of `training_runs`.

    Yields
    ------
    Problem
        For a row that neither closes nor says why, and for one that closes but says why not.
    """
    for run in runs.to_pylist():
        balance = energy_balance(run)
        if balance is None:
            continue
        stated, worked_out, tolerance = balance
        closes = abs(worked_out / stated - 1) <= tolerance
        if closes == (run["does_not_close"] is None):
            continue
        what = (
            "closes, yet says why it does not"
            if closes
            else f"energy x PUE x intensity gives {worked_out:.6g} t, beyond rounding"
        )
        named = f"run_id {run['run_id']}"
        remedy = "empty does_not_close" if closes else EXPLAIN
        yield Problem(
            run["source_id"], "training_runs", what, remedy, named, "emissions_t", f"{stated:g}"
        )


def energy_balance(run: dict[str, Any]) -> tuple[float, float, float] | None:
    """Return published emissions (t), those worked out (t), and the tolerance as a fraction.

    None if energy, intensity or emissions are not published, or if the emissions are zero, include
    more than electricity, or are market-based.

    Examples
    --------
    Half a unit of the last digit in each of 1,100 kWh, 432 g/kWh and 0.475 t:

    >>> run = dict.fromkeys(("pue", "boundary", "accounting", "printed"))
    >>> run |= {"energy_kwh": 1100.0, "energy_scope": "facility"}
    >>> run |= {"intensity_g_per_kwh": 432.0, "emissions_t": 0.475}
    >>> stated, worked_out, tolerance = energy_balance(run)
    >>> round(worked_out, 6), round(tolerance, 6)  # 50 / 1100 + 0.5 / 432 + 0.0005 / 0.475
    (0.4752, 0.047665)
    """
    energy, intensity, stated = (
        run["energy_kwh"],
        run["intensity_g_per_kwh"],
        run["emissions_t"],
    )
    if not (energy and intensity and stated):
        return None
    if run["boundary"] == "operational_embodied" or run["accounting"] == "market":
        return None
    # A publication that gives no PUE cannot have applied one; only its arithmetic is checked here.
    pue = applied_pue(run["energy_scope"], run["pue"])
    texts = re.findall(r"\d[\d,]*(?:\.\d+)?", run["printed"] or "")
    printed = [float(text.replace(",", "")) for text in texts]
    # A PUE of one is none, and not rounded.
    figures = [energy, intensity, stated]
    figures += [figure for figure in (pue, *printed) if figure not in {0.0, 1.0}]
    tolerance = sum(map(_rounding, figures))
    return stated, emissions_t(energy * pue, intensity), tolerance


def _rounding(figure: float) -> float:
    """Return half a unit of the last digit, as a fraction; trailing zeros may be rounding too.

    At least two digits of a whole number are significant: 1,000 stands for 950 to 1,050.
    """
    digits = Decimal(repr(figure)).normalize()
    last = min(int(digits.as_tuple().exponent), digits.adjusted() - 1)
    return 0.5 * 10.0**last / abs(figure)
