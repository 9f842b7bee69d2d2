//! `quota verify`: what is recorded is what was recorded.

use bareme::{
    Finding, Findings,
    error::{Code, Place},
    quota::{
        Group, LedgerId, QuotaId,
        chain::{Anchor, Link},
    },
};
use bareme_ledger_store::{Sealing, StoreError, Verified};
use bareme_recit::words;
use serde_json::json;

use super::ledgers::{alone, failed, identifier, readable};
use crate::{
    arguments::{Format, QuotaVerify},
    output::Reply,
    page,
};

/// What was noted of a ledger.
enum Expected {
    Anchor(Anchor),
    /// The link alone: at whatever position.
    Link(Link),
}

pub(super) fn verify(command: &QuotaVerify) -> Result<Reply, Findings> {
    let expected: Vec<Expected> = command
        .attendu
        .iter()
        .map(|text| expected(text))
        .collect::<Result<_, _>>()?;
    let named = match (&command.quota, &command.groupe) {
        (Some(quota), Some(group)) => Some(LedgerId {
            quota: identifier("--quota", quota, QuotaId::new)?,
            group: identifier("--groupe", group, Group::new)?,
        }),
        _ => None,
    };
    let mut registry = readable(&command.stored)?;
    let ids = match &named {
        Some(id) => vec![id.clone()],
        None => registry.ledgers().map_err(|error| failed(&error))?,
    };
    let mut verified = Vec::new();
    let mut findings = Vec::new();
    for id in &ids {
        match registry.verify(id) {
            // Nothing was noted of it: that nothing is there is all there is to say.
            Ok(of_one) if of_one.head.position == 0 && expected.is_empty() => {
                registry.opened(id).map_err(|error| failed(&error))?;
            }
            Ok(of_one) => verified.push(of_one),
            Err(error) => findings.push(error.finding()),
        }
    }
    if findings.is_empty() {
        findings.extend(
            expected
                .iter()
                .filter_map(|expected| missing(expected, &verified)),
        );
    }
    if !findings.is_empty() {
        return Err(Findings::new(findings));
    }
    Ok(told(command.written.format, &verified))
}

fn expected(text: &str) -> Result<Expected, Findings> {
    if let Some(link) = Link::from_hex(text) {
        return Ok(Expected::Link(link));
    }
    text.parse().map(Expected::Anchor).map_err(|error| {
        let finding = Finding::new(Code::EventInvalid, Place::Whole, format!("`--attendu` : {error}"));
        alone(finding.with_help("chaque réponse de `bareme quota` donne l'ancre à noter"))
    })
}

/// Why none of the ledgers has what was noted; nothing when one has.
fn missing(expected: &Expected, verified: &[Verified]) -> Option<Finding> {
    let nowhere = |what: String| {
        let message = format!("aucun événement n'a {what}");
        Finding::new(Code::LedgerNotExpected, Place::Whole, message)
            .with_help("ne vous fiez pas à ce registre : restaurez une sauvegarde, ou vérifiez l'ancre")
    };
    match expected {
        Expected::Link(link) => {
            let found = verified.iter().any(|of_one| of_one.position(link).is_some());
            (!found).then(|| nowhere(format!("le lien `{link}`")))
        }
        Expected::Anchor(anchor) => {
            let refused: Result<Vec<StoreError>, ()> = verified
                .iter()
                .map(|of_one| of_one.expect(anchor).err().ok_or(()))
                .collect();
            match refused.ok()?.as_slice() {
                [only] => Some(only.finding()),
                _ => Some(nowhere(format!("l'ancre `{anchor}`"))),
            }
        }
    }
}

fn told(format: Format, verified: &[Verified]) -> Reply {
    if format == Format::Json {
        let list: Vec<_> = verified
            .iter()
            .map(|of_one| {
                let sealed = match of_one.sealing {
                    Sealing::Unsealed => "non",
                    Sealing::Unchecked => "non_controle",
                    Sealing::Checked => "oui",
                };
                json!({
                    "ancre": of_one.head.to_string(),
                    "evenements": of_one.head.position,
                    "lien": of_one.head.link.to_string(),
                    "registre": of_one.ledger,
                    "scelle": sealed,
                })
            })
            .collect();
        return Reply::answer(json!({ "registres": list }).to_string());
    }
    let mut page = page::on_terminal();
    for of_one in verified {
        page.heading(&of_one.ledger.to_string());
        let events = words::counted(of_one.head.position, "événement", "événements");
        page.line(2, &format!("{events}, chacun tient au précédent"));
        page.line(
            2,
            match of_one.sealing {
                Sealing::Unsealed => "non scellé : seule une ancre montre une histoire réécrite",
                Sealing::Unchecked => "scellé : donnez `--secret` pour contrôler les sceaux",
                Sealing::Checked => "scellé par cette clé",
            },
        );
        page.line(2, &format!("ancre {}", of_one.head));
    }
    if verified.is_empty() {
        page.line(0, "aucun registre n'est ouvert");
    }
    Reply::answer(page.into_text())
}
