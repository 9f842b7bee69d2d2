import os
from collections.abc import Iterator
from typing import Any, final, overload

from ._native import Engine

@final
class Figures:
    """The values of a parameter, or the cells of a table: one row each, with its days, its source and how sure it is."""

    nom: str
    """Its name in the rules."""
    titre: str
    """What a person reads."""
    unite: str | None
    """That of the values; of a table, that of its first column of values."""
    def __init__(self, told: dict[str, Any]) -> None: ...
    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns: the keys and the values, then the days and the source."""
    @property
    def rows(self) -> list[dict[str, Any]]:
        """Amounts are `Decimal`, days `datetime.date`; `jusqu_a` is the last day, `None` when no end is known."""
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
    def _repr_html_(self) -> str: ...

def export_pack(directory: str | os.PathLike[str], *, engine: Engine | None = None) -> int:
    """Writes the files of the rules in a folder that is not there yet, or that is empty, to read them or to change them: `bareme.load(folder)` reads
    them again. Gives how many files were written. Raises `ValueError` for an engine that was made of a compact pack, which has no texts."""
