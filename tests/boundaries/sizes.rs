//! A source file stays under 400 lines; those that do not are in `tests/ratchet.toml`, and may only shrink.

use std::collections::BTreeMap;

/// The most lines that a file may have.
pub(crate) const MOST_LINES: usize = 400;

/// Is this a file that people write and read as source?
///
/// Rules are, except what the format keeps in one file at the root of a pack (vocabulary, sources): lists, not chapters.
pub(crate) fn is_source(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default();
    matches!(extension, "rs" | "py" | "pyi" | "ts" | "mjs" | "js")
        || (extension == "toml"
            && path
                .strip_prefix("rules/")
                .is_some_and(|inside| inside.contains('/')))
}

/// The files longer than they may be, and the entries of the ratchet that no longer say the truth.
pub(crate) fn oversized(lines: &BTreeMap<String, usize>, ratchet: &BTreeMap<String, usize>) -> Vec<String> {
    let files = lines.iter().filter_map(|(path, count)| {
        let problem = match ratchet.get(path) {
            None if *count > MOST_LINES => format!("has {count} lines, more than {MOST_LINES}: split it"),
            Some(_) if *count <= MOST_LINES => "fits: take it out of tests/ratchet.toml".to_owned(),
            Some(noted) if count > noted => format!("grew from {noted} to {count} lines: split it"),
            Some(noted) if count < noted => format!("shrank: write {count} in tests/ratchet.toml"),
            _ => return None,
        };
        Some(format!("{path} {problem}"))
    });
    let gone = ratchet
        .keys()
        .filter(|path| !lines.contains_key(*path))
        .map(|path| format!("{path} is gone: take it out of tests/ratchet.toml"));
    files.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_source, oversized};
    use std::collections::BTreeMap;

    fn table(entries: &[(&str, usize)]) -> BTreeMap<String, usize> {
        entries.iter().map(|(path, n)| ((*path).to_owned(), *n)).collect()
    }

    #[test]
    fn the_limit_itself_passes_and_one_line_more_does_not() {
        assert_eq!(oversized(&table(&[("a.rs", 400)]), &table(&[])), [""; 0]);
        assert_eq!(oversized(&table(&[("a.rs", 401)]), &table(&[])).len(), 1);
    }

    #[test]
    fn the_ratchet_only_shrinks() {
        let ratchet = table(&[("a.rs", 500)]);
        assert_eq!(oversized(&table(&[("a.rs", 500)]), &ratchet), [""; 0]);
        for lines in [501, 499, 400] {
            assert_eq!(
                oversized(&table(&[("a.rs", lines)]), &ratchet).len(),
                1,
                "{lines}"
            );
        }
        assert_eq!(oversized(&table(&[]), &ratchet).len(), 1);
    }

    #[test]
    fn rules_are_source_and_lock_files_are_not() {
        assert!(is_source("rules/dispositifs/bourses/bourse_regionale.toml") && is_source("core/src/lib.rs"));
        assert!(!is_source("Cargo.lock") && !is_source("tests/cases/bourses/a.toml"));
        assert!(is_source("rules/parametres/smic.toml") && !is_source("rules/vocabulaire.toml"));
    }
}
