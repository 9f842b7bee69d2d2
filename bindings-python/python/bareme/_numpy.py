"""A dict of numpy arrays: what Arrow has and numpy has not is a mask, a text or a date."""

from decimal import Decimal

import numpy as np

from ._native import _arrays, _table_of
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
        table = engine._evaluate_columns(_table_of(given, rows), options, [], (scaled, True), bar)
    pieces = _arrays(table)
    out = {name: arrays[name] for name in keep}
    for columns in zip(*pieces, strict=True):
        out[columns[0][0]] = _taken(columns, scaled)
    return out


def _rows(arrays):
    lengths = {name: values.shape for name, values in arrays.items()}
    first = next(iter(lengths.values()), (0,))
    wrong = [name for name, shape in lengths.items() if shape != first or len(shape) != 1]
    if wrong:
        raise BaremeError([
            Finding("longueur_differente", f"/{name}", f"la colonne `{name}` est de forme {lengths[name]}", None,
                    f"donnez à chaque colonne une valeur par dossier, comme {first}")
            for name in wrong
        ])
    return first[0]


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
    texts = [None if _is_missing(value) else str(value) for value in values.tolist()]
    return "textes", texts, missing


def _is_missing(value):
    return value is None or value != value


def _native(values):
    """In the order of bytes of this machine, and of a size that Arrow has."""
    if values.dtype == np.float16:
        return values.astype(np.float32)
    return values.astype(values.dtype.newbyteorder("="), copy=False)


def _taken(columns, scaled):
    """One array of the pieces of a column: objects for words, dates and exact decimals, masked where there is no value."""
    _, _, _, words, decimals, is_date = columns[0]
    values = _whole([np.asarray(column[1]) for column in columns])
    masks = [None if column[2] is None else np.asarray(column[2]) for column in columns]
    missing = None
    if any(mask is not None for mask in masks):
        missing = _whole([
            np.zeros(len(np.asarray(column[1])), bool) if mask is None else mask
            for column, mask in zip(columns, masks, strict=True)
        ])
    if words is not None:
        names = np.array([*words, None], dtype=object)
        return names[values if missing is None else np.where(missing, len(words), values)]
    if is_date:
        days = values.astype("datetime64[D]")
        return days if missing is None else np.where(missing, np.datetime64("NaT"), days)
    if decimals and not scaled:
        return _exact(values, missing, decimals)
    return values if missing is None or not missing.any() else np.ma.MaskedArray(values, mask=missing)


def _whole(pieces):
    return pieces[0] if len(pieces) == 1 else np.concatenate(pieces)


def _exact(values, missing, decimals):
    """Decimals, made once for each amount: a barème has few."""
    known, positions = np.unique(values, return_inverse=True)
    amounts = np.array([Decimal(int(value)).scaleb(-decimals) for value in known] + [None], dtype=object)
    return amounts[positions if missing is None else np.where(missing, len(known), positions)]
