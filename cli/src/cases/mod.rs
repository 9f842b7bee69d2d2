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
//! `[[transcription]]` holds a published table, or the dated values of a parameter, typed again from what was published:
//! each figure is compared with that of the pack.
//!
//! Of a dispositif one may expect `verdict`, `statut`, `fiabilite`, `nature`, `decideur`, `droits`, `bornes`, `conditions`,
//! `priorites`, `manquants` (all of them, in any order), `demarche`, `doutes`, `perimes`, `quota` and `avertissements` (all
//! their codes). Beside `attendu`, a case may expect a `meilleure_combinaison`, an `echeancier` and a `page`. What is not named
//! is not compared. Lists are whole and in any order, or `{ dont = […] }`, or `{ sans = […] }`. Instead of all these, `erreurs` lists the codes with which the dossier is refused.

mod beside;
mod compare;
mod document;
mod expectation;
mod meaning;
mod page;
mod read;
mod run;
mod sight;
mod thorough;
mod transcription;
mod values;

pub use read::read;
pub use run::{Run, run};
pub use sight::{Share, Sight};
pub use thorough::{DispositifCoverage, Thoroughness};
pub use transcription::{Transcribed, Transcription};
pub use values::{Figure, Tested, tested};

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
    /// The published tables that are compared with those of the pack.
    pub transcriptions: Vec<Transcription>,
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
    /// The dispositifs of which the case expects something.
    #[must_use]
    pub fn dispositifs(&self) -> &[String] {
        match &self.expected {
            Expected::Decided { dispositifs, .. } => dispositifs,
            Expected::Refused { .. } => &[],
        }
    }

    /// The dispositifs to decide; none for all, as a page does.
    #[must_use]
    pub fn named(&self) -> Vec<&str> {
        if self.looks_at("page") {
            return Vec::new();
        }
        self.dispositifs().iter().map(String::as_str).collect()
    }

    /// Does the case expect words of what is told of this dispositif?
    fn reads(&self, id: &str) -> bool {
        match &self.expected {
            Expected::Decided { values, .. } => (values.iter())
                .any(|value| matches!(value.path.as_slice(), [_, of, key] if of == id && key == "dit")),
            Expected::Refused { .. } => false,
        }
    }

    /// Does the case expect something of this part?
    #[must_use]
    pub fn looks_at(&self, part: &str) -> bool {
        match &self.expected {
            Expected::Decided { values, .. } => values
                .iter()
                .any(|value| value.path.first().is_some_and(|first| first == part)),
            Expected::Refused { .. } => false,
        }
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
    /// Decisions about these dispositifs, and what the answer holds.
    Decided {
        /// The ids of the dispositifs.
        dispositifs: Vec<String>,
        /// What is expected of them, and beside them.
        values: Vec<Expectation>,
    },
}

/// One value that is expected of an answer.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// Where it is: `["decisions", "bourse_regionale", "droits", "echelon"]`.
    pub path: Vec<String>,
    /// How it is compared.
    pub manner: Manner,
    /// The value, as in the JSON of an answer.
    pub value: Json,
    /// Where it stands in the file.
    pub place: Place,
}

impl Expectation {
    /// `bourse_regionale.droits.echelon`
    fn name(&self) -> String {
        let decision = self.path.first().is_some_and(|first| first == "decisions");
        let path = self.path.get(usize::from(decision)..).unwrap_or_default();
        path.join(".")
    }
}

/// How what was obtained is compared with what is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// The same value; nothing for what is not known.
    Same,
    /// A list of the same things, in any order.
    All,
    /// A list that has all of these.
    Among,
    /// A list that has none of these.
    Without,
    /// A list that starts with these.
    First,
    /// A list of so many.
    Count,
    /// A text that has all of these words.
    Says,
}
