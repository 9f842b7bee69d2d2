import datetime
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Any, Protocol, SupportsIndex, TypeAlias, TypeVar, final, overload

import numpy as np

from ._results import Combinaison, Droits, Etat, Fiabilite, Finding, Pack, Statut, Verdict, Verification

class _Stream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _Array(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class _Frame(_Stream, Protocol):
    """polars, pandas, duckdb; a table or a batch of pyarrow."""

    @property
    def shape(self) -> tuple[int, int]: ...

class _Reader(_Stream, Protocol):
    """What pyarrow reads batch by batch."""

    def read_next_batch(self) -> Any: ...

_T = TypeVar("_T", bound=_Frame | _Reader)
_D = TypeVar("_D")
_Facts = Mapping[str, Any] | str
_Date = datetime.date | str
_Ids = str | Iterable[str]

__version__: str

def pays_de_la_loire() -> Engine:
    """The engine of the rules of Pays de la Loire, which are compiled in."""

_MAX_FILE_BYTES: int

def _is_in_pack(path: str) -> bool: ...
def _panic_inside() -> None: ...
def _table_of(columns: dict[str, Any], rows: int) -> Table: ...
def _distinct(array: object) -> tuple[Lent, Lent]: ...
def _arrays(table: Table) -> list[list[tuple[Any, ...]]]: ...

@final
class Engine:
    """A pack of rules, ready to decide. It never changes: threads and processes may share it."""

    @property
    def pack(self) -> Pack:
        """Which rules these are."""
    @property
    def warnings(self) -> list[Finding]:
        """What reading the rules warned of; nothing for the rules that are compiled in."""
    def evaluate(
        self, dossier: _Facts, *, date: _Date, dispositifs: _Ids | None = None, hypotheses: bool = False
    ) -> Answer:
        """Decides one dossier.

        `dossier`: facts by name (`engine.facts()` lists them), or the same as JSON text. `bool`, `int`, `float` exact at the
        decimals of the fact, `Decimal`, `str`, `datetime.date`; `None` is unknown. Amounts are in euros.
        `date`: the reference date. `dispositifs`: one id or several; `None`, as an empty list, is every one that is law or an
        experiment, be it over or still to come (`hors_periode`). `hypotheses`: also those that are only announced.

        Raises `BaremeError` with every finding about the facts, the date and the ids.
        """
    def explain(
        self, dossier: _Facts, *, date: _Date, dispositifs: _Ids | None = None, hypotheses: bool = False
    ) -> Answer:
        """As `evaluate`, with the whole reasoning: `decision.explication`, and the page that a notebook shows."""
    def schedule(self, dossier: _Facts, *, date: _Date, dispositifs: _Ids | None = None, hypotheses: bool = False) -> dict[str, Any]:
        """What is received over a course, segment by segment, as `bareme` writes it in JSON. Amounts are texts, in euros."""
    def next_questions(self, dossier: _Facts, *, date: _Date, dispositifs: _Ids | None = None, hypotheses: bool = False) -> list[dict[str, Any]]:
        """The facts still worth asking, the most useful first: those of `facts()`, each with `pour`, what waits for it.

        In `pour`: a `dispositif`, the `conditions` and `droits` that depend on the fact, and whether its being in force does
        (`en_vigueur`).
        """
    # A frame is a stream too: the first that fits says what comes back.
    @overload
    def evaluate_table(  # type: ignore[overload-overlap]
        self,
        data: _T,
        *,
        date: _Date,
        dispositifs: _Ids | None = None,
        hypotheses: bool = False,
        keep: _Ids | None = None,
        outputs: _Ids | None = None,
        scaled: bool = False,
        threads: int | None = None,
        progress: bool = True,
    ) -> _T: ...
    @overload
    def evaluate_table(
        self,
        data: dict[str, Any],
        *,
        date: _Date,
        dispositifs: _Ids | None = None,
        hypotheses: bool = False,
        keep: _Ids | None = None,
        outputs: _Ids | None = None,
        scaled: bool = False,
        threads: int | None = None,
        progress: bool = True,
    ) -> dict[str, np.ndarray[Any, Any]]: ...
    @overload
    def evaluate_table(
        self,
        data: _Stream | _Array,
        *,
        date: _Date,
        dispositifs: _Ids | None = None,
        hypotheses: bool = False,
        keep: _Ids | None = None,
        outputs: _Ids | None = None,
        scaled: bool = False,
        threads: int | None = None,
        progress: bool = True,
    ) -> Table:
        """Decides every row of a table, one dossier a row, one fact a column; gives back the same kind of table.

        `data`: polars, pandas (3 or newer), pyarrow, duckdb, anything with `__arrow_c_stream__` or `__arrow_c_array__` (then a
        `bareme.Table`), or a dict of numpy arrays. An empty cell is an unknown fact; a fact without a column is unknown on every
        row. NaN is an empty cell in numpy, and a fault elsewhere.

        Columns out: `incoherence` (why a row contradicts itself: it is not decided), and for each dispositif `ID__verdict`,
        `ID__condition` (the first that fails; empty out of the period), `ID__manquants` (would a missing fact change something?),
        and `ID__DROIT`, empty where it is not due or not determined. What `evaluate` warns of, and how sure an answer is
        (`fiabilite`), are not told. `keep` names columns that are handed on as they are; one that is a fact is read
        too. `outputs` names those to give back, of every dispositif (`"verdict"`) or of one (`"bourse_regionale__verdict"`), in
        the order above; without it, all. The README lists their types.

        Amounts are decimals, in euros. Floats are accepted when they are exact at the decimals of the fact; of 32 bits, only up
        to 83 886 euros, beyond which they cannot tell two cents apart. `scaled=True`: numbers of facts and droits are whole,
        multiplied by ten to the power of their decimals (cents for an amount, in both directions): the fastest; whole numbers
        of 32 or 64 bits are read where they are. A fact with decimals is then given as integers: floats, decimals and texts,
        which could be euros, are refused (in pandas, a column with empty cells is of floats unless it is `Int64`).

        `threads`: how many work at once, `None` for as many as there are processors; the answer is the same. Other threads of
        Python run meanwhile: none of them may write to `data`, nor resize an array of it, before the answer is there.

        Raises `BaremeError`: for each column at fault, its first rows (`/age/1203`, from 0), among them texts that are not UTF-8.
        `KeyboardInterrupt` stops it.
        `progress` shows a bar on long work when tqdm is installed.
        """
    def _evaluate_columns(
        self,
        data: object,
        options: TableOptions,
        progress: Callable[[int], object] | None = None,
        *,
        arrays: bool = False,
    ) -> Table: ...
    def verify(self, decision: Answer | dict[str, Any] | str, *, key: bytes | str | None = None, seal: str | None = None) -> Verification:
        """Evaluates the dossier of a decision, or of a schedule, again and compares: `issue` is `coherente` (the same bytes),
        `autre_moteur` (the same decision, written by another engine) or `authentique` (the same bytes, sealed under the key).

        `decision`: what `evaluate`, `explain` or `schedule` gave, or its JSON text. `key` and `seal`: what `seal` was given
        and gave. Raises `BaremeError` with what differs.
        """
    def seal(self, decision: Answer | dict[str, Any] | str, *, key: bytes | str) -> str:
        """The seal of a decision, or of a schedule, under a secret key: 64 hexadecimal digits, to be kept beside it.

        `key`: 32 bytes or more, or their hexadecimal digits. Who has no key can neither make a seal nor change what it covers.
        """
    def facts(self) -> list[dict[str, Any]]:
        """The facts: `nom`, `titre`, `question`, `type`, `unite`, `decimales`, `min`, `max`, `valeurs`, `sensible`."""
    def dispositifs(self, *, date: _Date | None = None) -> list[dict[str, Any]]:
        """The dispositifs, of every day or of one: `id`, `titre`, `conditions`, `droits`, `sources`…"""
    def sources(self) -> list[dict[str, Any]]:
        """The documents and laws: `id`, `titre`, `date`, `url`, `fiabilite`."""
    def ledger(self, quota: str, groupe: SupportsIndex | str) -> Ledger:
        """An empty ledger of one count of a quota: `engine.ledger("parcours_aide_soignant", 2024)`."""
    @classmethod
    def _from_files(cls, files: list[tuple[str, bytes]]) -> Engine: ...
    @classmethod
    def _from_compact(cls, bytes: bytes, warnings: list[Finding]) -> Engine: ...
    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]: ...

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
        """The droits that are determined. Amounts are `Decimal`, in the unit of the droit."""
    @property
    def bornes(self) -> dict[str, tuple[Any, ...]]:
        """For each droit that is not determined: its two ends, or the members that remain."""
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
    def _droits(self) -> dict[str, tuple[str, str | None, dict[str, str]]]: ...
    @property
    def _manquants(self) -> list[str]: ...
    @property
    def _explication(self) -> dict[str, Any] | None: ...
    @property
    def explication(self) -> dict[str, Any] | None:
        """The whole reasoning: `conditions`, `droits`, `faits`, `a_confirmer`, `sources`. `None` unless `explain` was called."""
    def to_dict(self) -> dict[str, Any]:
        """What the JSON of the answer says of this dispositif."""
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

@final
class Table:
    """A table of decisions for whatever reads Arrow: `polars.DataFrame(table)`, `pyarrow.table(table)`."""

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __len__(self) -> int: ...

@final
class TableOptions:
    """The arguments of `evaluate_table`, read once."""

    @property
    def keep(self) -> list[str]:
        """The columns to hand on as they are, each once."""
    @property
    def scaled(self) -> bool:
        """Are numbers whole, multiplied by ten to the power of their decimals?"""
    def __new__(
        cls,
        *,
        date: _Date,
        dispositifs: _Ids | None = None,
        hypotheses: bool = False,
        keep: _Ids | None = None,
        outputs: _Ids | None = None,
        scaled: bool = False,
        threads: int | None = None,
    ) -> TableOptions: ...

@final
class Lent:
    """Memory of the module that numpy reads."""

    @property
    def __array_interface__(self) -> dict[str, Any]: ...
