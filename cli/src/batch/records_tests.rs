//! Records whatever their quotes, their line ends, and how many bytes are read at a time.

use std::io::{self, Read};

use super::{Broken, LONGEST_RECORD, Records};

/// Gives a few bytes at a time, as pipes do.
struct Drops<'a>(&'a [u8], usize);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.1.min(self.0.len()).min(buffer.len());
        let (now, later) = self.0.split_at(count);
        buffer[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}

/// Each record with its line.
fn read(text: &[u8], drop: usize) -> Result<Vec<(u64, Vec<String>)>, Broken> {
    let mut records = Records::new(Drops(text, drop))?;
    let mut read = Vec::new();
    while records.advance()? {
        let cells = (0..records.cells()).map(|index| records.cell(index).unwrap());
        let cells = cells
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect();
        read.push((records.line(), cells));
    }
    assert_eq!(records.position(), text.len() as u64);
    Ok(read)
}

fn lines(text: &str) -> Vec<u64> {
    let whole = read(text.as_bytes(), usize::MAX).unwrap();
    for drop in 1..6 {
        assert_eq!(
            read(text.as_bytes(), drop).unwrap(),
            whole,
            "{drop} bytes at a time"
        );
    }
    whole.into_iter().map(|(line, _)| line).collect()
}

#[test]
fn lines_are_those_of_the_file_whatever_ends_them() {
    assert_eq!(lines("a,b\n1,2\n3,4\n"), [1, 2, 3]);
    assert_eq!(lines("a,b\r\n1,2\r\n3,4\r\n"), [1, 2, 3]);
    assert_eq!(lines("a,b\r1,2\r3,4"), [1, 2, 3]);
    assert_eq!(lines("\u{feff}a,b\n\r\n\n1,2\n\n\n3,4"), [1, 4, 7]);
    assert_eq!(lines("\n\na,b\r\n\r\n1,2\r\n"), [3, 5]);
    assert_eq!(lines("a,b\n\"x\ny\",2\n3,4\n"), [1, 2, 4]);
    assert_eq!(lines("a,b\r\n\"x\r\ny\r\n\",2\r\n3,4\r\n"), [1, 2, 5]);
    assert_eq!(lines("a,b\n\"x\ry\",2\n3,4\n"), [1, 2, 4]);
    assert_eq!(lines("\n\r\n\r"), [0; 0]);
}

#[test]
fn cells_are_those_that_were_written() {
    let cells = |text: &str| -> Vec<Vec<String>> {
        let records = read(text.as_bytes(), 3).unwrap();
        records.into_iter().map(|(_, cells)| cells).collect()
    };
    assert_eq!(
        cells("a;b;c\n\"1;\"\"x\"\"\";;3"),
        [["a", "b", "c"], ["1;\"x\"", "", "3"]]
    );
    // What stands within quotes separates nothing.
    assert_eq!(cells("\"a;b;c\",d\n1,2"), [["a;b;c", "d"], ["1", "2"]]);
    let long = "x".repeat(5_000);
    assert_eq!(
        cells(&format!("{long},{long}\n")),
        [[long.as_str(), long.as_str()]]
    );
    let many = vec!["1"; 5_000];
    assert_eq!(cells(&many.join(",")), [many]);
}

#[test]
fn a_record_of_the_longest_size_is_read_and_one_byte_more_is_not() {
    let with = |bytes: usize| format!("a\n\"{}\"\n1\n", "\n".repeat(bytes - 3));
    assert_eq!(read(with(LONGEST_RECORD).as_bytes(), 70_000).unwrap().len(), 3);
    for drop in [70_000, usize::MAX] {
        let error = read(with(LONGEST_RECORD + 1).as_bytes(), drop).unwrap_err();
        assert!(matches!(error, Broken::TooLong { line: 2 }), "{error:?}");
    }
    let header = "x,".repeat(LONGEST_RECORD);
    let error = read(header.as_bytes(), usize::MAX).unwrap_err();
    assert!(matches!(error, Broken::TooLong { line: 1 }), "{error:?}");
}

/// An input that never ends: what is read of it is bounded.
struct Endless(u64);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.fill(b'x');
        self.0 += buffer.len() as u64;
        assert!(self.0 < 4 * LONGEST_RECORD as u64, "too much is read");
        Ok(buffer.len())
    }
}

#[test]
fn a_header_that_never_ends_is_refused_after_some_bytes() {
    let mut records = Records::new(Endless(0)).unwrap();
    assert!(matches!(records.advance(), Err(Broken::TooLong { line: 1 })));
}

#[test]
fn a_quote_that_nothing_closes_is_told_with_its_line() {
    for text in [
        "a,b\n1,2\n3,\"4\n5,6\n",
        "a,b\r\n1,2\r\n3,\"4",
        "a,b\n1,2\n\"",
        "a,b\n1,2\n3,\"4\"\"",
    ] {
        let error = read(text.as_bytes(), 2).unwrap_err();
        assert!(
            matches!(error, Broken::Unclosed { line: 3 }),
            "{text:?}: {error:?}"
        );
    }
    assert_eq!(read(b"a,b\n1,\"2\"", 2).unwrap().len(), 2);
}
