//! `quota request`, `withdraw` and `limit`: one event, and what it changed.

use bareme::{
    Findings, Selection,
    quota::{Claim, EventKind, LedgerId, Order, Standing, quota_named},
    wire::{self, MAX_DOSSIER_BYTES},
};
use bareme_ledger_store::Receipt;
use serde_json::json;

use super::{alone, dossier_id, event_key, existing, ledger_id, stamp, writable};
use crate::{
    arguments::{Format, QuotaLimit, QuotaRequest, QuotaWithdraw},
    output::Reply,
    reading,
};

pub(super) fn request(command: &QuotaRequest) -> Result<Reply, Findings> {
    // Everything is read, and the dossier decided, before the store is touched.
    let number = dossier_id(&command.dossier)?;
    let key = event_key(command.event.cle.as_deref(), "demande")?;
    let stamp = stamp(command.event.le.as_deref())?;
    let engine = reading::engine(command.rules.pack.as_deref())?;
    let date = wire::read_date(&command.date).map_err(alone)?;
    let text = reading::text(&command.file, MAX_DOSSIER_BYTES)?;
    let dossier = wire::read_dossier(&engine, &text)?;
    let answer =
        engine.evaluate_selected(&dossier, date, Selection::Named(&[command.dispositif.as_str()]))?;
    let claim = Claim::of(&answer, &command.dispositif).map_err(alone)?;

    let mut registry = writable(&command.stored)?;
    let receipt = registry
        .request(&claim, &number, &key, stamp)
        .map_err(|error| alone(error.finding()))?;
    Ok(told(command.written.format, &claim.ledger, &receipt))
}

pub(super) fn withdraw(command: &QuotaWithdraw) -> Result<Reply, Findings> {
    let number = dossier_id(&command.dossier)?;
    let key = event_key(command.event.cle.as_deref(), "desistement")?;
    let stamp = stamp(command.event.le.as_deref())?;
    let engine = reading::engine(command.rules.pack.as_deref())?;
    let id = ledger_id(engine.plan(), &command.counted.quota, &command.counted.groupe)?;
    let kind = EventKind::Desistement { dossier: number };
    let receipt = existing(&command.stored)?
        .submit(&id, &key, &kind, stamp)
        .map_err(|error| alone(error.finding()))?;
    Ok(told(command.written.format, &id, &receipt))
}

pub(super) fn limit(command: &QuotaLimit) -> Result<Reply, Findings> {
    let engine = reading::engine(command.rules.pack.as_deref())?;
    let id = ledger_id(engine.plan(), &command.counted.quota, &command.counted.groupe)?;
    let order: Order = quota_named(engine.plan(), &command.counted.quota)
        .map_err(alone)?
        .order
        .into();
    let otherwise = format!("limite-{}", command.places);
    // A limit below zero has no key of its own: the ledger refuses it, with its code.
    let key = event_key(command.event.cle.as_deref(), &otherwise)?;
    let kind = EventKind::ChangementDeLimite {
        limit: command.places,
        order,
    };
    let receipt = writable(&command.stored)?
        .submit(&id, &key, &kind, stamp(command.event.le.as_deref())?)
        .map_err(|error| alone(error.finding()))?;
    Ok(told(command.written.format, &id, &receipt))
}

fn told(format: Format, id: &LedgerId, receipt: &Receipt) -> Reply {
    if format == Format::Json {
        let answer = json!({
            "deja_enregistre": receipt.repeated,
            "effets": receipt.effects,
            "etat": receipt.standing,
            "position": receipt.waits_at,
            "registre": id,
        });
        return Reply::answer(answer.to_string());
    }
    let mut text = format!("registre `{id}`\n");
    for effect in &receipt.effects {
        text.push_str(&format!("  {effect}\n"));
    }
    if receipt.repeated {
        text.push_str("  déjà enregistré : rien ne change\n");
        match (&receipt.standing, receipt.waits_at) {
            (Some(Standing::Attribuee { rank, .. }), _) => {
                text.push_str(&format!("  le dossier a la place {rank}\n"));
            }
            (_, Some(position)) => {
                text.push_str(&format!("  le dossier attend, en position {position}\n"));
            }
            (Some(_), None) => text.push_str(
                "  le dossier n'a plus de place et n'attend plus ; pour une nouvelle demande, donnez une nouvelle `--cle`\n",
            ),
            (None, None) => {}
        }
    }
    Reply::answer(text)
}
