//! Numbers: sums, products, quotients, roundings, the smallest and the largest.

use super::declaration::{Gives, Operation, Parameter, Piece, Takes, Theme, Writing, more, one, operation};
use crate::decimal::Rounding;

/// An operation on two numbers, or on a date and a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArithmeticOp {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
}

impl ArithmeticOp {
    /// The declaration.
    #[must_use]
    pub const fn operation(self) -> &'static Operation {
        match self {
            Self::Add => ADD,
            Self::Subtract => SUBTRACT,
            Self::Multiply => MULTIPLY,
        }
    }

    /// The sign in expressions.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        self.operation().name
    }
}

/// The smallest or the largest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extremum {
    /// `min`
    Min,
    /// `max`
    Max,
}

impl Extremum {
    /// The declaration.
    #[must_use]
    pub const fn operation(self) -> &'static Operation {
        match self {
            Self::Min => MIN,
            Self::Max => MAX,
        }
    }
}

/// The declaration of a rounding function.
pub(super) const fn round(rounding: Rounding) -> &'static Operation {
    match rounding {
        Rounding::HalfAwayFromZero => ROUND,
        Rounding::Floor => ROUND_DOWN,
        Rounding::Ceiling => ROUND_UP,
    }
}

const fn infix(name: &'static str, gives: Gives) -> Operation {
    operation(Theme::Numbers, name, Writing::Infix(Takes::Number), gives)
}

const fn function(name: &'static str, parameters: &'static [Parameter], gives: Gives) -> Operation {
    operation(Theme::Numbers, name, Writing::Function(parameters), gives)
}

const ROUNDED: &[Parameter] = &[one("valeur", Takes::Number), one("decimales", Takes::Decimals)];
const SEVERAL: &[Parameter] = &[one("a", Takes::Ordered), more("b", Takes::Ordered)];

const fn rounding(name: &'static str) -> Operation {
    function(name, ROUNDED, Gives::Number).told(&[Piece::Bare(0), Piece::Text(", "), Piece::Rounding])
}

const fn extremum(name: &'static str) -> Operation {
    function(name, SEVERAL, Gives::Alike)
}

const ADD: &Operation = &infix("+", Gives::Alike)
    .means("la somme de deux nombres de même unité ; après une date, une durée en `jour`, `mois` ou `an`")
    .shown("date_fin_formation + 1 jour")
    .told(&[Piece::Left(0), Piece::Text(" + "), Piece::Part(1)])
    .drawn(&[
        ('C', "(C) + (C)"),
        ('M', "(M) + (M)"),
        ('O', "(O) + (O)"),
        ('D', "(D) + (O)"),
    ]);

const SUBTRACT: &Operation = &infix("-", Gives::Alike)
    .means(
        "la différence de deux nombres de même unité ; après une date, une durée en `jour`, `mois` ou `an`",
    )
    .shown("salaire - abattement")
    .told(&[Piece::Left(0), Piece::Text(" \u{2212} "), Piece::Part(1)])
    .drawn(&[
        ('C', "(C) - (C)"),
        ('M', "(M) - (M)"),
        ('O', "(O) - (O)"),
        ('D', "(D) - (O)"),
    ]);

const MULTIPLY: &Operation = &infix("*", Gives::Number)
    .means("le produit de deux nombres, dans le produit de leurs unités")
    .shown("taux * salaire")
    .told(&[Piece::Left(0), Piece::Text(" × "), Piece::Part(1)])
    .drawn(&[('C', "(C) * (C)"), ('M', "(M) * (C)"), ('R', "(R) * (C)")]);

/// `-a`
pub(in crate::expression) const NEGATE: &Operation =
    &operation(Theme::Numbers, "-", Writing::Prefix(Takes::Number), Gives::Alike)
        .means("le nombre opposé")
        .shown("-ecart")
        .told(&[Piece::Text("\u{2212}\u{a0}"), Piece::Part(0)])
        .drawn(&[('C', "-(C)"), ('M', "-(M)")]);

const ROUND: &Operation = &rounding("arrondi")
    .means("le nombre arrondi au plus près ; à mi-chemin, en s'éloignant de zéro")
    .shown("arrondi(taux * salaire, 2)")
    .drawn(&[
        ('C', "arrondi((R) * (C), 0)"),
        ('M', "arrondi((M) * (R), 2)"),
        ('R', "arrondi((R) * (R), 2)"),
    ]);

const ROUND_DOWN: &Operation = &rounding("arrondi_inf")
    .means("le nombre arrondi vers le bas")
    .shown("arrondi_inf(salaire * taux, 0)")
    .drawn(&[
        ('C', "arrondi_inf((R) * (R), 0)"),
        ('M', "arrondi_inf((R) * (M), 1)"),
        ('R', "arrondi_inf((R) * (R) * (R), 2)"),
    ]);

const ROUND_UP: &Operation = &rounding("arrondi_sup")
    .means("le nombre arrondi vers le haut")
    .shown("arrondi_sup(heures * part, 0)")
    .drawn(&[
        ('C', "arrondi_sup((R) - (R), 0)"),
        ('M', "arrondi_sup((M) * (R), 0)"),
    ]);

/// `quotient(a, b, decimales)`
pub(super) const QUOTIENT: &Operation = &function(
    "quotient",
    &[
        one("a", Takes::Number),
        one("b", Takes::Number),
        one("decimales", Takes::Decimals),
    ],
    Gives::Number,
)
.means("`a` divisé par `b`, qui ne peut pas être nul, arrondi au plus près")
.shown("quotient(salaire_annuel, 12 mois/an, 2)")
.told(&[
    Piece::Part(0),
    Piece::Text(" ÷ "),
    Piece::Part(1),
    Piece::Text(", "),
    Piece::Rounding,
])
.drawn(&[
    ('C', "quotient((C), max((C), 1), 0)"),
    ('C', "quotient((C), min((C), -1), 0)"),
    ('M', "quotient((M), max((C), 1), 2)"),
    ('M', "quotient((M), max((R), 1), 1)"),
    ('M', "quotient(-(M), min(-(R), -1), 2)"),
    ('M', "arrondi(quotient((M), arrondi(max((R), 1), ?), ?), 2)"),
    ('M', "arrondi(quotient((M), max((R), 1) * max((R), 1), ?), 2)"),
    ('R', "quotient((C), max((C), 1), 2)"),
    ('R', "arrondi(quotient((C), max((R), 1) * max((R), 1), ?), 2)"),
]);

const MIN: &Operation = &extremum("min")
    .means("la plus petite des valeurs, ou la première des dates")
    .shown("min(frais, plafond)")
    .told(&[Piece::Text("le plus petit entre "), Piece::List])
    .drawn(&[
        ('C', "min((C), (C))"),
        ('M', "min((M), (M))"),
        ('R', "min((R), (R))"),
        ('O', "min((O), (O))"),
        ('D', "min((D), (D))"),
    ]);

const MAX: &Operation = &extremum("max")
    .means("la plus grande des valeurs, ou la dernière des dates")
    .shown("max(ressources, 0 EUR/an)")
    .told(&[Piece::Text("le plus grand entre "), Piece::List])
    .drawn(&[
        ('C', "max((C), (C), (C))"),
        ('M', "max((M), (M))"),
        ('R', "max((R), (R))"),
        ('O', "max((O), 0 mois)"),
        ('D', "max((D), (D))"),
    ]);

/// `borne(valeur, bas, haut)`
pub(super) const CLAMP: &Operation = &function(
    "borne",
    &[
        one("valeur", Takes::Ordered),
        one("bas", Takes::Ordered),
        one("haut", Takes::Ordered),
    ],
    Gives::Alike,
)
.means("la valeur, ramenée à `bas` si elle est plus petite et à `haut` si elle est plus grande")
.shown("borne(points, 0, 12)")
.told(&[
    Piece::Part(0),
    Piece::Text(", ramené entre "),
    Piece::Part(1),
    Piece::Text(" et "),
    Piece::Part(2),
])
.drawn(&[
    ('C', "borne((C), (C), (C))"),
    ('M', "borne((M), (M), (M))"),
    ('D', "borne((D), (D), (D))"),
]);

/// The operators, in the order of the manual.
pub(super) const OPERATORS: &[&Operation] = &[ADD, SUBTRACT, MULTIPLY, NEGATE];
