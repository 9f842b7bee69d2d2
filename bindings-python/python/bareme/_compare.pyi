import os
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, final, overload

from ._native import Engine, _Array, _Compared, _Date, _Stream

def compare(
    before: Engine,
    after: Engine,
    table: _Stream | _Array,
    *,
    date: _Date,
    by: str | None = None,
    ignore: str | Iterable[str] | None = None,
) -> Comparaison:
    """What becomes of a population from one pack to another: who gains, who loses, what it costs, and for whom most changes.

    `table`: one row a dossier, one column a fact: polars, pandas, pyarrow, anything of Arrow. `after`: often what `engine.with_reform` gives.
    `by`: a column, be it a fact, whose values are counted apart. `ignore`: columns that are no facts, left aside.

    Each amount in euros is counted apart. A dossier that a fact is missing for is neither among those who gain nor among those who lose: the cost then
    has bounds, which are proved dossier by dossier, of what changes and not of what is due.
    Raises `BaremeError` with the first rows at fault.
    """

def _reform(given: str | os.PathLike[str]) -> tuple[str, str]: ...

@final
class Comparaison:
    """What becomes of a population from one pack to another: one row for each dispositif that may decide otherwise, then for each group."""

    columns: ClassVar[tuple[str, ...]]
    @property
    def data(self) -> dict[str, Any]:
        """As `bareme compare --format json` writes it."""
    @property
    def rows(self) -> list[dict[str, Any]]:
        """One for each dispositif (`groupe` is None), then for each value of the column `by`. Amounts are `Decimal`, exact."""
    @property
    def droits(self) -> list[dict[str, Any]]:
        """What each amount of each dispositif costs, in all (`groupe` is None), then for each value of `by`; each apart: one may say another again."""
    @property
    def total(self) -> dict[str, dict[str, Any]]:
        """What everything that changes costs together, by unit: what excludes itself is never added for one person. Amounts are texts."""
    def __init__(self, compared: _Compared) -> None: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    @overload
    def __getitem__(self, wanted: str) -> list[Any]: ...
    @overload
    def __getitem__(self, wanted: int) -> dict[str, Any]:
        """A column by its name, or a row by its position."""
    def dispositif(self, name: str) -> dict[str, Any]:
        """What is counted of a dispositif: with its bands, its groups, and the largest changes with their dossiers."""
    def to_pandas(self) -> Any:
        """The rows as a table of pandas."""
    def to_polars(self) -> Any:
        """The rows as a table of polars."""
    def _repr_html_(self) -> str: ...
    def plot(self, dispositif: str | None = None, ax: Any = None, *, droit: str | None = None) -> Any:
        """Bars of how many dossiers gain and lose, band by band, with matplotlib; gives the axes back. Of the only dispositif that has any without a name.

        `droit`: the amount that is told, the first that changes without a name.
        """
