"""What an answer tells besides verdicts and droits."""

import json
from decimal import Decimal
from typing import Any

import bareme
import pytest
from conftest import ROOT, Cli
from test_shown import words

DATE = "2025-06-02"
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
