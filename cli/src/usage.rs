//! A command line that makes no sense, said in French.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// What is wrong with a value, in French: what the parser of arguments says itself is not.
#[derive(Debug)]
pub(crate) struct Wrong(pub(crate) String);

impl std::fmt::Display for Wrong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Wrong {}

/// What is wrong with the arguments, and how the command is used.
pub(crate) fn french(error: &Error) -> String {
    let words = |kind: ContextKind| -> Vec<String> {
        match error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    };
    let quoted = |kind| {
        let list: Vec<String> = words(kind).iter().map(|word| format!("`{word}`")).collect();
        list.join(", ")
    };
    let argument = quoted(ContextKind::InvalidArg);
    let value = quoted(ContextKind::InvalidValue);
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the parser of arguments may add kinds of errors"
    )]
    let mut message = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}"),
        ErrorKind::UnknownArgument => format!("{argument} n'est pas une option connue ici"),
        ErrorKind::InvalidSubcommand => {
            format!(
                "{} n'est pas une commande",
                quoted(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "il manque une commande".to_owned()
        }
        ErrorKind::InvalidValue if value.is_empty() || value == "``" => {
            format!("{argument} attend une valeur")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{value} n'est pas une valeur de {argument}")
        }
        ErrorKind::ArgumentConflict => {
            let other = quoted(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                format!("{argument} est donné plusieurs fois")
            } else {
                format!("{argument} ne va pas avec {other}")
            }
        }
        ErrorKind::TooManyValues => format!("{value} est de trop pour {argument}"),
        ErrorKind::InvalidUtf8 => "un argument n'est pas en UTF-8".to_owned(),
        _ => "ces arguments ne se comprennent pas".to_owned(),
    };
    if let Some(Wrong(why)) = error.source().and_then(|why| why.downcast_ref()) {
        message.push_str(&format!(" : {why}"));
    }
    let allowed = words(ContextKind::ValidValue);
    if !allowed.is_empty() {
        message.push_str(&format!(" ; valeurs possibles : {}", allowed.join(", ")));
    }
    for kind in [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ] {
        let near = quoted(kind);
        if !near.is_empty() {
            message.push_str(&format!(" ; vouliez-vous écrire {near} ?"));
        }
    }
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => {
            let usage = usage.to_string();
            let usage = usage.trim().trim_start_matches("Usage:").trim();
            format!("\nUtilisation : {usage}\n")
        }
        _ => String::new(),
    };
    refused(&format!("{message}\n{usage}"))
}

/// The same form for what the parser of arguments cannot tell.
pub(crate) fn refused(message: &str) -> String {
    format!(
        "bareme : {}\n\nL'aide : `bareme --help`, ou `bareme COMMANDE --help`.\n",
        message.trim_end()
    )
}
