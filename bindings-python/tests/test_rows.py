"""Rows as they come: columns of other names, rows at fault, a day for each row."""

import datetime
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import bareme
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import small_pack

# To whoever is alone, the income less 1,000 €; less 1,200 € from July on. In 2024 only.
CHANGES = {
    "parametres/p.toml": """
[retrait]
titre = "Retrait"
type = "montant"
unite = "EUR/an"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, valeur = 1000 }, { depuis = 2024-07-01, valeur = 1200 }]
""",
    "dispositifs/t/aide.toml": """
id = "aide"
titre = "Aide"
resume = "R"
statut = "en_vigueur"
objet = "personne"
en_vigueur = { du = 2024-01-01, au = 2024-12-31 }
sources = [{ id = "loi" }]
[[conditions]]
id = "seul"
titre = "Être seul"
si = "seul"
[[droits]]
id = "montant"
titre = "D"
type = "montant"
unite = "EUR/an"
valeur = "revenu - retrait"
""",
    "vocabulaire.toml": """
[faits.revenu]
titre = "Revenu"
type = "montant"
unite = "EUR/an"
min = 0
max = 9000
[faits.seul]
titre = "Seul"
type = "booleen"
[faits.debut]
titre = "Début"
type = "date"
min = 2024-01-10
max = 2024-12-20
[faits.fin]
titre = "Fin"
type = "date"
min = 2024-01-10
max = 2024-12-20
[faits.lieu]
titre = "Lieu"
type = "choix"
choix = "departement"
[choix.departement]
loire_atlantique = "Loire-Atlantique"
maine_et_loire = "Maine-et-Loire"
vendee = "Vendée"
hors_region = "Ailleurs"
[[coherences]]
id = "ordre"
titre = "La fin suit le début"
si = "fin >= debut"
gravite = "erreur"
""",
}
DAY = "2024-03-01"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bareme.Engine:
    folder: Path = tmp_path_factory.mktemp("pack")
    for name, text in (small_pack.FILES | CHANGES).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return bareme.load(folder)


def told(error: pytest.ExceptionInfo[bareme.BaremeError]) -> list[tuple[str, str, str | None]]:
    return [(finding.place, finding.code, finding.suggestion) for finding in error.value.findings]


def warned(call: Any) -> tuple[Any, list[str]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        answer = call()
    return answer, [str(one.message) for one in caught if issubclass(one.category, bareme.BaremeWarning)]


FRAMES = (pl.DataFrame, pd.DataFrame, pa.table, lambda columns: {name: np.array(values) for name, values in columns.items()})


def listed(table: Any, name: str) -> list[Any]:
    """A column of any kind of table, nothing as None."""
    if isinstance(table, pd.DataFrame):
        return [None if pd.isna(value) else value for value in table[name].astype(object)]
    if isinstance(table, pa.Table):
        return list(table[name].to_pylist())
    return list(table[name].to_list() if isinstance(table, pl.DataFrame) else table[name].tolist())


@pytest.mark.parametrize("frame", FRAMES)
def test_every_other_column_is_handed_on(small: bareme.Engine, frame: Any) -> None:
    table = frame({"dossier": ["a", "b"], "seul": [True, False], "revenu": [3000, 3000], "note": [1, 2], "Revenus": [7, 7]})
    out, said = warned(lambda: small.evaluate_table(table, date=DAY, keep="autres"))
    assert listed(out, "dossier") == ["a", "b"] and listed(out, "note") == [1, 2] and listed(out, "Revenus") == [7, 7]
    assert listed(out, "aide__montant") == [Decimal("2000.00"), None]
    names = list(out) if isinstance(out, dict) else list(out.columns) if not isinstance(out, pa.Table) else out.column_names
    assert "seul" not in names and "revenu" not in names
    # Only the one that is nearly called as a fact is told.
    [words] = said
    assert "`Revenus`" in words and 'rename={"Revenus": "revenu"}' in words and "note" not in words


@pytest.mark.parametrize("frame", FRAMES[:3])
def test_a_table_of_days_that_is_decided_on_one_says_so(small: bareme.Engine, frame: Any) -> None:
    days = [datetime.date(2024, 9, 2), datetime.date(2025, 9, 2)]
    table = frame({"seul": [True, False], "revenu": [3000, 3000], "reçu": days})
    _, said = warned(lambda: small.evaluate_table(table, date=DAY, keep="autres"))
    [words] = said
    assert "la colonne `reçu` porte des dates" in words and 'date="reçu"' in words
    _, said = warned(lambda: small.evaluate_table(table, date="reçu", keep="autres"))
    assert not any("porte des dates" in words for words in said)


@pytest.mark.parametrize("frame", FRAMES)
def test_columns_of_other_names_are_facts(small: bareme.Engine, frame: Any) -> None:
    table = frame({"NOM": ["a", "b"], "VIT_SEUL": [True, False], "RESS": [3000, 3000]})
    out = small.evaluate_table(table, date=DAY, rename={"VIT_SEUL": "seul", "RESS": "revenu"}, keep="autres")
    assert listed(out, "aide__montant") == [Decimal("2000.00"), None] and listed(out, "NOM") == ["a", "b"]
    # A fact that is kept is kept under the name that it was given.
    kept = small.evaluate_table(table, date=DAY, rename={"VIT_SEUL": "seul", "RESS": "revenu"}, keep=["NOM", "revenu"])
    assert listed(kept, "revenu") == [3000, 3000]


@pytest.mark.parametrize("frame", FRAMES)
def test_what_is_renamed_to_nothing_is_refused(small: bareme.Engine, frame: Any) -> None:
    table = frame({"VIT_SEUL": [True], "RESS": [3000]})
    with pytest.raises(bareme.BaremeError) as error:
        small.evaluate_table(table, date=DAY, rename={"VIT_SEUL": "seule", "RES": "revenu"}, keep="autres")
    assert told(error) == [("", "fait_inconnu", "seul"), ("", "colonne_manquante", "RESS")]
    twice = frame({"seul": [True], "VIT_SEUL": [True]})
    with pytest.raises(bareme.BaremeError) as error:
        small.evaluate_table(twice, date=DAY, rename={"VIT_SEUL": "seul"})
    assert [finding.code for finding in error.value.findings] == ["fait_en_double"]
    with pytest.raises(TypeError, match="`rename` est un dict"):
        small.evaluate_table(table, date=DAY, rename=["seul"])  # type: ignore[call-overload]


def test_rows_at_fault_are_left_undecided(small: bareme.Engine) -> None:
    table = pl.DataFrame({
        "seul": [True, True, True, False, True],
        "revenu": [3000, 9001, 4000, 5000, -1],
        "lieu": ["vendee", "vende", "vendee", None, "loire_atlantique"],
        "debut": ["2024-02-01", "2024-02-01", "2024-03-01", "2024-02-01", "2024-02-30"],
        "fin": ["2024-02-01", "2024-02-02", "2024-02-01", "2024-02-02", None],
    })
    with pytest.raises(bareme.BaremeError):
        small.evaluate_table(table, date=DAY)
    out, said = warned(lambda: small.evaluate_table(table, date=DAY, on_error="refuse"))
    assert out["aide__verdict"].to_list() == ["eligible", None, None, "non_eligible", None]
    assert out["aide__montant"].to_list() == [Decimal(2000), None, None, None, None]
    codes = [text and [part.split(" : ")[0] for part in text.split(" ; ")] for text in out["erreur"].to_list()]
    assert codes == [None, ["hors_bornes", "choix_inconnu"], ["incoherence"], None, ["hors_bornes", "date_invalide"]]
    assert "La fin suit le début" in out["erreur"][2]
    [words] = said
    assert words.startswith(
        "3 lignes sur 5 ne sont pas décidées : hors_bornes (2 lignes, d'abord la ligne 1), choix_inconnu (1 ligne, "
        "d'abord la ligne 1), date_invalide (1 ligne, d'abord la ligne 4), incoherence (1 ligne, d'abord la ligne 2)"
    )
    # What is added up says how many are not in it.
    assert bareme.budget(out, engine=small).refusees == 3
    # Columns that are chosen do not hide why.
    chosen = small.evaluate_table(table, date=DAY, on_error="refuse", outputs="verdict")
    assert chosen.columns == ["erreur", "aide__verdict"]


def test_rows_at_fault_are_left_undecided_in_every_table(small: bareme.Engine) -> None:
    columns = {"seul": [True, True, False], "revenu": [3000, 9001, 3000]}
    for frame in FRAMES:
        out, _ = warned(lambda frame=frame: small.evaluate_table(frame(columns), date=DAY, on_error="refuse"))
        assert listed(out, "aide__verdict") == ["eligible", None, "non_eligible"]
        assert [text is None for text in listed(out, "erreur")] == [True, False, True]


def test_ends_the_wrong_way_round_are_the_fault_of_their_row(small: bareme.Engine) -> None:
    table = pl.DataFrame({"seul": [True, True], "revenu.min": [2000, 3000], "revenu.max": [3000, 2000]})
    out, said = warned(lambda: small.evaluate_table(table, date=DAY, on_error="refuse", bounds=True))
    # From 2,000 − 1,000 to 3,000 − 1,000.
    assert out["aide__montant_min"].to_list() == [Decimal(1000), None]
    assert out["aide__montant_max"].to_list() == [Decimal(2000), None]
    assert out["erreur"][0] is None and out["erreur"][1].startswith("valeur_invalide") and len(said) == 1


def test_many_rows_at_fault_are_told_once(small: bareme.Engine) -> None:
    table = pa.table({"seul": pa.array([True] * 100_000), "revenu": pa.array([9001] * 99_999 + [1000])})
    out, [words] = warned(lambda: small.evaluate_table(table, date=DAY, on_error="refuse"))
    assert "99999 lignes sur 100000" in words and len(words) < 300
    assert out["aide__montant"].to_pylist()[-2:] == [None, Decimal(0)]


def test_a_column_that_is_wrong_still_refuses_the_table(small: bareme.Engine) -> None:
    for columns, place in (({"seul": ["oui"]}, "/seul"), ({"seule": [True]}, "/seule")):
        with pytest.raises(bareme.BaremeError) as error:
            small.evaluate_table(pl.DataFrame(columns), date=DAY, on_error="refuse")
        assert [finding.place for finding in error.value.findings] == [place]
    with pytest.raises(ValueError, match="`on_error` est"):
        small.evaluate_table(pl.DataFrame({"seul": [True]}), date=DAY, on_error="ignore")  # type: ignore[call-overload]
    # Without a row at fault, the column is there and says nothing.
    out = small.evaluate_table(pl.DataFrame({"seul": [True]}), date=DAY, on_error="refuse")
    assert out["erreur"].to_list() == [None]


DAYS = ["2024-08-01", "2024-03-01", "2023-05-01", "2024-06-30", "2024-03-01"]
# Less 1,200; less 1,000; out of the period; less 1,000 the day before the change; less 1,000.
DUE = [Decimal("1800.00"), Decimal("2000.00"), None, Decimal("3000.00"), Decimal("4000.00")]


@pytest.mark.parametrize("frame", FRAMES)
def test_each_row_has_its_day(small: bareme.Engine, frame: Any) -> None:
    texts = frame({"DATE_DEM": DAYS, "seul": [True] * 5, "revenu": [3000, 3000, 3000, 4000, 5000], "n": [0, 1, 2, 3, 4]})
    out = small.evaluate_table(texts, date="DATE_DEM", keep="autres")
    assert listed(out, "aide__montant") == DUE and listed(out, "n") == [0, 1, 2, 3, 4]
    assert listed(out, "aide__verdict") == ["eligible", "eligible", "hors_periode", "eligible", "eligible"]
    assert listed(out, "DATE_DEM") == DAYS


def test_days_come_in_every_form(small: bareme.Engine) -> None:
    facts = {"seul": [True] * 5, "revenu": [3000, 3000, 3000, 4000, 5000]}
    days = [datetime.date.fromisoformat(day) for day in DAYS]
    for column in (pa.array(days), pa.array(days).cast(pa.timestamp("us")), pa.array(DAYS).dictionary_encode()):
        table = pa.table({"le": column, **facts})
        # Several pieces, of which a day has rows in each.
        cut = pa.concat_tables([table.slice(0, 2), table.slice(2)])
        assert small.evaluate_table(cut, date="le")["aide__montant"].to_pylist() == DUE
    arrays = {"le": np.array(DAYS, dtype="datetime64[D]"), "seul": np.array([True] * 5), "revenu": np.array(facts["revenu"])}
    assert small.evaluate_table(arrays, date="le")["aide__montant"].tolist() == DUE
    # The column of days may be a fact, and one that is renamed.
    fact = pl.DataFrame({"DEBUT": ["2024-08-01", "2024-03-01"], "seul": [True] * 2, "revenu": [3000] * 2})
    out = small.evaluate_table(fact, date="DEBUT", rename={"DEBUT": "debut"})
    assert out["aide__montant"].to_list() == DUE[:2]
    scaled = small.evaluate_table(fact.with_columns(revenu=pl.lit(300_000)), date="debut", rename={"DEBUT": "debut"}, scaled=True)
    assert scaled["aide__montant"].to_list() == [180_000, 200_000]


def test_each_row_is_decided_as_by_its_day(small: bareme.Engine) -> None:
    days = [datetime.date(2024, 1, 1) + datetime.timedelta(days=step % 400) for step in range(3000)]
    table = pl.DataFrame({"le": days, "seul": [step % 3 > 0 for step in range(3000)], "revenu": [step for step in range(3000)]})
    options: dict[str, Any] = {"on_error": "refuse", "bounds": True, "if_eligible": True}
    out = small.evaluate_table(table, date="le", **options)
    for day in ("2024-01-01", "2024-06-30", "2024-07-01", "2025-01-05"):
        rows = table["le"] == datetime.date.fromisoformat(day)
        alone = small.evaluate_table(table.filter(rows).drop("le"), date=day, **options)
        assert out.filter(rows).equals(alone) and len(alone) >= 7, day


def test_a_row_without_a_day_is_at_fault(small: bareme.Engine) -> None:
    table = pl.DataFrame({"le": ["2024-03-01", None, "", "01/03/2024"], "seul": [True] * 4, "revenu": [3000] * 4})
    with pytest.raises(bareme.BaremeError) as error:
        small.evaluate_table(table, date="le")
    assert [(finding.place, finding.code) for finding in error.value.findings] == [
        (f"/le/{row}", "date_invalide") for row in (1, 2, 3)
    ]
    assert error.value.findings[2].suggestion == "2024-03-01"
    out, [words] = warned(lambda: small.evaluate_table(table, date="le", on_error="refuse"))
    assert out["aide__montant"].to_list() == [Decimal(2000), None, None, None]
    assert [text and text.split(" : ")[0] for text in out["erreur"]] == [None] + ["date_invalide"] * 3
    assert "3 lignes sur 4 ne sont pas décidées : date_invalide (3 lignes, d'abord la ligne 1)" in words
    # A value out of bounds is told at its row, whatever its day.
    wrong = pl.DataFrame({"le": ["2024-08-01", "2024-03-01", "2024-08-01"], "revenu": [9001, 9002, 9003]})
    with pytest.raises(bareme.BaremeError) as error:
        small.evaluate_table(wrong, date="le")
    assert [finding.place for finding in error.value.findings] == ["/revenu/0", "/revenu/1", "/revenu/2"]
    with pytest.raises(bareme.BaremeError) as error:
        small.evaluate_table(pl.DataFrame({"le": [3], "seul": [True]}), date="le")
    assert [(finding.place, finding.code) for finding in error.value.findings] == [("/le", "type_invalide")]
    with pytest.raises(bareme.BaremeError) as error:
        small.evaluate_table(pl.DataFrame({"seul": [True]}), date="le")
    assert [(finding.code, "nom d'une colonne" in (finding.help or "")) for finding in error.value.findings] == [
        ("date_invalide", True)
    ]
    empty = small.evaluate_table(pl.DataFrame(schema={"le": pl.Date, "seul": pl.Boolean}), date="le")
    assert empty.columns == ["incoherence", "aide__verdict", "aide__condition", "aide__manquants", "aide__montant"]


# The same three rows, as people type them and as a program writes them.
TYPED = {
    "seul": ["Oui", " non ", "OUI"],
    "revenu": ["3 000,50 €", "2500", "4 000"],
    "debut": ["01/02/2024", "2024-02-01", ""],
    "lieu": ["49", "85", "75"],
}
LENIENT = {"seul": ("booleens", "oui_non"), "revenu": ("nombres", "fr"), "debut": ("dates", "fr"), "lieu": ("departement", "code")}


@pytest.mark.parametrize("frame", FRAMES)
def test_what_people_type_is_read_when_it_is_asked_for(small: bareme.Engine, frame: Any) -> None:
    out = small.evaluate_table(frame(TYPED), date=DAY, lenient=dict(LENIENT.values()), keep=["lieu"])
    assert listed(out, "aide__montant") == [Decimal("2000.50"), None, Decimal("3000.00")]
    assert listed(out, "lieu") == ["49", "85", "75"]


@pytest.mark.parametrize("name", LENIENT)
def test_each_kind_is_opened_by_itself(small: bareme.Engine, name: str) -> None:
    kind, how = LENIENT[name]
    table = pl.DataFrame({name: TYPED[name]})
    assert len(small.evaluate_table(table, date=DAY, lenient={kind: how})) == 3
    others = {other: way for other, way in LENIENT.values() if other != kind}
    with pytest.raises(bareme.BaremeError):
        small.evaluate_table(table, date=DAY, lenient=others)


def test_departments_are_read_by_their_codes(small: bareme.Engine) -> None:
    lenient = {"departement": "code"}
    # Numbers too, and those with empty cells that pandas makes floats of.
    for lieu in ([49, 1, None], [49.0, 2.0, None], ["49", "2A", "vendee"], ["974", "01", " 44"]):
        table = pd.DataFrame({"lieu": lieu, "seul": [True] * 3})
        assert len(small.evaluate_table(table, date=DAY, lenient=lenient)) == 3, lieu
    wrong = pl.DataFrame({"lieu": ["49", "20", "975", "4A", "00"]})
    with pytest.raises(bareme.BaremeError) as error:
        small.evaluate_table(wrong, date=DAY, lenient=lenient)
    assert [finding.place for finding in error.value.findings] == [f"/lieu/{row}" for row in (1, 2, 3, 4)]
    out, _ = warned(lambda: small.evaluate_table(pl.DataFrame({"lieu": [49, 99]}), date=DAY, lenient=lenient, on_error="refuse"))
    assert [text is None for text in out["erreur"]] == [True, False]


def test_a_code_is_the_member_of_its_department(engine: bareme.Engine) -> None:
    names = ["loire_atlantique", "maine_et_loire", "mayenne", "sarthe", "vendee", "hors_region"]
    rows: dict[str, Any] = {"date": "2024-09-02", "outputs": ["verdict", "faits_manquants"]}
    by_name = engine.evaluate_table(pl.DataFrame({"residence_departement": names}), **rows)
    by_code = engine.evaluate_table(
        pl.DataFrame({"residence_departement": [44, 49, 53, 72, 85, 35]}), lenient={"departement": "code"}, **rows
    )
    assert by_code.equals(by_name)


def test_days_of_rows_are_read_as_people_type_them(small: bareme.Engine) -> None:
    table = pl.DataFrame({"le": ["01/08/2024", "1/3/2024"], "seul": [True] * 2, "revenu": [3000] * 2})
    out = small.evaluate_table(table, date="le", lenient={"dates": "fr"})
    assert out["aide__montant"].to_list() == DUE[:2]
    others: list[Any] = [{"dates": "en"}, {"date": "fr"}, ["dates"], {"dates": True}]
    for wrong in others:
        with pytest.raises(ValueError, match="`lenient` est un dict"):
            small.evaluate_table(table, date="le", lenient=wrong)
