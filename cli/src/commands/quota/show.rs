//! `quota show` and `history`: what ledgers say now, and how they came to it.

use std::collections::BTreeMap;

use bareme::{
    Findings,
    quota::{DossierId, Group, Ledger, LedgerId, Order, QuotaId, Standing},
};
use bareme_recit::{Page, words};
use serde_json::{Value, json};

use super::ledgers::{alone, dossier_id, failed, identifier, ledger_id, readable};
use crate::{
    arguments::{Format, QuotaHistory, QuotaShow},
    output::Reply,
    packs, page,
};

pub(super) fn show(command: &QuotaShow) -> Result<Reply, Findings> {
    if let Some(quota) = &command.quota {
        let engine = packs::engine(command.usual.pack())?;
        bareme::quota::quota_named(engine.plan(), quota).map_err(alone)?;
    }
    let mut registry = readable(&command.stored)?;
    if let (Some(quota), Some(group)) = (&command.quota, &command.groupe) {
        let id = LedgerId {
            quota: identifier("--quota", quota, QuotaId::new)?,
            group: identifier("--groupe", group, Group::new)?,
        };
        registry.opened(&id).map_err(|error| failed(&error))?;
    }
    let found = registry.ledgers().map_err(|error| failed(&error))?;
    let wanted = found.into_iter().filter(|id| {
        command
            .quota
            .as_deref()
            .is_none_or(|quota| quota == id.quota.as_str())
            && command
                .groupe
                .as_deref()
                .is_none_or(|group| group == id.group.as_str())
    });
    let mut page = page::on_terminal();
    let mut list = Vec::new();
    for id in wanted {
        // The whole history is checked: what is shown is what was recorded.
        let checked = registry.history(&id).and_then(|_| registry.ledger(&id));
        let ledger = checked.map_err(|error| failed(&error))?;
        list.push(as_json(ledger));
        tell(&mut page, ledger);
    }
    if command.usual.format() == Format::Json {
        return Ok(Reply::answer(json!({ "registres": list }).to_string()));
    }
    if list.is_empty() {
        page.line(0, "aucun registre n'est commencé");
    }
    Ok(Reply::answer(page.into_text()))
}

fn tell(page: &mut Page, ledger: &Ledger) {
    page.heading(&ledger.id().to_string());
    let order = match ledger.order() {
        Some(Order::Priorities) => "priorités déclarées, puis ordre de réception",
        _ => "ordre de réception",
    };
    page.line(
        2,
        &format!(
            "{} sur {}, {} en attente ; {order}",
            words::counted(ledger.attributed().into(), "place prise", "places prises"),
            ledger.limit(),
            words::counted(ledger.waiting().into(), "dossier", "dossiers"),
        ),
    );
    let mut served: Vec<(u32, &DossierId, String)> = ledger
        .dossiers()
        .filter_map(|(dossier, standing)| match standing {
            Standing::Attribuee { rank, since } => Some((*rank, dossier, since.to_string())),
            Standing::ListeAttente { .. } | Standing::Refusee { .. } | Standing::Desistee => None,
        })
        .collect();
    served.sort();
    for (rank, dossier, since) in served {
        page.line(4, &format!("place {rank} : {dossier}, demandée le {since}"));
    }
    for (position, dossier) in (1_u32..).zip(ledger.waiting_list()) {
        page.line(4, &format!("attente {position} : {dossier}"));
    }
}

fn as_json(ledger: &Ledger) -> Value {
    let waiting: BTreeMap<&DossierId, u32> = ledger.waiting_list().zip(1_u32..).collect();
    let dossiers: Vec<Value> = ledger
        .dossiers()
        .map(|(dossier, standing)| {
            json!({ "dossier": dossier, "etat": standing, "position": waiting.get(dossier) })
        })
        .collect();
    json!({
        "attribuees": ledger.attributed(),
        "dossiers": dossiers,
        "en_attente": ledger.waiting(),
        "limite": ledger.limit(),
        "ordre": ledger.order(),
        "registre": ledger.id(),
    })
}

pub(super) fn history(command: &QuotaHistory) -> Result<Reply, Findings> {
    let engine = packs::engine(command.usual.pack())?;
    let id = ledger_id(engine.plan(), &command.counted.quota, &command.counted.groupe)?;
    let only = command.dossier.as_deref().map(dossier_id).transpose()?;
    let mut registry = readable(&command.stored)?;
    registry.opened(&id).map_err(|error| failed(&error))?;
    let entries = registry.history(&id).map_err(|error| failed(&error))?;
    let wanted: Vec<_> = entries
        .into_iter()
        .filter(|entry| {
            only.as_ref().is_none_or(|only| {
                entry.event.kind.dossier() == Some(only)
                    || entry.effects.iter().any(|effect| effect.dossier() == Some(only))
            })
        })
        .collect();
    if command.usual.format() == Format::Json {
        let list: Vec<Value> = wanted
            .iter()
            .map(|entry| {
                json!({ "effets": entry.effects, "evenement": entry.event, "numero": entry.position })
            })
            .collect();
        return Ok(Reply::answer(
            json!({ "evenements": list, "registre": id }).to_string(),
        ));
    }
    let mut page = page::on_terminal();
    page.heading(&id.to_string());
    if wanted.is_empty() {
        page.line(2, "rien n'est enregistré");
    }
    for entry in &wanted {
        page.line(
            2,
            &format!(
                "n° {}, {}, {}{}",
                entry.position,
                entry.event.at,
                entry.event.kind.word(),
                entry
                    .event
                    .author
                    .as_ref()
                    .map(|author| format!(", par {author}"))
                    .unwrap_or_default()
            ),
        );
        for effect in &entry.effects {
            page.line(4, &effect.to_string());
        }
    }
    Ok(Reply::answer(page.into_text()))
}
