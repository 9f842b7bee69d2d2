"""What a table of decisions comes to: totals with their range, never a silent one."""

from decimal import Decimal
from typing import Any

import bareme
import polars
import pytest
from conftest import DATE

# Arrêté of 2024, without points: 3 828 € a year up to 17 034 €, échelon 3; 5 212 € up to 12 667 €, échelon 5; nothing over 35 086 €.
STUDENT: dict[str, Any] = {
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


def decided(engine: bareme.Engine, rows: list[dict[str, Any]], **options: Any) -> polars.DataFrame:
    names = sorted({name for row in rows for name in row})
    table = polars.DataFrame({name: [row.get(name) for row in rows] for name in names}, infer_schema_length=None)
    asked: dict[str, Any] = {"dispositifs": ["bourse_regionale"], "keep": ["commune"], "bounds": True} | options
    found: polars.DataFrame = engine.evaluate_table(table, date=DATE, **asked)
    return found


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    """One is due 3 828 €, one 5 212 €; of one the income is not known; one earns too much."""
    of = [("44109", 16000), ("44109", 12000), ("49007", None), ("49007", 40000)]
    return [STUDENT | {"commune": commune, "revenu_brut_global": income} for commune, income in of]


def test_what_is_missing_is_a_range(engine: bareme.Engine, rows: list[dict[str, Any]]) -> None:
    budget = bareme.budget(decided(engine, rows))
    # Whoever says no income may be due nothing, or the highest amount: 6 335 €.
    assert budget.total("montant_annuel") == bareme.Total(Decimal(9040), Decimal(9040), Decimal(15375), "EUR/an")
    assert budget.lignes == 4 and budget.refusees == 0
    line = budget.data["dispositifs"]["bourse_regionale"]
    assert line["verdicts"] == {"eligible": 2, "indetermine": 1, "non_eligible": 1, "hors_periode": 0}
    assert line["montants"]["montant_annuel"]["indeterminees"] == {"lignes": 1, "ecart": "6335.00"}


def test_cents_and_euros_are_never_added_up(engine: bareme.Engine, rows: list[dict[str, Any]]) -> None:
    table = decided(engine, rows, amounts="centimes")
    assert bareme.budget(table).total("montant_annuel").etabli == Decimal(9040)
    # As pandas reads a file: an empty cell makes doubles of a column of whole numbers, and its bounds stay whole.
    doubles = table.with_columns(polars.col("^bourse_regionale__montant_(annuel|mensuel)$").cast(polars.Float64))
    with pytest.raises(bareme.BaremeError, match="en centimes") as told:
        bareme.budget(doubles)
    assert told.value.findings[0].place == "/bourse_regionale__montant_annuel"


def test_a_total_that_is_not_there_is_told(engine: bareme.Engine, rows: list[dict[str, Any]]) -> None:
    budget = bareme.budget(decided(engine, rows), by="commune")
    with pytest.raises(KeyError, match="aucun total n'a `44110` pour groupe : 44109, 49007"):
        budget.total("montant_annuel", groupe="44110")
    with pytest.raises(ValueError, match=r'total\("montant_annuel", dispositif="bourse_regionale"\)'):
        budget.total()
    assert budget.total(unite="EUR/an") == budget.total("montant_annuel")


def test_each_value_of_a_column_has_its_totals(engine: bareme.Engine, rows: list[dict[str, Any]]) -> None:
    budget = bareme.budget(decided(engine, rows), by="commune")
    assert budget.total("montant_annuel", groupe="44109")[:3] == (Decimal(9040), Decimal(9040), Decimal(9040))
    assert budget.total("montant_annuel", groupe="49007")[:3] == (Decimal(0), Decimal(0), Decimal(6335))
    whole, groups = budget.rows[0], [row["groupe"] for row in budget.rows]
    assert whole["groupe"] is None and {"44109", "49007"} <= set(groups)


@pytest.mark.parametrize("amounts", ["decimal", "float", "centimes"])
def test_amounts_may_be_written_in_each_way(engine: bareme.Engine, rows: list[dict[str, Any]], amounts: str) -> None:
    budget = bareme.budget(decided(engine, rows, amounts=amounts))
    assert budget.total("montant_annuel")[:3] == (Decimal(9040), Decimal(9040), Decimal(15375))


def test_without_bounds_there_is_no_range(engine: bareme.Engine, rows: list[dict[str, Any]]) -> None:
    budget = bareme.budget(decided(engine, rows, bounds=False))
    assert budget.total("montant_annuel") == bareme.Total(Decimal(9040), None, None, "EUR/an")
    assert "bounds=True" in str(budget)


def test_it_is_told_and_drawn(engine: bareme.Engine, rows: list[dict[str, Any]]) -> None:
    budget = bareme.budget(decided(engine, rows), by="commune")
    text = str(budget)
    text = text.replace("\xa0", " ")
    assert "Budget de 4 lignes" in text and "Au moins" in text and "on ne sait pas encore si c'est dû" in text
    assert "<table" in budget._repr_html_() and "| Montant |" in budget.markdown()
    svg = budget.plot()._repr_svg_()
    assert svg.startswith("<svg") and "€\xa0par\xa0an" in svg and "44109" in svg
    frames = budget.to_pandas(), budget.to_polars()
    assert all(len(frame) == len(budget) and list(frame.columns) == list(budget.columns) for frame in frames)


def test_what_is_no_table_of_decisions_is_told(engine: bareme.Engine, rows: list[dict[str, Any]]) -> None:
    with pytest.raises(bareme.BaremeError, match="ce ne sont pas des décisions"):
        bareme.budget(polars.DataFrame({"age": [12]}))
    with pytest.raises(bareme.BaremeError) as unknown:
        bareme.budget(decided(engine, rows), by="comune")
    assert unknown.value.findings[0].suggestion == "commune"
    with pytest.raises(ValueError, match="plusieurs totaux répondent"):
        bareme.budget(decided(engine, rows)).total()
    with pytest.raises(KeyError):
        bareme.budget(decided(engine, rows)).total("montant_anuel")
