//! The service on a loopback port, and many clients at once.

use std::{collections::BTreeSet, fs, net::SocketAddr, process};

use bareme::quota::{EventKey, Order};
use bareme_ledger_store::{Submission, create};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};

use super::*;

const PLACES: u64 = 30;
const DOSSIERS: u64 = 100;
const LEDGER: &str = "/registres/parcours/2024";

/// What the service answers: its status, and its body.
async fn asked(server: SocketAddr, method: &str, path: &str, key: &str) -> (u16, Value) {
    let mut line = TcpStream::connect(server).await.unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {server}\r\nIdempotency-Key: {key}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    line.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).await.unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    (status, serde_json::from_str(body).unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_clients_at_once_get_each_place_once() {
    let folder = env::temp_dir().join(format!("bareme-axum-{}", process::id()));
    fs::create_dir_all(&folder).unwrap();
    let store = folder.join("quotas.sqlite");
    let store = store.to_str().unwrap();
    // As `bareme quota creer` does, once: the service opens no ledger.
    let id = ledger("parcours".to_owned(), "2024".to_owned()).unwrap_or_else(|_| unreachable!());
    let opening = Submission::keyed(&EventKey::new("ouverture").unwrap(), Stamp::Now);
    let places = i64::try_from(PLACES).unwrap();
    create(store)
        .unwrap()
        .create(&id, places, Order::Reception, &opening)
        .unwrap();
    let ledgers = LedgerHandle::open(store).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, service(ledgers)).await });

    let mut clients = JoinSet::new();
    for number in 0..DOSSIERS {
        clients.spawn(async move {
            let path = format!("{LEDGER}/dossiers/d{number}");
            let (status, first) = asked(server, "POST", &path, "k1").await;
            assert_eq!((status, &first["deja_enregistre"]), (200, &Value::Bool(false)));
            // The answer was lost on its way: the client sends its request again, and has the same place.
            let (status, again) = asked(server, "POST", &path, "k1").await;
            assert_eq!((status, &again["deja_enregistre"]), (200, &Value::Bool(true)));
            (first, again)
        });
    }
    let answers = clients.join_all().await;
    let ranks: Vec<u64> = answers
        .iter()
        .filter_map(|(first, again)| {
            let rank = first["etat"]["attribuee"]["rang"].as_u64();
            assert!(rank.is_none() || again["etat"]["attribuee"]["rang"].as_u64() == rank);
            rank
        })
        .collect();
    assert_eq!(
        ranks.iter().copied().collect::<BTreeSet<_>>(),
        (1..=PLACES).collect()
    );
    assert_eq!(ranks.len() as u64, PLACES, "a place is given twice");
    let (_, counted) = asked(server, "GET", LEDGER, "").await;
    assert_eq!(
        counted,
        json!({ "attribuees": PLACES, "en_attente": DOSSIERS - PLACES })
    );

    let (status, refused) = asked(server, "POST", &format!("{LEDGER}/dossiers/d1"), "k2").await;
    assert_eq!(
        (status, &refused["code"]),
        (409, &json!("evenement_contradictoire"))
    );
    let (status, refused) = asked(server, "POST", &format!("{LEDGER}/dossiers/d1"), "").await;
    assert_eq!((status, &refused["code"]), (409, &json!("evenement_invalide")));
    fs::remove_dir_all(&folder).unwrap();
}
