"""Arrays of numpy: texts of a fixed width, objects, what is missing, what comes back."""

import datetime
import decimal
from decimal import Decimal
from typing import Any

import bareme
import numpy as np
import pandas as pd
import pytest
from conftest import DATE

VERDICT = "bourse_regionale__verdict"


def decide(engine: bareme.Engine, data: Any, **more: Any) -> Any:
    return engine.evaluate_table(data, date=DATE, dispositifs="bourse_regionale", **more)


def same(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return {name: values.tolist() for name, values in left.items()} == {name: values.tolist() for name, values in right.items()}


STATUTS = ["poursuite_scolarite", "agent_public", "poursuite_scolarite", "demandeur_emploi"]


@pytest.mark.parametrize(
    "statut",
    [
        np.array(STATUTS),
        np.array(STATUTS, dtype="<U80"),
        np.array(STATUTS, dtype=">U40"),
        np.array(STATUTS, dtype="S30"),
        np.array(STATUTS, dtype=np.dtypes.StringDType()),
        np.repeat(STATUTS, 2)[::2],
        pd.Series(STATUTS, dtype="category").to_numpy(),
        # Equal texts that are not the same objects.
        np.array(["".join(list(text)) for text in STATUTS], dtype=object),
    ],
)
def test_texts_of_every_layout_say_the_same(engine: bareme.Engine, statut: Any) -> None:
    verdicts = decide(engine, {"statut": statut})[VERDICT].tolist()
    assert verdicts == ["indetermine", "non_eligible", "indetermine", "indetermine"]


def test_objects_are_what_they_are(engine: bareme.Engine) -> None:
    whole = {"age": np.array([20, 14, 20]), "aidant": np.array([True, False, True]), "revenu_brut_global": np.array([5000, 0, 1])}
    objects = {name: values.astype(object) for name, values in whole.items()}
    # Whole numbers among objects stay whole numbers: cents when everything is in cents.
    for scaled in (False, True):
        assert same(decide(engine, objects, scaled=scaled), decide(engine, whole, scaled=scaled))
    exact = {"revenu_brut_global": np.array([Decimal("1.50"), None, Decimal("2")], dtype=object)}
    assert same(decide(engine, exact), decide(engine, {"revenu_brut_global": np.array([1.5, np.nan, 2])}))
    days = [datetime.date(2024, 9, 2), datetime.date(2025, 1, 6)]
    dates = {"date_entree_formation": np.array(days, dtype=object)}
    assert same(decide(engine, dates), decide(engine, {"date_entree_formation": np.array(days, dtype="datetime64[D]")}))


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NA, pd.NaT, np.nan])
def test_an_object_that_says_nothing_is_an_unknown_fact(engine: bareme.Engine, nothing: Any) -> None:
    rows: dict[str, list[Any]] = {"statut": ["agent_public", nothing], "age": [nothing, 14], "aidant": [nothing, True]}
    arrays = {name: np.array(values, dtype=object) for name, values in rows.items()}
    masked = {
        "statut": np.ma.MaskedArray(["agent_public", "agent_public"], mask=[False, True]),
        "age": np.ma.MaskedArray([0, 14], mask=[True, False]),
        "aidant": np.ma.MaskedArray([False, True], mask=[True, False]),
    }
    assert same(decide(engine, arrays), decide(engine, masked))
    empty = {"statut": np.array([nothing, nothing], dtype=object)}
    assert decide(engine, empty)[VERDICT].tolist() == ["indetermine"] * 2


def test_faults_of_texts_name_their_rows(engine: bareme.Engine) -> None:
    for values in (np.array(["autre", "chomeur", "autre", "x"]), np.array(["autre", "chomeur", "autre", "x"], dtype=object)):
        with pytest.raises(bareme.BaremeError) as error:
            decide(engine, {"statut": values})
        assert [finding.place for finding in error.value.findings] == ["/statut/1", "/statut/3"]
    with pytest.raises(bareme.BaremeError, match="à tester"):
        decide(engine, {"statut": np.array(["à tester"])})
    for wrong in (np.array([b"x", 1], dtype=object), np.array([1 << 80], dtype=object), np.array([1j])):
        with pytest.raises(bareme.BaremeError):
            decide(engine, {"age": wrong})


def test_amounts_and_words_come_back_without_an_object_a_row(engine: bareme.Engine, student: dict[str, Any]) -> None:
    count = 70_000
    arrays = {name: np.full(count, value) for name, value in student.items()}
    arrays["age"][1::2] = 14
    out = decide(engine, arrays)
    amounts, words = out["bourse_regionale__montant_annuel"], out[VERDICT]
    # Arrêté du 4 juillet 2024, échelon 5 : 5 212 € par an.
    assert amounts[:2].tolist() == [Decimal("5212.00"), None] and words[:2].tolist() == ["eligible", "non_eligible"]
    assert len({id(amount) for amount in amounts}) == 2 and len({id(word) for word in words}) == 2
    cents = decide(engine, {**arrays, "revenu_brut_global": np.full(count, 2148000), "heures_activite_hebdo": np.full(count, 80),
                            "distance_domicile_formation_km": np.full(count, 64)}, scaled=True)
    assert cents["bourse_regionale__montant_annuel"].dtype.kind == "i"


def told(engine: bareme.Engine, data: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(bareme.BaremeError) as error:
        decide(engine, data, **more)
    assert all(finding.message for finding in error.value.findings)
    return [(finding.place, finding.code) for finding in error.value.findings]


def objects(*values: Any) -> Any:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def test_amounts_are_exact_whatever_the_context_of_the_caller(engine: bareme.Engine, student: dict[str, Any]) -> None:
    arrays = {name: np.array([value]) for name, value in student.items()}
    with decimal.localcontext(prec=3):
        amount = decide(engine, arrays)["bourse_regionale__montant_annuel"][0]
    # Arrêté du 4 juillet 2024, échelon 5 : 5 212 € par an.
    assert str(amount) == "5212.00"


def test_scaled_objects_are_whole_numbers(engine: bareme.Engine) -> None:
    name, wrong = "revenu_brut_global", "type_invalide"
    cents = decide(engine, {name: np.array([500_000, 1])}, scaled=True)
    assert same(decide(engine, {name: objects(500_000, np.int32(1))}, scaled=True), cents)
    assert same(decide(engine, {name: np.ma.MaskedArray(objects(500_000, Decimal("5")), mask=[False, True])}, scaled=True),
                decide(engine, {name: objects(500_000, None)}, scaled=True))
    # Beside whole cents, whatever says euros changes the unit: nothing is decided.
    for other in (Decimal("5000.00"), Decimal(500_000), 5000.5, 5000.0, "5000.00", True):
        assert told(engine, {name: objects(500_000, other, None, other)}, scaled=True) == [(f"/{name}/1", wrong), (f"/{name}/3", wrong)]
    assert told(engine, {name: objects(Decimal(5))}, scaled=True) == [(f"/{name}/0", wrong)]


def test_a_fact_that_is_kept_is_a_fact_all_the_same(engine: bareme.Engine) -> None:
    people = {"age": np.array([14, 20]), "dossier": np.array([1j, 2j])}
    alone = decide(engine, {"age": people["age"]})
    out = decide(engine, people, keep=["dossier", "age"])
    assert out.pop("age") is people["age"] and out.pop("dossier") is people["dossier"]
    assert same(out, alone) and alone[VERDICT].tolist() == ["non_eligible", "indetermine"]


def test_every_fault_of_every_column_comes_at_once(engine: bareme.Engine) -> None:
    hours = np.array(["2024-09-02", "2024-09-02T08", "2024-09-02T09"], dtype="datetime64[h]")
    people = {
        "aidant": np.array(["oui", "non", "oui"]),
        "age": np.array([20, 200, 20]),
        "date_entree_formation": hours,
        "statut": np.array(["autre"]),
        "revenu_brut_global": np.array([1, 2, 3], dtype=np.longdouble),
    }
    assert told(engine, people, keep="dossier") == [
        ("", "fait_inconnu"),
        ("/aidant", "type_invalide"),
        ("/age/1", "hors_bornes"),
        ("/date_entree_formation/1", "type_invalide"),
        ("/date_entree_formation/2", "type_invalide"),
        ("/statut", "longueur_differente"),
        ("/revenu_brut_global", "type_invalide"),
    ]
    many = told(engine, {"date_entree_formation": np.repeat(hours[1:], 20)})
    first = [(f"/date_entree_formation/{row}", "type_invalide") for row in range(10)]
    assert many == [*first, ("/date_entree_formation", "type_invalide")]
    # As many as are told: nothing is left to say.
    assert told(engine, {"date_entree_formation": np.repeat(hours[1:], 10)[5:15]})[10:] == []
    masked = np.ma.MaskedArray(hours, mask=[False, True, True])
    assert len(decide(engine, {"date_entree_formation": masked})[VERDICT]) == 3


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("revenu_brut_global", objects(1, Decimal("sNaN"))),
        ("statut", objects("autre", np.array([1, 2]))),
        ("statut", objects("autre", np.array([np.nan]))),
        ("statut", objects("autre", ["a"])),
        ("statut", np.array([b"autre", "é".encode("latin-1")])),
        ("statut", np.array(["autre", "\ud800"])),
        ("statut", objects("autre", "\ud800")),
        ("age", objects(20, 1 << 80)),
        ("age", objects(20, 20.5)),
    ],
)
def test_what_is_no_value_is_told_with_its_row(engine: bareme.Engine, name: str, values: Any) -> None:
    assert [place for place, _ in told(engine, {name: values})] == [f"/{name}/1"]


def test_bytes_are_texts_in_utf_8(engine: bareme.Engine) -> None:
    for values in (np.array([b"autre", "é".encode()]), objects(b"autre", "é".encode())):
        with pytest.raises(bareme.BaremeError, match="é"):
            decide(engine, {"statut": values})
        assert len(decide(engine, {"statut": values[:1]})[VERDICT]) == 1
