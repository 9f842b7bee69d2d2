//! The columns of a table of answers: found once, used for every piece of the table.

use std::sync::Arc;

use arrow_array::{ArrayRef, DictionaryArray, RecordBatch, UInt16Array};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema, SchemaRef};
use bareme::{
    catalogue::{CoherencePlan, DispositifPlan, Plan},
    columns::{Beside, ColumnAnswer, Grounds},
};

use super::{
    arrays::{decided, unlike, words},
    aside::Aside,
    outputs::{
        CONDITION, CONDITIONS, DOUBTS, ERROR, INCOHERENCE, MISSING, MISSING_FACTS, ONLY_CONDITION, Outputs,
        PRIORITY, RELIABILITY, STALE, VERDICT,
    },
    said::{AnswerColumn, Form, Said},
};

/// In the metadata of a column of scaled numbers: how many of its digits are decimals.
pub const DECIMALS: &str = "decimales";

/// What a column of the table is made from.
enum Source {
    /// A column that was given, handed on with all that is said of it.
    Given(usize, FieldRef),
    /// Why a row contradicts itself: the titles of the rules of coherence, and the column of a table in which none does, which the pieces
    /// share.
    Incoherence(ArrayRef, UInt16Array),
    /// What is wrong with a row.
    Error,
    /// Of the dispositif at this position in the answer.
    Of(usize, AnswerColumn),
}

/// A column of the table.
struct Out {
    name: String,
    /// The decimals, when they are not in its type.
    decimals: Option<u8>,
    source: Source,
}

/// The columns of the answer: what is handed on, then `incoherence`, then for each dispositif `ID__verdict`, `ID__condition`,
/// `ID__manquants`, its droits, `ID__priorite__X`, and what takes long or is seldom asked for; of those, what was asked for.
pub(crate) struct AnswerColumns {
    columns: Vec<Out>,
    form: Form,
}

impl AnswerColumns {
    /// The columns of answers like this one, of a plan, to tables of the schema `given` and at most so many rows.
    pub(crate) fn new(
        plan: &Plan,
        outputs: &Outputs,
        form: Form,
        kept: (&[String], &Schema),
        answer: &ColumnAnswer,
        most: usize,
    ) -> Self {
        let mut columns = Self {
            columns: Vec::new(),
            form,
        };
        let (kept, given) = kept;
        for name in kept {
            if let Some((position, field)) = given.fields().find(name) {
                columns.add(name.clone(), None, Source::Given(position, Arc::clone(field)));
            }
        }
        if outputs.wants("", INCOHERENCE) {
            let titles = words(plan.coherences.iter().map(CoherencePlan::broken));
            let nobody = UInt16Array::new(vec![0; most].into(), Some(NullBuffer::new_null(most)));
            columns.add(INCOHERENCE.to_owned(), None, Source::Incoherence(titles, nobody));
        }
        if outputs.has_errors() {
            columns.add(ERROR.to_owned(), None, Source::Error);
        }
        for (position, of) in answer.dispositifs.iter().enumerate() {
            if let Some(dispositif) = plan.dispositif(of.dispositif) {
                columns.dispositif(plan, outputs, position, dispositif);
            }
        }
        columns
    }

    fn dispositif(&mut self, plan: &Plan, outputs: &Outputs, position: usize, dispositif: &DispositifPlan) {
        let id = &dispositif.id;
        let form = self.form;
        let mut say = |name: &str, decimals, said| {
            let column = AnswerColumn::new(said, form, plan, dispositif);
            self.add(format!("{id}__{name}"), decimals, Source::Of(position, column));
        };
        for (name, said) in [
            (VERDICT, Said::Verdict),
            (CONDITION, Said::FirstCondition),
            (MISSING, Said::Missing),
        ] {
            if outputs.wants(id, name) {
                say(name, None, said);
            }
        }
        let computed = outputs.computed();
        let droits = dispositif.droits.iter().enumerate();
        for (at, droit) in droits {
            let decimals = droit.declared.decimals();
            let decimals = (form == Form::Scaled && decimals > 0).then_some(decimals);
            if outputs.wants(id, &droit.id) {
                say(&droit.id, decimals, Said::Droit(at));
            }
            for beside in Beside::of(&droit.declared, computed.bounds, computed.if_eligible) {
                if outputs.wants_beside(id, &droit.id, beside) {
                    let name = format!("{}{}", droit.id, beside.ending());
                    say(&name, decimals, Said::Beside(at, beside));
                }
            }
        }
        for (at, priority) in dispositif.priorities.iter().enumerate() {
            let name = format!("{PRIORITY}{}", priority.id);
            if outputs.names(id, &name) {
                say(&name, None, Said::Priority(at));
            }
        }
        for (name, said) in [
            (ONLY_CONDITION, Said::OnlyCondition),
            (CONDITIONS, Said::Conditions),
            (MISSING_FACTS, Said::MissingFacts),
            (DOUBTS, Said::Doubts),
            (STALE, Said::Stale),
            (RELIABILITY, Said::Reliability),
        ] {
            if outputs.names(id, name) {
                say(name, None, said);
            }
        }
    }

    fn add(&mut self, name: String, decimals: Option<u8>, source: Source) {
        self.columns.push(Out {
            name,
            decimals,
            source,
        });
    }

    /// Is this the name of a column that is made, not handed on?
    pub(crate) fn makes(&self, name: &str) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| column.name == name && !matches!(column.source, Source::Given(..)))
    }

    /// The arrays of the answer about some rows, of which those in `aside` are not decided.
    ///
    /// # Errors
    /// The answer is not like that which the columns were made for.
    pub(crate) fn arrays(
        &self,
        given: &RecordBatch,
        mut answer: ColumnAnswer,
        grounds: &[Grounds],
        aside: &Aside,
    ) -> Result<Vec<ArrayRef>, ArrowError> {
        let rows = answer.rows;
        let refused = answer.refusals.iter().map(|refusal| refusal.row);
        let decided = decided(refused.chain(aside.rows()), rows);
        let missing = || unlike("une colonne manque");
        let mut array = |column: &Out| match &column.source {
            Source::Given(at, _) => given.columns().get(*at).map(Arc::clone).ok_or_else(missing),
            Source::Incoherence(titles, nobody) => incoherence(&answer, titles, nobody),
            Source::Error => Ok(aside.texts(rows)),
            Source::Of(at, column) => {
                let columns = answer.dispositifs.get_mut(*at).ok_or_else(missing)?;
                column.array(columns, grounds.get(*at), rows, decided.as_ref())
            }
        };
        self.columns.iter().map(&mut array).collect()
    }

    /// For each column the one of the given table that is handed on.
    pub(crate) fn given(&self) -> impl Iterator<Item = Option<usize>> {
        self.columns.iter().map(|column| match column.source {
            Source::Given(at, _) => Some(at),
            Source::Incoherence(..) | Source::Error | Source::Of(..) => None,
        })
    }

    /// The schema of such arrays.
    pub(crate) fn schema(&self, arrays: &[ArrayRef]) -> SchemaRef {
        let field = |(column, array): (&Out, &ArrayRef)| column.field(array.data_type());
        let fields: Vec<FieldRef> = self.columns.iter().zip(arrays).map(field).collect();
        Arc::new(Schema::new(fields))
    }
}

impl Out {
    fn field(&self, kind: &DataType) -> FieldRef {
        if let Source::Given(_, field) = &self.source {
            return Arc::clone(field);
        }
        let field = Field::new(&self.name, kind.clone(), true);
        Arc::new(match self.decimals {
            None => field,
            Some(decimals) => field.with_metadata([(DECIMALS.to_owned(), decimals.to_string())]),
        })
    }
}

/// The title of the first rule of coherence that each row breaks.
fn incoherence(
    answer: &ColumnAnswer,
    titles: &ArrayRef,
    nobody: &UInt16Array,
) -> Result<ArrayRef, ArrowError> {
    let keys = if answer.refusals.is_empty() {
        nobody.slice(0, answer.rows)
    } else {
        let mut keys = vec![None; answer.rows];
        for refusal in answer.refusals.iter().rev() {
            if let Some(key) = keys.get_mut(refusal.row) {
                *key = Some(refusal.coherence);
            }
        }
        UInt16Array::from(keys)
    };
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::clone(titles))?))
}
