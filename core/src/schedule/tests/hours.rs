//! What is paid by the hour has a total when the rule says how many hours the course has.

use super::{day, dossier, pack, refusal, versement};
use crate::{
    evaluate::Selection,
    schedule::{Open, Schedule},
};

fn lay_out(text: &str, hours: Option<i64>) -> Schedule {
    let engine = pack(&[("a", versement("v", text))]).unwrap();
    let mut dossier = dossier(&engine, "2024-09-02", "2025-07-11");
    if let Some(hours) = hours {
        dossier = dossier.set("duree", hours).unwrap();
    }
    engine
        .schedule(&dossier, day("2024-09-02"), Selection::InForce)
        .unwrap()
}

fn totals(schedule: &Schedule) -> Vec<Option<String>> {
    let lines = schedule.segments.iter().flat_map(|segment| &segment.lines);
    lines
        .map(|line| line.total.map(|total| total.to_string()))
        .collect()
}

const KNOWN: &str = "montant = \"par_heure\"\nunite = \"EUR/h\"\nheures = \"duree\"";

#[test]
fn the_hours_are_spread_over_the_days_of_the_course() {
    // 211 of the 313 days are before April: 1,038.15 h at 4.9887, then 501.85 h at 5.0734.
    let schedule = lay_out(KNOWN, Some(1_540));
    assert_eq!(
        totals(&schedule),
        [Some("5179.02".to_owned()), Some("2546.09".to_owned())]
    );
    assert_eq!(schedule.totals.total.to_string(), "7725.11");
    assert!(schedule.totals.complete);
    assert!(schedule.open.is_empty());
}

#[test]
fn hours_that_are_not_known_leave_the_price_of_an_hour() {
    let silent = "montant = \"par_heure\"\nunite = \"EUR/h\"";
    for schedule in [lay_out(KNOWN, None), lay_out(silent, Some(1_540))] {
        assert_eq!(totals(&schedule), [None, None]);
        assert!(!schedule.totals.complete);
    }
}

/// The facts that each versement that is open waits for.
fn open(schedule: &Schedule) -> Vec<Vec<String>> {
    let facts = |open: &Open| {
        let facts = schedule.facts(&open.missing);
        facts.map(|fact| fact.name.clone()).collect()
    };
    schedule.open.iter().map(facts).collect()
}

#[test]
fn what_the_hours_wait_for_is_missing() {
    assert_eq!(open(&lay_out(KNOWN, None)), [["duree"]]);
    // The price waits for something too: all that is missing is told at once.
    let both = "montant = \"si salaire > 0 EUR/mois alors par_heure sinon 0\"\nunite = \"EUR/h\"\nheures = \"duree\"";
    assert_eq!(open(&lay_out(both, None)), [["salaire", "duree"]]);
    // Nothing is paid, whatever the hours are; and no fact would tell those that the rule does not state.
    let nothing = format!("{KNOWN}\nsi = \"non seul\"");
    assert!(open(&lay_out(&nothing, None)).is_empty());
    assert!(open(&lay_out("montant = \"par_heure\"\nunite = \"EUR/h\"", None)).is_empty());
}

#[test]
fn hours_mean_nothing_without_a_price_by_the_hour() {
    for amount in [
        "montant = \"montant\"\nunite = \"EUR/mois\"\nheures = \"duree\"",
        "heures = \"duree\"",
    ] {
        assert_eq!(
            refusal(versement("v", amount)),
            "valeur_invalide: `heures` ne veut rien dire sans un montant en EUR/h"
        );
    }
    let negative = versement(
        "v",
        "montant = \"par_heure\"\nunite = \"EUR/h\"\nheures = \"0 - duree\"",
    );
    assert_eq!(
        refusal(negative),
        "valeur_invalide: le versement `v` peut être négatif"
    );
}
