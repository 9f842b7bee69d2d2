"""A reform in a line, and what becomes of a population with it."""

import datetime
import pathlib
from decimal import Decimal
from typing import Any

import polars
import pytest

import bareme

SINCE = "2026-09-01"


@pytest.fixture(scope="module")
def reformed() -> bareme.Engine:
    return bareme.pays_de_la_loire().with_reform({"bourse_plafonds": "× 1.05"}, since=SINCE, name="Plafonds relevés")


def people(*incomes: int | None) -> polars.DataFrame:
    """Students of no charge, in a school that the Region authorises."""
    return polars.DataFrame({"revenu_brut_global": polars.Series(incomes, dtype=polars.Int64)}).with_columns(
        statut=polars.lit("poursuite_scolarite"), age=20, formation_autorisee_region=True, indemnise_are=False, remunere_par_region=False,
        boursier_crous=False, heures_activite_hebdo=0, distance_domicile_formation_km=10, autres_enfants_a_charge=0,
        autres_enfants_superieur=0, handicap_cdaph=False, aidant=False,
    )


def test_what_a_reform_reaches_is_a_hypothesis_from_its_first_day_on(engine: bareme.Engine, reformed: bareme.Engine, student: dict[str, Any]) -> None:
    # 0 point: échelon 0bis up to 35 086 €, that is 36 840 € with the reform.
    student |= {"revenu_brut_global": 36_840, "distance_domicile_formation_km": 10, "autres_enfants_a_charge": 0,
                "autres_enfants_superieur": 0, "heures_activite_hebdo": 0}

    def bursary(of: bareme.Engine, date: str) -> bareme.Decision:
        return of.evaluate(student, date=date, dispositifs="bourse_regionale")["bourse_regionale"]

    assert bursary(engine, SINCE).verdict == "non_eligible"
    after = bursary(reformed, SINCE)
    assert (after.verdict, after.statut, after.droits["montant_annuel"]) == ("eligible", "hypothese", Decimal("1454.00"))
    before = bursary(reformed, "2026-08-31")
    assert (before.verdict, before.statut) == ("non_eligible", "en_vigueur")
    assert engine.pack.empreinte != reformed.pack.empreinte


def test_every_way_to_give_a_reform_gives_the_same_pack(engine: bareme.Engine, tmp_path: pathlib.Path) -> None:
    text = 'nom = "Essai"\ndepuis = 2026-09-01\n\n[changements]\nrps_26_ou_plus = "900.00"\n'
    file = tmp_path / "essai.toml"
    file.write_text(text, encoding="utf-8")
    of_text = engine.with_reform(text).pack.empreinte
    assert engine.with_reform(file).pack.empreinte == of_text
    assert engine.with_reform(str(file)).pack.empreinte == of_text
    day = datetime.date(2026, 9, 1)
    assert engine.with_reform({"rps_26_ou_plus": Decimal("900.00")}, since=day, name="Essai").pack.empreinte == of_text


def test_every_fault_is_told_at_once(engine: bareme.Engine) -> None:
    changes = {"bourse_plafond": "× 1.05", "rps_26_ou_plus": "× beaucoup", "bourse_regionale.conditions.age": "agee >= age_minimum_bourse"}
    with pytest.raises(bareme.BaremeError) as refused:
        engine.with_reform(changes, since=SINCE, name="Essai")
    assert [finding.code for finding in refused.value.findings] == ["reference_inconnue", "valeur_invalide", "nom_inconnu"]
    assert all(finding.place.startswith("reforme.toml:") for finding in refused.value.findings)
    with pytest.raises(TypeError, match="virgule flottante"):
        engine.with_reform({"rps_26_ou_plus": 900.0}, since=SINCE, name="Essai")
    with pytest.raises(TypeError, match="since"):
        engine.with_reform({"rps_26_ou_plus": "900.00"})
    with pytest.raises(bareme.BaremeError, match="n'existe pas"):
        engine.with_reform("nulle_part.toml")


def test_a_population_is_counted_with_the_cost_and_its_bounds(engine: bareme.Engine, reformed: bareme.Engine) -> None:
    # 25 043 €: échelon 0bis, 1 454 €, then échelon 1, 2 163 €. 36 840 €: nothing, then 1 454 €. 36 841 €: nothing. 10 000 €: échelon 5 twice.
    table = people(25_043, 36_840, 36_841, 10_000, None).with_columns(territoire=polars.Series(["A", "A", "B", "B", "B"]))
    compared = bareme.compare(engine, reformed, table, date=SINCE, by="territoire")
    whole, of_a, of_b = [row for row in compared if row["dispositif"] == "bourse_regionale"]
    assert (whole["gagnent"], whole["perdent"], whole["inchanges"], whole["indetermines"]) == (2, 0, 2, 1)
    # 709 € and 1 454 €; nobody gains more than 1 454 €, and nobody loses: that is all that the last one may cost.
    assert (whole["cout_connu"], whole["cout_min"], whole["cout_max"]) == (Decimal("2163.00"), Decimal("2163.00"), Decimal("3617.00"))
    assert (of_a["groupe"], of_a["gagnent"], of_a["cout_max"]) == ("A", 2, Decimal("2163.00"))
    assert (of_b["groupe"], of_b["gagnent"], of_b["indetermines"]) == ("B", 0, 1)
    largest = compared.dispositif("bourse_regionale")["plus_grands_ecarts"]
    assert [(one["ligne"], one["ecart"]) for one in largest] == [(1, "1454.00"), (0, "709.00")]
    assert "2\u00a0gagnent" in str(compared) and "Plafonds relevés" in compared._repr_html_()
    assert len(compared.to_pandas()) == len(compared) == compared.to_polars().height


def test_every_kind_of_table_gives_the_same_counts(engine: bareme.Engine, reformed: bareme.Engine) -> None:
    table = people(25_043, 36_840, None)
    of_polars = bareme.compare(engine, reformed, table, date=SINCE).data
    assert bareme.compare(engine, reformed, table.to_arrow(), date=SINCE).data == of_polars
    assert bareme.compare(engine, reformed, table.to_pandas().convert_dtypes(), date=SINCE).data == of_polars


def test_what_is_no_fact_is_told_or_left_aside(engine: bareme.Engine, reformed: bareme.Engine) -> None:
    table = people(25_043).with_columns(numero=polars.lit("x"))
    with pytest.raises(bareme.BaremeError, match="numero"):
        bareme.compare(engine, reformed, table, date=SINCE)
    assert bareme.compare(engine, reformed, table, date=SINCE, ignore="numero").data["lignes"] == 1
    with pytest.raises(bareme.BaremeError, match="territoire"):
        bareme.compare(engine, reformed, people(1), date=SINCE, by="territoire")


def test_the_chart_has_its_units(engine: bareme.Engine, reformed: bareme.Engine) -> None:
    pytest.importorskip("matplotlib").use("Agg")
    compared = bareme.compare(engine, reformed, people(*[25_043] * 1_200, 36_840, 10_000), date=SINCE)
    ax = compared.plot()
    assert ax.get_ylabel() == "écart (€ par an)" and ax.get_xlabel() == "nombre de dossiers"
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["même montant", "gagnent de 500 à 1\u202f000", "gagnent de 1\u202f000 à 5\u202f000"]
    # 1 200 times 709 €, and 1 454 €.
    assert "+\u00a0852\u202f254 € par an" in ax.get_title(loc="left") and "Plafonds relevés" in ax.get_title(loc="left")
    assert "1\u202f200" in [text.get_text() for text in ax.texts]
    assert compared.plot("bourse_regionale", droit="montant_mensuel").get_ylabel() == "écart (€ par mois)"
    with pytest.raises(ValueError, match="montant_annuel"):
        compared.plot("bourse_regionale", droit="montant")
    with pytest.raises(ValueError, match="bourse_regionale"):
        compared.plot("bourse")


def test_each_amount_is_counted_apart(engine: bareme.Engine, reformed: bareme.Engine) -> None:
    table = people(25_043, 36_840).with_columns(territoire=polars.Series(["A", "B"]))
    compared = bareme.compare(engine, reformed, table, date=SINCE, by="territoire")
    rows = [row for row in compared.droits if row["dispositif"] == "bourse_regionale"]
    told = [(row["droit"], row["groupe"], str(row["cout_connu"]), row["unite"]) for row in rows]
    # 709 € a year are 70,90 € each of ten months, 1 454 € are 145,40 €.
    assert told == [
        ("montant_annuel", None, "2163.00", "EUR/an"), ("montant_mensuel", None, "216.30", "EUR/mois"),
        ("montant_annuel", "A", "709.00", "EUR/an"), ("montant_mensuel", "A", "70.90", "EUR/mois"),
        ("montant_annuel", "B", "1454.00", "EUR/an"), ("montant_mensuel", "B", "145.40", "EUR/mois"),
    ]
    assert next(row for row in compared if row["dispositif"] == "bourse_regionale")["droit"] == "montant_annuel"
    # One amount of each unit: there is nothing to put together.
    assert compared.total == {}
