//! A hostile table of dossiers: any bytes give rows or findings, never a panic or a hang; cells and lines are those that a slow reading finds.
#![no_main]

use bareme_cli::fuzzing::{csv_records, csv_rows};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let apart = csv_records(data, usize::MAX);
    // A pipe cuts a text anywhere.
    let drop = data.len() % 7 + 1;
    assert_eq!(
        apart,
        csv_records(data, drop),
        "{drop} bytes at a time give other records"
    );
    if let Some(apart) = &apart {
        let slow = slow(data, apart.delimiter);
        assert_eq!(apart.records, slow, "not the records of a slow reading");
    }
    if let Ok((lines, refused)) = csv_rows(data) {
        assert!(lines.is_sorted_by(|a, b| a < b), "two rows on one line");
        assert!(
            refused.iter().all(|line| lines.contains(line)),
            "a fault on no row"
        );
        let apart = apart.expect("rows are records");
        let records = apart.records.iter().skip(1).map(|(line, _)| *line);
        assert!(records.eq(lines), "rows are not the records after the header");
    }
});

/// The same by the reader of another crate, with lines counted from the first byte each time.
fn slow(data: &[u8], delimiter: u8) -> Vec<(u64, Vec<Vec<u8>>)> {
    let text = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    // That reader takes a second mark off; a line end before it, which is no record, keeps it.
    let text = [b"\n", text].concat();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_slice());
    let mut record = csv::ByteRecord::new();
    let mut records = Vec::new();
    while reader.read_byte_record(&mut record).expect("memory is read") {
        let from = usize::try_from(record.position().expect("a record has a place").byte())
            .expect("a text in memory");
        let blank = text[from..]
            .iter()
            .take_while(|byte| matches!(byte, b'\n' | b'\r'))
            .count();
        records.push((
            lines(&text[1..from + blank]),
            record.iter().map(<[u8]>::to_vec).collect(),
        ));
    }
    records
}

/// The line that begins after these bytes.
fn lines(bytes: &[u8]) -> u64 {
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    1 + ends.count() as u64
}
