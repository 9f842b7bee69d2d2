//! What the names of columns say: a fact, or an end of the interval in which it is.

use std::collections::BTreeSet;

use crate::{
    dossier::{crossed, fact_note, pointer},
    error::{Code, Finding},
    vocabulary::{Fact, FactId, Vocabulary},
};

/// What a column gives of its fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Its value.
    Value,
    /// The smallest that it may be.
    Min,
    /// The largest that it may be.
    Max,
}

impl Part {
    /// What follows the name of the fact in that of the column.
    ///
    /// # Example
    /// ```
    /// use bareme::columns::Part;
    ///
    /// assert_eq!(Part::Max.ending(), ".max");
    /// ```
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Value => "",
            Self::Min => ".min",
            Self::Max => ".max",
        }
    }

    /// The name of the column that gives this of a fact.
    #[must_use]
    pub fn of(self, fact: &Fact) -> String {
        format!("{}{}", fact.name, self.ending())
    }
}

/// The fact of a column called `age`, `age.min` or `age.max`, or as the fact was called once, and what the column gives of it.
///
/// # Example
/// ```
/// use bareme::{columns::{Part, fact_of_column}, guide};
///
/// let engine = guide::engine()?;
/// let (_, fact, part) = fact_of_column(&engine.plan().vocabulary, "age.min").unwrap();
/// assert_eq!((fact.name.as_str(), part), ("age", Part::Min));
/// # Ok::<(), bareme::Findings>(())
/// ```
#[must_use]
pub fn fact_of_column<'v>(vocabulary: &'v Vocabulary, name: &str) -> Option<(FactId, &'v Fact, Part)> {
    [Part::Value, Part::Min, Part::Max].into_iter().find_map(|part| {
        let (id, fact) = vocabulary.fact_of_any_name(name.strip_suffix(part.ending())?)?;
        Some((id, fact, part))
    })
}

/// What is wrong with the ends that columns of these names give: those of a fact that has none, those of a fact that has a column of
/// its value too.
pub fn ends_at_fault<'n>(
    vocabulary: &Vocabulary,
    names: impl Iterator<Item = &'n str> + Clone,
) -> Vec<Finding> {
    let facts = |name: &'n str| fact_of_column(vocabulary, name);
    let values = names.clone().filter_map(facts).filter_map(|(id, _, part)| {
        let is_value = part == Part::Value;
        is_value.then_some(id)
    });
    let values: BTreeSet<FactId> = values.collect();
    let told = |name: &'n str| {
        let (id, fact, part) = facts(name)?;
        let own = &fact.name;
        let finding = |code, message| Finding::new(code, pointer(name), message);
        if part == Part::Value {
            None
        } else if !has_ends(fact) {
            let message = format!("`{own}` n'est ni un nombre ni une date : il n'a pas de bornes");
            Some(finding(Code::WrongType, message).with_help(format!("donnez une colonne `{own}`")))
        } else if values.contains(&id) {
            let message = format!("`{own}` a une colonne de valeurs, et une colonne `{name}`");
            Some(finding(Code::FactTwice, message).with_help("gardez les valeurs, ou les bornes"))
        } else {
            None
        }
    };
    names.filter_map(told).collect()
}

/// What is said of columns that are called as their fact was once: warnings, in the order of the columns.
///
/// # Example
/// ```
/// use bareme::{columns, guide};
///
/// let engine = guide::engine()?;
/// assert!(columns::former_columns(&engine.plan().vocabulary, ["age"].into_iter()).is_empty());
/// # Ok::<(), bareme::Findings>(())
/// ```
pub fn former_columns<'n>(vocabulary: &Vocabulary, names: impl Iterator<Item = &'n str>) -> Vec<Finding> {
    let told = |name: &'n str| {
        let (_, fact, part) = fact_of_column(vocabulary, name)?;
        let stated = name.strip_suffix(part.ending())?;
        (fact.name != stated).then(|| Finding {
            place: pointer(name),
            ..fact_note(stated, &fact.name)
        })
    };
    names.filter_map(told).collect()
}

/// What is said of a row on which the smallest that a fact may be is above the largest.
#[must_use]
pub fn crossed_ends(fact: &Fact) -> Finding {
    crossed(fact)
}

/// Is it a number or a date?
pub(super) fn has_ends(fact: &Fact) -> bool {
    let kind = &fact.declared.kind;
    kind.is_number() || kind.is_date()
}
