//! Values of one pack given to the engine of another: refused by every call, moved by their names, found by their day.
#![cfg(feature = "reader")]

mod support;

use std::{sync::Arc, thread};

use bareme::{
    Code, Day, Dossier, Engine, Findings, Packs, PacksInUse, Selection,
    catalogue::{Plan, PlanContent},
    wire,
};
use support::{engine_of, engine_with};

const FACTS: &str = r#"{"entree": "2024-09-02", "fin": "2025-06-30", "seul": false, "revenu": "12000.00", "enfants": 1, "statut": "salarie"}"#;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn now() -> Day {
    day("2024-09-02")
}

/// The same pack of another version, with its facts and its members in another order: the same positions mean something else.
fn reordered() -> Engine {
    engine_with("archive", |name, text| match name {
        "vocabulaire.toml" => {
            let members = text.replace(
                "eleve   = \"Élève\"\nsalarie = \"Salarié\"",
                "salarie = \"Salarié\"\neleve   = \"Élève\"",
            );
            let (first, rest) = members.split_once("[faits.fin]").unwrap();
            format!("[faits.fin]{rest}").replace("[choix.statut]", &format!("{first}[choix.statut]"))
        }
        "pack.toml" => text.replace("1.0.0", "1.1.0"),
        _ => text,
    })
}

fn dossier(engine: &Engine) -> Dossier {
    wire::read_dossier(engine, FACTS).unwrap()
}

fn code<T>(refused: Result<T, Findings>) -> Code {
    let findings = refused.err().expect("refused");
    assert_eq!(findings.list.len(), 1, "{findings}");
    let finding = &findings.list[0];
    assert!(
        finding.help.is_some() && finding.message.contains("archive 1.0.0 (sha256:"),
        "{finding}"
    );
    finding.code
}

#[test]
fn every_call_refuses_a_dossier_of_another_pack() {
    let (one, other) = (engine_of("archive"), reordered());
    let dossier = dossier(&one);
    let all = Selection::InForce;
    assert_eq!(code(other.evaluate(&dossier, now())), Code::OtherPack);
    assert_eq!(
        code(other.evaluate_selected(&dossier, now(), all)),
        Code::OtherPack
    );
    assert_eq!(code(other.explain(&dossier, now(), all)), Code::OtherPack);
    assert_eq!(code(other.next_questions(&dossier, now(), all)), Code::OtherPack);
    assert_eq!(code(other.incomes(&dossier, now(), all)), Code::OtherPack);
    assert_eq!(code(other.trace(&dossier, now(), 0)), Code::OtherPack);
    let coherence = other.coherence(&dossier, now());
    assert_eq!(code::<()>(Err(Findings::new(coherence))), Code::OtherPack);
    assert_eq!(
        code(wire::questions_json(&other, &dossier, now(), all)),
        Code::OtherPack
    );
    assert_eq!(
        code(wire::accept(&other, Ok(dossier.clone()), Ok(now()), all)),
        Code::OtherPack
    );
    // A schedule and a dossier of two packs, whichever of them is the engine's.
    let schedule = one.incomes(&dossier, now(), all).unwrap();
    let moved = dossier.rebind(&other).unwrap();
    assert_eq!(
        code(wire::schedule_json(&other, &dossier, &schedule)),
        Code::OtherPack
    );
    assert_eq!(
        code(wire::schedule_json(&other, &moved, &schedule)),
        Code::OtherPack
    );
    assert_eq!(
        code(wire::schedule_json(&one, &moved, &schedule)),
        Code::OtherPack
    );
    assert!(wire::schedule_json(&one, &dossier, &schedule).is_ok());
}

/// A plan whose content was altered, however little, has the facts of nobody: their positions may mean something else.
#[test]
fn an_altered_plan_is_of_another_pack() {
    let one = engine_of("archive");
    let mut content = PlanContent::clone(one.plan());
    for enumeration in &mut content.vocabulary.enumerations {
        enumeration.members.reverse();
    }
    let altered = Engine::new(Plan::proven(content).unwrap());
    let refused = altered.evaluate(&dossier(&one), now());
    assert_eq!(code(refused), Code::OtherPack);
    let answer = wire::read_dossier(&altered, FACTS).and_then(|dossier| altered.evaluate(&dossier, now()));
    assert!(answer.is_ok());
}

#[test]
fn the_same_pack_read_twice_is_one() {
    let (one, twice) = (engine_of("archive"), engine_of("archive"));
    let compact = Engine::from_compact(&one.plan().to_compact().unwrap()).unwrap();
    let dossier = dossier(&one);
    let decided = |engine: &Engine| wire::decision_json(&engine.evaluate(&dossier, now()).unwrap());
    assert_eq!(decided(&one), decided(&twice));
    assert_eq!(decided(&one), decided(&compact));
}

#[test]
fn a_dossier_is_moved_by_the_names_of_its_facts() {
    let (one, other) = (engine_of("archive"), reordered());
    let dossier = dossier(&one);
    let moved = dossier.rebind(&other).unwrap();
    let droits = |engine: &Engine, dossier: &Dossier| {
        let answer = engine.evaluate(dossier, now()).unwrap();
        answer
            .decisions()
            .map(|decision| (decision.id().to_owned(), decision.verdict()))
            .collect::<Vec<_>>()
    };
    assert_eq!(droits(&one, &dossier), droits(&other, &moved));
    let back = moved.rebind(&one).unwrap();
    assert_eq!(back.values(), dossier.values());
    // What is not known stays so.
    let empty = one.dossier().rebind(&other).unwrap();
    assert_eq!(empty.stated().count(), 0);
}

#[test]
fn what_does_not_fit_there_is_told_at_once() {
    let one = engine_of("archive");
    let narrower = engine_with("archive", |name, text| match name {
        "vocabulaire.toml" => text
            .replace("max   = \"99999.99\"", "max   = \"11999.99\"")
            .replace("[faits.seul]", "[faits.isole]")
            .replace(
                "[faits.enfants]\ntitre = \"Enfants\"\ntype  = \"entier\"",
                "[faits.enfants]\ntitre = \"Enfants\"\ntype  = \"entier\"\nunite = \"enfant\"",
            )
            .replace("salarie = \"Salarié\"", "employe = \"Employé\""),
        "tables/tables.toml" => text.replace(
            "nom = \"enfants\", type = \"entier\"",
            "nom = \"enfants\", type = \"entier\", unite = \"enfant\"",
        ),
        "dispositifs/aides/bourse.toml" => text.replace("seul\"", "isole\"").replace("salarie", "employe"),
        "dispositifs/aides/salaire.toml" => text.replace("statut = salarie", "statut = employe"),
        _ => text,
    });
    let refused = dossier(&one).rebind(&narrower).unwrap_err();
    let told: Vec<(Code, String)> = refused
        .list
        .iter()
        .map(|finding| {
            assert!(finding.help.is_some(), "{finding}");
            (finding.code, finding.place.to_string())
        })
        .collect();
    let expected = [
        (Code::UnknownFact, "/seul"),
        (Code::OutOfBounds, "/revenu"),
        (Code::WrongType, "/enfants"),
        (Code::UnknownChoice, "/statut"),
    ];
    assert_eq!(told, expected.map(|(code, place)| (code, place.to_owned())));
}

#[test]
fn packs_are_found_by_their_day_and_by_their_fingerprint() {
    let (old, new, minimal) = (engine_of("archive"), reordered(), engine_of("minimal"));
    let packs = Packs::default()
        .with(new.clone(), day("2025-01-01"))
        .with(minimal.clone(), day("2024-06-01"))
        .with(old.clone(), day("2024-01-01"));
    let on = |id: &str, text: &str| {
        packs
            .on(id, day(text))
            .map(|engine| engine.plan().header.version.clone())
    };
    assert_eq!(on("archive", "2023-12-31"), None);
    assert_eq!(on("archive", "2024-01-01").as_deref(), Some("1.0.0"));
    assert_eq!(on("archive", "2024-12-31").as_deref(), Some("1.0.0"));
    assert_eq!(on("archive", "2025-01-01").as_deref(), Some("1.1.0"));
    assert_eq!(on("minimal", "2024-05-31"), None);
    assert_eq!(on("autre", "2025-01-01"), None);
    for engine in [&old, &new, &minimal] {
        let fingerprint = &engine.plan().fingerprint;
        for stated in [fingerprint.clone(), format!("sha256:{fingerprint}")] {
            let found = packs.with_fingerprint(&stated).unwrap();
            assert!(Arc::ptr_eq(found.plan(), engine.plan()));
        }
    }
    assert!(packs.with_fingerprint("sha256:00").is_none());
    // Of one day, the last given counts; the other is still found by its fingerprint.
    let both = packs.with(old.clone(), day("2025-01-01"));
    assert_eq!(
        both.on("archive", day("2025-02-01"))
            .unwrap()
            .plan()
            .header
            .version,
        "1.0.0"
    );
    assert!(both.with_fingerprint(&new.plan().fingerprint).is_some());
}

#[test]
fn packs_are_replaced_while_others_decide() {
    let (old, new) = (engine_of("archive"), reordered());
    let since = day("2024-01-01");
    let shelf = PacksInUse::new(Packs::default().with(old.clone(), since));
    let expected = [&old, &new].map(|engine| {
        let answer = engine.evaluate(&dossier(engine), now()).unwrap();
        wire::decision_json(&answer)
    });
    assert_ne!(expected[0], expected[1]);
    thread::scope(|scope| {
        let deciding: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let packs = shelf.current();
                        let engine = packs.on("archive", now()).unwrap();
                        let answer = engine.evaluate(&dossier(engine), now()).unwrap();
                        assert!(expected.contains(&wire::decision_json(&answer)));
                    }
                })
            })
            .collect();
        for round in 0..200 {
            let engine = if round % 2 == 0 { &new } else { &old };
            let before = shelf.replace(Packs::default().with(engine.clone(), since));
            assert_eq!(before.engines().count(), 1);
        }
        for thread in deciding {
            thread.join().unwrap();
        }
    });
    // Several who add a pack at once lose none.
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..25 {
                    shelf.update(|packs| packs.clone().with(new.clone(), since));
                }
            });
        }
    });
    assert_eq!(shelf.current().engines().count(), 101);
}
