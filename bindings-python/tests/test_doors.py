"""The doors of each kind of table: what is asked of it, and what comes back."""

from typing import Any, assert_type

import bareme
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import DATE


def decide(engine: bareme.Engine, data: Any, **more: Any) -> Any:
    return engine.evaluate_table(data, date=DATE, dispositifs="bourse_regionale", **more)


def test_columns_of_pandas_that_have_no_type_are_told(engine: bareme.Engine) -> None:
    mixed = pd.DataFrame({"age": [20, "x"], "statut": ["autre", "autre"], "revenu_brut_global": [1, "y"]}, dtype=object)
    with pytest.raises(bareme.BaremeError) as refused:
        decide(engine, mixed)
    places = [(finding.code, finding.place) for finding in refused.value.findings]
    assert places == [("type_invalide", "/age"), ("type_invalide", "/revenu_brut_global")]
    with pytest.raises(bareme.BaremeError) as refused:
        decide(engine, pd.DataFrame([[20, 21]], columns=["age", "age"]))
    assert [(finding.code, finding.place) for finding in refused.value.findings] == [("fait_en_double", "/age")]


def test_a_nan_is_told_as_one(engine: bareme.Engine) -> None:
    with pytest.raises(bareme.BaremeError, match="une cellule vide dit qu'un fait est inconnu"):
        decide(engine, pl.DataFrame({"revenu_brut_global": [1.0, float("nan")]}))


def test_what_is_kept_is_what_was_given(engine: bareme.Engine) -> None:
    number = 2**60 + 1
    kept = pd.DataFrame(
        {
            "dossier": pd.array([number, None], "Int64"),
            "vu": pd.array([True, None], "boolean"),
            "mois": pd.period_range("2024-09", periods=2, freq="M"),
            "rang": pd.Categorical(["b", "a"], ["b", "a"], ordered=True),
        },
        index=[7, 7],
    )
    names = list(kept.columns)
    out = engine.evaluate_table(kept.assign(age=[20, 21]), date=DATE, dispositifs="bourse_regionale", keep=names)
    pd.testing.assert_frame_equal(out[names], kept)
    assert out.loc[7, "dossier"].iloc[0] == number
    frame = pl.DataFrame({"age": [20, 21], "rang": pl.Series(["b", "a"], dtype=pl.Enum(["b", "a"])), "rien": [None, None]})
    back = engine.evaluate_table(frame, date=DATE, dispositifs="bourse_regionale", keep=["rang", "rien"])
    assert back.select("rang", "rien").equals(frame.select("rang", "rien")) and back.schema["rang"] == frame.schema["rang"]


def test_a_batch_comes_back_as_a_batch_whatever_it_holds(engine: bareme.Engine) -> None:
    columns = decide(engine, pa.table({"age": [20]})).schema
    for ages in ([], [20, 14]):
        batch = decide(engine, pa.record_batch({"age": pa.array(ages, pa.int32())}))
        assert isinstance(batch, pa.RecordBatch) and batch.num_rows == len(ages)
        assert batch.schema.equals(columns, check_metadata=True)


def test_a_column_without_a_type_is_kept_as_it_was(engine: bareme.Engine) -> None:
    frame = pl.DataFrame({"dossier": [None, None], "note": ["a", None], "age": [None, None]})
    out = decide(engine, frame, keep=["note", "dossier", "age"])
    assert out.columns[:3] == ["note", "dossier", "age"]
    assert out.select("note", "dossier", "age").equals(frame.select("note", "dossier", "age"))
    assert out.schema["dossier"] == pl.Null == out.schema["age"]


@pytest.mark.parametrize("progress", [False, True])
def test_a_query_is_run_once(engine: bareme.Engine, progress: bool) -> None:
    connection, calls = duckdb.connect(), 0

    def seen(row: int) -> bool:
        nonlocal calls
        calls += 1
        return row >= 0

    connection.create_function("seen", seen, ["BIGINT"], "BOOLEAN", side_effects=True)
    query = connection.sql("SELECT 20 AS age FROM range(5) t(i) WHERE seen(i)")
    assert len(decide(engine, query, progress=progress).fetchall()) == 5
    assert calls == 5


def test_an_answer_of_duckdb_joins_what_it_came_from_once_both_are_on_one_connection(engine: bareme.Engine) -> None:
    connection = duckdb.connect()
    people = connection.sql("SELECT 1 AS dossier, 20 AS age")
    decided = decide(engine, people, keep="dossier").to_arrow_table()
    joined = connection.sql("SELECT age, bourse_regionale__verdict FROM people JOIN decided USING (dossier)")
    assert decided.num_rows == 1 and joined.fetchall() == [(20, "indetermine")]


def test_the_index_of_pandas_stays(engine: bareme.Engine) -> None:
    frame = pd.DataFrame({"age": [20, 14]}, index=pd.Index([3, 1], name="dossier"))
    assert decide(engine, frame).index.equals(frame.index)


class Stream:
    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__()


def test_a_type_checker_knows_what_comes_back(engine: bareme.Engine) -> None:
    frame = assert_type(engine.evaluate_table(pl.DataFrame({"age": [20]}), date=DATE), pl.DataFrame)
    arrays = assert_type(engine.evaluate_table({"age": np.array([20])}, date=DATE), dict[str, np.ndarray[Any, Any]])
    ages = Stream(pa.table({"age": [20]}))
    table = assert_type(engine.evaluate_table(ages, date=DATE, keep="age", outputs=[]), bareme.Table)
    again = assert_type(engine.evaluate_table(table, date=DATE), bareme.Table)
    for out, kind in ((frame, pl.DataFrame), (arrays, dict), (table, bareme.Table), (again, bareme.Table)):
        assert type(out) is kind


def test_types_are_those_of_the_readme(engine: bareme.Engine) -> None:
    days = {"date_entree_formation": ["2024-09-02", None], "date_fin_formation": ["2025-06-30", None]}
    words, whole = {"dictionary<values=string, indices=uint8, ordered=0>"}, {"int32", "int64"}
    amounts = {f"decimal128(19, {decimals})" for decimals in (1, 2, 4)}
    for scaled in (False, True):
        schema = engine.evaluate_table(pa.table(days), date=DATE, scaled=scaled).schema
        assert str(schema.field("incoherence").type) == "dictionary<values=string, indices=uint16, ordered=0>"
        types = {str(field.type) for field in schema if field.name != "incoherence"}
        assert types >= words | {"bool", "date32[day]"} | (set() if scaled else amounts)
        assert types <= words | {"bool", "date32[day]"} | whole | (set() if scaled else amounts)
    out = engine.evaluate_table({name: np.array(values, dtype="M8[D]") for name, values in days.items()}, date=DATE)
    kinds = {values.dtype.str for values in out.values()}
    assert kinds <= {"|O", "|b1", "<i4", "<i8", "<M8[D]"}
    assert not any(np.ma.isMaskedArray(values) and not values.mask.any() for values in out.values())
