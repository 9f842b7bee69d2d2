//! What is said to do, when a first try goes wrong as it does for everybody.

use super::{CELLS, condition, dispositif, pack};
use crate::error::Finding;

/// The only finding of an error about a dispositif.
fn told(rest: &str) -> Finding {
    let findings = pack(&[dispositif("d", rest)], CELLS).unwrap_err();
    let mut errors = findings
        .into_iter()
        .filter(|finding| finding.severity == crate::error::Severity::Error);
    let first = errors.next().unwrap();
    assert_eq!(errors.next(), None, "one fault, one finding");
    first
}

fn help(rest: &str) -> String {
    told(rest).help.unwrap_or_default()
}

#[test]
fn a_date_in_an_expression_becomes_a_parameter() {
    for date in ["01/09/2026", "2026-09-01", "1/9/2026"] {
        let finding = told(&condition(&format!("entree >= {date}")));
        assert_eq!(
            finding.message,
            format!("`{date}` est une date écrite dans une expression")
        );
        assert_eq!(
            finding.help.unwrap(),
            "écrivez le nom d'un paramètre de type `date`, qui a `valeur = 2026-09-01` et sa source"
        );
    }
}

#[test]
fn a_misspelt_function_is_proposed_and_the_functions_are_listed() {
    let finding = told(&condition("arondi(age, 0) >= age_minimum"));
    assert_eq!(finding.message, "ni table ni fonction ne s'appelle `arondi`");
    assert_eq!(finding.suggestion.as_deref(), Some("arrondi"));
    let help = finding.help.unwrap();
    for function in ["`arrondi`", "`min`", "`mois_entre`", "`premier_rang`"] {
        assert!(help.contains(function), "{help}");
    }
    // Where only a table may stand, only tables are proposed.
    let finding = told(&condition("depasse(arrondi, enfants, revenu)"));
    assert_eq!(finding.message, "aucune table ne s'appelle `arrondi`");
    assert_eq!(finding.suggestion, None);
}

#[test]
fn a_missing_unit_is_told_where_it_belongs() {
    assert_eq!(
        help(&condition("revenu > enfants")),
        "si l'unité a été oubliée, ajoutez `unite = \"EUR/an\"` où ce nombre est déclaré ; sinon multipliez par un paramètre en `EUR/an`"
    );
    assert_eq!(
        help(&condition("revenu > mensualite")),
        "multipliez par un paramètre qui convertit, par exemple en `mois/an`"
    );
}

#[test]
fn a_circle_is_shown_whole_with_its_places() {
    let finding = told(&format!(
        "[variables]\na = \"b\"\nb = \"c + 1\"\nc = \"a\"\n{}",
        condition("a > 1")
    ));
    assert_eq!(
        finding.help.unwrap(),
        "rompez le cercle, une valeur ne peut pas servir à se calculer : la variable `a` (dispositifs/t/d.toml:9:6) → la variable `b` \
         (dispositifs/t/d.toml:10:6) → la variable `c` (dispositifs/t/d.toml:11:6) → la variable `a`"
    );
    let one = dispositif("un", &condition("dispositif.deux.eligible"));
    let two = dispositif("deux", &condition("dispositif.un.eligible"));
    let findings = pack(&[one, two], CELLS).unwrap_err();
    let circle = findings
        .iter()
        .find(|finding| finding.code.as_str() == "cycle")
        .unwrap();
    let help = circle.help.as_deref().unwrap();
    assert_eq!(help.matches(" → ").count(), 4, "{help}");
    assert!(
        help.contains("le dispositif `deux` (dispositifs/t/deux.toml:1:7)"),
        "{help}"
    );
}
