"""One amount to compare: a row of `quantities`, or one made from an operand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from carbondata.engine.decisions import Name

SCALED = (
    *("emissions_t_low", "emissions_t", "emissions_t_high"),
    *("energy_kwh_low", "energy_kwh", "energy_kwh_high"),
    *("standing_t", "studies_t_low", "studies_t_high"),
    *("standing_kwh", "studies_kwh_low", "studies_kwh_high"),
)
# The columns that select a basis of a named study, and of a subject.
BASIS = ("figure", "gas", "accounting", "land_use")
OPEN_BASIS = ("figure", "gas", "boundary", "accounting", "forcing", "land_use")


class Asked(NamedTuple):
    """How a quantity was asked for.

    Whether its year and its study were left open; the name used; the headline figure of its subject
    and year, if it is another one; and whether it is compared by electricity for lack of emissions.
    For an open year, the year that the other sides name, and the newest available.
    """

    is_open: bool = False
    named_year: int | None = None
    newest_year: int | None = None
    is_default: bool = False
    name: Name | None = None
    headline: Quantity | None = None
    is_electricity_alone: bool = False


class Quantity:
    """One amount to compare, with its type and its source.

    Its attributes are the columns of the table `quantities` (masses in tonnes, electricity in kWh;
    None means unknown), and `times`: its count, None if no count was given. A given amount has no
    source. `asked` says how it was asked for.
    """

    __slots__ = ("_columns", "asked")
    _columns: dict[str, Any]
    asked: Asked

    def __init__(self, columns: dict[str, Any], asked: Asked = Asked()) -> None:  # noqa: B008  (it cannot be changed)
        object.__setattr__(self, "_columns", columns)
        object.__setattr__(self, "asked", asked)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse, as a figure is what its source says."""
        message = f"a quantity cannot be changed; having({name}=...) returns a changed copy"
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
        """Support copying and pickling."""
        return partial(Quantity, asked=self.asked), (self._columns,)

    def __dir__(self) -> list[str]:
        """List the columns too, for completion."""
        return [*super().__dir__(), *self._columns]

    def __eq__(self, other: object) -> bool:
        """Return whether two quantities have the same columns."""
        return isinstance(other, Quantity) and self._columns == other._columns

    def __hash__(self) -> int:
        """Hash the ids."""
        return hash((self.id, self.row_id, self.source_id))

    def __repr__(self) -> str:
        """Show its operand."""
        return f"<Quantity {self.as_operand()}>"

    @property
    def amount(self) -> float | None:
        """Its amount in its own measure, in t or kWh."""
        return self._in_measure("emissions_t", "energy_kwh")

    @property
    def amount_low(self) -> float | None:
        """Its lower bound, in t or kWh."""
        return self._in_measure("emissions_t_low", "energy_kwh_low")

    @property
    def amount_high(self) -> float | None:
        """Its upper bound, in t or kWh."""
        return self._in_measure("emissions_t_high", "energy_kwh_high")

    @property
    def studies_low(self) -> float | None:
        """The lowest of the studies on its basis, in t or kWh."""
        return self._in_measure("studies_t_low", "studies_kwh_low")

    @property
    def studies_high(self) -> float | None:
        """The highest of the studies on its basis, in t or kWh."""
        return self._in_measure("studies_t_high", "studies_kwh_high")

    def is_figure(self, other: Quantity) -> bool:
        """Return whether another quantity is the same figure, whatever their counts."""
        keys = ("id", "measure", "place")
        return all(self._columns[key] == other._columns[key] for key in keys)

    def _in_measure(self, emissions: str, electricity: str) -> float | None:
        column = electricity if self.measure == "electricity" else emissions
        value: float | None = self._columns[column]
        return value

    def to_dict(self) -> dict[str, Any]:
        """Return its columns as plain values."""
        return dict(self._columns)

    def having(self, **columns: Any) -> Quantity:  # noqa: ANN401  (as above)
        """Return the same quantity with some columns changed."""
        return Quantity({**self._columns, **columns}, self.asked)

    def as_asked(self, **how: Any) -> Quantity:  # noqa: ANN401  (the fields of Asked)
        """Return the same quantity, asked for in another way."""
        return Quantity(self._columns, self.asked._replace(**how))

    def without_bounds(self) -> Quantity:
        """Return the figure without its bounds and those of other studies."""
        bounds = [name for name in SCALED if name.endswith(("_low", "_high"))]
        return self.having(**dict.fromkeys(bounds))

    def counted(self, count: float | None, type_id: str | None = None) -> Quantity:
        """Return the quantity times a count; None leaves it as it is."""
        if count is None:
            return self
        scaled = {
            name: self._columns[name] * count for name in SCALED if self._columns[name] is not None
        }
        return self.having(**scaled, times=count, type_id=type_id or self.type_id)

    @property
    def called(self) -> str:
        """Its id, or that of the requested row, as its subject may take another study."""
        return str(self.id if self.asked.is_default or self.factor else self.row_id or self.id)

    def as_operand(self) -> str:
        """Return the operand that selects it again, whatever it is compared with.

        Examples
        --------
        >>> from carbondata.query.compare import picked
        >>> picked("SWE@2017#gcb").as_operand()
        'SWE@2017#gcb:figure=published:gas=CO2:accounting=territorial:land_use=excluded'
        >>> picked("bitcoin@2017").as_operand()
        'bitcoin@2017:figure=at_grid:gas=CO2e:boundary=use_phase:accounting=location'
        """
        if self.figure == "given":
            return str(self.id)
        count = f"{self.times!r}*" if self.times else ""
        if self.kind == "event" and "@" in self.id:
            return f"{count}{self.id}"
        # A study that was left open stays open: the other studies are part of the answer.
        is_open = self.asked.is_default
        name = self.id if is_open else self.row_id or f"{self.id}#{self.source_id}"
        columns = OPEN_BASIS if is_open else BASIS
        basis = [f":{name}={self._columns[name]}" for name in columns if self._columns[name]]
        if self.measure == "electricity":
            basis.append(":measure=electricity")
        return "".join([count, name, *basis])

    def sources(self) -> tuple[str, ...]:
        """Return the ids of the sources behind it, including its critic and competing studies."""
        rivals = (self.study_sources or "").split() if self.asked.is_default else ()
        ids = (self.source_id, self.factor_source, self.status_source, *rivals)
        return tuple(dict.fromkeys(source for source in ids if source))
