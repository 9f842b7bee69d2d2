//! What the columns of a table and of its answer are: found once, used for every piece.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions, StringArray, UInt16Array};
use arrow_buffer::NullBuffer;
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema, SchemaRef};
use bareme::{
    Verdict,
    catalogue::{CoherencePlan, DispositifPlan, Plan},
    columns::{ColumnAnswer, Grounds, verdict_of},
    vocabulary::{DeclaredType, Fact, Kind},
};

use super::{
    Request,
    output::Source,
    outputs::{CONDITION, DOUBTS, INCOHERENCE, MISSING, PRIORITY, STALE, VERDICT},
};

/// In the metadata of a column of scaled numbers: how many of its digits are decimals.
pub(super) const DECIMALS: &str = "decimales";

/// The fact of each column of a table; `None` for those that are only kept.
pub(super) fn facts<'r>(request: &Request<'r>, schema: &Schema) -> Vec<Option<&'r Fact>> {
    let vocabulary = &request.engine.plan().vocabulary;
    let fields = schema.fields().iter();
    fields
        .map(|field| vocabulary.fact_named(field.name()).map(|(_, fact)| fact))
        .collect()
}

/// A column of the answer.
struct Out {
    name: String,
    /// The decimals, when they are not in its type.
    decimals: Option<u8>,
    source: Source,
}

/// The columns of the answer: what is handed on, then `incoherence`, then for each dispositif `ID__verdict`, `ID__condition`,
/// `ID__manquants`, its droits, `ID__priorite__X`, `ID__doutes` and `ID__perimes`; of those, what was asked for.
pub(super) struct Layout {
    columns: Vec<Out>,
    scaled: bool,
}

impl Layout {
    /// The columns of answers like this one, to tables of this schema and at most so many rows.
    pub(super) fn new(request: &Request<'_>, given: &Schema, answer: &ColumnAnswer, most: usize) -> Self {
        let plan = request.engine.plan();
        let mut layout = Self {
            columns: Vec::new(),
            scaled: request.gives_scaled(),
        };
        for name in request.kept() {
            if let Some((position, field)) = given.fields().find(name) {
                layout.add(name.clone(), None, Source::Given(position, Arc::clone(field)));
            }
        }
        if request.options.outputs.wants("", INCOHERENCE) {
            let titles = words(plan.coherences.iter().map(CoherencePlan::broken));
            let nobody = UInt16Array::new(vec![0; most].into(), Some(NullBuffer::new_null(most)));
            layout.add(INCOHERENCE.to_owned(), None, Source::Incoherence(titles, nobody));
        }
        for (position, columns) in answer.dispositifs.iter().enumerate() {
            if let Some(dispositif) = plan.dispositif(columns.dispositif) {
                layout.dispositif(request, position, dispositif);
            }
        }
        layout
    }

    fn dispositif(&mut self, request: &Request<'_>, position: usize, dispositif: &DispositifPlan) {
        let id = &dispositif.id;
        let wants = |name: &str| request.options.outputs.wants(id, name);
        let named = |name: &str| format!("{id}__{name}");
        if wants(VERDICT) {
            let words = words((0..).map_while(verdict_of).map(Verdict::word));
            self.add(named(VERDICT), None, Source::Verdict(position, words));
        }
        if wants(CONDITION) {
            let conditions = dispositif.conditions.iter();
            let names = words(conditions.map(|condition| condition.id.as_str()));
            self.add(named(CONDITION), None, Source::Condition(position, names));
        }
        if wants(MISSING) {
            self.add(named(MISSING), None, Source::Missing(position));
        }
        let droits = dispositif.droits.iter().enumerate();
        for (at, droit) in droits.filter(|(_, droit)| wants(&droit.id)) {
            let names = members(request.engine.plan(), &droit.declared);
            let decimals = droit.declared.decimals();
            let decimals = (self.scaled && decimals > 0).then_some(decimals);
            self.add(named(&droit.id), decimals, Source::Droit(position, at, names));
        }
        let outputs = &request.options.outputs;
        for (at, priority) in dispositif.priorities.iter().enumerate() {
            let name = format!("{PRIORITY}{}", priority.id);
            if outputs.names(id, &name) {
                self.add(named(&name), None, Source::Priority(position, at));
            }
        }
        if outputs.names(id, DOUBTS) {
            self.add(named(DOUBTS), None, Source::Doubts(position));
        }
        if outputs.names(id, STALE) {
            self.add(named(STALE), None, Source::Stale(position));
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
    pub(super) fn makes(&self, name: &str) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| column.name == name && !matches!(column.source, Source::Given(..)))
    }

    /// The arrays of the answer about some rows.
    pub(super) fn arrays(
        &self,
        given: &RecordBatch,
        mut answer: ColumnAnswer,
        grounds: &[Grounds],
    ) -> Result<Vec<ArrayRef>, ArrowError> {
        let columns = self.columns.iter();
        columns
            .map(|column| column.source.array(given, &mut answer, grounds, self.scaled))
            .collect()
    }

    /// The schema of such arrays.
    pub(super) fn schema(&self, arrays: &[ArrayRef]) -> SchemaRef {
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

/// Arrays of so many rows as a batch; an error when they are not of the schema.
pub(super) fn batch(
    schema: &SchemaRef,
    arrays: Vec<ArrayRef>,
    rows: usize,
) -> Result<RecordBatch, ArrowError> {
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(Arc::clone(schema), arrays, &options)
}

fn words(words: impl Iterator<Item = impl AsRef<str>>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(words))
}

/// The names of the members of a choice.
fn members(plan: &Plan, declared: &DeclaredType) -> Option<ArrayRef> {
    let Kind::Choice(id) = &declared.kind else {
        return None;
    };
    let members = &plan.vocabulary.enumeration(*id)?.members;
    Some(words(members.iter().map(|member| member.name.as_str())))
}
