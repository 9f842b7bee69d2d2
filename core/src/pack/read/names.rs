//! The names of a pack: what a name may be, and that nothing has two.

use std::collections::BTreeMap;

use super::{node::Doc, report::Report};
use crate::{error::Code, expression, pack::model::Location};

/// Words that a unit or a verdict is written with: nothing that an expression names may be called so.
const WRITTEN_WITH: [&str; 4] = ["mois", "jour", "an", "eligible"];

/// The key of a dossier that lists what the person does not know: no fact has its name.
pub(super) const RESERVED: &str = "ne_sait_pas";

/// Is it a name: `[a-z][a-z0-9_]*`?
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase()) && is_member(text)
}

/// Is it the name of a member of an enumeration, which may start with a digit?
pub(super) fn is_member(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && text.len() <= 100
}

/// Checks a name that no expression uses, such as that of a source.
pub(super) fn check(report: &mut Report, at: Location, name: &str) -> bool {
    let good = is_name(name);
    if !good {
        refuse(report, at, name);
    }
    good
}

/// Checks a name that expressions use.
pub(super) fn check_spoken(report: &mut Report, at: Location, name: &str) -> bool {
    if expression::is_taken(name) || WRITTEN_WITH.contains(&name) {
        report
            .add(
                at,
                Code::InvalidName,
                format!("`{name}` est un mot du langage des expressions"),
            )
            .help("choisissez un autre nom");
        return false;
    }
    check(report, at, name)
}

/// Reports what is not a name.
pub(super) fn refuse(report: &mut Report, at: Location, name: &str) {
    report
        .add(at, Code::InvalidName, format!("`{name}` n'est pas un nom"))
        .help("un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, et commence par une lettre");
}

/// What a name of an expression stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Fact,
    Parameter,
    Table,
}

impl Kind {
    /// In a sentence: « le nom d'un fait ».
    pub(super) const fn of_a(self) -> &'static str {
        match self {
            Self::Fact => "d'un fait",
            Self::Parameter => "d'un paramètre",
            Self::Table => "d'une table",
        }
    }
}

/// The names that every expression may use: facts, parameters and tables share one space.
#[derive(Default)]
pub(super) struct Names {
    taken: BTreeMap<String, (Kind, String)>,
}

impl Names {
    /// Takes a name; false, and a finding, when it is not a name or is taken already.
    pub(super) fn declare(
        &mut self,
        report: &mut Report,
        doc: Doc<'_>,
        at: Location,
        name: &str,
        kind: Kind,
    ) -> bool {
        if !check_spoken(report, at, name) {
            // The expressions that use it are not at fault.
            report.unread(name);
            return false;
        }
        if let Some((other, path)) = self.taken.get(name) {
            report
                .add(
                    at,
                    Code::DuplicateId,
                    format!("`{name}` est déjà le nom {} (`{path}`)", other.of_a()),
                )
                .help("les faits, les paramètres et les tables ont tous des noms différents");
            return false;
        }
        self.taken.insert(name.to_owned(), (kind, doc.path.to_owned()));
        true
    }

    /// What a name stands for.
    pub(super) fn kind(&self, name: &str) -> Option<Kind> {
        self.taken.get(name).map(|(kind, _)| *kind)
    }

    /// The names of one kind.
    pub(super) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &str> {
        self.taken
            .iter()
            .filter(move |(_, (other, _))| *other == kind)
            .map(|(name, _)| name.as_str())
    }
}
