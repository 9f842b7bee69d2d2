//! What no file may hold: floats, clocks, files and hash order in the core; unfinished or silenced work anywhere.

use crate::{
    paths::paths,
    tokens::{Token, tokens},
};

/// Words that would make two runs differ, or leave the process.
const NOT_IN_CORE: &[(&str, &str)] = &[
    ("f32", "binary floating point"),
    ("f64", "binary floating point"),
    ("SystemTime", "a clock"),
    ("Instant", "a clock"),
    ("HashMap", "an order that changes from run to run"),
    ("HashSet", "an order that changes from run to run"),
];

/// Modules of the standard library that leave the process.
const NOT_FROM_STD: &[&str] = &["net", "env", "fs", "process", "thread", "io"];

/// What a file of `core/src` must not name.
pub(crate) fn impurities(file: &str, source: &str) -> Vec<String> {
    let words = tokens(source).into_iter().filter_map(|token| {
        let (word, what) = NOT_IN_CORE.iter().find(|(word, _)| *word == token.text)?;
        Some(format!("{file}:{}: `{word}` is {what}", token.line))
    });
    let modules = paths(source).into_iter().filter_map(|path| {
        let [root, module, ..] = path.segments.as_slice() else {
            return None;
        };
        (root == "std" && NOT_FROM_STD.contains(&module.as_str()))
            .then(|| format!("{file}:{}: `std::{module}` has no place in the core", path.line))
    });
    words.chain(modules).collect()
}

/// Work left undone, or a test that does not run, in any Rust file.
pub(crate) fn left_undone(file: &str, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let follows = |at: usize, expected: &[&str]| {
        expected
            .iter()
            .zip(tokens.get(at..).unwrap_or_default())
            .filter(|(text, token): &(&&str, &Token)| token.text == **text)
            .count()
            == expected.len()
    };
    tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| {
            let what = match token.text.as_str() {
                "todo" | "unimplemented" if follows(at + 1, &["!"]) => "work left undone",
                "#" if follows(at + 1, &["[", "ignore"]) => "a test that does not run",
                _ => return None,
            };
            Some(format!("{file}:{}: {what}", token.line))
        })
        .collect()
}

/// Where memory of others is read: the C data interface, and what Python vouches for.
const UNSAFE: &[&str] = &["arrow/src/foreign.rs", "bindings-python/src/table/capsule.rs"];

/// `unsafe` in a source of the product that is not one of the two files that may have it. What tests make up is their own.
pub(crate) fn unsafe_elsewhere(file: &str, source: &str) -> Vec<String> {
    if UNSAFE.contains(&file) || !file.contains("/src/") {
        return Vec::new();
    }
    let found = tokens(source).into_iter().filter(|token| token.text == "unsafe");
    found
        .map(|token| {
            format!(
                "{file}:{}: `unsafe` has its place in {}",
                token.line,
                UNSAFE.join(" and ")
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{impurities, left_undone, unsafe_elsewhere};

    #[test]
    fn unsafe_code_is_caught_outside_its_place() {
        let source = "fn f() { unsafe { g() } }";
        assert_eq!(unsafe_elsewhere("arrow/src/texts.rs", source).len(), 1);
        assert_eq!(unsafe_elsewhere("arrow/src/foreign.rs", source), [""; 0]);
        assert_eq!(
            unsafe_elsewhere("core/src/a.rs", "#![forbid(unsafe_code)] // unsafe"),
            [""; 0]
        );
    }

    #[test]
    fn a_pure_file_passes() {
        let source = "//! No f64 here.\nuse std::collections::BTreeMap;\nconst A: &str = \"SystemTime\";";
        assert_eq!(impurities("a.rs", source), [""; 0]);
    }

    #[test]
    fn each_impurity_is_caught() {
        for source in [
            "fn f(x: f64) {}",
            "let x = 1 as f32;",
            "use std::fs;",
            "use std::{fmt, env};",
            "std::net::TcpStream::connect(a)",
            "use std::time::{Duration, Instant};",
            "std::time::SystemTime::now()",
            "use std::collections::HashMap;",
        ] {
            assert_eq!(impurities("a.rs", source).len(), 1, "{source}");
        }
    }

    #[test]
    fn unfinished_work_is_caught() {
        let source =
            "#[test]\n#[ignore = \"slow\"]\nfn f() { todo!() }\nfn g() { unimplemented!(\"later\") }";
        assert_eq!(left_undone("a.rs", source).len(), 3);
        assert_eq!(left_undone("a.rs", "// todo!()\nlet ignore = todo;"), [""; 0]);
    }
}
