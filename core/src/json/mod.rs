//! JSON as it was given: one reader for every door, that sees a name which stands twice in one object.
//!
//! Readers of JSON disagree on which of two values counts, so that one text could be read in two ways. Text nested deeper than
//! 128 levels is refused, and the caller bounds its size.

mod later;
mod pointer;
mod unique;
mod visitor;

use serde::de::DeserializeSeed;
use serde_json::{Deserializer, Error, Value as Json};

pub use later::Silent;
pub(crate) use later::{NOTHING, later, nothing};
pub(crate) use pointer::push;
pub(crate) use unique::unique;
pub(crate) use visitor::Outer;
use visitor::{Node, Outermost, Progress};

/// A text that was read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Document<T> {
    /// What it holds; of a name that stands twice in an object, the first value.
    pub(crate) value: T,
    /// JSON pointers to the names that stand twice in an object, in the order of the text; at most [`MOST_TWICE`](pointer::MOST_TWICE).
    pub(crate) twice: Vec<String>,
}

/// Reads a whole text.
///
/// # Errors
/// The line and column where the text is no JSON, or too deep.
pub(crate) fn read(text: &str) -> Result<Document<Json>, Error> {
    whole(text, |reader, progress| Node(progress).deserialize(reader))
}

/// Reads a text that should be an object.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_entries(text: &str) -> Result<Document<Outer>, Error> {
    whole(text, |reader, progress| Outermost(progress).deserialize(reader))
}

type Reader<'t> = Deserializer<serde_json::de::StrRead<'t>>;

fn whole<T>(
    text: &str,
    read: impl FnOnce(&mut Reader<'_>, &mut Progress) -> Result<T, Error>,
) -> Result<Document<T>, Error> {
    let (mut reader, mut progress) = (Deserializer::from_str(text), Progress::default());
    let value = read(&mut reader, &mut progress)?;
    reader.end()?;
    Ok(Document {
        value,
        twice: progress.twice,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn twice(text: &str) -> Vec<String> {
        read(text).unwrap().twice
    }

    #[test]
    fn a_name_that_stands_twice_is_found_at_every_depth() {
        assert_eq!(twice(r#"{"a":1,"a":1}"#), ["/a"]);
        assert_eq!(twice(r#"[0,{"b":[{"c":1,"d":2,"c":null}]}]"#), ["/1/b/0/c"]);
        assert_eq!(
            twice(r#"{"a":{"x":1,"x":2},"a":3,"a":{"y":1,"y":1}}"#),
            ["/a/x", "/a", "/a/y", "/a"]
        );
        assert_eq!(twice(r#"{"a/b":1,"a~b":1,"a/b":1,"a~b":1}"#), ["/a~1b", "/a~0b"]);
        // Two ways to write one name.
        assert_eq!(twice(r#"{"a":1,"\u0061":2}"#), ["/a"]);
        assert_eq!(twice(r#"{"a":{"b":1},"c":{"b":1}}"#), [""; 0]);
        assert_eq!(read(r#"{"a":1,"a":2}"#).unwrap().value["a"], 1);
    }

    #[test]
    fn what_is_read_is_what_serde_json_reads() {
        for text in [
            "null",
            "[true,false,null]",
            "1.50",
            "-12",
            "-0",
            "1e400",
            "\"\\u00e9\\ud83d\\ude00\"",
            "{\"b\":[1,2.0,{}],\"a\":\"\"}",
        ] {
            let value: Json = serde_json::from_str(text).unwrap();
            assert_eq!(read(text).unwrap().value, value, "{text}");
        }
        for text in [
            "",
            "{",
            "[1,]",
            "{\"a\":1,}",
            "01",
            "1 2",
            "\"\\ud800\"",
            "nul",
            "\u{feff}1",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_object_is_never_taken_for_a_number() {
        for text in [
            r#"{"$serde_json::private::Number":"12"}"#,
            r#"{"\u0024serde_json::private::Number":"12"}"#,
        ] {
            assert!(read(text).unwrap().value.is_object(), "{text}");
            let Outer::Object(entries) = read_entries(text).unwrap().value else {
                panic!("{text}");
            };
            assert_eq!(entries.len(), 1);
        }
        for number in ["12", "-12", "1.5", "1e400", "99999999999999999999999"] {
            assert_eq!(read_entries(number).unwrap().value, Outer::Other("un nombre"));
            assert!(read(number).unwrap().value.is_number());
        }
    }

    #[test]
    fn depth_and_reports_are_bounded() {
        assert!(read(&"[".repeat(200_000)).is_err());
        let many = format!(
            "{{\"{}\":{{{}\"a\":1}}}}",
            "k".repeat(1 << 20),
            "\"a\":1,".repeat(1000)
        );
        let twice = twice(&many);
        assert_eq!(twice.len(), pointer::MOST_TWICE);
        assert!(twice.iter().all(|pointer| pointer.len() < 100));
    }

    #[test]
    fn the_entries_of_an_object_keep_their_order_and_their_doubles() {
        let read = read_entries(r#"{"b":1,"a":{"x":1,"x":2},"b":2}"#).unwrap();
        let Outer::Object(entries) = read.value else {
            panic!("an object");
        };
        let names: Vec<&str> = entries.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["b", "a", "b"]);
        assert_eq!(read.twice, ["/a/x"]);
        assert_eq!(read_entries("[1]").unwrap().value, Outer::Other("une liste"));
    }
}
