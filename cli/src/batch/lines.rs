//! The records of a file of JSON lines: one object each, whose names are those of columns.

use std::{
    collections::BTreeMap,
    fmt,
    io::{self, BufRead as _, BufReader, Read},
};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::Value as Json;

use super::records::{Broken, LONGEST_RECORD};

/// Takes a text apart into lines, and each into its values.
pub(crate) struct Lines<R> {
    input: BufReader<R>,
    columns: BTreeMap<String, usize>,
    line: u64,
    consumed: u64,
    text: Vec<u8>,
    /// One text a column: an empty one where the line says nothing.
    cells: Vec<Vec<u8>>,
    /// What is wrong with the line as a whole.
    fault: Option<String>,
    ended: bool,
}

/// The names and values of a line, in its order.
struct Object(Vec<(String, Json)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un objet")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Object, M::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// The names of all lines, in the order in which they are met, at most so many.
pub(super) fn names<R: Read>(input: R, most: usize) -> Result<Vec<String>, Broken> {
    let mut lines = Lines::new(input, &[]);
    let mut names: Vec<String> = Vec::new();
    let mut seen = BTreeMap::new();
    while lines.next_line()? {
        // A line that is none is told when it is decided.
        let Ok(Object(entries)) = serde_json::from_slice(&lines.text) else {
            continue;
        };
        for (name, _) in entries {
            if !seen.contains_key(&name) && names.len() <= most {
                seen.insert(name.clone(), ());
                names.push(name);
            }
        }
    }
    Ok(names)
}

impl<R: Read> Lines<R> {
    /// Begins to read lines whose names are these columns.
    pub(super) fn new(input: R, columns: &[String]) -> Self {
        let positions = columns.iter().cloned().zip(0..);
        Self {
            input: BufReader::with_capacity(1 << 18, input),
            columns: positions.collect(),
            line: 0,
            consumed: 0,
            text: Vec::new(),
            cells: vec![Vec::new(); columns.len()],
            fault: None,
            ended: true,
        }
    }

    /// Moves to the next line that is not blank; false at the end of the file.
    fn next_line(&mut self) -> Result<bool, Broken> {
        loop {
            self.text.clear();
            let limit = (LONGEST_RECORD + 1) as u64;
            let read = (&mut self.input).take(limit).read_until(b'\n', &mut self.text)?;
            if read == 0 {
                return Ok(false);
            }
            self.line += 1;
            self.consumed += read as u64;
            if read > LONGEST_RECORD {
                return Err(Broken::TooLong { line: self.line });
            }
            self.ended = self.text.ends_with(b"\n");
            if self.line == 1 && self.text.starts_with(b"\xef\xbb\xbf") {
                self.text.drain(..3);
            }
            if !self.text.trim_ascii().is_empty() {
                return Ok(true);
            }
        }
    }

    /// Moves to the next record; false at the end of the file.
    pub(super) fn advance(&mut self) -> Result<bool, Broken> {
        for cell in &mut self.cells {
            cell.clear();
        }
        self.fault = None;
        if !self.next_line()? {
            return Ok(false);
        }
        match serde_json::from_slice::<Object>(&self.text) {
            Ok(Object(entries)) => {
                let mut seen = vec![false; self.cells.len()];
                for (name, value) in entries {
                    let Some(at) = self.columns.get(&name).copied() else {
                        continue;
                    };
                    if let (Some(cell), Some(seen)) = (self.cells.get_mut(at), seen.get_mut(at)) {
                        if core::mem::replace(seen, true) {
                            self.fault = Some(format!("`{name}` est écrit deux fois sur la ligne"));
                        } else {
                            written(&value, cell)?;
                        }
                    }
                }
            }
            Err(error) => {
                let at = match error.column() {
                    0 => String::new(),
                    column => format!(" (à son octet {column})"),
                };
                self.fault = Some(format!("la ligne n'est pas un objet JSON{at}"));
            }
        }
        Ok(true)
    }

    /// What is wrong with the line as a whole.
    pub(super) fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// The text of a column.
    pub(super) fn cell(&self, index: usize) -> Option<&[u8]> {
        self.cells.get(index).map(Vec::as_slice)
    }

    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    pub(super) const fn position(&self) -> u64 {
        self.consumed
    }

    /// Does the last line that was read end?
    pub(super) const fn line_is_ended(&self) -> bool {
        self.ended
    }

    /// What is read from.
    pub(super) fn input(&self) -> &R {
        self.input.get_ref()
    }
}

/// A value as a cell has it: a truth is `oui` or `non`, nothing is empty, and what is no single value is no value of any fact.
fn written(value: &Json, cell: &mut Vec<u8>) -> io::Result<()> {
    match value {
        Json::Null => {}
        Json::Bool(truth) => cell.extend(if *truth { &b"oui"[..] } else { b"non" }),
        Json::String(text) => cell.extend(text.as_bytes()),
        Json::Number(number) => cell.extend(number.to_string().as_bytes()),
        Json::Array(_) | Json::Object(_) => serde_json::to_writer(cell, value)?,
    }
    Ok(())
}
