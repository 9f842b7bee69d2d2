"""Bareme : qui a droit à quelle aide pour se former, combien, et pourquoi."""

from ._answers import Answer, Condition, Decision
from ._follow import Suivi, monitor
from ._ledgers import Ledger
from ._native import Engine, Table, __version__, pays_de_la_loire
from ._results import (
    Alternative,
    BaremeError,
    Citation,
    Combinaison,
    Demarche,
    Doute,
    Droits,
    Etat,
    Fiabilite,
    Finding,
    InternalError,
    Nature,
    Pack,
    Perime,
    Periode,
    Statut,
    Verdict,
    Verification,
)

__all__ = [
    "Alternative",
    "Answer",
    "BaremeError",
    "Citation",
    "Combinaison",
    "Condition",
    "Decision",
    "Demarche",
    "Doute",
    "Droits",
    "Engine",
    "Etat",
    "Fiabilite",
    "Finding",
    "InternalError",
    "Ledger",
    "Nature",
    "Pack",
    "Perime",
    "Periode",
    "Statut",
    "Suivi",
    "Table",
    "Verdict",
    "Verification",
    "__version__",
    "load",
    "monitor",
    "pays_de_la_loire",
]


def load(path):
    from . import _pack

    return _pack.load(path)
