//! Lists, and names inside sentences.

/// « a, b et c »
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S], last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [before @ .., end] => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", before.join(", "), end.as_ref())
        }
    }
}

/// The name of something that has no title, as words: `points_famille` is « points famille ».
#[must_use]
pub fn name(identifier: &str) -> String {
    identifier.replace('_', " ")
}

/// A title inside a sentence: its first letter small, unless it is a capital of its own (« SMIC », « CDI »).
#[must_use]
pub fn inside(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second))
            if first.is_uppercase() && (second.is_lowercase() || matches!(second, ' ' | '\'')) =>
        {
            let rest = title.get(first.len_utf8()..).unwrap_or_default();
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => title.to_owned(),
    }
}

/// With a capital, as a sentence or a title starts.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
