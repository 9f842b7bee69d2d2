from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, final, overload

from ._ledgers import Ledger
from ._native import Engine, _Array, _Followed, _Stream
from ._results import Finding

def monitor(
    decided: _Stream | _Array,
    *,
    annee: int | None = None,
    registre: Ledger | Iterable[Ledger] | None = None,
    engine: Engine | None = None,
) -> Suivi:
    """What was decided beside what was planned: the indicators of the pack, counted over a table of decisions.

    `decided`: what `engine.evaluate_table` gives back, with the facts that indicators read in `keep`, or what `bareme batch` writes:
    polars, pandas, pyarrow, anything of Arrow. `annee`: only that year; without it each year of the table, apart. `registre`: the
    ledgers whose places are told beside. `engine`: that of the pack whose indicators are counted, by default the rules of Pays de
    la Loire.

    What is not known of a row is counted apart (`inconnus`). What lacks a column is not counted: `warnings` says which to add.
    Raises `BaremeError` with the first rows at fault, or when `annee` is given and no column says the year of the rows.
    """

@final
class Suivi:
    """The indicators of a pack counted over a table of decisions, beside what was planned: one row for each count."""

    columns: ClassVar[tuple[str, ...]]
    @property
    def data(self) -> dict[str, Any]:
        """As `bareme suivi --format json` writes it."""
    @property
    def rows(self) -> list[dict[str, Any]]:
        """One for each indicator, then for each value of each axis by which it is broken down. Amounts and shares are texts."""
    @property
    def warnings(self) -> list[Finding]:
        """What the table has not the columns for."""
    def __init__(self, counts: _Followed) -> None: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    @overload
    def __getitem__(self, wanted: str) -> list[Any]: ...
    @overload
    def __getitem__(self, wanted: int) -> dict[str, Any]:
        """A column by its name, or a row by its position."""
    def indicator(self, name: str, annee: int | None = None) -> dict[str, Any]:
        """What is counted of an indicator, with its bounds and its breakdown; of the only year when there is one."""
    def to_pandas(self) -> Any:
        """The rows as a table of pandas."""
    def to_polars(self) -> Any:
        """The rows as a table of polars."""
    def _repr_html_(self) -> str: ...
    def svg(self) -> str | None:
        """The chart of `bareme suivi --graphique`, or `None` when nothing that is counted has a figure beside it."""
    def plot(self, ax: Any = None, annee: int | None = None) -> Any:
        """Bars of what was counted, in parts of what was planned or observed, with matplotlib; gives the axes back."""
