"""Arrays of numpy: texts of a fixed width, objects, what is missing, what comes back."""

import datetime
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
        np.array(STATUTS * 2)[::2][[0, 2, 0, 3]][[0, 1, 2, 3]],
        pd.Series(STATUTS, dtype="category").to_numpy(),
        # Equal texts that are not the same objects.
        np.array(["".join(list(text)) for text in STATUTS], dtype=object),
    ],
)
def test_texts_of_every_layout_say_the_same(engine: bareme.Engine, statut: Any) -> None:
    words = dict.fromkeys(statut.tolist())
    texts = [word.decode() if isinstance(word, bytes) else word for word in statut.tolist()]
    assert set(texts) <= set(STATUTS) and words
    verdicts = decide(engine, {"statut": statut})[VERDICT].tolist()
    expected = ["non_eligible" if text == "agent_public" else "indetermine" for text in texts]
    assert verdicts == expected


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
