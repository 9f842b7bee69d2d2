from collections.abc import Iterator
from typing import Any, ClassVar, final, overload

from ._native import Engine, _Array, _Budgeted, _Stream
from ._results import Total, Picture

def budget(decided: _Stream | _Array, *, by: str | None = None, engine: Engine | None = None) -> Budget:
    """What a table of decisions comes to: totals to sign, with the range that is proved.

    `decided`: what `engine.evaluate_table(…, bounds=True)` gives back, or what `bareme batch --bornes` writes: polars, pandas, pyarrow, anything of
    Arrow. Without bounds what is settled is added up, and there is no range as soon as a row is open. `by`: a column that was kept; each of its
    values has its totals. `engine`: that of the pack that decided.

    Dispositifs that exclude each other are never added up in one row: a person receives the compatible ones that are worth the most. Raises
    `BaremeError` with the first rows at fault.
    """

@final
class Budget:
    """What a table of decisions comes to: one row for each group and amount; the group of the whole is `None`, and so is the dispositif of what
    several come to together."""

    columns: ClassVar[tuple[str, ...]]
    @property
    def data(self) -> dict[str, Any]:
        """The same as the engine writes it: dictionaries, lists and texts."""
    @property
    def rows(self) -> list[dict[str, Any]]:
        """Amounts are `Decimal`, exact; `min` and `max` are `None` where a row has no bounds."""
    @property
    def lignes(self) -> int:
        """How many rows the table has."""
    @property
    def refusees(self) -> int:
        """Those that were not decided: they are in no total."""
    def __init__(self, counts: _Budgeted) -> None: ...
    def total(self, montant: str | None = None, *, dispositif: str | None = None, groupe: str | None = None, unite: str | None = None) -> Total:
        """The settled total, and between what and what everything is: of an amount, or of what all dispositifs come to together; `unite` when there are several."""
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    @overload
    def __getitem__(self, wanted: str) -> list[Any]: ...
    @overload
    def __getitem__(self, wanted: int) -> dict[str, Any]:
        """A column by its name, or a row by its position."""
    def to_pandas(self) -> Any:
        """The rows as a table of pandas."""
    def to_polars(self) -> Any:
        """The rows as a table of polars."""
    def markdown(self) -> str:
        """Markdown, for a report."""
    def svg(self) -> str | None:
        """The chart as SVG; `None` when no amount is counted."""
    def plot(self) -> Picture:
        """The chart, which a notebook shows."""
    def _repr_html_(self) -> str: ...
