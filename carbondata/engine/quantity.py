"""One amount that is compared: a row of `quantities`, or one that an operand makes up."""

from __future__ import annotations

from functools import partial
from typing import Any

SCALED = (
    *("emissions_t_low", "emissions_t", "emissions_t_high"),
    *("energy_kwh_low", "energy_kwh", "energy_kwh_high"),
    "standing_t",
)


class Quantity:
    """One amount that is compared, with its type and its source.

    Its attributes are the columns of the table `quantities` (masses in tonnes, electricity in kWh;
    null means unknown), and `times`: how many times it is meant, null where no count was given. An
    amount that was given has no source.
    """

    __slots__ = ("_columns", "is_open")
    _columns: dict[str, Any]
    # Whether its year was left open.
    is_open: bool

    def __init__(self, columns: dict[str, Any], *, is_open: bool = False) -> None:
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "is_open", is_open)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a figure is what its source says."""
        message = f"a quantity cannot be changed; having({name}=...) gives another one"
        raise AttributeError(message)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (a column holds text, numbers or null)
        """Return a column."""
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._columns[name]
        except KeyError:
            message = f"quantities have no column {name!r}"
            raise AttributeError(message) from None

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it be copied and pickled."""
        return partial(Quantity, is_open=self.is_open), (self._columns,)

    def __dir__(self) -> list[str]:
        """Name the columns, for completion."""
        return [*super().__dir__(), *self._columns]

    def __eq__(self, other: object) -> bool:
        """Tell whether two quantities say the same."""
        return isinstance(other, Quantity) and self._columns == other._columns

    def __hash__(self) -> int:
        """Hash what names it."""
        return hash((self.id, self.row_id, self.source_id))

    def __repr__(self) -> str:
        """Write it so that it is recognised."""
        return f"<Quantity {self.as_operand()}>"

    def to_dict(self) -> dict[str, Any]:
        """Return its columns as plain values."""
        return dict(self._columns)

    def having(self, **columns: Any) -> Quantity:  # noqa: ANN401  (as above)
        """Return the same quantity with some columns changed."""
        return Quantity({**self._columns, **columns}, is_open=self.is_open)

    def counted(self, count: float | None, type_id: str | None = None) -> Quantity:
        """Return so many of it; null leaves it as it is."""
        if count is None:
            return self
        scaled = {
            name: self._columns[name] * count for name in SCALED if self._columns[name] is not None
        }
        return self.having(**scaled, times=count, type_id=type_id or self.type_id)

    def as_operand(self) -> str:
        """Write it so that it is picked again, whatever it is compared with.

        Examples
        --------
        >>> from carbondata.query.compare import picked
        >>> picked("SWE@2017#gcb").as_operand()
        'SWE@2017#gcb:figure=published:gas=CO2:accounting=territorial:land_use=excluded'
        """
        if self.figure == "given":
            return str(self.id)
        count = f"{self.times!r}*" if self.times else ""
        if self.kind == "event" and "@" in self.id:
            return f"{count}{self.id}"
        name = self.row_id or f"{self.id}#{self.source_id}"
        columns = ("figure", "gas", "accounting", "land_use")
        basis = [f":{name}={self._columns[name]}" for name in columns if self._columns[name]]
        return "".join([count, name, *basis])

    def sources(self) -> tuple[str, ...]:
        """Return the ids of the sources it rests on: its own, its factor's, its critic's."""
        found = (self.source_id, self.factor_source, self.status_source)
        return tuple(dict.fromkeys(source for source in found if source))
