"""The formulas of a footprint in Python; `views/06_formulas.sql` has the same in SQL."""

GRAMS_PER_TONNE = 1e6


def applied_pue(scope: str | None, pue: float | None) -> float:
    """Return the factor that makes an energy count PUE once.

    It is 1 for the energy of a facility, which includes PUE, and where PUE is unknown.

    Examples
    --------
    >>> applied_pue("server", 1.2), applied_pue("facility", 1.2), applied_pue("server", None)
    (1.2, 1.0, 1.0)
    """
    return 1.0 if pue is None or scope == "facility" else pue


def counted_scope(scope: str, pue: float | None) -> str:
    """Return what an energy covers once its PUE is applied.

    Examples
    --------
    >>> counted_scope("server", 1.2), counted_scope("server", None)
    ('facility', 'server')
    """
    return scope if pue is None else "facility"


def emissions_t(energy_kwh: float, g_per_kwh: float) -> float:
    """Return the emissions of an energy on a grid (t).

    Examples
    --------
    >>> emissions_t(1000, 469)
    0.469
    """
    return energy_kwh * g_per_kwh / GRAMS_PER_TONNE
