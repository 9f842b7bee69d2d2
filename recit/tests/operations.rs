//! How operations of the language are told to a person.

use bareme::{Engine, Selection, catalogue::from_files, pack::InputFile, wire};
use bareme_recit::{Options, Style, explain};

const VOCABULARY: &str = r#"
[faits]
boursier = { titre = "Boursier ou boursière", type = "booleen" }
parent = { titre = "Parent isolé ou isolée", type = "booleen" }
enfants = { titre = "Enfants à charge", type = "entier", min = 0, max = 9 }
naissance = { titre = "Date de naissance", type = "date", min = 1930-01-01, max = 2019-12-31 }
entree = { titre = "Entrée en formation", type = "date", min = 2020-01-01, max = 2029-12-31 }
"#;

/// What is said of a droit that is worth this expression, line by line.
fn told(value: &str, kind: &str, dossier: &str) -> Vec<String> {
    let rules = format!(
        "id = \"aide\"\ntitre = \"Aide\"\nresume = \"Une aide.\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\n\
         sources = [{{ id = \"loi\" }}]\n[[conditions]]\nid = \"c\"\ntitre = \"Être là\"\nsi = \"date_reference >= date_reference\"\n\
         [[droits]]\nid = \"x\"\ntitre = \"Mesure\"\n{kind}\nvaleur = '{value}'\n"
    );
    let files = vec![
        InputFile::new(
            "pack.toml",
            "id = \"essai\"\ntitre = \"Essai\"\nversion = \"1\"\nregion = \"R\"\nlangue = \"fr\"\n",
        ),
        InputFile::new(
            "sources.toml",
            "[loi]\ntitre = \"La loi\"\nfiabilite = \"texte\"\n",
        ),
        InputFile::new("vocabulaire.toml", VOCABULARY),
        InputFile::new("dispositifs/t/aide.toml", rules),
    ];
    let (plan, _) = from_files(files).unwrap_or_else(|findings| panic!("{value}: {findings:?}"));
    let engine = Engine::new(plan);
    let dossier = wire::read_dossier(&engine, dossier).unwrap();
    let day = "2026-03-02".parse().unwrap();
    let answer = engine.explain(&dossier, day, Selection::InForce).unwrap();
    let text = explain(&answer, Options::default()).text(100, Style::Plain);
    text.lines()
        .map(|line| line.trim().replace('\u{a0}', " "))
        .collect()
}

fn says(lines: &[String], wanted: &[&str]) {
    let text = lines.join("\n");
    for line in wanted {
        assert!(lines.iter().any(|told| told == line), "no « {line} » in\n{text}");
    }
}

#[test]
fn each_condition_that_is_counted_is_told_with_its_mark() {
    let count = "compte(boursier, parent, enfants > 0)";
    let known = told(
        count,
        "type = \"entier\"",
        r#"{"boursier": true, "parent": false, "enfants": 1}"#,
    );
    says(
        &known,
        &[
            "· Mesure : 2 [1]",
            "= nombre de conditions remplies, sur 3",
            "✓ Boursier ou boursière : oui",
            "✗ Parent isolé ou isolée : non",
            "✓ Enfants à charge : 1, supérieur à 0",
        ],
    );
    let open = told(count, "type = \"entier\"", r#"{"boursier": true}"#);
    says(
        &open,
        &[
            "· Mesure : entre 1 et 3 [1]",
            "✓ Boursier ou boursière : oui",
            "? Parent isolé ou isolée : non renseigné",
            "? Enfants à charge : non renseigné, à comparer à : 0",
        ],
    );
}

#[test]
fn an_age_is_told_from_its_two_dates() {
    let age = told(
        "age(naissance, entree)",
        "type = \"entier\"\nunite = \"an\"",
        r#"{"naissance": "2004-02-29", "entree": "2026-02-28"}"#,
    );
    says(
        &age,
        &["= années entières entre le 29 février 2004 et le 28 février 2026"],
    );
}

#[test]
fn the_number_of_a_month_is_told_from_its_date() {
    let month = told("mois(entree)", "type = \"entier\"", r#"{"entree": "2026-02-28"}"#);
    says(
        &month,
        &["· Mesure : 2 [1]", "= numéro du mois du 28 février 2026"],
    );
}

#[test]
fn the_number_of_a_weekday_is_told_from_its_date() {
    let weekday = told(
        "jour_semaine(entree)",
        "type = \"entier\"",
        r#"{"entree": "2026-02-28"}"#,
    );
    says(
        &weekday,
        &[
            "· Mesure : 6 [1]",
            "= numéro du jour de la semaine, 1 pour lundi, du 28 février 2026",
        ],
    );
}
