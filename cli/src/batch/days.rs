//! The column that says on which day each row is decided.

use std::collections::HashMap;

use bareme::{Code, Day, Engine, Findings, Selection, columns::ColumnEvaluator, wire::read_date};

use super::{faults::Fault, intake::Lecture};

/// How many days have an evaluator at once: what is kept of days that do not come again stays bounded.
const MOST_DAYS: usize = 512;

/// The position of the column, and its name.
pub(super) struct DayColumn {
    pub(super) at: usize,
    name: String,
    lecture: Lecture,
}

impl DayColumn {
    /// The column of a name, among others.
    pub(super) fn among<'n>(
        mut names: impl Iterator<Item = &'n str>,
        name: &str,
        lecture: Lecture,
    ) -> Option<Self> {
        let at = names.position(|column| column == name)?;
        let name = name.to_owned();
        Some(Self { at, name, lecture })
    }

    /// The day that a cell says.
    pub(super) fn day(&self, cell: &[u8]) -> Result<Day, Fault> {
        let text = str::from_utf8(cell).unwrap_or("\u{fffd}").trim();
        let fault = |message: String, help: Option<String>| Fault {
            line: 0,
            column: self.name.clone(),
            code: Code::InvalidDate,
            message,
            help: help.unwrap_or_default(),
        };
        if text.is_empty() {
            let message = format!(
                "`{}` est vide : rien ne dit de quel jour est cette ligne",
                self.name
            );
            return Err(fault(message, Some("écrivez une date AAAA-MM-JJ".to_owned())));
        }
        let typed = Day::typed(text).filter(|_| self.lecture.dates);
        typed.map_or_else(|| read_date(text), Ok).map_err(|told| {
            let near = told
                .suggestion
                .map(|near| format!("vouliez-vous écrire {near} ?"));
            fault(told.message, near.or(told.help))
        })
    }
}

/// An evaluator for each day, made when the day is met.
pub(crate) struct Evaluators<'e> {
    pub(crate) engine: &'e Engine,
    pub(crate) selection: Selection<'e>,
    known: HashMap<Day, ColumnEvaluator>,
    /// The first day that was met, and the last.
    pub(crate) span: Option<(Day, Day)>,
}

impl<'e> Evaluators<'e> {
    pub(crate) fn new(engine: &'e Engine, selection: Selection<'e>) -> Self {
        Self {
            engine,
            selection,
            known: HashMap::new(),
            span: None,
        }
    }

    /// That of a day; `with` asks it for what is written beside.
    pub(crate) fn of(
        &mut self,
        day: Day,
        with: impl FnOnce(ColumnEvaluator) -> ColumnEvaluator,
    ) -> Result<&mut ColumnEvaluator, Findings> {
        let (first, last) = self.span.unwrap_or((day, day));
        self.span = Some((first.min(day), last.max(day)));
        if self.known.len() >= MOST_DAYS && !self.known.contains_key(&day) {
            self.known.clear();
        }
        match self.known.entry(day) {
            std::collections::hash_map::Entry::Occupied(known) => Ok(known.into_mut()),
            std::collections::hash_map::Entry::Vacant(room) => {
                Ok(room.insert(with(self.engine.columns(day, self.selection)?)))
            }
        }
    }
}
