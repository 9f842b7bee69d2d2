//! Tables of Arrow that contradict themselves: each is refused in words, with its column and its row, and released once.

mod look;
mod made;
mod random;
mod shapes;
mod texts;

use bareme::Code;
use bareme_arrow::{Fault, Refusal, Table};

use crate::made::{Described, Made, import};

fn kind(format: &str) -> Described {
    Described {
        format: Some(format.as_bytes().to_vec()),
        name: b"c".to_vec(),
        flags: 2,
        ..Described::default()
    }
}

fn categories(key: &str, value: &str) -> Described {
    Described {
        dictionary: Some(Box::new(kind(value))),
        ..kind(key)
    }
}

fn table(columns: Vec<Described>) -> Described {
    Described {
        children: columns.into_iter().map(Some).collect(),
        ..kind("+s")
    }
}

fn rows(length: i64, columns: Vec<Made>) -> Made {
    Made {
        length,
        buffers: vec![None],
        children: columns.into_iter().map(Some).collect(),
        ..Made::default()
    }
}

fn array(length: i64, buffers: &[&[u8]]) -> Made {
    let given = buffers.iter().map(|bytes| Some((0, bytes.to_vec())));
    Made {
        length,
        buffers: std::iter::once(None).chain(given).collect(),
        ..Made::default()
    }
}

fn ints(values: &[i32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_ne_bytes()).collect()
}

fn longs(values: &[i64]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_ne_bytes()).collect()
}

/// A view of some bytes, of which the buffer 0 has those from `offset` when they are more than twelve.
fn view(bytes: &[u8], buffer: u32, offset: u32) -> [u8; 16] {
    let mut view = [0; 16];
    view[..4].copy_from_slice(&(bytes.len() as u32).to_le_bytes());
    if bytes.len() <= 12 {
        view[4..4 + bytes.len()].copy_from_slice(bytes);
    } else {
        view[4..8].copy_from_slice(&bytes[..4]);
        view[8..12].copy_from_slice(&buffer.to_le_bytes());
        view[12..].copy_from_slice(&offset.to_le_bytes());
    }
    view
}

fn masked(mut made: Made, known: u8) -> Made {
    made.buffers[0] = Some((0, vec![known]));
    made.null_count = made.length - i64::from((known & ((1 << made.length) - 1)).count_ones());
    made
}

/// The places and codes of what is wrong with one column of so many rows.
fn told(described: Described, made: Made) -> Vec<(String, Code)> {
    let length = made.length;
    let (faults, released) = import(&table(vec![described]), &rows(length, vec![made]), faults);
    assert_eq!(released, 1, "released once");
    faults
}

fn faults(taken: &Result<Table, Refusal>) -> Vec<(String, Code)> {
    let place = |fault: &Fault| {
        let finding = fault.finding();
        assert!(finding.help.is_some());
        (finding.place.to_string(), finding.code)
    };
    match taken {
        Ok(table) => table.faults.iter().map(place).collect(),
        Err(Refusal::Fault(fault)) => vec![place(fault)],
        Err(other) => panic!("{other:?}"),
    }
}

fn wrong(place: &str, code: Code) -> Vec<(String, Code)> {
    vec![(place.to_owned(), code)]
}
