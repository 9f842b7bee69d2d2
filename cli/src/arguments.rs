//! What the user may ask: commands, options, help.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// Décide qui a droit à quelle aide pour se former, à quelle date, combien, et pourquoi.
#[derive(Debug, Parser)]
#[command(
    name = "bareme",
    version,
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
    /// Répertoire d'un barème ; par défaut, celui des Pays de la Loire
    #[arg(long, value_name = "DIR")]
    pub(crate) pack: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Evaluate(Evaluate),
    Explain(Explain),
    Check(Check),
    Test(Test),
}

/// What decides a dossier: shared by `evaluate` and `explain`.
#[derive(Debug, Args)]
pub(crate) struct Question {
    /// Dossier en JSON, ou `-` pour l'entrée standard
    #[arg(value_name = "FICHIER|-")]
    pub(crate) dossier: PathBuf,
    /// Date de la décision ; rien n'est lu de l'horloge
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: String,
    /// Ne décide que ce dispositif ; l'option se répète
    #[arg(long = "dispositif", value_name = "ID")]
    pub(crate) dispositifs: Vec<String>,
    /// Décide aussi les dispositifs seulement annoncés
    #[arg(long)]
    pub(crate) hypotheses: bool,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
}

/// Décide un dossier : un résumé pour chaque dispositif
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    #[command(flatten)]
    pub(crate) question: Question,
}

/// Décide un dossier et donne toutes les raisons
#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) question: Question,
}

/// Contrôle un barème et liste tout ce qui ne va pas
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Répertoire du barème, celui qui contient `pack.toml`
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Signale aussi les valeurs qui n'ont pas été vérifiées jusqu'à cette date
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub(crate) date: Option<String>,
    #[command(flatten)]
    pub(crate) written: Written,
}

/// Rejoue des cas et compare les décisions à ce qu'ils attendent
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Fichiers de cas, ou répertoires qui en contiennent
    #[arg(value_name = "DIR|FICHIER", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: Rules,
    #[command(flatten)]
    pub(crate) written: Written,
}
