//! Titles of the parts of an explanation.

use super::{Piece, number, pieces};
use crate::{
    date::Day,
    error::Findings,
    pack::InputFile,
    plan::{Plan, from_files},
};

const PARAMETERS: &str = r#"
[age]
titre = "Âge"
type = "entier"
unite = "an"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2024-01-01, jusqu_a = 2024-08-31, valeur = 18 }, { depuis = 2024-09-01, valeur = 1234 }]

[annee_depart]
titre = "Année"
type = "entier"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2024-01-01, valeur = 2025 }]

[montant]
titre = "Montant"
type = "montant"
unite = "EUR/mois"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2024-01-01, jusqu_a = 2024-12-31, valeur = "1801.80" }, { depuis = 2025-01-01, valeur = "1234567.00" }]

[part]
titre = "Part"
type = "taux"
decimales = 3
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2024-01-01, jusqu_a = 2024-12-31, valeur = "0.60" }, { depuis = 2025-01-01, valeur = "0.125" }]

[premier_jour]
titre = "Jour"
type = "date"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2024-01-01, jusqu_a = 2024-12-31, valeur = 2024-09-02 }, { depuis = 2025-01-01, valeur = 2025-01-01 }]

[statut]
titre = "Statut"
type = "choix"
choix = "statut"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2024-01-01, valeur = "eleve" }]
"#;

fn plan() -> Result<Plan, Findings> {
    let file = InputFile::new;
    from_files(vec![
        file(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        file("sources.toml", "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n"),
        file("vocabulaire.toml", "[choix.statut]\neleve = \"Élève\"\n"),
        file("parametres/p.toml", PARAMETERS),
        file(
            "dispositifs/t/d.toml",
            "id = \"d\"\ntitre = \"Selon {age}, {annee_depart}, {montant}, {part}, {premier_jour} et {statut}\"\nresume = \"R\"\n\
             statut = \"en_vigueur\"\nobjet = \"personne\"\nen_vigueur = { du = 2024-01-01 }\nsources = [{ id = \"loi\" }]\n",
        ),
    ])
    .map(|(plan, findings)| {
        // What a title names is read.
        assert_eq!(findings.list, []);
        plan
    })
}

fn day(text: &str) -> Option<Day> {
    text.parse().ok()
}

#[test]
fn a_title_is_read_with_the_values_of_the_day() {
    let plan = plan().unwrap();
    let title = "au moins {age} ans";
    for (on, read) in [
        (day("2024-08-31"), "au moins 18 ans"),
        (day("2024-09-01"), "au moins 1\u{202f}234 ans"),
        (day("2019-01-01"), "au moins 18 ans"),
        (None, "au moins 1\u{202f}234 ans"),
    ] {
        assert_eq!(plan.titled(title, on), read);
    }
    assert_eq!(plan.longest_title(title), "au moins 1\u{202f}234 ans".len());
}

#[test]
fn each_type_is_written_as_in_french() {
    let plan = plan().unwrap();
    let [before, after] = [day("2024-10-01"), day("2025-10-01")];
    for (title, first, then) in [
        ("{montant} €", "1\u{202f}801,80 €", "1\u{202f}234\u{202f}567 €"),
        ("{part}", "60\u{a0}%", "12,5\u{a0}%"),
        (
            "dès le {premier_jour}",
            "dès le 2\u{a0}septembre\u{a0}2024",
            "dès le 1er\u{a0}janvier\u{a0}2025",
        ),
        ("{statut} en {annee_depart}", "Élève en 2025", "Élève en 2025"),
    ] {
        assert_eq!(plan.titled(title, before), first);
        assert_eq!(plan.titled(title, after), then);
    }
    assert_eq!(number(-12_345_600, 4, 2), "\u{2212}1\u{202f}234,56");
    assert_eq!(number(37_000, 4, 2), "3,70");
    assert_eq!(number(125, 3, 0), "0,125");
    assert_eq!(
        number(i64::MIN, 2, 2),
        "\u{2212}92\u{202f}233\u{202f}720\u{202f}368\u{202f}547\u{202f}758,08"
    );
}

#[test]
fn a_title_without_parameters_is_lent_and_an_unknown_name_stays() {
    let plan = plan().unwrap();
    assert!(matches!(
        plan.titled("Être en emploi", None),
        std::borrow::Cow::Borrowed("Être en emploi")
    ));
    assert_eq!(plan.titled("{inconnu} {", None), "{inconnu} {");
}

#[test]
fn pieces_are_the_whole_title() {
    let of = |title| pieces(title).map(|(_, piece)| piece).collect::<Vec<_>>();
    assert_eq!(
        of("a {b} c"),
        [Piece::Text("a "), Piece::Hole("b"), Piece::Text(" c")]
    );
    assert_eq!(of("{{b}"), [Piece::Lone("{"), Piece::Hole("b")]);
    assert_eq!(of("é}"), [Piece::Text("é"), Piece::Lone("}")]);
    assert_eq!(of("{}{"), [Piece::Hole(""), Piece::Lone("{")]);
    assert_eq!(of(""), []);
    assert_eq!(pieces("é {b}").last(), Some((3, Piece::Hole("b"))));
}
