"""Tables of Arrow: what a column may be made of, what is handed on, what is told before anything is decided."""

import datetime
from decimal import Decimal
from typing import Any

import bareme
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import DATE

VERDICT = "bourse_regionale__verdict"
INCOME = "revenu_brut_global"


def decide(engine: bareme.Engine, data: Any, **more: Any) -> Any:
    return engine.evaluate_table(data, **{"date": DATE, "dispositifs": "bourse_regionale", **more})


def findings(engine: bareme.Engine, data: Any, **more: Any) -> list[bareme.Finding]:
    with pytest.raises(bareme.BaremeError) as error:
        decide(engine, data, **more)
    return error.value.findings


def places(engine: bareme.Engine, data: Any, **more: Any) -> list[tuple[str, str]]:
    return [(finding.place, finding.code) for finding in findings(engine, data, **more)]


@pytest.fixture
def cents(engine: bareme.Engine, student: dict[str, Any]) -> dict[str, Any]:
    """The student, scaled by the decimals of each fact."""
    decimals = {fact["nom"]: fact.get("decimales", 0) for fact in engine.facts()}
    return {name: value * 10 ** decimals[name] if decimals[name] else value for name, value in student.items()}


def test_scaled_numbers_with_holes_are_still_whole(engine: bareme.Engine, cents: dict[str, Any]) -> None:
    rows = [cents, {**cents, INCOME: None}]
    expected = decide(engine, pl.DataFrame([cents]), scaled=True)[VERDICT].to_list()
    assert expected == ["eligible"]
    frame = pd.DataFrame(rows)
    for table in (pl.DataFrame(rows), pa.Table.from_pylist(rows), frame.astype({INCOME: "Int64"})):
        assert list(pl.DataFrame(decide(engine, table, scaled=True))[VERDICT]) == [*expected, "indetermine"]
    # Pandas makes floats of whole numbers with an empty cell: they may be cents or euros.
    [finding] = findings(engine, frame, scaled=True)
    assert (finding.place, finding.code) == (f"/{INCOME}", "type_invalide")
    assert "flottants" in finding.message
    assert "multipliés par 100" in str(finding.help) and "Int64" in str(finding.help)


def test_only_whole_numbers_are_scaled(engine: bareme.Engine) -> None:
    for wrong in (
        pa.array([5000.0]),
        pa.array([5000.0], pa.float32()),
        pa.array([Decimal("5000.00")], pa.decimal128(12, 2)),
        pa.array([Decimal(5000)], pa.decimal64(12, 0)),
        pa.array(["5000.00"]),
        pa.array(["5000"]).dictionary_encode(),
    ):
        table = pa.table({INCOME: wrong})
        assert places(engine, table, scaled=True) == [(f"/{INCOME}", "type_invalide")], wrong.type
        decide(engine, table)
    assert places(engine, {INCOME: np.array([500000, Decimal("5000.00")], dtype=object)}, scaled=True) == [
        (f"/{INCOME}/1", "type_invalide")
    ]
    # Without decimals there is nothing to scale.
    income = pa.array([500000, None], pa.int32())
    whole = decide(engine, pa.table({"age": [20, None], INCOME: income}), scaled=True)
    for age in (pa.array([20.0, None]), pa.array([Decimal(20), None]), pa.array(["20", None])):
        assert decide(engine, pa.table({"age": age, INCOME: income}), scaled=True).equals(whole), age.type


def test_a_float_is_an_amount_only_where_it_can_be_no_other(engine: bareme.Engine) -> None:
    amounts = [0.1, 0.29, 21480.57, 83886.06, 83886.07]
    exact = decide(engine, pa.table({INCOME: pa.array([Decimal(str(amount)) for amount in amounts], pa.decimal128(12, 2))}))
    for kind in (pa.float32(), pa.float64()):
        assert decide(engine, pa.table({INCOME: pa.array(amounts, kind)})).equals(exact), kind
    # One and the same float of 32 bits.
    assert np.float32(200000.01) == np.float32(200000.02)
    doubtful = pa.array([1.5, None, 200000.01, 262144.0], pa.float32())
    told = findings(engine, pa.table({INCOME: doubtful}))
    assert [(finding.place, finding.code) for finding in told] == [
        (f"/{INCOME}/2", "type_invalide"),
        (f"/{INCOME}/3", "type_invalide"),
    ]
    assert "flottant trop peu précis" in told[0].message and "64 bits" in str(told[0].help)
    decide(engine, pa.table({INCOME: pa.array([200000.01, 999999.99])}))


def test_chunks_and_slices_say_the_same_with_their_nulls(engine: bareme.Engine) -> None:
    columns: dict[str, Any] = {
        "age": pa.array([20, None, 21, 14, None, 30, 20, None, 22, 16], pa.int16()),
        "statut": pa.array(["autre", None, "poursuite_scolarite", None, "autre"] * 2).dictionary_encode(),
        "handicap_cdaph": pa.array([True, False, None, None, True] * 2),
        INCOME: pa.array([None, 0.1, 200000.01, None, 5.0] * 2, pa.float64()),
        "date_entree_formation": pa.array(["2024-09-02", None, "2025-01-06", None, None] * 2),
    }
    whole = pl.DataFrame(decide(engine, pa.table(columns)))
    for start, count in ((0, 10), (1, 3), (3, 7), (9, 1), (4, 0)):
        part = pa.table({name: column.slice(start, count) for name, column in columns.items()})
        assert pl.DataFrame(decide(engine, part)).equals(whole.slice(start, count)), (start, count)
    chunks = {name: pa.chunked_array([column[:3], column[3:3], column[3:8], column[8:]]) for name, column in columns.items()}
    assert pl.DataFrame(decide(engine, pa.table(chunks))).equals(whole)
    struct = pa.StructArray.from_arrays(list(columns.values()), names=list(columns))
    assert pl.DataFrame(decide(engine, struct[2:7])).equals(whole[2:7])
    assert pl.DataFrame(decide(engine, pa.chunked_array([struct[2:7], struct[7:]]))).equals(whole[2:])


def test_a_row_that_is_null_as_a_whole_is_refused(engine: bareme.Engine) -> None:
    # What lies under it is no fact.
    null = pa.StructArray.from_arrays([pa.array([20, 14])], names=["age"], mask=pa.array([False, True]))
    first = pa.array([{"age": 20}] * 3)
    for table in (null, pa.chunked_array([null]), pa.array([{"age": 20}, None])):
        with pytest.raises(ValueError, match="la ligne 1 de la table est nulle"):
            decide(engine, table)
    with pytest.raises(ValueError, match="la ligne 4 de la table est nulle"):
        decide(engine, pa.chunked_array([first, null]))


def test_kept_columns_are_as_they_were(engine: bareme.Engine) -> None:
    fields = [
        pa.field("numero", pa.int64(), nullable=False, metadata={"a": "b"}),
        pa.field("cle", pa.uuid()),
        pa.field("age", pa.int64()),
    ]
    table = pa.table([pa.array([1, 2]), pa.array([b"0" * 16, None], pa.uuid()), pa.array([20, 14])], schema=pa.schema(fields))
    kept = decide(engine, table, keep=["cle", "numero"])
    for name, field in (("cle", fields[1]), ("numero", fields[0])):
        assert kept.schema.field(name).equals(field, check_metadata=True)
        assert kept[name].equals(table[name])
    frame = pl.DataFrame({"d": pl.Series(["a", None], dtype=pl.Enum(["a", "b"])), "age": [20, 21]})
    assert decide(engine, frame, keep="d").schema["d"] == pl.Enum(["a", "b"])


def test_a_fact_that_is_kept_is_a_fact_still(engine: bareme.Engine) -> None:
    decided = decide(engine, pl.DataFrame({"age": [14, None]}), keep="age")
    assert decided["age"].to_list() == [14, None]
    assert decided[VERDICT].to_list() == ["non_eligible", "indetermine"]
    assert places(engine, pl.DataFrame({"age": [200]}), keep="age") == [("/age/0", "hors_bornes")]


def test_a_name_is_that_of_one_column(engine: bareme.Engine) -> None:
    data: dict[str, Any] = {"incoherence": ["a"], VERDICT: ["b"], "age": [20]}
    arrays = {name: np.array(values) for name, values in data.items()}
    for table in (pa.table(data), pl.DataFrame(data), arrays):
        told = findings(engine, table, keep=["incoherence", VERDICT])
        assert [(finding.place, finding.code) for finding in told] == [("", "identifiant_en_double")] * 2
        assert "`incoherence`" in told[0].message and "renommez" in str(told[0].help)
    # Columns that are not given back take no name.
    kept = decide(engine, pa.table(data), keep=["incoherence", VERDICT], outputs="condition")
    assert kept.column_names == ["incoherence", VERDICT, "bourse_regionale__condition"]
    twice = pa.table([pa.array(["a"]), pa.array(["b"]), pa.array([20])], names=["d", "d", "age"])
    assert places(engine, twice, keep="d") == [("", "identifiant_en_double")]
    once = decide(engine, pa.table({"d": ["a"], "age": [20]}), keep=["d", "d"])
    assert once.column_names.count("d") == 1


def test_everything_that_is_wrong_is_told_at_once(engine: bareme.Engine) -> None:
    wrong = pl.DataFrame({"agee": [1, 2], "age": [200, 20], "statut": ["autre", "rien"]})
    assert places(engine, wrong, keep="dossier", outputs="verdit") == [
        ("/agee", "fait_inconnu"),
        ("", "fait_inconnu"),
        ("", "reference_inconnue"),
        ("/age/0", "hors_bornes"),
        ("/statut/1", "choix_inconnu"),
    ]
    assert places(engine, wrong, date="2024-13-01", dispositifs=["bourse", "bourse_regionale"]) == [
        ("", "date_invalide"),
        ("", "dispositif_inconnu"),
        ("/agee", "fait_inconnu"),
        ("/age/0", "hors_bornes"),
        ("/statut/1", "choix_inconnu"),
    ]
    # What is wrong with the request alone refuses a table that is right.
    good = pl.DataFrame({"age": [20]})
    assert places(engine, good, dispositifs="bourse") == [("", "dispositif_inconnu")]
    assert places(engine, good, date="hier") == [("", "date_invalide")]


def test_the_cause_is_told_of_what_cannot_be_read(engine: bareme.Engine) -> None:
    def batches(error: BaseException) -> pa.RecordBatchReader:
        def produced() -> Any:
            yield pa.record_batch({"age": [20]})
            raise error

        return pa.RecordBatchReader.from_batches(pa.schema([("age", pa.int64())]), produced())

    with pytest.raises(ValueError, match="disque"):
        decide(engine, batches(OSError("disque")))
    with pytest.raises(KeyboardInterrupt):
        decide(engine, batches(KeyboardInterrupt()))
    for argument in ("keep", "outputs", "dispositifs"):
        with pytest.raises(ZeroDivisionError):
            decide(engine, pa.table({"age": [20]}), **{argument: (1 / 0 for _ in range(1))})
        with pytest.raises(TypeError, match=f"`{argument}` est un (nom|identifiant)"):
            decide(engine, pa.table({"age": [20]}), **{argument: [3]})


@pytest.mark.parametrize(
    ("name", "column", "told", "help"),
    [
        ("age", pa.array([20.0], pa.float16()), "flottants de 16 bits", "entiers"),
        (INCOME, pa.array([20.0], pa.float16()), "flottants de 16 bits", "flottants de 64 bits"),
        (INCOME, pa.array([1], pa.decimal256(40, 2)), "décimaux de 256 bits", "décimaux"),
        ("age", pa.array([[20]]), "listes", "entiers"),
        ("age", pa.array([{"a": 1}]), "structures", "entiers"),
        ("statut", pa.array([b"autre"]), "données binaires", "textes"),
        ("date_entree_formation", pa.array([datetime.time(8)]), "durées ou d'heures", "dates"),
    ],
)
def test_a_type_is_told_with_what_to_do(engine: bareme.Engine, name: str, column: pa.Array, told: str, help: str) -> None:
    [finding] = findings(engine, pa.table({name: column}))
    assert finding.place == f"/{name}" and finding.message.endswith(f"est faite de {told}")
    assert help in str(finding.help)


def test_an_hour_in_a_column_of_dates_is_told(engine: bareme.Engine) -> None:
    for kind in (pa.timestamp("ns"), pa.timestamp("s")):
        hours = pa.array([datetime.datetime(2024, 9, 2), None, datetime.datetime(2024, 9, 2, 8)], kind)
        [finding] = findings(engine, pa.table({"date_entree_formation": hours}))
        assert (finding.place, finding.code) == ("/date_entree_formation/2", "type_invalide")
        assert finding.message == "`date_entree_formation` a une heure" and finding.help == "donnez des dates, sans heure"
