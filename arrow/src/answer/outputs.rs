//! Which columns of a table of answers are asked for.

use bareme::{
    Code, Finding,
    catalogue::Plan,
    columns::{Beside, ColumnAnswer, ColumnEvaluator},
    error::{Place, nearest},
};

/// Why a row contradicts itself.
pub(crate) const INCOHERENCE: &str = "incoherence";
/// Why a row is not decided, when rows at fault do not refuse the table.
pub(crate) const ERROR: &str = "erreur";
/// The verdict of a dispositif.
pub(super) const VERDICT: &str = "verdict";
/// The first condition that fails.
pub(super) const CONDITION: &str = "condition";
/// Would a missing fact change something?
pub(super) const MISSING: &str = "manquants";

/// Before the id of a priority.
pub(super) const PRIORITY: &str = "priorite__";

/// How many doubts the decision rests on.
pub(super) const DOUBTS: &str = "doutes";
/// The ids of the values past their day, with a space between them.
pub(super) const STALE: &str = "perimes";
/// How sure the least sure thing is that the decision rests on.
pub(super) const RELIABILITY: &str = "fiabilite";
/// The names of the facts that could still change something.
pub(super) const MISSING_FACTS: &str = "faits_manquants";
/// The ids of the conditions that fail.
pub(super) const CONDITIONS: &str = "conditions";
/// The condition that fails alone.
pub(super) const ONLY_CONDITION: &str = "seule_condition";

/// What is found row by row.
const SLOW: [&str; 4] = [DOUBTS, STALE, RELIABILITY, MISSING_FACTS];

/// What is computed for those who ask for it, and takes its time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Computed {
    /// Which priorities hold.
    pub priorities: bool,
    /// Between what and what each droit is.
    pub bounds: bool,
    /// What each droit would be.
    pub if_eligible: bool,
}

impl Computed {
    /// An evaluator that computes it.
    #[must_use]
    pub fn of(self, mut evaluator: ColumnEvaluator) -> ColumnEvaluator {
        if self.priorities {
            evaluator = evaluator.with_priorities();
        }
        if self.bounds {
            evaluator = evaluator.with_bounds();
        }
        if self.if_eligible {
            evaluator = evaluator.with_if_eligible();
        }
        evaluator
    }
}

/// The names asked for: `verdict`, of every dispositif that has such a column, or `ID__verdict`; `None` for every column, save those that
/// take long.
#[derive(Debug, Clone, Default)]
pub struct Outputs {
    names: Option<Vec<String>>,
    /// Of each droit that is given back, its ends too.
    bounds: bool,
    /// Of each droit that is given back, what it would be too.
    if_eligible: bool,
    /// Why a row is not decided; rows at fault then do not refuse the table.
    errors: bool,
}

impl Outputs {
    /// Those of these names; every column, save those that take long, when there are none.
    #[must_use]
    pub const fn new(names: Option<Vec<String>>) -> Self {
        Self {
            names,
            bounds: false,
            if_eligible: false,
            errors: false,
        }
    }

    /// The same, with only the columns of these names.
    #[must_use]
    pub(crate) fn named(self, names: Vec<String>) -> Self {
        Self {
            names: Some(names),
            ..self
        }
    }

    /// Beside each droit that is a number or a day, the smallest and the largest that is due: `ID__DROIT_min`, `ID__DROIT_max`.
    #[must_use]
    pub fn with_bounds(self, bounds: bool) -> Self {
        Self { bounds, ..self }
    }

    /// Beside each droit, what it would be to whoever is eligible, be the person refused: `ID__DROIT_si_eligible`, and its ends when
    /// they are asked for.
    #[must_use]
    pub fn with_if_eligible(self, if_eligible: bool) -> Self {
        Self { if_eligible, ..self }
    }

    /// Leaves the rows that are at fault undecided, instead of refusing the table for one of them: they have nulls, and a column `erreur` says
    /// what is wrong with each. A column that is at fault as a whole still refuses the table.
    #[must_use]
    pub fn with_errors(self, errors: bool) -> Self {
        Self { errors, ..self }
    }

    /// Are rows at fault left undecided?
    #[must_use]
    pub const fn has_errors(&self) -> bool {
        self.errors
    }

    /// Are columns asked for by their names?
    #[must_use]
    pub const fn are_chosen(&self) -> bool {
        self.names.is_some()
    }

    /// Is this column of a dispositif asked for by its name?
    pub(super) fn names(&self, dispositif: &str, column: &str) -> bool {
        self.are_chosen() && self.wants(dispositif, column)
    }

    /// What is computed for whoever asks for it, and for nobody else.
    #[must_use]
    pub fn computed(&self) -> Computed {
        let some = |is_one: &dyn Fn(&String) -> bool| self.names.iter().flatten().any(is_one);
        let ends = |name: &String| {
            let mut ends = Beside::ALL.iter().filter(|beside| beside.is_end());
            ends.any(|end| name.ends_with(end.ending()))
        };
        Computed {
            priorities: some(&|name| name.starts_with(PRIORITY) || name.contains("__priorite__")),
            bounds: self.bounds || some(&ends),
            if_eligible: self.if_eligible || some(&|name| name.contains(Beside::IfEligible.ending())),
        }
    }

    /// Is this said of a droit?
    pub(super) fn wants_beside(&self, dispositif: &str, droit: &str, beside: Beside) -> bool {
        let with = (self.bounds || !beside.is_end()) && (self.if_eligible || !beside.is_if_eligible());
        with && self.wants(dispositif, droit)
            || self.names(dispositif, &format!("{droit}{}", beside.ending()))
    }

    /// Is anything asked for that is found row by row?
    #[must_use]
    pub fn are_slow(&self) -> bool {
        let slow = |name: &String| {
            let column = name.rsplit("__").next();
            column.is_some_and(|column| SLOW.contains(&column))
        };
        self.names.iter().flatten().any(slow)
    }

    /// Is this column of a dispositif asked for? That of no dispositif is that of the whole row.
    pub(super) fn wants(&self, dispositif: &str, column: &str) -> bool {
        self.names
            .as_ref()
            .is_none_or(|names| names.iter().any(|name| is_named(name, dispositif, column)))
    }

    /// The names that are of no column of an answer.
    #[must_use]
    pub fn unknown(&self, plan: &Plan, answer: &ColumnAnswer) -> Vec<Finding> {
        let Some(names) = &self.names else {
            return Vec::new();
        };
        let mut known = vec![INCOHERENCE.to_owned()];
        known.extend(self.errors.then(|| ERROR.to_owned()));
        for columns in &answer.dispositifs {
            let dispositif = plan.dispositif(columns.dispositif);
            let droits = columns.droits.iter().flat_map(|droit| {
                let beside = Beside::of(&droit.declared, true, true);
                let beside = beside.map(|beside| format!("{}{}", droit.id, beside.ending()));
                core::iter::once(droit.id.clone()).chain(beside)
            });
            let priorities = dispositif.iter().flat_map(|dispositif| &dispositif.priorities);
            let priorities = priorities.map(|priority| format!("{PRIORITY}{}", priority.id));
            for column in [VERDICT, CONDITION, ONLY_CONDITION, CONDITIONS, MISSING]
                .into_iter()
                .chain(SLOW)
                .map(str::to_owned)
                .chain(droits)
                .chain(priorities)
            {
                known.extend(dispositif.map(|dispositif| format!("{}__{column}", dispositif.id)));
                known.push(column);
            }
        }
        let unknown = names.iter().filter(|name| !known.contains(name));
        unknown
            .map(|name| {
                let message =
                    format!("`outputs` nomme `{name}`, qui n'est pas une colonne de ce qui est décidé");
                Finding::new(Code::UnknownReference, Place::Whole, message)
                    .with_suggestion(nearest(name, known.iter().map(String::as_str)))
                    .with_help(
                        "donnez `verdict`, `condition`, `seule_condition`, `conditions`, `manquants`, `faits_manquants`, `doutes`, \
                         `perimes`, `fiabilite`, `incoherence`, un droit ou `priorite__` et une priorité, \
                         seul ou après l'identifiant d'un dispositif : `bourse_regionale__verdict`",
                    )
            })
            .collect()
    }
}

fn is_named(name: &str, dispositif: &str, column: &str) -> bool {
    name == column
        || name
            .strip_prefix(dispositif)
            .and_then(|rest| rest.strip_prefix("__"))
            == Some(column)
}
