"""Columns as files have them, made into facts."""

import ast
import datetime
import inspect
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bareme
import pandas
import polars
import pyarrow
import pytest
from bareme import _adapt
from conftest import DATE

MAKERS: list[Callable[[dict[str, list[Any]]], Any]] = [polars.DataFrame, pandas.DataFrame, pyarrow.table]
kinds = pytest.mark.parametrize("make", MAKERS, ids=["polars", "pandas", "pyarrow"])


def listed(table: Any, column: str) -> list[Any]:
    """The values of a column of any table, `None` where there is none."""
    if isinstance(table, pandas.DataFrame):
        return [None if pandas.isna(value) else value for value in table[column]]
    values: list[Any] = (table[column].to_pylist() if isinstance(table, pyarrow.Table) else table[column].to_list())
    return values


@kinds
def test_a_code_of_commune_gives_the_department(make: Callable[..., Any]) -> None:
    # Nantes, Angers, Laval, Le Mans, La Roche-sur-Yon, Paris, Ajaccio, Saint-Denis de La Réunion; nobody knows the last.
    codes = ["44109", "49007", "53130", "72181", "85191", "75056", "2A004", "97411", None]
    table = bareme.adapt(make({"dossier": list("abcdefghi"), "code_commune": codes}), {"code_commune": "residence_departement"})
    assert listed(table, "residence_departement") == [
        "loire_atlantique", "maine_et_loire", "mayenne", "sarthe", "vendee", "hors_region", "hors_region", "hors_region", None,
    ]
    assert listed(table, "dossier") == list("abcdefghi") and type(table).__module__ == type(make({"a": [1]})).__module__


def test_a_commune_that_went_to_another_department_is_where_it_is_today() -> None:
    # Freigné is in Vallons-de-l'Erdre (44180), Le Fresne-sur-Loire in Ingrandes-le-Fresne-sur-Loire (49160).
    table = bareme.adapt(polars.DataFrame({"codgeo": ["49144", "44060"]}), {"codgeo": "organisme_departement"})
    assert table["organisme_departement"].to_list() == ["loire_atlantique", "maine_et_loire"]


def test_a_number_has_lost_its_first_zero() -> None:
    # 1004 is Ambérieu-en-Bugey, 01004; a column of pandas with a hole is of floats.
    frame = pandas.DataFrame({"code_insee": [1004, 44109, None]})
    assert frame["code_insee"].dtype == float
    assert listed(bareme.adapt(frame, {"code_insee": "residence_departement"}), "residence_departement") == ["hors_region", "loire_atlantique", None]


def test_what_is_no_code_is_told_with_its_row() -> None:
    table = polars.DataFrame({"code_commune": ["44109", "Nantes", "4410", "44 109"]})
    with pytest.raises(bareme.BaremeError) as refused:
        bareme.adapt(table, {"code_commune": "residence_departement"})
    assert [finding.place for finding in refused.value.findings] == ["/code_commune/1", "/code_commune/2", "/code_commune/3"]
    assert "`Nantes`" in refused.value.findings[0].message and "44109" in (refused.value.findings[0].help or "")


@kinds
def test_the_age_is_that_of_the_day_of_entry(make: Callable[..., Any]) -> None:
    day = datetime.date
    births = [day(2004, 9, 2), day(2004, 9, 3), day(2004, 2, 29), None]
    entries = [day(2024, 9, 2), day(2024, 9, 2), day(2023, 2, 28), day(2024, 9, 2)]
    table = make({"date_naissance": births, "debut": entries})
    adapted = bareme.adapt(table, {"date_naissance": "age", "debut": "date_entree_formation"})
    # The birthday of a 29 February is the 28th of a common year.
    assert listed(adapted, "age") == [20, 19, 19, None]
    assert listed(adapted, "date_entree_formation")[0] in (day(2024, 9, 2), datetime.datetime(2024, 9, 2))


def test_dates_may_be_texts_of_iso_and_no_other() -> None:
    table = polars.DataFrame({"naissance": ["2004-09-03", "03/09/2004", "2030-01-01", "2004-02-30"], "date_entree_formation": ["2024-09-02"] * 4})
    assert bareme.adapt(table.head(1), {"naissance": "age"})["age"].to_list() == [19]
    with pytest.raises(bareme.BaremeError) as refused:
        bareme.adapt(table, {"naissance": "age"})
    assert [(finding.code, finding.place) for finding in refused.value.findings] == [
        ("date_invalide", "/naissance/1"), ("date_invalide", "/naissance/2"), ("date_invalide", "/naissance/3"),
    ]


def test_an_age_needs_the_day_of_entry() -> None:
    with pytest.raises(bareme.BaremeError, match="date_entree_formation"):
        bareme.adapt(polars.DataFrame({"naissance": ["2004-09-03"]}), {"naissance": "age"})


@kinds
def test_a_code_of_the_national_list_gives_the_diploma_when_it_is_known(make: Callable[..., Any]) -> None:
    table = make({"code_rncp": ["RNCP35830", "40743", "4496", "RNCP99999", None]})
    with pytest.warns(bareme.BaremeWarning, match="`code_rncp` : 1 ligne .*`99999`"):
        adapted = bareme.adapt(table, {"code_rncp": "diplome_vise"})
    # Two codes that follow each other are of one diploma; one that is not in the list is of none, and not of « autre ».
    assert listed(adapted, "diplome_vise") == ["aide_soignant", "auxiliaire_puericulture", "auxiliaire_puericulture", None, None]


def test_a_name_that_does_not_say_what_it_holds_is_asked_about() -> None:
    table = polars.DataFrame({"code": [43436, 43449]})
    with pytest.raises(bareme.BaremeError) as refused:
        bareme.adapt(table, {"code": "diplome_vise"})
    assert '("diplome_vise", "formacode")' in (refused.value.findings[0].help or "")
    assert bareme.adapt(table, {"code": ("diplome_vise", "formacode")})["diplome_vise"].to_list() == ["aide_soignant", "infirmier_bloc"]


@pytest.mark.parametrize("fact", ["revenu_brut_global", "revenus_imposables"])
def test_a_reference_income_never_becomes_a_gross_income(fact: str) -> None:
    with pytest.raises(bareme.BaremeError, match="n'est pas le revenu brut global") as refused:
        bareme.adapt(polars.DataFrame({"Revenu_Fiscal_Reference": [21_480]}), {"Revenu_Fiscal_Reference": fact})
    assert "avis d'impôt" in (refused.value.findings[0].help or "")


def test_everything_that_is_wrong_is_told_at_once() -> None:
    table = polars.DataFrame({"code_commune": ["44109"], "rfr": [1], "age": [20]})
    with pytest.raises(bareme.BaremeError) as refused:
        bareme.adapt(table, {"code_comune": "residence_departement", "code_commune": "residence_departemnt", "rfr": "revenu_brut_global"})
    assert [(finding.code, finding.suggestion) for finding in refused.value.findings] == [
        ("colonne_manquante", "code_commune"), ("fait_inconnu", "residence_departement"), ("type_invalide", None),
    ]
    with pytest.raises(bareme.BaremeError, match="deux colonnes `age`"):
        bareme.adapt(table, {"code_commune": "age"})
    with pytest.raises(TypeError, match="polars, de pandas ou de pyarrow"):
        bareme.adapt({"code_commune": ["44109"]}, {"code_commune": "residence_departement"})


def test_what_is_adapted_is_decided(engine: bareme.Engine, student: dict[str, Any]) -> None:
    raw = {name: value for name, value in student.items() if name != "age"}
    table = polars.DataFrame({"date_naissance": ["2004-01-10"], "debut": [datetime.date(2024, 9, 2)], "code_commune": ["49007"]})
    table = table.with_columns(**{name: polars.lit(value) for name, value in raw.items()})
    facts = {"date_naissance": "age", "debut": "date_entree_formation", "code_commune": "residence_departement"}
    adapted = bareme.adapt(table, facts)
    decided = engine.evaluate_table(adapted, date=DATE, dispositifs="bourse_regionale", keep=["age", "residence_departement"])
    assert decided.select("age", "residence_departement", "bourse_regionale__verdict").row(0) == (20, "maine_et_loire", "eligible")


def test_every_file_of_data_names_facts_of_the_rules_and_its_sources(engine: bareme.Engine) -> None:
    conversions, refusals = _adapt._known()
    facts = {fact["nom"]: {member["nom"] for member in fact.get("valeurs") or ()} for fact in engine.facts()}
    assert set(conversions) == {"commune", "postal", "naissance", "rncp", "formacode"} and len(refusals) == 1
    for one in (*conversions.values(), *refusals):
        assert one["sources"] and all(source["titre"] and source["fiabilite"] in {"texte", "secondaire", "a_confirmer"} for source in one["sources"])
    for one in conversions.values():
        assert set(one["faits"]) <= set(facts), json.dumps(one["faits"])
        given = {code["diplome"] for code in one.get("codes", {}).values()} | set(one.get("departements", {}).values())
        assert all(given <= facts[fact] for fact in one["faits"] if facts[fact])


def test_help_says_what_the_stub_says() -> None:
    stub = ast.parse(Path(_adapt.__file__).with_name("_adapt.pyi").read_text(encoding="utf-8"))
    (said,) = (ast.get_docstring(node) for node in stub.body if isinstance(node, ast.FunctionDef) and node.name == "adapt")
    assert said and inspect.getdoc(bareme.adapt) == said
