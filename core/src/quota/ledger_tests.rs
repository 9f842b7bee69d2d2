//! What events do to a ledger, one case at a time.

use super::{samples::*, *};
use crate::error::{Code, Finding};

/// Applies every event, and keeps what the last one changed.
fn after(limit: i64, events: &[Event]) -> (Ledger, Vec<Effect>) {
    events
        .iter()
        .fold((opened(limit), Vec::new()), |(ledger, _), event| {
            let applied = ledger
                .apply(event)
                .unwrap_or_else(|finding| panic!("{event:?}: {finding}"));
            assert!(!applied.repeated);
            (applied.ledger, applied.effects)
        })
}

fn refused(ledger: &Ledger, event: &Event) -> Code {
    let finding = ledger.apply(event).unwrap_err();
    assert!(
        finding.help.is_some() && !finding.message.ends_with('.'),
        "{finding}"
    );
    finding.code
}

#[test]
fn places_are_given_in_the_order_of_requests_then_dossiers_wait() {
    let (ledger, effects) = after(
        2,
        &[demande(1, "c"), demande(2, "a"), demande(3, "b"), demande(3, "d")],
    );
    assert_eq!((ledger.attributed(), ledger.waiting()), (2, 2));
    assert_eq!(
        effects,
        [Effect::ListeAttente {
            dossier: dossier("d"),
            position: 2
        }]
    );
    assert_eq!(
        ledger.standing(&dossier("a")),
        Some(&Standing::Attribuee {
            rank: 2,
            since: at(2)
        })
    );
    assert_eq!(ledger.position(&dossier("b")), Some(1));
}

#[test]
fn a_freed_place_goes_to_the_first_that_waits_with_its_number() {
    let (ledger, effects) = after(
        2,
        &[
            demande(1, "a"),
            demande(2, "b"),
            demande(3, "c"),
            demande(4, "d"),
            desistement(5, "a"),
        ],
    );
    let expected = [
        Effect::Desistee {
            dossier: dossier("a"),
        },
        Effect::Promue {
            dossier: dossier("c"),
            rank: 1,
        },
    ];
    assert_eq!(effects, expected);
    assert_eq!(ledger.waiting_list().collect::<Vec<_>>(), [&dossier("d")]);
}

#[test]
fn a_refused_dossier_frees_its_place_and_may_ask_again_at_the_end() {
    let (ledger, effects) = after(
        1,
        &[
            demande(1, "a"),
            demande(2, "b"),
            demande(3, "c"),
            refus(4, "a"),
            demande(5, "a"),
        ],
    );
    assert_eq!(
        effects,
        [Effect::ListeAttente {
            dossier: dossier("a"),
            position: 2
        }]
    );
    assert!(ledger.standing(&dossier("b")).is_some_and(Standing::is_active));
}

#[test]
fn who_leaves_the_waiting_list_frees_no_place() {
    let (ledger, effects) = after(1, &[demande(1, "a"), demande(2, "b"), desistement(3, "b")]);
    assert_eq!(effects.len(), 1);
    assert_eq!((ledger.attributed(), ledger.waiting()), (1, 0));
}

#[test]
fn a_lowered_limit_takes_nothing_back_and_blocks_until_places_free() {
    let (ledger, effects) = after(
        3,
        &[demande(1, "a"), demande(2, "b"), demande(3, "c"), limite(4, 1)],
    );
    assert_eq!(effects, [Effect::LimiteChangee { limit: 1 }]);
    assert_eq!(ledger.attributed(), 3);
    let (ledger, effects) = [
        demande(5, "d"),
        desistement(6, "a"),
        desistement(7, "b"),
        desistement(8, "c"),
    ]
    .iter()
    .fold((ledger, Vec::new()), |(ledger, _), event| {
        let applied = ledger.apply(event).unwrap();
        (applied.ledger, applied.effects)
    });
    assert_eq!(
        effects.last(),
        Some(&Effect::Promue {
            dossier: dossier("d"),
            rank: 1
        })
    );
    assert_eq!(ledger.attributed(), 1);
}

#[test]
fn a_raised_limit_serves_those_that_wait_in_their_order() {
    let (_, effects) = after(
        0,
        &[demande(1, "z"), demande(2, "y"), demande(3, "x"), limite(4, 2)],
    );
    let expected = [
        Effect::LimiteChangee { limit: 2 },
        Effect::Promue {
            dossier: dossier("z"),
            rank: 1,
        },
        Effect::Promue {
            dossier: dossier("y"),
            rank: 2,
        },
    ];
    assert_eq!(effects, expected);
}

#[test]
fn declared_priorities_come_first_only_when_the_order_says_so() {
    let requests = [
        demande_prioritaire(1, "a", 2),
        demande_prioritaire(2, "b", 0),
        demande_prioritaire(3, "c", 1),
        demande_prioritaire(4, "d", 0),
    ];
    let (ledger, _) = after(0, &requests);
    assert_eq!(
        ledger.waiting_list().map(DossierId::as_str).collect::<String>(),
        "abcd"
    );
    let ledger = ledger
        .apply(&limite_ordre(5, 0, Order::Priorities))
        .unwrap()
        .ledger;
    assert_eq!(
        ledger.waiting_list().map(DossierId::as_str).collect::<String>(),
        "bdca"
    );
    let ledger = ledger
        .apply(&limite_ordre(6, 1, Order::Priorities))
        .unwrap()
        .ledger;
    assert_eq!(
        ledger.waiting_list().map(DossierId::as_str).collect::<String>(),
        "dca"
    );
}

#[test]
fn the_same_event_twice_is_the_same_as_once_even_much_later() {
    let first = demande(1, "a");
    let (ledger, _) = after(1, &[first.clone(), demande(2, "b")]);
    let again = ledger.apply(&first).unwrap();
    assert!(again.repeated && again.effects.is_empty());
    assert_eq!(again.ledger, ledger);
    // Sent again with the time of the second sending.
    let later = Event::new(at(9), first.key, first.kind);
    assert_eq!(ledger.apply(&later).unwrap().ledger, ledger);
}

#[test]
fn a_key_means_one_thing_for_one_dossier() {
    let (ledger, _) = after(1, &[demande(1, "a")]);
    let key = demande(1, "a").key;
    let other = Event::new(
        at(2),
        key.clone(),
        EventKind::Desistement {
            dossier: dossier("a"),
        },
    );
    assert_eq!(refused(&ledger, &other), Code::KeyReused);
    let of_another = Event::new(at(2), key, EventKind::Demande(asked("b", 0)));
    assert!(ledger.apply(&of_another).is_ok());
}

#[test]
fn an_attribution_made_elsewhere_takes_a_free_place_or_is_refused() {
    let (ledger, effects) = after(1, &[attribution(1, "a")]);
    assert_eq!(
        effects,
        [Effect::Attribuee {
            dossier: dossier("a"),
            rank: 1
        }]
    );
    assert_eq!(refused(&ledger, &attribution(2, "b")), Code::QuotaFull);
    let ledger = ledger.apply(&demande(3, "b")).unwrap().ledger;
    assert_eq!(refused(&ledger, &attribution(4, "b")), Code::EventContradictory);
    assert_eq!(refused(&ledger, &attribution(4, "c")), Code::QuotaFull);
}

#[test]
fn contradictory_and_late_events_are_refused_with_a_code_and_change_nothing() {
    let (ledger, _) = after(
        1,
        &[
            demande(5, "m"),
            demande(6, "n"),
            refus(7, "n"),
            demande(8, "p"),
            desistement(9, "p"),
        ],
    );
    let same_moment = demande(9, "x");
    let ledger = ledger.apply(&same_moment).unwrap().ledger;
    for (event, code) in [
        (demande(4, "z"), Code::EventOutOfOrder),
        (desistement(4, "m"), Code::EventOutOfOrder),
        (limite(4, 3), Code::EventOutOfOrder),
        (demande(9, "w"), Code::EventOutOfOrder),
        (demande(10, "m"), Code::EventContradictory),
        (demande(10, "x"), Code::EventContradictory),
        (desistement(10, "n"), Code::EventContradictory),
        (refus(10, "p"), Code::EventContradictory),
        (desistement(10, "nobody"), Code::EventContradictory),
        (limite(10, -1), Code::LimitInvalid),
        (limite(10, i64::from(MAX_LIMIT) + 1), Code::LimitInvalid),
        (limite(10, i64::MIN), Code::LimitInvalid),
    ] {
        let before = ledger.clone();
        let mut changed = ledger.clone();
        assert_eq!(refused(&ledger, &event), code, "{event:?}");
        assert!(changed.record(&event).is_err());
        assert_eq!(changed, before);
    }
    assert!(ledger.apply(&demande(9, "y")).is_ok());
    for event in [demande(1, "a"), desistement(1, "a"), correction(1, 1, None)] {
        let empty = Ledger::new(id("2024"));
        assert_eq!(refused(&empty, &event), Code::LedgerNotOpened, "{event:?}");
    }
}

#[test]
fn an_event_is_always_the_same_text_and_reads_back() {
    let text = r#"{"version":2,"le":"2024-01-01T00:00:01Z","cle":"demande.a.1","auteur":"agent-1","evenement":{"demande":{"dossier":"a","priorite":0,"pack":""}}}"#;
    assert_eq!(demande(1, "a").to_json(), text);
    for event in [
        demande(1, "a"),
        attribution(2, "a"),
        desistement(3, "a"),
        refus(4, "a"),
        limite_ordre(5, 150, Order::Priorities),
        limite(6, -1),
        correction(7, 3, Some("a")),
        correction(8, 5, None),
    ] {
        assert_eq!(Event::from_json(&event.to_json()).unwrap(), event);
    }
    for (from, to) in [
        (r#""version":2"#, r#""version":3"#),
        (r#""version":2"#, r#""version":0"#),
        // The first form had no authors.
        (r#""version":2"#, r#""version":1"#),
        (r#""auteur":"agent-1""#, r#""auteur":"Marie Dupont""#),
        (r#""dossier":"a""#, r#""dossier":"Marie Dupont""#),
        (r#""priorite":0"#, r#""priorite":-1"#),
        (r#""pack":"""#, r#""pack":"","nom":"x""#),
        ("demande\":", "cadeau\":"),
        ("00:00:01Z", "00:00:01"),
    ] {
        let finding = Event::from_json(&text.replace(from, to)).unwrap_err();
        assert_eq!(finding.code, Code::EventInvalid, "{to}");
    }
}

#[test]
fn replaying_says_which_event_is_refused() {
    let events = [limite(0, 1), demande(1, "a"), demande(2, "a")];
    let (position, finding) = Ledger::replay(id("2024"), &events).unwrap_err();
    assert_eq!((position, finding.code), (3, Code::EventContradictory));
}

#[test]
fn an_event_of_the_first_form_is_read_and_is_the_same_text() {
    let text = r#"{"version":1,"le":"2024-01-01T00:00:01Z","cle":"limite-10","evenement":{"changement_de_limite":{"limite":10,"ordre":"reception"}}}"#;
    let event = Event::from_json(text).unwrap();
    assert_eq!((event.to_json().as_str(), &event.author), (text, &None));
    // Nobody signed changes of limit then: what was recorded replays.
    assert!(opened(1).record(&event).is_ok());
    let corrected = correction(1, 1, None)
        .to_json()
        .replace("\"version\":2", "\"version\":1");
    let unsigned = corrected.replace("\"auteur\":\"agent-1\",", "");
    for text in [&corrected, &unsigned] {
        assert_eq!(Event::from_json(text).unwrap_err().code, Code::EventInvalid);
    }
}

#[test]
fn whoever_changes_the_limit_or_annuls_an_event_is_named() {
    let ledger = opened(1).apply(&demande(1, "a")).unwrap().ledger;
    for event in [limite(2, 3), correction(2, 2, Some("a"))] {
        let unsigned = event.clone().by(None);
        assert_eq!(refused(&ledger, &unsigned), Code::AuthorMissing);
        assert!(ledger.apply(&event).is_ok());
    }
    assert!(ledger.apply(&demande(2, "b").by(None)).is_ok());
    let opening = limite(0, 3).by(None);
    assert!(Ledger::new(id("2024")).apply(&opening).is_ok());
}

#[test]
fn without_a_key_each_event_is_a_new_one_wherever_the_ledger_was_before() {
    let mut ledger = opened(10);
    let mut send = |kind: EventKind| {
        let key = ledger.derived_key(&kind)?;
        let event = Event::new(at(i64::try_from(ledger.events()).unwrap()), key, kind);
        ledger.record(&event.by(demande(0, "a").author)).map(|recorded| {
            assert!(matches!(recorded, Recorded::New(_)));
            (event_limit(&ledger), ledger.attributed())
        })
    };
    let to = |limit: i64| limite(0, limit).kind;
    assert_eq!(send(to(20)), Ok((20, 0)));
    assert_eq!(send(to(10)), Ok((10, 0)));
    let ask = || EventKind::Demande(asked("a", 0));
    let leave = || desistement(0, "a").kind;
    for _ in 0..3 {
        assert_eq!(send(ask()), Ok((10, 1)));
        assert_eq!(send(leave()), Ok((10, 0)));
    }
    // What is so already is told, and is no event.
    let told = |refused: Result<(u32, u32), Finding>| {
        let finding = refused.unwrap_err();
        assert!(finding.help.is_some());
        (finding.code, finding.message)
    };
    let same = Code::EventWithoutEffect;
    assert_eq!(told(send(leave())), (same, "`a` s'est déjà désisté".to_owned()));
    assert_eq!(
        told(send(to(10))),
        (
            same,
            "la limite du registre `parcours/2024` est déjà de 10 places".to_owned()
        )
    );
    send(ask()).unwrap();
    assert_eq!(told(send(ask())), (same, "`a` a déjà la place 1".to_owned()));
    send(refus(0, "a").kind).unwrap();
    assert_eq!(told(send(refus(0, "a").kind)).0, same);
    assert_eq!(told(send(leave())).0, Code::EventContradictory);
    send(to(0)).unwrap();
    send(ask()).unwrap();
    assert_eq!(
        told(send(ask())),
        (same, "`a` attend déjà, en position 1".to_owned())
    );
}

fn event_limit(ledger: &Ledger) -> u32 {
    ledger.limit()
}

#[test]
fn a_derived_key_is_never_one_that_was_given() {
    let mut ledger = opened(2);
    let kind = EventKind::Demande(asked("a", 0));
    let given = EventKey::new("demande-4").unwrap();
    ledger.record(&Event::new(at(1), given, kind.clone())).unwrap();
    ledger.record(&desistement(2, "a")).unwrap();
    assert_eq!(ledger.derived_key(&kind).unwrap().as_str(), "demande-4-2");
}
