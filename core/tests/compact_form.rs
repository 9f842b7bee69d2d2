//! The compact form of a pack: no bit turns unseen, and a file that was kept reads for as long as the form has its version.
#![cfg(feature = "reader")]

mod support;

use bareme::{
    Engine, Selection,
    catalogue::{CompactError, Plan},
    wire,
};
use sha2::{Digest as _, Sha256};
use support::{PACKS, engine_of};

/// Where the version of the form stands.
const VERSION_AT: usize = 7;

fn kept(version: u8) -> String {
    format!("{PACKS}/archive.v{version}.bpk")
}

#[test]
fn every_bit_counts() {
    let mut bytes = engine_of("minimal").plan().to_compact().unwrap();
    for position in 0..bytes.len() {
        for bit in 0..8 {
            bytes[position] ^= 1 << bit;
            assert!(
                Engine::from_compact(&bytes).is_err(),
                "bit {bit} of byte {position}"
            );
            bytes[position] ^= 1 << bit;
        }
    }
    assert!(Engine::from_compact(&bytes).is_ok());
}

#[test]
fn every_length_but_its_own_is_refused() {
    let bytes = engine_of("archive").plan().to_compact().unwrap();
    for length in 0..bytes.len() {
        assert!(Engine::from_compact(&bytes[..length]).is_err(), "{length} bytes");
    }
    for more in [&b"\0"[..], b"\n", &bytes] {
        let longer = [&bytes[..], more].concat();
        assert_eq!(Plan::from_compact(&longer).err(), Some(CompactError::Damaged));
    }
}

#[test]
fn what_is_wrong_is_said() {
    let bytes = engine_of("archive").plan().to_compact().unwrap();
    let error = |bytes: &[u8]| Plan::from_compact(bytes).unwrap_err();
    assert_eq!(error(b"[pack]\n"), CompactError::NotCompact);
    assert_eq!(error(b""), CompactError::NotCompact);
    let mut other = bytes.clone();
    other[VERSION_AT] = 2;
    let read = bytes[VERSION_AT];
    assert_eq!(error(&other), CompactError::OtherVersion { found: 2, read });
    // Bytes after the content, under a checksum that is right.
    let mut longer = bytes[..bytes.len() - 32].to_vec();
    longer.push(0);
    let checksum = Sha256::digest(&longer);
    longer.extend_from_slice(&checksum);
    assert!(matches!(error(&longer), CompactError::Broken { .. }));
    for error in [error(b""), error(&other), error(&longer)] {
        assert!(error.finding().help.is_some(), "{error}");
    }
}

/// When this fails because the bytes differ, what a plan holds has changed: raise `VERSION` in `core/src/plan/compact.rs`, so that
/// older files are refused in words rather than misread. Then keep a file of the new version beside the older ones:
/// `cargo run -p bareme-cli -- pack tests/packs/archive -o tests/packs/archive.vN.bpk`.
#[test]
fn a_file_that_was_kept_reads_as_the_pack_that_it_was_made_of() {
    let engine = engine_of("archive");
    let bytes = engine.plan().to_compact().unwrap();
    let version = bytes[VERSION_AT];
    let path = kept(version);
    let stored = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}: keep one, see above"));
    assert!(
        stored == bytes,
        "the form changed under version {version}: see above"
    );

    let read = Engine::from_compact(&stored).unwrap();
    let dossier = r#"{"entree": "2024-09-02", "fin": "2025-06-30", "seul": true, "revenu": "12000.00", "enfants": 1, "statut": "eleve"}"#;
    let day = "2024-09-02".parse().unwrap();
    let decide = |engine: &Engine| {
        let dossier = wire::read_dossier(engine, dossier).unwrap();
        let answer = engine.explain(&dossier, day, Selection::InForce).unwrap();
        let schedule = engine.incomes(&dossier, day, Selection::InForce).unwrap();
        let schedule = wire::schedule_json(engine, &dossier, &schedule).unwrap();
        (wire::decision_json(&answer), schedule)
    };
    let (decision, schedule) = decide(&read);
    assert_eq!((decision.clone(), schedule.clone()), decide(&engine));
    // What the file said when it was written.
    let decision: serde_json::Value = serde_json::from_str(&decision).unwrap();
    let bursary = &decision["decisions"]["bourse"];
    assert_eq!(bursary["verdict"], "eligible");
    assert_eq!(bursary["droits"]["rang"], "deux");
    assert_eq!(bursary["droits"]["montant"], "1000.00");
    let schedule: serde_json::Value = serde_json::from_str(&schedule).unwrap();
    assert_eq!(schedule["echeancier"]["totaux"]["general"], "1056.67");
}

#[test]
fn a_file_of_another_version_is_refused_in_words() {
    let current = engine_of("archive").plan().to_compact().unwrap()[VERSION_AT];
    for version in (0..current).filter(|version| std::path::Path::new(&kept(*version)).exists()) {
        let stored = std::fs::read(kept(version)).unwrap();
        let expected = CompactError::OtherVersion {
            found: version,
            read: current,
        };
        assert_eq!(Plan::from_compact(&stored).err(), Some(expected));
    }
}
