//! One value among several: `dans`, `hors`, `si`, `selon`.

use super::declaration::{Gives, Operation, Takes, Theme, Writing, operation};

const fn membership(name: &'static str, written: &'static str, takes: Takes) -> Operation {
    operation(
        Theme::Comparison,
        name,
        Writing::Special(written, takes),
        Gives::Truth,
    )
}

const fn alternatives(name: &'static str, written: &'static str) -> Operation {
    operation(
        Theme::Choice,
        name,
        Writing::Special(written, Takes::Alternatives),
        Gives::Alike,
    )
}

/// `x dans [a, b]`
pub(in crate::expression) const AMONG: &Operation = &membership("dans", "x dans [a, b]", Takes::Alike)
    .means("la valeur est l'une de la liste")
    .shown("contrat dans [cdi, cdd]")
    .drawn(&[('T', "(C) dans [(C), (C)]")]);

/// `x dans a..b`
pub(in crate::expression) const BETWEEN: &Operation = &membership("dans", "x dans a..b", Takes::Ordered)
    .means("la valeur est entre les deux bornes, comprises")
    .shown("age dans age_minimum..age_maximum")
    .drawn(&[('T', "(C) dans (C)..(C)"), ('T', "(D) dans (D)..(D)")]);

/// `x hors [a, b]`
pub(in crate::expression) const NOT_AMONG: &Operation = &membership("hors", "x hors [a, b]", Takes::Alike)
    .means("la valeur n'est aucune de la liste")
    .shown("contrat hors [cdi, cdd]")
    .drawn(&[('T', "(M) hors [(M), (M)]")]);

/// `x hors a..b`
pub(in crate::expression) const NOT_BETWEEN: &Operation = &membership("hors", "x hors a..b", Takes::Ordered)
    .means("la valeur est en dehors des deux bornes")
    .shown("revenus hors plancher..plafond")
    .drawn(&[('T', "(M) hors (M)..(M)")]);

/// `si c alors a sinon b`
pub(in crate::expression) const IF: &Operation = &alternatives("si", "si c alors a sinon b")
    .means("`a` si la condition est vraie, `b` si elle est fausse")
    .shown("si boursier alors 0 EUR sinon frais");

/// `selon { c1: a, c2: b, sinon: z }`
pub(in crate::expression) const CASES: &Operation =
    &alternatives("selon", "selon { c1: a, c2: b, sinon: z }")
        .means("la valeur de la première condition qui est vraie")
        .shown("selon { mineur: forfait, boursier: 0 EUR, sinon: frais }");

/// `selon x { membre: a, autre, encore: b, sinon: z }`
pub(in crate::expression) const MATCH: &Operation =
    &alternatives("selon", "selon x { membre: a, autre, encore: b, sinon: z }")
        .means("la valeur de l'alternative qui nomme le membre")
        .shown("selon echelon { \"0bis\": aide, sinon: 0 EUR }");

/// In the order of the manual.
pub(super) const OPERATORS: &[&Operation] = &[AMONG, BETWEEN, NOT_AMONG, NOT_BETWEEN, IF, CASES, MATCH];
