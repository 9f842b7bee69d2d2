"""What an answer says beyond verdicts and droits, as the JSON says it."""

import datetime
import json
from decimal import Decimal
from typing import Any

import bareme
import pytest
from conftest import ROOT
from test_cases import cases

DATE = "2026-11-28"
DOSSIERS = sorted((ROOT / "examples/dossiers").glob("*.json"))


def plain(value: Any) -> Any:
    """A value of Python as JSON writes it."""
    if hasattr(value, "_asdict"):
        return {name: plain(member) for name, member in value._asdict().items()}
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, (Decimal, datetime.date)):
        return str(value)
    return value.value if isinstance(value, (bareme.Fiabilite, bareme.Nature)) else value


@pytest.mark.parametrize("if_eligible", [False, True])
@pytest.mark.parametrize("file", DOSSIERS, ids=lambda file: file.stem)
def test_every_member_says_what_the_json_says(engine: bareme.Engine, file: Any, if_eligible: bool) -> None:
    dossier = json.loads(file.read_text(encoding="utf-8"))
    for date in ("2024-09-02", DATE):
        answer = engine.evaluate(dossier, date=date, if_eligible=if_eligible)
        written = answer.to_dict()
        assert plain(answer.meilleure_combinaison) == written["meilleure_combinaison"]
        for id, decision in dict(answer).items():
            said = written["decisions"][id]
            for name in ("nature", "decideur", "doutes", "perimes", "droits", "bornes"):
                assert plain(getattr(decision, name)) == said[name], (id, name)
            step = plain(decision.demarche)
            if step is not None and step["source"] is not None and step["source"]["repere"] is None:
                del step["source"]["repere"]
            for day in step["delais"] if step is not None else []:
                if day["source"] is not None and day["source"]["repere"] is None:
                    del day["source"]["repere"]
            # The JSON leaves out the days of what has none.
            told = said["demarche"]
            assert step == (told if told is None else {"delais": [], **told}), id
            assert [condition.titre for condition in decision.conditions] == [each["titre"] for each in said["conditions"]]


def test_what_is_known_of_a_choice_is_said_with_it(engine: bareme.Engine) -> None:
    """A minor who may be paid as a trainee or have the bursary of échelon 6: 5,506 euros, arrêté du 4 juillet 2024."""
    (minor,) = [case["dossier"] for case in cases() if case["nom"] == "minor_may_find_the_bursary_better_than_the_pay"]
    course = {**minor, "date_entree_formation": "2024-09-02", "date_fin_formation": "2025-06-30"}
    unsettled = {**minor, "parent_isole": None, "nombre_enfants": None}
    chosen = []
    for dossier in (course, unsettled):
        answer = engine.evaluate(dossier, date="2024-09-02")
        best = answer.meilleure_combinaison
        assert best is not None and best.dispositifs == ["bourse_regionale"] and best.valeur_annuelle == Decimal("5506.00")
        assert plain(best) == answer.to_dict()["meilleure_combinaison"]
        chosen.append(best)
    of_course, of_year = chosen
    # Ten payments of 550.60 euros, all of them within the course.
    assert of_course.periode == (datetime.date(2024, 9, 2), datetime.date(2025, 6, 30), (Decimal("5506.00"), Decimal("5506.00")))
    assert of_year.periode is None
    (other,) = of_year.proches
    assert (other.dispositifs, other.au_lieu_de) == (["remuneration_publique_stage"], ["bourse_regionale"])
    low, high = other.bornes
    assert low < of_year.valeur_annuelle < high and not of_year.proches_omis and not of_course.proches


def test_types_are_those_of_python(engine: bareme.Engine) -> None:
    found: dict[str, Any] = {}
    for file in DOSSIERS:
        answer = engine.evaluate(json.loads(file.read_text(encoding="utf-8")), date=DATE)
        for decision in answer.values():
            found.setdefault("perime", next(iter(decision.perimes), None) or found.get("perime"))
            if decision.perimes:
                found["perime"] = decision.perimes[0]
            if decision.doutes:
                found["doute"] = decision.doutes[0]
            if decision.demarche and decision.demarche.source:
                found["demarche"] = decision.demarche
            assert decision.nature is None or isinstance(decision.nature, bareme.Nature)
            assert decision.nature != "decision" or decision.decideur
    assert type(found["perime"].verifie_le) is datetime.date
    assert isinstance(found["doute"].question, str) and isinstance(found["doute"].porte_sur, list)
    assert isinstance(found["demarche"].fiabilite, bareme.Fiabilite) and isinstance(found["demarche"].source, bareme.Citation)


def test_droits_are_due_or_supposed(engine: bareme.Engine, student: dict[str, Any]) -> None:
    refused = {**student, "age": 14}
    plainly = engine.evaluate(refused, date="2024-09-02")["bourse_regionale"]
    assert plainly.verdict == "non_eligible" and not plainly.droits and not plainly.bornes
    supposed = engine.explain(refused, date="2024-09-02", if_eligible=True)
    # The same amount as the student of the cases, who is old enough.
    assert supposed["bourse_regionale"].droits.montant_annuel == Decimal("5212.00")
    assert supposed["bourse_regionale"].verdict == "non_eligible"
    assert engine.verify(supposed).issue == "coherente"


def test_what_is_undetermined_bounds_every_droit(engine: bareme.Engine, student: dict[str, Any]) -> None:
    del student["heures_activite_hebdo"]
    decision = engine.evaluate(student, date="2024-09-02")["bourse_regionale"]
    assert decision.verdict == "indetermine" and not decision.droits
    assert decision.bornes["montant_annuel"] == (Decimal("5212.00"), Decimal("5212.00"))
    assert decision.bornes["echelon"] == ("5", "5")
    assert "montant_annuel=5212.00" in repr(decision)
