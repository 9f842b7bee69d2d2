use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Format, Rules, TEMPLATE, Written};

/// The commands of `quota`.
#[derive(Debug, Args)]
pub(crate) struct Quota {
    #[command(subcommand)]
    pub(crate) command: QuotaCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum QuotaCommand {
    /// Montre les places, les dossiers qui en ont une et ceux qui attendent
    #[command(help_template = TEMPLATE)]
    Show(QuotaShow),
    /// Demande une place pour un dossier éligible
    #[command(help_template = TEMPLATE)]
    Request(QuotaRequest),
    /// Enregistre le désistement d'un dossier ; le premier qui attend a sa place
    #[command(help_template = TEMPLATE)]
    Withdraw(QuotaWithdraw),
    /// Change la limite ; rien n'est repris, et les places nouvelles vont à ceux qui attendent
    #[command(help_template = TEMPLATE)]
    Limit(QuotaLimit),
    /// Contrôle et montre tout ce qui a été enregistré, dans l'ordre
    #[command(help_template = TEMPLATE)]
    History(QuotaHistory),
    /// Fait dans une base PostgreSQL les tables des registres, ou les met à jour
    #[command(name = "migrer", help_template = TEMPLATE)]
    Migrate(QuotaMigrate),
}

/// Where ledgers are kept.
#[derive(Debug, Args)]
pub(crate) struct StoredAt {
    /// Fichier des registres, ou adresse d'une base `postgres://…`
    #[arg(long, value_name = "FICHIER|ADRESSE")]
    pub(crate) store: String,
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

/// What makes an event: its moment and its key.
#[derive(Debug, Args)]
pub(crate) struct Event {
    /// Date et heure de réception, comme 2024-03-01T10:30:00+01:00 ; par défaut, celles de cette
    /// machine
    #[arg(long, value_name = "MOMENT")]
    pub(crate) le: Option<String>,
    /// Clé de l'envoi : la même pour renvoyer le même, une autre pour un nouveau
    #[arg(long, value_name = "CLE")]
    pub(crate) cle: Option<String>,
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
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
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
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
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
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
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
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
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
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
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
            QuotaCommand::Show(command) => command.written.format,
            QuotaCommand::Request(command) => command.written.format,
            QuotaCommand::Withdraw(command) => command.written.format,
            QuotaCommand::Limit(command) => command.written.format,
            QuotaCommand::History(command) => command.written.format,
            QuotaCommand::Migrate(command) => command.written.format,
        }
    }
}
