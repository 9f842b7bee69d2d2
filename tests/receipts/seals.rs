//! A seal: whoever has no key can neither make one nor change what it covers.

use bareme::{
    seal::{Seal, SealKey},
    wire::{Proof, seal, verify_sealed},
};
use proptest::{prelude::*, sample::Index};

use crate::{
    kept::{changes, engine, of_0_1_0, pointers, read, with_its_fingerprint, written},
    runs::law,
};

fn key(byte: u8) -> SealKey {
    SealKey::from_bytes(&[byte; 32]).unwrap()
}

#[test]
fn a_sealed_decision_is_authentic() {
    for decision in written() {
        let made = seal(&decision, &key(1)).unwrap();
        let verified = verify_sealed(engine(), &decision, &key(1), &made).unwrap();
        assert_eq!(verified.proof(), Proof::Authentic);
        for (key, made) in [(key(2), made), (key(1), Seal::from_bytes(&[0; 32]).unwrap())] {
            let findings = verify_sealed(engine(), &decision, &key, &made).unwrap_err();
            assert_eq!(findings.list.len(), 1);
            assert_eq!(findings.list[0].code.as_str(), "sceau_invalide");
        }
    }
}

#[test]
fn the_seal_of_a_decision_of_0_1_0_covers_what_its_form_does_not() {
    for (file, decision) in of_0_1_0() {
        let made = seal(&decision, &key(1)).unwrap();
        let verified = verify_sealed(engine(), &decision, &key(1), &made).unwrap();
        assert!(verified.sealed && verified.not_covered.is_empty(), "{file}");
        assert_eq!(verified.proof(), Proof::OtherEngine);
        assert!(verified.to_string().contains("authentique"));
    }
}

/// Whoever has no key can compute the fingerprint again, not the seal.
#[test]
fn what_was_changed_is_never_authentic() {
    let of_both = written()
        .into_iter()
        .step_by(11)
        .chain(of_0_1_0().into_iter().map(|(_, text)| text).step_by(3));
    for decision in of_both {
        let made = seal(&decision, &key(1)).unwrap();
        let document = read(&decision);
        for place in pointers(&document) {
            for changed in changes(&document, &place) {
                let forged = if changed["recu"].is_object() {
                    with_its_fingerprint(changed)
                } else {
                    changed
                };
                if forged != document {
                    let verified = verify_sealed(engine(), &forged.to_string(), &key(1), &made);
                    assert!(verified.is_err(), "{place}: {forged}");
                }
            }
        }
    }
}

#[test]
fn no_byte_changes_under_a_seal() {
    let written = written();
    let seals: Vec<Seal> = written.iter().map(|text| seal(text, &key(1)).unwrap()).collect();
    let cases = (any::<Index>(), any::<Index>(), any::<u8>(), 0..3_u8);
    law(600, &cases, |(which, at, byte, how)| {
        let which = which.index(written.len());
        let mut bytes = written[which].clone().into_bytes();
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = byte,
            1 => drop(bytes.remove(at)),
            _ => bytes.insert(at, byte),
        }
        if let Ok(text) = String::from_utf8(bytes) {
            let verified = verify_sealed(engine(), &text, &key(1), &seals[which]);
            prop_assert_eq!(verified.is_ok(), text == written[which], "{}", text);
        }
        Ok(())
    });
}

#[test]
fn only_the_canonical_text_is_sealed() {
    for text in [
        format!("{} ", written()[0]),
        serde_json::to_string_pretty(&read(&written()[0])).unwrap(),
    ] {
        assert_eq!(
            seal(&text, &key(1)).unwrap_err().list[0].code.as_str(),
            "sceau_invalide"
        );
        let made = seal(&written()[0], &key(1)).unwrap();
        assert!(verify_sealed(engine(), &text, &key(1), &made).is_err());
    }
    assert_eq!(
        seal("{}", &key(1)).unwrap_err().list[0].code.as_str(),
        "decision_invalide"
    );
}
