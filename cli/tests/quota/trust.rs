//! What an office relies on: nothing is swallowed, nothing is opened by a slip, nothing is rewritten unseen.

use std::fs;

use serde_json::Value;

use super::{Folder, bareme, code, create, json, on, request};

#[test]
fn every_event_without_a_key_counts_and_one_with_a_key_counts_once() {
    let folder = Folder::new("keys");
    let store = folder.store();
    create(&store);
    for places in ["10", "20", "10"] {
        let (exit, out, err) = on("limit", &store, &["--places", places]);
        assert_eq!(exit, 0, "{err}");
        assert!(
            out.contains(&format!("la limite est de {places} places")),
            "{out}"
        );
    }
    let (exit, _, err) = on("limit", &store, &["--places", "10"]);
    assert!(exit == 1 && err.contains("evenement_sans_effet"), "{exit} {err}");
    let place = ["--dossier", "2024-00017"];
    for _ in 0..2 {
        assert_eq!(request(&store, "2024-00017", &[]).0, 0);
        let (exit, out, _) = on("withdraw", &store, &place);
        assert!(exit == 0 && out.contains("s'est désisté"), "{out}");
    }
    let (exit, _, err) = on("withdraw", &store, &place);
    assert!(exit == 1 && err.contains("s'est déjà désisté"), "{exit} {err}");
    let shown = json(&bareme(&["show", "--store", &store, "--format", "json"]));
    assert_eq!(
        (
            &shown["registres"][0]["limite"],
            &shown["registres"][0]["attribuees"]
        ),
        (&Value::from(10), &Value::from(0))
    );
    // The same key: answered as the first time, and said.
    let keyed = ["--cle", "k1", "--format", "json"];
    let first = json(&request(&store, "2024-00018", &keyed));
    let again = request(&store, "2024-00018", &keyed);
    assert_eq!(again.0, 0);
    let again = json(&again);
    assert_eq!(
        (&first["deja_enregistre"], &again["deja_enregistre"]),
        (&false.into(), &true.into())
    );
    assert_eq!(
        (&first["etat"], &first["ancre"]),
        (&again["etat"], &again["ancre"])
    );
    let answer = on(
        "withdraw",
        &store,
        &["--dossier", "2024-00018", "--cle", "k1", "--format", "json"],
    );
    assert_eq!((answer.0, code(&answer).as_str()), (4, "cle_deja_utilisee"));
}

#[test]
fn a_store_and_a_ledger_are_opened_on_purpose() {
    let folder = Folder::new("opening");
    let store = folder.store();
    let json = ["--format", "json"];
    let empty = folder.0.join("empty.sqlite").to_str().unwrap().to_owned();
    fs::write(&empty, "").unwrap();
    for location in [store.as_str(), &empty, "", ":memory:", "file:x?mode=memory"] {
        for answer in [
            request(location, "1", &json),
            on("withdraw", location, &["--dossier", "1", "--format", "json"]),
            on("limit", location, &["--places", "1", "--format", "json"]),
            on("show", location, &json),
            on("history", location, &json),
            on("verify", location, &json),
        ] {
            assert_eq!(
                (answer.0, code(&answer).as_str()),
                (5, "registre_inaccessible"),
                "{location}"
            );
            assert!(answer.1.contains("bareme quota creer"), "{}", answer.1);
        }
    }
    for location in ["", ":memory:", "file:x?mode=memory"] {
        assert_eq!(on("creer", location, &[]).0, 5, "{location}");
    }
    // Another count of the same store is not opened by that.
    let other = [
        "--quota",
        "parcours_infirmier",
        "--groupe",
        "2024",
        "--store",
        &store,
        "--format",
        "json",
    ];
    assert_eq!(bareme(&[&["creer"][..], &other].concat()).0, 0);
    for answer in [
        request(&store, "1", &json),
        on("limit", &store, &["--places", "1", "--format", "json"]),
        on("history", &store, &json),
        on("show", &store, &json),
        on("verify", &store, &json),
    ] {
        assert_eq!((answer.0, code(&answer).as_str()), (4, "registre_non_ouvert"));
    }
    create(&store);
    let again = on("creer", &store, &["--places", "3", "--format", "json"]);
    assert_eq!((again.0, code(&again).as_str()), (1, "evenement_sans_effet"));
    assert!(on("show", &store, &[]).1.contains("sur 150"));
    let answer = request(&store, "1", &["--le", "2999-01-01T00:00:00Z", "--format", "json"]);
    assert_eq!((answer.0, code(&answer).as_str()), (4, "evenement_futur"));
}

#[test]
fn an_event_is_annulled_by_somebody_and_the_history_says_who() {
    let folder = Folder::new("correction");
    let store = folder.store();
    create(&store);
    let by = ["--auteur", "agent-12"];
    assert_eq!(request(&store, "2024-00017", &by).0, 0);
    let annul = [
        "--evenement",
        "2",
        "--dossier",
        "2024-00017",
        "--motif",
        "erreur_de_saisie",
    ];
    let (exit, out, err) = on("annuler", &store, &[&annul[..], &by].concat());
    assert_eq!(exit, 0, "{err}");
    assert!(out.contains("l'événement n° 2 est annulé"), "{out}");
    let (exit, _, err) = on("annuler", &store, &annul);
    assert!(exit == 4 && err.contains("evenement_contradictoire"), "{err}");
    let (_, out, _) = on("history", &store, &[]);
    assert_eq!(out.matches(", par agent-12").count(), 2, "{out}");
    let told = json(&on("history", &store, &["--format", "json"]));
    assert_eq!(told["evenements"][2]["evenement"]["auteur"], "agent-12");
    assert!(
        told["evenements"][0]["evenement"]["auteur"].is_string(),
        "the account of the session"
    );
    let (exit, _, err) = on(
        "annuler",
        &store,
        &[&annul[..], &["--auteur", "Marie Dupont"]].concat(),
    );
    assert!(exit == 1 && err.contains("`--auteur`"), "{err}");
}

#[test]
fn an_anchor_and_a_key_show_what_the_chain_alone_does_not() {
    let folder = Folder::new("anchor");
    let store = folder.store();
    let secret = folder.0.join("secret").to_str().unwrap().to_owned();
    fs::write(&secret, format!("{}\n", "0f".repeat(32))).unwrap();
    let key = ["--secret", secret.as_str()];
    assert_eq!(on("creer", &store, &key).0, 0);
    let told = json(&request(
        &store,
        "2024-00017",
        &[&key[..], &["--format", "json"]].concat(),
    ));
    assert_eq!(told["numero"], 2);
    let (anchor, link) = (told["ancre"].as_str().unwrap(), told["lien"].as_str().unwrap());
    assert_eq!(anchor, format!("2:{link}"));
    let (exit, out, _) = request(&store, "2024-00018", &key);
    assert!(exit == 0 && out.contains("ancre 3:"), "{out}");
    let (exit, _, err) = request(&store, "2024-00019", &[]);
    assert!(exit == 4 && err.contains("registre_scelle"), "{err}");

    let verify = |more: &[&str]| bareme(&[&["verify", "--store", &store][..], more].concat());
    for expected in [anchor, link] {
        let (exit, out, err) = verify(&[&key[..], &["--attendu", expected]].concat());
        assert_eq!(exit, 0, "{err}");
        assert!(
            out.contains("scellé par cette clé") && out.contains("3\u{a0}événements"),
            "{out}"
        );
        assert_eq!(on("verify", &store, &["--attendu", expected]).0, 0);
    }
    let verified = json(&verify(&["--format", "json"]));
    assert_eq!(verified["registres"][0]["scelle"], "non_controle");
    assert_eq!(verified["registres"][0]["evenements"], 3);
    let other = link.replace(|digit: char| digit != 'f', "f");
    for wrong in [
        format!("3:{link}"),
        format!("9:{link}"),
        format!("2:{other}"),
        other,
    ] {
        for answer in [
            verify(&["--attendu", &wrong, "--format", "json"]),
            on("verify", &store, &["--attendu", &wrong, "--format", "json"]),
        ] {
            assert_eq!(
                (answer.0, code(&answer).as_str()),
                (1, "registre_inattendu"),
                "{wrong}"
            );
        }
    }
    assert_eq!(
        code(&verify(&["--attendu", "hier", "--format", "json"])),
        "evenement_invalide"
    );
    fs::write(&secret, "0f").unwrap();
    let answer = verify(&[&key[..], &["--format", "json"]].concat());
    assert_eq!((answer.0, code(&answer).as_str()), (1, "evenement_invalide"));
    fs::write(&secret, "1f".repeat(32)).unwrap();
    let answer = verify(&[&key[..], &["--format", "json"]].concat());
    assert_eq!((answer.0, code(&answer).as_str()), (1, "registre_corrompu"));
    // The whole ledger is gone, and another was opened in its place.
    fs::remove_file(&store).unwrap();
    assert_eq!(verify(&["--attendu", anchor]).0, 5);
    assert_eq!(on("creer", &store, &[]).0, 0);
    let answer = verify(&["--attendu", anchor, "--format", "json"]);
    assert_eq!((answer.0, code(&answer).as_str()), (1, "registre_inattendu"));
}
