"""One dossier: what goes in, what comes out, what is refused."""

import datetime
import json
import math
import pickle
import shutil
import subprocess
import sys
import threading
import time
from decimal import Decimal
from typing import Any

import bareme
import pytest
from conftest import DATE, ROOT, Cli, canonical_errors


def bursary(engine: bareme.Engine, dossier: dict[str, Any]) -> bareme.Decision:
    return engine.evaluate(dossier, date=DATE, dispositifs="bourse_regionale")["bourse_regionale"]


def test_values_have_the_types_of_python(engine: bareme.Engine, student: dict[str, Any]) -> None:
    decision = bursary(engine, student)
    assert f"{decision.verdict}" == "eligible" == decision.verdict
    assert decision.verdict is bareme.Verdict.ELIGIBLE
    # Arrêté du 4 juillet 2024, échelon 5 : 5 212 € par an, en dix versements.
    assert decision.droits.montant_annuel == Decimal("5212.00")
    assert str(decision.droits["montant_mensuel"]) == "521.20"
    assert isinstance(decision.droits.points_de_charge, int)
    assert decision.droits.echelon == "5"
    assert decision.fiabilite is bareme.Fiabilite.A_CONFIRMER
    assert decision.conditions[0].etat is bareme.Etat.REMPLIE
    assert isinstance(decision.verifie_le, datetime.date)
    with pytest.raises(AttributeError, match="montant_annuel"):
        _ = decision.droits.montant


def test_the_same_fact_in_every_form(engine: bareme.Engine, student: dict[str, Any]) -> None:
    import numpy as np

    expected = bursary(engine, student).to_dict()
    for income in ("21480.00", 21480.0, Decimal("21480"), Decimal("2.148E4"), np.float64(21480), np.int64(21480)):
        assert bursary(engine, {**student, "revenu_brut_global": income}).to_dict() == expected
    for age in (20.0, np.int8(20), Decimal(20)):
        assert bursary(engine, {**student, "age": age}).to_dict() == expected
    assert bursary(engine, {**student, "aidant": np.False_}).to_dict() == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (10**5000, "hors_bornes"),
        (-(10**400), "hors_bornes"),
        (1e300, "hors_bornes"),
        (Decimal("1E+999999999999999999"), "hors_bornes"),
        (Decimal("1E-999999999999999999"), "decimales_en_trop"),
        (Decimal("sNaN"), "type_invalide"),
        (float("inf"), "type_invalide"),
        (float("nan"), "type_invalide"),
        ("\ud800", "type_invalide"),
        ([20], "type_invalide"),
        ({}, "type_invalide"),
    ],
    ids=lambda part: type(part).__name__,
)
def test_what_is_no_amount_is_told(engine: bareme.Engine, value: Any, code: str) -> None:
    with pytest.raises(bareme.BaremeError) as refused:
        engine.evaluate({"revenu_brut_global": value}, date=DATE)
    assert [(f.code, f.place) for f in refused.value.findings] == [(code, "/revenu_brut_global")]
    if isinstance(value, float) and math.isnan(value):
        assert "None dit qu'un fait est inconnu" in str(refused.value)


def test_a_cell_of_a_table_is_no_scalar(engine: bareme.Engine) -> None:
    import numpy as np

    for value in (np.array([20]), np.array([[20]])):
        with pytest.raises(bareme.BaremeError):
            engine.evaluate({"age": value}, date=DATE)
    # An exponent so small that its digits would fill the memory, of nothing.
    assert engine.evaluate({"revenu_brut_global": Decimal("0E-9")}, date=DATE)


def test_dates_are_dates(engine: bareme.Engine) -> None:
    import numpy as np
    import pandas as pd

    day = datetime.date(2024, 9, 2)
    given = engine.evaluate({"date_entree_formation": day}, date=day)
    assert given.json() == engine.evaluate({"date_entree_formation": "2024-09-02"}, date="2024-09-02").json()
    assert given.date == day
    # Midnight in no zone is how pandas and numpy keep a date.
    same_days: list[Any] = [datetime.datetime(2024, 9, 2), pd.Timestamp("2024-09-02"), np.datetime64("2024-09-02")]
    for same in same_days:
        assert engine.evaluate({"date_entree_formation": same}, date=same).json() == given.json()
    for moment in (datetime.datetime(2024, 9, 2, 8), datetime.datetime(2024, 9, 2, tzinfo=datetime.timezone.utc), pd.NaT):
        with pytest.raises(bareme.BaremeError) as refused:
            engine.evaluate({"date_entree_formation": moment}, date=day)
        assert [f.code for f in refused.value.findings] == ["date_invalide"]
        with pytest.raises(bareme.BaremeError, match="date de référence"):
            engine.evaluate({}, date=moment)


def test_every_finding_comes_at_once(engine: bareme.Engine) -> None:
    wrong = {"agee": 12, "statut": "chomeur", "revenu_brut_global": 1.005, "age": None, "agge": None, "aidant": [1]}
    with pytest.raises(bareme.BaremeError) as refused:
        engine.evaluate(wrong, date="2024-13-02", dispositifs=["bourse_regionale", "bourse_regional"])
    findings = refused.value.findings
    assert [f.code for f in findings] == [
        "date_invalide",
        "fait_inconnu",
        "choix_inconnu",
        "decimales_en_trop",
        "fait_inconnu",
        "type_invalide",
        "dispositif_inconnu",
    ]
    assert findings[1].place == "/agee" and findings[1].suggestion == "age"
    assert "vouliez-vous écrire `age`" in str(refused.value)


def test_an_unknown_dispositif_is_refused(engine: bareme.Engine) -> None:
    with pytest.raises(bareme.BaremeError) as refused:
        engine.evaluate({}, date=DATE, dispositifs=["bourse_regional"])
    assert refused.value.findings[0].suggestion == "bourse_regionale"


def test_what_is_no_dossier_and_no_list_is_told_so(engine: bareme.Engine) -> None:
    no_dossiers: list[Any] = [None, 3, [], (), set(), [1], [("age", 20)]]
    for wrong in no_dossiers:
        with pytest.raises(TypeError, match="un dossier est un dict de faits"):
            engine.evaluate(wrong, date=DATE)
    with pytest.raises(TypeError, match="`dispositifs` est un identifiant"):
        engine.evaluate({}, date=DATE, dispositifs=3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="une décision est une réponse"):
        engine.verify(3)  # type: ignore[arg-type]


def test_no_dispositif_named_is_every_dispositif(engine: bareme.Engine) -> None:
    every = engine.evaluate({}, date=DATE)
    assert engine.evaluate({}, date=DATE, dispositifs=[]) == every == engine.evaluate({}, date=DATE, dispositifs=None)


def test_an_answer_is_a_mapping(engine: bareme.Engine) -> None:
    answer = engine.evaluate({}, date=DATE)
    assert list(answer) == list(answer.decisions) and len(answer) == len(answer.decisions)
    assert "bourse_regionale" in answer and answer.get("nulle_part") is None and answer.get("nulle_part", 0) == 0
    assert {id: decision.verdict for id, decision in dict(answer).items()} == {
        id: decision.verdict for id, decision in answer.items()
    }
    assert list(answer.keys()) == list(answer) and len(answer.values()) == len(answer)
    with pytest.raises(KeyError, match="dispositifs="):
        _ = answer["nulle_part"]
    assert answer == engine.evaluate({}, date=DATE) and answer != engine.evaluate({"age": 20}, date=DATE)
    assert answer != engine.evaluate({}, date="2024-09-03") and answer != 3
    assert answer["bourse_regionale"].manquants
    assert answer.pack == engine.pack


def test_a_reasoning_belongs_to_who_asks_for_it(engine: bareme.Engine, student: dict[str, Any]) -> None:
    decision = engine.explain(student, date=DATE)["bourse_regionale"]
    reasoning = decision.explication
    assert reasoning is not None and reasoning["conditions"]
    reasoning["conditions"].clear()
    again = decision.explication
    assert again is not None and again["conditions"]


def test_a_decision_that_was_altered_is_seen(engine: bareme.Engine, student: dict[str, Any]) -> None:
    text = engine.evaluate(student, date=DATE).json()
    with pytest.raises(bareme.BaremeError) as refused:
        engine.verify(text.replace("5212.00", "6335.00"))
    assert {f.code for f in refused.value.findings} == {"decision_differente"}


def test_what_verifying_finds(engine: bareme.Engine, student: dict[str, Any]) -> None:
    answer = engine.explain(student, date=DATE)
    schedule = engine.schedule(student, date=DATE)
    for decision in (answer, answer.json(), answer.to_dict(), schedule):
        assert engine.verify(decision) == bareme.Verification("coherente", bareme.__version__, False, True, 2, [])
    assert not engine.verify(json.dumps(schedule)).canonique
    with pytest.raises(bareme.BaremeError) as refused:
        engine.verify(answer.json().replace('"date":', '"date":"2023-09-02","date":', 1))
    assert [(f.code, f.place) for f in refused.value.findings] == [("nom_en_double", "/date")]


def test_a_sealed_decision_is_authentic_under_its_key_alone(engine: bareme.Engine, student: dict[str, Any]) -> None:
    key, other = bytes(range(32)), bytes(range(1, 33))
    answer = engine.evaluate(student, date=DATE)
    seal = engine.seal(answer, key=key)
    assert seal == engine.seal(answer.json(), key=key.hex()) and len(seal) == 64
    assert engine.verify(answer, key=key, seal=seal).issue == "authentique"
    forged = engine.evaluate({**student, "age": 30}, date=DATE)
    for decision, under in ((answer, other), (forged, key)):
        with pytest.raises(bareme.BaremeError) as refused:
            engine.verify(decision, key=under, seal=seal)
        assert {f.code for f in refused.value.findings} == {"sceau_invalide"}
    with pytest.raises(TypeError, match="vont ensemble"):
        engine.verify(answer, key=key)
    with pytest.raises(ValueError, match="une clé a de 32 à 1024 octets"):
        engine.seal(answer, key=b"court")
    with pytest.raises(ValueError, match="64 chiffres hexadécimaux"):
        engine.verify(answer, key=key, seal="00")


def test_lists_of_the_pack(engine: bareme.Engine) -> None:
    assert {"nom", "titre", "type"} <= engine.facts()[0].keys()
    assert {d["id"] for d in engine.dispositifs(date=DATE)} < {d["id"] for d in engine.dispositifs()}
    assert engine.sources()[0]["titre"]
    with pytest.raises(bareme.BaremeError):
        engine.dispositifs(date="hier")


def test_what_to_ask_next(engine: bareme.Engine, student: dict[str, Any]) -> None:
    bursary_only: dict[str, Any] = {"date": DATE, "dispositifs": "bourse_regionale"}
    questions = engine.next_questions({}, **bursary_only)
    missing = engine.evaluate({}, **bursary_only)["bourse_regionale"].manquants
    # What is supposed, what has no object yet and what follows from other facts is missing, and is not asked; what tells it may be.
    asked = {question["nom"] for question in questions}
    assert asked & set(missing) and "allocation_actuelle" in set(missing) - asked
    assert questions[0]["question"] and questions[0]["pour"][0]["dispositif"] == "bourse_regionale"
    assert engine.next_questions(student, **bursary_only) == []


def test_an_own_pack_is_read_as_the_command_line_reads_it(cli: Cli, tmp_path: Any) -> None:
    own = bareme.load(ROOT / "rules")
    assert own.pack == bareme.pays_de_la_loire().pack
    for folder in ("faulty", "minimal"):
        path = ROOT / "tests/packs" / folder
        # `check` also asks an older form for the words of today.
        code, expected = cli("facts", "--format", "json", "--pack", str(path))
        try:
            bareme.load(path)
            assert code == 0
        except bareme.BaremeError as error:
            assert code == 1 and canonical_errors(error) == expected
    with pytest.raises(bareme.BaremeError):
        bareme.load(tmp_path / "nowhere")


def test_engines_travel(engine: bareme.Engine, student: dict[str, Any]) -> None:
    own = bareme.load(ROOT / "rules")
    for one in (engine, own):
        again = pickle.loads(pickle.dumps(one))
        assert again.evaluate(student, date=DATE) == one.evaluate(student, date=DATE)
        assert again.warnings == one.warnings


def test_what_a_pack_was_warned_of_travels_with_it(tmp_path: Any) -> None:
    pack = shutil.copytree(ROOT / "rules", tmp_path / "rules")
    vocabulary = pack / "vocabulaire.toml"
    unread = '\n[faits.jamais_lu]\ntitre = "Un fait que rien ne lit"\nquestion = "?"\ntype = "booleen"\ndefinition = { texte = "Rien.", source = "calendrier" }\n'
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + unread, encoding="utf-8")
    own = bareme.load(pack)
    assert [finding.code for finding in own.warnings] == ["fait_inutilise"]
    own.warnings.clear()
    assert pickle.loads(pickle.dumps(own)).warnings == own.warnings != []


def test_a_panic_is_an_exception() -> None:
    from bareme import _native

    with pytest.raises(bareme.InternalError, match="rien n'a été décidé"):
        _native._panic_inside()


def test_other_threads_run_meanwhile(engine: bareme.Engine) -> None:
    import numpy as np

    ages = np.random.default_rng(1).integers(15, 60, 200_000)
    seen, done = 0, threading.Event()

    def count() -> None:
        nonlocal seen
        while not done.is_set():
            time.sleep(0.0005)
            seen += 1

    other = threading.Thread(target=count)
    other.start()
    interval = sys.getswitchinterval()
    # With this interval the other thread only wakes up when the engine lets it.
    sys.setswitchinterval(30)
    try:
        before = seen
        engine.evaluate_table({"age": ages}, date=DATE, dispositifs="bourse_regionale")
        meanwhile = seen - before
    finally:
        sys.setswitchinterval(interval)
        done.set()
        other.join()
    assert meanwhile > 0


def test_importing_asks_for_nothing_else() -> None:
    script = "import sys, bareme; bareme.pays_de_la_loire(); print(*{m.partition('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "polars", "pandas", "pyarrow", "typing", "json"} & set(loaded)
