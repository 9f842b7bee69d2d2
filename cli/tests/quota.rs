//! `bareme quota`, on the real binary.

#[path = "../examples/quotas_2024.rs"]
mod quotas_2024;
#[path = "quota/trust.rs"]
mod trust;

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
    // A schema of its own, where nobody made tables.
    let schema = format!("cli{}", process::id());
    let within = format!("{address}?options=-csearch_path%3D{schema}");
    let mut around = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    around.batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
    let address = within;
    // No command makes them by the way, not even the one that opens a ledger.
    for (exit, _, err) in [
        on("creer", &address, &[]),
        on("show", &address, &[]),
        request(&address, "2024-00017", &[]),
    ] {
        assert!(exit == 5 && err.contains("bareme quota migrer"), "{exit} {err}");
    }
    for _ in 0..2 {
        let (exit, out, err) = bareme(&["migrer", "--store", &address]);
        assert!(exit == 0 && out.contains("sont prêtes"), "{exit} {out} {err}");
    }
    let (exit, out, _) = bareme(&["migrer", "--store", &address, "--format", "json"]);
    assert_eq!((exit, out.trim()), (0, r#"{"tables":"pretes"}"#));
    // Tables are no ledger.
    let (exit, _, err) = request(&address, "2024-00017", &[]);
    assert!(exit == 4 && err.contains("bareme quota creer"), "{exit} {err}");
    create(&address);
    let (exit, out, err) = request(&address, "2024-00017", &[]);
    assert_eq!(exit, 0, "{err}");
    assert!(out.contains("`2024-00017` a la place 1"), "{out}");
    assert!(on("show", &address, &[]).1.contains("1\u{a0}place prise sur 150"));
}

/// A server that accepts and says nothing, a port where there is none, an address that would send a password in clear.
#[cfg(feature = "postgres")]
#[test]
fn a_store_that_cannot_be_joined_ends_with_5_and_shows_no_password() {
    let mute = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = mute.local_addr().unwrap().port();
    for address in [
        format!("postgres://bareme:mot-secret@127.0.0.1:{port}/none?connect_timeout=1"),
        "postgres://bareme:mot-secret@127.0.0.1:1/none".to_owned(),
        "postgres://bareme:mot-secret@localhost/none?hostaddr=192.0.2.1".to_owned(),
        "postgres://bareme:mot-secret@quotas.example.org/none".to_owned(),
        "postgres://bareme:mot-secret@localhost/none?sslrootcert=/absent.pem&sslmode=verify-full".to_owned(),
    ] {
        for command in ["show", "migrer"] {
            let (exit, out, err) = bareme(&[command, "--store", &address]);
            assert_eq!((exit, out.as_str()), (5, ""), "{address}: {err}");
            assert!(
                err.contains("registre_inaccessible") && !err.contains("mot-secret"),
                "{err}"
            );
        }
    }
    let (exit, _, err) = bareme(&["migrer", "--store", "quotas.sqlite"]);
    assert!(exit == 5 && err.contains("postgres://"), "{exit} {err}");
    assert!(!root().join("quotas.sqlite").exists());
}
