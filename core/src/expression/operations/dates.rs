//! Functions of dates.

use serde::{Deserialize, Serialize};

use super::declaration::{Gives, Operation, Parameter, Piece, Takes, Theme, Writing, one, operation};

/// What is read of one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DatePart {
    /// `annee`
    Year,
    /// `annee_scolaire`
    AcademicYear,
    /// `mois`
    Month,
    /// `jour_semaine`
    Weekday,
}

impl DatePart {
    /// In the order of the manual.
    pub const ALL: &[Self] = &[Self::Year, Self::AcademicYear, Self::Month, Self::Weekday];

    /// The declaration.
    #[must_use]
    pub const fn operation(self) -> &'static Operation {
        match self {
            Self::Year => YEAR,
            Self::AcademicYear => ACADEMIC_YEAR,
            Self::Month => MONTH,
            Self::Weekday => WEEKDAY,
        }
    }
}

/// What is counted from one date to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Elapsed {
    /// `mois_entre`
    Months,
    /// `jours_entre`
    Days,
    /// `age`
    Years,
}

impl Elapsed {
    /// In the order of the manual.
    pub const ALL: &[Self] = &[Self::Months, Self::Days, Self::Years];

    /// The declaration.
    #[must_use]
    pub const fn operation(self) -> &'static Operation {
        match self {
            Self::Months => MONTHS_BETWEEN,
            Self::Days => DAYS_BETWEEN,
            Self::Years => AGE,
        }
    }
}

const fn function(name: &'static str, parameters: &'static [Parameter], gives: Gives) -> Operation {
    operation(Theme::Dates, name, Writing::Function(parameters), gives)
}

const OF: &[Parameter] = &[one("date", Takes::Date)];
const FROM_TO: &[Parameter] = &[one("debut", Takes::Date), one("fin", Takes::Date)];

/// A plain number read of a date.
const fn part(name: &'static str, bounds: Option<(i64, i64)>) -> Operation {
    function(name, OF, Gives::Count { unit: "", bounds })
}

/// A duration from one date to another.
const fn elapsed(name: &'static str, unit: &'static str) -> Operation {
    function(name, FROM_TO, Gives::Count { unit, bounds: None })
}

const YEAR: &Operation = &part("annee", None)
    .means("l'année civile de la date")
    .shown("annee(date_entree_formation)")
    .told(&[Piece::Text("année du "), Piece::Part(0)])
    .drawn(&[('C', "annee(D)")]);

const ACADEMIC_YEAR: &Operation = &part("annee_scolaire", None)
    .means("l'année où commence, le 1er septembre, l'année scolaire de la date")
    .shown("annee_scolaire(date_entree_formation)")
    .told(&[Piece::Text("année scolaire du "), Piece::Part(0)])
    .drawn(&[('C', "annee_scolaire(D)")]);

const MONTH: &Operation = &part("mois", Some((1, 12)))
    .means("le numéro du mois de la date, 1 pour janvier")
    .shown("mois(date_entree_formation) = 1")
    .told(&[Piece::Text("numéro du mois du "), Piece::Part(0)])
    .drawn(&[('C', "mois(D)"), ('T', "mois(D) <= (C)")]);

const WEEKDAY: &Operation = &part("jour_semaine", Some((1, 7)))
    .means("le numéro du jour de la semaine de la date, de 1 pour lundi à 7 pour dimanche")
    .shown("jour_semaine(date_entree_formation) = 1")
    .told(&[
        Piece::Text("numéro du jour de la semaine, 1 pour lundi, du "),
        Piece::Part(0),
    ])
    .drawn(&[('C', "jour_semaine(D)"), ('T', "jour_semaine(D) > (C)")])
    .unreserved();

const MONTHS_BETWEEN: &Operation = &elapsed("mois_entre", "mois")
    .means("les mois entiers d'une date à l'autre, en moins si la seconde vient avant ; un mois est entier au même quantième, ou au dernier jour d'un mois plus court")
    .shown("mois_entre(debut_contrat, date_entree_formation)")
    .told(&[Piece::Text("mois entiers entre le "), Piece::Part(0), Piece::Text(" et le "), Piece::Part(1)])
    .drawn(&[('O', "mois_entre((D), (D))")]);

const DAYS_BETWEEN: &Operation = &elapsed("jours_entre", "jour")
    .means("les jours d'une date à l'autre, en moins si la seconde vient avant")
    .shown("jours_entre(date_depot, date_entree_formation)")
    .told(&[
        Piece::Text("jours entre le "),
        Piece::Part(0),
        Piece::Text(" et le "),
        Piece::Part(1),
    ])
    .drawn(&[('D', "(D) + jours_entre((D), (D))")]);

const AGE: &Operation = &function(
    "age",
    &[one("naissance", Takes::Date), one("jour", Takes::Date)],
    Gives::Count {
        unit: "an",
        bounds: None,
    },
)
.means("les années entières de la naissance au jour, en moins s'il vient avant ; pour une naissance le 29 février, l'anniversaire d'une année commune est le 28")
.shown("age(date_naissance, date_entree_formation) >= age_minimum")
.told(&[
    Piece::Text("années entières entre le "),
    Piece::Part(0),
    Piece::Text(" et le "),
    Piece::Part(1),
])
.drawn(&[
    ('D', "(D) + age((D), (D))"),
    ('T', "age((D), (D)) >= age((D), (D))"),
    ('T', "age((D), (D)) > 1 an"),
])
.unreserved();
