//! The layers inside core: a module uses only the rows above its own.

use crate::paths::{module_path, paths};

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
    // It reads the tables that `follow` reads.
    &["budget"],
    // What is said of rules before anyone is decided with them, and what they would be.
    &["analysis", "reform"],
    &["wire"],
    // What callers see, and what tests see besides: they only show what others have.
    &["answer", "catalogue", "internals"],
    // It teaches the face, and uses it as a caller does.
    &["guide"],
];

/// The rooms of `columns`, and which others each may use: what compiles and what runs share the instructions, and nothing else.
const ROOMS: &[(&str, &[&str])] = &[
    ("narrow", &[]),
    ("instruction", &["narrow"]),
    ("compile", &["narrow", "instruction"]),
    ("kernel", &["narrow", "instruction"]),
    ("run", &["narrow", "instruction", "kernel"]),
    ("table", &["narrow", "instruction", "kernel", "run"]),
    ("batch", &["instruction", "kernel", "run", "table"]),
    ("evaluator", &["instruction", "compile", "table", "batch"]),
    ("engine", &["table", "evaluator"]),
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
            let named = absolute(&path.segments, &modules, path.inline)?;
            let used = named.first()?;
            if used.ends_with('!') {
                return None;
            }
            let problem = if used == own {
                in_a_room(&modules, &named)?
            } else {
                match row(used) {
                    None => format!("`crate::{used}` is no layer: name the module that owns it"),
                    Some(other) if other >= own_row => format!("`{own}` may not use `{used}`"),
                    Some(_) => return None,
                }
            };
            Some(format!("{file}:{}: {problem}", path.line))
        })
        .collect()
}

/// What a path does against the rooms of `columns`.
fn in_a_room(modules: &[String], named: &[String]) -> Option<String> {
    let ([folder, own, ..], [_, used, ..]) = (modules, named) else {
        // The root of the module re-exports what its rooms hold.
        return None;
    };
    if folder != "columns" || own == used {
        return None;
    }
    let allowed = ROOMS.iter().find(|(room, _)| room == own);
    match allowed {
        None => Some(format!(
            "`columns::{own}` has no row in tests/boundaries/layers.rs"
        )),
        Some((_, allowed)) if allowed.contains(&used.as_str()) => None,
        Some(_) => Some(format!("`columns::{own}` may not use `columns::{used}`")),
    }
}

/// A path from the root of the crate, when it is written from there or from a module around it.
fn absolute(segments: &[String], modules: &[String], inline: usize) -> Option<Vec<String>> {
    let (around, rest) = if segments.first()? == "crate" {
        (&modules[..0], &segments[1..])
    } else {
        let up = segments.iter().take_while(|s| *s == "super").count();
        // Within the file itself otherwise.
        let kept = (modules.len() + inline).checked_sub(up).filter(|_| up > 0)?;
        (modules.get(..kept)?, &segments[up..])
    };
    let named = rest.iter().filter(|name| *name != "*" && *name != "self");
    Some(around.iter().chain(named).cloned().collect())
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

    #[test]
    fn what_compiles_and_what_runs_never_meet() {
        for (file, source, found) in [
            (
                "columns/compile/form.rs",
                "use crate::columns::run::memory::Memory;",
                "`columns::compile` may not use `columns::run`",
            ),
            (
                "columns/run/grid.rs",
                "use super::super::{compile::known::Class, kernel::map::map2};",
                "`columns::run` may not use `columns::compile`",
            ),
            (
                "columns/run/mod.rs",
                "mod tests { use super::super::compile; }",
                "`columns::run` may not use `columns::compile`",
            ),
            (
                "columns/kernel/map.rs",
                "fn f(_: &crate::columns::run::memory::Memory) {}",
                "`columns::kernel` may not use `columns::run`",
            ),
            (
                "columns/cache.rs",
                "use super::run::memory::Memory;",
                "`columns::cache` has no row",
            ),
        ] {
            let breaches = breaches(file, source);
            assert_eq!(breaches.len(), 1, "{source}: {breaches:?}");
            assert!(breaches[0].contains(found), "{breaches:?}");
        }
    }

    #[test]
    fn a_room_uses_itself_and_those_it_may() {
        let source = "use super::ends::ends;\nuse crate::{columns::{instruction::register::Register, kernel::map}, plan::Value};";
        assert_eq!(breaches("columns/run/grid.rs", source), [""; 0]);
        assert_eq!(
            breaches("columns/mod.rs", "pub use self::table::output::Mask;"),
            [""; 0]
        );
    }
}
