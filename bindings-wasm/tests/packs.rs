//! The rules of a file that was kept, as JavaScript loads them.

use std::fs;

use bareme_wasm::{Ask, Rules};

/// The one of the latest version of the format.
fn kept() -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/packs");
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let kept = names.filter(|path| path.to_string_lossy().contains("/archive.v"));
    fs::read(kept.max().unwrap()).unwrap()
}

const DOSSIER: &str = r#"{"entree": "2024-09-02", "revenu": "12000.00", "enfants": 1, "statut": "eleve"}"#;

#[test]
fn loaded_rules_decide_and_those_compiled_in_refuse_their_decision() {
    let loaded = Rules::load(&kept()).unwrap();
    assert!(loaded.pack().starts_with("archive 1.0.0 sha256:"));
    let decision = loaded
        .answer(Ask::Evaluate, DOSSIER, "2024-09-02", "bourse", false, false)
        .unwrap();
    assert!(decision.contains("\"verdict\":\"eligible\""), "{decision}");
    loaded.verify(&decision).unwrap();
    let refused = Rules::embedded().verify(&decision).unwrap_err();
    assert!(refused.contains("\"autre_pack\""), "{refused}");
}

#[test]
fn damaged_bytes_are_findings() {
    let mut bytes = kept();
    bytes[40] ^= 1;
    let refused = Rules::load(&bytes).unwrap_err();
    assert!(refused.contains("\"pack_compact_invalide\""), "{refused}");
    assert!(Rules::load(b"").is_err());
}
