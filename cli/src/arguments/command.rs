//! What the user may ask: commands, and their help.

use clap::{ArgAction, Parser, Subcommand};

use super::{
    batch::{Batch, Summary},
    check::Check,
    common::{Common, Format, TEMPLATE},
    compare::Compare,
    diff::{Diff, DiffFormat},
    dispositifs::Dispositifs,
    lettre::Lettre,
    lists::{Jours, List, Sources},
    mutation::Mutation,
    nouvelle_periode::NouvellePeriode,
    pack::Pack,
    question::{Explain, Question},
    questions::Questions,
    quota::Quota,
    renommer::Renommer,
    schema::Schema,
    seuils::Seuils,
    suivi::{Reperes, Suivi},
    test::Test,
    verify::Verify,
};
use crate::examples;

/// Décide qui a droit à quelle aide pour se former, à quelle date, combien, et pourquoi.
#[derive(Debug, Parser)]
#[command(
    name = "bareme",
    version,
    help_template = TEMPLATE,
    after_help = examples::ALL,
    subcommand_help_heading = "Commandes",
    subcommand_value_name = "COMMANDE",
    max_term_width = 100,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
    /// Affiche la version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Décide un dossier : ce qui peut être demandé, ce qui peut encore s'ouvrir, ce qui ne s'ouvre pas
    #[command(help_template = TEMPLATE, after_help = examples::EVALUATE)]
    Evaluate(Question),
    /// Décide un dossier et donne toutes les raisons, en français simple
    #[command(help_template = TEMPLATE, after_help = examples::EXPLAIN)]
    Explain(Explain),
    /// Dit quoi demander encore à une personne, dans l'ordre, et ce qui est supposé en attendant
    #[command(help_template = TEMPLATE, after_help = examples::QUESTIONS)]
    Questions(Questions),
    /// Écrit une lettre sur un dispositif : la réponse, les données, les paramètres, les opérations
    #[command(help_template = TEMPLATE, after_help = examples::LETTRE)]
    Lettre(Lettre),
    /// Dit ce que change un fait, d'une valeur à l'autre : les seuils, et jusqu'où la réponse reste la même
    #[command(help_template = TEMPLATE, after_help = examples::SEUILS)]
    Seuils(Seuils),
    /// Décide un fichier de dossiers : une ligne par dossier, une colonne par fait
    #[command(help_template = TEMPLATE, after_help = examples::BATCH)]
    Batch(Batch),
    /// Compte les décisions de `batch` et totalise leurs montants
    #[command(help_template = TEMPLATE, after_help = examples::SUMMARY)]
    Summary(Summary),
    /// Compte les décisions de `batch` à côté de ce qui était prévu : places, enveloppes, objectifs
    #[command(help_template = TEMPLATE, after_help = examples::SUIVI)]
    Suivi(Suivi),
    /// Contrôle un barème et liste tout ce qui ne va pas
    #[command(help_template = TEMPLATE, after_help = examples::CHECK)]
    Check(Check),
    /// Compare deux barèmes : ce qui change, en mots, et pour qui une décision change, avec une preuve
    #[command(help_template = TEMPLATE, after_help = examples::DIFF)]
    Diff(Diff),
    /// Décide une population avec et sans une réforme : qui gagne, qui perd, ce que cela coûte, et pour qui
    #[command(help_template = TEMPLATE, after_help = examples::COMPARE)]
    Compare(Compare),
    /// Commence la période suivante d'une table ou d'un paramètre, à compléter ou à partir d'un coefficient
    #[command(help_template = TEMPLATE, after_help = examples::NOUVELLE_PERIODE)]
    NouvellePeriode(NouvellePeriode),
    /// Donne un autre nom à un fait, une valeur, un dispositif, un paramètre, une table ou une variable, partout
    #[command(help_template = TEMPLATE, after_help = examples::RENOMMER)]
    Renommer(Renommer),
    /// Rejoue des cas et compare les décisions à ce qu'ils attendent
    #[command(help_template = TEMPLATE, after_help = examples::TEST)]
    Test(Test),
    /// Change un barème d'une faute à la fois, et dit lesquelles ni un contrôle ni un cas ne verraient
    #[command(help_template = TEMPLATE, after_help = examples::MUTATION)]
    Mutation(Mutation),
    /// Écrit un barème contrôlé dans un seul fichier, à garder avec les décisions qu'il a prises
    #[command(help_template = TEMPLATE, after_help = examples::PACK)]
    Pack(Pack),
    /// Décide à nouveau ce que dit une décision, et compare
    #[command(help_template = TEMPLATE, after_help = examples::VERIFY)]
    Verify(Verify),
    /// Liste les faits qu'un dossier peut donner
    #[command(help_template = TEMPLATE, after_help = examples::FACTS)]
    Facts(List),
    /// Liste les dispositifs
    #[command(help_template = TEMPLATE, after_help = examples::DISPOSITIFS)]
    Dispositifs(Dispositifs),
    /// Liste les jours où une règle change, et ce qui change
    #[command(help_template = TEMPLATE, after_help = examples::JOURS)]
    Jours(Jours),
    /// Liste les textes et les documents sur lesquels reposent les règles
    #[command(help_template = TEMPLATE, after_help = examples::SOURCES)]
    Sources(Sources),
    /// Liste ce que suit la Région : places, enveloppes, objectifs, constats
    #[command(help_template = TEMPLATE, after_help = examples::REPERES)]
    Reperes(Reperes),
    /// Donne le schéma JSON des dossiers, des décisions ou des fichiers d'un barème
    #[command(help_template = TEMPLATE, after_help = examples::SCHEMA)]
    Schema(Schema),
    /// Tient le registre d'un quota : qui a une place, qui attend, dans quel ordre
    #[command(
        help_template = TEMPLATE,
        after_help = examples::QUOTA,
        subcommand_help_heading = "Commandes",
        subcommand_value_name = "COMMANDE",
        disable_help_subcommand = true,
        subcommand_required = true
    )]
    Quota(Quota),
}

impl Command {
    /// Is a seal asked for of an answer that is no decision in JSON?
    pub(crate) fn seals_text(&self) -> bool {
        let question = match self {
            Self::Evaluate(question) => question,
            Self::Explain(command) => &command.question,
            Self::Questions(_)
            | Self::Lettre(_)
            | Self::Seuils(_)
            | Self::Batch(_)
            | Self::Summary(_)
            | Self::Suivi(_)
            | Self::Check(_)
            | Self::Diff(_)
            | Self::Compare(_)
            | Self::NouvellePeriode(_)
            | Self::Renommer(_)
            | Self::Test(_)
            | Self::Mutation(_)
            | Self::Pack(_)
            | Self::Verify(_)
            | Self::Facts(_)
            | Self::Dispositifs(_)
            | Self::Jours(_)
            | Self::Sources(_)
            | Self::Reperes(_)
            | Self::Schema(_)
            | Self::Quota(_) => return false,
        };
        question.seal.files().is_some() && question.usual.format() == Format::Text
    }

    /// The form of the answer.
    pub(crate) const fn format(&self) -> Format {
        match self {
            Self::Evaluate(command) => command.usual.format(),
            Self::Explain(command) => command.question.usual.format(),
            Self::Questions(command) => command.usual.format(),
            Self::Seuils(command) => command.findings(),
            Self::Check(command) => command.written.format,
            Self::Diff(Diff { format, .. }) | Self::Compare(Compare { format, .. }) => match format {
                DiffFormat::Json => Format::Json,
                DiffFormat::Text | DiffFormat::Md => Format::Text,
            },
            Self::NouvellePeriode(command) => command.written.format,
            Self::Renommer(command) => command.written.format,
            Self::Test(command) => command.usual.format(),
            Self::Mutation(command) => command.written.format,
            Self::Pack(command) => command.written.format,
            Self::Verify(command) => command.usual.format(),
            Self::Facts(command) => command.usual.format(),
            Self::Jours(command) => command.usual.format(),
            Self::Sources(command) => command.usual.format(),
            Self::Dispositifs(command) => command.usual.format(),
            Self::Summary(command) => command.usual.format(),
            Self::Suivi(command) => command.usual.format(),
            Self::Reperes(command) => command.usual.format(),
            Self::Batch(_) | Self::Lettre(_) | Self::Schema(_) => Format::Text,
            Self::Quota(command) => command.format(),
        }
    }
}
