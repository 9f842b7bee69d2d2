//! Options that several commands take.

use std::path::{Path, PathBuf};

use bareme::Selection;
use clap::{
    ArgAction, Args, ValueEnum,
    builder::{PathBufValueParser, TypedValueParser},
};

/// The layout of a help page: clap's own, in French.
pub(super) const TEMPLATE: &str = "{about-with-newline}\nUtilisation : {usage}\n\n{all-args}{after-help}";

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
    pack: Option<PathBuf>,
}

impl Rules {
    /// Where the pack is; nothing for the embedded one.
    pub(crate) fn pack(&self) -> Option<&Path> {
        self.pack.as_deref()
    }
}

/// The options that most commands take: on which rules, and in which form.
#[derive(Debug, Clone, Args)]
pub(crate) struct Usual {
    #[command(flatten)]
    rules: Rules,
    #[command(flatten)]
    written: Written,
}

impl Usual {
    /// Where the pack is; nothing for the embedded one.
    pub(crate) fn pack(&self) -> Option<&Path> {
        self.rules.pack()
    }

    /// The form of the answer.
    pub(crate) const fn format(&self) -> Format {
        self.written.format
    }
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

/// A path, and not `-`: standard output is for decisions.
pub(super) fn file() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| {
        if path == Path::new("-") {
            Err("un nom de fichier est attendu")
        } else {
            Ok(path)
        }
    })
}

/// The pack that is meant when none is named by a command that edits one: that of the current folder, or of `rules` in it.
pub(super) fn nearby() -> PathBuf {
    let here = PathBuf::from(".");
    let rules = PathBuf::from("rules");
    if !here.join("pack.toml").exists() && rules.join("pack.toml").exists() {
        rules
    } else {
        here
    }
}
