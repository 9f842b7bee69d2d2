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
//! `[[suivi]]` holds a few rows of decisions, and what indicators count over them.
//!
//! Of a dispositif one may expect `verdict`, `statut`, `fiabilite`, `nature`, `decideur`, `droits`, `bornes`, `conditions`,
//! `priorites`, `manquants` (all of them, in any order), `demarche`, `doutes`, `perimes`, `quota` and `avertissements` (all
//! their codes). Beside `attendu`, a case may expect a `meilleure_combinaison`, an `echeancier`, a `page` and the `incoherences` of its dossier, rules of coherence by their ids. What is not named
//! is not compared. Lists are whole and in any order, or `{ dont = […] }`, or `{ sans = […] }`. Instead of all these, `erreurs` lists the codes with which the dossier is refused.

mod case;
mod changed;
mod compare;
mod concerned;
mod confirm;
mod coverage;
mod dealt;
mod expectation;
mod expected;
mod figure;
mod followed;
mod origin;
mod page;
mod read;
mod run;
mod transcription;

pub use case::{Case, Expected};
pub use changed::{Tested, change_is_seen, changed, figures, held, moved, tested};
pub use concerned::{Touched, concerned, readers};
pub(crate) use confirm::TO_CONFIRM;
pub use coverage::{ConditionSeen, Coverage, DispositifCoverage, Share};
pub use dealt::dealt;
pub use expectation::{Expectation, Manner};
pub use figure::Figure;
pub use followed::{FollowCase, run_followed};
pub use read::{Suite, read};
pub use run::{Run, run};
pub use transcription::{Transcribed, Transcription};
