"""Memory that another library lends: whatever it holds, a finding says what is wrong, and nothing is read that is not there."""

import pathlib
from typing import Any

import bareme
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import DATE

LATIN = pathlib.Path(__file__).parent / "files" / "latin1.parquet"


def findings(engine: bareme.Engine, data: Any, **more: Any) -> list[bareme.Finding]:
    with pytest.raises(bareme.BaremeError) as error:
        engine.evaluate_table(data, **{"date": DATE, "dispositifs": "bourse_regionale", **more})
    return error.value.findings


def places(engine: bareme.Engine, data: Any, **more: Any) -> list[tuple[str, str]]:
    return [(finding.place, finding.code) for finding in findings(engine, data, **more)]


def texts(positions: list[int], letters: bytes, kind: pa.DataType | None = None) -> pa.Array:
    """Texts whose memory is written by hand: pyarrow does not look at it."""
    width = np.int64 if kind == pa.large_string() else np.int32
    buffers = [None, pa.py_buffer(np.array(positions, width)), pa.py_buffer(letters)]
    return pa.Array.from_buffers(kind or pa.string(), len(positions) - 1, buffers)


def test_a_file_in_latin_1_is_told_with_its_row(engine: bareme.Engine) -> None:
    # Both libraries read it without a word.
    tables = (pq.read_table(LATIN), pd.read_parquet(LATIN), pd.read_parquet(LATIN, dtype_backend="pyarrow"))
    for table in tables:
        [finding] = findings(engine, table)
        assert (finding.place, finding.code) == ("/statut/1", "type_invalide")
        assert finding.message == "`statut` n'est pas écrit en UTF-8"
        assert "Latin-1" in str(finding.help)


def test_every_layout_of_texts_is_looked_at_and_nothing_else_is_hidden(engine: bareme.Engine) -> None:
    short, large = (texts([0, 1, 2, 3], b"ab\xe9", kind) for kind in (pa.string(), pa.large_string()))
    for column in (short, large, short.dictionary_encode(), large.dictionary_encode(), short.cast(pa.string_view())):
        table = pa.table({"age": pa.array([20, 200, 20]), "statut": column, "autre": [1, 2, 3]})
        assert places(engine, table) == [
            ("/autre", "fait_inconnu"),
            ("/age/1", "hors_bornes"),
            ("/statut/2", "type_invalide"),
        ], column.type
    # A column that is only kept is handed on, and would be read by somebody.
    assert places(engine, pa.table({"d": short, "age": [20] * 3}), keep="d") == [("/d/2", "type_invalide")]
    # The rows are those of the whole table.
    chunks = pa.chunked_array([texts([0, 1], b"a"), short])
    assert places(engine, pa.table({"d": chunks, "age": [20] * 4}), keep="d") == [("/d/3", "type_invalide")]


def test_positions_and_keys_that_lead_elsewhere_are_told(engine: bareme.Engine) -> None:
    for positions, row in (([0, 3, 2], "/1"), ([0, 1 << 30, 2], "/1"), ([0, -5, 2], "/0")):
        [finding] = findings(engine, pa.table({"statut": texts(positions, b"abc")}))
        assert (finding.place, finding.code) == (f"/statut{row}", "table_illisible"), positions
        assert "`statut`" in finding.message and finding.help
    keys = pa.array([0, 7], pa.int8())
    words = pa.DictionaryArray.from_arrays(keys, ["poursuite_scolarite"], safe=False)
    assert places(engine, pa.table({"statut": words})) == [("/statut/1", "table_illisible")]


def test_what_lies_under_an_empty_cell_is_not_looked_at(engine: bareme.Engine) -> None:
    letters = b"poursuite_scolarite\xe9"
    positions = pa.py_buffer(np.array([0, 19, 20], np.int32))
    column = pa.Array.from_buffers(pa.string(), 2, [pa.py_buffer(b"\x01"), positions, pa.py_buffer(letters)])
    told = engine.evaluate_table(pa.table({"statut": column}), date=DATE, dispositifs="bourse_regionale", keep="statut")
    assert told["statut"].to_pylist() == ["poursuite_scolarite", None]


def test_columns_of_types_that_are_not_read_are_told_by_name(engine: bareme.Engine) -> None:
    runs = pa.RunEndEncodedArray.from_arrays([2], [20])
    union = pa.UnionArray.from_sparse(pa.array([0, 0], pa.int8()), [pa.array([20, 20])])
    for column in (runs, union, pa.array([[20], [20]], pa.list_view(pa.int64()))):
        assert places(engine, pa.table({"age": column, "d": ["a", "b"]}), keep="d") == [("/age", "type_invalide")]
    frame = pl.DataFrame({"d": pl.Series([1], dtype=pl.Int128), "age": [20]})
    [finding] = findings(engine, frame, keep="d")
    assert (finding.place, finding.code) == ("/d", "type_invalide") and "_pli128" in finding.message
    # Values that are made of others are handed on as they are.
    for kept in (pa.array([[1]]), pa.array([{"a": 1}]), pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64()))):
        table = pa.table({"d": kept, "age": [20]})
        out = engine.evaluate_table(table, date=DATE, dispositifs="bourse_regionale", keep="d")
        assert out["d"].equals(table["d"]), kept.type


def test_texts_of_python_that_are_none_are_told(engine: bareme.Engine) -> None:
    lone = pd.DataFrame({"statut": pd.Series(["autre", "\ud800"], dtype=object), "age": [20, 20]})
    [finding] = findings(engine, lone)
    assert (finding.place, finding.code) == ("/statut/1", "type_invalide")
    assert "UTF-8" in finding.message
    for wrong in (np.array(["autre", "\ud800"], dtype=object), np.array([b"autre", b"\xe9"])):
        assert places(engine, {"statut": wrong}) == [("/statut/1", "choix_inconnu")]
