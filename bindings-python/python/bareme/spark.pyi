"""Tables that do not fit on one machine, with Apache Spark."""

import datetime
from collections.abc import Iterable
from typing import Any, Literal

from ._native import Engine

def evaluate(
    df: Any,
    *,
    date: datetime.date | str,
    dispositifs: str | Iterable[str] | None = None,
    hypotheses: bool = False,
    keep: str | Iterable[str] | None = None,
    rename: dict[str, str] | None = None,
    on_error: Literal["raise", "refuse"] = "raise",
    lenient: dict[str, str] | None = None,
    outputs: str | Iterable[str] | None = None,
    bounds: bool = False,
    if_eligible: bool = False,
    amounts: Literal["decimal", "float", "centimes"] | None = None,
    engine: Engine | None = None,
) -> Any:
    """Decides every row of a Spark data frame where it is, and gives a data frame of the columns of `Engine.evaluate_table`.

    Amounts are `decimal(19,2)`, in euros, unless `amounts` says otherwise; words are plain texts. Every other argument is that of
    `Engine.evaluate_table`. `engine`: an analyst's own rules, or a reform (`with_reform`), sent to the executors.

    Warns of `bareme.BaremeWarning` here, of what is to be known of the rules; no executor warns. Raises `bareme.BaremeError` at once
    for names and types of columns. A bad value stops the job, unless `on_error="refuse"`: its row is counted from the first of its
    partition, and the message writes the filter that shows it (a data frame of Spark has no rows of its own to count).
    """
