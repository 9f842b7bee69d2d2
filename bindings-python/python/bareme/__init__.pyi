"""Bareme : qui a droit à quelle aide pour se former, combien, et pourquoi.

>>> import bareme
>>> engine = bareme.pays_de_la_loire()
>>> answer = engine.evaluate({"statut": "demandeur_emploi", "age": 31}, date="2024-09-02")
>>> answer["bourse_regionale"].verdict
<Verdict.INDETERMINE: 'indetermine'>
"""

import os

from ._adapt import adapt as adapt
from ._answers import Answer as Answer
from ._answers import Condition as Condition
from ._answers import Decision as Decision
from ._answers import Incomes as Incomes
from ._answers import Thresholds as Thresholds
from ._budget import Budget as Budget
from ._budget import budget as budget
from ._compare import Comparaison as Comparaison
from ._compare import compare as compare
from ._follow import Suivi as Suivi
from ._follow import monitor as monitor
from ._law import Figures as Figures
from ._law import export_pack as export_pack
from ._ledgers import Ledger as Ledger
from ._native import Engine as Engine
from ._native import Table as Table
from ._native import __version__ as __version__
from ._native import pays_de_la_loire as pays_de_la_loire
from ._results import Alternative as Alternative
from ._results import BaremeError as BaremeError
from ._results import BaremeWarning as BaremeWarning
from ._results import Changement as Changement
from ._results import Citation as Citation
from ._results import Combinaison as Combinaison
from ._results import Delai as Delai
from ._results import Demarche as Demarche
from ._results import Doute as Doute
from ._results import Droits as Droits
from ._results import Etat as Etat
from ._results import Fiabilite as Fiabilite
from ._results import Finding as Finding
from ._results import InternalError as InternalError
from ._results import Interview as Interview
from ._results import LigneDuMois as LigneDuMois
from ._results import Mois as Mois
from ._results import Nature as Nature
from ._results import Pack as Pack
from ._results import Perime as Perime
from ._results import Periode as Periode
from ._results import Picture as Picture
from ._results import Revenu as Revenu
from ._results import RevenuInconnu as RevenuInconnu
from ._results import SousReserve as SousReserve
from ._results import Statut as Statut
from ._results import Supposition as Supposition
from ._results import Total as Total
from ._results import Verdict as Verdict
from ._results import Verification as Verification

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

def load(path: str | os.PathLike[str] | bytes | bytearray | memoryview) -> Engine:
    """The engine of the rules in a folder: an analyst's own version, checked as `bareme check` checks it; one
    of an older form, without the words that are asked for today, is read all the same.

    Or of a file that `bareme pack` wrote, or of the bytes of one: a checksum covers them all, and does not say who wrote them.

    Raises `BaremeError` with every finding, each with its file, line and column. What is only a warning is in
    `engine.warnings`.
    """
