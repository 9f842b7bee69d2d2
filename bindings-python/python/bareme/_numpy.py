"""A dict of numpy arrays: what Arrow has and an array has not is a mask of its own, words by their positions, days of 32 bits."""

from decimal import Decimal
from numbers import Number

import numpy as np

from ._bar import _Bar
from ._native import _arrays, _distinct, _kept, _misnamed, _nearly_facts, _table_of
from ._results import _TOLD, BaremeError, Finding


def evaluate(engine, data, options, progress):
    scaled = options.scaled
    faults = _misnamed(engine, options, list(data))
    arrays = _renamed(data, options, faults)
    names = list(arrays)
    keep, day = _kept(engine, options, names), options._day_column(names)
    faults += [Finding("fait_inconnu", "", f"`keep` nomme `{name}`, qui n'est pas une colonne")
               for name in keep if name not in arrays]
    rows = _rows(arrays, faults)
    # A fact that is kept is a fact all the same; another column is looked at by nobody.
    facts = {fact["nom"] + end for fact in engine.facts() for end in ("", ".min", ".max")} if keep else ()
    read = [name for name, values in arrays.items() if values.shape == (rows,) and (name not in keep or name in facts or name == day)]
    given = {name: _given(name, arrays[name], scaled, faults) for name in read}
    table = _table_of({name: column for name, column in given.items() if column is not None}, rows)
    # Whatever is wrong already, the engine says what else is.
    with _Bar(progress and not faults, rows) as bar:
        try:
            table = engine._evaluate_columns(table, options, bar, arrays=True)
        except BaremeError as error:
            faults += error.findings
    if faults:
        raise BaremeError(_in_order(faults, list(arrays)))
    out = {name: arrays[name] for name in keep}
    for pieces in zip(*_arrays(table), strict=True):
        out[pieces[0][0]] = _taken(pieces, options.amounts)
    return out, _nearly_facts(engine, options, keep) + table._warned()


def _renamed(data, options, faults):
    """The arrays under the names of their facts."""
    arrays = {}
    for own, name in zip(data, options._renamed(list(data)), strict=True):
        if name in arrays:
            faults.append(Finding("fait_en_double", f"/{name}", f"deux colonnes sont `{name}`, l'une d'elles par `rename`", None,
                                  "gardez-en une"))
        arrays[name] = np.asanyarray(data[own])
    return arrays


def _in_order(faults, columns):
    """Column by column; what is said of the whole comes first."""

    def position(finding):
        name = finding.place[1:]
        name = name if name in columns else name.rpartition("/")[0]
        return columns.index(name) if name in columns else -1

    return sorted(faults, key=position)


def _rows(arrays, faults):
    """How many dossiers there are: one for each value of the first column."""
    shapes = {name: values.shape for name, values in arrays.items()}
    first = next((shape for shape in shapes.values() if len(shape) == 1), None)
    example = "" if first is None else f", comme {first}"
    faults += [
        Finding("longueur_differente", f"/{name}", f"la colonne `{name}` est de forme {shape}", None,
                f"donnez à chaque colonne un tableau à une dimension, une valeur par dossier{example}")
        for name, shape in shapes.items() if shape != first
    ]
    return 0 if first is None else first[0]


def _at(name, wrong, message, help):
    """What is said of the first rows that are wrong."""
    rows = np.flatnonzero(wrong)
    told = [Finding("type_invalide", f"/{name}/{row}", message, None, help) for row in rows[:_TOLD].tolist()]
    if rows.size > _TOLD:
        told.append(Finding("type_invalide", f"/{name}", f"d'autres lignes encore de `{name}` sont refusées", None,
                            f"seules les {_TOLD} premières sont dites : corrigez toute la colonne"))
    return told


def _given(name, values, scaled, faults):
    """The kind, the values and the mask of a column; nothing when it is at fault."""
    missing = np.ma.getmaskarray(values) if np.ma.isMaskedArray(values) else None
    values = np.ascontiguousarray(np.ma.getdata(values))
    kind = values.dtype.kind
    if kind == "b":
        return "booleens", values, missing
    if kind == "f":
        return _floats(name, values, missing, faults)
    if kind in "iu":
        return "nombres", _native(values), missing
    if kind == "M":
        return _days(name, values, missing, faults)
    return _listed(name, values, missing, scaled, faults)


def _floats(name, values, missing, faults):
    if values.dtype.itemsize > 8:
        faults.append(Finding("type_invalide", f"/{name}", f"la colonne `{name}` est faite de flottants de plus de 64 bits",
                              None, "donnez des flottants de 64 bits : .astype('float64')"))
        return None
    # In numpy a missing number is a NaN.
    nan = np.isnan(values)
    if nan.any():
        missing = nan if missing is None else missing | nan
    return "nombres", _native(values), missing


def _days(name, values, missing, faults):
    lost = np.isnat(values) if missing is None else missing | np.isnat(values)
    days = values.astype("datetime64[D]")
    wrong = (days != values) & ~lost
    if wrong.any():
        faults += _at(name, wrong, f"`{name}` a une heure", "donnez des dates : .astype('datetime64[D]')")
        return None
    return "jours", np.where(lost, 0, days.astype(np.int64)), lost if lost.any() else None


def _listed(name, values, missing, scaled, faults):
    """Texts and objects: each distinct one is looked at once."""
    if values.dtype.kind not in "SU":
        values = values.astype(object, copy=False)
        if missing is not None:
            # What lies under a mask is not looked at.
            values, missing = np.where(missing, None, values), None
    positions, rows = (np.asarray(part) for part in _distinct(_native(values)))
    known = values[rows].tolist()
    lost = np.array([_is_missing(value) for value in known], dtype=bool)
    given = [value for value, is_lost in zip(known, lost, strict=True) if not is_lost]
    if scaled and any(isinstance(value, Number) and not isinstance(value, bool) for value in given):
        # Beside a whole number of cents, a number of euros would be taken for a hundred times less, or more.
        wrong = np.zeros(len(known), dtype=bool)
        wrong[~lost] = [not _is_whole(value) for value in given]
        if wrong.any():
            faults += _at(name, wrong[positions], f"`{name}` n'est pas un nombre entier",
                          "avec `scaled=True`, donnez des nombres entiers : des centimes pour un montant")
            return None
    kind = _kind(given)
    if kind is None:
        texts = [None if is_lost else _text(value) for value, is_lost in zip(known, lost, strict=True)]
        return "mots", (positions, texts), missing
    each = np.zeros(len(known), dtype=kind)
    each[~lost] = given
    return "booleens" if kind is np.bool_ else "nombres", each[positions], lost[positions] if lost.any() else None


def _kind(objects):
    """What an array of such objects had been, had it had no empty cell: whole numbers and truths are not texts."""
    if objects and all(isinstance(value, (bool, np.bool_)) for value in objects):
        return np.bool_
    if objects and all(_is_whole(value) for value in objects) and all(-(1 << 63) <= value < 1 << 63 for value in objects):
        return np.int64
    return None


def _is_whole(value):
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def _is_missing(value):
    """None, NaN, NaT, and the NA of pandas, which compares with nothing."""
    if value is None or type(value).__name__ == "NAType":
        return True
    try:
        differs = value != value
    except ArithmeticError:
        # A NaN that may not be compared is no empty cell.
        return False
    # That of an array is an array.
    return isinstance(differs, (bool, np.bool_)) and bool(differs)


def _text(value):
    """A text that Arrow can hold: what is no text is replaced, and no fact has a value with such a sign."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    text = str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _native(values):
    """In the order of bytes of this machine, and of a size that Arrow has."""
    if values.dtype == np.float16:
        return values.astype(np.float32)
    return values.astype(values.dtype.newbyteorder("="), copy=False)


def _taken(pieces, amounts):
    """One array of the pieces of a column: objects for words and exact decimals, masked where there is no value; floats are NaN there."""
    _, _, _, words, decimals, shape = pieces[0]
    if shape == "listes":
        pieces = [(*piece[:3], [None if text is None else tuple(text.split()) for text in piece[3]], *piece[4:]) for piece in pieces]
        words = pieces[0][3]
    values = [np.asarray(piece[1]) for piece in pieces]
    if words is not None:
        if all(piece[3] == words for piece in pieces[1:]):
            return _shared(words, values)
        return np.concatenate([_shared(piece[3], [piece_values]) for piece, piece_values in zip(pieces, values, strict=True)])
    values = _whole(values)
    missing = None
    if any(piece[2] is not None for piece in pieces):
        missing = _whole([
            np.zeros(len(np.asarray(piece[1])), bool) if piece[2] is None else np.asarray(piece[2]) for piece in pieces
        ])
    if shape == "jours":
        days = values.astype("datetime64[D]")
        return days if missing is None else np.where(missing, np.datetime64("NaT"), days)
    if decimals and amounts == "decimal":
        return _exact(values, missing, decimals)
    if decimals and amounts == "float":
        floats = values / 10.0**decimals
        return floats if missing is None else np.where(missing, np.nan, floats)
    return values if missing is None or not missing.any() else np.ma.MaskedArray(values, mask=missing)


def _whole(pieces):
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


def _shared(objects, positions):
    """At each row one of a few objects: none is made for a row."""
    table = np.empty(len(objects), dtype=object)
    # One by one: of tuples numpy would make rows.
    for position, value in enumerate(objects):
        table[position] = value
    out = np.empty(sum(len(piece) for piece in positions), dtype=object)
    start = 0
    for piece in positions:
        np.take(table, piece, out=out[start : start + len(piece)], mode="clip")
        start += len(piece)
    return out


def _exact(values, missing, decimals):
    """Decimals, made once for each amount: a barème has few."""
    positions, rows = (np.asarray(part) for part in _distinct(values))
    # Read from its digits: arithmetic would round as the caller's decimal context asks.
    amounts = [Decimal(f"{value}E-{decimals}") for value in values[rows].tolist()]
    out = _shared(amounts, [positions])
    if missing is not None:
        out[missing] = None
    return out
