//! Why an event or a request is refused: one function a reason, so that each message stays next to its code.

use core::fmt;

use super::{DossierId, EventKey, EventKind, LedgerId, MAX_LIMIT, Moment, Reason};
use crate::{
    date::Day,
    decision::{Decision, Verdict},
    dossier::shortened,
    error::{Code, Finding, Place, Remedy},
};

fn refused(code: Code, message: String, help: &str) -> Finding {
    Finding::new(code, Place::Whole, message).with_help(help)
}

pub(super) fn invalid_snapshot(error: &impl fmt::Display) -> Finding {
    refused(
        Code::LedgerCorrupted,
        format!(
            "l'instantané du registre est abîmé : {}",
            shortened(&error.to_string())
        ),
        "refaites-le à partir des événements",
    )
}

pub(super) fn newer_form(version: u32) -> Finding {
    refused(
        Code::LedgerNewer,
        format!(
            "ce registre est de la version {version}, ce moteur lit les versions 1 à {}",
            super::FORM
        ),
        "mettez ce programme à jour",
    )
}

pub(super) fn key_reused(key: &EventKey, known: &str) -> Finding {
    refused(
        Code::KeyReused,
        format!("la clé `{key}` a déjà servi pour `{known}`"),
        "donnez une nouvelle clé à un nouvel événement, et la même seulement pour renvoyer le même",
    )
}

pub(super) fn out_of_order(at: Moment, last: Moment) -> Finding {
    refused(
        Code::EventOutOfOrder,
        format!("l'événement du `{at}` arrive après un événement du `{last}`"),
        "enregistrez-le à l'heure de sa saisie, sans remonter avant le dernier événement",
    )
}

pub(super) fn after(at: Moment, dossier: &DossierId, other: &DossierId) -> Finding {
    refused(
        Code::EventOutOfOrder,
        format!(
            "au même instant, `{at}`, la demande de `{dossier}` passe avant celle de `{other}`, déjà enregistrée"
        ),
        "donnez les demandes du même instant dans l'ordre des dossiers, ou enregistrez celle-ci à l'heure de sa saisie",
    )
}

pub(super) fn not_open(id: &LedgerId) -> Finding {
    let message = format!("le registre `{id}` n'est pas ouvert");
    Finding::new(Code::LedgerNotOpened, Place::Whole, message).with_remedy(Remedy::OpenLedger)
}

pub(super) fn already_open(id: &LedgerId, limit: u32) -> Finding {
    refused(
        Code::EventWithoutEffect,
        format!("le registre `{id}` est déjà ouvert, sa limite est de {limit} places"),
        "rien n'est enregistré ; pour une autre limite, enregistrez un changement de limite",
    )
}

fn without_effect(message: String) -> Finding {
    refused(
        Code::EventWithoutEffect,
        message,
        "rien n'est enregistré ; pour renvoyer un envoi sans risque, donnez-lui une clé et reprenez-la",
    )
}

pub(super) fn has_a_place(dossier: &DossierId, rank: u32) -> Finding {
    without_effect(format!("`{dossier}` a déjà la place {rank}"))
}

pub(super) fn waits(dossier: &DossierId, position: u32) -> Finding {
    without_effect(format!("`{dossier}` attend déjà, en position {position}"))
}

pub(super) fn gave_up(dossier: &DossierId) -> Finding {
    without_effect(format!("`{dossier}` s'est déjà désisté"))
}

pub(super) fn is_refused(dossier: &DossierId, reason: &Reason) -> Finding {
    without_effect(format!("`{dossier}` est déjà refusé, motif `{reason}`"))
}

pub(super) fn same_limit(id: &LedgerId, limit: u32) -> Finding {
    without_effect(format!("la limite du registre `{id}` est déjà de {limit} places"))
}

pub(super) fn not_the_latest(position: u64, dossier: Option<&DossierId>, latest: Option<u64>) -> Finding {
    let message = dossier.map_or_else(
        || {
            format!(
                "l'événement n° {position} n'est pas le dernier changement de limite à pouvoir être annulé"
            )
        },
        |dossier| {
            format!("l'événement n° {position} n'est pas le dernier de `{dossier}` à pouvoir être annulé")
        },
    );
    let help = latest.map_or_else(
        || "aucun ne peut plus l'être : enregistrez l'événement qui convient".to_owned(),
        |latest| format!("c'est le n° {latest} ; pour un plus ancien, enregistrez l'événement qui convient"),
    );
    refused(Code::EventContradictory, message, &help)
}

pub(super) fn no_author(kind: &EventKind) -> Finding {
    refused(
        Code::AuthorMissing,
        format!("un événement `{}` dit qui l'enregistre", kind.word()),
        "donnez un auteur : le compte d'un agent ou d'un service, comme `agent-12`",
    )
}

pub(super) fn other_ledger(counts_in: &LedgerId, id: &LedgerId) -> Finding {
    refused(
        Code::EventContradictory,
        format!("ce dossier compte dans le registre `{counts_in}`, celui-ci est `{id}`"),
        "vérifiez le dispositif, la date d'entrée en formation et le registre",
    )
}

pub(super) fn already_asked(dossier: &DossierId) -> Finding {
    refused(
        Code::EventContradictory,
        format!("`{dossier}` a déjà une place, ou attend déjà"),
        "pour renvoyer la même demande, reprenez sa clé ; pour la retirer, envoyez un désistement",
    )
}

pub(super) fn already_left(dossier: &DossierId) -> Finding {
    refused(
        Code::EventContradictory,
        format!("`{dossier}` n'a plus de place et n'attend plus"),
        "consultez l'historique du dossier",
    )
}

pub(super) fn never_asked(dossier: &DossierId, id: &LedgerId) -> Finding {
    refused(
        Code::EventContradictory,
        format!("`{dossier}` n'a rien demandé dans le registre `{id}`"),
        "vérifiez le numéro du dossier, le quota et le groupe",
    )
}

pub(super) fn full(id: &LedgerId, limit: u32) -> Finding {
    refused(
        Code::QuotaFull,
        format!("les {limit} places du registre `{id}` sont prises"),
        "faites une demande : le dossier attendra qu'une place se libère",
    )
}

pub(super) fn invalid_limit(limit: i64) -> Finding {
    refused(
        Code::LimitInvalid,
        format!("une limite de `{limit}` places n'a pas de sens"),
        &format!("donnez un nombre entier de 0 à {MAX_LIMIT}"),
    )
}

pub(super) fn several_limits(quota: &str) -> Finding {
    refused(
        Code::OutsideQuota,
        format!("les règles donnent plusieurs limites au quota `{quota}`, selon la date"),
        "donnez la date, ou le nombre de places",
    )
}

pub(super) fn unknown_quota(id: &str, suggestion: Option<String>) -> Finding {
    refused(
        Code::UnknownQuota,
        format!("aucun quota ne s'appelle `{}`", shortened(id)),
        "les quotas sont dans `quotas.toml`, et la décision nomme celui qui s'applique",
    )
    .with_suggestion(suggestion)
}

pub(super) fn no_dispositif(id: &str, suggestion: Option<String>) -> Finding {
    refused(
        Code::UnknownDispositif,
        format!("la décision ne porte pas sur `{}`", shortened(id)),
        "décidez d'abord ce dispositif pour ce dossier",
    )
    .with_suggestion(suggestion)
}

pub(super) fn no_quota(dispositif: &str) -> Finding {
    refused(
        Code::NoQuota,
        format!("le dispositif `{}` n'a pas de quota", shortened(dispositif)),
        "aucune place n'est à demander : la décision suffit",
    )
}

pub(super) fn outside(quota: &str, day: Day) -> Finding {
    refused(
        Code::OutsideQuota,
        format!("le quota `{quota}` n'a pas de limite le `{day}`"),
        "vérifiez la date d'effet, ou complétez le paramètre de la limite",
    )
}

pub(super) fn no_group(quota: &str) -> Finding {
    refused(
        Code::GroupUnknown,
        format!("le dossier ne dit pas dans quel groupe du quota `{quota}` il compte"),
        "renseignez les faits que lit `groupe` dans `quotas.toml`, et la date d'effet",
    )
}

pub(super) fn not_eligible(decision: &Decision<'_>) -> Finding {
    let verdict = decision.verdict();
    let message = format!(
        "le dossier n'est pas éligible à `{}` : `{}`",
        decision.id(),
        verdict.word()
    );
    if verdict != Verdict::Undetermined {
        return Finding::new(Code::NotEligible, Place::Whole, message).with_remedy(Remedy::ExplainDecision);
    }
    let missing: Vec<String> = decision
        .missing()
        .map(|fact| format!("`{}`", fact.name))
        .collect();
    let help = format!("renseignez {}", missing.join(", "));
    refused(Code::NotEligible, message, &help)
}
