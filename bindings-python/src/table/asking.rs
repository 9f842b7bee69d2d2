//! A table to decide, by which rules.

use bareme::{Engine, Finding, Findings, columns::ColumnEvaluator};
use bareme_arrow::{Form, Request};

use super::{
    compiled::Compiled,
    options::{CENTS, FLOATS, TableOptions},
    prepared::Prepared,
};

/// A table to decide, by which rules.
pub(crate) struct Asking<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) compiled: &'a Compiled,
    pub(crate) options: &'a TableOptions,
    /// Are the columns those of a dict of arrays? Python then hands on those that are kept, and takes amounts scaled.
    pub(crate) arrays: bool,
}

impl Asking<'_> {
    /// Calls `with` with what is asked of a table, which borrows the names.
    pub(super) fn with<T>(&self, of: &Prepared, with: impl FnOnce(Request<'_>) -> T) -> T {
        let options = self.options;
        options.asked.with(|selection| {
            with(Request {
                engine: self.engine,
                // A date that is none is told, and nothing is decided: the rows are only read.
                date: of.date,
                days: of.days.as_ref(),
                selection,
                reading: options.reading(),
                form: match options.amounts.as_str() {
                    _ if self.arrays => Form::Scaled,
                    CENTS => Form::Scaled,
                    FLOATS => Form::Floats,
                    _ => Form::Table,
                },
                keep: &of.keep,
                hand_on: if self.arrays { &[] } else { &of.hand_on },
                outputs: &options.outputs,
            })
        })
    }

    /// An evaluator of what is asked for, and what is wrong with that: it is then one of any day or of every dispositif, which only
    /// tells what is wrong with values.
    pub(super) fn evaluator(
        &self,
        of: &Prepared,
        request: &Request<'_>,
    ) -> Result<(ColumnEvaluator, Vec<Finding>), Findings> {
        let mut told = of.told.clone();
        let evaluator = self.compiled.evaluator(request, &self.options.asked);
        let evaluator = evaluator.or_else(|found| {
            told.extend(found.list);
            request.of_all()
        })?;
        Ok((evaluator, told))
    }
}
