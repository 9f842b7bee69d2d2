//! Record batches evaluated one after the other, from Rust.

use arrow_array::RecordBatch;
use bareme::{Code, Day, Engine, Finding, Findings, Selection, columns::ColumnEvaluator, error::Place};

use super::{
    request::Request,
    work::{Done, Work},
};
use crate::{
    answer::{Form, Outputs},
    facts::Reading,
    lent::Table,
};

/// Some dispositifs, ready to be evaluated on record batches: a row a dossier, a column a fact, under the name of the fact.
///
/// What is compiled for a batch serves the next ones. Clones are for other threads.
///
/// The answer to a batch has, in this order: the columns that are kept; `incoherence`, the reason why a row contradicts itself; then for each
/// dispositif
///
/// | column | what it says | type |
/// |---|---|---|
/// | `ID__verdict` | `eligible`, `indetermine`, `non_eligible`, `hors_periode`; null on a row that contradicts itself | words |
/// | `ID__condition` | the first condition that fails | words |
/// | `ID__manquants` | would a missing fact change something? | boolean |
/// | `ID__DROIT` | the droit, null unless it is due and determined | boolean, `int32` or `int64`, `decimal128(19, n)`, `date32`, words |
/// | `ID__DROIT_min`, `ID__DROIT_max` | between what and what it is due: 0 where nothing is, from 0 where nobody knows whether it is; null for a day that is not due. Only when bounds are asked for | as the droit |
/// | `ID__DROIT_si_eligible` | what the droit would be, be the person refused; null unless it is determined. Only when it is asked for | as the droit |
/// | `ID__DROIT_si_eligible_min`, `ID__DROIT_si_eligible_max` | between what and what it would be. Only when both are asked for | as the droit |
/// | `ID__priorite__X` | does the priority hold? Only when it is asked for | boolean |
/// | `ID__doutes` | how many doubts the decision rests on. Only when it is asked for, row by row | `int32` |
/// | `ID__seule_condition` | the condition that fails alone. Only when it is asked for | words |
/// | `ID__conditions` | all conditions that fail. Only when it is asked for | list of texts |
/// | `ID__faits_manquants` | the facts that could still change something. Only when it is asked for, row by row | list of texts |
/// | `ID__perimes` | the ids of the values past their day. Only when it is asked for, row by row | list of texts |
/// | `ID__fiabilite` | how sure the least sure thing is that the decision rests on. Only when it is asked for, row by row | words |
///
/// The schema says what made it: `bareme.pack`, `bareme.empreinte`, `bareme.date`, `bareme.moteur`.
/// Words are dictionaries with keys `uint8`.
///
/// # Example
/// ```
/// # use bareme::{Engine, catalogue::from_files, pack::InputFile};
/// # macro_rules! files { ($($path:literal),*) => { vec![$(InputFile::new($path, include_str!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"), "/../tests/packs/minimal/", $path)))),*] } }
/// # let files = files!["pack.toml", "vocabulaire.toml", "sources.toml", "parametres/bourse.toml", "tables/tables.toml",
/// #     "tables/plafonds.csv", "dispositifs/bourses/bourse.toml"];
/// # let engine = Engine::new(from_files(files)?.0);
/// use std::sync::Arc;
///
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use bareme::Selection;
/// use bareme_arrow::{Reading, TableEvaluator};
///
/// let table = TableEvaluator::new(&engine, "2024-10-01".parse()?, Selection::Named(&["bourse"]))?;
/// let batch = RecordBatch::try_from_iter([
///     ("points", Arc::new(StringArray::from(vec!["0"])) as ArrayRef),
///     ("revenu", Arc::new(StringArray::from(vec!["23 850,00 €"]))),
/// ])?;
/// // What a program writes is exact.
/// let mut table = table.outputs(["verdict"]);
/// let told = table.evaluate(&batch).unwrap_err();
/// assert_eq!(told.list.len(), 1);
/// // People write as they like.
/// let answers = table.reading(Reading::default().typed(true)).evaluate(&batch)?;
/// assert_eq!(answers.schema().field(0).name(), "bourse__verdict");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct TableEvaluator<'e> {
    engine: &'e Engine,
    date: Day,
    selection: Selection<'e>,
    evaluator: ColumnEvaluator,
    keep: Vec<String>,
    outputs: Outputs,
    reading: Reading,
    form: Form,
}

impl<'e> TableEvaluator<'e> {
    /// The dispositifs of a selection, on one reference date.
    ///
    /// # Errors
    /// [`Findings`] when a named dispositif does not exist.
    pub fn new(engine: &'e Engine, date: Day, selection: Selection<'e>) -> Result<Self, Findings> {
        Ok(Self {
            engine,
            date,
            selection,
            evaluator: engine.columns(date, selection)?,
            keep: Vec::new(),
            outputs: Outputs::default(),
            reading: Reading::default(),
            form: Form::Table,
        })
    }

    /// The columns to hand on as they are: they need be no facts.
    #[must_use]
    pub fn keep<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.keep = names.into_iter().map(Into::into).collect();
        self
    }

    /// The columns to give back: `verdict` for that of every dispositif, `bourse_regionale__verdict` for that of one.
    #[must_use]
    pub fn outputs<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.outputs = self.outputs.named(names.into_iter().map(Into::into).collect());
        self.computed()
    }

    /// Gives back the smallest and the largest that is due beside each droit that is a number or a day: on every row they hold what is due, so
    /// that the sums of both are the bounds of the sum.
    #[must_use]
    pub fn bounds(mut self) -> Self {
        self.outputs = self.outputs.with_bounds(true);
        self.computed()
    }

    /// Gives back what each droit would be to everyone, those who are refused included; with [bounds](Self::bounds), its ends too.
    #[must_use]
    pub fn if_eligible(mut self) -> Self {
        self.outputs = self.outputs.with_if_eligible(true);
        self.computed()
    }

    /// Leaves the rows that are at fault undecided, instead of refusing the batch for one of them: a column `erreur` says what is wrong with each.
    #[must_use]
    pub fn errors(mut self) -> Self {
        self.outputs = self.outputs.with_errors(true);
        self
    }

    fn computed(mut self) -> Self {
        self.evaluator = self.outputs.computed().of(self.evaluator);
        self
    }

    /// How the columns of facts are written.
    #[must_use]
    pub const fn reading(mut self, reading: Reading) -> Self {
        self.reading = reading;
        self.form = if reading.is_scaled() {
            Form::Scaled
        } else {
            Form::Table
        };
        self
    }

    /// Evaluates every row of a batch.
    ///
    /// # Errors
    /// [`Findings`] when a column is no fact and is not kept, when its type or a value is not one of its fact, or when a name that is asked for
    /// is that of no column. Places are `/COLUMN` or `/COLUMN/ROW`, rows from 0; the first rows at fault of each column are told.
    pub fn evaluate(&mut self, batch: &RecordBatch) -> Result<RecordBatch, Findings> {
        let request = Request {
            engine: self.engine,
            date: self.date,
            days: None,
            selection: self.selection,
            reading: self.reading,
            form: self.form,
            keep: &self.keep,
            hand_on: &self.keep,
            outputs: &self.outputs,
        };
        let table = Table {
            schema: batch.schema(),
            batches: vec![batch.clone()],
            faults: Vec::new(),
        };
        let rows = batch.num_rows();
        let work = Work::cut(request, &table, &mut self.evaluator, Vec::new(), rows)?;
        let mut done = Done::default();
        work.run(&mut self.evaluator, None, &mut done);
        let broken = |told: &str| {
            let finding = Finding::new(Code::Internal, Place::Whole, told.to_owned());
            Findings::new(vec![finding])
        };
        let answers = work.finish(done).map_err(|error| broken(&error.to_string()))??;
        // A table in one piece has an answer in one.
        let mut batches = answers.batches.into_iter();
        batches.next().ok_or_else(|| broken("aucune réponse"))
    }
}
