"""Tables that do not fit on one machine, with Apache Spark."""

import datetime
from collections.abc import Iterable
from typing import Any

from ._native import Engine

def evaluate(
    df: Any,
    *,
    date: datetime.date | str,
    dispositifs: str | Iterable[str] | None = None,
    hypotheses: bool = False,
    keep: str | Iterable[str] | None = None,
    outputs: str | Iterable[str] | None = None,
    engine: Engine | None = None,
) -> Any:
    """Decides every row of a Spark data frame where it is, and gives a data frame of the columns of `Engine.evaluate_table`.

    Amounts are `decimal(19,2)`, in euros; words are plain texts. `engine`: an analyst's own rules, sent to the executors.

    Raises `bareme.BaremeError` at once for names and types of columns; a bad value stops the job, with its row in the batch.
    """
