//! Tables of Arrow that contradict themselves: each is refused in words, with its column and its row, and released once.

mod made;
mod random;

use arrow_array::{Array, cast::AsArray, types::Int32Type};
use arrow_schema::DataType;
use bareme::Code;
use bareme_arrow::{Fault, Refusal, Table};

use crate::made::{Described, Made, import, import_stream};

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

#[test]
fn what_is_right_is_read_where_it_lies() {
    let described = table(vec![kind("i"), kind("u"), kind("vu"), categories("C", "U")]);
    let mut words = array(3, &[&[1, 0, 1]]);
    words.dictionary = Some(Box::new(array(2, &[&longs(&[0, 1, 3]), "aé".as_bytes()])));
    let long = b"an_option_of_more_than_twelve";
    let views = [view(b"short", 0, 0), view(long, 0, 0), view(b"", 0, 0)].concat();
    let seen = array(3, &[&views, long, &longs(&[29])]);
    let numbers = Made {
        offset: 1,
        ..array(3, &[&ints(&[9, 1, 2, 3])])
    };
    let made = rows(
        3,
        vec![
            numbers,
            array(3, &[&ints(&[0, 1, 1, 3]), "xé".as_bytes()]),
            seen,
            words,
        ],
    );
    for as_stream in [false, true] {
        let look = |taken: &Result<Table, Refusal>| {
            let table = taken.as_ref().unwrap();
            assert_eq!(table.faults, []);
            let batch = &table.batches[0];
            assert_eq!(batch.column(0).as_primitive::<Int32Type>().values(), &[1, 2, 3]);
            let texts: Vec<_> = batch.column(1).as_string::<i32>().iter().flatten().collect();
            assert_eq!(texts, ["x", "", "é"]);
            assert_eq!(batch.column(2).as_string_view().value(1).as_bytes(), long);
            assert_eq!(batch.column(3).as_any_dictionary().normalized_keys(), [1, 0, 1]);
        };
        let ((), released) = if as_stream {
            import_stream(&described, vec![made.clone()], look)
        } else {
            import(&described, &made, look)
        };
        assert_eq!(released, 1);
    }
}

#[test]
fn a_text_that_is_no_utf8_is_told_with_its_row_in_every_layout() {
    let latin = b"a\xe9b";
    let long = b"twelve_bytes_and_\xe9";
    let mut words = array(3, &[&[0, 2, 1]]);
    words.dictionary = Some(Box::new(array(3, &[&ints(&[0, 1, 2, 3]), latin])));
    for (described, made) in [
        (kind("u"), array(3, &[&ints(&[0, 1, 2, 3]), b"ab\xe9"])),
        (kind("U"), array(3, &[&longs(&[0, 1, 2, 3]), b"ab\xe9"])),
        (
            kind("vu"),
            array(
                3,
                &[
                    &[view(b"a", 0, 0), view(b"b", 0, 0), view(b"\xe9", 0, 0)].concat(),
                    &[],
                ],
            ),
        ),
        (
            kind("vu"),
            array(
                3,
                &[
                    &[view(b"a", 0, 0), view(b"b", 0, 0), view(long, 0, 0)].concat(),
                    long,
                    &longs(&[18]),
                ],
            ),
        ),
        (categories("c", "u"), words),
    ] {
        assert_eq!(told(described, made), wrong("/c/2", Code::WrongType));
    }
    // Two texts share the two bytes of a letter.
    assert_eq!(
        told(kind("u"), array(2, &[&ints(&[0, 1, 2]), "é".as_bytes()])).len(),
        2
    );
}

#[test]
fn what_lies_under_a_row_without_a_value_is_nobodys_text() {
    let views = [view(b"a", 0, 0), view(b"\xe9", 0, 0), [0xff; 16]].concat();
    let mut words = array(3, &[&[0, 200, 1]]);
    words.dictionary = Some(Box::new(array(3, &[&ints(&[0, 1, 2, 3]), b"ab\xe9"])));
    for (described, made) in [
        (
            kind("u"),
            masked(array(3, &[&ints(&[0, 1, 2, 3]), b"a\xe9\xff"]), 0b001),
        ),
        (kind("vu"), masked(array(3, &[&views, &[]]), 0b001)),
        (categories("C", "u"), masked(words, 0b101)),
    ] {
        let look = |taken: &Result<Table, Refusal>| {
            assert_eq!(faults(taken), []);
            let column = taken.as_ref().unwrap().batches[0].column(0).clone();
            assert!(column.is_valid(0) && column.is_null(1));
        };
        import(&table(vec![described]), &rows(3, vec![made]), look);
    }
}

#[test]
fn positions_that_lead_elsewhere_are_told_with_their_row() {
    let broken = |row: &str| wrong(&format!("/c{row}"), Code::TableUnreadable);
    let texts = |positions: &[i32]| told(kind("u"), array(2, &[&ints(positions), b"abcd"]));
    assert_eq!(texts(&[0, 3, 2]), broken("/1"));
    assert_eq!(texts(&[0, 9, 4]), broken("/1"));
    assert_eq!(texts(&[-1, 2, 4]), broken("/0"));
    assert_eq!(texts(&[0, 2, -4]), broken("/1"));
    assert_eq!(
        told(kind("U"), array(2, &[&longs(&[0, i64::MIN, 4]), b"abcd"])),
        broken("/0")
    );
    assert_eq!(
        told(kind("z"), array(2, &[&ints(&[0, 3, 2]), b"abcd"])),
        broken("/1")
    );
    let long = b"an_option_of_more_than_twelve";
    for (buffer, offset) in [(1, 0), (u32::MAX, 0), (0, 1), (0, u32::MAX)] {
        let views = [view(b"a", 0, 0), view(long, buffer, offset)].concat();
        assert_eq!(
            told(kind("vu"), array(2, &[&views, long, &longs(&[29])])),
            broken("/1")
        );
    }
    let negative = told(kind("vu"), array(1, &[&view(b"a", 0, 0), b"", &longs(&[-1])]));
    assert_eq!(negative, broken(""));
    for (key, positions) in [
        ("c", vec![0_u8, 0xff]),
        ("C", vec![0, 2]),
        ("i", ints(&[1, i32::MIN])),
        ("L", longs(&[0, -1])),
    ] {
        let mut words = array(2, &[&positions]);
        words.dictionary = Some(Box::new(array(2, &[&ints(&[0, 1, 2]), b"ab"])));
        assert_eq!(told(categories(key, "u"), words), broken("/1"), "{key}");
    }
}

#[test]
fn lengths_and_counts_that_cannot_be_are_refused_before_they_are_followed() {
    let fits = || array(2, &[&ints(&[1, 2])]);
    assert_eq!(told(kind("i"), fits()), []);
    let cases: Vec<(&str, Made)> = vec![
        ("offset", Made { offset: -1, ..fits() }),
        (
            "far offset",
            Made {
                offset: i64::MAX,
                ..fits()
            },
        ),
        ("shorter than the table", Made { length: 1, ..fits() }),
        ("length", Made { length: -2, ..fits() }),
        (
            "endless",
            Made {
                length: i64::MAX,
                ..fits()
            },
        ),
        (
            "endless in bytes",
            Made {
                length: i64::MAX / 8,
                ..fits()
            },
        ),
        (
            "no buffer",
            Made {
                stated_buffers: Some(0),
                ..fits()
            },
        ),
        (
            "a buffer more",
            Made {
                stated_buffers: Some(3),
                ..fits()
            },
        ),
        (
            "buffers below zero",
            Made {
                stated_buffers: Some(-1),
                ..fits()
            },
        ),
        (
            "endless buffers",
            Made {
                stated_buffers: Some(i64::MAX),
                ..fits()
            },
        ),
        (
            "no list of buffers",
            Made {
                without_buffers: true,
                ..fits()
            },
        ),
        (
            "a null buffer",
            Made {
                buffers: vec![None, None],
                ..fits()
            },
        ),
        (
            "nulls unsaid",
            Made {
                null_count: 1,
                ..fits()
            },
        ),
        (
            "more nulls than values",
            Made {
                null_count: 3,
                ..fits()
            },
        ),
        (
            "nulls below zero",
            Made {
                null_count: -2,
                ..fits()
            },
        ),
        (
            "nulls miscounted",
            Made {
                buffers: vec![Some((0, vec![1])), fits().buffers[1].clone()],
                ..fits()
            },
        ),
        (
            "children",
            Made {
                stated_children: Some(1),
                ..fits()
            },
        ),
        (
            "a dictionary",
            Made {
                dictionary: Some(Box::new(fits())),
                ..fits()
            },
        ),
    ];
    for (what, made) in cases {
        let (found, released) = import(&table(vec![kind("i")]), &rows(2, vec![made]), faults);
        assert_eq!(found, wrong("/c", Code::TableUnreadable), "{what}");
        assert_eq!(released, 1, "{what}");
    }
    let views = Made {
        stated_buffers: Some(2),
        ..array(1, &[&[0; 16], &[]])
    };
    assert_eq!(told(kind("vu"), views), wrong("/c", Code::TableUnreadable));
    assert_eq!(
        told(categories("C", "u"), array(1, &[&[0]])),
        wrong("/c", Code::TableUnreadable)
    );
}

#[test]
fn a_table_that_is_none_is_refused_whole() {
    let described = || table(vec![kind("i")]);
    let whole = || rows(2, vec![array(2, &[&ints(&[1, 2])])]);
    let cases: Vec<(&str, Made)> = vec![
        (
            "no column",
            Made {
                children: Vec::new(),
                ..whole()
            },
        ),
        (
            "columns below zero",
            Made {
                stated_children: Some(-1),
                ..whole()
            },
        ),
        (
            "no list of columns",
            Made {
                without_children: true,
                ..whole()
            },
        ),
        (
            "a null column",
            Made {
                children: vec![None],
                ..whole()
            },
        ),
        (
            "length",
            Made {
                length: -1,
                ..whole()
            },
        ),
        (
            "endless",
            Made {
                length: i64::MAX,
                offset: i64::MAX,
                ..whole()
            },
        ),
        (
            "no list of buffers",
            Made {
                without_buffers: true,
                null_count: 1,
                ..whole()
            },
        ),
    ];
    for (what, made) in cases {
        let (found, released) = import(&described(), &made, faults);
        assert_eq!(found, wrong("", Code::TableUnreadable), "{what}");
        assert_eq!(released, 1, "{what}");
        let (found, released) = import_stream(&described(), vec![whole(), made], faults);
        assert_eq!(found, wrong("", Code::TableUnreadable), "{what}");
        assert_eq!(released, 2, "{what}");
    }
    let (found, _) = import(&described(), &masked(whole(), 0b01), faults);
    assert_eq!(found, wrong("/1", Code::TableUnreadable));
    let (refused, released) = import(&kind("i"), &array(1, &[&[0; 4]]), |taken| taken.is_err());
    assert!(refused && released == 1);
}

#[test]
fn columns_of_types_that_are_not_read_are_told_in_words_and_hide_nothing() {
    let member = || Some(kind("i"));
    let with = |format: &str, children: Vec<Option<Described>>| Described {
        children,
        ..kind(format)
    };
    let deep = (0..40).fold(kind("i"), |inner, _| with("+l", vec![Some(inner)]));
    for described in [
        with("+us:0", vec![member()]),
        with("+ud:0", vec![member()]),
        with("+r", vec![member(), member()]),
        with("+vl", vec![member()]),
        with("+l", vec![]),
        with("+l", vec![None]),
        with("+m", vec![member()]),
        with("+w:-1", vec![member()]),
        with("i", vec![member()]),
        kind("w:-4"),
        kind("d:200,3"),
        kind("_pli128"),
        kind("\u{e9}"),
        Described {
            format: None,
            ..kind("i")
        },
        Described {
            format: Some(b"\xe9".to_vec()),
            ..kind("i")
        },
        Described {
            stated: Some(i64::MAX),
            ..kind("+s")
        },
        Described {
            stated: Some(-1),
            ..kind("+s")
        },
        categories("u", "u"),
        categories("f", "u"),
        deep,
    ] {
        let text = Described {
            name: b"t".to_vec(),
            ..kind("u")
        };
        let described = table(vec![described, text]);
        let made = rows(1, vec![array(1, &[]), array(1, &[&ints(&[0, 1]), b"\xff"])]);
        let (found, released) = import(&described, &made, faults);
        let expected = [
            ("/c".to_owned(), Code::WrongType),
            ("/t/0".to_owned(), Code::WrongType),
        ];
        assert_eq!(
            (found.as_slice(), released),
            (expected.as_slice(), 1),
            "{described:?}"
        );
    }
}

#[test]
fn rows_are_those_of_the_whole_table_and_a_faulty_column_is_made_of_nothing() {
    let piece = |text: &[u8]| rows(2, vec![array(2, &[&ints(&[0, 1, 2]), text])]);
    let look = |taken: &Result<Table, Refusal>| {
        let table = taken.as_ref().unwrap();
        assert!(
            table
                .batches
                .iter()
                .all(|batch| batch.column(0).data_type() == &DataType::Null)
        );
        faults(taken)
    };
    let pieces = vec![piece(b"ab"), piece(b"a\xff"), piece(b"\xffb")];
    let (found, released) = import_stream(&table(vec![kind("u")]), pieces, look);
    let expected = ["/c/3", "/c/4"].map(|place| (place.to_owned(), Code::WrongType));
    assert_eq!((found.as_slice(), released), (expected.as_slice(), 3));
}

#[test]
fn memory_off_its_alignment_is_read_all_the_same() {
    let off = |mut made: Made| {
        made.buffers.iter_mut().flatten().for_each(|(off, _)| *off = 1);
        made
    };
    let made = vec![
        off(array(2, &[&ints(&[7, 8])])),
        off(array(2, &[&ints(&[0, 1, 2]), b"ab"])),
    ];
    import(&table(vec![kind("i"), kind("u")]), &rows(2, made), |taken| {
        let batch = &taken.as_ref().unwrap().batches[0];
        assert_eq!(batch.column(0).as_primitive::<Int32Type>().values(), &[7, 8]);
        assert_eq!(batch.column(1).as_string::<i32>().value(1), "b");
    });
    let broken = off(array(2, &[&ints(&[0, 3, 2]), b"ab"]));
    assert_eq!(told(kind("u"), broken), wrong("/c/1", Code::TableUnreadable));
}

#[test]
fn a_value_that_is_missing_where_each_row_has_one_is_told() {
    let described = Described {
        flags: 0,
        ..kind("i")
    };
    let made = masked(array(2, &[&ints(&[1, 2])]), 0b01);
    assert_eq!(told(described, made), wrong("/c/1", Code::TableUnreadable));
}
