//! What is written of the operations of the language outside their declarations: the table of the manual, the words of the
//! fuzz target that reads packs.
//!
//! The files are committed, so that a change of the language is seen in a review. `make operations` writes them.

use std::{env, fs, path::Path};

use bareme::internals::expression::{Operation, READINGS, Theme, Writing, operations};

/// The file with what stands between the marks replaced, written when asked for, must be the file that is there.
fn check(file: &str, open: &str, close: &str, between: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let there = fs::read_to_string(&path).unwrap();
    let (before, rest) = there
        .split_once(open)
        .unwrap_or_else(|| panic!("no `{open}` in {file}"));
    let (_, after) = rest
        .split_once(close)
        .unwrap_or_else(|| panic!("no `{close}` in {file}"));
    let wanted = format!("{before}{open}\n{between}{close}{after}");
    if env::var_os("BAREME_WRITE_OPERATIONS").is_some() {
        fs::write(&path, &wanted).unwrap();
        return;
    }
    assert!(
        there == wanted,
        "{file} is not what the operations are declared as: run `make operations`"
    );
}

/// A text in a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
fn the_manual_says_what_operations_are_declared_as() {
    let mut table = "\n| lecture | sens |\n|---|---|\n".to_owned();
    for reading in READINGS {
        table += &format!("| `{}` | {} |\n", reading.written, reading.meaning);
    }
    for theme in Theme::ALL {
        table += &format!(
            "\n| {} | reçoit | donne | sens | exemple |\n|---|---|---|---|---|\n",
            theme.title()
        );
        for operation in operations().filter(|operation| operation.theme == theme) {
            table += &format!(
                "| `{}` | {} | {} | {} | `{}` |\n",
                cell(&operation.usage()),
                operation.takes(),
                operation.gives.words(),
                cell(operation.meaning),
                cell(operation.example)
            );
        }
    }
    table += "\n";
    check(
        "docs/rule-format.md",
        "<!-- operations -->",
        "<!-- /operations -->",
        &table,
    );
}

/// What a fuzzer writes to use an operation.
fn word(operation: &Operation) -> String {
    let name = operation.name;
    let word = match operation.writing {
        Writing::Function(_) => format!("{name}("),
        Writing::Infix(_) => format!(" {name} "),
        Writing::Prefix(_) if name.starts_with(char::is_alphabetic) => format!("{name} "),
        Writing::Prefix(_) => name.to_owned(),
        Writing::Special(written, _) => written.to_owned(),
    };
    format!("\"{}\"\n", word.replace('"', "\\\""))
}

#[test]
fn the_fuzz_target_knows_every_operation() {
    let words: String = operations().map(word).collect();
    check(
        "tests/fuzz/pack_reader.dict",
        "# Operations: `make operations` writes them.",
        "# Names and texts.",
        &words,
    );
}
