//! A store knows dossiers by their numbers.

use std::fs;

use bareme::quota::DossierId;

use crate::arena::{Folder, ask, begin, opened};

#[test]
fn nothing_but_numbers_keys_and_moments_is_written() {
    let folder = Folder::new();
    let mut registry = opened(&folder.location());
    begin(&mut registry, 1);
    ask(&mut registry, "2024-00017").unwrap();
    let history = registry.history(&crate::arena::id()).unwrap();
    let text = history[1].event.to_json();
    let moment = history[1].event.at;
    let expected = format!(
        r#"{{"version":2,"le":"{moment}","cle":"demande-2024-00017","evenement":{{"demande":{{"dossier":"2024-00017","priorite":0,"pack":""}}}}}}"#
    );
    assert_eq!(text, expected);
    assert!(DossierId::new("Marie Dupont").is_err());
    assert!(fs::metadata(folder.file()).is_ok());
}
