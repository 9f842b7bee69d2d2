import datetime
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, Protocol, SupportsIndex, TypeVar, final, overload

import numpy as np

from ._answers import Answer as Answer
from ._answers import Condition as Condition
from ._answers import Decision as Decision
from ._answers import Thresholds as Thresholds
from ._law import Figures
from ._ledgers import Ledger as Ledger
from ._results import Finding, Interview, Pack, Verification

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
_Facts = Mapping[str, Any] | str
_Date = datetime.date | str
_Ids = str | Iterable[str]
_OnError = Literal["raise", "refuse"]
_Amounts = Literal["decimal", "float", "centimes"]

__version__: str

def pays_de_la_loire() -> Engine:
    """The engine of the rules of Pays de la Loire, which are compiled in."""

_MAX_FILE_BYTES: int

def _is_in_pack(path: str) -> bool: ...
def _panic_inside() -> None: ...
def _budget(engine: Engine, data: _Stream | _Array, by: str | None) -> _Budgeted: ...
def _follow(
    engine: Engine, data: _Stream | _Array, annee: int | None, ledgers: list[tuple[str, str, int, int, int]]
) -> _Followed: ...
def _compare(
    before: Engine, after: Engine, data: _Stream | _Array, date: _Date, by: str | None, ignore: list[str]
) -> _Compared: ...
def _misnamed(engine: Engine, options: TableOptions, names: list[str]) -> list[Finding]: ...
def _kept(engine: Engine, options: TableOptions, names: list[str]) -> list[str]: ...
def _nearly_facts(engine: Engine, options: TableOptions, kept: list[str]) -> list[Finding]: ...
def _table_of(columns: dict[str, Any], rows: int) -> Table: ...
def _distinct(array: object) -> tuple[Lent, Lent]: ...
def _arrays(table: Table) -> list[list[tuple[Any, ...]]]: ...

@final
class _Budgeted:
    def json(self) -> str: ...
    def text(self) -> str: ...
    def markdown(self) -> str: ...
    def html(self) -> str: ...
    def svg(self) -> str | None: ...

@final
class _Compared:
    def json(self) -> str: ...
    def text(self) -> str: ...
    def html(self) -> str: ...

@final
class _Followed:
    def json(self) -> str: ...
    def text(self) -> str: ...
    def html(self) -> str: ...
    def svg(self) -> str | None: ...
    def warnings(self) -> list[Finding]: ...

@final
class Engine:
    """A pack of rules, ready to decide. It never changes: threads and processes may share it."""

    @property
    def pack(self) -> Pack:
        """Which rules these are."""
    @property
    def warnings(self) -> list[Finding]:
        """What reading the rules warned of; nothing for the rules that are compiled in."""
    def with_reform(
        self,
        reform: Mapping[str, Any] | str | os.PathLike[str],
        *,
        since: _Date | None = None,
        name: str | None = None,
        motif: str | None = None,
        auteur: str | None = None,
        dispositifs: _Ids | None = None,
    ) -> Engine:
        """The engine with a reform: another pack, whose decisions that the reform reaches are hypotheses from its first day on. Earlier ones stay.

        `reform`: what changes, by its name, `{"bourse_plafonds": "× 1.05", "rps_26_ou_plus": "900.00", "bourse_regionale.conditions.age": "age >= age_minimum_bourse"}`;
        `bourse_plafonds[points=3]` is some cells of a table, `"supprimée"` takes a condition away, `{"si": …, "titre": …}` says what a person reads of it too.
        With it `since`, the first day, and `name`; `motif` and `auteur` are told if given. Or a file of TOML: its path, or its text. `dispositifs`: the texts of the
        files of dispositifs that it adds.

        Raises `BaremeError` with every finding about the reform. `warnings` are those about it.
        >>> reformed = engine.with_reform({"bourse_plafonds": "× 1.05"}, since="2026-09-01", name="Plafonds relevés")
        """
    def evaluate(
        self,
        dossier: _Facts,
        *,
        date: _Date,
        dispositifs: _Ids | None = None,
        hypotheses: bool = False,
        if_eligible: bool = False,
    ) -> Answer:
        """Decides one dossier.

        `dossier`: facts by name (`engine.facts()` lists them), or the same as JSON text. `bool`, `int`, `float` exact at the
        decimals of the fact, `Decimal`, `str`, `datetime.date`; `None` is unknown. Amounts are in euros. `{"min": 41}`, `{"max": 60}` or both say between
        what a number or a date is, `{"parmi": ["cdi", "cdd"]}` what a choice may be; `ne_sait_pas` lists the facts that the person does not know.
        `date`: the reference date. `dispositifs`: one id or several; `None`, as an empty list, is every one that is law or an
        experiment, be it over or still to come (`hors_periode`). `hypotheses`: also those that are only announced. `if_eligible`:
        the droits of what is refused or undetermined too, as they would be if it were granted.

        Raises `BaremeError` with every finding about the facts, the date and the ids.
        """
    def explain(
        self,
        dossier: _Facts,
        *,
        date: _Date,
        dispositifs: _Ids | None = None,
        hypotheses: bool = False,
        if_eligible: bool = False,
    ) -> Answer:
        """As `evaluate`, with the whole reasoning: in `decision.explication`, in the letter and in what a person reads."""
    def schedule(self, dossier: _Facts, *, date: _Date, dispositifs: _Ids | None = None, hypotheses: bool = False) -> dict[str, Any]:
        """What is received over a course, segment by segment, with the ways to be paid that are compared, as `bareme` writes it in JSON.
        Amounts are texts, in euros.
        """
    def next_questions(self, dossier: _Facts, *, date: _Date, dispositifs: _Ids | None = None, hypotheses: bool = False) -> list[dict[str, Any]]:
        """The facts still worth asking, the first one first: those of `facts()`, each with `pour`, what waits for it, and `coupures`, the ranges in which
        every value decides the same.

        In `pour`: a `dispositif`, the `conditions` and `droits` that depend on the fact, and whether its being in force does
        (`en_vigueur`). Facts that the dossier lists in `ne_sait_pas` are not among them.
        """
    def thresholds(
        self,
        dossier: _Facts,
        fait: _Ids,
        *,
        date: _Date,
        dispositif: _Ids | None = None,
        droit: _Ids | None = None,
    ) -> Thresholds:
        """What is said of a dossier while `fait` goes from its smallest value to its largest, or while two facts do (a map of boxes): proved, never sampled.

        What the dossier states of `fait` only says how far the answer stays. `dispositif`: one id or several, `None` for every one that is in force; `droit`:
        the droits that are told, `None` for all. Raises `BaremeError` when one does not exist, or when `fait` is no number and no date.
        >>> engine.thresholds(dossier, "revenu_brut_global", date="2024-09-02", dispositif="bourse_regionale").pieces[0]["a"]
        Decimal('265.00')
        """
    def breakpoints(self, dispositif: str) -> list[dict[str, Any]]:
        """The days on which anything changes for a dispositif, in order: `date`, and `changements`, each with its `genre` and its `nom`."""
    def parameter(self, name: str) -> Figures:
        """The values of a parameter, in the order of their days, each with its source: rows to read, or a frame (`to_pandas`, `to_polars`). Raises `BaremeError`
        with the nearest name when there is no such parameter."""
    def table(self, name: str, *, date: _Date | None = None) -> Figures:
        """The cells of a table, each with its keys, its days and its source; those in force on a day when there is a `date`."""
    @property
    def names(self) -> tuple[list[str], list[str]]:
        """The names of the parameters and of the tables: `parameter` and `table` read them."""
    def explain_rows(
        self,
        table: _Stream | _Array,
        rows: Iterable[int] | Iterable[str],
        *,
        date: _Date,
        id: str | None = None,
        dispositifs: _Ids | None = None,
        hypotheses: bool = False,
    ) -> list[Answer]:
        """Rows of a table, each explained as `explain` does, in the order in which they are asked for. A row is its position, from 0, or with `id`, the text of that
        column. Columns that are no fact are not read."""
    def _texts(self) -> list[tuple[str, bytes]] | None: ...
    def interview(self, dossier: _Facts, *, date: _Date, dispositifs: _Ids | None = None, hypotheses: bool = False) -> Interview:
        """What is left of an interview: the `questions` of `next_questions`, in the order to ask them, `suppositions` (what is supposed meanwhile: to state one
        of these facts replaces it) and `left`, an estimate of how many questions are still to come.
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
        rename: dict[str, str] | None = None,
        on_error: _OnError = "raise",
        lenient: dict[str, str] | None = None,
        outputs: _Ids | None = None,
        bounds: bool = False,
        if_eligible: bool = False,
        scaled: bool = False,
        amounts: _Amounts | None = None,
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
        rename: dict[str, str] | None = None,
        on_error: _OnError = "raise",
        lenient: dict[str, str] | None = None,
        outputs: _Ids | None = None,
        bounds: bool = False,
        if_eligible: bool = False,
        scaled: bool = False,
        amounts: _Amounts | None = None,
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
        rename: dict[str, str] | None = None,
        on_error: _OnError = "raise",
        lenient: dict[str, str] | None = None,
        outputs: _Ids | None = None,
        bounds: bool = False,
        if_eligible: bool = False,
        scaled: bool = False,
        amounts: _Amounts | None = None,
        threads: int | None = None,
        progress: bool = True,
    ) -> Table:
        """Decides every row of a table, one dossier a row, one fact a column; gives back the same kind of table.

        `data`: polars, pandas (2.2 or newer), pyarrow, duckdb, anything with `__arrow_c_stream__` or `__arrow_c_array__` (then a
        `bareme.Table`), or a dict of numpy arrays. An empty cell is an unknown fact; a fact without a column is unknown on every
        row. NaN is an empty cell in numpy, and a fault elsewhere. `age.min` and `age.max` say between what an `age` is that is not known exactly.

        Columns out: `incoherence` (why a row contradicts itself: it is not decided), and for each dispositif `ID__verdict`,
        `ID__condition` (the first that fails; empty out of the period), `ID__manquants` (would a missing fact change something?),
        `ID__DROIT`, empty unless the person is eligible and the droit is determined; only when `outputs` names them, `ID__priorite__X`, `ID__seule_condition` (the
        condition that fails alone), `ID__conditions` (all that fail), and, for which each row is decided by itself, a hundred times slower, `ID__doutes`
        (how many doubts it rests on), `ID__perimes` (the ids of the values past their day), `ID__fiabilite` (how sure the least sure of what it rests on is)
        and `ID__faits_manquants` (the facts that could still change something).
        `bounds=True` adds, for each droit that is a number or a date, `ID__DROIT_min` and `ID__DROIT_max`: between what and what it is due. Both are the amount
        to whoever is eligible, 0 to who is refused or out of the period; to whom nobody knows, it is between 0 and what it would be. The sums of
        both columns are the bounds of the total; that of `ID__DROIT` leaves out every row that is not settled. Both are empty on a row that
        contradicts itself; those of a date are empty where none is due.
        `if_eligible=True` adds `ID__DROIT_si_eligible`: what each droit is, or would be to whoever is refused if every condition were met; empty unless that is
        settled, and out of the period. With `bounds=True`, `ID__DROIT_si_eligible_min` and `ID__DROIT_si_eligible_max` too. `outputs` may name each of
        these columns.
        `keep` names columns that are handed on as they are; one that is a fact is read too; `keep="autres"` hands on every column that is no
        fact. `rename` says which fact is in a column of another name, `{"AGE_BENEF": "age"}`, before anything else. `outputs` names those to give back, of
        every dispositif (`"verdict"`) or of one (`"bourse_regionale__verdict"`), in the order above; without it, all that are not
        slow. The README lists their types.

        `date` is a day, or the name of a column of dates: each row is then decided on its own day.
        `on_error="refuse"`: a row at fault, or that contradicts itself, does not refuse the table: nothing of it is decided, and a column
        `erreur` says why. A column that is wrong as a whole still refuses it.

        `lenient`: what is read besides what a program writes, kind by kind: `{"dates": "fr"}` (`31/12/2024`), `"booleens": "oui_non"`,
        `"nombres": "fr"` (`18 250,50 €`), `"departement": "code"` (`49`; another code of France is `hors_region`).

        `amounts`: what amounts and rates are in the answer: `"decimal"` (exact, in euros; the default), `"float"` (the nearest float of 64 bits: sums of them are not
        exact) or `"centimes"` (whole numbers, multiplied by ten to the power of their decimals; the default with `scaled=True`). In pandas
        decimals are of `ArrowDtype`, and no column is of objects.
        Amounts are given as decimals, in euros. Floats are accepted when they are exact at the decimals of the fact; of 32 bits, only up
        to 83 886 euros, beyond which they cannot tell two cents apart. `scaled=True`: numbers of facts and droits are whole,
        multiplied by ten to the power of their decimals (cents for an amount, in both directions): the fastest; whole numbers
        of 32 or 64 bits are read where they are. A fact with decimals is then given as integers: floats, decimals and texts,
        which could be euros, are refused (in pandas, a column with empty cells is of floats unless it is `Int64`).

        `threads`: how many work at once, `None` for as many as there are processors; the answer is the same. Other threads of
        Python run meanwhile: none of them may write to `data`, nor resize an array of it, before the answer is there.

        Warns of `BaremeWarning`, once a call: the values past their day at that date, or on the first day and the last; the dispositifs that are
        only announced, a day of which the rules know nothing, the rows that are not decided, a column of dates handed on where every row is decided on one, the columns handed on that are nearly called as a
        fact is. The metadata of an Arrow table say what made it (`bareme.pack`, `bareme.empreinte`, `bareme.date`, `bareme.moteur`).

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
    def reperes(self, *, annee: int | None = None) -> list[dict[str, Any]]:
        """What the Region follows, of every year or of one: `id`, `titre`, `genre`, `unite`, `territoire`, `voie`, `rentree`, `valeurs`."""
    def indicators(self) -> list[dict[str, Any]]:
        """What `bareme.monitor` counts: `id`, `titre`, `compte` or `somme`, `parmi`, `par`, `repere`, `quota`."""
    def facts(self) -> list[dict[str, Any]]:
        """The facts: `nom`, `titre`, `question`, `type`, `unite`, `decimales`, `min`, `max`, `valeurs`, `sensible`, `definition` (`texte` and
        `source`: what counts, and the text that says so), `deduit_de` (the expression that it follows from when nobody states it, or None)."""
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
class Table:
    """A table of decisions for whatever reads Arrow: `polars.DataFrame(table)`, `pyarrow.table(table)`."""

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
    def _warned(self) -> list[Finding]: ...
    def _for_frames(self) -> Table: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __len__(self) -> int: ...

@final
class TableOptions:
    """The arguments of `evaluate_table`, read once."""

    @property
    def scaled(self) -> bool:
        """Are numbers whole, multiplied by ten to the power of their decimals?"""
    @property
    def amounts(self) -> str:
        """What amounts are in the answer: `decimal`, `float` or `centimes`."""
    def _renamed(self, names: list[str]) -> list[str]: ...
    def _day_column(self, names: list[str]) -> str | None: ...
    def __new__(
        cls,
        *,
        date: _Date,
        dispositifs: _Ids | None = None,
        hypotheses: bool = False,
        keep: _Ids | None = None,
        rename: dict[str, str] | None = None,
        on_error: _OnError = "raise",
        lenient: dict[str, str] | None = None,
        outputs: _Ids | None = None,
        bounds: bool = False,
        if_eligible: bool = False,
        scaled: bool = False,
        amounts: _Amounts | None = None,
        threads: int | None = None,
    ) -> TableOptions: ...

@final
class Lent:
    """Memory of the module that numpy reads."""

    @property
    def __array_interface__(self) -> dict[str, Any]: ...
