//! What annulling an event brings back, and what it never takes.

use super::{samples::*, *};
use crate::error::Code;

/// A ledger of one place after these events.
fn after(limit: i64, events: &[Event]) -> Ledger {
    events
        .iter()
        .fold(opened(limit), |ledger, event| ledger.apply(event).unwrap().ledger)
}

fn stands(ledger: &Ledger, name: &str) -> String {
    match ledger.standing(&dossier(name)) {
        None => "rien".to_owned(),
        Some(Standing::Attribuee { rank, .. }) => format!("place {rank}"),
        Some(Standing::ListeAttente { .. }) => {
            format!("attente {}", ledger.position(&dossier(name)).unwrap())
        }
        Some(Standing::Refusee { reason }) => format!("refus {reason}"),
        Some(Standing::Desistee) => "desistement".to_owned(),
    }
}

#[test]
fn a_request_that_is_annulled_gives_its_place_to_the_first_that_waits() {
    let ledger = after(1, &[demande(1, "a"), demande(2, "b")]);
    let applied = ledger.apply(&correction(3, 2, Some("a"))).unwrap();
    let told: Vec<String> = applied.effects.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "l'événement n° 2 est annulé",
            "`a` n'a plus rien demandé",
            "`b` quitte la liste d'attente et a la place 1"
        ]
    );
    assert_eq!(stands(&applied.ledger, "a"), "rien");
    // It may ask, as if it never had.
    let again = applied.ledger.apply(&demande(4, "a")).unwrap().ledger;
    assert_eq!(stands(&again, "a"), "attente 1");
}

#[test]
fn a_withdrawal_that_is_annulled_gives_the_own_place_back_while_it_is_free() {
    let served = [demande(1, "a"), demande(2, "b"), demande(3, "c")];
    let gone = after(3, &served).apply(&desistement(4, "a")).unwrap().ledger;
    let gone = gone.apply(&desistement(5, "b")).unwrap().ledger;
    let back = gone.apply(&correction(6, 6, Some("b"))).unwrap().ledger;
    assert_eq!((stands(&back, "b"), back.attributed()), ("place 2".to_owned(), 2));
}

#[test]
fn a_withdrawal_that_is_annulled_takes_no_place_from_who_was_promoted() {
    let ledger = after(
        1,
        &[
            demande(1, "a"),
            demande(2, "b"),
            demande(3, "c"),
            desistement(4, "a"),
        ],
    );
    assert_eq!(stands(&ledger, "b"), "place 1");
    let ledger = ledger.apply(&correction(5, 5, Some("a"))).unwrap().ledger;
    // Its request came first: it is the next.
    assert_eq!(
        ["a", "b", "c"].map(|name| stands(&ledger, name)),
        ["attente 1", "place 1", "attente 2"]
    );
    let ledger = ledger.apply(&desistement(6, "b")).unwrap().ledger;
    assert_eq!(stands(&ledger, "a"), "place 1");
}

#[test]
fn a_dossier_that_waited_comes_back_with_its_priority() {
    let order = Order::Priorities;
    let mut ledger = opened(0);
    for event in [
        limite_ordre(1, 0, order),
        demande_prioritaire(2, "a", 1),
        demande_prioritaire(3, "b", 0),
        demande_prioritaire(4, "c", 1),
        refus(5, "a"),
        correction(6, 6, Some("a")),
    ] {
        ledger.record(&event).unwrap();
    }
    let order: Vec<&str> = ledger.waiting_list().map(DossierId::as_str).collect();
    assert_eq!(order, ["b", "a", "c"]);
}

#[test]
fn a_second_request_that_is_annulled_leaves_the_withdrawal_before_it() {
    let ledger = after(1, &[demande(1, "a"), refus(2, "a"), demande(3, "a")]);
    let ledger = ledger.apply(&correction(4, 4, Some("a"))).unwrap().ledger;
    assert_eq!(stands(&ledger, "a"), "refus hors_delai");
}

#[test]
fn a_change_of_limit_that_is_annulled_brings_the_rule_before_back_and_takes_no_place() {
    let ledger = after(1, &[demande(1, "a"), demande(2, "b"), limite(3, 20)]);
    assert_eq!(ledger.attributed(), 2);
    let ledger = ledger.apply(&correction(4, 4, None)).unwrap().ledger;
    assert_eq!((ledger.limit(), ledger.attributed()), (1, 2));
    let ledger = ledger.apply(&demande(5, "c")).unwrap().ledger;
    assert_eq!(stands(&ledger, "c"), "attente 1");
}

#[test]
fn only_the_latest_event_can_be_annulled_and_once() {
    let ledger = after(
        2,
        &[
            demande(1, "a"),
            demande(2, "b"),
            desistement(3, "a"),
            limite(4, 3),
        ],
    );
    let ledger = ledger.apply(&correction(5, 4, Some("a"))).unwrap().ledger;
    for (position, about) in [
        (1, None),           // the opening
        (2, Some("a")),      // an earlier one
        (4, Some("a")),      // once more
        (6, Some("a")),      // the correction
        (3, Some("a")),      // of another dossier
        (3, None),           // no change of limit
        (0, Some("b")),      // there is none
        (99, Some("b")),     // not yet
        (2, Some("absent")), // nobody
    ] {
        let finding = ledger.apply(&correction(6, position, about)).unwrap_err();
        assert_eq!(finding.code, Code::EventContradictory, "{position} {about:?}");
        assert!(finding.help.is_some());
    }
    assert!(ledger.apply(&correction(6, 3, Some("b"))).is_ok());
    assert!(ledger.apply(&correction(6, 5, None)).is_ok());
}

#[test]
fn a_correction_sent_again_changes_nothing() {
    let ledger = after(1, &[demande(1, "a")]);
    let event = correction(2, 2, Some("a"));
    let once = ledger.apply(&event).unwrap().ledger;
    let again = once.apply(&event).unwrap();
    assert!(again.repeated);
    assert_eq!(again.ledger, once);
}
