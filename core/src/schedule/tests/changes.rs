//! Where a course is cut, why, and what is asked.

use super::{day, dossier, every, pack, told, versement};
use crate::{evaluate::Selection, schedule::Cause};

#[test]
fn each_kind_of_change_cuts_the_course_where_it_happens() {
    let engine = every();
    let dossier = dossier(&engine, "2024-09-02", "2025-10-31")
        .set("droits", "2025-02-14")
        .and_then(|dossier| dossier.set("salaire", 300))
        .unwrap();
    assert_eq!(
        told(&engine, &dossier),
        [
            "2024-09-02 v0 100.00, v1 100.00, v3 100.00, v4 300.00, v5 ?",
            "2025-01-01 v0 100.00, v1 100.00, v3 100.00, v4 300.00",
            "2025-02-15 v0 100.00, v2 10.00, v3 100.00, v4 300.00",
            "2025-04-01 v0 101.00, v2 10.00, v3 101.00, v4 300.00",
            "2025-07-01 v0 101.00, v2 10.00, v4 300.00",
            "2025-09-01 v0 101.00, v2 10.00, v3 101.00, v4 300.00",
            "2025-09-02 v0 101.00, v2 10.00, v3 101.00, v4 101.00",
        ]
    );
}

#[test]
fn a_fact_that_no_day_needs_is_not_asked_and_one_that_some_day_needs_is() {
    let engine = every();
    let known = dossier(&engine, "2024-09-02", "2025-10-31");
    let schedule = engine
        .schedule(&known, day("2024-09-02"), Selection::InForce)
        .unwrap();
    let asked: Vec<(Option<u16>, Vec<&str>)> = schedule
        .open
        .iter()
        .map(|open| {
            let names = schedule.facts(&open.missing).map(|fact| fact.name.as_str());
            (open.versement, names.collect())
        })
        .collect();
    assert_eq!(
        asked,
        [
            (Some(1), vec!["droits"]),
            (Some(2), vec!["droits"]),
            (Some(4), vec!["salaire"])
        ]
    );
    assert!(!schedule.totals.complete);
}

#[test]
fn a_value_that_was_not_checked_so_far_says_so() {
    let engine = every();
    let dossier = dossier(&engine, "2025-04-01", "2025-08-31");
    let schedule = engine
        .schedule(&dossier, day("2025-04-01"), Selection::InForce)
        .unwrap();
    let last = schedule.segments.last().unwrap();
    assert_eq!(last.lines[0].outdated, Some(day("2025-06-30")));
    let first = schedule.segments.first().unwrap();
    assert_eq!(first.days.until, day("2025-07-01"));
    assert_eq!(first.lines[0].outdated, None);
}

#[test]
fn a_cause_is_what_the_rule_says_or_else_what_changed() {
    let text = versement(
        "v",
        "montant = \"montant\"\nunite = \"EUR/mois\"\nsi = \"date_reference <= droits\"\n\
         changements = [{ date = \"droits + 1 jour\", cause = \"fin des droits\" }]",
    );
    let engine = pack(&[("a", text)]).unwrap();
    let dossier = dossier(&engine, "2024-09-02", "2025-10-31")
        .set("droits", "2025-07-31")
        .unwrap();
    let schedule = engine
        .schedule(&dossier, day("2024-09-02"), Selection::InForce)
        .unwrap();
    let causes: Vec<String> = schedule
        .segments
        .iter()
        .flat_map(|segment| &segment.causes)
        .map(Cause::text)
        .collect();
    assert_eq!(
        causes,
        [
            "début de la formation",
            "nouvelle valeur : Montant",
            "fin des droits"
        ]
    );
}

#[test]
fn a_versement_in_the_place_of_another_is_not_paid_twice() {
    let paid = versement("v", "montant = \"montant\"\nunite = \"EUR/mois\"");
    let instead = format!("{paid}a_la_place_de = [\"a\"]\n");
    let engine = pack(&[("a", paid), ("b", instead)]).unwrap();
    let dossier = dossier(&engine, "2024-09-01", "2024-09-30");
    for (selection, total) in [
        (Selection::InForce, "100.00"),
        (Selection::Named(&["a"]), "100.00"),
    ] {
        let schedule = engine.schedule(&dossier, day("2024-09-01"), selection).unwrap();
        assert_eq!(schedule.totals.total.to_string(), total);
        assert_eq!(schedule.dispositifs.len(), 1);
    }
}

#[test]
fn what_an_undecided_dispositif_may_replace_is_no_whole_total() {
    let paid = versement("v", "montant = \"montant\"\nunite = \"EUR/mois\"");
    let rich = "[[conditions]]\nid = \"c\"\ntitre = \"C\"\nsi = \"salaire > 0\"\n";
    let told = |of: &str| {
        let again = paid.replace("\"v\"", "\"w\"");
        let other = format!("{rich}{paid}{of}{again}{of}");
        let engine = pack(&[("a", paid.clone()), ("b", other)]).unwrap();
        let dossier = dossier(&engine, "2024-09-01", "2024-09-30");
        let schedule = engine
            .schedule(&dossier, day("2024-09-01"), Selection::InForce)
            .unwrap();
        assert_eq!(schedule.totals.total.to_string(), "100.00");
        assert_eq!(schedule.open.len(), 1);
        let replaced = schedule.may_be_replaced(&schedule.open[0]);
        (replaced, schedule.totals.complete)
    };
    assert_eq!(told("a_la_place_de = [\"a\"]\n"), (vec![0], false));
    assert_eq!(told(""), (Vec::new(), true));
}
