//! Functions of the ranks of a table.

use super::declaration::{Gives, Operation, Parameter, Takes, Theme, Times, Writing, one, operation};

const RANKED: &[Parameter] = &[
    one("table", Takes::Table),
    Parameter {
        name: "cle",
        takes: Takes::Key,
        times: Times::Any,
    },
    one("montant", Takes::Number),
];

const fn ranked(name: &'static str, gives: Gives) -> Operation {
    operation(Theme::Tables, name, Writing::Function(RANKED), gives)
}

/// `premier_rang(table, cle, montant)`
pub(super) const FIRST_RANK: &Operation = &ranked("premier_rang", Gives::Member)
    .means("le premier rang de la table, dans l'ordre de ses `rangs`, dont la valeur n'est pas dépassée, et le dernier au-delà")
    .shown("premier_rang(bourse_plafonds, points, revenus)");

/// `depasse(table, cle, montant)`
pub(super) const EXCEEDS: &Operation = &ranked("depasse", Gives::Truth)
    .means("le montant dépasse la valeur de tous les rangs de la table")
    .shown("depasse(bourse_plafonds, points, revenus)");
