"""The rules as data: figures with their days and their source, the files of the pack, rows of a table explained."""

import datetime
import pathlib
import pickle
from decimal import Decimal

import bareme
import polars
import pytest
from conftest import DATE


def test_a_parameter_is_its_values_with_their_days(engine: bareme.Engine) -> None:
    smic = engine.parameter("smic_mensuel_brut")
    by_day = {row["depuis"]: row for row in smic}
    # Decree of 20 December 2023: 1 766,92 € from 1 January 2024; decree of 23 October 2024: 1 801,80 € from 1 November 2024.
    first, second = by_day[datetime.date(2024, 1, 1)], by_day[datetime.date(2024, 11, 1)]
    assert (first["valeur"], first["jusqu_a"]) == (Decimal("1766.92"), datetime.date(2024, 10, 31))
    assert (second["valeur"], smic.unite) == (Decimal("1801.80"), "EUR/mois")
    assert all(row["source"] and row["fiabilite"] in ("texte", "secondaire", "a_confirmer") for row in smic)


def test_a_table_is_its_cells_on_a_day(engine: bareme.Engine) -> None:
    ceilings = engine.table("bourse_plafonds", date="2024-09-02")
    of = {(row["points"], row["echelon"]): row for row in ceilings if row["points"] == 0}
    # Annex of the arrêté of 2024: without points, 35 086 € for échelon 0bis and 23 850 € for échelon 1.
    assert next(iter(ceilings))["depuis"] == datetime.date(2024, 9, 1)
    values = {echelon: next(value for value in row.values() if isinstance(value, Decimal)) for (_, echelon), row in of.items()}
    assert (values["0bis"], values["1"]) == (Decimal(35086), Decimal(23850))
    assert len(engine.table("bourse_plafonds")) > len(ceilings)


def test_they_are_frames_and_pages(engine: bareme.Engine) -> None:
    ceilings = engine.table("bourse_plafonds", date=DATE)
    for frame in (ceilings.to_pandas(), ceilings.to_polars()):
        assert len(frame) == len(ceilings) and list(frame.columns) == list(ceilings.columns)
    assert "<table" in ceilings._repr_html_() and "35\u202f086" in ceilings._repr_html_()
    assert ceilings["points"][0] == 0 and ceilings[0]["points"] == 0


def test_a_name_that_is_none_is_told_with_the_nearest(engine: bareme.Engine) -> None:
    with pytest.raises(bareme.BaremeError) as unknown:
        engine.parameter("smic_mensuel_bru")
    assert unknown.value.findings[0].suggestion == "smic_mensuel_brut"
    with pytest.raises(bareme.BaremeError):
        engine.table("bourse_plafond")
    with pytest.raises(bareme.BaremeError, match="n'a pas de valeur"):
        engine.table("bourse_plafonds", date="1990-01-01")
    parameters, tables = engine.names
    assert "smic_mensuel_brut" in parameters and "bourse_plafonds" in tables


def test_the_pack_is_written_and_read_again(engine: bareme.Engine, tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "regles"
    assert bareme.export_pack(folder) > 50
    assert bareme.load(folder).pack == engine.pack
    with pytest.raises(FileExistsError, match="n'est pas vide"):
        bareme.export_pack(folder)


def test_rows_are_explained_by_their_id(engine: bareme.Engine) -> None:
    table = polars.DataFrame({
        "numero": ["A-1", "A-2"],
        "statut": ["salarie_prive", "poursuite_scolarite"],
        "age": [31, None],
        "revenu_brut_global": [None, 12000.5],
    })
    second, first = engine.explain_rows(table, ["A-2", "A-1"], id="numero", date=DATE, dispositifs="bourse_regionale")
    alone = engine.explain({"statut": "salarie_prive", "age": 31}, date=DATE, dispositifs="bourse_regionale")
    assert first.json() == alone.json()
    assert second.to_dict()["dossier"]["revenu_brut_global"] == "12000.50"
    assert engine.explain_rows(table, [0], date=DATE, dispositifs="bourse_regionale")[0].json() == alone.json()
    with pytest.raises(bareme.BaremeError, match="A-3"):
        engine.explain_rows(table, ["A-3"], id="numero", date=DATE)
    with pytest.raises(bareme.BaremeError, match="n'a pas de ligne 7"):
        engine.explain_rows(table, [7], date=DATE)
    with pytest.raises(ValueError, match="id="):
        engine.explain_rows(table, ["A-1"], date=DATE)


def test_an_answer_goes_to_another_process(engine: bareme.Engine) -> None:
    answer = engine.explain({"age": 20}, date=DATE, dispositifs="bourse_regionale")
    again = pickle.loads(pickle.dumps(answer))
    assert again.json() == answer.json() and str(again) == str(answer)
