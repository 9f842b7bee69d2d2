//! The laws of ledgers on long random stories.

use proptest::prelude::*;

use super::{oracle::Oracle, samples::*, *};

/// Something that a client may send: mostly sensible, sometimes late, twice, or absurd.
fn story() -> impl Strategy<Value = Vec<Event>> {
    let name = prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "g", "h"]);
    let step = (0_u8..26, name, 0_i64..3, 0_u16..3, -1_i64..6, any::<bool>());
    prop::collection::vec(step, 1..120).prop_map(|steps| {
        let mut now = 1;
        let mut events: Vec<Event> = Vec::new();
        for (what, name, pause, priority, limit, by_priority) in steps {
            now += pause;
            let order = if by_priority {
                Order::Priorities
            } else {
                Order::Reception
            };
            events.push(match what {
                0..8 => demande_prioritaire(now, name, priority),
                8..13 => desistement(now, name),
                13..15 => refus(now, name),
                15 => attribution(now, name),
                16 | 17 => limite_ordre(now, limit, order),
                18 => demande(now - 2, name),
                // The latest events are those that may be annulled; some of these are not.
                20..25 => correction(now, latest(&events, limit), Some(name)),
                25 => correction(now, latest(&events, limit), None),
                _ => events.last().cloned().unwrap_or_else(|| limite(now, limit)),
            });
        }
        events
    })
}

/// A position near the last event that was sent.
fn latest(events: &[Event], back: i64) -> u64 {
    let back = u64::try_from(back.max(0)).unwrap();
    (u64::try_from(events.len()).unwrap() + 1).saturating_sub(back)
}

proptest! {
    #[test]
    fn an_event_that_is_taken_back_never_came(events in story(), limit in 0_i64..5) {
        // From the very first event on, which opens the ledger.
        let mut ledger = Ledger::new(id("2024"));
        for event in [limite(0, limit)].iter().chain(&events) {
            let known = ledger.clone();
            let before = ledger.before(event);
            if let Ok(Recorded::New(effects)) = ledger.record(event) {
                prop_assert!(ledger.take_back(before, &effects));
                prop_assert_eq!(&ledger, &known);
                prop_assert_eq!(ledger.record(event), Ok(Recorded::New(effects)));
            }
        }
    }

    #[test]
    fn a_ledger_is_what_the_oracle_says(events in story(), limit in 0_i64..5) {
        let mut oracle = Oracle::default();
        oracle.tell(&limite(0, limit)).unwrap();
        let mut ledger = opened(limit);
        for event in &events {
            let before = ledger.clone();
            match (ledger.apply(event), oracle.tell(event)) {
                (Ok(applied), Some(effects)) => {
                    prop_assert_eq!(&applied.effects, &effects);
                    for effect in &effects {
                        if let Effect::Attribuee { rank, .. } | Effect::Promue { rank, .. } = effect {
                            prop_assert!(*rank <= applied.ledger.limit());
                        }
                    }
                    prop_assert!(applied.ledger.attributed() <= applied.ledger.limit().max(before.attributed()));
                    // Once more: nothing changes.
                    let again = applied.ledger.apply(event).unwrap();
                    prop_assert!(again.repeated);
                    prop_assert_eq!(&again.ledger, &applied.ledger);
                    ledger = applied.ledger;
                }
                (Err(_), None) => {}
                (ours, theirs) => prop_assert!(false, "{event:?}: {ours:?}, the oracle {theirs:?}"),
            }
            oracle.agrees(&ledger);
        }
        let replayed = Ledger::replay(ledger.id().clone(), oracle.past()).unwrap();
        prop_assert_eq!(&replayed, &ledger);
        prop_assert_eq!(&Ledger::from_json(&ledger.to_json()).unwrap(), &ledger);
    }

    #[test]
    fn those_that_wait_are_promoted_in_their_order(
        names in prop::sample::subsequence(vec!["a", "b", "c", "d", "e", "f", "g"], 2..7).prop_shuffle(),
        priorities in prop::collection::vec(0_u16..3, 7),
    ) {
        let mut ledger = Ledger::new(id("2024")).apply(&limite_ordre(0, 0, Order::Priorities)).unwrap().ledger;
        for ((second, name), priority) in (1..).zip(&names).zip(&priorities) {
            ledger = ledger.apply(&demande_prioritaire(second, name, *priority)).unwrap().ledger;
        }
        let expected: Vec<DossierId> = ledger.waiting_list().cloned().collect();
        let mut promoted = Vec::new();
        for place in 1..=i64::try_from(names.len()).unwrap() {
            let applied = ledger.apply(&limite_ordre(100 + place, place, Order::Priorities)).unwrap();
            promoted.extend(applied.effects.iter().filter_map(|effect| {
                let Effect::Promue { dossier, .. } = effect else {
                    return None;
                };
                Some(dossier.clone())
            }));
            ledger = applied.ledger;
        }
        prop_assert_eq!(promoted, expected);
    }

    #[test]
    fn any_moment_reads_back(millis in any::<i64>()) {
        let moment = Moment::from_millis(millis);
        prop_assert_eq!(moment.to_string().parse::<Moment>().unwrap(), moment);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in ".{0,60}") {
        let _ = (text.parse::<Moment>(), Event::from_json(&text), Ledger::from_json(&text), DossierId::new(text.as_str()));
    }
}
