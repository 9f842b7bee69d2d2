import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, NamedTuple

_TOLD: int

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

class Nature(str, Enum):
    """What kind of thing a dispositif is: only `aide` and `decision` are what a person asks for."""

    AIDE = "aide"
    DECISION = "decision"
    CLASSEMENT = "classement"
    PLANCHER = "plancher"
    REGLE = "regle"

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

class Citation(NamedTuple):
    """A place in a document."""

    id: str | None
    """`engine.sources()` has its title and address."""
    repere: str | None
    """Article, section or page."""

class Delai(NamedTuple):
    """A day by which, or from which, something is to be done."""

    id: str
    titre: str
    """What is to be done, for a person."""
    jour: datetime.date | None
    """`None` while a fact is missing."""
    sens: Literal["au_plus_tard", "a_partir_de"]
    manquants: list[str]
    """The facts that are missing to know whether it concerns the person, or else the day."""
    source: Citation
    fiabilite: Fiabilite

class Demarche(NamedTuple):
    """What a person does to obtain something. A part that is `None` is not known."""

    ou: str | None
    """Where to ask."""
    quoi: str | None
    """What to ask for, or to fill in."""
    quand: str | None
    """By when."""
    pieces: list[str] | None
    """The documents to join."""
    lien: str | None
    """The address of a page."""
    source: Citation | None
    fiabilite: Fiabilite
    delais: list[Delai]
    """The days by which it is done, computed from the days given."""

class Doute(NamedTuple):
    """A question that is open, on which a decision rests."""

    question: str
    """What the Region, or a reader of the text, should settle; in French."""
    porte_sur: list[str]
    """What it is about: `condition:age`, `droit:montant_annuel`, `periode`, `existence`…"""

class Perime(NamedTuple):
    """A value, or the rule itself, that is past its day."""

    id: str
    """The name of the parameter, of the table or of the dispositif."""
    titre: str
    verifie_le: datetime.date
    """The day on which it was read."""
    attendu_le: datetime.date | None
    """The day on which a next one was expected; `None` when it is only old."""

class Periode(NamedTuple):
    """The days of a course, over which sets are compared, and what the best one pays on them."""

    du: datetime.date
    au: datetime.date | None
    """The last day; `None` when no day ends it."""
    bornes: tuple[Decimal, Decimal]
    """In euros, at least and at most."""

class Alternative(NamedTuple):
    """A set of dispositifs that may be worth as much."""

    dispositifs: list[str]
    au_lieu_de: list[str]
    """Those of the best combination that it would replace."""
    bornes: tuple[Decimal, Decimal]
    """In euros, at least and at most, over the course when its days are known, over a year otherwise."""

class Combinaison(NamedTuple):
    """The compatible dispositifs that are worth the most."""

    dispositifs: list[str]
    valeur_annuelle: Decimal
    """In euros a year, at least."""
    bornes: tuple[Decimal, Decimal]
    """In euros a year, at least and at most."""
    non_classes: list[str]
    """Those that are eligible and have no value that can be compared."""
    periode: Periode | None
    """Over which days they were compared; `None` for a year."""
    proches: list[Alternative]
    """The sets that what is known does not tell apart from this one."""
    proches_omis: bool
    """Were some of these left out?"""

class LigneDuMois(NamedTuple):
    """What one payment comes to in a month."""

    dispositif: str
    versement: str
    total: Decimal
    """What has an amount, in euros."""
    complet: bool
    """Is all of it an amount?"""

class Mois(NamedTuple):
    """What is paid in a month of the calendar, of the days of the course alone."""

    mois: datetime.date
    """Its first day."""
    total: Decimal
    """What has an amount, in euros."""
    complet: bool
    """Is all that is paid an amount?"""
    lignes: list[LigneDuMois]

class Changement(NamedTuple):
    """Why what is paid changes on a day."""

    jour: datetime.date
    cause: str
    genre: str
    """`regle`, `parametre`, `table`, `debut_versement`, `fin_versement` or `montant`."""
    source: Citation | None

class Revenu(NamedTuple):
    """One way to be paid during a course."""

    dispositifs: list[str]
    """What is received together, or one after the other."""
    total: Decimal
    """All that has an amount over the course, in euros."""
    complet: bool
    """Is all that is paid an amount? Otherwise there is, or may be, more than the total."""
    ecart: Decimal | None
    """How much less than the first one: at least that when the first is not complete; `None` when this one is not."""
    mois: list[Mois]
    changements: list[Changement]

class RevenuInconnu(NamedTuple):
    """What may be paid once more is known."""

    dispositif: str
    versement: str | None
    """`None` when it is not known whether the person is entitled to the dispositif."""
    manquants: list[str]
    """The facts that are missing."""

class Supposition(NamedTuple):
    """Something that is taken for so because it usually is."""

    fait: str
    valeur: Any
    """`bool`, `int`, `Decimal`, `datetime.date`, or `str` for a choice."""
    phrase: str
    """What a person reads, in French."""

class SousReserve(NamedTuple):
    """What would be decided if what is usually so were so here too. It is no verdict."""

    verdict: Verdict
    droits: Droits
    bornes: dict[str, tuple[Any, ...]]
    """For each droit that is not determined: its two ends, or the members that remain."""
    manquants: list[str]
    """The facts that could still change it."""
    suppositions: list[Supposition]
    """All that it rests on and nobody stated: one or more."""

class Interview(NamedTuple):
    """What is left of an interview."""

    questions: list[dict[str, Any]]
    """The facts still worth asking, the first one first, as `engine.next_questions` gives them."""
    suppositions: list[Supposition]
    """What is supposed meanwhile: to state one of these facts replaces what is supposed of it."""
    left: int
    """How many questions are probably still to come: an estimate."""

class Total(NamedTuple):
    """What an amount comes to over a table of decisions."""

    etabli: Decimal
    """What is due and settled."""
    min: Decimal | None
    """What everything comes to at least, whatever the facts that are missing; `None` where a row has no bounds."""
    max: Decimal | None
    """At most."""
    unite: str

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

class Picture:
    """A picture that a notebook shows."""

    def __init__(self, svg: str) -> None: ...
    @property
    def svg(self) -> str:
        """The picture as SVG."""
    def _repr_svg_(self) -> str: ...

class BaremeError(ValueError):
    """What was given is refused. `findings` lists everything that is wrong with it, not only the first."""

    findings: list[Finding]
    def __init__(self, findings: list[Finding]) -> None: ...

class BaremeWarning(UserWarning):
    """What a table of decisions is to be read with: values past their day, what is only announced, a day of which the rules know nothing."""

class InternalError(RuntimeError):
    """A fault of this product: nothing was decided."""

    def __init__(self) -> None: ...

class Droits(dict[str, Any]):
    """The droits that are due and determined, by name: `droits["montant_annuel"]` or `droits.montant_annuel`.

    `bool`, `int` for a count, `Decimal` for an amount or a rate, `datetime.date`, or `str` for a choice.
    """

    def __getattr__(self, name: str) -> Any: ...

def _word(member: Enum) -> Any: ...
def findings(listed: list[dict[str, Any]] | None) -> list[Finding]: ...
