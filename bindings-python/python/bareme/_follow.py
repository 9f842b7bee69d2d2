"""What was decided beside what was planned. The counting is the engine's; here is what a notebook does with it."""

from . import _native, _tables
from ._rows import Rows

_FLAT = ("annee", "indicateur", "titre", "axe", "valeur", "compte", "non", "inconnus", "part", "prevu", "reste", "ecart", "unite")


def monitor(decided, *, annee=None, registre=None, engine=None):
    """What was decided beside what was planned: the indicators of the pack, counted over a table of decisions.

    `decided`: what `engine.evaluate_table` gives back, with the facts that indicators read in `keep`, or what `bareme batch` writes:
    polars, pandas, pyarrow, anything of Arrow. `annee`: only that year; without it each year of the table, apart. `registre`: the
    ledgers whose places are told beside. `engine`: that of the pack whose indicators are counted, by default the rules of Pays de
    la Loire.

    What is not known of a row is counted apart (`inconnus`). What lacks a column is not counted: `warnings` says which to add.
    Raises `BaremeError` with the first rows at fault, or when `annee` is given and no column says the year of the rows.
    """
    engine = _native.pays_de_la_loire() if engine is None else engine
    if isinstance(decided, dict):
        raise TypeError("une table Arrow est attendue (polars, pandas, pyarrow), et c'est un dict : polars.DataFrame(decided)")
    if annee is not None and (isinstance(annee, bool) or not isinstance(annee, int)):
        raise TypeError("`annee` est un nombre entier, comme 2024")
    return Suivi(_native._follow(engine, _tables._readable(decided), annee, [_admissions(ledger) for ledger in _listed(registre)]))


def _listed(registre):
    if registre is None:
        return []
    return [registre] if isinstance(registre, _native.Ledger) else list(registre)


def _admissions(ledger):
    if not isinstance(ledger, _native.Ledger):
        raise TypeError("`registre` est un bareme.Ledger, ou une liste de bareme.Ledger")
    quota, _, group = ledger.id.partition("/")
    return quota, group, ledger.limite, ledger.attribuees, len(ledger.liste_attente)


class Suivi(Rows):
    """The indicators of a pack counted over a table of decisions, beside what was planned: one row for each count."""

    __slots__ = ("_counts", "_data", "_rows", "_warnings")

    def __init__(self, counts):
        # Nobody who only decides pays for this import.
        import json

        self._counts = counts
        self._data = json.loads(counts.json())
        self._rows = list(_flat(self._data))
        self._warnings = counts.warnings()

    columns = _FLAT

    @property
    def data(self):
        """As `bareme suivi --format json` writes it."""
        return self._data

    @property
    def rows(self):
        """One for each indicator, then for each value of each axis by which it is broken down. Amounts and shares are texts."""
        return self._rows

    @property
    def warnings(self):
        """What the table has not the columns for."""
        return self._warnings

    def indicator(self, name, annee=None):
        """What is counted of an indicator, with its bounds and its breakdown; of the only year when there is one."""
        years = [year for year in self.data["annees"] if annee is None or year["annee"] == annee]
        found = [one for year in years for one in year["indicateurs"] if one["id"] == name]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(f"`{name}` est compté pour plusieurs années : donnez `annee`")
        raise KeyError(name)

    def to_polars(self):
        """The rows as a table of polars."""
        import polars

        return polars.DataFrame(self.rows, schema_overrides={"annee": polars.Int64}, infer_schema_length=None)

    def __str__(self):
        return self._counts.text()

    def __repr__(self):
        years = ", ".join(str(year["annee"]) for year in self.data["annees"])
        return f"Suivi({years or 'aucune année'} ; {len(self.rows)} comptes sur {self.data['lignes']} lignes)"

    def _repr_html_(self):
        return self._counts.html()

    def svg(self):
        """The chart of `bareme suivi --graphique`, or `None` when nothing that is counted has a figure beside it."""
        return self._counts.svg()

    def plot(self, ax=None, annee=None):
        """Bars of what was counted, in parts of what was planned or observed, with matplotlib; gives the axes back."""
        try:
            from matplotlib import pyplot
        except ImportError as error:
            raise ImportError("le graphique demande matplotlib : pip install matplotlib ; sans lui, suivi.svg()") from error

        bars = [
            bar
            for year in self.data["annees"]
            if annee in (None, year["annee"])
            for bar in map(_bar, year["indicateurs"])
            if bar is not None
        ]
        if not bars:
            raise ValueError("rien de ce qui est compté n'a de repère cette année-là : `bareme reperes` les liste")
        if ax is None:
            _, ax = pyplot.subplots(figsize=(10, 0.55 * len(bars) + 1.4), layout="constrained")
        places = range(len(bars))
        counted = [bar["counted"] for bar in bars]
        ax.barh(places, counted, color="#1f5fa8", label="compté (pour une part : au moins)")
        ax.barh(places, [bar["open"] for bar in bars], left=counted, color="#b9cfe8", label="non connu, au plus")
        for place, bar in zip(places, bars, strict=True):
            ax.plot([bar["planned"]] * 2, [place - 0.45, place + 0.45], color="#c1272d", linewidth=2.5,
                    label="prévu ou constaté" if place == 0 else None)
        ax.set_yticks(list(places), [bar["title"] for bar in bars])
        ax.invert_yaxis()
        ax.set_xlim(left=0)
        years = sorted({year["annee"] for year in self.data["annees"] if annee in (None, year["annee"])})
        ax.set_title(f"Ce qui est compté, et ce qui était prévu : {', '.join(map(str, years))}", loc="left")
        ax.set_xlabel("% de ce qui était prévu ou constaté (pour une part : la part elle-même)")
        ax.legend(loc="lower right")
        return ax


def _bar(indicator):
    planned = indicator["prevu"]
    if planned is None:
        return None
    if planned["part"] is None:
        # A share beside a share: the rows that are not known may be on either side.
        known = indicator["oui"] + indicator["non"] + indicator["inconnus"]
        if not known:
            return None
        low, high = indicator["bornes"]
        return {"title": indicator["titre"], "counted": 100 * low / known, "open": 100 * (high - low) / known,
                "planned": 100 * float(planned["valeur"])}
    whole = float(planned["valeur"])
    counted = float(indicator.get("somme", indicator.get("oui")))
    high = float(indicator["bornes"][1])
    return {"title": indicator["titre"], "counted": 100 * counted / whole, "open": 100 * max(high - counted, 0) / whole, "planned": 100}


def _flat(data):
    for year in data["annees"]:
        for indicator in year["indicateurs"]:
            planned = indicator["prevu"] or {}
            yield _row(year, indicator, indicator) | {
                "prevu": planned.get("valeur"), "reste": planned.get("reste"), "ecart": planned.get("ecart"),
            }
            for axis, groups in indicator["par"].items():
                for group in groups:
                    yield _row(year, indicator, group) | {"axe": axis, "valeur": group["libelle"]}


def _row(year, indicator, counted):
    row = dict.fromkeys(_FLAT)
    row |= {
        "annee": year["annee"],
        "indicateur": indicator["id"],
        "titre": indicator["titre"],
        "unite": indicator["unite"],
        "compte": str(counted["somme"] if "somme" in counted else counted["oui"]),
        "non": counted.get("non"),
        "inconnus": counted["inconnus"],
        "part": counted.get("part"),
    }
    return row
