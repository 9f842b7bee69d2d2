//! « Did you mean »: the known word nearest to one that is not.

/// The known word nearest to `word`, when it is near enough to have been meant.
///
/// # Example
/// ```
/// use bareme::error::nearest;
///
/// assert_eq!(nearest("agee", ["age", "sexe"]), Some("age".to_owned()));
/// assert_eq!(nearest("revenu", ["age", "sexe"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    if word.len() > 100 {
        return None;
    }
    let most = word.chars().count().checked_div(3).unwrap_or(0).clamp(1, 4);
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}
