//! `quota creer`, `request`, `withdraw`, `limit` and `annuler`: one event, and what it changed.

use bareme::{
    Findings, Selection,
    quota::{Claim, EventKind, LedgerId, Order, Reason, Standing, quota_named, stated_limit},
    wire::{self, MAX_DOSSIER_BYTES},
};
use bareme_ledger_store::Receipt;
use serde_json::json;

use super::ledgers::{
    alone, dossier_id, existing, failed, identifier, ledger_id, new_or_existing, submission,
};
use crate::{
    arguments::{Format, QuotaAnnuler, QuotaCreer, QuotaLimit, QuotaRequest, QuotaWithdraw},
    output::Reply,
    packs, reading,
};

pub(super) fn creer(command: &QuotaCreer) -> Result<Reply, Findings> {
    let sent = submission(&command.event)?;
    let engine = packs::engine(command.usual.pack())?;
    let id = ledger_id(engine.plan(), &command.counted.quota, &command.counted.groupe)?;
    let quota = quota_named(engine.plan(), &command.counted.quota).map_err(alone)?;
    let day = command.date.as_deref().map(wire::read_date);
    let day = day.transpose().map_err(alone)?;
    let limit = match command.places {
        Some(places) => places,
        None => stated_limit(engine.plan(), &quota.id, day).map_err(alone)?.into(),
    };
    let receipt = new_or_existing(&command.stored)?
        .create(&id, limit, quota.order.into(), &sent)
        .map_err(|error| failed(&error))?;
    Ok(told(command.usual.format(), &id, &receipt))
}

pub(super) fn request(command: &QuotaRequest) -> Result<Reply, Findings> {
    // Everything is read, and the dossier decided, before the store is touched.
    let number = dossier_id(&command.dossier)?;
    let sent = submission(&command.event)?;
    let engine = packs::engine(command.usual.pack())?;
    let date = wire::read_date(&command.date).map_err(alone)?;
    let text = reading::text(&command.file, MAX_DOSSIER_BYTES)?;
    let dossier = wire::read_dossier(&engine, &text)?;
    let answer =
        engine.evaluate_selected(&dossier, date, Selection::Named(&[command.dispositif.as_str()]))?;
    let claim = Claim::of(&answer, &command.dispositif).map_err(alone)?;

    let receipt = existing(&command.stored)?
        .claim(&claim, &number, &sent)
        .map_err(|error| failed(&error))?;
    Ok(told(command.usual.format(), &claim.ledger, &receipt))
}

pub(super) fn withdraw(command: &QuotaWithdraw) -> Result<Reply, Findings> {
    let number = dossier_id(&command.dossier)?;
    let sent = submission(&command.event)?;
    let engine = packs::engine(command.usual.pack())?;
    let id = ledger_id(engine.plan(), &command.counted.quota, &command.counted.groupe)?;
    let kind = EventKind::Desistement { dossier: number };
    let receipt = existing(&command.stored)?
        .record(&id, &kind, &sent)
        .map_err(|error| failed(&error))?;
    Ok(told(command.usual.format(), &id, &receipt))
}

pub(super) fn limit(command: &QuotaLimit) -> Result<Reply, Findings> {
    let sent = submission(&command.event)?;
    let engine = packs::engine(command.usual.pack())?;
    let id = ledger_id(engine.plan(), &command.counted.quota, &command.counted.groupe)?;
    let order: Order = quota_named(engine.plan(), &command.counted.quota)
        .map_err(alone)?
        .order
        .into();
    let kind = EventKind::ChangementDeLimite {
        limit: command.places,
        order,
    };
    let mut registry = existing(&command.stored)?;
    // The first limit opens a ledger: only `creer` does so on purpose.
    registry.opened(&id).map_err(|error| failed(&error))?;
    let receipt = registry
        .record(&id, &kind, &sent)
        .map_err(|error| failed(&error))?;
    Ok(told(command.usual.format(), &id, &receipt))
}

pub(super) fn annuler(command: &QuotaAnnuler) -> Result<Reply, Findings> {
    let sent = submission(&command.event)?;
    let engine = packs::engine(command.usual.pack())?;
    let id = ledger_id(engine.plan(), &command.counted.quota, &command.counted.groupe)?;
    let kind = EventKind::Correction {
        position: command.evenement,
        dossier: command.dossier.as_deref().map(dossier_id).transpose()?,
        reason: identifier("--motif", &command.motif, Reason::new)?,
    };
    let receipt = existing(&command.stored)?
        .record(&id, &kind, &sent)
        .map_err(|error| failed(&error))?;
    Ok(told(command.usual.format(), &id, &receipt))
}

fn told(format: Format, id: &LedgerId, receipt: &Receipt) -> Reply {
    if format == Format::Json {
        let answer = json!({
            "ancre": receipt.head.to_string(),
            "deja_enregistre": receipt.repeated,
            "effets": receipt.effects,
            "etat": receipt.standing,
            "lien": receipt.head.link.to_string(),
            "numero": receipt.head.position,
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
    text.push_str(&format!("  ancre {}\n", receipt.head));
    Reply::answer(text)
}
