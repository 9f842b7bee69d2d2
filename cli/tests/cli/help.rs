//! `--help`, `--version`, and command lines that make no sense.

use crate::support::{bareme, fed};

const COMMANDS: [&str; 22] = [
    "evaluate",
    "explain",
    "questions",
    "lettre",
    "seuils",
    "batch",
    "summary",
    "check",
    "diff",
    "compare",
    "nouvelle-periode",
    "renommer",
    "test",
    "mutation",
    "pack",
    "verify",
    "facts",
    "dispositifs",
    "sources",
    "schema",
    "suivi",
    "reperes",
];

const QUOTA: [&str; 9] = [
    "creer", "show", "request", "withdraw", "limit", "annuler", "history", "verify", "migrer",
];

/// The words of each page of help, that of the whole left out.
fn pages() -> Vec<Vec<&'static str>> {
    let quota = QUOTA.iter().map(|command| vec!["quota", *command]);
    let all = COMMANDS.iter().map(|command| vec![*command]);
    all.chain([vec!["quota"]]).chain(quota).collect()
}

#[test]
fn help_of_the_whole() {
    let ran = bareme(&["--help"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
    assert_eq!(bareme(&["-h"]).out, ran.out);
}

#[test]
fn help_of_each_command_has_examples() {
    for command in pages() {
        let ran = bareme(&[&command[..], &["--help"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let command = command.join("_");
        assert!(ran.out.contains("Exemples :\n  "), "{command}");
        insta::assert_snapshot!(format!("help_{command}"), ran.out);
    }
}

/// An officer reads no English: the names of commands, of options and of their values are all that is left of it.
#[test]
fn help_is_in_french() {
    const ENGLISH: [&str; 12] = [
        "usage", "print", "the", "this", "file", "with", "commands", "possible", "values", "default", "help",
        "or",
    ];
    for command in pages() {
        let help = bareme(&[&command[..], &["--help"]].concat()).out;
        let prose = help.split("Exemples :").next().unwrap().replace("--help", "");
        let words = prose.split(|letter: char| !letter.is_alphanumeric());
        let found: Vec<&str> = words
            .filter(|word| ENGLISH.contains(&word.to_lowercase().as_str()))
            .collect();
        assert_eq!(found, [""; 0], "{command:?}");
    }
}

#[test]
fn the_commands_of_the_examples_are_understood() {
    for command in pages() {
        let help = bareme(&[&command[..], &["--help"]].concat()).out;
        let examples = help.split("Exemples :\n").nth(1).unwrap();
        // A long line goes on on the next one.
        for line in examples.replace("\\\n", " ").lines() {
            let words = line
                .split('|')
                .find_map(|part| part.trim().strip_prefix("bareme "));
            let words = words.unwrap().split('>').next().unwrap();
            let mut words: Vec<&str> = words.split_whitespace().collect();
            if [
                "check",
                "nouvelle-periode",
                "renommer",
                "test",
                "mutation",
                "pack",
                "suivi",
                "quota",
            ]
            .contains(&command[0])
            {
                // All the cases are run, rules are proved for every dossier, packs are written and edited and ledgers kept elsewhere: what counts here is that the words are
                // known.
                words.push("--help");
            }
            let ran = fed(&words, b"");
            // The files of the examples do not exist here: a finding, never a wrong usage.
            assert!(matches!(ran.code, 0 | 1), "{line}: {}", ran.err);
        }
    }
}

#[test]
fn the_version_is_that_of_the_engine() {
    assert_eq!(
        bareme(&["--version"]).out,
        format!("bareme {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn wrong_usage_exits_with_2_and_says_what_to_do() {
    let lines: [&[&str]; 9] = [
        &[],
        &["evaluate"],
        &["evaluate", "--date"],
        &["evaluat"],
        &["evaluate", "--dat", "2024-09-02", "-"],
        &["evaluate", "--date", "2024-09-02", "--format", "xml", "-"],
        &["evaluate", "--date", "2024-09-02", "a.json", "b.json"],
        &["schema", "facts", "--fichier", "quotas"],
        &["check", "rules", "--date", "2024-01-01", "--date", "2024-01-01"],
    ];
    let mut told = String::new();
    for line in lines {
        let ran = bareme(line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line:?}");
        told.push_str(&format!("$ bareme {}\n{}\n", line.join(" "), ran.err));
    }
    insta::assert_snapshot!(told);
}
