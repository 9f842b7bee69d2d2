//! Operations of the language worked by hand, with facts that are known and facts that are not.
#![cfg(feature = "reader")]

use bareme::{
    Engine, Selection,
    answer::Bounds,
    catalogue::{Plan, from_files},
    pack::InputFile,
    wire,
};

const VOCABULARY: &str = r#"
[faits]
a = { titre = "A", type = "booleen" }
b = { titre = "B", type = "booleen" }
c = { titre = "C", type = "booleen" }
n = { titre = "N", type = "entier", min = 0, max = 9 }
d = { titre = "D", type = "date", min = 1900-01-01, max = 2099-12-31 }
e = { titre = "E", type = "date", min = 2020-01-01, max = 2029-12-31 }
"#;

/// A pack whose only droit is worth an expression of whole numbers.
fn files(expression: &str, unit: &str) -> Vec<InputFile> {
    let rules = format!(
        "id = \"aide\"\ntitre = \"Aide\"\nresume = \"R\"\nstatut = \"en_vigueur\"\nobjet = \"personne\"\nsources = [{{ id = \"loi\" }}]\n\
         [[conditions]]\nid = \"c\"\ntitre = \"C\"\nsi = \"date_reference >= date_reference\"\n\
         [[droits]]\nid = \"x\"\ntitre = \"X\"\ntype = \"entier\"\nunite = \"{unit}\"\nvaleur = '{expression}'\n"
    );
    let rules = if unit.is_empty() {
        rules.replace("unite = \"\"\n", "")
    } else {
        rules
    };
    vec![
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
    ]
}

/// The value of an expression for someone of whom this is known, or its bounds: `2`, `0..3`.
fn value(expression: &str, unit: &str, dossier: &str) -> String {
    let (plan, _) =
        from_files(files(expression, unit)).unwrap_or_else(|findings| panic!("{expression}: {findings:?}"));
    // What a compact form brings back is proved again.
    let engine = Engine::new(Plan::from_compact(&plan.to_compact().unwrap()).unwrap());
    let dossier = wire::read_dossier(&engine, dossier).unwrap();
    let answer = engine
        .evaluate_selected(&dossier, "2026-03-02".parse().unwrap(), Selection::InForce)
        .unwrap();
    let decision = answer.decision("aide").unwrap();
    let droit = decision.droits().next().unwrap();
    match (droit.value(), droit.bounds()) {
        (Some(value), _) => value.to_string(),
        (None, Some(Bounds::Between(least, most))) => format!("{least}..{most}"),
        (None, _) => "?".to_owned(),
    }
}

#[test]
fn the_conditions_that_hold_are_counted() {
    let counted = |dossier| value("compte(a, non b, c ou n > 0)", "", dossier);
    assert_eq!(counted(r#"{"a": true, "b": false, "c": true, "n": 0}"#), "3");
    assert_eq!(counted(r#"{"a": false, "b": true, "c": false, "n": 0}"#), "0");
    // Of a condition that is not known, nothing is counted and nothing ruled out.
    assert_eq!(counted("{}"), "0..3");
    assert_eq!(counted(r#"{"a": true}"#), "1..3");
    assert_eq!(counted(r#"{"b": true, "n": 1}"#), "1..2");
    // A condition written twice counts twice.
    assert_eq!(value("compte(a, a)", "", r#"{"a": true}"#), "2");
    // What is left open may no longer matter.
    let enough = |dossier| value("si compte(a, b, c) >= 1 alors 12 sinon 0", "", dossier);
    assert_eq!(enough(r#"{"b": true}"#), "12");
    assert_eq!(enough(r#"{"b": false}"#), "0..12");
}

#[test]
fn whole_years_go_from_birthday_to_birthday() {
    let age =
        |birth: &str, day: &str| value("age(d, e)", "an", &format!(r#"{{"d": "{birth}", "e": "{day}"}}"#));
    assert_eq!(age("2006-09-02", "2024-09-01"), "17");
    assert_eq!(age("2006-09-02", "2024-09-02"), "18");
    // Born on 29 February: a year older on 28 February of the years that have no other.
    assert_eq!(age("2008-02-29", "2026-02-27"), "17");
    assert_eq!(age("2008-02-29", "2026-02-28"), "18");
    assert_eq!(age("2008-02-29", "2028-02-28"), "19");
    assert_eq!(age("2008-02-29", "2028-02-29"), "20");
    // Before it, years are counted back, as months are.
    assert_eq!(age("2026-03-02", "2025-03-03"), "0");
    assert_eq!(age("2026-03-02", "2025-03-02"), "-1");
    assert_eq!(value("age(d, e)", "an", r#"{"e": "2025-06-01"}"#), "-74..125");
    assert_eq!(value("age(d, e)", "an", r#"{"d": "2005-06-01"}"#), "14..24");
}

#[test]
fn months_are_numbered_and_start_again() {
    let month = |day: &str| value("mois(e)", "", &format!(r#"{{"e": "{day}"}}"#));
    assert_eq!(month("2024-01-31"), "1");
    assert_eq!(month("2024-02-29"), "2");
    assert_eq!(month("2024-12-31"), "12");
    assert_eq!(value("mois(e)", "", "{}"), "1..12");
    // Between two days of one year, the months between theirs; over a new year, any month.
    let between = |least: &str, most: &str| {
        let expression = format!("mois(borne(e, d + {least}, d + {most}))");
        value(&expression, "", r#"{"d": "2024-03-15"}"#)
    };
    assert_eq!(between("0 jour", "1 mois"), "3..4");
    assert_eq!(between("0 jour", "12 jour"), "3");
    assert_eq!(between("1 mois", "12 mois"), "1..12");
}

#[test]
fn weeks_start_on_monday() {
    let weekday = |day: &str| value("jour_semaine(e)", "", &format!(r#"{{"e": "{day}"}}"#));
    assert_eq!(weekday("2026-11-29"), "7");
    assert_eq!(weekday("2026-11-30"), "1");
    assert_eq!(weekday("2024-02-29"), "4");
    assert_eq!(value("jour_semaine(d)", "", r#"{"d": "1969-12-28"}"#), "7");
    assert_eq!(value("jour_semaine(d)", "", r#"{"d": "1900-01-01"}"#), "1");
    assert_eq!(value("jour_semaine(e)", "", "{}"), "1..7");
    // Tuesday, and the next day; a Sunday, and the next day.
    let two_days = |day: &str| {
        let dossier = format!(r#"{{"d": "{day}"}}"#);
        value("jour_semaine(borne(e, d, d + 1 jour))", "", &dossier)
    };
    assert_eq!(two_days("2026-03-03"), "2..3");
    assert_eq!(two_days("2026-03-08"), "1..7");
}

#[test]
fn a_function_misspelt_is_suggested() {
    let findings = from_files(files("anee(d)", "")).unwrap_err();
    let suggested: Vec<_> = findings
        .list
        .iter()
        .map(|finding| finding.suggestion.as_deref())
        .collect();
    assert!(suggested.contains(&Some("annee")), "{:?}", findings.list);
}
