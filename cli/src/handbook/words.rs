//! How the pages write an amount, a cell, an anchor, and how sure something is.

use bareme::catalogue::{Object, Plan, Reliability, Value};
use bareme::{answer::DroitValue, vocabulary::DeclaredType};
use bareme_recit::words::{self, Words};

/// How sure something is, in words.
pub(super) const fn reliability(reliability: Reliability) -> &'static str {
    match reliability {
        Reliability::Text => "texte lu",
        Reliability::Secondary => "source secondaire",
        Reliability::ToConfirm => "**à confirmer**",
    }
}

/// A settled value with its unit, for a person.
pub(super) fn amount(plan: &Plan, known: Value, declared: &DeclaredType) -> String {
    let unit = declared
        .unit()
        .map(ToString::to_string)
        .filter(|unit| !unit.is_empty());
    match DroitValue::settled(known, declared, &plan.vocabulary) {
        Some(DroitValue::Choice(_, label)) => label.to_owned(),
        Some(DroitValue::Date(day)) => words::date(day),
        Some(DroitValue::Boolean(value)) => if value { "oui" } else { "non" }.to_owned(),
        Some(value) => {
            let rate = declared.style == bareme::vocabulary::Style::Rate;
            Words::of(plan).quantity(&value.to_string(), unit.as_deref(), rate)
        }
        None => "selon le cas".to_owned(),
    }
}

/// Text in a cell of a table, or in a line: neither may be broken by what it holds.
pub(super) fn cell(text: &str) -> String {
    text.replace(['\n', '\r'], " ").replace('|', "\\|")
}

/// Whom or what a dispositif is about.
pub(crate) const fn concerned(object: Object) -> &'static str {
    match object {
        Object::Person => "une personne",
        Object::Employer => "un employeur",
        Object::Programme => "un programme",
        Object::TrainingFile => "un dossier de formation",
    }
}

/// The anchor of the section of an identifier.
pub(super) fn anchor(id: &str) -> String {
    id.to_lowercase()
}
