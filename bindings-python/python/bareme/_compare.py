"""What becomes of a population from one pack to another. The counting is the engine's; here is what a notebook does with it."""

from . import _native, _tables
from ._rows import Rows

_FLAT = (
    "dispositif", "titre", "groupe", "gagnent", "perdent", "autrement", "inchanges", "indetermines", "refuses",
    "indetermines_sans_ecart", "droit", "cout_connu", "cout_min", "cout_max", "unite",
)
_DROITS = ("dispositif", "droit", "titre", "groupe", "cout_connu", "cout_min", "cout_max", "unite")
_COUNTS = ("gagnent", "perdent", "autrement", "inchanges", "indetermines", "refuses", "indetermines_sans_ecart")


def compare(before, after, table, *, date, by=None, ignore=None):
    """What becomes of a population from one pack to another: who gains, who loses, what it costs, and for whom most changes.

    `table`: one row a dossier, one column a fact: polars, pandas, pyarrow, anything of Arrow. `after`: often what `engine.with_reform` gives.
    `by`: a column, be it a fact, whose values are counted apart. `ignore`: columns that are no facts, left aside.

    Each amount in euros is counted apart. A dossier that a fact is missing for is neither among those who gain nor among those who lose: the cost then
    has bounds, which are proved dossier by dossier, of what changes and not of what is due.
    Raises `BaremeError` with the first rows at fault.
    """
    for name, engine in (("before", before), ("after", after)):
        if not isinstance(engine, _native.Engine):
            raise TypeError(f"`{name}` est un bareme.Engine, comme ce que rend `engine.with_reform`")
    if isinstance(table, dict):
        raise TypeError("une table Arrow est attendue (polars, pandas, pyarrow), et c'est un dict : polars.DataFrame(table)")
    if by is not None and not isinstance(by, str):
        raise TypeError("`by` est le nom d'une colonne")
    aside = [ignore] if isinstance(ignore, str) else list(ignore or ())
    return Comparaison(_native._compare(before, after, _tables._readable(table), date, by, aside))


def _reform(given):
    """The name and the text of a reform: a text of TOML has several lines, anything else is the path of a file."""
    if isinstance(given, str) and "\n" in given:
        return "reforme.toml", given
    import os

    from . import _pack
    from ._results import BaremeError

    try:
        path = os.fspath(given)
    except TypeError:
        raise TypeError("une réforme est un dict de changements, le chemin d'un fichier TOML, ou son texte") from None
    path = os.fsdecode(path)
    [(_, content)] = _read(path, _pack, BaremeError)
    try:
        return path, content.decode("utf-8")
    except UnicodeDecodeError as error:
        found = _pack._unreadable(f"`{path}` n'est pas écrit en UTF-8 (à l'octet {error.start})", "enregistrez le fichier en UTF-8")
        raise BaremeError([found]) from None


def _read(path, pack, refused):
    findings = []
    files = pack._contents([(path, path)], findings)
    if findings:
        raise refused(findings)
    return files


class Comparaison(Rows):
    """What becomes of a population from one pack to another: one row for each dispositif that may decide otherwise, then for each group."""

    __slots__ = ("_compared", "_data", "_rows")

    def __init__(self, compared):
        # Nobody who only decides pays for this import.
        import json

        self._compared = compared
        self._data = json.loads(compared.json())
        self._rows = list(_flat(self._data))

    columns = _FLAT

    @property
    def data(self):
        """As `bareme compare --format json` writes it."""
        return self._data

    @property
    def rows(self):
        """One for each dispositif (`groupe` is None), then for each value of the column `by`. Amounts are `Decimal`, exact."""
        return self._rows

    @property
    def droits(self):
        """What each amount of each dispositif costs, in all (`groupe` is None), then for each value of `by`; each apart: one may say another again."""
        return [row for name, one in self.data["dispositifs"].items() for row in _each(name, one)]

    @property
    def total(self):
        """What everything that changes costs together, by unit: what excludes itself is never added for one person. Amounts are texts."""
        return self.data["total"]

    def dispositif(self, name):
        """What is counted of a dispositif: with its bands, its groups, and the largest changes with their dossiers."""
        return self.data["dispositifs"][name]

    def to_polars(self):
        """The rows as a table of polars."""
        import polars

        return polars.DataFrame(self.rows, schema_overrides=dict.fromkeys(("groupe", "droit", "unite"), polars.String), infer_schema_length=None)

    def __str__(self):
        return self._compared.text()

    def __repr__(self):
        counted = sum(1 for row in self.rows if row["groupe"] is None)
        return f"Comparaison({self.data['lignes']} lignes ; {counted} dispositifs qui peuvent changer)"

    def _repr_html_(self):
        return self._compared.html()

    def plot(self, dispositif=None, ax=None, *, droit=None):
        """Bars of how many dossiers gain and lose, band by band, with matplotlib; gives the axes back. Of the only dispositif that has any without a name.

        `droit`: the amount that is told, the first that changes without a name.
        """
        try:
            from matplotlib import pyplot
            from matplotlib.ticker import FuncFormatter, MaxNLocator
        except ImportError as error:
            raise ImportError("le graphique demande matplotlib : pip install matplotlib") from error

        found = self.data["dispositifs"]
        if dispositif is None:
            changed = [name for name, one in found.items() if one["gagnent"] or one["perdent"]]
            if len(changed) != 1:
                raise ValueError(f"nommez un dispositif : {', '.join(changed or found)}")
            [dispositif] = changed
        if dispositif not in found:
            raise ValueError(f"`{dispositif}` n'est pas comparé ; nommez un dispositif : {', '.join(found)}")
        one = found[dispositif]
        droit = one["droit"] if droit is None else droit
        if droit is not None and droit not in one["droits"]:
            raise ValueError(f"`{dispositif}` n'a pas de droit `{droit}` en euros ; nommez-en un : {', '.join(one['droits'])}")
        amount = one["droits"].get(droit)
        if not (amount and amount["tranches"]):
            raise ValueError(f"`{dispositif}` n'a aucun montant que l'on sait comparer")
        bands, unit = amount["tranches"], _unit(amount["unite"])
        if ax is None:
            _, ax = pyplot.subplots(figsize=(9, 0.5 * len(bands) + 2), layout="constrained")
        places = range(len(bands))
        counts = [band["lignes"] for band in bands]
        bars = ax.barh(places, counts, color=[_color(band) for band in bands])
        ax.bar_label(bars, labels=[_grouped(count) for count in counts], padding=3)
        ax.margins(x=0.12)
        ax.set_yticks(list(places), [_label(band) for band in bands])
        ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _grouped(value)))
        ax.spines[["top", "right"]].set_visible(False)
        ax.set_xlabel("nombre de dossiers")
        ax.set_ylabel(f"écart ({unit})")
        low, high = (_signed(end) for end in amount["cout"]["bornes"])
        cost = f"coût : {low} {unit}" if low == high else f"coût : entre {low} et {high} {unit}"
        reform = (self.data["reforme"] or {}).get("nom")
        head = f"Réforme «\u00a0{reform}\u00a0» : " if reform else ""
        ax.set_title(f"{head}{one['titre']}\n{amount['titre']} ; {cost}", fontsize=10, loc="left")
        return ax


def _color(band):
    if band["de"] == band["a"] == 0:
        return "#9aa5b1"
    return "#c1272d" if (band["a"] is not None and band["a"] <= 0) else "#1f5fa8"


def _label(band):
    low, high = band["de"], band["a"]
    if low == high == 0:
        return "même montant"
    if low is None:
        return f"perdent plus de {_grouped(-high)}"
    if high is None:
        return f"gagnent plus de {_grouped(low)}"
    if high <= 0:
        return f"perdent de {_grouped(-high)} à {_grouped(-low)}" if high else f"perdent {_grouped(-low)} au plus"
    return f"gagnent de {_grouped(low)} à {_grouped(high)}" if low else f"gagnent {_grouped(high)} au plus"


def _grouped(number):
    """1 234,50 as it is written in French; no doubles, amounts are texts."""
    from decimal import Decimal

    written = f"{Decimal(str(number)):,.2f}".removesuffix(".00")
    return written.replace(",", "\u202f").replace(".", ",").replace("-", "−")


def _signed(amount):
    written = _grouped(amount)
    return written if written in {"0", "−0"} or written.startswith("−") else f"+\u00a0{written}"


def _unit(unit):
    return (unit or "").replace("EUR", "€").replace("/an", " par an").replace("/mois", " par mois").replace("/jour", " par jour").replace("/h", " par heure")


def _flat(data):
    for name, one in data["dispositifs"].items():
        yield _row(name, one, one, None)
        for group in one["groupes"]:
            yield _row(name, one, group, group["valeur"])


def _row(name, one, counted, group):
    cost = counted["cout"] or {"connu": None, "bornes": (None, None)}
    return {
        "dispositif": name,
        "titre": one["titre"],
        "groupe": group,
        **{key: counted[key] for key in _COUNTS},
        "droit": one["droit"],
        **_costs(cost),
        "unite": one["unite"],
    }


def _each(name, one):
    for group, costs in [(None, {droit: amount["cout"] for droit, amount in one["droits"].items()}), *((group["valeur"], group["droits"]) for group in one["groupes"])]:
        for droit, amount in one["droits"].items():
            values = (name, droit, amount["titre"], group, *_costs(costs[droit]).values(), amount["unite"])
            yield dict(zip(_DROITS, values, strict=True))


def _costs(cost):
    from decimal import Decimal

    low, high = cost["bornes"]
    ends = {"cout_connu": cost["connu"], "cout_min": low, "cout_max": high}
    return {name: None if text is None else Decimal(text) for name, text in ends.items()}
