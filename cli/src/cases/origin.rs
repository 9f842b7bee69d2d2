//! What a case or a transcription rests on: its source, and its day.

use bareme::{Code, Day, Engine, Finding, error::nearest};

use crate::document::{Document, Value};

/// The id of the source that is cited.
pub(super) fn source(document: &mut Document<'_>, engine: &Engine, value: &Value<'_>) -> Option<String> {
    let table = document.table(value, "source")?;
    document.only(table, &["id", "repere"], "une source");
    if let Some(locator) = table.get("repere") {
        document.text(locator, "repere");
    }
    let Some(id) = table.get("id") else {
        let place = document.place(value);
        document.invalid(
            place,
            "il manque `id` à la source",
            "donnez le nom d'une source du barème",
        );
        return None;
    };
    let name = document.text(id, "id")?;
    let sources = &engine.plan().sources;
    if !sources.iter().any(|source| source.id == name) {
        let place = document.place(id);
        document.findings.push(
            Finding::new(
                Code::UnknownReference,
                place,
                format!("aucune source ne s'appelle `{name}`"),
            )
            .with_suggestion(nearest(name, sources.iter().map(|source| source.id.as_str())))
            .with_help("`bareme sources` liste les sources"),
        );
    }
    Some(name.to_owned())
}

/// A day of the calendar.
pub(super) fn day(document: &mut Document<'_>, value: &Value<'_>) -> Option<Day> {
    let date = value.get_ref().as_datetime();
    let date = date.filter(|date| date.time.is_none());
    let day = date.and_then(|date| date.to_string().parse::<Day>().ok());
    if day.is_none() {
        let place = document.place(value);
        document.invalid(
            place,
            "`date` doit être une date",
            "écrivez-la sans guillemets : 2024-09-02",
        );
    }
    day
}
