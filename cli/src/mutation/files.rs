//! The files of a pack, changed as one would type it.

use bareme::pack::InputFile;

/// Bytes of a file that say something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// The file, from the root of the pack.
    pub(crate) path: String,
    /// First byte.
    pub(crate) start: usize,
    /// First byte after the last.
    pub(crate) end: usize,
    /// What stands there then.
    pub(crate) text: String,
}

/// The files with these changes, no two of which overlap.
pub(super) fn edited(files: &[InputFile], edits: &[Edit]) -> Vec<InputFile> {
    let mut all = files.to_vec();
    for file in &mut all {
        let mut own: Vec<&Edit> = edits.iter().filter(|edit| edit.path == file.path).collect();
        // From the last to the first: what comes before does not move.
        own.sort_by_key(|edit| std::cmp::Reverse(edit.start));
        for edit in own {
            if edit.start <= edit.end && edit.end <= file.bytes.len() {
                file.bytes.splice(edit.start..edit.end, edit.text.bytes());
            }
        }
    }
    all
}

/// A row of a CSV file: its line, and the bytes of each cell.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<(usize, usize)>,
}

/// The rows of a CSV file, that of the titles first.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let first = text.lines().next().unwrap_or_default();
    let separator = if first.contains(';') { ';' } else { ',' };
    let mut found = Vec::new();
    let mut start = 0;
    for (position, line) in text.split_inclusive('\n').enumerate() {
        let content = line.trim_end_matches(['\n', '\r']);
        let mut at = start;
        let cells = content.split(separator).map(|cell| {
            let from = at;
            at += cell.len() + separator.len_utf8();
            (from, from + cell.len())
        });
        let cells: Vec<(usize, usize)> = cells.collect();
        if !content.is_empty() {
            found.push(Row {
                line: position + 1,
                cells,
            });
        }
        start += line.len();
    }
    found
}

/// The line of a byte, from 1.
pub(super) fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

/// The text of a file of the pack.
pub(super) fn text<'f>(files: &'f [InputFile], path: &str) -> Option<&'f str> {
    let file = files.iter().find(|file| file.path == path)?;
    std::str::from_utf8(&file.bytes).ok()
}
