//! A hostile receipt: any text gives an answer or findings, twice the same, and a decision that was changed is never the same.
//!
//! Bytes that start with `{` are the receipt itself. Others say how a decision that this engine wrote is changed: which one,
//! then edits of six bytes.
#![no_main]

use std::sync::LazyLock;

use bareme::{
    Engine, catalogue,
    pack::InputFile,
    seal::{Seal, SealKey},
    wire::{self, Receipt, Request, Verified},
};
use libfuzzer_sys::fuzz_target;
use serde_json::Value as Json;

macro_rules! pack {
    ($($path:literal)*) => {
        vec![$((
            $path,
            &include_bytes!(concat!("../../receipts/pack/", $path))[..],
        )),*]
    };
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let files = pack!("pack.toml" "sources.toml" "vocabulaire.toml" "echeancier.toml" "parametres/aides.toml"
        "dispositifs/aides/bourse.toml" "dispositifs/aides/prime.toml" "dispositifs/aides/atelier.toml");
    let files = files.into_iter().map(|(path, bytes)| InputFile {
        path: path.to_owned(),
        bytes: bytes.to_owned(),
    });
    Engine::new(
        catalogue::from_files(files.collect())
            .expect("the pack is sound")
            .0,
    )
});

static KEY: LazyLock<SealKey> = LazyLock::new(|| SealKey::from_bytes(&[7; 32]).expect("32 bytes"));

/// Decisions and schedules of this engine, each with its seal.
static GENUINE: LazyLock<Vec<(String, Seal)>> = LazyLock::new(|| {
    let dossiers = [
        r#"{"age":31,"revenu":"18250.00","statut":"sans_emploi","entree":"2024-10-01","sortie":"2025-02-14","enfants":1}"#,
        r#"{"revenu":0,"enfants":2}"#,
    ];
    let mut all = Vec::new();
    for dossier in dossiers {
        for (dispositifs, hypotheses, explain) in [
            (&[][..], true, false),
            (&["bourse"], false, true),
            (&[], false, true),
        ] {
            let request = Request {
                dossier,
                date: "2024-10-01",
                dispositifs,
                hypotheses,
                explain,
                if_eligible: false,
            };
            all.push(wire::evaluate(&ENGINE, &request).expect("the dossier is sound"));
            all.push(wire::schedule(&ENGINE, &request).expect("the dossier is sound"));
        }
    }
    let sealed = |text: String| {
        let seal = wire::seal(&text, &KEY).expect("what is written is canonical");
        (text, seal)
    };
    all.into_iter().map(sealed).collect()
});

fuzz_target!(|data: &[u8]| match data {
    [b'{', ..] => {
        if let Ok(text) = std::str::from_utf8(data)
            && let Some(verified) = verified(text)
            && verified.form > 0
        {
            let canonical = Receipt::read(text).expect("it was read").canonical().to_owned();
            let known = GENUINE.iter().any(|(genuine, _)| *genuine == canonical);
            assert!(
                known || !verified.same_bytes,
                "a decision was made without the engine"
            );
        }
    }
    [which, edits @ ..] => {
        let (genuine, seal) = &GENUINE[usize::from(*which) % GENUINE.len()];
        let Ok(text) = String::from_utf8(edited(genuine.as_bytes(), edits)) else {
            return;
        };
        if let Some(verified) = verified(&text) {
            if verified.same_bytes {
                let receipt = Receipt::read(&text).expect("it was read");
                assert_eq!(
                    receipt.canonical(),
                    genuine,
                    "a changed decision passes for the same"
                );
                assert_eq!(verified.canonical, text == *genuine);
            } else {
                assert!(
                    !verified.not_covered.is_empty(),
                    "a changed decision passes whole"
                );
                verdicts_hold(&text);
            }
        }
        let sealed = wire::verify_sealed(&ENGINE, &text, &KEY, seal);
        assert_eq!(sealed.is_ok(), text == *genuine, "a seal does not hold");
    }
    [] => {}
});

/// What verifying finds, the same twice.
fn verified(text: &str) -> Option<Verified> {
    let first = wire::verify(&ENGINE, text);
    assert_eq!(first, wire::verify(&ENGINE, text), "one text, two answers");
    first.ok()
}

/// Whatever is not covered, each verdict is that of the dossier, decided alone.
fn verdicts_hold(text: &str) {
    let said: Json = serde_json::from_str(text).expect("it was read");
    let (dossier, date) = (said["dossier"].to_string(), said["date"].as_str());
    for (id, decision) in said["decisions"].as_object().into_iter().flatten() {
        let request = Request {
            dossier: &dossier,
            date: date.expect("it was read"),
            dispositifs: &[id],
            hypotheses: true,
            explain: false,
            if_eligible: false,
        };
        let again = wire::evaluate(&ENGINE, &request).expect("it was decided");
        let again: Json = serde_json::from_str(&again).expect("an answer is JSON");
        assert_eq!(
            again["decisions"][id]["verdict"], decision["verdict"],
            "a changed verdict passes"
        );
    }
}

/// Edits of six bytes: what to do, where, how much, and a byte or where to.
fn edited(genuine: &[u8], edits: &[u8]) -> Vec<u8> {
    let mut bytes = genuine.to_vec();
    for edit in edits.chunks_exact(6).take(8) {
        let [what, a, b, length, c, d] = edit else {
            continue;
        };
        let at = |high: u8, low: u8| usize::from(u16::from_be_bytes([high, low])) % (bytes.len() + 1);
        let (from, to) = (at(*a, *b), at(*c, *d));
        let until = (from + usize::from(*length)).min(bytes.len());
        match what % 4 {
            0 => {
                if let Some(byte) = bytes.get_mut(from) {
                    *byte = *d;
                }
            }
            1 => bytes.insert(from, *d),
            2 => drop(bytes.drain(from..until)),
            _ => {
                let piece = bytes[from..until].to_vec();
                bytes.splice(to..to, piece);
            }
        }
    }
    bytes
}
