//! Lengths, counts, columns and types: what cannot be is refused before it is followed.

use bareme::Code;

use crate::{
    array, categories, faults, ints, kind,
    made::{Described, Made, import, import_stream},
    masked, rows, table, told, wrong,
};

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
    let (refused, released) = import(&kind("i"), &array(1, &[&[0; 4]]), Result::is_err);
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
fn a_value_that_is_missing_where_each_row_has_one_is_told() {
    let described = Described {
        flags: 0,
        ..kind("i")
    };
    let made = masked(array(2, &[&ints(&[1, 2])]), 0b01);
    assert_eq!(told(described, made), wrong("/c/1", Code::TableUnreadable));
}
