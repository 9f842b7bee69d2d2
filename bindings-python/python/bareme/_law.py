"""The rules as data: the figures of a pack as rows, and its files. What a frame needs is imported by whoever asks for one."""

import datetime
import os
from decimal import Decimal

from ._rows import Rows

_READ = {"decimal": Decimal, "date": datetime.date.fromisoformat}


class Figures(Rows):
    """The values of a parameter, or the cells of a table: one row each, with its days, its source and how sure it is."""

    __slots__ = {
        "_columns": "", "_rows": "", "nom": "Its name in the rules.", "titre": "What a person reads.",
        "unite": "That of the values; of a table, that of its first column of values.",
    }

    def __init__(self, told):
        self.nom, self.titre, self.unite = told["nom"], told["titre"], told["unite"]
        names = [name for name, _ in told["colonnes"]]
        reads = [_READ.get(holds) for _, holds in told["colonnes"]]
        self._columns = tuple(names)
        self._rows = [
            {name: read(value) if read and value is not None else value for name, read, value in zip(names, reads, row, strict=True)}
            for row in told["lignes"]
        ]

    @property
    def columns(self):
        """The names of the columns: the keys and the values, then the days and the source."""
        return self._columns

    @property
    def rows(self):
        """Amounts are `Decimal`, days `datetime.date`; `jusqu_a` is the last day, `None` when no end is known."""
        return self._rows

    def to_polars(self):
        """The rows as a table of polars."""
        import polars

        return polars.DataFrame(self._rows, schema=list(self._columns), infer_schema_length=None)

    def __repr__(self):
        unit = f", {self.unite}" if self.unite else ""
        return f"Figures({self.nom}, {len(self._rows)} lignes{unit})"

    def _repr_html_(self):
        from html import escape

        unit = f" ({escape(self.unite)})" if self.unite else ""
        head = "".join(f"<th>{escape(name)}</th>" for name in self._columns)
        cells = ("".join(f"<td>{escape(_shown(value))}</td>" for value in row.values()) for row in self._rows)
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        return f"<table><caption>{escape(self.titre)}{unit}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _shown(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Decimal):
        return f"{value:,}".replace(",", "\u202f").replace(".", ",")
    return str(value)


def export_pack(directory, *, engine=None):
    from . import _native

    engine = _native.pays_de_la_loire() if engine is None else engine
    files = engine._texts()
    if files is None:
        raise ValueError("ce barème vient d'un fichier compact, qui n'a pas les textes : exportez celui d'un répertoire, ou celui du module")
    directory = os.fspath(directory)
    if os.path.isdir(directory) and os.listdir(directory):
        raise FileExistsError(f"`{directory}` n'est pas vide : rien n'y est écrit")
    for path, content in files:
        whole = os.path.join(directory, *path.split("/"))
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "xb") as written:
            written.write(content)
    return len(files)
