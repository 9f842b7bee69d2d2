"""What changes while a fact goes over its values, and the days on which a rule changes."""

import datetime
import json
from decimal import Decimal
from typing import Any

import bareme
import pytest
from conftest import DATE, Cli

# Arrêté of 2024, annex: the ceilings without points, from échelon 7 to échelon 0bis; a year's amount of each, arrêté of the rates of 2024.
CEILINGS = [265, 7992, 12667, 14829, 17034, 19281, 23850, 35086]
AMOUNTS = [6335, 5506, 5212, 4587, 3828, 3071, 2163, 1454]


@pytest.fixture
def no_points() -> dict[str, Any]:
    """A student without points of charge, for whom the bursary waits for the income alone."""
    return {
        "situation_actuelle": "etudes",
        "age": 20,
        "formation_autorisee_region": True,
        "allocation_actuelle": "aucune",
        "remunere_par_region": False,
        "boursier_crous": False,
        "heures_activite_hebdo": 0,
        "handicap_cdaph": False,
        "aidant": False,
        "autres_enfants_superieur": 0,
        "autres_enfants_a_charge": 0,
        "distance_domicile_formation_km": 10,
    }


def swept(engine: bareme.Engine, dossier: dict[str, Any], **more: Any) -> bareme.Thresholds:
    return engine.thresholds(dossier, "revenu_brut_global", date=DATE, dispositif="bourse_regionale", **more)


def test_pieces_end_at_the_ceilings_of_the_decree(engine: bareme.Engine, no_points: dict[str, Any]) -> None:
    thresholds = swept(engine, no_points, droit="montant_annuel")
    assert thresholds.etabli and len(thresholds) == 9
    granted, refused = thresholds.pieces[:-1], thresholds.pieces[-1]
    assert [piece["a"] for piece in granted] == CEILINGS
    assert [piece["de"] for piece in granted] == [0, *(ceiling + Decimal("0.01") for ceiling in CEILINGS[:-1])]
    assert [piece["droits"]["montant_annuel"] for piece in granted] == AMOUNTS
    assert all(type(piece["a"]) is Decimal and type(piece["droits"]["montant_annuel"]) is Decimal for piece in granted)
    assert {piece["verdict"] for piece in granted} == {bareme.Verdict.ELIGIBLE}
    assert refused["de"] == Decimal("35086.01") and refused["verdict"] is bareme.Verdict.NON_ELIGIBLE
    assert refused["conditions"]["ressources"] is bareme.Etat.NON_REMPLIE and refused["droits"] == {}


def test_an_answer_stays_between_two_ceilings(engine: bareme.Engine, no_points: dict[str, Any]) -> None:
    kept = swept(engine, no_points, droit="montant_annuel").around(16000)
    # 16 000 € is of échelon 3, above the 14 829 € of échelon 4.
    assert kept == {
        "meme_reponse": {"de": Decimal("14829.01"), "a": Decimal("17034")},
        "meme_verdict": {"de": Decimal("0"), "a": Decimal("35086")},
    }


def test_dates_are_dates(engine: bareme.Engine, no_points: dict[str, Any]) -> None:
    pieces = engine.thresholds(no_points, "date_entree_formation", date=DATE, dispositif="bourse_regionale").pieces
    assert all(type(piece[end]) is datetime.date for piece in pieces for end in ("de", "a"))
    day = datetime.timedelta(days=1)
    assert all(before["a"] + day == after["de"] for before, after in zip(pieces, pieces[1:], strict=False))


def test_two_facts_make_a_map(engine: bareme.Engine, no_points: dict[str, Any]) -> None:
    facts = ["revenu_brut_global", "heures_activite_hebdo"]
    thresholds = engine.thresholds(no_points, facts, date=DATE, dispositif="bourse_regionale", droit="montant_annuel")
    assert thresholds.around(16000) is None and thresholds.to_dict()["faits"] == facts
    assert all(len(piece["de"]) == len(piece["a"]) == 2 for piece in thresholds.pieces)


def test_who_is_refused_learns_what_would_open(engine: bareme.Engine, no_points: dict[str, Any]) -> None:
    # At most 15 hours of work a week (`ateliers_srfss_2022`): who works 30 may work 15.
    refused = no_points | {"heures_activite_hebdo": 30, "revenu_brut_global": 16000}
    change = swept(engine, refused).nearest_change
    assert change is not None and change["etat"] == "trouve"
    assert [(fact["fait"], fact["valeur"]) for fact in change["faits"]] == [("heures_activite_hebdo", 15)]
    several = engine.thresholds(refused, "revenu_brut_global", date=DATE, dispositif=["bourse_regionale", "aref"])
    assert several.nearest_change is None


def test_it_is_told_as_the_command_line_tells_it(engine: bareme.Engine, no_points: dict[str, Any], cli: Cli) -> None:
    thresholds = swept(engine, no_points)
    asked = ("seuils", "--date", DATE, "--fait", "revenu_brut_global", "--dispositif", "bourse_regionale", "-")
    text = json.dumps(no_points)
    assert (0, thresholds.to_dict()) == (lambda ran: (ran[0], json.loads(ran[1])))(cli(*asked, "--format", "json", text=text))
    assert (0, thresholds.svg.rstrip()) == (lambda ran: (ran[0], ran[1].rstrip()))(cli(*asked, "--format", "svg", text=text))
    assert str(thresholds) == thresholds.text and thresholds.text.rstrip() == cli(*asked, text=text)[1].rstrip()


def test_a_notebook_shows_the_picture_and_the_table(engine: bareme.Engine, no_points: dict[str, Any]) -> None:
    thresholds = swept(engine, no_points)
    assert thresholds.plot()._repr_svg_() == thresholds.svg and thresholds.svg.startswith("<svg")
    page = thresholds._repr_html_()
    assert thresholds.svg in page and "<table" in page


def test_one_of_several_is_named(engine: bareme.Engine, no_points: dict[str, Any]) -> None:
    thresholds = engine.thresholds(no_points, "revenu_brut_global", date=DATE, dispositif=["bourse_regionale", "aref"])
    assert {piece["dispositif"] for piece in thresholds.pieces} == {"bourse_regionale", "aref"}
    assert thresholds.plot(dispositif="bourse_regionale").svg == swept(engine, no_points).svg
    with pytest.raises(ValueError, match="donnez `dispositif`"):
        thresholds.plot()
    with pytest.raises(bareme.BaremeError, match="bourse_regionale"):
        thresholds.plot(dispositif="bourse_regional")


def test_what_is_wrong_is_told_with_findings(engine: bareme.Engine, no_points: dict[str, Any]) -> None:
    with pytest.raises(bareme.BaremeError) as unknown:
        engine.thresholds(no_points, "revenu_brut_globa", date=DATE)
    assert unknown.value.findings[0].suggestion == "revenu_brut_global"
    for wrong in ("handicap_cdaph", ["age", "handicap_cdaph"]):
        with pytest.raises(bareme.BaremeError, match="n'est ni un nombre ni une date"):
            engine.thresholds(no_points, wrong, date=DATE)
    with pytest.raises(bareme.BaremeError):
        swept(engine, no_points).around("beaucoup")
    with pytest.raises(TypeError, match="deux noms"):
        engine.thresholds(no_points, [], date=DATE)


def test_the_bursary_changes_on_the_day_of_its_new_ceilings(engine: bareme.Engine) -> None:
    days = engine.breakpoints("bourse_regionale")
    assert [day["date"] for day in days] == sorted({day["date"] for day in days})
    # The arrêté of 2023 raised every ceiling on 1 September 2023.
    of_2023 = next(day for day in days if day["date"] == datetime.date(2023, 9, 1))
    assert {"genre": "table", "nom": "bourse_plafonds"} in of_2023["changements"]
    with pytest.raises(bareme.BaremeError):
        engine.breakpoints("bourse_regional")
