import datetime
from typing import TypeAlias, final

from ._answers import Answer

__all__ = ["Ledger"]

_Moment: TypeAlias = datetime.datetime | str

@final
class Ledger:
    """One count of one quota, in memory: who has a place, who waits. It knows dossiers by their numbers, never by names.

    Moments are texts such as `2024-03-01T09:30:00Z`, or a `datetime` with a time zone. Each event says what it changed, in
    French. `BaremeError` when an event cannot follow from what is there; nothing then changes. Threads may share it.

    `cle` makes an event recognisable when it is sent again: the same key for the same dossier and the same event changes nothing,
    and says « déjà enregistré ». Without it, each call is an event of its own, refused when it would change nothing. `auteur` is the
    account that records the event.
    """

    @classmethod
    def from_json(cls, text: str) -> Ledger:
        """Reads back what `json` wrote."""
    @property
    def id(self) -> str:
        """`quota/groupe`"""
    @property
    def limite(self) -> int:
        """The most places; 0 before the first event."""
    @property
    def attribuees(self) -> int:
        """The places that are taken."""
    @property
    def liste_attente(self) -> list[str]:
        """Those that wait, the next one first."""
    @property
    def evenements(self) -> int:
        """How many events made it: the number of the latest."""
    def demande(self, answer: Answer, dispositif: str, *, dossier: str, le: _Moment, cle: str | None = None, auteur: str | None = None) -> list[str]:
        """A dossier that `answer` found eligible asks for a place: it has one, or waits.

        The first to ask opens the ledger under the limit of the rules; later the limit only changes by an event.
        """
    def desistement(self, dossier: str, *, le: _Moment, cle: str | None = None, auteur: str | None = None) -> list[str]:
        """A dossier gives up its place or its rank."""
    def refus(self, dossier: str, motif: str, *, le: _Moment, cle: str | None = None, auteur: str | None = None) -> list[str]:
        """The office refuses a dossier; `motif` is a word such as `hors_delai`."""
    def annulation(self, evenement: int, motif: str, *, auteur: str, le: _Moment, dossier: str | None = None, cle: str | None = None) -> list[str]:
        """Annuls an event by its number, from 1: the latest of `dossier`, or the latest change of limit without one. Whoever does it is named."""
    def evenement(self, json: str) -> list[str]:
        """Takes an event in its JSON form."""
    def json(self) -> str:
        """A snapshot: the same ledger is always the same text."""
