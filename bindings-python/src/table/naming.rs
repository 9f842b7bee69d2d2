//! The columns of a table: those that have another name than their fact, and those that are handed on as they are.

use bareme::{
    Code, Engine, Finding,
    columns::fact_of_column,
    error::{Place, nearest},
};
use pyo3::{
    exceptions::PyTypeError,
    prelude::*,
    types::{PyDict, PyString},
};

use crate::values::names;

/// What `keep` is to hand on every column that is no fact.
const OTHERS: &str = "autres";
/// How many columns are compared with every fact: more are no slips of the keyboard.
const MOST_COMPARED: usize = 100;

/// The columns to hand on as they are.
pub(super) enum Keep {
    /// Those of these names, each once.
    Named(Vec<String>),
    /// Every column that is no fact.
    Others,
}

impl Keep {
    pub(super) fn new(given: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let Some(given) = given else {
            return Ok(Self::Named(Vec::new()));
        };
        if given
            .cast::<PyString>()
            .is_ok_and(|one| one.to_string_lossy() == OTHERS)
        {
            return Ok(Self::Others);
        }
        let wrong = "`keep` est un nom de colonne, une liste de noms, ou \"autres\" : toutes celles qui ne sont pas des faits";
        Ok(Self::Named(once(names(given, wrong)?)))
    }

    /// Of the columns of a table, those to hand on.
    pub(super) fn among(&self, engine: &Engine, columns: &[String]) -> Vec<String> {
        match self {
            Self::Named(names) => names.clone(),
            Self::Others => {
                let vocabulary = &engine.plan().vocabulary;
                let others = columns.iter();
                let others = others.filter(|name| fact_of_column(vocabulary, name).is_none());
                once(others.cloned().collect())
            }
        }
    }

    /// What is said of the columns that nobody named, and that are nearly called as a fact is.
    pub(super) fn nearly_facts(&self, engine: &Engine, handed_on: &[String]) -> Vec<Finding> {
        let Self::Others = self else {
            return Vec::new();
        };
        let facts = &engine.plan().vocabulary.facts;
        let near = |name: &String| {
            let near = nearest(name, facts.iter().map(|fact| fact.name.as_str()))?;
            let message =
                format!("la colonne `{name}` n'est pas un fait : elle est rendue telle quelle, et pas lue");
            let help = format!("si c'est le fait `{near}` : rename={{\"{name}\": \"{near}\"}}");
            Some(Finding::new(Code::UnknownFact, Place::Whole, message).with_help(help))
        };
        handed_on.iter().take(MOST_COMPARED).filter_map(near).collect()
    }
}

/// Each name once.
fn once(names: Vec<String>) -> Vec<String> {
    let mut each = Vec::with_capacity(names.len());
    for name in names {
        if !each.contains(&name) {
            each.push(name);
        }
    }
    each
}

/// The columns that have another name than their fact: the name of each, and the one it is to have.
pub(super) struct Rename(Vec<(String, String)>);

impl Rename {
    pub(super) fn new(given: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let wrong = || PyTypeError::new_err("`rename` est un dict de noms : {\"AGE_BENEF\": \"age\"}");
        let Some(given) = given else {
            return Ok(Self(Vec::new()));
        };
        let given = given.cast::<PyDict>().map_err(|_| wrong())?;
        let pairs = given
            .iter()
            .map(|(from, to)| Ok((from.extract()?, to.extract()?)));
        let pairs: PyResult<Vec<_>> = pairs.collect();
        pairs.map(Self).map_err(|_| wrong())
    }

    /// The name that a column is to have.
    pub(super) fn of<'n>(&'n self, name: &'n str) -> &'n str {
        let mut pairs = self.0.iter();
        pairs.find(|(from, _)| from == name).map_or(name, |(_, to)| to)
    }

    /// What is wrong: a column that is not there, a name that is of no fact.
    pub(super) fn misnamed(&self, engine: &Engine, columns: &[String]) -> Vec<Finding> {
        let vocabulary = &engine.plan().vocabulary;
        let mut told = Vec::new();
        for (from, to) in &self.0 {
            if !columns.contains(from) {
                let message = format!("`rename` nomme `{from}`, qui n'est pas une colonne de la table");
                let near = nearest(from, columns.iter().map(String::as_str));
                told.push(Finding::new(Code::ColumnMissing, Place::Whole, message).with_suggestion(near));
            }
            if fact_of_column(vocabulary, to).is_none() {
                let message = format!("`rename` fait de `{from}` un fait `{to}`, qui n'existe pas");
                let near = nearest(to, vocabulary.facts.iter().map(|fact| fact.name.as_str()));
                let finding = Finding::new(Code::UnknownFact, Place::Whole, message).with_suggestion(near);
                told.push(finding.with_help("`engine.facts()` liste les faits"));
            }
        }
        told
    }
}
