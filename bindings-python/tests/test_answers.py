"""What an answer tells besides verdicts and droits."""

import json
import tomllib
from decimal import Decimal
from typing import Any

import bareme
import pytest
from conftest import ROOT, Cli
from test_shown import words

DATE = "2025-06-02"
PERSONA = tomllib.loads((ROOT / "tests/cases/personas/rsa.toml").read_text(encoding="utf-8"))
CASE: dict[str, Any] = next(case for case in PERSONA["cas"] if "revenus" in case)
FILE = ROOT / "examples/dossiers/salarie_reconversion_infirmier.json"


@pytest.fixture
def employee() -> dict[str, Any]:
    """Paid 4,500 euros a month; becomes a nurse with the agreement of Transitions Pro."""
    read: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def test_the_best_combination_is_worth_a_year_of_pay(engine: bareme.Engine, employee: dict[str, Any]) -> None:
    best = engine.evaluate({**employee, "place_conventionnee": True}, date=DATE).meilleure_combinaison
    # D6323-18-4: above twice the SMIC, 90 % of the salary in the first year, 4,050 euros a month.
    assert best is not None and best.valeur_annuelle == 12 * Decimal("4050.00")
    assert best.dispositifs == ["projet_transition_professionnelle"] and best.bornes == (best.valeur_annuelle,) * 2
    # The convention pays the training itself, and what it keeps of the salary is already counted.
    assert "transitions_pro_infirmier" in best.non_classes and not best.proches and not best.proches_omis
    assert engine.evaluate({}, date=DATE).meilleure_combinaison is None


def test_what_goes_with_a_dispositif(engine: bareme.Engine, employee: dict[str, Any]) -> None:
    answer = engine.evaluate(employee, date=DATE)
    path = answer["transitions_pro_infirmier"]
    assert path.quota == "parcours_infirmier" and "bourse_regionale" in path.incompatible_avec
    assert answer["prepa_cles"].remplace_par == ["prepa_cles_avenir"]
    states = {priority.id: priority.etat for priority in answer["un_emploi_une_formation"].priorites}
    # The dossier says that no disability is recognised, and nothing of the place where the person lives.
    assert states["handicap"] is bareme.Etat.NON_REMPLIE and states["quartier"] is bareme.Etat.INCONNUE


def test_warnings_do_not_refuse(engine: bareme.Engine, employee: dict[str, Any]) -> None:
    answer = engine.evaluate({**employee, "mois_salarie_total": 4}, date=DATE)
    assert [finding.severity for finding in answer.avertissements] == ["avertissement"] * len(answer.avertissements)
    assert "Les mois dans l'entreprise font partie" in str(answer.avertissements[0])
    told = words(answer.avertissements[0].message)
    assert told in words(repr(answer)) and told in words(str(answer)) and told in words(answer._repr_html_())
    stale = answer["un_emploi_une_formation"].avertissements
    assert [finding.code for finding in stale] == ["valeur_peut_etre_perimee"]


def test_a_schedule_is_that_of_the_command_line(engine: bareme.Engine, employee: dict[str, Any], cli: Cli) -> None:
    code, expected = cli("explain", "--echeancier", "--format", "json", "--date", DATE, str(FILE))
    assert code == 0 and engine.schedule(employee, date=DATE) == json.loads(expected)
    with pytest.raises(bareme.BaremeError):
        engine.schedule(employee, date="2025-13-02")


def test_what_refuses_is_told_before_what_warns() -> None:
    warning = bareme.Finding("parametre_inutilise", "", "aucune règle ne lit ce paramètre", None, None, "avertissement")
    error = bareme.Finding("nom_inconnu", "", "ce nom n'existe pas")
    told = str(bareme.BaremeError([warning, error])).splitlines()
    assert told[0].startswith("ce nom") and told[1].startswith("avertissement : aucune règle")


def test_the_ways_to_be_paid_are_compared_month_by_month(engine: bareme.Engine) -> None:
    lone_parent = {**PERSONA["base"], **CASE["dossier"]}
    answer = engine.evaluate(lone_parent, date="2026-11-28")
    incomes = answer.incomes()
    # D6341-28-2: 775.65 euros a month, of which 27 and 17 thirtieths; or ten months of a bursary of 5,212 euros.
    pay, bursary = incomes.sequences
    assert incomes.meilleur == pay and len(incomes) == 2 and not incomes.inconnus and incomes.omises == 0
    assert pay.dispositifs == ["remuneration_publique_stage"] and pay.total == Decimal("8894.13") and pay.ecart == 0
    assert bursary.total == Decimal("5212.00") and bursary.ecart == Decimal("3682.13") and bursary.complet
    assert sum(month.total for month in pay.mois) == pay.total and pay.mois[0].mois.isoformat() == "2027-01-01"
    assert [line.versement for line in bursary.mois[0].lignes] and not bursary.mois[6].lignes
    assert [change.jour.isoformat() for change in bursary.changements] == ["2027-07-01", "2027-09-01"]
    assert incomes.to_dict() == engine.schedule(lone_parent, date="2026-11-28")
    assert "8 894,13 €" in words(str(incomes)) and "Quel revenu pendant la formation" in words(incomes._repr_html_())
    assert repr(incomes) == "Incomes(sequences=2, meilleur=8894.13)"


def test_an_income_that_is_not_known_says_what_is_missing(engine: bareme.Engine) -> None:
    incomes = engine.evaluate({"statut": "demandeur_emploi"}, date=DATE).incomes()
    assert incomes.du is None and incomes.au is None and incomes.meilleur is None and not incomes.sequences
    pay = next(open for open in incomes.inconnus if open.dispositif == "remuneration_publique_stage")
    assert pay.versement is None and "indemnise_are" in pay.manquants
    backwards = {"date_entree_formation": "2025-09-01", "date_fin_formation": "2024-09-01"}
    with pytest.raises(bareme.BaremeError):
        engine.evaluate(backwards, date=DATE).incomes()
