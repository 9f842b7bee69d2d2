//! What reads bytes from outside, for the fuzz targets: no promise to anybody else.

use std::{
    io::{Cursor, Read},
    path::Path,
};

use bareme::Finding;

use crate::batch::{Input, Intake, Reader, Records, Texts};

/// A CSV text taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Apart {
    /// What separates cells.
    pub delimiter: u8,
    /// The physical line on which each record begins, and its cells.
    pub records: Vec<(u64, Vec<Vec<u8>>)>,
}

/// Takes a CSV text apart, as `batch` does, when it is read so many bytes at a time; none when it is refused.
#[must_use]
pub fn csv_records(bytes: &[u8], at_a_time: usize) -> Option<Apart> {
    let mut records = Records::new(Drops(Cursor::new(bytes), at_a_time)).ok()?;
    let mut apart = Apart {
        delimiter: records.delimiter(),
        records: Vec::new(),
    };
    while records.advance().ok()? {
        let cells = (0..records.cells()).filter_map(|index| records.cell(index));
        apart
            .records
            .push((records.line(), cells.map(<[u8]>::to_vec).collect()));
    }
    Some(apart)
}

/// Reads a table of dossiers, as `batch` does: the lines of its rows and of those at fault; the codes when it is refused.
///
/// # Errors
/// The codes of the findings.
pub fn csv_rows(bytes: &[u8]) -> Result<(Vec<u64>, Vec<u64>), Vec<&'static str>> {
    let engine = bareme_pays_de_la_loire::engine();
    let input = Box::new(Cursor::new(bytes.to_vec()));
    let path = Path::new("-");
    let codes = |findings: Vec<Finding>| -> Vec<&'static str> {
        findings.iter().map(|finding| finding.code.as_str()).collect()
    };
    let table = Texts::csv(path, Input::new(input, 0, None)).map_err(codes)?;
    let mut reader = Reader::new(table, engine, &[], &Intake::default()).map_err(codes)?;
    let (mut lines, mut refused) = (Vec::new(), Vec::new());
    loop {
        let mut faults = Vec::new();
        let rows = reader
            .read(path, &mut faults)
            .map_err(|finding| vec![finding.code.as_str()])?;
        if rows.lines.is_empty() {
            return Ok((lines, refused));
        }
        refused.extend(faults.iter().map(|fault| fault.line));
        lines.extend(rows.lines);
    }
}

/// Gives some bytes at a time, as pipes do.
struct Drops<'a>(Cursor<&'a [u8]>, usize);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(self.1.max(1));
        self.0.read(buffer.get_mut(..count).unwrap_or_default())
    }
}
