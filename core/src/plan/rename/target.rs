//! What a name is, in a pack.

use crate::{
    error::{Code, Finding, Place, nearest},
    expression::is_taken,
    pack::model::{Dispositif, Location, Pack},
    vocabulary::EnumerationId,
};

/// What is renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renamed {
    /// A fact.
    Fact,
    /// A member of an enumeration.
    Member,
    /// A dispositif.
    Dispositif,
    /// A parameter.
    Parameter,
    /// A table.
    Table,
    /// A variable of a dispositif.
    Variable,
}

/// The same, with what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Fact,
    Member(EnumerationId),
    Dispositif,
    Parameter,
    Table,
    /// Of the dispositif at this position.
    Variable(u16),
}

impl Target {
    pub(super) const fn renamed(self) -> Renamed {
        match self {
            Self::Fact => Renamed::Fact,
            Self::Member(_) => Renamed::Member,
            Self::Dispositif => Renamed::Dispositif,
            Self::Parameter => Renamed::Parameter,
            Self::Table => Renamed::Table,
            Self::Variable(_) => Renamed::Variable,
        }
    }
}

/// What `old` names, its own name without what it belongs to, and where it is declared when the pack keeps that: `revenu`,
/// `statut.salarie_prive`, `bourse.plafond_du_mois`, `dispositif.bourse`.
pub(super) fn find<'n>(pack: &Pack, old: &'n str) -> Result<(Target, &'n str), Finding> {
    if let Some((owner, name)) = old.split_once('.') {
        return owned(pack, owner, name)
            .map(|target| (target, name))
            .ok_or_else(|| unknown(pack, old));
    }
    let found: Vec<Target> = [
        (pack.vocabulary.fact_named(old).is_some(), Target::Fact),
        (
            has(pack.parameters.iter().map(|one| &one.name), old),
            Target::Parameter,
        ),
        (has(pack.tables.iter().map(|one| &one.name), old), Target::Table),
        (
            has(pack.dispositifs.iter().map(|one| &one.id), old),
            Target::Dispositif,
        ),
    ]
    .into_iter()
    .filter_map(|(there, target)| there.then_some(target))
    .collect();
    match found.as_slice() {
        [target] => Ok((*target, old)),
        [] => Err(unknown(pack, old)),
        _ => {
            let message = format!("`{old}` est un dispositif, et autre chose aussi");
            let help = format!(
                "écrivez `dispositif.{old}` pour le dispositif ; pour l'autre, renommez d'abord celui-ci"
            );
            Err(Finding::new(Code::AmbiguousName, Place::Whole, message).with_help(help))
        }
    }
}

/// A member of an enumeration, a dispositif, or a variable of one.
fn owned(pack: &Pack, owner: &str, name: &str) -> Option<Target> {
    if owner == "dispositif" {
        return has(pack.dispositifs.iter().map(|one| &one.id), name).then_some(Target::Dispositif);
    }
    if let Some((id, enumeration)) = pack.vocabulary.enumeration_named(owner)
        && enumeration.position(name).is_some()
    {
        return Some(Target::Member(id));
    }
    let (position, dispositif) = (0_u16..)
        .zip(&pack.dispositifs)
        .find(|(_, one)| one.id == owner)?;
    has(dispositif.variables.iter().map(|one| &one.name), name).then_some(Target::Variable(position))
}

/// What is said of a new name that is none, or that something beside it has already.
pub(super) fn refused(pack: &Pack, target: Target, new: &str) -> Option<Finding> {
    let spoken_of = !matches!(target, Target::Member(_) | Target::Dispositif);
    let first = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() && matches!(target, Target::Member(_));
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !new.starts_with(first) || !new.chars().all(letters) || spoken_of && is_taken(new) {
        let message = format!("`{}` n'est pas un nom", crate::error::visible(new));
        return Some(Finding::new(Code::InvalidName, Place::Whole, message).with_help(
            "un nom est fait de lettres minuscules sans accent, de chiffres et de `_`, commence par une lettre, et n'est pas un mot du langage",
        ));
    }
    let what = taken(pack, target, new)?;
    let message = format!("`{}` est déjà le nom {what}", crate::error::visible(new));
    Some(Finding::new(Code::DuplicateId, Place::Whole, message).with_help("choisissez un autre nom"))
}

/// What has this name already, beside what is renamed: « d'un fait ».
fn taken(pack: &Pack, target: Target, new: &str) -> Option<String> {
    let variable = |of: &Dispositif| {
        let there = has(of.variables.iter().map(|one| &one.name), new);
        there.then(|| format!("d'une variable de `{}`", of.id))
    };
    let spoken = || {
        let fact = pack.vocabulary.fact_named(new).is_some();
        let parameter = has(pack.parameters.iter().map(|one| &one.name), new);
        let table = has(pack.tables.iter().map(|one| &one.name), new);
        let what = [
            (fact, "d'un fait"),
            (parameter, "d'un paramètre"),
            (table, "d'une table"),
        ];
        let (_, what) = what.into_iter().find(|(there, _)| *there)?;
        Some(what.to_owned())
    };
    match target {
        Target::Fact | Target::Parameter | Target::Table => {
            spoken().or_else(|| pack.dispositifs.iter().find_map(variable))
        }
        Target::Variable(position) => {
            spoken().or_else(|| variable(pack.dispositifs.get(usize::from(position))?))
        }
        Target::Member(id) => {
            let enumeration = pack.vocabulary.enumeration(id)?;
            enumeration.position(new)?;
            Some(format!("d'une autre valeur de `{}`", enumeration.name))
        }
        Target::Dispositif => {
            let there = has(pack.dispositifs.iter().map(|one| &one.id), new);
            there.then(|| "d'un autre dispositif".to_owned())
        }
    }
}

/// Is it the last name that this had before: to take it again undoes its change?
pub(super) fn was(pack: &Pack, target: Target, (old, new): (&str, &str)) -> bool {
    let former = match target {
        Target::Fact => pack.vocabulary.fact_named(old).map(|(_, fact)| &fact.former),
        Target::Member(id) => pack
            .vocabulary
            .enumeration(id)
            .and_then(|enumeration| enumeration.member(enumeration.position(old)?))
            .map(|member| &member.former),
        Target::Dispositif => {
            let found = pack.dispositifs.iter().find(|one| one.id == old);
            found.map(|dispositif| &dispositif.former)
        }
        Target::Parameter | Target::Table | Target::Variable(_) => None,
    };
    former
        .and_then(|names| names.first())
        .is_some_and(|last| last == new)
}

fn has<'p>(mut names: impl Iterator<Item = &'p String>, name: &str) -> bool {
    names.any(|one| one == name)
}

/// What has a name, and does not change it so: « un droit de `bourse` ».
fn fixed(pack: &Pack, old: &str) -> Option<String> {
    let (owner, name) = match old.split_once('.') {
        Some((owner, name)) => (Some(owner), name),
        None => (None, old),
    };
    let dispositifs = pack.dispositifs.iter();
    let mut own = dispositifs.filter(|one| owner.is_none_or(|owner| owner == one.id));
    let of = own.find_map(|one| {
        let droit = has(one.droits.iter().map(|droit| &droit.id), name);
        let condition = has(one.conditions.iter().map(|condition| &condition.id), name);
        let priority = has(one.priorities.iter().map(|priority| &priority.id), name);
        let what = [
            (droit, "un droit"),
            (condition, "une condition"),
            (priority, "une priorité"),
        ];
        let (_, what) = what.into_iter().find(|(there, _)| *there)?;
        Some(format!("{what} de `{}`", one.id))
    });
    of.or_else(|| {
        let there = pack.vocabulary.enumeration_named(old).is_some();
        there.then(|| "une liste de choix".to_owned())
    })
}

fn unknown(pack: &Pack, old: &str) -> Finding {
    if let Some(what) = fixed(pack, old) {
        let message = format!(
            "`{}` est {what}, et ne se renomme pas ainsi",
            crate::error::visible(old)
        );
        return Finding::new(Code::InvalidValue, Place::Whole, message).with_help(
            "changez ce nom à la main, là où il est déclaré et partout où il est cité : aucun ancien nom n'en est gardé, et les décisions gardées diront l'ancien",
        );
    }
    let message = format!(
        "rien ne s'appelle `{}` dans ce barème",
        crate::error::visible(old)
    );
    let mut known: Vec<String> = Vec::new();
    known.extend(pack.vocabulary.facts.iter().map(|one| one.name.clone()));
    known.extend(pack.parameters.iter().map(|one| one.name.clone()));
    known.extend(pack.tables.iter().map(|one| one.name.clone()));
    for enumeration in &pack.vocabulary.enumerations {
        let members = enumeration.members.iter();
        known.extend(members.map(|member| format!("{}.{}", enumeration.name, member.name)));
    }
    for dispositif in &pack.dispositifs {
        known.push(dispositif.id.clone());
        let variables = dispositif.variables.iter();
        known.extend(variables.map(|variable| format!("{}.{}", dispositif.id, variable.name)));
    }
    Finding::new(Code::UnknownReference, Place::Whole, message)
        .with_suggestion(nearest(old, known.iter().map(String::as_str)))
        .with_help("donnez un fait, un paramètre, une table ou un dispositif ; une valeur d'une liste de choix s'écrit `statut.salarie_prive`, une variable `bourse.plafond`")
}

/// The path of the file in which a dispositif is.
pub(super) fn path(pack: &Pack, at: Location) -> Option<&str> {
    pack.files
        .get(usize::from(at.file))
        .map(|file| file.path.as_str())
}
