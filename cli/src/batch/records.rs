//! The records of a CSV file, each with the physical line on which it begins.

use std::io::{self, Read};

use csv_core::{ReadRecordResult, ReaderBuilder};

/// The most bytes of a record, its line end included: a header of ten thousand names fits.
pub(super) const LONGEST_RECORD: usize = 1 << 20;

/// How much is asked of the input at once.
const READ: usize = 1 << 18;

/// What spreadsheets put before UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Takes a text apart into records, as RFC 4180 writes them. Lines end with LF, CRLF or CR alone; blank ones hold no record.
pub(crate) struct Records<R> {
    input: R,
    core: csv_core::Reader,
    buffer: Vec<u8>,
    /// What of the buffer is not taken apart yet.
    start: usize,
    end: usize,
    delimiter: u8,
    /// The line of the next byte.
    at: u64,
    /// Was the last byte a CR, whose LF belongs to the same line end?
    carriage: bool,
    consumed: u64,
    /// The line of the record.
    line: u64,
    text: Vec<u8>,
    ends: Vec<usize>,
    cells: usize,
}

/// Why the rest of a file cannot be taken apart.
#[derive(Debug)]
pub(crate) enum Broken {
    /// It cannot be read.
    Unread(io::Error),
    /// The record that begins on this line passes [`LONGEST_RECORD`].
    TooLong { line: u64 },
    /// The record that begins on this line has a quote that nothing closes.
    Unclosed { line: u64 },
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Unread(error)
    }
}

impl<R: Read> Records<R> {
    /// Begins to read: cells are separated by what the first line has more of, semicolons or commas.
    pub(crate) fn new(input: R) -> Result<Self, Broken> {
        let mut records = Self {
            input,
            core: csv_core::Reader::new(),
            buffer: vec![0; READ],
            start: 0,
            end: 0,
            delimiter: b',',
            at: 1,
            carriage: false,
            consumed: 0,
            line: 1,
            text: vec![0; 1 << 10],
            ends: vec![0; 1 << 5],
            cells: 0,
        };
        while records.end < MARK.len() && records.more()? {}
        if records.waiting().starts_with(MARK) {
            records.start = MARK.len();
            records.consumed = MARK.len() as u64;
        }
        if records.skip_blank()? {
            records.delimiter = records.sniff()?;
        }
        records.core = ReaderBuilder::new().delimiter(records.delimiter).build();
        // It takes a mark off its first bytes, which are not those of the file: a line end, which is no record, has it past them.
        records.core.read_record(b"\n", &mut [0], &mut [0]);
        Ok(records)
    }

    /// Moves to the next record; false at the end of the file.
    pub(crate) fn advance(&mut self) -> Result<bool, Broken> {
        self.cells = 0;
        if !self.skip_blank()? {
            return Ok(false);
        }
        let line = self.at;
        self.line = line;
        let (mut taken, mut written) = (0, 0);
        loop {
            let ended = !self.fill()?;
            let waiting = self.buffer.get(self.start..self.end).unwrap_or_default();
            // A line end that the file may lack: what it does not end stands within quotes.
            let given = if ended { b"\n" } else { waiting };
            let (result, read, wrote, cells) = self.core.read_record(
                given,
                self.text.get_mut(written..).unwrap_or_default(),
                self.ends.get_mut(self.cells..).unwrap_or_default(),
            );
            written += wrote;
            self.cells += cells;
            if !ended {
                self.take(read);
                taken += read;
            }
            if taken > LONGEST_RECORD {
                return Err(Broken::TooLong { line });
            }
            match result {
                ReadRecordResult::InputEmpty if ended => return Err(Broken::Unclosed { line }),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => return Ok(true),
                ReadRecordResult::End => return Ok(false),
            }
        }
    }

    /// The bytes of a cell; none when the record has not so many.
    pub(crate) fn cell(&self, index: usize) -> Option<&[u8]> {
        let ends = self.ends.get(..self.cells)?;
        let end = *ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| ends.get(before));
        self.text.get(start.copied().unwrap_or(0)..end)
    }

    /// How many cells the record has.
    pub(crate) const fn cells(&self) -> usize {
        self.cells
    }

    /// The physical line on which the record begins.
    pub(crate) const fn line(&self) -> u64 {
        self.line
    }

    /// What separates cells.
    pub(crate) const fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// How many bytes were taken apart.
    pub(crate) const fn position(&self) -> u64 {
        self.consumed
    }

    /// Did the last byte that was taken apart end a line?
    pub(crate) fn line_is_ended(&self) -> bool {
        let before = self.start.checked_sub(1);
        before
            .and_then(|before| self.buffer.get(before))
            .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
    }

    /// What is read from.
    pub(crate) const fn input(&self) -> &R {
        &self.input
    }

    /// What was read and is not taken apart yet.
    fn waiting(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Makes sure that some bytes wait; false at the end of the file.
    fn fill(&mut self) -> Result<bool, Broken> {
        if self.start < self.end {
            return Ok(true);
        }
        let start = self.start;
        (self.start, self.end) = (0, 0);
        let more = self.more()?;
        if !more {
            // The last byte stays where `line_is_ended` looks for it.
            (self.start, self.end) = (start, start);
        }
        Ok(more)
    }

    /// Reads some bytes behind those that wait; false at the end of the file.
    fn more(&mut self) -> Result<bool, Broken> {
        if self.end == self.buffer.len() {
            self.buffer.resize(self.end + READ, 0);
        }
        loop {
            match self
                .input
                .read(self.buffer.get_mut(self.end..).unwrap_or_default())
            {
                Ok(read) => {
                    self.end += read;
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Counts the lines that the next bytes end, and leaves these bytes behind.
    fn take(&mut self, count: usize) {
        let bytes = self
            .buffer
            .get(self.start..self.start + count)
            .unwrap_or_default();
        let Some(last) = bytes.last() else { return };
        let of = |wanted: u8| bytes.iter().filter(|byte| **byte == wanted).count();
        let (feeds, returns) = (of(b'\n'), of(b'\r'));
        let within = if returns == 0 {
            0
        } else {
            bytes.windows(2).filter(|pair| *pair == b"\r\n").count()
        };
        let across = usize::from(self.carriage && bytes.first() == Some(&b'\n'));
        self.at += (feeds + returns - within - across) as u64;
        self.carriage = *last == b'\r';
        self.start += count;
        self.consumed += count as u64;
    }

    /// Leaves line ends behind; false at the end of the file.
    fn skip_blank(&mut self) -> Result<bool, Broken> {
        while self.fill()? {
            let waiting = self.waiting();
            let blank = waiting
                .iter()
                .take_while(|byte| matches!(byte, b'\n' | b'\r'))
                .count();
            let only = blank == waiting.len();
            self.take(blank);
            if !only {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What separates the cells of the first line.
    fn sniff(&mut self) -> Result<u8, Broken> {
        let ends_line = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let mut seen = 0;
        loop {
            let waiting = self.waiting();
            let unseen = waiting.get(seen..).unwrap_or_default();
            seen = waiting.len();
            if unseen.iter().any(ends_line) || seen > LONGEST_RECORD || !self.more()? {
                break;
            }
        }
        let (mut quoted, mut semicolons, mut commas) = (false, 0, 0);
        for byte in self.waiting().iter().take_while(|byte| !ends_line(byte)) {
            match byte {
                b'"' => quoted = !quoted,
                b';' if !quoted => semicolons += 1,
                b',' if !quoted => commas += 1,
                _ => {}
            }
        }
        Ok(if semicolons > commas { b';' } else { b',' })
    }
}

#[cfg(test)]
#[path = "records_tests.rs"]
mod tests;
