//! Places of a quota, given by a service.
//!
//! ```text
//! bareme quota creer --store quotas.sqlite --quota parcours_aide_soignant --groupe 2024
//! bareme-example-axum quotas.sqlite 127.0.0.1:8080
//! curl -X POST -H 'Idempotency-Key: k1' http://127.0.0.1:8080/registres/parcours_aide_soignant/2024/dossiers/2024-00017
//! ```
//! The ledger lives on a thread of its own, behind a handle that every request shares; no request blocks the runtime, and however many come
//! at once, each place is given once. It has no authentication: it is an example, for a loopback address.

use std::{env, io};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use bareme::{
    Finding,
    error::{Code, Place},
    quota::{Demande, DossierId, EventKey, EventKind, Group, LedgerId, QuotaId},
};
use bareme_ledger_store::{LedgerHandle, Stamp, StoreError};
use serde_json::json;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(store), Some(address)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other(
            "donnez le registre et l'adresse locale où répondre",
        ));
    };
    let ledgers = LedgerHandle::open(&store).await.map_err(io::Error::other)?;
    axum::serve(TcpListener::bind(address).await?, service(ledgers)).await
}

/// What answers requests.
fn service(ledgers: LedgerHandle) -> Router {
    Router::new()
        .route("/registres/{quota}/{groupe}", get(standing))
        .route("/registres/{quota}/{groupe}/dossiers/{dossier}", post(request))
        .with_state(ledgers)
}

/// Asks for a place. The header `Idempotency-Key` is the key of the event: the same request sent again gets the same place.
async fn request(
    State(ledgers): State<LedgerHandle>,
    Path((quota, group, dossier)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let id = ledger(quota, group)?;
    let dossier = DossierId::new(dossier).map_err(Refusal::named)?;
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
    let key = EventKey::new(key.unwrap_or_default()).map_err(Refusal::named)?;
    let asks = EventKind::Demande(Demande {
        dossier,
        priority: 0,
        pack: String::new(),
    });
    let receipt = ledgers
        .run(move |registry| registry.submit(&id, &key, &asks, Stamp::Now))
        .await?;
    let answer = json!({
        "deja_enregistre": receipt.repeated,
        "etat": receipt.standing,
        "position": receipt.waits_at,
    });
    Ok(Json(answer).into_response())
}

/// How many places are given.
async fn standing(
    State(ledgers): State<LedgerHandle>,
    Path((quota, group)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let id = ledger(quota, group)?;
    let (attributed, waiting) = ledgers
        .run(move |registry| {
            registry
                .ledger(&id)
                .map(|ledger| (ledger.attributed(), ledger.waiting()))
        })
        .await?;
    Ok(Json(json!({ "attribuees": attributed, "en_attente": waiting })).into_response())
}

fn ledger(quota: String, group: String) -> Result<LedgerId, Refusal> {
    Ok(LedgerId {
        quota: QuotaId::new(quota).map_err(Refusal::named)?,
        group: Group::new(group).map_err(Refusal::named)?,
    })
}

/// Why there is no answer, with its stable code.
struct Refusal(StoreError);

impl Refusal {
    fn named(error: impl ToString) -> Self {
        Self(Finding::new(Code::EventInvalid, Place::Whole, error.to_string()).into())
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match self.0 {
            StoreError::Refused(_) => StatusCode::CONFLICT,
            // The same request may be sent again, with the same key.
            _ => StatusCode::SERVICE_UNAVAILABLE,
        };
        let finding = self.0.finding();
        let body = json!({ "code": finding.code.to_string(), "message": finding.message });
        (status, Json(body)).into_response()
    }
}

#[cfg(test)]
mod tests;
