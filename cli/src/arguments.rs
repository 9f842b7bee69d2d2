//! What the user may ask: commands, options, help.

use std::path::PathBuf;

use bareme::{Selection, wire::PACK_FILES};
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, builder::PossibleValuesParser};

use crate::examples;

mod batch;
mod check;
mod dispositifs;
mod lettre;
mod nouvelle_periode;
mod quota;
mod seal;
mod suivi;

pub(crate) use batch::{Batch, Summary};
pub(crate) use check::Check;
pub(crate) use dispositifs::{About, Dispositifs};
pub(crate) use lettre::{LetterFormat, Lettre};
pub(crate) use nouvelle_periode::NouvellePeriode;
pub(crate) use quota::{
    Event, Quota, QuotaAnnuler, QuotaCommand, QuotaCreer, QuotaHistory, QuotaLimit, QuotaMigrate,
    QuotaRequest, QuotaShow, QuotaVerify, QuotaWithdraw, StoredAt,
};
pub(crate) use seal::{SealFrom, SealTo};
pub(crate) use suivi::{Reperes, Suivi};

/// The layout of a help page: clap's own, in French.
const TEMPLATE: &str = "{about-with-newline}\nUtilisation : {usage}\n\n{all-args}{after-help}";

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

/// Options that every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Couleurs : auto, always ou never
    #[arg(
        long,
        global = true,
        value_name = "QUAND",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) color: Color,
    /// Affiche cette aide
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

/// The option `--format`.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Written {
    /// Forme de la réponse : text (à lire) ou json (pour un programme)
    #[arg(
        long,
        value_name = "FORME",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: Format,
}

/// The option `--pack`.
#[derive(Debug, Clone, Args)]
pub(crate) struct Rules {
    /// Barème : son répertoire, ou le fichier écrit par `bareme pack` ; par défaut, celui des Pays de la Loire
    #[arg(long, value_name = "DIR|F.bpk")]
    pub(crate) pack: Option<PathBuf>,
}

/// On which day to decide, and which dispositifs: `evaluate`, `explain` and `batch`.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    /// Date pour laquelle décider (obligatoire : l'horloge n'est jamais lue)
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: String,
    /// Ne décide que ce dispositif ; l'option se répète
    #[arg(long = "dispositif", value_name = "ID")]
    pub(crate) dispositifs: Vec<String>,
    /// Décide aussi les dispositifs seulement annoncés
    #[arg(long)]
    pub(crate) hypotheses: bool,
}

impl Asked {
    /// The ids, as [`Selection::of`] takes them.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.dispositifs.iter().map(String::as_str).collect()
    }

    /// The dispositifs that are asked for, of these [`names`](Self::names).
    pub(crate) const fn selection<'n>(&self, names: &'n [&'n str]) -> Selection<'n> {
        Selection::of(names, self.hypotheses)
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Décide un dossier : ce qui peut être demandé, ce qui peut encore s'ouvrir, ce qui ne s'ouvre pas
    #[command(help_template = TEMPLATE, after_help = examples::EVALUATE)]
    Evaluate(Question),
    /// Décide un dossier et donne toutes les raisons, en français simple
    #[command(help_template = TEMPLATE, after_help = examples::EXPLAIN)]
    Explain(Explain),
    /// Écrit une lettre sur un dispositif : la réponse, les données, les paramètres, les opérations
    #[command(help_template = TEMPLATE, after_help = examples::LETTRE)]
    Lettre(Lettre),
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
    /// Commence la période suivante d'une table ou d'un paramètre, à compléter ou à partir d'un coefficient
    #[command(help_template = TEMPLATE, after_help = examples::NOUVELLE_PERIODE)]
    NouvellePeriode(NouvellePeriode),
    /// Rejoue des cas et compare les décisions à ce qu'ils attendent
    #[command(help_template = TEMPLATE, after_help = examples::TEST)]
    Test(Test),
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

/// What decides a dossier: `evaluate` and `explain`.
#[derive(Debug, Args)]
pub(crate) struct Question {
    /// Dossier en JSON, ou `-` pour l'entrée standard
    #[arg(value_name = "FICHIER|-")]
    pub(crate) dossier: PathBuf,
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// Donne aussi les droits de ce qui n'est pas ouvert, tels qu'ils seraient s'il l'était : une supposition
    #[arg(long)]
    pub(crate) si_eligible: bool,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
    #[command(flatten)]
    pub(crate) seal: SealTo,
}

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Dit plutôt ce qui est versé du premier au dernier jour de la formation, par qui, pourquoi cela change, et quel revenu vaut mieux
    #[arg(long)]
    pub(crate) echeancier: bool,
    /// Ouvre tout ce qui est replié : les raisons de chaque réponse, oui ou non
    #[arg(long)]
    pub(crate) tout: bool,
    #[command(flatten)]
    pub(crate) question: Question,
}

/// The arguments of `pack`.
#[derive(Debug, Args)]
pub(crate) struct Pack {
    /// Répertoire du barème, celui qui contient `pack.toml`
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Fichier à écrire
    #[arg(short, long = "out", value_name = "F.bpk")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) written: Written,
}

/// The arguments of `test`.
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Fichiers de cas, ou répertoires qui en contiennent
    #[arg(value_name = "DIR|FICHIER", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Montre ce que les cas parcourent, et exige que chaque condition soit vue remplie, non remplie, et seule à décider
    #[arg(long)]
    pub(crate) couverture: bool,
    /// Change d'une unité chaque case de table et chaque valeur datée, et exige qu'un cas ou une transcription le voie
    #[arg(long)]
    pub(crate) valeurs: bool,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
}

/// The arguments of `verify`.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Décision ou échéancier en JSON, tel que l'écrit `--format json`, ou `-`
    #[arg(value_name = "DECISION|-")]
    pub(crate) decision: PathBuf,
    /// Répertoire de barèmes, en fichiers .bpk ou en répertoires : celui de la décision y est pris
    #[arg(long, value_name = "DIR", conflicts_with = "pack")]
    pub(crate) packs: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
    #[command(flatten)]
    pub(crate) seal: SealFrom,
}

/// The arguments of a plain list.
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
}

/// The arguments of `sources`.
#[derive(Debug, Args)]
pub(crate) struct Sources {
    /// Écrit la page complète en Markdown, avec chaque valeur datée et ce qui reste à confirmer
    #[arg(long, conflicts_with = "format")]
    pub(crate) markdown: bool,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
}

/// The arguments of `schema`.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Schéma de quoi : facts (un dossier), decision, ou pack (les fichiers d'un barème)
    #[arg(
        value_name = "QUOI",
        default_value = "facts",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) of: SchemaOf,
    /// Avec `pack`, un seul fichier : pack, sources, vocabulaire, parametres, tables, dispositif,
    /// quotas, echeancier, reperes ou indicateurs
    #[arg(
        long = "fichier",
        value_name = "NOM",
        hide_possible_values = true,
        value_parser = PossibleValuesParser::new(PACK_FILES)
    )]
    pub(crate) file: Option<String>,
    #[command(flatten)]
    pub(crate) rules: Rules,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    Facts,
    Pack,
    Decision,
}

impl Command {
    /// Is a seal asked for of an answer that is no decision in JSON?
    pub(crate) fn seals_text(&self) -> bool {
        let question = match self {
            Self::Evaluate(question) => question,
            Self::Explain(command) => &command.question,
            _ => return false,
        };
        question.seal.files().is_some() && question.written.format == Format::Text
    }

    /// The form of the answer.
    pub(crate) const fn format(&self) -> Format {
        match self {
            Self::Evaluate(command) => command.written.format,
            Self::Explain(command) => command.question.written.format,
            Self::Check(command) => command.written.format,
            Self::NouvellePeriode(command) => command.written.format,
            Self::Test(command) => command.written.format,
            Self::Pack(command) => command.written.format,
            Self::Verify(command) => command.written.format,
            Self::Facts(command) => command.written.format,
            Self::Sources(command) => command.written.format,
            Self::Dispositifs(command) => command.written.format,
            Self::Summary(command) => command.written.format,
            Self::Suivi(command) => command.written.format,
            Self::Reperes(command) => command.written.format,
            Self::Batch(_) | Self::Lettre(_) | Self::Schema(_) => Format::Text,
            Self::Quota(command) => command.format(),
        }
    }
}
