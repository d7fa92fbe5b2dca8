"""Split the difference between two figures of a run into factors that multiply to the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from carbondata.engine.ratio import divide

if TYPE_CHECKING:
    import duckdb

    from carbondata.engine.quantity import Quantity

INTENSITY = "SELECT intensity_g_per_kwh FROM grid_factors WHERE area_id = ? AND year = ?"


class Factor(NamedTuple):
    """One step from the first figure to the second: both values, and the factor between them."""

    step: str
    first: Any
    second: Any
    factor: float | None


class Applied(NamedTuple):
    """The intensity that a figure applied, in g/kWh, over that of its grid, if it is known."""

    g_per_kwh: float
    of_grid: float | None


class Grid(NamedTuple):
    """The grid of a place and year, with its intensity in g/kWh, if it is known."""

    called: str
    g_per_kwh: float | None


def explain(con: duckdb.DuckDBPyConnection, first: Quantity, second: Quantity) -> list[Factor]:
    """Split the ratio of two figures; everything unpublished goes into `rest`.

    Returns
    -------
    list of Factor, by `step`
        energy: electricity of the computers, in kWh; pue: overhead of the facility; applied: the
        intensity applied, in g/kWh, and how many times that of the grid of its own place and year
        (`Applied`); place: the grid of the other place in the same year; year: that grid in the
        other year (`Grid`); rest: boundary, other gases, rounding; whole: tonnes, or kWh where
        either has electricity alone. Where a grid is unknown, applied is the whole intensity.
    """
    # If only one figure has a PUE, it cannot be separated from the energy.
    pues = (first.pue, second.pue) if first.pue and second.pue else (None, None)
    energies = [
        quantity.energy_kwh and quantity.energy_kwh / (pue or 1)
        for quantity, pue in zip((first, second), pues, strict=True)
    ]
    applied = (first.intensity_g_per_kwh, second.intensity_g_per_kwh)
    amounts = (first.amount, second.amount)
    if is_electricity(first, second):
        # Tonnes over kWh would be an intensity, not a factor.
        applied, amounts = (None, None), (first.energy_kwh, second.energy_kwh)
        amounts = amounts if all(amounts) else (None, None)
    stations = _stations(first, second)
    grid = [_grid(con, *at) for at in stations]
    whole = divide(amounts[1], amounts[0])
    energy, pue, intensity = (divide(b, a) for a, b in (energies, pues, applied))
    steps = _chain(applied, grid)
    rest = None if whole is None else whole / (energy or 1) / (pue or 1) / (intensity or 1)
    places = [
        Grid(f"{area} {year}", known if steps else None) if area and year else None
        for (area, year), known in zip(stations, grid, strict=True)
    ]
    used = [
        None if own is None else Applied(own, divide(own, known) if steps else None)
        for own, known in zip(applied, (grid[0], grid[2]), strict=True)
    ]
    return [
        Factor("energy", energies[0], energies[1], energy),
        Factor("pue", pues[0], pues[1], pue),
        Factor("applied", used[0], used[1], steps[0] if steps else intensity),
        Factor("place", places[0], places[1], steps[1] if steps else None),
        Factor("year", places[1], places[2], steps[2] if steps else None),
        Factor("rest", first.boundary, second.boundary, rest),
        Factor("whole", *amounts, whole),
    ]


def is_electricity(first: Quantity, second: Quantity) -> bool:
    """Tell whether two figures can be held against each other by their electricity alone."""
    return "electricity" in {first.measure, second.measure}


def _stations(first: Quantity, second: Quantity) -> list[tuple[str | None, int | None]]:
    """Go from the place and year of the first to those of the second, changing the place first."""
    return [
        (first.area_id, first.year),
        (second.area_id, first.year),
        (second.area_id, second.year),
    ]


def _chain(
    applied: tuple[float | None, float | None], grid: list[float | None]
) -> tuple[float, float, float] | None:
    """Return the factors for the applied intensity, the place and the year, if all are known."""
    (a, b), (own, moved, there) = applied, grid
    if not (a and own and moved and there) or b is None:
        return None
    return b / there * own / a, moved / own, there / moved


def _grid(con: duckdb.DuckDBPyConnection, area: str | None, year: int | None) -> float | None:
    row = con.execute(INTENSITY, [area, year]).fetchone()
    return row[0] if row else None
