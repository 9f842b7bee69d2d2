//! What the columns of a table are called, and what is wrong with that.

use arrow_schema::Schema;
use bareme::{
    Code, Engine, Finding, Findings,
    columns::{Batch, ColumnEvaluator, Part, fact_of_column},
    error::Place,
    vocabulary::Fact,
};

use super::request::Request;
use crate::answer::{AnswerColumns, ERROR, INCOHERENCE};

/// The fact of each column of a table, and what the column gives of it; `None` for those that are only kept.
#[must_use]
pub fn facts<'e>(engine: &'e Engine, schema: &Schema) -> Vec<Option<(&'e Fact, Part)>> {
    let vocabulary = &engine.plan().vocabulary;
    let fields = schema.fields().iter();
    fields
        .map(|field| {
            let (_, fact, part) = fact_of_column(vocabulary, field.name())?;
            Some((fact, part))
        })
        .collect()
}

/// What is wrong with the names: every column is a fact, or is to be kept; what is to be kept, and what is to be given back, is there,
/// under names of their own, which are only known once it is known what `is_asked`.
pub(super) fn misnamed(
    request: &Request<'_>,
    schema: &Schema,
    facts: &[Option<(&Fact, Part)>],
    evaluator: &mut ColumnEvaluator,
    is_asked: bool,
) -> Result<Vec<Finding>, Findings> {
    let mut told = Vec::new();
    for (field, fact) in schema.fields().iter().zip(facts) {
        let name = field.name();
        if !request.keep.contains(name) && fact.is_none() {
            told.extend(request.unknown_column(name));
        }
    }
    let kept =
        |code, name, what: &str| Finding::new(code, Place::Whole, format!("`keep` nomme `{name}`, {what}"));
    for name in request.hand_on {
        let same = schema.fields().iter().filter(|field| field.name() == name);
        match same.count() {
            0 => told.push(kept(Code::UnknownFact, name, "qui n'est pas une colonne")),
            1 => {}
            _ => told.push(
                kept(Code::DuplicateId, name, "et plusieurs colonnes s'appellent ainsi")
                    .with_help("renommez ces colonnes"),
            ),
        }
    }
    let may_be_made = |name: &String| name == INCOHERENCE || name == ERROR || name.contains("__");
    if request.outputs.are_chosen() || request.keep.iter().any(may_be_made) {
        let nobody = evaluator.evaluate(&Batch {
            rows: 0,
            columns: &[],
        })?;
        let plan = request.engine.plan();
        told.extend(request.outputs.unknown(plan, &nobody));
        let kept_columns = (request.hand_on, schema);
        let columns = AnswerColumns::new(plan, request.outputs, request.form, kept_columns, &nobody, 0);
        for name in request.keep.iter().filter(|name| is_asked && columns.makes(name)) {
            told.push(
                kept(
                    Code::DuplicateId,
                    name,
                    "et une colonne de la réponse s'appelle ainsi",
                )
                .with_help("renommez votre colonne, ou choisissez les colonnes de la réponse avec `outputs`"),
            );
        }
    }
    Ok(told)
}
