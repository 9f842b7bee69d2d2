"""Bareme : qui a droit à quelle aide pour se former, combien, et pourquoi."""

from ._answers import Answer, Condition, Decision, Incomes, Thresholds
from ._follow import Suivi, monitor
from ._ledgers import Ledger
from ._native import Engine, Table, __version__, pays_de_la_loire
from ._results import (
    Alternative,
    BaremeError,
    BaremeWarning,
    Changement,
    Citation,
    Combinaison,
    Delai,
    Demarche,
    Doute,
    Droits,
    Etat,
    Fiabilite,
    Finding,
    InternalError,
    Interview,
    LigneDuMois,
    Mois,
    Nature,
    Pack,
    Perime,
    Periode,
    Picture,
    Revenu,
    RevenuInconnu,
    SousReserve,
    Statut,
    Supposition,
    Verdict,
    Verification,
)

__all__ = [
    "Alternative",
    "Answer",
    "BaremeError",
    "BaremeWarning",
    "Changement",
    "Citation",
    "Combinaison",
    "Condition",
    "Decision",
    "Delai",
    "Demarche",
    "Doute",
    "Droits",
    "Engine",
    "Etat",
    "Fiabilite",
    "Finding",
    "Incomes",
    "InternalError",
    "Interview",
    "Ledger",
    "LigneDuMois",
    "Mois",
    "Nature",
    "Pack",
    "Perime",
    "Periode",
    "Picture",
    "Revenu",
    "RevenuInconnu",
    "SousReserve",
    "Statut",
    "Suivi",
    "Supposition",
    "Table",
    "Thresholds",
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
