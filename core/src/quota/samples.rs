//! Short ways to write ledgers and events in the tests.

use super::{
    Author, Demande, DossierId, Event, EventKey, EventKind, Group, Ledger, LedgerId, Moment, Order, QuotaId,
    Reason,
};

pub(super) fn id(group: &str) -> LedgerId {
    LedgerId {
        quota: QuotaId::new("parcours").unwrap(),
        group: Group::new(group).unwrap(),
    }
}

pub(super) fn dossier(name: &str) -> DossierId {
    DossierId::new(name).unwrap()
}

pub(super) fn at(second: i64) -> Moment {
    Moment::from_millis(1_704_067_200_000 + second * 1_000)
}

/// An event whose key says its kind, its dossier and its moment.
pub(super) fn event(second: i64, kind: EventKind) -> Event {
    let about = kind.dossier().map_or("", DossierId::as_str);
    let key = format!("{}.{about}.{second}", kind.word());
    Event::new(at(second), EventKey::new(key).unwrap(), kind).by(Some(Author::new("agent-1").unwrap()))
}

pub(super) fn asked(name: &str, priority: u16) -> Demande {
    Demande {
        dossier: dossier(name),
        priority,
        pack: String::new(),
    }
}

pub(super) fn demande(second: i64, name: &str) -> Event {
    event(second, EventKind::Demande(asked(name, 0)))
}

pub(super) fn demande_prioritaire(second: i64, name: &str, priority: u16) -> Event {
    event(second, EventKind::Demande(asked(name, priority)))
}

pub(super) fn attribution(second: i64, name: &str) -> Event {
    event(second, EventKind::Attribution(asked(name, 0)))
}

pub(super) fn desistement(second: i64, name: &str) -> Event {
    event(
        second,
        EventKind::Desistement {
            dossier: dossier(name),
        },
    )
}

pub(super) fn refus(second: i64, name: &str) -> Event {
    let reason = Reason::new("hors_delai").unwrap();
    event(
        second,
        EventKind::Refus {
            dossier: dossier(name),
            reason,
        },
    )
}

pub(super) fn limite(second: i64, limit: i64) -> Event {
    limite_ordre(second, limit, Order::Reception)
}

pub(super) fn limite_ordre(second: i64, limit: i64, order: Order) -> Event {
    event(second, EventKind::ChangementDeLimite { limit, order })
}

/// Annuls the event at a position; its key says so, as keys of one moment must differ.
pub(super) fn correction(second: i64, position: u64, about: Option<&str>) -> Event {
    let kind = EventKind::Correction {
        position,
        dossier: about.map(dossier),
        reason: Reason::new("erreur_de_saisie").unwrap(),
    };
    let mut event = event(second, kind);
    event.key = EventKey::new(format!("{}.{position}", event.key)).unwrap();
    event
}

/// A ledger whose only event states the limit, at second 0.
pub(super) fn opened(limit: i64) -> Ledger {
    Ledger::new(id("2024")).apply(&limite(0, limit)).unwrap().ledger
}
