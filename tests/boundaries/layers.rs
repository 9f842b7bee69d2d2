//! The layers inside core: a module uses only the rows above its own.

use std::path::Path;

use crate::paths::paths;

/// From what uses nothing to what uses everything. Two modules of one row do not use each other.
const ROWS: &[&[&str]] = &[
    &["unseen"],
    &["decimal", "date", "json", "seal"],
    &["vocabulary", "error"],
    &["expression"],
    &["pack"],
    &["plan"],
    &["dossier"],
    // A decision carries the dossier that it is about.
    &["decision"],
    &["evaluate", "quota"],
    // Its meaning comes from `plan`; of `evaluate` it uses the engine that callers hold, never the evaluator.
    &["columns"],
    &["schedule", "follow"],
    &["wire"],
    // What callers see, and what tests see besides: they only show what others have.
    &["answer", "catalogue", "internals"],
    // It teaches the face, and uses it as a caller does.
    &["guide"],
];

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

/// What a file of `core/src` does against the layers; `file` is its path from there.
pub(crate) fn breaches(file: &str, source: &str) -> Vec<String> {
    let modules = module_path(file);
    let Some(own) = modules.first() else {
        // The root only documents and re-exports.
        return Vec::new();
    };
    let Some(own_row) = row(own) else {
        return vec![format!(
            "{file}: `{own}` has no row in tests/boundaries/layers.rs"
        )];
    };
    paths(source)
        .into_iter()
        .filter_map(|path| {
            let used = from_root(&path.segments, modules.len() + path.inline)?;
            if used == *own || used.ends_with('!') {
                return None;
            }
            let problem = match row(used) {
                None => format!("`crate::{used}` is no layer: name the module that owns it"),
                Some(other) if other >= own_row => format!("`{own}` may not use `{used}`"),
                Some(_) => return None,
            };
            Some(format!("{file}:{}: {problem}", path.line))
        })
        .collect()
}

/// `pack/read/toml.rs` is `pack`, `read`, `toml`; `pack/mod.rs` is `pack`; `lib.rs` is nothing.
fn module_path(file: &str) -> Vec<String> {
    Path::new(file)
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .filter(|part| part != "mod" && part != "lib")
        .collect()
}

/// The segment after the root of the crate, when the path goes through it; `depth` is that of the module it stands in.
fn from_root(segments: &[String], depth: usize) -> Option<&str> {
    let first = segments.first()?;
    let skipped = if first == "crate" {
        1
    } else {
        let up = segments.iter().take_while(|s| *s == "super").count();
        (up == depth && up > 0).then_some(up)?
    };
    segments
        .get(skipped)
        .map(String::as_str)
        .filter(|name| *name != "*" && *name != "self")
}

#[cfg(test)]
mod tests {
    use super::breaches;

    #[test]
    fn a_lower_row_may_be_used() {
        let source = "use crate::{date::Day, error::{Code, Finding}};\nuse super::model::Pack;";
        assert_eq!(breaches("pack/read.rs", source), [""; 0]);
    }

    #[test]
    fn a_higher_row_is_caught_however_it_is_written() {
        for source in [
            "use crate::pack::Pack;",
            "use crate::{date::Day, pack::model};",
            "use super::super::pack::Pack;",
            "fn f() -> crate::pack::Pack { todo() }",
            "mod tests { use super::super::super::pack::Pack; }",
        ] {
            let found = breaches("expression/check.rs", source);
            assert_eq!(found.len(), 1, "{source}: {found:?}");
            assert!(found[0].contains("`expression` may not use `pack`"), "{found:?}");
        }
    }

    #[test]
    fn modules_of_one_row_keep_apart() {
        assert_eq!(
            breaches("evaluate/mod.rs", "use crate::columns::Columns;").len(),
            1
        );
        assert_eq!(
            breaches("evaluate/mod.rs", "use crate::evaluate::Trace;"),
            [""; 0]
        );
    }

    #[test]
    fn a_module_without_a_row_is_caught_on_both_sides() {
        assert_eq!(breaches("cache/mod.rs", "").len(), 1);
        assert_eq!(breaches("plan/mod.rs", "use crate::Pack;").len(), 1);
    }
}
