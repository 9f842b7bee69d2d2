//! The compact form of a pack reads back as the same plan; a damaged one is refused, and one that was forged under a right
//! checksum is refused too, or gives answers that may mean nothing, but never a panic.

use bareme::{
    Day, Engine, FactValue, Selection,
    catalogue::{Plan, from_files},
    columns::Batch,
    wire,
};
use bareme_pays_de_la_loire::PACK;
use proptest::{collection::vec, option, prelude::*, sample::Index};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use crate::{dossiers::Facts, packs, region, runs::law};

/// The bytes of the checksum, which ends the form.
const CHECKSUM: usize = 32;

/// Where, how and with what each byte changes, then perhaps a cut.
type Damage = (Vec<(Index, u8, u8)>, Option<Index>);

fn damage() -> impl Strategy<Value = Damage> {
    let changes = vec((any::<Index>(), 0..6_u8, any::<u8>()), 1..6);
    (changes, option::weighted(0.1, any::<Index>()))
}

/// The bytes of a compact form after an accident to its content.
fn damaged(bytes: &[u8], (changes, cut): &Damage) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, change, byte) in changes {
        let at = at.index(bytes.len());
        match change {
            0 => bytes.insert(at, *byte),
            1 => drop(bytes.remove(at)),
            2 => bytes[at] = *byte,
            3 => bytes[at] = bytes[at].wrapping_add(1),
            _ => bytes[at] ^= 1 << (byte % 8),
        }
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()));
    }
    bytes
}

/// The same damage to what comes before the checksum, which is then computed again: what a forger would do.
fn forged(bytes: &[u8], damage: &Damage) -> Vec<u8> {
    let mut bytes = damaged(&bytes[..bytes.len() - CHECKSUM], damage);
    let checksum = Sha256::digest(&bytes);
    bytes.extend_from_slice(&checksum);
    bytes
}

/// Everything that a plan is asked for, with the facts that still mean something there.
fn use_it(plan: Plan, facts: &Facts, date: Day) {
    let engine = Engine::new(plan);
    let mut dossier = engine.dossier();
    for (name, value) in facts {
        let number = value.to_string();
        let value = match value {
            Json::Bool(truth) => FactValue::Boolean(*truth),
            Json::String(text) => FactValue::Text(text),
            _ => FactValue::Number(&number),
        };
        let _ = dossier.insert(name, value);
    }
    for selection in [Selection::WithHypotheses, Selection::Named(&["bourse_regionale"])] {
        if let Ok(answer) = engine.explain(&dossier, date, selection) {
            let _ = wire::decision_json(&answer);
        }
        let _ = engine.evaluate_selected(&dossier, date, selection);
        let _ = engine.next_questions(&dossier, date, selection);
        if let Ok(schedule) = engine.incomes(&dossier, date, selection) {
            let _ = wire::schedule_json(&engine, &dossier, &schedule);
        }
        let rows = Batch {
            rows: 3,
            columns: &[],
        };
        let _ = engine.evaluate_columns(&rows, date, selection);
    }
    let _ = engine.plan().to_compact();
}

#[test]
fn every_random_pack_reads_back_from_its_compact_form() {
    law(40, &packs::packs(), |pack| {
        let (plan, _) = from_files(pack.0).unwrap();
        let bytes = plan.to_compact().unwrap();
        let back = Plan::from_compact(&bytes).unwrap();
        prop_assert_eq!(back.to_compact().unwrap(), bytes);
        prop_assert!(back == plan);
        Ok(())
    });
}

#[test]
fn the_embedded_pack_is_that_of_the_files() {
    let (plan, _) = from_files(region::pack_files()).unwrap();
    assert!(Plan::from_compact(PACK).unwrap() == plan);
    assert!(plan.to_compact().unwrap() == PACK);
}

#[test]
fn a_damaged_pack_of_the_region_is_refused() {
    law(60, &vec(damage(), 4), |all| {
        for damage in &all {
            let bytes = damaged(PACK, damage);
            prop_assert!(bytes == PACK || Plan::from_compact(&bytes).is_err());
        }
        Ok(())
    });
}

#[test]
fn one_bit_of_the_pack_of_the_region_is_enough() {
    law(200, &(any::<Index>(), 0..8_u8), |(at, bit)| {
        let mut bytes = PACK.to_vec();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(Plan::from_compact(&bytes).is_err(), "bit {bit} of byte {at}");
        Ok(())
    });
}

#[test]
fn a_forged_pack_of_the_region_never_panics() {
    let space = region::space_of(&region::pack_files());
    law(
        60,
        &(vec(damage(), 4), space.partial(), space.date()),
        |(all, facts, date)| {
            for damage in &all {
                if let Ok(plan) = Plan::from_compact(&forged(PACK, damage)) {
                    use_it(plan, &facts, date);
                }
            }
            Ok(())
        },
    );
}

#[test]
fn a_forged_random_pack_never_panics() {
    let space = packs::space();
    let cases = (packs::packs(), vec(damage(), 12), space.partial(), space.date());
    law(25, &cases, |(pack, all, facts, date)| {
        let bytes = from_files(pack.0).unwrap().0.to_compact().unwrap();
        for damage in &all {
            if let Ok(plan) = Plan::from_compact(&forged(&bytes, damage)) {
                use_it(plan, &facts, date);
            }
        }
        Ok(())
    });
}
