"""What is not known exactly, what the person does not know, what is supposed meanwhile."""

import datetime
from decimal import Decimal
from typing import Any

import bareme
import numpy as np
import polars as pl
import pytest
from conftest import DATE

ENTRY = "2027-09-01"


def bursary(engine: bareme.Engine, dossier: dict[str, Any]) -> bareme.Decision:
    return engine.evaluate(dossier, date=DATE, dispositifs="bourse_regionale")["bourse_regionale"]


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ({"age": {"min": 26}}, '{"age": {"min": 26}}'),
        ({"age": {"min": 20, "max": np.int64(20)}}, '{"age": 20}'),
        ({"age": {"min": None, "max": 40}}, '{"age": {"max": 40}}'),
        ({"revenu_brut_global": {"max": Decimal("265.00")}}, '{"revenu_brut_global": {"max": "265.00"}}'),
        (
            {"date_entree_formation": {"min": datetime.date(2024, 9, 2)}},
            '{"date_entree_formation": {"min": "2024-09-02"}}',
        ),
        (
            {"statut": {"parmi": ("salarie_prive", "demandeur_emploi")}},
            '{"statut": {"parmi": ["demandeur_emploi", "salarie_prive"]}}',
        ),
        ({"ne_sait_pas": {"age"}, "statut": "salarie_prive"}, '{"statut": "salarie_prive", "ne_sait_pas": ["age"]}'),
        ({"ne_sait_pas": None}, "{}"),
    ],
)
def test_what_a_mapping_says_is_what_the_json_says(engine: bareme.Engine, given: dict[str, Any], same: str) -> None:
    assert engine.evaluate(given, date=DATE).json() == engine.evaluate(same, date=DATE).json()


@pytest.mark.parametrize(
    ("given", "place", "code"),
    [
        ({"age": {"min": 40, "max": 20}}, "/age", "valeur_invalide"),
        ({"age": {}}, "/age", "type_invalide"),
        ({"age": {"min": None}}, "/age", "type_invalide"),
        ({"age": {"de": 20}}, "/age", "type_invalide"),
        ({"age": {"min": 2}}, "/age", "hors_bornes"),
        ({"age": {"min": {"min": 20}}}, "/age", "type_invalide"),
        ({"statut": {"parmi": "salarie_prive"}}, "/statut", "type_invalide"),
        ({"statut": {"parmi": ["chomeur"]}}, "/statut", "choix_inconnu"),
        ({"indemnise_are": {"min": True}}, "/indemnise_are", "type_invalide"),
        ({"ne_sait_pas": "age"}, "/ne_sait_pas", "type_invalide"),
        ({"ne_sait_pas": ["agee"]}, "/ne_sait_pas/0", "fait_inconnu"),
        ({"ne_sait_pas": ["age"], "age": 20}, "/age", "fait_en_double"),
    ],
)
def test_what_says_nothing_is_refused(engine: bareme.Engine, given: dict[str, Any], place: str, code: str) -> None:
    with pytest.raises(bareme.BaremeError) as error:
        engine.evaluate(given, date=DATE)
    assert [(finding.place, finding.code) for finding in error.value.findings] == [(place, code)]


def test_whatever_the_value_between_the_ends_the_verdict_is_the_same(
    engine: bareme.Engine, student: dict[str, Any]
) -> None:
    # Arrêté du 4 juillet 2024 : au-dessus du plafond de l'échelon 0bis, quels que soient les points.
    rich = {**student, "revenu_brut_global": {"min": 500_000}}
    assert bursary(engine, rich).verdict == "non_eligible"
    poor = {**student, "revenu_brut_global": {"max": 265}, "autres_enfants_superieur": 0, "autres_enfants_a_charge": 0}
    assert bursary(engine, poor).droits.echelon == "7"


def test_an_interview_says_what_to_ask_and_what_is_supposed(engine: bareme.Engine) -> None:
    first = engine.interview({}, date=ENTRY)
    assert first.questions == engine.next_questions({}, date=ENTRY)
    assert first.left >= 1
    asked = first.questions[0]["nom"]
    later = engine.interview({"ne_sait_pas": [asked]}, date=ENTRY)
    assert asked not in [question["nom"] for question in later.questions]
    for supposed in first.suppositions:
        assert supposed.phrase and supposed.fait in {fact["nom"] for fact in engine.facts()}


def test_under_reserve_rests_on_what_it_supposes(engine: bareme.Engine) -> None:
    answer = engine.evaluate({"age": 20, "diplome_vise": "infirmier", "date_entree_formation": ENTRY}, date=ENTRY)
    told = answer.to_dict()["decisions"]
    reserved = 0
    for decision in answer.values():
        reserve, same = decision.under_reserve, told[decision.id].get("sous_reserve")
        assert (reserve is None) == (same is None)
        if reserve is None:
            continue
        reserved += 1
        assert reserve.verdict == same["verdict"]
        assert set(reserve.droits) == set(same["droits"])
        assert set(reserve.bornes) == set(same["bornes"])
        assert [one.fait for one in reserve.suppositions] == [one["fait"] for one in same["suppositions"]]
        assert reserve.suppositions
    assert reserved


def test_columns_of_ends_are_decided_as_dossiers(engine: bareme.Engine) -> None:
    rows: dict[str, list[Any]] = {
        "statut": ["poursuite_scolarite"] * 4,
        "age.min": [16, None, 20, None],
        "age.max": [18, 30, 20, None],
        "revenu_brut_global.min": [Decimal("35086.01"), Decimal("0.00"), None, Decimal("1.00")],
    }
    for frame in (pl.DataFrame(rows), {"age.min": np.array([16.0, np.nan, 20.0, np.nan])}):
        table = engine.evaluate_table(frame, date=DATE, dispositifs="bourse_regionale")
        verdicts = list(table["bourse_regionale__verdict"])
        given = frame.to_dict(as_series=False) if isinstance(frame, pl.DataFrame) else {"age.min": rows["age.min"]}
        for row, verdict in enumerate(verdicts):
            dossier: dict[str, Any] = {}
            for name, values in given.items():
                fact, _, end = name.partition(".")
                if values[row] is not None:
                    dossier[fact] = {**dossier.get(fact, {}), end: values[row]} if end else values[row]
            assert bursary(engine, dossier).verdict == verdict, dossier


def test_columns_of_ends_at_fault_are_told_with_their_row(engine: bareme.Engine) -> None:
    frame = pl.DataFrame({"age.min": [20, 40, 2], "age.max": [30, 30, 30]})
    with pytest.raises(bareme.BaremeError) as error:
        engine.evaluate_table(frame, date=DATE)
    told = [(finding.place, finding.code) for finding in error.value.findings]
    assert told == [("/age.min/2", "hors_bornes"), ("/age.min/1", "valeur_invalide")]
    with pytest.raises(bareme.BaremeError) as error:
        engine.evaluate_table(pl.DataFrame({"age": [20], "age.max": [30], "statut.min": ["salarie_prive"]}), date=DATE)
    told = [(finding.place, finding.code) for finding in error.value.findings]
    assert told == [("/age.max", "fait_en_double"), ("/statut.min", "type_invalide")]
