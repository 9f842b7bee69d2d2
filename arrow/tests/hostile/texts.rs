//! Texts, positions, views and keys: those that are right are read where they lie, the others told with their row.

use arrow_array::{Array, cast::AsArray, types::Int32Type};
use arrow_schema::DataType;
use bareme::Code;
use bareme_arrow::{Refusal, Table};

use crate::{
    array, categories, faults, ints, kind, longs,
    made::{Made, import, import_stream},
    masked, rows, table, told, view, wrong,
};

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
