//! What a pack is to its fingerprint: sorted JSON, without the keys that say nothing.
//!
//! A key that came after the first packs is left out where it says nothing, so that their fingerprints stay. The compact form of a
//! plan, which has no keys, leaves nothing out: the two are told apart by what they are written with.

use serde::{Serialize, Serializer};
use serde_json::Value;

pub(super) use crate::json::later;
use crate::{
    date::{Day, counted},
    json::{NOTHING, nothing},
};

/// A day of a key that came later.
pub(super) fn later_day<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() && day.is_none() {
        return nothing(serializer);
    }
    counted::maybe(day, serializer)
}

/// The canonical text of what is written.
pub(super) fn text(written: &impl Serialize) -> String {
    // A map of a pack has string keys only, so that writing it as JSON cannot fail.
    serde_json::to_value(written)
        .map(|mut value| {
            leave_out(&mut value);
            value.to_string()
        })
        .unwrap_or_default()
}

/// Leaves out what stands for nothing. A pack is a few levels deep, whatever its texts.
fn leave_out(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|_, value| value.get(NOTHING).is_none());
            object.values_mut().for_each(leave_out);
        }
        Value::Array(list) => list.iter_mut().for_each(leave_out),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Of {
        first: Option<u8>,
        #[serde(serialize_with = "later")]
        then: Option<u8>,
        #[serde(serialize_with = "later")]
        list: Vec<Of>,
    }

    #[test]
    fn only_a_key_that_came_later_and_says_nothing_is_left_out() {
        let of = |then, list| Of {
            first: None,
            then,
            list,
        };
        assert_eq!(text(&of(None, Vec::new())), r#"{"first":null}"#);
        assert_eq!(
            text(&of(Some(1), vec![of(None, Vec::new())])),
            r#"{"first":null,"list":[{"first":null}],"then":1}"#
        );
    }

    #[test]
    fn bytes_leave_nothing_out() {
        let of = Of {
            first: None,
            then: None,
            list: Vec::new(),
        };
        assert_eq!(postcard::to_allocvec(&of).unwrap(), [0, 0, 0]);
    }
}
