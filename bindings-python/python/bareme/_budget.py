"""What a table of decisions comes to. The adding up is the engine's; here is what a notebook does with it."""

from . import _native, _tables
from ._rows import Rows

_FLAT = ("groupe", "dispositif", "montant", "unite", "lignes", "eligible", "indetermine", "non_eligible", "hors_periode",
         "etabli", "min", "max", "indetermine_ecart", "ouvert_ecart", "sans_bornes")


def budget(decided, *, by=None, engine=None):
    """What a table of decisions comes to: totals to sign, with the range that is proved.

    `decided`: what `engine.evaluate_table(…, bounds=True)` gives back, or what `bareme batch --bornes` writes: polars, pandas, pyarrow, anything of
    Arrow. Without bounds what is settled is added up, and there is no range as soon as a row is open. `by`: a column that was kept; each of its
    values has its totals. `engine`: that of the pack that decided.

    Dispositifs that exclude each other are never added up in one row: a person receives the compatible ones that are worth the most. Raises
    `BaremeError` with the first rows at fault.
    """
    engine = _native.pays_de_la_loire() if engine is None else engine
    if isinstance(decided, dict):
        raise TypeError("une table Arrow est attendue (polars, pandas, pyarrow), et c'est un dict : polars.DataFrame(decided)")
    if by is not None and not isinstance(by, str):
        raise TypeError("`by` est le nom d'une colonne")
    return Budget(_native._budget(engine, _tables._readable(decided), by))


class Budget(Rows):
    """What a table of decisions comes to: one row for each group and amount."""

    __slots__ = ("_counts", "_data", "_rows")

    def __init__(self, counts):
        # Nobody who only decides pays for this import.
        import json

        self._counts = counts
        self._data = json.loads(counts.json())
        self._rows = list(_flat(self._data))

    columns = _FLAT

    @property
    def data(self):
        """The same as the engine writes it: dictionaries, lists and texts."""
        return self._data

    @property
    def rows(self):
        """Amounts are `Decimal`, exact; `min` and `max` are `None` where a row has no bounds."""
        return self._rows

    @property
    def lignes(self):
        """How many rows the table has."""
        return self._data["lignes"]

    @property
    def refusees(self):
        """Those that were not decided: they are in no total."""
        return self._data["refusees"]

    def total(self, montant=None, *, dispositif=None, groupe=None, unite=None):
        """The settled total, and between what and what everything is: of an amount, or of what all dispositifs come to together; `unite` when there are several."""
        from ._results import Total

        rows = self._rows
        for key, wanted in (("groupe", groupe), ("dispositif", dispositif), ("montant", montant), ("unite", unite)):
            if key != "groupe" and wanted is None:
                continue
            found = [row for row in rows if row[key] == wanted]
            if not found:
                known = ", ".join(sorted({str(row[key]) for row in rows if row[key] is not None}))
                raise KeyError(f"aucun total n'a `{wanted}` pour {key} : {known}")
            rows = found
        if dispositif is None and montant is None:
            rows = [row for row in rows if row["dispositif"] is None] or rows
        if len(rows) == 1:
            row = rows[0]
            return Total(row["etabli"], row["min"], row["max"], row["unite"])
        if not rows:
            raise KeyError("la table n'a aucun montant")
        told = "\n".join(sorted({_asked(row) for row in rows}))
        raise ValueError(f"plusieurs totaux répondent, demandez-en un :\n{told}")

    def to_polars(self):
        """The rows as a table of polars."""
        import polars

        return polars.DataFrame(self._rows, schema=list(_FLAT), infer_schema_length=None)

    def markdown(self):
        """Markdown, for a report."""
        return self._counts.markdown()

    def svg(self):
        """The chart as SVG; `None` when no amount is counted."""
        return self._counts.svg()

    def plot(self):
        """The chart, which a notebook shows."""
        from ._results import Picture

        svg = self.svg()
        if svg is None:
            raise ValueError("rien à dessiner : la table n'a aucun montant")
        return Picture(svg)

    def __str__(self):
        return self._counts.text()

    def __repr__(self):
        return f"Budget({self.lignes} lignes, {len(self._data['dispositifs'])} dispositifs)"

    def _repr_html_(self):
        return self._counts.html()


def _asked(row):
    """How one total is asked for."""
    unit = f'unite="{row["unite"]}"'
    return f"total({unit})" if row["dispositif"] is None else f'total("{row["montant"]}", dispositif="{row["dispositif"]}")'


def _flat(data):
    yield from _group(data, None)
    for name, group in data["groupes"].items():
        yield from _group(group, name)


def _group(group, name):
    for told in group["ensemble"]:
        yield _row(group, name, told)
    for dispositif, line in group["dispositifs"].items():
        for montant, told in line["montants"].items():
            yield _row(group, name, told) | line["verdicts"] | {"dispositif": dispositif, "montant": montant}


def _row(group, name, told):
    from decimal import Decimal

    def exact(text):
        return None if text is None else Decimal(text)

    row = dict.fromkeys(_FLAT)
    return row | {
        "groupe": name,
        "unite": told["unite"],
        "lignes": group["lignes"],
        "etabli": exact(told["etabli"]),
        "min": exact(told["min"]),
        "max": exact(told["max"]),
        "indetermine_ecart": exact(told["indeterminees"]["ecart"]),
        "ouvert_ecart": exact(told["montants_ouverts"]["ecart"]),
        "sans_bornes": told["sans_bornes"],
    }
