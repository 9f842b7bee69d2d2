//! Bytes that are read as a table of Arrow which states anything: whatever comes of it is refused, or every value of it can be looked at.
//!
//! Shared with the fuzz target `arrow`. Of the memory that the interface cannot be asked about, there is exactly as much as is stated.

use crate::{
    look::look,
    made::{Described, Made, import, import_stream},
};

/// What is read from the front of some bytes; zero once they are at their end.
struct Source<'b>(&'b [u8]);

impl Source<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    fn below(&mut self, most: usize) -> usize {
        usize::from(self.byte()) % most
    }

    /// One time in so many.
    fn rarely(&mut self, often: usize) -> bool {
        self.below(often) == often - 1
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.byte()).collect()
    }

    /// A number that is stated instead of the right one.
    fn number(&mut self) -> i64 {
        match self.below(6) {
            0 => -1,
            1 => i64::MIN,
            2 => i64::MAX,
            3 => i64::MAX / 2,
            4 => 1 << 47,
            _ => 0,
        }
    }
}

const FORMATS: [&str; 36] = [
    "u",
    "U",
    "vu",
    "z",
    "Z",
    "vz",
    "n",
    "b",
    "c",
    "C",
    "s",
    "S",
    "i",
    "I",
    "l",
    "L",
    "e",
    "f",
    "g",
    "tdD",
    "tdm",
    "tsu:",
    "d:9,2,32",
    "d:18,2,64",
    "d:38,2",
    "d:76,2,256",
    "w:3",
    "w:0",
    "tin",
    "+s",
    "+l",
    "+L",
    "+w:2",
    "+m",
    "+us:0",
    "+vl",
];

fn described(source: &mut Source<'_>, depth: usize) -> Described {
    let format = FORMATS[source.below(FORMATS.len())].as_bytes().to_vec();
    let children = match format.as_slice() {
        b"+s" => source.below(3),
        format if format.starts_with(b"+") => 1,
        _ => 0,
    };
    let mut children: Vec<_> = (0..if depth == 0 { 0 } else { children })
        .map(|_| Some(described(source, depth - 1)))
        .collect();
    if format == b"+m" {
        let member = |name: &str, flags| Described {
            format: Some(b"u".to_vec()),
            name: name.into(),
            flags,
            ..Described::default()
        };
        let pair = vec![Some(member("k", 0)), Some(member("v", 2))];
        children = vec![Some(Described {
            format: Some(b"+s".to_vec()),
            children: pair,
            ..Described::default()
        })];
    }
    let mut made = Described {
        format: Some(format),
        name: b"c".to_vec(),
        flags: if source.rarely(8) { 0 } else { 2 },
        dictionary: (depth > 0 && source.rarely(4)).then(|| Box::new(described(source, depth - 1))),
        children,
        stated: None,
    };
    if source.rarely(32) {
        match source.below(4) {
            0 => made.stated = Some(source.number()),
            1 => made.format = source.rarely(2).then(|| source.bytes(4)),
            2 => made.name = source.bytes(3),
            _ => made.children.push(None),
        }
    }
    made
}

/// The bytes that a value takes, or what stands for other layouts.
fn width(format: &[u8]) -> usize {
    match format {
        b"c" | b"C" => 1,
        b"s" | b"S" | b"e" => 2,
        b"i" | b"I" | b"f" | b"tdD" | b"d:9,2,32" => 4,
        b"w:3" => 3,
        b"w:0" => 0,
        b"d:38,2" | b"tin" => 16,
        b"d:76,2,256" => 32,
        _ => 8,
    }
}

/// An array of this type, of at least so many values; of which nothing is right but the sizes of its memory.
fn made(source: &mut Source<'_>, described: &Described, least: usize) -> Made {
    let format = described.format.clone().unwrap_or_default();
    let (length, offset) = (least + source.below(2), source.below(10));
    let whole = length + offset;
    let bits = |source: &mut Source<'_>| source.bytes(whole.div_ceil(8));
    let known = source.rarely(3).then(|| bits(source));
    let count = known.as_ref().map(|known| {
        let is_known = |at: &usize| known[at / 8] >> (at % 8) & 1 == 1;
        length - (offset..whole).filter(is_known).count()
    });
    let mut buffers = vec![known];
    match format.as_slice() {
        b"n" => buffers.clear(),
        b"b" => buffers.push(Some(bits(source))),
        b"u" | b"z" | b"+l" | b"+m" => offsets::<4>(source, &mut buffers, whole, &format),
        b"U" | b"Z" | b"+L" => offsets::<8>(source, &mut buffers, whole, &format),
        b"vu" | b"vz" => views(source, &mut buffers, whole),
        _ if format.starts_with(b"+") => {}
        format => buffers.push(Some(source.bytes(whole * width(format)))),
    }
    let (first, inner) = match format.as_slice() {
        b"+s" => (whole, 0),
        b"+w:2" => (whole * 2, 0),
        _ => (0, source.below(5)),
    };
    let children: Vec<_> = described
        .children
        .iter()
        .flatten()
        .map(|child| Some(made(source, child, first + inner)))
        .collect();
    let mut out = Made {
        length: length as i64,
        offset: offset as i64,
        null_count: if source.rarely(2) {
            -1
        } else {
            count.unwrap_or(0) as i64
        },
        children,
        ..Made::default()
    };
    let words = source.below(4);
    out.dictionary = described
        .dictionary
        .as_ref()
        .map(|words_of| Box::new(made(source, words_of, words)));
    for buffer in buffers {
        let off = usize::from(source.rarely(8));
        out.buffers.push(buffer.map(|bytes| (off, bytes)));
    }
    if source.rarely(6) {
        spoil(source, &mut out);
    }
    out
}

fn offsets<const WIDTH: usize>(
    source: &mut Source<'_>,
    buffers: &mut Vec<Option<Vec<u8>>>,
    whole: usize,
    format: &[u8],
) {
    const MOST: i64 = 64;
    let mut positions: Vec<i64> = Vec::new();
    let mut last = 0;
    for _ in 0..=whole {
        last = if source.rarely(12) {
            source.number()
        } else {
            last + source.below(4) as i64
        };
        positions.push(last);
        last = last.clamp(0, MOST);
    }
    // The last one says how many bytes there are: it is believed, unless it cannot be.
    if let Some(last) = positions.last_mut()
        && !source.rarely(8)
    {
        *last = (*last).clamp(0, MOST * 2);
    }
    let last = positions.last().copied().unwrap_or(0);
    if last > MOST * 2 {
        positions.pop();
        positions.push(-1);
    }
    let bytes = positions
        .iter()
        .flat_map(|position| position.to_ne_bytes()[..WIDTH].to_vec());
    buffers.push(Some(bytes.collect()));
    if !format.starts_with(b"+") {
        // As many bytes as the largest position, so that an array of fewer values has what it states, too.
        let most = positions.iter().map(|position| {
            if WIDTH == 4 {
                i64::from(*position as i32)
            } else {
                *position
            }
        });
        let most = most
            .filter(|most| (0..=MOST * 2).contains(most))
            .max()
            .unwrap_or(0);
        let letters = source.below(3);
        buffers.push(Some(
            (0..most)
                .map(|_| if letters == 0 { source.byte() } else { b'a' })
                .collect(),
        ));
    }
}

fn views(source: &mut Source<'_>, buffers: &mut Vec<Option<Vec<u8>>>, whole: usize) {
    let data: Vec<Vec<u8>> = (0..source.below(3))
        .map(|_| vec![b'a' + source.below(26) as u8; source.below(40)])
        .collect();
    let mut views = Vec::new();
    for _ in 0..whole {
        match source.below(4) {
            0 => views.extend(source.bytes(16)),
            1 => {
                let length = source.below(13);
                views.extend((length as u32).to_le_bytes());
                views.extend((0..12).map(|at| if at < length { b'x' } else { 0 }));
            }
            _ => {
                let at = source.below(3);
                let letter = data
                    .get(at)
                    .and_then(|data| data.first())
                    .copied()
                    .unwrap_or(b'a');
                views.extend((12 + source.below(20) as u32).to_le_bytes());
                views.extend([letter; 4]);
                views.extend((at as u32).to_le_bytes());
                views.extend((source.below(30) as u32).to_le_bytes());
            }
        }
    }
    let lengths = data
        .iter()
        .map(|data| data.len() as i64)
        .map(|length| if source.rarely(16) { -length - 1 } else { length });
    let lengths: Vec<u8> = lengths.flat_map(i64::to_ne_bytes).collect();
    buffers.push(Some(views));
    buffers.extend(data.into_iter().map(Some));
    buffers.push(Some(lengths));
}

/// States something that cannot be: never more memory than there is that could be.
fn spoil(source: &mut Source<'_>, made: &mut Made) {
    let wild = source.number();
    match source.below(10) {
        0 => made.length = wild,
        1 => made.offset = wild,
        2 => made.null_count = source.number(),
        3 => made.stated_buffers = Some(wild),
        4 => made.stated_children = Some(wild),
        5 => made.without_buffers = true,
        6 => made.without_children = !made.children.is_empty(),
        7 => made.children.push(None),
        8 => {
            let at = source.below(4);
            if let Some(buffer) = made.buffers.get_mut(at) {
                *buffer = None;
            }
        }
        _ => made.dictionary = None,
    }
}

/// Takes the table that some bytes make, as an array or as a stream, and looks at all of it.
pub(crate) fn run(bytes: &[u8]) {
    let mut source = Source(bytes);
    let rows = source.below(12);
    let columns: Vec<_> = (0..1 + source.below(3))
        .map(|_| Some(described(&mut source, 2)))
        .collect();
    let table = Described {
        format: Some(b"+s".to_vec()),
        children: columns,
        ..Described::default()
    };
    let pieces = source.below(3);
    let seen = |taken: &Result<bareme_arrow::Table, bareme_arrow::Refusal>| match taken {
        Ok(table) => {
            for fault in &table.faults {
                assert!(!fault.finding().message.is_empty());
            }
            for batch in &table.batches {
                batch.columns().iter().for_each(|column| {
                    look(column);
                });
            }
        }
        Err(bareme_arrow::Refusal::Fault(fault)) => assert!(fault.finding().help.is_some()),
        Err(_) => {}
    };
    if pieces == 0 {
        let made = made(&mut source, &table, rows);
        let ((), released) = import(&table, &made, seen);
        assert_eq!(released, 1, "released once");
    } else {
        let made: Vec<_> = (0..pieces).map(|_| made(&mut source, &table, rows)).collect();
        import_stream(&table, made, seen);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_refused_or_can_be_looked_at(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            super::run(&bytes);
        }
    }
}
