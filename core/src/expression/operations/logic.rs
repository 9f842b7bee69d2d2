//! Conditions put together, and two values compared.

use super::declaration::{Gives, Operation, Piece, Takes, Theme, Writing, more, one, operation};

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl CompareOp {
    /// The declaration.
    #[must_use]
    pub const fn operation(self) -> &'static Operation {
        match self {
            Self::Equal => EQUAL,
            Self::NotEqual => NOT_EQUAL,
            Self::Less => LESS,
            Self::LessOrEqual => LESS_OR_EQUAL,
            Self::Greater => GREATER,
            Self::GreaterOrEqual => GREATER_OR_EQUAL,
        }
    }

    /// The sign in expressions.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        self.operation().name
    }
}

const fn joined(name: &'static str) -> Operation {
    operation(Theme::Logic, name, Writing::Infix(Takes::Truth), Gives::Truth)
}

const fn compared(name: &'static str, takes: Takes) -> Operation {
    operation(Theme::Comparison, name, Writing::Infix(takes), Gives::Truth)
}

/// `a et b`
pub(in crate::expression) const AND: &Operation = &joined("et")
    .means("vrai si toutes les conditions sont vraies, faux dès que l'une est fausse, inconnu sinon")
    .shown("majeur et inscrit_france_travail")
    .drawn(&[('T', "(T) et (T)"), ('T', "(T) et (T) et (T)")]);

/// `a ou b`
pub(in crate::expression) const OR: &Operation = &joined("ou")
    .means("vrai dès que l'une des conditions est vraie, faux si toutes sont fausses, inconnu sinon")
    .shown("boursier ou parent_isole")
    .drawn(&[('T', "(T) ou (T)"), ('T', "(T) ou (T) ou (T)")]);

/// `non a`
pub(in crate::expression) const NOT: &Operation =
    &operation(Theme::Logic, "non", Writing::Prefix(Takes::Truth), Gives::Truth)
        .means("vrai si la condition est fausse, faux si elle est vraie, inconnu sinon")
        .shown("non deja_diplome")
        .drawn(&[('T', "non (T)")]);

/// `compte(a, b, …)`
pub(super) const COUNT: &Operation = &operation(
    Theme::Logic,
    "compte",
    Writing::Function(&[one("a", Takes::Truth), more("b", Takes::Truth)]),
    Gives::Count {
        unit: "",
        bounds: None,
    },
)
.means("combien des conditions sont vraies ; une condition inconnue laisse le compte entre deux bornes")
.shown("compte(boursier, parent_isole, majeur) >= 1")
.told(&[
    Piece::Text("nombre de conditions remplies, sur\u{a0}"),
    Piece::HowMany,
])
.drawn(&[
    ('C', "compte((T), (T))"),
    ('C', "compte((T), (T), (T))"),
    ('T', "compte((T), (T), (T)) >= (C)"),
])
.unreserved();

const EQUAL: &Operation = &compared("=", Takes::Alike)
    .means("les deux valeurs sont égales")
    .shown("statut = salarie_prive")
    .drawn(&[
        ('T', "(T) = (T)"),
        ('T', "(M) = (M)"),
        ('T', "(D) = (D)"),
        ('T', "(K) = (K)"),
    ]);

const NOT_EQUAL: &Operation = &compared("!=", Takes::Alike)
    .means("les deux valeurs sont différentes")
    .shown("echelon != \"0bis\"")
    .drawn(&[('T', "(T) != (T)"), ('T', "(K) != (K)")]);

const LESS: &Operation = &compared("<", Takes::Ordered)
    .means("la première valeur est plus petite, ou la première date plus tôt")
    .shown("revenus < plafond")
    .drawn(&[('T', "(C) < (C)"), ('T', "(R) < (R)"), ('T', "(D) < (D)")]);

const LESS_OR_EQUAL: &Operation = &compared("<=", Takes::Ordered)
    .means("la première valeur ne dépasse pas la seconde")
    .shown("revenus <= plafond")
    .drawn(&[('T', "(M) <= (M)")]);

const GREATER: &Operation = &compared(">", Takes::Ordered)
    .means("la première valeur est plus grande, ou la première date plus tard")
    .shown("distance > 0 km")
    .drawn(&[('T', "(M) > (M)")]);

const GREATER_OR_EQUAL: &Operation = &compared(">=", Takes::Ordered)
    .means("la première valeur atteint la seconde")
    .shown("age >= age_minimum")
    .drawn(&[('T', "(C) >= (C)"), ('T', "(O) >= (O)")]);

/// The operators, in the order of the manual.
pub(super) const OPERATORS: &[&Operation] = &[
    AND,
    OR,
    NOT,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
];
