"""Bareme : qui a droit à quelle aide pour se former, combien, et pourquoi."""

from ._adapt import adapt
from ._answers import Answer, Condition, Decision, Incomes, Thresholds
from ._budget import Budget, budget
from ._compare import Comparaison, compare
from ._follow import Suivi, monitor
from ._law import Figures, export_pack
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
    Total,
    Verdict,
    Verification,
)

__all__ = [
    "Alternative",
    "Answer",
    "BaremeError",
    "Budget",
    "BaremeWarning",
    "Changement",
    "Citation",
    "Combinaison",
    "Comparaison",
    "Condition",
    "Decision",
    "Delai",
    "Demarche",
    "Doute",
    "Droits",
    "Engine",
    "Etat",
    "Fiabilite",
    "Figures",
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
    "Total",
    "Verdict",
    "Verification",
    "__version__",
    "adapt",
    "budget",
    "compare",
    "export_pack",
    "load",
    "monitor",
    "pays_de_la_loire",
]


def load(path):
    from . import _pack

    return _pack.load(path)
