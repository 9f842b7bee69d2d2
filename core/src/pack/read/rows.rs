//! The rows of a CSV file, each with its place.

use csv::{ReaderBuilder, StringRecord};

use super::{node::Doc, report::Report, separator::Separator};
use crate::{error::Code, pack::model::Location};

/// A row, with the place of its first byte.
pub(super) struct Row {
    pub(super) record: StringRecord,
    pub(super) start: usize,
    pub(super) separator: Separator,
}

/// Every row, that of the header first. `None` after a finding.
pub(super) fn rows(report: &mut Report, doc: Doc<'_>, separator: Separator) -> Option<Vec<Row>> {
    let mut reader = ReaderBuilder::new()
        .delimiter(separator.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(doc.text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Some(rows),
            // What a spreadsheet leaves below a table.
            Ok(true) if separator == Separator::Semicolon && record.iter().all(str::is_empty) => {}
            Ok(true) => {
                let byte = record.position().map_or(0, csv::Position::byte);
                let start = usize::try_from(byte).unwrap_or(usize::MAX);
                // The reader skips empty lines, and the mark that some spreadsheets put first.
                let skipped = doc.text.get(start..).map_or(0, |rest| {
                    let kept = rest.trim_start_matches(['\r', '\n', '\u{feff}']);
                    rest.len().saturating_sub(kept.len())
                });
                rows.push(Row {
                    record: record.clone(),
                    start: start.saturating_add(skipped),
                    separator,
                });
            }
            Err(error) => {
                report.add(
                    doc.top(),
                    Code::CsvInvalid,
                    format!("`{}` n'est pas du CSV : {error}", doc.path),
                );
                return None;
            }
        }
    }
}

/// The end of the line that starts there.
pub(super) fn line_end(doc: Doc<'_>, start: usize) -> usize {
    let rest = doc.text.get(start..).unwrap_or("");
    start.saturating_add(rest.find(['\r', '\n']).unwrap_or(rest.len()))
}

/// Where a cell of a row stands.
pub(super) fn place(doc: Doc<'_>, row: &Row, column: usize) -> Location {
    let separator = row.separator.sign();
    let rest = doc.text.get(row.start..).unwrap_or("");
    let (mut start, mut position, mut quoted) = (0_usize, 0_usize, false);
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c == separator && !quoted && position == column => {
                return doc.location(row.start.saturating_add(start), row.start.saturating_add(at));
            }
            c if c == separator && !quoted => {
                position = position.saturating_add(1);
                start = at.saturating_add(1);
            }
            '\r' | '\n' if !quoted => {
                return doc.location(row.start.saturating_add(start), row.start.saturating_add(at));
            }
            _ => {}
        }
    }
    doc.location(row.start.saturating_add(start), doc.text.len())
}
