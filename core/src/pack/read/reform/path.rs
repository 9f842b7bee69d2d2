//! What the path of a change means in a pack: `bourse_plafonds[points=3]`, `bourse.conditions.age`.

use super::{super::report::Report, stated::Change};
use crate::{
    date::Day,
    decimal,
    error::{Code, nearest},
    pack::model::{Dispositif, Pack, Table, TableKey},
    vocabulary::{Kind, Vocabulary},
};

/// What is changed.
#[derive(Debug)]
pub(super) enum Target {
    Parameter(usize),
    Table {
        position: usize,
        column: Option<usize>,
        cells: Cells,
    },
    Rule {
        dispositif: u16,
        rule: Rule,
    },
}

impl Target {
    /// How many cells it leaves out: what names fewer is more precise, and holds against what names more.
    pub(super) fn precision(&self) -> usize {
        match self {
            Self::Table { column, cells, .. } => cells.keys.len().saturating_add(column.iter().count()),
            Self::Parameter(_) | Self::Rule { .. } => 0,
        }
    }

    /// Is it the same thing? Cells are looked at one by one.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Parameter(one), Self::Parameter(two)) => one == two,
            (
                Self::Rule { dispositif, rule },
                Self::Rule {
                    dispositif: other,
                    rule: also,
                },
            ) => dispositif == other && rule == also,
            (Self::Parameter(_) | Self::Table { .. } | Self::Rule { .. }, _) => false,
        }
    }
}

/// A rule of a dispositif.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Rule {
    Condition(String),
    Priority(String),
    Droit(String),
    /// By its position.
    Variable(usize),
    /// Likewise.
    Versement(usize),
    YearlyValue,
    /// The dispositif itself.
    Whole,
}

/// The cells of a table that are meant: for each key, the values in one of these ranges; all of them when there is none.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub(super) keys: Vec<(usize, Vec<(i64, i64)>)>,
}

impl Cells {
    pub(super) fn holds(&self, key: usize, value: i64) -> bool {
        let asked = self.keys.iter().filter(|(of, _)| *of == key);
        asked
            .into_iter()
            .all(|(_, ranges)| ranges.iter().any(|(low, high)| (*low..=*high).contains(&value)))
    }
}

/// What a path means; `None` after a finding.
pub(super) fn resolve(report: &mut Report, pack: &Pack, known: usize, change: &Change<'_>) -> Option<Target> {
    let (path, filter) = match change.path.split_once('[') {
        Some((path, filter)) => (path.trim(), Some(filter)),
        None => (change.path.trim(), None),
    };
    let mut steps = path.split('.');
    let first = steps.next().unwrap_or_default();
    let rest: Vec<&str> = steps.collect();
    if let Some(position) = pack.tables.iter().position(|table| table.name == first)
        && rest.len() <= 1
    {
        let table = pack.tables.get(position)?;
        let column = match rest.first() {
            None => None,
            Some(name) => Some(column(report, change, table, name)?),
        };
        let cells = match filter {
            None => Cells::default(),
            Some(filter) => filtered(report, change, table, filter, &pack.vocabulary)?,
        };
        return Some(Target::Table {
            position,
            column,
            cells,
        });
    }
    if filter.is_some() {
        report
            .add(
                change.at,
                Code::UnknownReference,
                format!("`{first}` n'est pas une table : elle n'a pas de cases"),
            )
            .help("les crochets choisissent des cases : `bourse_plafonds[points=3]`")
            .nearest(first, pack.tables.iter().map(|table| table.name.as_str()));
        return None;
    }
    let parameter = pack.parameters.iter().position(|one| one.name == first);
    if let Some(position) = parameter.filter(|_| rest.is_empty()) {
        return Some(Target::Parameter(position));
    }
    let dispositif = (0_u16..)
        .zip(pack.dispositifs.iter().take(known))
        .find(|(_, dispositif)| dispositif.id == first);
    if let Some((dispositif, owner)) = dispositif {
        let rule = rule(report, change, owner, &rest)?;
        return Some(Target::Rule { dispositif, rule });
    }
    unknown(report, pack, change, first);
    None
}

fn unknown(report: &mut Report, pack: &Pack, change: &Change<'_>, first: &str) {
    let names = (pack.parameters.iter().map(|one| one.name.as_str()))
        .chain(pack.tables.iter().map(|one| one.name.as_str()))
        .chain(pack.dispositifs.iter().map(|one| one.id.as_str()));
    let suggestion = nearest(first, names).map(|name| change.path.replacen(first, &name, 1));
    report
        .add(
            change.at,
            Code::UnknownReference,
            format!("rien ne s'appelle `{first}` dans ce barème"),
        )
        .help("nommez un paramètre, une table, ou une règle d'un dispositif : `bourse.conditions.age`")
        .suggest(suggestion);
}

fn column(report: &mut Report, change: &Change<'_>, table: &Table, name: &str) -> Option<usize> {
    let found = table.columns.iter().position(|column| column.name == *name);
    if found.is_none() {
        report
            .add(
                change.at,
                Code::UnknownReference,
                format!("la table `{}` n'a pas de colonne `{name}`", table.name),
            )
            .help("nommez une de ses colonnes de valeurs")
            .nearest(name, table.columns.iter().map(|column| column.name.as_str()));
    }
    found
}

/// `points=3, echelon=6|7]`, `points=0..4]`.
fn filtered(
    report: &mut Report,
    change: &Change<'_>,
    table: &Table,
    filter: &str,
    vocabulary: &Vocabulary,
) -> Option<Cells> {
    let mut cells = Cells::default();
    let written = filter.trim().strip_suffix(']');
    let parts = written.into_iter().flat_map(|inside| inside.split(','));
    for part in parts {
        let read = part.split_once('=').and_then(|(key, values)| {
            let key = key.trim();
            let index = table.keys.iter().position(|other| other.name == key)?;
            let values: Option<Vec<(i64, i64)>> = values
                .split('|')
                .map(|value| range(value.trim(), table.keys.get(index)?, vocabulary))
                .collect();
            Some((index, values?))
        });
        cells.keys.push(read.or_else(|| {
            refused(report, change, table, part.trim());
            None
        })?);
    }
    if cells.keys.is_empty() {
        refused(report, change, table, filter);
        return None;
    }
    Some(cells)
}

fn refused(report: &mut Report, change: &Change<'_>, table: &Table, part: &str) {
    let keys: Vec<String> = table.keys.iter().map(|key| format!("`{}`", key.name)).collect();
    report
        .add(
            change.at,
            Code::UnknownReference,
            format!("`{part}` ne désigne pas des cases de la table `{}`", table.name),
        )
        .help(format!(
            "écrivez `[cle=valeur]`, `[cle=1..4]` ou `[cle=a|b]` ; les clés sont {}",
            keys.join(", ")
        ));
}

fn range(text: &str, key: &TableKey, vocabulary: &Vocabulary) -> Option<(i64, i64)> {
    if let Some((low, high)) = text.split_once("..").filter(|_| !key.declared.kind.is_choice()) {
        return Some((
            one(low.trim(), key, vocabulary)?,
            one(high.trim(), key, vocabulary)?,
        ));
    }
    let value = one(text.trim_matches('"'), key, vocabulary)?;
    Some((value, value))
}

fn one(text: &str, key: &TableKey, vocabulary: &Vocabulary) -> Option<i64> {
    match key.declared.kind {
        Kind::Boolean => match text {
            "vrai" | "true" => Some(1),
            "faux" | "false" => Some(0),
            _ => None,
        },
        Kind::Number { decimals, .. } => decimal::parse(text, decimals).ok(),
        Kind::Date => text.parse().ok().map(|day: Day| i64::from(day.number())),
        Kind::Choice(_) => {
            let enumeration = vocabulary.enumeration_of(&key.declared.kind)?;
            enumeration.position(text).map(i64::from)
        }
    }
}

fn rule(report: &mut Report, change: &Change<'_>, owner: &Dispositif, rest: &[&str]) -> Option<Rule> {
    let position =
        |mut names: Box<dyn Iterator<Item = &str> + '_>, name: &str| names.position(|one| one == name);
    let found = match rest {
        [] => Some(Rule::Whole),
        ["valeur_annuelle"] => Some(Rule::YearlyValue),
        // One that the dispositif has not is added.
        ["conditions", id] => Some(Rule::Condition((*id).to_owned())),
        ["priorites", id] => (owner.priorities.iter())
            .any(|one| one.id == *id)
            .then(|| Rule::Priority((*id).to_owned())),
        ["droits", id] => (owner.droits.iter())
            .any(|one| one.id == *id)
            .then(|| Rule::Droit((*id).to_owned())),
        ["variables", name] => position(
            Box::new(owner.variables.iter().map(|one| one.name.as_str())),
            name,
        )
        .map(Rule::Variable),
        ["versements", id] => {
            position(Box::new(owner.versements.iter().map(|one| one.id.as_str())), id).map(Rule::Versement)
        }
        _ => None,
    };
    if found.is_none() {
        not_there(report, change, owner, rest);
    }
    found
}

/// Reports a rule that a dispositif has not.
pub(super) fn not_there(report: &mut Report, change: &Change<'_>, owner: &Dispositif, rest: &[&str]) {
    let of = |section: &'static str, id: &String| format!("{}.{section}.{id}", owner.id);
    let known: Vec<String> = (owner.conditions.iter().map(|one| of("conditions", &one.id)))
        .chain(owner.droits.iter().map(|one| of("droits", &one.id)))
        .chain(owner.variables.iter().map(|one| of("variables", &one.name)))
        .chain(owner.priorities.iter().map(|one| of("priorites", &one.id)))
        .chain(owner.versements.iter().map(|one| of("versements", &one.id)))
        .collect();
    report
        .add(
            change.at,
            Code::UnknownReference,
            format!("le dispositif `{}` n'a pas `{}`", owner.id, rest.join(".")),
        )
        .help("écrivez `ID.conditions.NOM`, `ID.droits.NOM`, `ID.variables.NOM`, `ID.priorites.NOM`, `ID.versements.NOM` ou `ID.valeur_annuelle`")
        .nearest(&change.path, known.iter().map(String::as_str));
}
