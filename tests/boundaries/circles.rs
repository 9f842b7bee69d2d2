//! Circles between the files of a crate: a file never uses, even through others, a file that uses it.
//!
//! A use is a path that leads to an item of another file, through whatever re-exports. `pub use` alone makes none: a folder may show what its
//! files hold. Methods are not seen, for they have no path. What is compiled for tests alone is left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    paths::{NamedPath, module_path, paths},
    tokens::{Token, is_name, tokens},
};

/// The files of one crate, by their path from its `src/`.
pub(crate) struct Crate {
    modules: BTreeMap<Vec<String>, Module>,
}

struct Module {
    file: String,
    paths: Vec<NamedPath>,
}

/// From a file to those that it uses, each with a line where it does.
pub(crate) type Arrows = BTreeMap<String, BTreeMap<String, usize>>;

/// How many imports of imports are followed before a path is given up.
const MOST_HOPS: usize = 20;

impl Crate {
    pub(crate) fn new(files: &[(String, String)]) -> Self {
        let mut tests = BTreeSet::new();
        for (file, source) in files {
            for name in modules_for_tests(&tokens(source)) {
                tests.insert([module_path(file), vec![name]].concat());
            }
        }
        let modules = files.iter().filter_map(|(file, source)| {
            let module = module_path(file);
            let for_tests = (0..=module.len()).any(|end| tests.contains(&module[..end]));
            (!for_tests).then(|| {
                // An inline module is one of tests, in this repository.
                let paths = paths(source).into_iter().filter(|path| path.inline == 0);
                let paths = paths.collect();
                let file = file.clone();
                (module, Module { file, paths })
            })
        });
        Self {
            modules: modules.collect(),
        }
    }

    /// Which file uses which.
    pub(crate) fn arrows(&self) -> Arrows {
        let mut out = Arrows::new();
        for (module, Module { file, paths }) in &self.modules {
            let uses = out.entry(file.clone()).or_default();
            for path in paths {
                if path.import.as_ref().is_some_and(|import| import.public) {
                    continue;
                }
                let Some((target, item)) = self.resolve(module, &path.segments, MOST_HOPS) else {
                    continue;
                };
                // `use super::part;` names a module; what is used of it has a path of its own.
                let Some(used) = self.modules.get(&target).filter(|_| item) else {
                    continue;
                };
                if used.file != *file {
                    uses.entry(used.file.clone()).or_insert(path.line);
                }
            }
        }
        out
    }

    /// The module where a path ends, and whether it names an item of that module rather than the module. `None` when it leaves the crate.
    fn resolve(&self, from: &[String], path: &[String], hops: usize) -> Option<(Vec<String>, bool)> {
        let hops = hops.checked_sub(1)?;
        let mut here = from.to_vec();
        let mut rest = path;
        let mut rooted = false;
        while let Some((first, after)) = rest.split_first() {
            match first.as_str() {
                "crate" => here.clear(),
                "super" => {
                    here.pop();
                }
                "self" => {}
                _ => break,
            }
            (rest, rooted) = (after, true);
        }
        while let Some((name, after)) = rest.split_first() {
            let child = [here.as_slice(), std::slice::from_ref(name)].concat();
            if self.modules.contains_key(&child) {
                (here, rest, rooted) = (child, after, true);
                continue;
            }
            if let Some(import) = self.import(&here, name, path) {
                let (module, item) = self.resolve(&here, import, hops)?;
                if item {
                    return Some((module, true));
                }
                (here, rest, rooted) = (module, after, true);
                continue;
            }
            return rooted.then_some((here, true));
        }
        rooted.then_some((here, false))
    }

    /// What a module imports under a name; never the path that is being resolved.
    fn import(&self, module: &[String], name: &str, not: &[String]) -> Option<&[String]> {
        let found = self.modules.get(module)?.paths.iter().find(|path| {
            path.segments != not && path.import.as_ref().is_some_and(|import| import.name == name)
        });
        found.map(|path| path.segments.as_slice())
    }
}

/// The modules that a file declares for tests alone.
fn modules_for_tests(tokens: &[Token]) -> Vec<String> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut out = Vec::new();
    for at in 0..tokens.len() {
        if text(at) != "cfg" || text(at + 1) != "(" {
            continue;
        }
        let Some(close) = (at..tokens.len()).find(|i| text(*i) == "]") else {
            continue;
        };
        let tests = (at..close).any(|i| text(i) == "test") && !(at..close).any(|i| text(i) == "not");
        let name = (close..close + 8).find(|i| text(*i) == "mod").map(|i| i + 1);
        if let Some(name) = name.filter(|name| tests && is_name(text(*name)) && text(*name + 1) == ";") {
            out.push(text(name).to_owned());
        }
    }
    out
}

/// The circles among arrows: each is the files that use each other, in order.
pub(crate) fn circles(arrows: &Arrows) -> Vec<Vec<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = arrows
        .keys()
        .map(|file| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![file.as_str()]);
            while let Some(one) = open.pop() {
                for next in arrows.get(one).into_iter().flat_map(BTreeMap::keys) {
                    if seen.insert(next.as_str()) {
                        open.push(next);
                    }
                }
            }
            (file.as_str(), seen)
        })
        .collect();
    let mut out: Vec<Vec<String>> = Vec::new();
    for (file, seen) in &reached {
        if !seen.contains(file) || out.iter().flatten().any(|known| known == file) {
            continue;
        }
        let both = seen
            .iter()
            .filter(|other| reached.get(**other).is_some_and(|back| back.contains(file)));
        out.push(both.map(|&other| other.to_owned()).collect());
    }
    out
}

/// What is wrong with the circles of a crate, beside those that are named with a reason.
pub(crate) fn breaches(folder: &str, arrows: &Arrows, named: &[Vec<String>]) -> Vec<String> {
    let found: Vec<Vec<String>> = circles(arrows)
        .into_iter()
        .map(|circle| circle.iter().map(|file| format!("{folder}{file}")).collect())
        .collect();
    let fresh = found
        .iter()
        .filter(|circle| !named.contains(circle))
        .map(|circle| {
            let inside = circle.iter().flat_map(|file| {
                let uses = arrows.get(&file[folder.len()..]).into_iter().flatten();
                uses.filter(|(other, _)| circle.contains(&format!("{folder}{other}")))
                    .map(move |(other, line)| format!("\n    {file}:{line} → {folder}{other}"))
            });
            format!(
                "a circle of {} files:{}",
                circle.len(),
                inside.collect::<String>()
            )
        });
    let gone = named
        .iter()
        .filter(|circle| circle.iter().all(|file| file.starts_with(folder)) && !found.contains(circle))
        .map(|circle| {
            format!(
                "tests/ratchet.toml names a circle that is no more: {}",
                circle.join(", ")
            )
        });
    fresh.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::{Arrows, Crate, breaches, circles};

    fn made(files: &[(&str, &str)]) -> Vec<(String, String)> {
        files
            .iter()
            .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))
            .collect()
    }

    fn arrows(files: &[(&str, &str)]) -> Arrows {
        Crate::new(&made(files)).arrows()
    }

    #[test]
    fn two_files_that_use_each_other_are_a_circle_however_it_is_written() {
        for back in [
            "use super::a::A;",
            "use crate::room::a::A;",
            "use super::A;",
            "fn f() -> super::A { todo() }",
            "use crate::room::{a, c};\nfn f() -> a::A { todo() }",
            "use super::a::A as Other;",
        ] {
            let files = [
                ("lib.rs", "mod room;"),
                ("room/mod.rs", "mod a; mod b; mod c;\npub use a::A;"),
                ("room/a.rs", "use super::b::B;\npub struct A;"),
                ("room/b.rs", back),
                ("room/c.rs", ""),
            ];
            let found = breaches("x/", &arrows(&files), &[]);
            assert_eq!(found.len(), 1, "{back}");
            assert!(found[0].contains("x/room/a.rs:1 → x/room/b.rs"), "{found:?}");
            assert!(!found[0].contains("c.rs"), "{found:?}");
        }
    }

    #[test]
    fn a_folder_may_show_what_its_files_hold_and_tests_may_use_anything() {
        let files = [
            ("lib.rs", "mod room;"),
            (
                "room/mod.rs",
                "mod a; mod b;\n#[cfg(test)]\nmod b_tests;\npub use a::A;\npub(crate) use b::B;",
            ),
            (
                "room/a.rs",
                "pub struct A;\nmod tests { use super::super::b::B; }",
            ),
            ("room/b.rs", "use super::A;\npub struct B;"),
            ("room/b_tests.rs", "use super::{A, b::B};"),
        ];
        assert_eq!(circles(&arrows(&files)), [[""; 0]; 0]);
    }

    #[test]
    fn a_circle_through_three_files_and_one_through_the_folder_are_found() {
        let three = [
            ("lib.rs", ""),
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use crate::c::C;"),
            ("c.rs", "use crate::a::A;"),
        ];
        assert_eq!(circles(&arrows(&three)), [["a.rs", "b.rs", "c.rs"]]);
        let folder = [
            ("lib.rs", "mod room;"),
            ("room/mod.rs", "mod a;\nuse a::A;\npub(crate) struct Kept(A);"),
            ("room/a.rs", "use super::Kept;"),
        ];
        assert_eq!(circles(&arrows(&folder)), [["room/a.rs", "room/mod.rs"]]);
    }

    #[test]
    fn a_circle_that_is_named_is_let_through_and_must_still_be_one() {
        let found = arrows(&[
            ("lib.rs", ""),
            ("a.rs", "use crate::b::B;"),
            ("b.rs", "use crate::a::A;"),
        ]);
        let named = [vec!["x/a.rs".to_owned(), "x/b.rs".to_owned()]];
        assert_eq!(breaches("x/", &found, &named), [""; 0]);
        let none = arrows(&[("lib.rs", ""), ("a.rs", "use crate::b::B;"), ("b.rs", "")]);
        assert_eq!(breaches("x/", &none, &named).len(), 1);
        assert_eq!(breaches("y/", &none, &named), [""; 0]);
    }
}
