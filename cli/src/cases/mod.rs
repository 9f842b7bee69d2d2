//! Case files: a dossier, a date, the decision that a source supports, and why.
//!
//! A file is TOML: `[base]` holds facts that its cases share, each `[[cas]]` states its own facts over them and what is
//! expected. A case is decided through the same JSON as every other door, so that the same files serve all of them.
//!
//! ```toml
//! [base]
//! statut = "poursuite_scolarite"
//!
//! [[cas]]
//! nom      = "no_income_gives_the_highest_echelon"
//! pourquoi = "Revenu nul : sous le plafond de l'échelon 7."
//! source   = { id = "arrete_2024_plafonds", repere = "annexe, 0 point" }
//! date     = 2024-09-02
//! dossier  = { revenu_brut_global = "0" }
//! [cas.attendu.bourse_regionale]
//! verdict   = "eligible"
//! droits    = { echelon = "7", montant_annuel = "6335.00" }
//! manquants = []
//! ```
//!
//! Of a dispositif one may expect `verdict`, `statut`, `fiabilite`, `droits`, `conditions`, `priorites`, `manquants` (all of
//! them, in any order), `bornes`, `quota` and `avertissements` (all their codes). What is not named is not compared. Instead
//! of `attendu`, `erreurs` lists the codes with which the dossier is refused.

mod document;
mod expectation;
mod read;
mod run;
mod sight;
mod thorough;

pub use read::read;
pub use run::{Run, run};
pub use sight::{Share, Sight};
pub use thorough::{DispositifCoverage, Thoroughness};

use bareme::{
    Day, Finding,
    error::{Place, SourceFile},
};
use serde_json::Value as Json;

/// The cases of some files, and what is wrong with the files.
#[derive(Debug, Clone)]
pub struct Suite {
    /// Every case that can be run, in the order of the files.
    pub cases: Vec<Case>,
    /// What is wrong with the files, in their order.
    pub findings: Vec<Finding>,
    /// The files, to show the lines that findings point to.
    pub files: Vec<SourceFile>,
}

/// A dossier, a date, and what is expected.
#[derive(Debug, Clone)]
pub struct Case {
    /// What happens: `income_one_euro_over_the_ceiling_falls_to_the_next_echelon`.
    pub name: String,
    /// Why the expected decision is right, in French.
    pub why: String,
    /// The id of the source that supports it.
    pub source: String,
    /// Where the name stands.
    pub place: Place,
    /// The reference date.
    pub date: Day,
    /// The facts, those of `[base]` included: a JSON object.
    pub dossier: String,
    /// What is expected.
    pub expected: Expected,
}

impl Case {
    /// Does the case expect decisions, rather than a refusal?
    #[must_use]
    pub const fn is_decided(&self) -> bool {
        matches!(self.expected, Expected::Decided { .. })
    }
}

/// What a case expects.
#[derive(Debug, Clone)]
pub enum Expected {
    /// The dossier is refused with these codes, in any order.
    Refused {
        /// The codes.
        codes: Vec<String>,
        /// Where they stand.
        place: Place,
    },
    /// Decisions about these dispositifs, and what they hold.
    Decided {
        /// The ids of the dispositifs.
        dispositifs: Vec<String>,
        /// What is expected of them.
        values: Vec<Expectation>,
    },
}

/// One value that is expected of a decision.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The id of the dispositif.
    pub dispositif: String,
    /// Where it is in the decision: `["droits", "echelon"]`, `["verdict"]`.
    pub path: Vec<String>,
    /// The value, as in the JSON of a decision.
    pub value: Json,
    /// Where it stands in the file.
    pub place: Place,
}
