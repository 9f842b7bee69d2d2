//! `bareme quota`, on the real binary.

#[path = "../examples/quotas_2024.rs"]
mod quotas_2024;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command, Stdio},
};

use serde_json::Value;

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("bareme-quota-{name}-{}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn store(&self) -> String {
        self.0.join("quotas.sqlite").to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Exit code, standard output, standard error.
fn bareme(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bareme"))
        .arg("quota")
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

const DOSSIER: &str = "examples/dossiers/reconversion_aide_soignant.json";

fn request(store: &str, number: &str, more: &[&str]) -> (i32, String, String) {
    let mut arguments = vec![
        "request",
        "--store",
        store,
        "--dossier",
        number,
        "--date",
        "2024-03-01",
    ];
    arguments.extend(["--dispositif", "transitions_pro_aide_soignant"]);
    if !more.contains(&"-") && !more.iter().any(|word| word.ends_with(".json")) {
        arguments.push(DOSSIER);
    }
    arguments.extend(more);
    bareme(&arguments)
}

/// Opens the ledger before the events of the tests.
fn create(store: &str) {
    let (exit, out, err) = on("creer", store, &["--le", "2024-01-01T00:00:00Z"]);
    assert_eq!(exit, 0, "{err}");
    assert!(out.contains("la limite est de 150 places"), "{out}");
}

const COUNT: [&str; 4] = ["--quota", "parcours_aide_soignant", "--groupe", "2024"];

fn on(command: &str, store: &str, more: &[&str]) -> (i32, String, String) {
    let mut arguments = vec![command, "--store", store];
    arguments.extend(COUNT);
    arguments.extend(more);
    bareme(&arguments)
}

fn json(answer: &(i32, String, String)) -> Value {
    serde_json::from_str(&answer.1).unwrap_or_else(|error| panic!("{error}: {answer:?}"))
}

fn code(answer: &(i32, String, String)) -> String {
    json(answer)["erreurs"][0]["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_place_is_asked_for_shown_given_up_and_the_whole_is_told() {
    let folder = Folder::new("whole");
    let store = folder.store();
    create(&store);
    let (exit, out, err) = request(&store, "2024-00017", &["--le", "2024-03-01T10:30:00+01:00"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(out.contains("`2024-00017` a la place 1"), "{out}");
    // Sent again without a key: nothing changes, and it is told.
    let (exit, out, err) = request(&store, "2024-00017", &["--le", "2024-03-01T10:30:00+01:00"]);
    assert_eq!((exit, out.as_str()), (1, ""));
    assert!(
        err.contains("evenement_sans_effet") && err.contains("a déjà la place 1"),
        "{err}"
    );

    assert_eq!(
        on(
            "limit",
            &store,
            &["--places", "1", "--le", "2024-03-02T08:00:00Z"]
        )
        .0,
        0
    );
    let (_, out, _) = request(&store, "2024-00018", &["--le", "2024-03-02T09:00:00Z"]);
    assert!(
        out.contains("`2024-00018` est sur la liste d'attente, en position 1"),
        "{out}"
    );
    let withdrawal = ["--dossier", "2024-00017", "--le", "2024-03-03T09:00:00Z"];
    let (_, out, _) = on("withdraw", &store, &withdrawal);
    assert!(
        out.contains("`2024-00018` quitte la liste d'attente et a la place 1"),
        "{out}"
    );

    let (exit, out, _) = on("show", &store, &["--format", "json"]);
    let shown: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((exit, &shown["registres"][0]["attribuees"]), (0, &Value::from(1)));
    let (_, out, _) = bareme(&["show", "--store", &store]);
    assert!(
        out.contains("1\u{a0}place prise sur 1, 0\u{a0}dossier en attente"),
        "{out}"
    );
    let (_, out, _) = on("history", &store, &[]);
    assert!(out.contains("n° 2, 2024-03-01T09:30:00Z, demande"), "{out}");
    let (_, out, _) = on(
        "history",
        &store,
        &["--dossier", "2024-00018", "--format", "json"],
    );
    let told: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(told["evenements"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_cannot_be_recorded_is_a_finding_and_writes_nothing() {
    let folder = Folder::new("refused");
    let store = folder.store();
    let other = |facts: &str| {
        let path = folder.0.join("dossier.json");
        let known = fs::read_to_string(root().join(DOSSIER)).unwrap();
        let mut dossier: Value = serde_json::from_str(&known).unwrap();
        let changed: Value = serde_json::from_str(facts).unwrap();
        for (name, value) in changed.as_object().unwrap() {
            dossier[name] = value.clone();
        }
        fs::write(&path, dossier.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    for (facts, expected) in [
        (
            r#"{"accord_commission_transitions_pro": false}"#,
            "dossier_non_eligible",
        ),
        (
            r#"{"accord_commission_transitions_pro": null}"#,
            "dossier_non_eligible",
        ),
        (
            r#"{"date_entree_formation": "2027-01-04", "date_fin_formation": "2027-07-04"}"#,
            "quota_hors_periode",
        ),
        (r#"{"aage": 3}"#, "fait_inconnu"),
    ] {
        let file = other(facts);
        let answer = request(&store, "2024-00017", &["--format", "json", &file]);
        assert_eq!((answer.0, code(&answer).as_str()), (1, expected), "{facts}");
    }
    let json = ["--format", "json"];
    let answer = request(&store, "Marie Dupont", &json);
    assert_eq!((answer.0, code(&answer).as_str()), (1, "evenement_invalide"));
    let answer = request(&store, "2024-00017", &["--format", "json", "--le", "hier"]);
    assert_eq!(code(&answer), "evenement_invalide");
    let answer = bareme(&[
        "request",
        "--store",
        &store,
        "--dossier",
        "1",
        "--date",
        "2024-03-01",
        "--dispositif",
        "bourse_regionale",
        "--format",
        "json",
        DOSSIER,
    ]);
    assert_eq!(code(&answer), "dispositif_sans_quota");
    for command in ["show", "history", "verify"] {
        let answer = on(command, &store, &json);
        assert_eq!((answer.0, code(&answer).as_str()), (5, "registre_inaccessible"));
    }
    assert_eq!(code(&request(&store, "1", &json)), "registre_inaccessible");
    assert!(!Path::new(&store).exists(), "nothing was written");
    create(&store);

    let answer = on("limit", &store, &["--places", "-1", "--format", "json"]);
    assert_eq!((answer.0, code(&answer).as_str()), (4, "limite_invalide"));
    let answer = bareme(&[
        "history", "--store", &store, "--quota", "parcours", "--groupe", "2024", "--format", "json",
    ]);
    assert_eq!(code(&answer), "quota_inconnu");
    let answer = on(
        "withdraw",
        &store,
        &["--dossier", "2024-00017", "--format", "json"],
    );
    assert_eq!(code(&answer), "evenement_contradictoire");
    assert_eq!(on("history", &store, &[]).1.matches("n° ").count(), 1);
    let (exit, _, err) = on("withdraw", &store, &["--dossier", "2024-00017"]);
    assert!(exit == 4 && err.contains("evenement_contradictoire"), "{err}");
    assert_eq!(on("retire", &store, &[]).0, 2);
}

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

#[test]
fn the_figures_of_2024_come_out() {
    for reported in &quotas_2024::REPORT {
        let (ledger, not_eligible) = quotas_2024::year(reported).unwrap();
        assert_eq!(reported.processed - not_eligible, reported.agreed);
        assert_eq!(ledger.attributed(), reported.paid);
        assert_eq!(ledger.waiting(), 0);
    }
    let limits = quotas_2024::REPORT.map(|reported| quotas_2024::year(&reported).unwrap().0.limit());
    assert_eq!(limits, [150, 30]);
}

/// The same through a server, where one was started.
#[cfg(feature = "postgres")]
#[test]
fn a_place_is_asked_for_on_a_server() {
    let Ok(address) = env::var("BAREME_POSTGRES") else {
        assert!(
            env::var("CI").as_deref() != Ok("true"),
            "run the tests through scripts/with-postgres"
        );
        eprintln!("skipped: no PostgreSQL server (run through scripts/with-postgres)");
        return;
    };
    create(&address);
    let (exit, out, err) = request(&address, "2024-00017", &[]);
    assert_eq!(exit, 0, "{err}");
    assert!(out.contains("`2024-00017` a la place 1"), "{out}");
    assert!(on("show", &address, &[]).1.contains("1\u{a0}place prise sur 150"));
}
