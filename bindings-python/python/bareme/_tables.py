"""Tables of every kind in, the same kind out. Only what the caller already uses is imported."""

import sys
import warnings
from itertools import islice

from . import _native
from ._bar import _Bar
from ._results import _TOLD, BaremeError, BaremeWarning, Finding


def evaluate_table(engine, data, options, progress):
    decided, warned = _evaluate(engine, data, options, progress)
    if warned:
        told = [f"{finding.message} ; {finding.help}" for finding in warned]
        # That of whoever called: between this function and them there is no other of Python.
        warnings.warn("\n".join(told), BaremeWarning, stacklevel=2)
    return decided


def _evaluate(engine, data, options, progress):
    if isinstance(data, dict):
        try:
            from . import _numpy
        except ImportError as error:
            raise ImportError("un dict de colonnes demande numpy : pip install numpy") from error

        return _numpy.evaluate(engine, data, options, progress)
    back = _way_back(data, _handed_on(engine, data, options))
    with _Bar(progress, _length(data)) as bar:
        try:
            table = engine._evaluate_columns(_readable(data), options, bar)
        except (TypeError, ValueError) as error:
            is_of_arrow = type(error).__module__.startswith("pyarrow") or isinstance(error, UnicodeEncodeError)
            findings = _mixed(data) if is_of_arrow and _is_of_pandas(data) else []
            if findings:
                raise BaremeError(findings) from error
            raise
    return back(table), table._warned()


def _handed_on(engine, data, options):
    """Of a frame, which hands its own columns on: under what name, and of what name in the frame."""
    if not _is_frame(data):
        return {}
    names = list(data.columns)
    renamed = options._renamed([str(name) for name in names])
    own = dict(zip(renamed, names, strict=True))
    return {name: own.get(name, name) for name in _native._kept(engine, options, renamed)}


def _is_frame(data):
    return _is_of_pandas(data) or (_library(data) == "polars" and type(data).__name__ == "DataFrame")


def _readable(data):
    """What Arrow can read: an index of pandas is no fact, and polars exports a column without a type in a form of its own."""
    if _is_of_pandas(data):
        twice = data.columns[data.columns.duplicated()].unique()
        if len(twice):
            raise BaremeError([
                Finding("fait_en_double", f"/{name}", f"la colonne `{name}` est donnée deux fois", None, "gardez-en une")
                for name in twice
            ])
        return data.reset_index(drop=True)
    if _library(data) != "polars":
        return data
    polars = sys.modules["polars"]
    if isinstance(data, polars.LazyFrame):
        raise TypeError("une LazyFrame n'est pas encore calculée : appelez .collect() d'abord")
    if isinstance(data, polars.DataFrame) and polars.Null in data.dtypes:
        return data.with_columns(polars.col(polars.Null).cast(polars.String))
    return data


def _library(data):
    return type(data).__module__.partition(".")[0]


def _is_of_pandas(data):
    return _library(data) == "pandas" and type(data).__name__ == "DataFrame"


def _mixed(data):
    """The columns of objects of pandas in which no single type holds every value, and their texts that are none."""
    import pyarrow

    findings = []
    for name in data.columns[data.dtypes == object]:
        try:
            pyarrow.array(data[name], from_pandas=True)
        except UnicodeEncodeError:
            wrong = (row for row, value in enumerate(data[name]) if isinstance(value, str) and not _is_text(value))
            findings += [
                Finding("type_invalide", f"/{name}/{row}", f"`{name}` a un caractère qui ne s'écrit pas en UTF-8", None,
                        "relisez le fichier d'où vient ce texte avec son vrai codage, sans errors=\"surrogateescape\"")
                for row in islice(wrong, _TOLD)
            ]
        except (TypeError, ValueError, pyarrow.ArrowException):
            findings.append(Finding("type_invalide", f"/{name}", f"la colonne `{name}` mêle des valeurs de plusieurs types",
                                    None, "donnez-lui un seul type, par exemple .astype(\"Int64\") ou .astype(\"string\")"))
    return findings


def _is_text(value):
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _length(data):
    """How many rows there are, where somebody has counted them: to count those of a query is to run it."""
    for name in ("height", "num_rows"):
        length = getattr(data, name, None)
        if isinstance(length, int):
            return length
    return len(data) if _library(data) in ("pandas", "bareme") else None


def _way_back(data, keep):
    """What makes a table of the same kind as `data` of one of ours. What is kept is that of `data`: Arrow has not every type."""
    library = _library(data)
    name = type(data).__name__
    module = sys.modules.get(library)
    if library == "polars" and name == "DataFrame":
        return lambda table: module.DataFrame(table._for_frames()).with_columns(data[own].alias(name) for name, own in keep.items())
    if _is_of_pandas(data):
        return lambda table: (
            _frame_of_pandas(module, table).set_axis(data.index, axis=0).assign(**{name: data[own].array for name, own in keep.items()})
        )
    if library == "pyarrow":
        if name == "RecordBatchReader":
            return module.RecordBatchReader.from_stream
        if name == "RecordBatch":
            return lambda table: _one_batch(module, module.table(table))
        return module.table
    if library in ("duckdb", "_duckdb") and name == "DuckDBPyRelation":
        import duckdb
        import pyarrow

        return lambda table: duckdb.from_arrow(pyarrow.table(table))
    return lambda table: table


def _frame_of_pandas(pandas, table):
    """A frame without a column of objects: they are slow, and no one knows what is in them."""
    import pyarrow

    types = pyarrow.types

    def kind(of):
        if types.is_boolean(of):
            return pandas.BooleanDtype()
        # With an empty cell, a whole number would be a float.
        if types.is_int32(of):
            return pandas.Int32Dtype()
        if types.is_int64(of):
            return pandas.Int64Dtype()
        if types.is_decimal(of) or types.is_date(of) or types.is_list(of):
            return pandas.ArrowDtype(of)
        # From its third version on, pandas has texts of its own.
        if types.is_string(of) and int(pandas.__version__.partition(".")[0]) < 3:
            return pandas.StringDtype("pyarrow")
        return None

    read = pyarrow.table(table._for_frames())
    fields = zip(read.column_names, read.schema.types, strict=True)
    words = [name for name, of in fields if types.is_dictionary(of) and types.is_uint8(of.index_type)]
    frame = read.drop_columns(words).to_pandas(types_mapper=kind)
    for name in words:
        frame.insert(read.column_names.index(name), name, _categories(pandas, read[name]))
    frame.attrs.update((name.decode(), value.decode()) for name, value in (read.schema.metadata or {}).items())
    return frame


def _categories(pandas, column):
    """Words as pandas has them; pyarrow takes four times as long when some are missing."""
    import numpy

    whole = column.combine_chunks()
    known = whole.dictionary.drop_null()
    places = whole.indices.fill_null(255).to_numpy()
    codes = numpy.where(places < len(known), places.astype("int8" if len(known) <= 127 else "int16"), -1)
    return pandas.Categorical.from_codes(codes, known.to_pandas())


def _one_batch(pyarrow, table):
    batches = table.combine_chunks().to_batches()
    # A table without a row has no batch.
    return batches[0] if batches else pyarrow.RecordBatch.from_pylist([], schema=table.schema)
