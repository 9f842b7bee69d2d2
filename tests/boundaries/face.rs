//! Doors use the face of the engine, as anyone outside this repository would.

use toml::de::{DeTable, DeValue};

use crate::{manifests::at, paths::paths};

/// The folders of the doors.
pub(crate) const DOORS: &[&str] = &[
    "arrow/",
    "bindings-python/",
    "bindings-wasm/",
    "cli/",
    "examples/",
    "ledger-store/",
    "recit/",
    "rules/",
];

/// The files of doors that name something of the inside, and why the face does not do. It may only shrink.
const INSIDE: &[(&str, &str)] = &[
    (
        "cli/src/cases/coverage/total.rs",
        "which conditions no case exercises is read from the value of each node: a command for those who write rules",
    ),
    (
        "cli/src/cases/coverage/walk.rs",
        "which alternatives no case takes is read from the value of each node: a command for those who write rules",
    ),
    (
        "recit/src/reasons/expression.rs",
        "an expression is told part by part, along its tree",
    ),
    (
        "recit/src/reasons/rule.rs",
        "a rule is told part by part, along its tree",
    ),
    (
        "recit/src/reasons/sentence.rs",
        "what is long in a rule is told as a list, along its tree",
    ),
    (
        "recit/src/reasons/scale.rs",
        "the table that an expression looks up is found in its tree",
    ),
    (
        "recit/src/reasons/steps.rs",
        "which steps are told in one sentence depends on the tree of their expression",
    ),
    (
        "recit/src/reasons/truths.rs",
        "a truth is told by what it is made of, which the tree of its expression says",
    ),
    (
        "recit/src/reasons/values.rs",
        "a value is told with the unit of what stands beside it in the tree",
    ),
];

/// The crates that may enable the feature `internals`: those of the files above, and the tests.
const MAY_ENABLE: &[&str] = &["bareme-cli", "bareme-conformance", "bareme-fuzz", "bareme-recit"];

/// Where a file of a door names the inside.
fn insides(source: &str) -> impl Iterator<Item = usize> {
    paths(source).into_iter().filter_map(|path| {
        let inside = matches!(path.segments.as_slice(), [first, second, ..] if first == "bareme" && second == "internals");
        inside.then_some(path.line)
    })
}

/// What is wrong with the files of the doors: those that name the inside and are not listed, and those that are listed and name it no more.
pub(crate) fn breaches(files: &[(String, String)]) -> Vec<String> {
    let listed = |file: &str| INSIDE.iter().any(|(known, _)| *known == file);
    let named = files
        .iter()
        .filter(|(file, _)| !listed(file))
        .flat_map(|(file, source)| {
            insides(source)
                .map(move |line| format!("{file}:{line}: `bareme::internals` is not for doors: use the face"))
        });
    let gone = INSIDE.iter().filter(|(file, _)| {
        let found = files.iter().find(|(known, _)| known == file);
        found.is_none_or(|(_, source)| insides(source).next().is_none())
    });
    let gone = gone
        .map(|(file, _)| format!("{file} does not name the inside: take it out of tests/boundaries/face.rs"));
    named.chain(gone).collect()
}

/// The dependencies on the engine that enable its inside, in a manifest of a crate that may not.
pub(crate) fn enabled(manifest: &DeTable<'_>) -> Vec<String> {
    let name = at(manifest, &["package", "name"])
        .and_then(DeValue::as_str)
        .unwrap_or_default();
    if MAY_ENABLE.contains(&name) {
        return Vec::new();
    }
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .into_iter()
        .filter(|section| {
            let features = at(manifest, &[section, "bareme", "features"]).and_then(DeValue::as_array);
            features.is_some_and(|list| list.iter().any(|one| one.get_ref().as_str() == Some("internals")))
        })
        .map(|section| format!("`{name}` may not enable `internals` of `bareme`, in its {section}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{INSIDE, breaches, enabled};
    use toml::de::DeTable;

    fn files(extra: &str) -> Vec<(String, String)> {
        let listed = INSIDE.iter().map(|(file, _)| {
            let source = "use bareme::{Engine, internals::expression::Form};".to_owned();
            ((*file).to_owned(), source)
        });
        listed
            .chain([("cli/src/a.rs".to_owned(), extra.to_owned())])
            .collect()
    }

    #[test]
    fn a_door_that_names_the_inside_is_caught_however_it_is_written() {
        assert_eq!(breaches(&files("use bareme::{Engine, answer::Step};")), [""; 0]);
        for source in [
            "use bareme::internals::plan::Node;",
            "use bareme::{Engine, internals::plan};",
            "fn f(node: bareme::internals::plan::Node) {}",
        ] {
            assert_eq!(breaches(&files(source)).len(), 1, "{source}");
        }
    }

    #[test]
    fn a_file_that_is_listed_and_needs_it_no_more_is_caught() {
        let mut files = files("");
        files[0].1 = "use bareme::Engine;".to_owned();
        assert_eq!(breaches(&files).len(), 1);
        files.remove(0);
        assert_eq!(breaches(&files).len(), 1);
    }

    #[test]
    fn a_crate_that_may_not_enable_the_inside_is_caught() {
        let manifest = |name: &str, section: &str| {
            format!(
                "[package]\nname = \"{name}\"\n[{section}]\nbareme = {{ workspace = true, features = [\"internals\"] }}"
            )
        };
        let found = |text: &str| enabled(DeTable::parse(text).unwrap().get_ref()).len();
        assert_eq!(found(&manifest("bareme-arrow", "dependencies")), 1);
        assert_eq!(found(&manifest("bareme-arrow", "dev-dependencies")), 1);
        assert_eq!(found(&manifest("bareme-recit", "dependencies")), 0);
    }
}
