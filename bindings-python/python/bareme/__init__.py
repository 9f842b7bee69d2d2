"""Bareme : qui a droit à quelle aide pour se former, combien, et pourquoi."""

from ._native import Answer, Condition, Decision, Engine, Ledger, Table, __version__, pays_de_la_loire
from ._results import (
    BaremeError,
    Combinaison,
    Droits,
    Etat,
    Fiabilite,
    Finding,
    InternalError,
    Pack,
    Statut,
    Verdict,
    Verification,
)

__all__ = [
    "Answer",
    "BaremeError",
    "Combinaison",
    "Condition",
    "Decision",
    "Droits",
    "Engine",
    "Etat",
    "Fiabilite",
    "Finding",
    "InternalError",
    "Ledger",
    "Pack",
    "Statut",
    "Table",
    "Verdict",
    "Verification",
    "__version__",
    "load",
    "pays_de_la_loire",
]


def load(path):
    from . import _pack

    return _pack.load(path)
