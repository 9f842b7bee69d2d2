"""A dict of numpy arrays: what Arrow has and numpy has not is a mask, a text or a date."""

from decimal import Decimal

import numpy as np

from ._native import _arrays, _distinct, _table_of
from ._results import BaremeError, Finding
from ._tables import _Bar


def evaluate(engine, data, options, keep, scaled, progress):
    arrays = {name: np.asanyarray(values) for name, values in data.items()}
    rows = _rows(arrays)
    absent = [name for name in keep if name not in arrays]
    if absent:
        raise BaremeError([Finding("fait_inconnu", "", f"`keep` nomme `{name}`, qui n'est pas une colonne")
                           for name in absent])
    given = {name: _given(name, values) for name, values in arrays.items() if name not in keep}
    with _Bar(progress, rows) as bar:
        table = engine._evaluate_columns(_table_of(given, rows), options, bar, arrays=True)
    out = {name: arrays[name] for name in keep}
    for pieces in zip(*_arrays(table), strict=True):
        out[pieces[0][0]] = _taken(pieces, scaled)
    return out


def _rows(arrays):
    shapes = {name: values.shape for name, values in arrays.items()}
    first = next((shape for shape in shapes.values() if len(shape) == 1), None)
    wrong = [name for name, shape in shapes.items() if shape != first]
    if wrong:
        example = "" if first is None else f", comme {first}"
        raise BaremeError([
            Finding("longueur_differente", f"/{name}", f"la colonne `{name}` est de forme {shapes[name]}", None,
                    f"donnez à chaque colonne un tableau à une dimension, une valeur par dossier{example}")
            for name in wrong
        ])
    return 0 if first is None else first[0]


def _given(name, values):
    """The kind, the values and the mask of a column."""
    missing = np.ma.getmaskarray(values) if np.ma.isMaskedArray(values) else None
    values = np.ascontiguousarray(np.ma.getdata(values))
    kind = values.dtype.kind
    if kind == "b":
        return "booleens", values, missing
    if kind == "f":
        # In numpy a missing number is a NaN.
        nan = np.isnan(values)
        if nan.any():
            missing = nan if missing is None else missing | nan
        return "nombres", _native(values), missing
    if kind in "iu":
        return "nombres", _native(values), missing
    if kind == "M":
        days = values.astype("datetime64[D]")
        if not ((days == values) | np.isnat(values)).all():
            row = int(np.flatnonzero(~((days == values) | np.isnat(values)))[0])
            raise BaremeError([Finding("type_invalide", f"/{name}/{row}", f"`{name}` a une heure", None,
                                       "donnez des dates : .astype('datetime64[D]')")])
        lost = np.isnat(values)
        missing = lost if missing is None else missing | lost
        return "jours", np.where(lost, 0, days.astype(np.int64)), missing if missing.any() else None
    return _listed(name, values, missing)


def _listed(name, values, missing):
    """Texts and objects: each distinct one is looked at once."""
    if values.dtype.kind == "S":
        values = values.astype(np.str_)
    elif values.dtype.kind != "U":
        values = values.astype(object, copy=False)
    positions, rows = (np.asarray(part) for part in _distinct(_native(values)))
    known = values[rows].tolist()
    lost = np.array([_is_missing(value) for value in known], dtype=bool)
    given = [value for value, is_lost in zip(known, lost, strict=True) if not is_lost]
    kind = _kind(given)
    if kind is None:
        texts = [None if is_lost else str(value) for value, is_lost in zip(known, lost, strict=True)]
        return "mots", (positions, texts), missing
    each = np.zeros(len(known), dtype=kind)
    each[~lost] = given
    if lost.any():
        missing = lost[positions] if missing is None else missing | lost[positions]
    return "booleens" if kind is np.bool_ else "nombres", each[positions], missing


def _kind(objects):
    """What an array of such objects had been, had it had no empty cell: whole numbers and truths are not texts."""
    if objects and all(isinstance(value, (bool, np.bool_)) for value in objects):
        return np.bool_
    whole = all(isinstance(value, (int, np.integer)) and not isinstance(value, bool) for value in objects)
    if objects and whole and all(-(1 << 63) <= value < 1 << 63 for value in objects):
        return np.int64
    return None


def _is_missing(value):
    """None, NaN, NaT, and the NA of pandas, which compares with nothing."""
    if value is None or type(value).__name__ == "NAType":
        return True
    return bool(value != value)


def _native(values):
    """In the order of bytes of this machine, and of a size that Arrow has."""
    if values.dtype == np.float16:
        return values.astype(np.float32)
    return values.astype(values.dtype.newbyteorder("="), copy=False)


def _taken(pieces, scaled):
    """One array of the pieces of a column: objects for words and exact decimals, masked where there is no value."""
    _, _, _, words, decimals, is_date = pieces[0]
    values = [np.asarray(piece[1]) for piece in pieces]
    if words is not None:
        return _shared(words, values)
    values = _whole(values)
    missing = None
    if any(piece[2] is not None for piece in pieces):
        missing = _whole([
            np.zeros(len(np.asarray(piece[1])), bool) if piece[2] is None else np.asarray(piece[2]) for piece in pieces
        ])
    if is_date:
        days = values.astype("datetime64[D]")
        return days if missing is None else np.where(missing, np.datetime64("NaT"), days)
    if decimals and not scaled:
        return _exact(values, missing, decimals)
    return values if missing is None or not missing.any() else np.ma.MaskedArray(values, mask=missing)


def _whole(pieces):
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


def _shared(objects, positions):
    """At each row one of a few objects: none is made for a row."""
    table = np.empty(len(objects), dtype=object)
    table[:] = objects
    out = np.empty(sum(len(piece) for piece in positions), dtype=object)
    start = 0
    for piece in positions:
        np.take(table, piece, out=out[start : start + len(piece)], mode="clip")
        start += len(piece)
    return out


def _exact(values, missing, decimals):
    """Decimals, made once for each amount: a barème has few."""
    positions, rows = (np.asarray(part) for part in _distinct(values))
    amounts = [Decimal(value).scaleb(-decimals) for value in values[rows].tolist()]
    out = _shared(amounts, [positions])
    if missing is not None:
        out[missing] = None
    return out
