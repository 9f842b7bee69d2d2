//! Values as a dossier writes them.

use bareme::answer::DroitValue;
use serde_json::Value as Json;

/// A value as a dossier writes it.
pub(crate) fn written(value: DroitValue<'_>) -> Json {
    match value {
        DroitValue::Boolean(truth) => truth.into(),
        DroitValue::Integer(count) => count.into(),
        DroitValue::Decimal(number) => number.to_string().into(),
        DroitValue::Date(day) => day.to_string().into(),
        DroitValue::Choice(name, _) => name.into(),
    }
}
