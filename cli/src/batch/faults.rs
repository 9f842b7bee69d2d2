//! The rows at fault, in a file of their own.

use std::{collections::BTreeMap, io};

use bareme::Code;
use bareme_recit::words;

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
    /// By column and code: how many there are, and the line of the first.
    groups: BTreeMap<(String, Code), (u64, u64)>,
    last: Option<u64>,
}

/// The most rows that standard error tells of one column and code: a file has them all.
const MOST_HEARD: u64 = 20;

/// The most columns and codes that are told in words.
const MOST_GROUPS: usize = 5;

impl Faults {
    /// Will write to `target`.
    pub(crate) const fn new(target: Option<Target>) -> Self {
        Self {
            target,
            table: None,
            rows: 0,
            codes: BTreeMap::new(),
            groups: BTreeMap::new(),
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
            let group = (fault.column, fault.code);
            let (count, _) = self.groups.entry(group.clone()).or_insert((0, fault.line));
            *count += 1;
            if self.target.is_some() || *count <= MOST_HEARD {
                table
                    .write_record([line.as_str(), &group.0, code, &fault.message, &fault.help])
                    .map_err(|error| plain(error.into()))?;
            }
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
        let Some(mut table) = self.table.take() else {
            return Ok(None);
        };
        let heard = self.groups.iter().filter(|_| self.target.is_none());
        for ((column, code), (count, _)) in heard.filter(|(_, (count, _))| *count > MOST_HEARD) {
            let more = format!("et {}", words::counted(count - MOST_HEARD, "autre", "autres"));
            let help = "`--erreurs FICHIER` les donne toutes";
            table
                .write_record(["", column, code.as_str(), &more, help])
                .map_err(|error| plain(error.into()))?;
        }
        let output = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
        output.finish().map(Some)
    }

    /// What is wrong, column by column: « `age`, hors_bornes : 12 cases, d'abord ligne 3 ».
    pub(crate) fn told(&self) -> String {
        let mut groups: Vec<_> = self.groups.iter().collect();
        groups.sort_by_key(|(_, (count, first))| (core::cmp::Reverse(*count), *first));
        let told = groups
            .iter()
            .take(MOST_GROUPS)
            .map(|((column, code), (count, first))| {
                let what = if column.is_empty() {
                    format!("{code} : {}", words::counted(*count, "ligne", "lignes"))
                } else {
                    format!("`{column}`, {code} : {}", words::counted(*count, "case", "cases"))
                };
                format!("{what}, d'abord ligne {first}")
            });
        let mut told: Vec<String> = told.collect();
        let more = u64::try_from(groups.len().saturating_sub(MOST_GROUPS)).unwrap_or(0);
        if more > 0 {
            told.push(format!(
                "et {}",
                words::counted(more, "autre sorte de faute", "autres sortes de fautes")
            ));
        }
        told.join(" ; ")
    }
}
