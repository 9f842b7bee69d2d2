//! The rows at fault, in a file of their own.

use std::{collections::BTreeMap, io};

use bareme::Code;

use super::{
    output::{Output, Written, plain},
    target::Target,
};

/// What is wrong with a row.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// The line in the file, the header being the first.
    pub(crate) line: u64,
    /// The column, when one is at fault.
    pub(crate) column: String,
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// The table of what is wrong, which exists when a row is at fault; on standard error when nothing says where.
pub(crate) struct Faults {
    target: Option<Target>,
    table: Option<csv::Writer<Output>>,
    /// How many rows are at fault.
    pub(crate) rows: u64,
    /// How many findings there are of each code.
    pub(crate) codes: BTreeMap<String, u64>,
    last: Option<u64>,
}

impl Faults {
    /// Will write to `target`.
    pub(crate) const fn new(target: Option<Target>) -> Self {
        Self {
            target,
            table: None,
            rows: 0,
            codes: BTreeMap::new(),
            last: None,
        }
    }

    /// Writes what is wrong, in the order of the lines.
    pub(crate) fn write(&mut self, faults: &mut Vec<Fault>) -> io::Result<()> {
        if faults.is_empty() {
            return Ok(());
        }
        faults.sort_by_key(|fault| fault.line);
        let table = match &mut self.table {
            Some(table) => table,
            none => {
                let output = match &self.target {
                    Some(target) => Output::begin(target)?,
                    None => Output::standard_error(),
                };
                let mut begun = csv::Writer::from_writer(output);
                begun
                    .write_record(["ligne", "colonne", "code", "message", "aide"])
                    .map_err(|error| plain(error.into()))?;
                none.insert(begun)
            }
        };
        for fault in faults.drain(..) {
            let line = fault.line.to_string();
            let code = fault.code.as_str();
            table
                .write_record([line.as_str(), &fault.column, code, &fault.message, &fault.help])
                .map_err(|error| plain(error.into()))?;
            match self.codes.get_mut(code) {
                Some(count) => *count += 1,
                None => {
                    self.codes.insert(code.to_owned(), 1);
                }
            }
            if self.last.replace(fault.line) != Some(fault.line) {
                self.rows += 1;
            }
        }
        table.flush()
    }

    /// Writes what is left in memory; nothing when no row is at fault.
    pub(crate) fn finish(&mut self) -> io::Result<Option<Written>> {
        let Some(table) = self.table.take() else {
            return Ok(None);
        };
        let output = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
        output.finish().map(Some)
    }
}
