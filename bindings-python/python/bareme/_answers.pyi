import datetime
from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from typing import Any, Literal, TypeVar, final, overload

from ._results import (
    Combinaison,
    Demarche,
    Doute,
    Droits,
    Etat,
    Fiabilite,
    Finding,
    Nature,
    Pack,
    Perime,
    Picture,
    Revenu,
    RevenuInconnu,
    SousReserve,
    Statut,
    Verdict,
)

__all__ = ["Answer", "Condition", "Decision", "Incomes", "Thresholds"]

_D = TypeVar("_D")

@final
class Answer:
    """The decisions about one dossier on one date, by the ids of dispositifs, in the order of the pack."""

    @property
    def date(self) -> datetime.date:
        """The reference date."""
    @property
    def moteur(self) -> str:
        """The version of the engine."""
    @property
    def pack(self) -> Pack:
        """The rules it was made with."""
    @property
    def decisions(self) -> dict[str, Decision]:
        """Every decision, by the id of its dispositif."""
    @property
    def avertissements(self) -> list[Finding]:
        """Where the dossier probably contradicts itself."""
    @property
    def meilleure_combinaison(self) -> Combinaison | None:
        """The compatible dispositifs, among those for which the dossier is eligible, that are worth the most in a year."""
    @property
    def _parsed(self) -> dict[str, Any]: ...
    def json(self) -> str:
        """The canonical JSON: the same bytes on every surface of the product."""
    def to_dict(self) -> dict[str, Any]:
        """The canonical JSON as dictionaries, lists and texts."""
    @overload
    def get(self, id: str, default: None = None) -> Decision | None: ...
    @overload
    def get(self, id: str, default: _D) -> Decision | _D:
        """The decision about a dispositif, when it was asked for."""
    def keys(self) -> KeysView[str]:
        """The ids of the dispositifs."""
    def values(self) -> ValuesView[Decision]:
        """The decisions."""
    def items(self) -> ItemsView[str, Decision]:
        """The decisions, each with the id of its dispositif."""
    def __getitem__(self, key: str, /) -> Decision: ...
    def __contains__(self, key: str, /) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def __eq__(self, value: object, /) -> bool: ...
    def incomes(self) -> Incomes:
        """What income the person may have during the course: each way to be paid, among the dispositifs of this answer, compared month by month.

        Raises `BaremeError` when the course ends before it starts, or is longer than the rules lay out.
        """
    def letter(self, dispositif: str, *, format: Literal["md", "html", "txt"] = "md") -> str:
        """The letter about one dispositif: what the law asks to be told of a decision made with an algorithm.

        `format`: `md`, `html` (a whole document) or `txt`. It tells the reasons, even of an answer that `evaluate` gave. Raises `BaremeError` when
        this answer says nothing of the dispositif.
        """
    def __str__(self) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class Incomes:
    """The ways to be paid during a course, the one that gives the most first."""

    @property
    def du(self) -> datetime.date | None:
        """The first day of the course; `None` when it is not known."""
    @property
    def au(self) -> datetime.date | None:
        """The last day of the course; `None` when it is not known."""
    @property
    def sequences(self) -> list[Revenu]:
        """Each way to be paid; they are not received together."""
    @property
    def meilleur(self) -> Revenu | None:
        """The one that gives the most, of those that are known; `None` when there is none."""
    @property
    def inconnus(self) -> list[RevenuInconnu]:
        """What may be paid as well, or instead, once more is known."""
    @property
    def omises(self) -> int:
        """How many other ways were left out, none of which gives more."""
    @property
    def omises_au_moins(self) -> bool:
        """Are there still others, which were not compared?"""
    def to_dict(self) -> dict[str, Any]:
        """As `engine.schedule` gives it: dictionaries, lists and texts."""
    def __len__(self) -> int: ...
    def __str__(self) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class Thresholds:
    """What is said of a dossier while a fact goes from its smallest value to its largest, or two do: pieces, proved."""

    @property
    def pieces(self) -> list[dict[str, Any]]:
        """The pieces in order, of each dispositif: what the JSON has in `morceaux` (`boites` for two facts), with the id of the `dispositif`. Amounts are
        `Decimal`, dates `datetime.date`, slopes `Fraction`.
        """
    @property
    def etabli(self) -> bool:
        """Did the work allowed suffice to establish every piece?"""
    @property
    def nearest_change(self) -> dict[str, Any] | None:
        """What would open the only dispositif that was named: `etat` (`pas_refuse`, `trouve`, `aucun`, `non_etabli`) and `faits`, each with the nearest `valeur`
        and the others, from `de` to `a`; `manquants`, what would still be to be known; `conditions`, of `aucun`, those that nothing changes. `None` of several,
        and of a dossier that contradicts itself.
        """
    def around(self, value: object, *, dispositif: str | None = None) -> dict[str, dict[str, Any]] | None:
        """How far the fact may go from a value: `meme_reponse` and `meme_verdict`, each from `de` to `a`, both included. `None` where nothing was
        established, and over two facts. `dispositif` says which when there are several.
        """
    @property
    def svg(self) -> str:
        """The picture as SVG, of the only dispositif; `plot` has that of one among several."""
    def plot(self, *, dispositif: str | None = None) -> Picture:
        """The picture, which a notebook shows; its text is in `svg`. `dispositif` says of which when there are several."""
    @property
    def text(self) -> str:
        """What a person reads, as `bareme seuils` writes it."""
    def to_dict(self) -> dict[str, Any]:
        """As `bareme seuils --format json` writes it: dictionaries, lists and texts."""
    def __len__(self) -> int: ...
    def __str__(self) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class Decision:
    """What is decided of one dispositif."""

    @property
    def id(self) -> str:
        """The id of the dispositif."""
    @property
    def titre(self) -> str:
        """What a person reads."""
    @property
    def resume(self) -> str:
        """One or two sentences for a person."""
    @property
    def nature(self) -> Nature | None:
        """What kind of thing it is; `None` when the rules do not say."""
    @property
    def decideur(self) -> str | None:
        """Who grants it, when somebody decides."""
    @property
    def demarche(self) -> Demarche | None:
        """What a person does to obtain it, when it can be asked for."""
    @property
    def doutes(self) -> list[Doute]:
        """The open questions on which the decision rests."""
    @property
    def perimes(self) -> list[Perime]:
        """The values that were used past their day, and the rule itself when it is old."""
    @property
    def verdict(self) -> Verdict:
        """Entitled, not entitled, not yet settled, or out of the period."""
    @property
    def statut(self) -> Statut:
        """Law, experiment, or announcement."""
    @property
    def fiabilite(self) -> Fiabilite:
        """The least sure of the values and rules that decided."""
    @property
    def droits(self) -> Droits:
        """The droits that are due and determined: of what is eligible, or, with `if_eligible`, as they would be if it were granted.
        Amounts are `Decimal`, in the unit of the droit.
        """
    @property
    def bornes(self) -> dict[str, tuple[Any, ...]]:
        """For each droit that is not determined: its two ends, or the members that remain. Of what is `indetermine`, every droit as it
        would be if it were granted, one that is settled as `(v, v)`.
        """
    @property
    def under_reserve(self) -> SousReserve | None:
        """What would be decided if what is usually so were so here too, with all that it supposes; `None` when that says no more. It is no verdict: never
        tell it without its `suppositions`.
        """
    @property
    def conditions(self) -> list[Condition]:
        """Those that apply on the date of effect."""
    @property
    def priorites(self) -> list[Condition]:
        """What ranks a dossier among others."""
    @property
    def manquants(self) -> list[str]:
        """The facts that could still change the verdict or a droit, the most useful first."""
    @property
    def verifie_le(self) -> datetime.date | None:
        """The day until which the oldest value that was used is known to hold."""
    @property
    def quota(self) -> str | None:
        """The id of the quota in which a place is asked for, when there is one."""
    @property
    def incompatible_avec(self) -> list[str]:
        """The dispositifs that are not received together with this one."""
    @property
    def remplace_par(self) -> list[str]:
        """The dispositifs that came instead of this one."""
    @property
    def avertissements(self) -> list[Finding]:
        """Where a value may no longer hold."""
    @property
    def explication(self) -> dict[str, Any] | None:
        """The whole reasoning: `conditions`, `droits`, `faits`, `a_confirmer`, `sources`. `None` unless `explain` was called."""
    def to_dict(self) -> dict[str, Any]:
        """What the JSON of the answer says of this dispositif."""
    def __str__(self) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class Condition:
    """A condition, or a priority."""

    @property
    def id(self) -> str:
        """Its id in the rules."""
    @property
    def titre(self) -> str:
        """What a person reads."""
    @property
    def etat(self) -> Etat:
        """Met, not met, or unknown."""
    @property
    def source(self) -> str:
        """The id of the source; `engine.sources()` has its title and address."""
    @property
    def repere(self) -> str | None:
        """Article, section or page."""
