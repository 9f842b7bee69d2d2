"""What was decided beside what was planned."""

import datetime
import xml.dom.minidom
from pathlib import Path

import polars
import pytest

import bareme

PATHS = Path(__file__).resolve().parents[2] / "examples" / "suivi"
DISPOSITIFS = ["transitions_pro_aide_soignant", "transitions_pro_infirmier"]


@pytest.fixture(scope="module")
def engine() -> bareme.Engine:
    return bareme.pays_de_la_loire()


@pytest.fixture(scope="module")
def people() -> polars.DataFrame:
    return polars.read_csv(PATHS / "dossiers_2024.csv", infer_schema_length=None).select(
        "sexe", "age", "residence_departement", "statut", "diplome_vise", "organisme_departement", "contrat_type",
        "mois_salarie_total", "mois_dans_entreprise",
        polars.col("date_entree_formation").str.to_date(),
        *(polars.col(name) == "oui" for name in ("place_conventionnee",)),
        accord_commission_transitions_pro=polars.col("accord_commission_transitions_pro").replace_strict(
            {"oui": True, "non": False}, default=None, return_dtype=polars.Boolean
        ),
        licenciement_economique_ou_inaptitude=polars.lit(False),
        absence_sante_qualifiante=polars.lit(False),
        travailleur_handicape=polars.lit(False),
    )


def decided(engine: bareme.Engine, people: polars.DataFrame) -> polars.DataFrame:
    return engine.evaluate_table(
        people, date="2024-09-02", dispositifs=DISPOSITIFS, outputs=["verdict"],
        keep=["sexe", "age", "residence_departement", "date_entree_formation"],
    )


def test_the_agreements_of_2024_are_counted_beside_the_quota(engine: bareme.Engine, people: polars.DataFrame) -> None:
    counted = bareme.monitor(decided(engine, people), annee=2024).indicator("parcours_aide_soignant")
    # 85 files, of which 65 agreed, 15 refused and 5 without an answer; 150 places a year.
    assert (counted["oui"], counted["inconnus"]) == (65, 5)
    assert (counted["prevu"]["valeur"], counted["prevu"]["reste"]) == ("150", "85")
    by_sex = {group["valeur"]: group["oui"] for group in counted["par"]["sexe"]}
    assert sum(by_sex.values()) == 65


def test_every_kind_of_table_gives_the_same_counts(engine: bareme.Engine, people: polars.DataFrame) -> None:
    frame = decided(engine, people)
    of_polars = bareme.monitor(frame).data
    assert bareme.monitor(frame.to_arrow()).data == of_polars
    assert bareme.monitor(frame.to_pandas()).data == of_polars


def test_the_names_of_the_command_line_are_read_too(engine: bareme.Engine, people: polars.DataFrame) -> None:
    frame = decided(engine, people)
    renamed = frame.rename({name: name.replace("__", ".") for name in frame.columns})
    suivi = bareme.monitor(renamed, annee=2024)
    assert suivi.data == bareme.monitor(frame, annee=2024).data
    assert len(suivi) == len(suivi.rows) == len(suivi["compte"])


def test_what_lacks_a_column_is_said_with_what_to_add(engine: bareme.Engine, people: polars.DataFrame) -> None:
    suivi = bareme.monitor(decided(engine, people), annee=2024)
    told = [finding for finding in suivi.warnings if "noyau dur" in finding.message.lower()]
    assert told and told[0].code == "colonne_absente" and 'dispositifs=["un_emploi_une_formation"]' in (told[0].help or "")


def test_a_year_needs_the_column_that_says_it(engine: bareme.Engine, people: polars.DataFrame) -> None:
    with pytest.raises(bareme.BaremeError) as caught:
        bareme.monitor(decided(engine, people).drop("date_entree_formation"), annee=2024)
    assert [finding.code for finding in caught.value.findings] == ["colonne_manquante"]


def test_rows_at_fault_are_told_and_nothing_is_counted(engine: bareme.Engine, people: polars.DataFrame) -> None:
    frame = decided(engine, people).with_columns(sexe=polars.lit("autre"))
    with pytest.raises(bareme.BaremeError) as caught:
        bareme.monitor(frame, annee=2024)
    codes = {finding.code for finding in caught.value.findings}
    assert "choix_inconnu" in codes


def test_places_of_a_ledger_are_shown_beside(engine: bareme.Engine, people: polars.DataFrame) -> None:
    ledger = engine.ledger("parcours_aide_soignant", 2024)
    suivi = bareme.monitor(decided(engine, people), annee=2024, registre=ledger)
    (quota,) = suivi.data["annees"][0]["quotas"]
    assert (quota["quota"], quota["groupe"], quota["attribuees"]) == ("parcours_aide_soignant", "2024", 0)


def test_it_shows_as_a_page_a_table_and_a_chart(engine: bareme.Engine, people: polars.DataFrame) -> None:
    suivi = bareme.monitor(decided(engine, people), annee=2024)
    assert "Suivi de 2024" in str(suivi) and "<table>" in suivi._repr_html_()
    svg = suivi.svg()
    assert svg is not None
    xml.dom.minidom.parseString(svg)
    assert suivi.to_polars().height == len(suivi)
    assert list(suivi.to_pandas().columns) == list(suivi.columns)


def test_matplotlib_draws_a_bar_for_each_figure(engine: bareme.Engine, people: polars.DataFrame) -> None:
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    axes = bareme.monitor(decided(engine, people), annee=2024).plot()
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Reconversions vers aide-soignant ou aide-soignante",
        "Reconversions vers infirmier ou infirmière",
    ]


def test_a_dict_of_arrays_is_no_table() -> None:
    with pytest.raises(TypeError):
        bareme.monitor({"sexe": []})  # type: ignore[arg-type]


def test_what_the_region_follows_is_listed(engine: bareme.Engine) -> None:
    ids = {repere["id"]: repere for repere in engine.reperes(annee=2024)}
    assert ids["places_conventionnees"]["valeurs"][0]["valeur"] == "9752"
    assert "pacte_plancher_region" not in ids
    assert {one["id"] for one in engine.indicators()} >= {"noyau_dur", "boursiers"}


def test_priorities_are_columns_when_they_are_named(engine: bareme.Engine) -> None:
    frame = polars.DataFrame({
        "statut": ["demandeur_emploi"] * 3,
        "duree_inscription_mois": [12, 11, None],
        "date_entree_formation": [datetime.date(2024, 9, 2)] * 3,
    })
    out = engine.evaluate_table(
        frame, date="2024-09-02", dispositifs="un_emploi_une_formation",
        outputs=["verdict", "un_emploi_une_formation__priorite__longue_duree"],
    )
    assert out["un_emploi_une_formation__priorite__longue_duree"].to_list() == [True, False, None]
    whole = engine.evaluate_table(frame, date="2024-09-02", dispositifs="un_emploi_une_formation")
    assert not any("priorite" in name for name in whole.columns)
