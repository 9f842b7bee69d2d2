"""Columns as files have them, made into facts. What is known of codes is in `_adapters/`, each with its source; here is how a column is read.

Column by column, as lists of Python: a file has few different codes, and each is looked up once. No other library is needed for that.
"""

import datetime
import re
import sys
import warnings

from . import _native
from ._results import _TOLD, BaremeError, BaremeWarning, Finding
from ._tables import _is_of_pandas, _library

_ENTRY = "date_entree_formation"
_COMMUNE = re.compile(r"(?:\d\d|2[AB])\d{3}")


def adapt(table, columns, *, engine=None):
    """The same table, with columns as files have them made into facts: `{"code_commune": "residence_departement", "date_naissance": "age"}`.

    `table`: polars, pandas or pyarrow. `columns`: for each column the fact that it becomes, or the fact and the conversion when the name of the column does not
    say it: `("diplome_vise", "rncp")`. Conversions: `commune` (codes of Insee) and `postal`, to a department; `rncp` and `formacode`, to a diploma, for the
    codes that are known; `naissance`, to the age on the day of `date_entree_formation`. A fact that none of them gives only takes the column over, with its name.
    Each rests on a file of data with its sources, in `bareme/_adapters`.

    A code that is not in the list leaves the fact unknown, and a `BaremeWarning` says which. Raises `BaremeError` with the first rows at fault, and for what cannot
    be converted: no computation makes a gross income of a `revenu_fiscal_reference`.
    """
    engine = _native.pays_de_la_loire() if engine is None else engine
    names = _names(table)
    facts = {fact["nom"]: fact for fact in engine.facts()}
    conversions, refusals = _known()
    asked, findings = _asked(columns, names, facts, conversions, refusals)
    if findings:
        raise BaremeError(findings)
    made, told = {}, []
    for column, (fact, conversion) in asked.items():
        if conversion is None:
            continue
        values = _values(table, column)
        members = {member["nom"] for member in facts[fact].get("valeurs") or ()}
        if conversion["genre"] == "age":
            made[column] = _ages(column, values, *_entries(table, asked), findings)
        elif conversion["genre"] == "commune":
            made[column] = _departements(column, values, conversion, members, findings)
        else:
            made[column] = _diplomes(column, values, conversion, members, findings, told)
    if findings:
        raise BaremeError(findings)
    if told:
        warnings.warn("\n".join(told), BaremeWarning, stacklevel=2)
    return _rebuilt(table, {column: (fact, made.get(column)) for column, (fact, _) in asked.items()})


def _known():
    """What each file of data says."""
    # Nobody who only decides pays for these imports.
    import json
    from importlib import resources

    read = {}
    for file in resources.files(__package__).joinpath("_adapters").iterdir():
        if file.name.endswith(".json"):
            read[file.name.removesuffix(".json")] = json.loads(file.read_text(encoding="utf-8"))
    refusals = read.pop("refus")["refus"]
    return read, refusals


def _asked(columns, names, facts, conversions, refusals):
    """For each column the fact it becomes and the conversion, `None` for a column that only takes the name of the fact."""
    asked, findings = {}, []
    for column, wanted in columns.items():
        fact, named = wanted if isinstance(wanted, tuple) else (wanted, None)
        if not isinstance(column, str) or not isinstance(fact, str):
            raise TypeError('`columns` va de noms de colonnes à des noms de faits : {"code_commune": "residence_departement"}')
        refused = next((one for one in refusals if column.lower() in one["colonnes"]), None)
        if refused:
            findings.append(Finding("type_invalide", f"/{column}", f"`{column}` ne devient pas `{fact}` : {refused['pourquoi']}", None, refused["aide"]))
        elif column not in names:
            near = _near(column, names)
            findings.append(Finding("colonne_manquante", f"/{column}", f"la table n'a pas de colonne `{column}`", near, "donnez le nom tel que la table l'écrit"))
        elif fact not in facts:
            findings.append(Finding("fait_inconnu", f"/{column}", f"le fait `{fact}` n'existe pas", _near(fact, facts), "`engine.facts()` donne les noms"))
        elif fact != column and fact in names and fact not in columns or fact in (one for one, _ in asked.values()):
            findings.append(Finding("fait_en_double", f"/{column}", f"la table aurait deux colonnes `{fact}`", None, "gardez-en une"))
        else:
            conversion, fault = _conversion(column, fact, named, conversions)
            asked[column] = fact, conversion
            findings += fault
    made_later = {fact for fact, _ in asked.values()}
    for column, (_, conversion) in asked.items():
        if conversion and conversion.get("avec") and conversion["avec"] not in (*names, *made_later):
            findings.append(Finding(
                "colonne_manquante", f"/{column}", f"l'âge se compte le jour de l'entrée en formation, et la table n'a pas de colonne `{_ENTRY}`", None,
                f'nommez celle qui le dit : {{"debut": "{_ENTRY}"}}',
            ))
    return asked, findings


def _conversion(column, fact, named, conversions):
    """That of the name of the column, or the only one that gives the fact."""
    possible = {name: one for name, one in conversions.items() if fact in one["faits"]}
    if named is not None:
        if named in possible:
            return possible[named], []
        told = ", ".join(f"`{name}`" for name in possible) or "aucune"
        return None, [Finding("valeur_invalide", f"/{column}", f"aucune conversion `{named}` ne donne `{fact}`", _near(named, possible), f"possibles : {told}")]
    known = next((one for one in possible.values() if column.lower() in one["colonnes"]), None)
    if known or column == fact or not possible:
        return known, []
    if len(possible) == 1:
        return next(iter(possible.values())), []
    told = " ou ".join(f'("{fact}", "{name}")' for name in possible)
    return None, [Finding("valeur_invalide", f"/{column}", f"on ne sait pas ce que contient `{column}`", None, f"dites-le : {told}")]


def _near(word, known):
    import difflib

    return next(iter(difflib.get_close_matches(word, list(known), 1)), None)


def _told(column, wrong, code, help):
    """The first rows at fault of a column."""
    return [Finding(code, f"/{column}/{row}", message, None, help) for row, message in wrong[:_TOLD]]


def _departements(column, values, conversion, members, findings):
    elsewhere = conversion["ailleurs"] if conversion["ailleurs"] in members else None
    known, wrong = {None: None}, []

    def of(code):
        code = conversion["exceptions"].get(code, {}).get("departement", code)
        # Three signs overseas; none of them is a department of the list.
        department = code[:3] if code[:2] in ("97", "98") else code[:2]
        member = conversion["departements"].get(department, conversion["ailleurs"])
        return member if member in members else elsewhere

    made = []
    for row, value in enumerate(values):
        code = _code(value, 5)
        if code not in known:
            if _COMMUNE.fullmatch(code):
                known[code] = of(code)
            else:
                wrong.append((row, f"`{value}` n'est pas un {conversion['titre']}"))
                code = None
        made.append(known[code])
    findings += _told(column, wrong, "type_invalide", "cinq signes, comme `44109` ou `2A004` ; lisez la colonne comme du texte, pour garder les zéros du début")
    return made


def _diplomes(column, values, conversion, members, findings, told):
    codes, prefix = conversion["codes"], conversion["prefixe"]
    unknown, wrong, made = {}, [], []
    for row, value in enumerate(values):
        code = _code(value, 0)
        if code is not None:
            code = code.upper().removeprefix(prefix).strip()
            if not code.isdecimal():
                wrong.append((row, f"`{value}` n'est pas un {conversion['titre']}"))
        found = codes.get(code, {}).get("diplome")
        if found not in members:
            found = None
            if code is not None:
                unknown[code] = unknown.get(code, 0) + 1
        made.append(found)
    findings += _told(column, wrong, "type_invalide", "un code est fait de chiffres")
    if unknown:
        listed = ", ".join(f"`{code}`" for code in sorted(unknown)[:_TOLD])
        count, more = sum(unknown.values()), " …" if len(unknown) > _TOLD else ""
        told.append(f"`{column}` : {count} ligne{'s' if count > 1 else ''} dont le {conversion['titre']} n'est pas dans la liste, et dont le diplôme reste inconnu : "
                    f"{listed}{more}")
    return made


def _code(value, digits):
    """The text of a code, `None` when it is not there. A number has lost the zeros it began with; one of pandas with a hole is a float."""
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value).zfill(digits)
    return str(value).strip().upper() or None


def _entries(table, asked):
    column = next((column for column, (fact, _) in asked.items() if fact == _ENTRY), _ENTRY)
    return column, _values(table, column)


def _ages(column, values, entry_column, entries, findings):
    wrong, made = {column: [], entry_column: []}, []
    for row, (birth, entry) in enumerate(zip(values, entries)):
        days = []
        for name, value in ((column, birth), (entry_column, entry)):
            day, is_date = _day(value)
            if not is_date:
                wrong[name].append((row, f"`{value}` n'est pas une date"))
            days.append(day)
        birth, entry = days
        if birth and entry and birth > entry:
            wrong[column].append((row, f"la naissance, le {birth}, est après l'entrée en formation, le {entry}"))
        made.append(_age(birth, entry) if birth and entry else None)
    for name, rows in wrong.items():
        findings += _told(name, rows, "date_invalide", "écrivez AAAA-MM-JJ, ou donnez à la colonne le type des dates")
    return made


def _age(birth, day):
    """Whole years. Who is born on 29 February has their birthday on the 28th of a common year, as the engine counts."""
    try:
        birthday = birth.replace(year=day.year)
    except ValueError:
        birthday = datetime.date(day.year, 2, 28)
    return day.year - birth.year - (day < birthday)


def _day(value):
    """A date, and whether it could be read; a hole is no fault."""
    if value is None or value != value:
        return None, True
    if isinstance(value, datetime.datetime):
        return value.date(), True
    if isinstance(value, datetime.date):
        return value, True
    text = str(value).strip()
    if not text:
        return None, True
    # Python from 3.11 on reads other forms too.
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return None, False
    try:
        return datetime.date.fromisoformat(text), True
    except ValueError:
        return None, False


def _names(table):
    if _is_of_pandas(table) or (_library(table) == "polars" and type(table).__name__ == "DataFrame"):
        return list(table.columns)
    if _library(table) == "pyarrow" and type(table).__name__ == "Table":
        return list(table.column_names)
    raise TypeError("une table de polars, de pandas ou de pyarrow est attendue (une LazyFrame se calcule d'abord : .collect())")


def _values(table, column):
    library = _library(table)
    if library == "pyarrow":
        return table.column(column).to_pylist()
    if library == "polars":
        return table.get_column(column).to_list()
    missing = sys.modules["pandas"].isna
    return [None if missing(value) else value for value in table[column].tolist()]


def _rebuilt(table, made):
    """The same table, each column at its place with the name and the values of its fact."""
    library = _library(table)
    module = sys.modules[library]
    if library == "polars":
        columns = []
        for column in table.get_columns():
            fact, values = made.get(column.name, (column.name, None))
            kind = module.Int64 if fact == "age" else module.String
            columns.append(column.alias(fact) if values is None else module.Series(fact, values, dtype=kind))
        return module.DataFrame(columns)
    if library == "pyarrow":
        names, arrays = [], []
        for name, column in zip(table.column_names, table.columns):
            fact, values = made.get(name, (name, None))
            kind = module.int64() if fact == "age" else module.string()
            names.append(fact)
            arrays.append(column if values is None else module.array(values, kind))
        return module.table(arrays, names=names)
    back = table.copy(deep=False)
    for column, (fact, values) in made.items():
        if values is not None:
            back[column] = module.array(values, dtype="Int64" if fact == "age" else "string")
    return back.rename(columns={column: fact for column, (fact, _) in made.items()})
