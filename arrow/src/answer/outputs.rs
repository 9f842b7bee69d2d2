//! Which columns of a table of answers are asked for.

use bareme::{
    Code, Finding,
    catalogue::Plan,
    columns::ColumnAnswer,
    error::{Place, nearest},
};

/// Why a row contradicts itself.
pub(crate) const INCOHERENCE: &str = "incoherence";
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

/// The names asked for: `verdict`, of every dispositif that has such a column, or `ID__verdict`; `None` for every column, save those that
/// take long.
#[derive(Debug, Clone, Default)]
pub struct Outputs(Option<Vec<String>>);

impl Outputs {
    /// Those of these names; every column, save those that take long, when there are none.
    #[must_use]
    pub const fn new(names: Option<Vec<String>>) -> Self {
        Self(names)
    }

    /// Are columns asked for by their names?
    #[must_use]
    pub const fn are_chosen(&self) -> bool {
        self.0.is_some()
    }

    /// Is this column of a dispositif asked for by its name?
    pub(super) fn names(&self, dispositif: &str, column: &str) -> bool {
        self.are_chosen() && self.wants(dispositif, column)
    }

    /// Are priorities asked for? They are computed for nobody else.
    #[must_use]
    pub fn have_priorities(&self) -> bool {
        let is_one = |name: &String| name.starts_with(PRIORITY) || name.contains("__priorite__");
        self.0.iter().flatten().any(is_one)
    }

    /// Is anything asked for that is found row by row?
    #[must_use]
    pub fn are_slow(&self) -> bool {
        let slow = |name: &String| {
            let column = name.rsplit("__").next();
            column.is_some_and(|column| [DOUBTS, STALE].contains(&column))
        };
        self.0.iter().flatten().any(slow)
    }

    /// Is this column of a dispositif asked for? That of no dispositif is that of the whole row.
    pub(super) fn wants(&self, dispositif: &str, column: &str) -> bool {
        self.0
            .as_ref()
            .is_none_or(|names| names.iter().any(|name| is_named(name, dispositif, column)))
    }

    /// The names that are of no column of an answer.
    #[must_use]
    pub fn unknown(&self, plan: &Plan, answer: &ColumnAnswer) -> Vec<Finding> {
        let Some(names) = &self.0 else {
            return Vec::new();
        };
        let mut known = vec![INCOHERENCE.to_owned()];
        for columns in &answer.dispositifs {
            let dispositif = plan.dispositif(columns.dispositif);
            let droits = columns.droits.iter().map(|droit| droit.id.clone());
            let priorities = dispositif.iter().flat_map(|dispositif| &dispositif.priorities);
            let priorities = priorities.map(|priority| format!("{PRIORITY}{}", priority.id));
            for column in [VERDICT, CONDITION, MISSING, DOUBTS, STALE]
                .map(str::to_owned)
                .into_iter()
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
                        "donnez `verdict`, `condition`, `manquants`, `doutes`, `perimes`, `incoherence`, un droit ou \
                         `priorite__` et une priorité, \
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
