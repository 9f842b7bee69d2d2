//! The arguments of `quota`, and of each of its commands.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::common::{Format, TEMPLATE, Usual, Written};
use crate::examples;

/// The commands of `quota`.
#[derive(Debug, Args)]
pub(crate) struct Quota {
    #[command(subcommand)]
    pub(crate) command: QuotaCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum QuotaCommand {
    /// Ouvre le registre d'un quota, et son fichier s'il est nouveau
    #[command(help_template = TEMPLATE, after_help = examples::QUOTA_CREER)]
    Creer(QuotaCreer),
    /// Montre les places, les dossiers qui en ont une et ceux qui attendent
    #[command(help_template = TEMPLATE, after_help = examples::QUOTA_SHOW)]
    Show(QuotaShow),
    /// Demande une place pour un dossier éligible
    #[command(help_template = TEMPLATE, after_help = examples::QUOTA_REQUEST)]
    Request(QuotaRequest),
    /// Enregistre le désistement d'un dossier ; le premier qui attend a sa place
    #[command(help_template = TEMPLATE, after_help = examples::QUOTA_WITHDRAW)]
    Withdraw(QuotaWithdraw),
    /// Change la limite ; rien n'est repris, et les places nouvelles vont aux dossiers qui attendent
    #[command(help_template = TEMPLATE, after_help = examples::QUOTA_LIMIT)]
    Limit(QuotaLimit),
    /// Annule un événement enregistré par erreur ; il reste dans l'historique
    #[command(help_template = TEMPLATE, after_help = examples::QUOTA_ANNULER)]
    Annuler(QuotaAnnuler),
    /// Contrôle et montre tout ce qui a été enregistré, dans l'ordre
    #[command(help_template = TEMPLATE, after_help = examples::QUOTA_HISTORY)]
    History(QuotaHistory),
    /// Contrôle que rien n'a été modifié, remplacé, coupé ou effacé
    #[command(help_template = TEMPLATE, after_help = examples::QUOTA_VERIFY)]
    Verify(QuotaVerify),
    /// Fait dans une base PostgreSQL les tables des registres, ou les met à jour
    #[command(name = "migrer", help_template = TEMPLATE, after_help = examples::QUOTA_MIGRER)]
    Migrate(QuotaMigrate),
}

/// Where ledgers are kept.
#[derive(Debug, Args)]
pub(crate) struct StoredAt {
    /// Fichier des registres, ou adresse d'une base `postgres://…`
    #[arg(long, value_name = "FICHIER|ADRESSE")]
    pub(crate) store: String,
    /// Fichier de la clé secrète d'un registre scellé, en hexadécimal, comme l'écrit
    /// `openssl rand -hex 32`
    #[arg(long, value_name = "FICHIER")]
    pub(crate) secret: Option<PathBuf>,
}

/// One count of one quota.
#[derive(Debug, Args)]
pub(crate) struct Counted {
    /// Quota, comme dans `quotas.toml`
    #[arg(long, value_name = "ID")]
    pub(crate) quota: String,
    /// Ce que compte le registre : une année, ou une valeur
    #[arg(long, value_name = "GROUPE")]
    pub(crate) groupe: String,
}

/// What makes an event: its moment, its key and who records it.
#[derive(Debug, Args)]
pub(crate) struct Event {
    /// Date et heure de réception, comme 2024-03-01T10:30:00+01:00 ; par défaut, celles de cette
    /// machine
    #[arg(long, value_name = "MOMENT")]
    pub(crate) le: Option<String>,
    /// Clé de l'envoi : la même pour renvoyer le même, une autre pour un nouveau ; sans clé, l'envoi
    /// est nouveau, et refusé s'il ne change rien
    #[arg(long, value_name = "CLE")]
    pub(crate) cle: Option<String>,
    /// Compte de qui enregistre, jamais un nom ; par défaut, celui de la session
    #[arg(long, value_name = "COMPTE")]
    pub(crate) auteur: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct QuotaCreer {
    #[command(flatten)]
    pub(crate) stored: StoredAt,
    #[command(flatten)]
    pub(crate) counted: Counted,
    /// Nombre de places ; par défaut, la limite que donnent les règles
    #[arg(
        long,
        value_name = "N",
        allow_negative_numbers = true,
        conflicts_with = "date"
    )]
    pub(crate) places: Option<i64>,
    /// Jour dont prendre la limite, quand les règles en donnent plusieurs
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: Option<String>,
    #[command(flatten)]
    pub(crate) event: Event,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

#[derive(Debug, Args)]
pub(crate) struct QuotaAnnuler {
    #[command(flatten)]
    pub(crate) stored: StoredAt,
    #[command(flatten)]
    pub(crate) counted: Counted,
    /// Numéro de l'événement, comme dans `history` : le dernier de son dossier, ou le dernier
    /// changement de limite
    #[arg(long, value_name = "N")]
    pub(crate) evenement: u64,
    /// Numéro du dossier de l'événement ; aucun pour un changement de limite
    #[arg(long, value_name = "NUMERO")]
    pub(crate) dossier: Option<String>,
    /// Pourquoi, en un mot : erreur_de_saisie
    #[arg(long, value_name = "MOT")]
    pub(crate) motif: String,
    #[command(flatten)]
    pub(crate) event: Event,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

#[derive(Debug, Args)]
pub(crate) struct QuotaVerify {
    #[command(flatten)]
    pub(crate) stored: StoredAt,
    /// Seulement ce quota
    #[arg(long, value_name = "ID", requires = "groupe")]
    pub(crate) quota: Option<String>,
    /// Seulement ce groupe
    #[arg(long, value_name = "GROUPE", requires = "quota")]
    pub(crate) groupe: Option<String>,
    /// Ancre notée ailleurs, `POSITION:LIEN`, ou lien seul : le registre doit encore l'avoir
    #[arg(long, value_name = "ANCRE")]
    pub(crate) attendu: Vec<String>,
    #[command(flatten)]
    pub(crate) written: Written,
}

#[derive(Debug, Args)]
pub(crate) struct QuotaShow {
    #[command(flatten)]
    pub(crate) stored: StoredAt,
    /// Seulement ce quota
    #[arg(long, value_name = "ID")]
    pub(crate) quota: Option<String>,
    /// Seulement ce groupe
    #[arg(long, value_name = "GROUPE")]
    pub(crate) groupe: Option<String>,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

#[derive(Debug, Args)]
pub(crate) struct QuotaRequest {
    /// Dossier en JSON, ou `-` pour l'entrée standard
    #[arg(value_name = "FICHIER|-")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) stored: StoredAt,
    /// Numéro du dossier, jamais un nom
    #[arg(long, value_name = "NUMERO")]
    pub(crate) dossier: String,
    /// Dispositif dont le quota est demandé
    #[arg(long, value_name = "ID")]
    pub(crate) dispositif: String,
    /// Date pour laquelle décider de l'éligibilité
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: String,
    #[command(flatten)]
    pub(crate) event: Event,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

#[derive(Debug, Args)]
pub(crate) struct QuotaWithdraw {
    #[command(flatten)]
    pub(crate) stored: StoredAt,
    #[command(flatten)]
    pub(crate) counted: Counted,
    /// Numéro du dossier
    #[arg(long, value_name = "NUMERO")]
    pub(crate) dossier: String,
    #[command(flatten)]
    pub(crate) event: Event,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

#[derive(Debug, Args)]
pub(crate) struct QuotaLimit {
    #[command(flatten)]
    pub(crate) stored: StoredAt,
    #[command(flatten)]
    pub(crate) counted: Counted,
    /// Nombre de places
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub(crate) places: i64,
    #[command(flatten)]
    pub(crate) event: Event,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

#[derive(Debug, Args)]
pub(crate) struct QuotaHistory {
    #[command(flatten)]
    pub(crate) stored: StoredAt,
    #[command(flatten)]
    pub(crate) counted: Counted,
    /// Seulement ce qui touche ce dossier
    #[arg(long, value_name = "NUMERO")]
    pub(crate) dossier: Option<String>,
    #[command(flatten)]
    pub(crate) usual: Usual,
}

#[derive(Debug, Args)]
pub(crate) struct QuotaMigrate {
    #[command(flatten)]
    pub(crate) stored: StoredAt,
    #[command(flatten)]
    pub(crate) written: Written,
}

impl Quota {
    /// The form of the answer.
    pub(crate) const fn format(&self) -> Format {
        match &self.command {
            QuotaCommand::Show(command) => command.usual.format(),
            QuotaCommand::Request(command) => command.usual.format(),
            QuotaCommand::Withdraw(command) => command.usual.format(),
            QuotaCommand::Limit(command) => command.usual.format(),
            QuotaCommand::History(command) => command.usual.format(),
            QuotaCommand::Creer(command) => command.usual.format(),
            QuotaCommand::Annuler(command) => command.usual.format(),
            QuotaCommand::Verify(command) => command.written.format,
            QuotaCommand::Migrate(command) => command.written.format,
        }
    }
}
