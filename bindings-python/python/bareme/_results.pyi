from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

class Verdict(str, Enum):
    """What is decided of a dispositif. Equal to its word: `verdict == "eligible"`."""

    ELIGIBLE = "eligible"
    INDETERMINE = "indetermine"
    NON_ELIGIBLE = "non_eligible"
    HORS_PERIODE = "hors_periode"

class Etat(str, Enum):
    """What is known of a condition."""

    REMPLIE = "remplie"
    NON_REMPLIE = "non_remplie"
    INCONNUE = "inconnue"

class Statut(str, Enum):
    """Law, experiment, or only announced."""

    EN_VIGUEUR = "en_vigueur"
    EXPERIMENTATION = "experimentation"
    HYPOTHESE = "hypothese"

class Fiabilite(str, Enum):
    """How sure the weakest of what a decision rests on is."""

    TEXTE = "texte"
    SECONDAIRE = "secondaire"
    A_CONFIRMER = "a_confirmer"

class Finding(NamedTuple):
    """One thing that is wrong with what was given."""

    code: str
    """Stable, for programs; docs/errors.md explains each."""
    place: str
    """JSON pointer (`/age`, `/age/1203` for a row, from 0) or `file:line:column`; empty for the whole."""
    message: str
    """In French, with the words of the caller in backticks."""
    suggestion: str | None = None
    """The known word that was probably meant."""
    help: str | None = None
    """What to do, in French."""
    severity: str = "erreur"
    """`erreur` or `avertissement`."""

class Pack(NamedTuple):
    """What identifies a version of the rules."""

    id: str
    version: str
    empreinte: str
    """`sha256:` and the fingerprint of the rules."""

class Combinaison(NamedTuple):
    """The compatible dispositifs that are worth the most in a year."""

    dispositifs: list[str]
    valeur_annuelle: Decimal
    """In euros a year."""

class Verification(NamedTuple):
    issue: str
    """`coherente`, `autre_moteur` or `authentique`."""
    moteur: str
    """The version of the engine that wrote it."""
    authentique: bool
    """Was a seal checked, and found to be that of the key?"""
    canonique: bool
    """Was the text itself canonical JSON?"""
    forme: int
    """The form of the receipt; 0 for a decision of engine 0.1.0, which has no `recu`."""
    non_couvert: list[str]
    """What could have been changed without being seen."""

class BaremeError(ValueError):
    """What was given is refused. `findings` lists everything that is wrong with it, not only the first."""

    findings: list[Finding]
    def __init__(self, findings: list[Finding]) -> None: ...

class InternalError(RuntimeError):
    """A fault of this product: nothing was decided."""

    def __init__(self) -> None: ...

class Droits(dict[str, Any]):
    """The droits that are determined, by name: `droits["montant_annuel"]` or `droits.montant_annuel`.

    `bool`, `int` for a count, `Decimal` for an amount or a rate, `datetime.date`, or `str` for a choice.
    """

    def __getattr__(self, name: str) -> Any: ...

def _word(member: Enum) -> Any: ...
def findings(listed: list[dict[str, Any]] | None) -> list[Finding]: ...
