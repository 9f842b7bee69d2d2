"""What answers are made of, besides the classes of the native module. Imports nothing slow."""

from collections import namedtuple
from enum import Enum

# The most rows at fault that are told for one column, as the engine tells.
_TOLD = 10


def _word(member):
    """A member is written as its word, in f-strings too, whatever the version of Python."""
    return member.value


class Verdict(str, Enum):
    __str__ = _word

    ELIGIBLE = "eligible"
    INDETERMINE = "indetermine"
    NON_ELIGIBLE = "non_eligible"
    HORS_PERIODE = "hors_periode"


class Etat(str, Enum):
    __str__ = _word

    REMPLIE = "remplie"
    NON_REMPLIE = "non_remplie"
    INCONNUE = "inconnue"


class Statut(str, Enum):
    __str__ = _word

    EN_VIGUEUR = "en_vigueur"
    EXPERIMENTATION = "experimentation"
    HYPOTHESE = "hypothese"


class Fiabilite(str, Enum):
    __str__ = _word

    TEXTE = "texte"
    SECONDAIRE = "secondaire"
    A_CONFIRMER = "a_confirmer"


class Nature(str, Enum):
    __str__ = _word

    AIDE = "aide"
    DECISION = "decision"
    CLASSEMENT = "classement"
    PLANCHER = "plancher"
    REGLE = "regle"


_FINDING = ("code", "place", "message", "suggestion", "help", "severity")


class Finding(namedtuple("Finding", _FINDING, defaults=(None, None, "erreur"))):
    """One thing that is wrong with what was given."""

    __slots__ = ()

    def __str__(self):
        where = f"{self.place} : " if self.place else ""
        meant = f" ; vouliez-vous écrire `{self.suggestion}` ?" if self.suggestion else ""
        then = f" ; {self.help}" if self.help else ""
        return f"{where}{self.message} [{self.code}]{meant}{then}"


Pack = namedtuple("Pack", ("id", "version", "empreinte"))
Citation = namedtuple("Citation", ("id", "repere"))
Delai = namedtuple("Delai", ("id", "titre", "jour", "sens", "manquants", "source", "fiabilite"))
Demarche = namedtuple("Demarche", ("ou", "quoi", "quand", "pieces", "lien", "source", "fiabilite", "delais"))
Doute = namedtuple("Doute", ("question", "porte_sur"))
Perime = namedtuple("Perime", ("id", "titre", "verifie_le", "attendu_le"))
Periode = namedtuple("Periode", ("du", "au", "bornes"))
Alternative = namedtuple("Alternative", ("dispositifs", "au_lieu_de", "bornes"))
Combinaison = namedtuple(
    "Combinaison",
    ("dispositifs", "valeur_annuelle", "bornes", "non_classes", "periode", "proches", "proches_omis"),
)
LigneDuMois = namedtuple("LigneDuMois", ("dispositif", "versement", "total", "complet"))
Mois = namedtuple("Mois", ("mois", "total", "complet", "lignes"))
Changement = namedtuple("Changement", ("jour", "cause", "genre", "source"))
Revenu = namedtuple("Revenu", ("dispositifs", "total", "complet", "ecart", "mois", "changements"))
RevenuInconnu = namedtuple("RevenuInconnu", ("dispositif", "versement", "manquants"))
Supposition = namedtuple("Supposition", ("fait", "valeur", "phrase"))
SousReserve = namedtuple("SousReserve", ("verdict", "droits", "bornes", "manquants", "suppositions"))
Interview = namedtuple("Interview", ("questions", "suppositions", "left"))
Total = namedtuple("Total", ("etabli", "min", "max", "unite"))
Verification = namedtuple("Verification", ("issue", "moteur", "authentique", "canonique", "forme", "non_couvert"))


class Picture:
    """A picture that a notebook shows."""

    __slots__ = ("_svg",)

    def __init__(self, svg):
        self._svg = svg

    @property
    def svg(self):
        """The picture as SVG."""
        return self._svg

    def _repr_svg_(self):
        return self._svg


class BaremeError(ValueError):
    """What was given is refused: `findings` lists everything that is wrong with it."""

    def __init__(self, findings):
        self.findings = list(findings)
        super().__init__(self.findings)

    def __str__(self):
        # What refuses comes before what only warns, and often explains it.
        refusing = [str(finding) for finding in self.findings if finding.severity == "erreur"]
        warning = [f"avertissement : {finding}" for finding in self.findings if finding.severity != "erreur"]
        return "\n".join(refusing + warning)


class BaremeWarning(UserWarning):
    """What a table of decisions is to be read with: values past their day, what is only announced, a day of which the rules know nothing."""


class InternalError(RuntimeError):
    """A fault of this product: nothing was decided."""

    def __init__(self):
        super().__init__("erreur interne de bareme : rien n'a été décidé ; signalez-la avec la version et l'appel")


class Droits(dict):
    """The droits that are due and determined: by key or by attribute."""

    __slots__ = ()

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            known = ", ".join(self) or "aucun"
            raise AttributeError(f"le droit `{name}` n'est pas déterminé (déterminés : {known})") from None

    def __dir__(self):
        return [*super().__dir__(), *self]


def findings(listed):
    return [
        Finding(one["code"], one["lieu"], one["message"], one["suggestion"], one["aide"], one["gravite"])
        for one in listed or ()
    ]
