//! Values as JSON.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::decision::DroitValue;

/// A value as JSON: counts are integers, amounts and rates strings, choices and dates strings.
#[inline(never)] // One copy for a browser.
pub(crate) fn value_json(value: &DroitValue<'_>) -> Json {
    match value {
        DroitValue::Boolean(value) => json!(value),
        DroitValue::Integer(value) => json!(value),
        DroitValue::Decimal(value) => json!(value.to_string()),
        DroitValue::Date(value) => json!(value.to_string()),
        DroitValue::Choice(name, _) => json!(name),
    }
}

/// A map, filled one by one: `collect` sorts, and every sort is 6 kB more for a phone to download.
pub(super) fn map<'a, V>(entries: impl Iterator<Item = (&'a str, V)>) -> BTreeMap<&'a str, V> {
    let mut map = BTreeMap::new();
    for (name, value) in entries {
        map.insert(name, value);
    }
    map
}
