"""Many dossiers: every kind of table, the rows that are at fault, what stays exact."""

import _thread
import datetime
from collections import defaultdict
from decimal import Decimal
from typing import Any

import bareme
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from bareme._native import TableOptions
from conftest import DATE

ROWS: dict[str, list[Any]] = {
    "statut": ["poursuite_scolarite", "agent_public", None, "poursuite_scolarite"],
    "age": [20, 21, 14, 30],
    "revenu_brut_global": [21480.5, 0.0, 40000.0, 0.01],
    "formation_autorisee_region": [True, True, True, False],
    "handicap_cdaph": [False, False, True, None],
}
VERDICT = "bourse_regionale__verdict"


def decide(engine: bareme.Engine, data: Any, **more: Any) -> Any:
    return engine.evaluate_table(data, date=DATE, dispositifs="bourse_regionale", **more)


def members_of(engine: bareme.Engine, name: str) -> list[str]:
    fact = next(fact for fact in engine.facts() if fact["nom"] == name)
    return [member["nom"] for member in fact["valeurs"]]


def refused(engine: bareme.Engine, data: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(bareme.BaremeError) as error:
        decide(engine, data, **more)
    return [(finding.place, finding.code) for finding in error.value.findings]


def test_the_same_kind_comes_back_with_the_same_decisions(engine: bareme.Engine) -> None:
    frame = pl.DataFrame(ROWS)
    expected = decide(engine, frame)
    assert isinstance(expected, pl.DataFrame)
    assert expected[VERDICT].to_list() == ["indetermine", "non_eligible", "non_eligible", "non_eligible"]
    assert expected["bourse_regionale__condition"].to_list() == [
        None,
        "hors_fonction_publique",
        "age",
        "formation_autorisee",
    ]
    table = pa.table(ROWS)
    assert pl.DataFrame(decide(engine, table)).equals(expected) and isinstance(decide(engine, table), pa.Table)
    batch = decide(engine, table.to_batches()[0])
    assert isinstance(batch, pa.RecordBatch) and batch.num_rows == 4
    assert isinstance(decide(engine, table.to_reader()), pa.RecordBatchReader)
    pandas = decide(engine, pd.DataFrame(ROWS, index=[7, 8, 9, 10]))
    assert isinstance(pandas, pd.DataFrame) and list(pandas.index) == [7, 8, 9, 10]
    assert list(pandas[VERDICT]) == expected[VERDICT].to_list()
    relation = decide(engine, duckdb.from_arrow(table))
    assert isinstance(relation, duckdb.DuckDBPyRelation)
    assert [row[1] for row in relation.fetchall()] == expected[VERDICT].to_list()
    arrays = decide(engine, {name: np.array(values) for name, values in ROWS.items() if name != "handicap_cdaph"})
    assert list(arrays[VERDICT]) == expected[VERDICT].to_list()


def test_a_row_is_decided_as_one_dossier(engine: bareme.Engine, student: dict[str, Any]) -> None:
    decision = engine.evaluate(student, date=DATE)["bourse_regionale"]
    row = decide(engine, pl.DataFrame([student])).row(0, named=True)
    assert row[VERDICT] == decision.verdict
    for name, value in decision.droits.items():
        assert row[f"bourse_regionale__{name}"] == value
    whole = decide(engine, {name: np.array([value]) for name, value in student.items()}, scaled=False)
    assert whole["bourse_regionale__montant_annuel"].tolist() == [Decimal("5212.00")]


def test_scaled_numbers_are_whole_in_both_directions(engine: bareme.Engine, student: dict[str, Any]) -> None:
    decimals = {f["nom"]: f.get("decimales", 0) for f in engine.facts()}
    cents = {k: v * 10 ** decimals[k] if decimals.get(k) else v for k, v in student.items()}
    frame = decide(engine, pl.DataFrame([cents]), scaled=True)
    assert frame["bourse_regionale__montant_annuel"].to_list() == [521200]
    field = decide(engine, pa.table({k: [v] for k, v in cents.items()}), scaled=True).schema.field(
        "bourse_regionale__montant_annuel"
    )
    assert field.metadata == {b"decimales": b"2"}
    arrays = decide(engine, {k: np.array([v]) for k, v in cents.items()}, scaled=True)
    assert arrays["bourse_regionale__montant_annuel"].tolist() == [521200]


def test_every_layout_of_a_column_says_the_same(engine: bareme.Engine) -> None:
    expected = decide(engine, pl.DataFrame(ROWS))
    income = [Decimal(str(value)) for value in ROWS["revenu_brut_global"]]
    # The words of a dictionary in the order of the members, in another one, and with one that no row has.
    members = members_of(engine, "statut")
    dictionaries = [
        pa.DictionaryArray.from_arrays(pa.array([value and words.index(value) for value in ROWS["statut"]], keys), words)
        for words in (members, members[::-1], ["chomeur", *members])
        for keys in (pa.uint8(), pa.int8(), pa.uint32(), pa.int64())
    ]
    layouts: list[dict[str, Any]] = [
        *({"statut": dictionary} for dictionary in dictionaries),
        {"revenu_brut_global": pa.array(income, pa.decimal128(12, 2))},
        {"revenu_brut_global": pa.array(income, pa.decimal128(12, 4))},
        {"revenu_brut_global": pa.array(income, pa.decimal64(12, 2))},
        {"revenu_brut_global": pa.array([str(value) for value in income])},
        {"statut": pa.array(ROWS["statut"]).dictionary_encode()},
        {"statut": pa.array(ROWS["statut"], pa.large_string())},
        {"statut": pa.array(ROWS["statut"], pa.string_view())},
        {"age": pa.array(ROWS["age"], pa.uint8())},
        {"age": pa.array(ROWS["age"], pa.int32())},
        {"age": pa.array(ROWS["age"], pa.float32())},
    ]
    for layout in layouts:
        table = pa.table({**{name: pa.array(values) for name, values in ROWS.items()}, **layout})
        assert pl.DataFrame(decide(engine, table)).equals(expected), layout
        # A slice, and several pieces: rows are found where they are.
        cut = pa.concat_tables([table.slice(0, 1), table.slice(1, 2), table.slice(3)])
        assert pl.DataFrame(decide(engine, cut)).equals(expected), layout


def test_what_lies_under_an_empty_row_of_a_dictionary_does_not_matter(engine: bareme.Engine) -> None:
    members = members_of(engine, "statut")
    expected = decide(engine, pl.DataFrame({"statut": ["salarie_prive", None], "age": [20, 20]}))
    for kind, key in ((pa.uint8(), 255), (pa.int8(), -1), (pa.int16(), 300), (pa.uint32(), 1), (pa.int64(), -9)):
        keys = pa.array([members.index("salarie_prive"), key], kind)
        valid = pa.array([True, False]).buffers()[1]
        under = pa.Array.from_buffers(kind, 2, [valid, keys.buffers()[1]])
        statut = pa.DictionaryArray.from_arrays(under, members, safe=False)
        table = pa.table({"statut": statut, "age": pa.array([20, 20])})
        assert pl.DataFrame(decide(engine, table)).equals(expected), kind


def test_a_table_is_decided_as_by_a_new_engine_whatever_was_asked_before(engine: bareme.Engine) -> None:
    asked = [(day, ids) for day in ("2023-09-04", DATE) for ids in ("bourse_regionale", ["bourse_regionale"], None)]
    tables = [pl.DataFrame(ROWS), pl.DataFrame({"age": ROWS["age"]})]
    for day, ids in [*asked, *asked[::-1]]:
        for table in tables:
            options: dict[str, Any] = {"date": day, "dispositifs": ids}
            expected = bareme.pays_de_la_loire().evaluate_table(table, **options)
            assert engine.evaluate_table(table, **options).equals(expected), (day, ids)


def test_dates_come_in_every_form(engine: bareme.Engine) -> None:
    days = [datetime.date(2024, 9, 2), None, datetime.date(2025, 1, 6)]
    expected = decide(engine, pl.DataFrame({"date_entree_formation": days}))
    for column in (
        pa.array(days).cast(pa.date64()),
        pa.array(days).cast(pa.timestamp("ns")),
        pa.array([None if day is None else day.isoformat() for day in days]),
    ):
        assert pl.DataFrame(decide(engine, pa.table({"date_entree_formation": column}))).equals(expected)
    arrays = decide(engine, {"date_entree_formation": np.array(days, dtype="datetime64[ns]")})
    assert list(arrays[VERDICT]) == expected[VERDICT].to_list()
    hour = np.array(["2024-09-02T08"], dtype="datetime64[h]")
    assert refused(engine, {"date_entree_formation": hour}) == [("/date_entree_formation/0", "type_invalide")]


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("agee", [1], [("/agee", "fait_inconnu")]),
        ("age", [20, 200, -1], [("/age/1", "hors_bornes"), ("/age/2", "hors_bornes")]),
        ("age", [20.0, 20.5], [("/age/1", "decimales_en_trop")]),
        ("revenu_brut_global", [0.1, 1.005], [("/revenu_brut_global/1", "decimales_en_trop")]),
        ("statut", ["autre", "chomeur"], [("/statut/1", "choix_inconnu")]),
        ("statut", [1], [("/statut", "type_invalide")]),
        ("aidant", ["oui"], [("/aidant", "type_invalide")]),
        ("date_entree_formation", ["2024-02-30"], [("/date_entree_formation/0", "date_invalide")]),
        ("revenu_brut_global", ["1250.5", "18.250"], [("/revenu_brut_global/1", "nombre_ambigu")]),
        ("revenu_brut_global", ["1250.5", "18,250"], [("/revenu_brut_global/1", "nombre_ambigu")]),
        ("revenu_brut_global", ["1250.5", "1250.500"], [("/revenu_brut_global/1", "decimales_en_trop")]),
    ],
)
def test_the_first_rows_at_fault_are_told(
    engine: bareme.Engine, column: str, values: list[Any], expected: list[tuple[str, str]]
) -> None:
    assert refused(engine, pl.DataFrame({column: values})) == expected
    assert refused(engine, {column: np.array(values)}) == expected


def test_types_are_told_in_the_words_of_an_analyst(engine: bareme.Engine) -> None:
    aware = datetime.datetime(2024, 9, 2, tzinfo=datetime.timezone.utc)
    for name, values, told in (
        ("aidant", ["oui"], "est faite de textes"),
        ("aidant", [1], "est faite de nombres entiers"),
        ("age", [True], "est faite de booléens"),
        ("statut", [1.5], "est faite de flottants"),
        ("date_entree_formation", [aware], "est faite de dates avec une heure et un fuseau"),
    ):
        assert told in str(pytest.raises(bareme.BaremeError, decide, engine, pl.DataFrame({name: values})).value)


def test_faults_of_several_columns_and_pieces_come_together(engine: bareme.Engine) -> None:
    good, bad = pa.table({"age": [20], "statut": ["autre"]}), pa.table({"age": [200], "statut": ["rien"]})
    # A column that cannot be read does not hide what is wrong with another.
    both = pa.concat_tables([good, bad])
    assert refused(engine, both) == [("/age/1", "hors_bornes"), ("/statut/1", "choix_inconnu")]
    many = pl.DataFrame({"age": [300] * 40, "distance_domicile_formation_km": [-5] * 40})
    told = refused(engine, many)
    # That there are others is said, once for the whole table.
    assert [place for place, _ in told if place.startswith("/age")] == [*(f"/age/{row}" for row in range(10)), "/age"]
    assert len(told) == 22
    pieces = pa.concat_tables([pa.table({"age": [300] * 6})] * 2 + [pa.table({"age": [20] * 5})])
    assert refused(engine, pieces)[10:] == [("/age", "hors_bornes")]
    assert len(refused(engine, pieces.slice(2))) == 10
    words = pl.DataFrame({"statut": ["rien"] * 11})
    assert refused(engine, words)[10:] == [("/statut", "choix_inconnu")]


def test_other_columns_are_kept_only_when_named(engine: bareme.Engine) -> None:
    frame = pl.DataFrame({"dossier": ["a", "b"], "age": [20, 21]})
    assert decide(engine, frame, keep="dossier")["dossier"].to_list() == ["a", "b"]
    assert "keep=[" in str(pytest.raises(bareme.BaremeError, decide, engine, frame).value)
    arrays = {"dossier": np.array(["a", "b"]), "age": np.array([20, 21])}
    assert decide(engine, arrays, keep=["dossier"])["dossier"].tolist() == ["a", "b"]
    assert refused(engine, frame, keep=["dossier", "autre"]) == [("", "fait_inconnu")]


def test_numpy_says_what_is_missing_with_masks_and_nan(engine: bareme.Engine) -> None:
    expected = decide(engine, pl.DataFrame({"age": [20, None], "revenu_brut_global": [1.5, None]}))
    arrays = {"age": np.ma.MaskedArray([20, 0], mask=[False, True]), "revenu_brut_global": np.array([1.5, np.nan])}
    assert list(decide(engine, arrays)[VERDICT]) == expected[VERDICT].to_list()
    strided = {"age": np.array([20, 0, 21, 0])[::2], "revenu_brut_global": np.array([1, 2], dtype=">i4")}
    assert len(decide(engine, strided)[VERDICT]) == 2
    assert refused(engine, {"age": np.array([20, 21]), "statut": np.array(["autre"])})[0][1] == "longueur_differente"


def test_a_row_that_contradicts_itself_is_not_decided(engine: bareme.Engine) -> None:
    days = {"date_entree_formation": ["2024-09-02", "2024-09-02"], "date_fin_formation": ["2025-06-30", "2024-01-01"]}
    out = decide(engine, pl.DataFrame(days))
    assert out["incoherence"].is_null().to_list() == [True, False]
    assert "le dossier dit le contraire de « La formation finit" in out["incoherence"].cast(pl.String)[1]
    # Nothing is said of it, not even that nothing is missing.
    for name in out.columns:
        assert name == "incoherence" or out[name][1] is None, name
    assert out[VERDICT][0] is not None and out["bourse_regionale__manquants"][0] is True


def test_empty_tables_have_their_columns(engine: bareme.Engine) -> None:
    names = decide(engine, pl.DataFrame({"age": [20]})).columns
    for empty in (pl.DataFrame({"age": []}), pl.DataFrame(schema={"age": pl.Int32}), pa.table({"age": pa.array([], pa.int8())})):
        assert pl.DataFrame(decide(engine, empty)).columns == names
    assert len(decide(engine, {"age": np.array([], dtype=int)})[VERDICT]) == 0
    nothing = decide(engine, pl.DataFrame({"age": [None, None]}))
    assert nothing[VERDICT].to_list() == ["indetermine"] * 2


def test_hostile_objects_are_refused(engine: bareme.Engine) -> None:
    class Liar:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return 3

    for wrong in (3, "age", [1, 2], Liar(), pa.array([1, 2])):
        with pytest.raises((TypeError, ValueError)):
            decide(engine, wrong)
    for column in (pl.Series("age", [20]), pd.Series([20], name="age"), pa.chunked_array([[20]])):
        with pytest.raises(TypeError, match="une table est attendue, et c'est une seule colonne"):
            decide(engine, column)
    with pytest.raises(TypeError, match=r"appelez \.collect\(\) d'abord"):
        decide(engine, pl.LazyFrame({"age": [20]}))
    assert refused(engine, {"age": 20}) == [("/age", "longueur_differente")]
    used = pa.table({"age": [20]}).to_reader()
    capsule = used.__arrow_c_stream__()

    class Once:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return capsule

    decide(engine, Once())
    with pytest.raises((TypeError, ValueError)):
        decide(engine, Once())


def test_the_keyboard_stops_long_work(engine: bareme.Engine) -> None:
    # Ctrl-C at the first news of the work, which waits for whoever looks at the keyboard: no Python runs in between.
    seen: defaultdict[int, None] = defaultdict(_thread.interrupt_main)
    table = pa.table({"age": pa.array(np.full(1 << 20, 20, dtype=np.int32))})
    with pytest.raises(KeyboardInterrupt):
        engine._evaluate_columns(table, TableOptions(date=DATE, threads=1), seen.__getitem__)
    [done] = seen
    assert done < len(table)


@pytest.mark.parametrize(("threads", "least"), [(1, 10), (2, 1)])
def test_progress_counts_every_row(engine: bareme.Engine, threads: int, least: int) -> None:
    seen: list[int] = []
    table = pa.table({"age": pa.array(np.full((1 << 20) + 5, 20, dtype=np.int32))})
    options = TableOptions(date=DATE, dispositifs="bourse_regionale", threads=threads)
    engine._evaluate_columns(table, options, seen.append)
    assert len(seen) > least and seen == sorted(seen) and seen[-1] == (1 << 20) + 5


def test_an_error_of_the_progress_bar_stops_the_work(engine: bareme.Engine) -> None:
    def full(_: int) -> None:
        raise OSError("plus de place")

    table = pa.table({"age": pa.array(np.full(1 << 20, 20, dtype=np.int32))})
    with pytest.raises(OSError, match="plus de place"):
        engine._evaluate_columns(table, TableOptions(date=DATE, threads=2), full)
