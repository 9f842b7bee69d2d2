from collections.abc import Mapping
from typing import Any, TypeVar

from ._native import Engine

_T = TypeVar("_T")

def adapt(table: _T, columns: Mapping[str, str | tuple[str, str]], *, engine: Engine | None = None) -> _T:
    """The same table, with columns as files have them made into facts: `{"code_commune": "residence_departement", "date_naissance": "age"}`.

    `table`: polars, pandas or pyarrow. `columns`: for each column the fact that it becomes, or the fact and the conversion when the name of the column does not
    say it: `("diplome_vise", "rncp")`. Conversions: `commune` (codes of Insee) and `postal`, to a department; `rncp` and `formacode`, to a diploma, for the
    codes that are known; `naissance`, to the age on the day of `date_entree_formation`. A fact that none of them gives only takes the column over, with its name.
    Each rests on a file of data with its sources, in `bareme/_adapters`.

    A code that is not in the list leaves the fact unknown, and a `BaremeWarning` says which. Raises `BaremeError` with the first rows at fault, and for what cannot
    be converted: no computation makes a gross income of a `revenu_fiscal_reference`.
    """

def _known() -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]]]: ...
