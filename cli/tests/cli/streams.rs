//! Streams, colours, and readers that go away.

use std::{
    io::Write,
    process::{Child, Stdio},
};

use crate::support::{bareme, command, example};

fn spawned(arguments: &[&str]) -> Child {
    command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    for arguments in [
        ["explain", "--date", "2024-09-02", "-"],
        ["evaluate", "--date", "2024-09-02", "-"],
    ] {
        let mut child = spawned(&arguments);
        // The reader leaves before there is an answer: the dossier comes only now.
        drop(child.stdout.take());
        child.stdin.take().unwrap().write_all(b"{}").unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn findings_that_nobody_reads_keep_their_exit_code() {
    let mut child = spawned(&["evaluate", "--date", "2024-09-02", "-"]);
    drop(child.stderr.take());
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(b"[]").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_not_a_success() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = command(&["facts"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("n'a pas pu être écrite"));
}

#[test]
fn colour_is_for_terminals_unless_it_is_asked_for() {
    let name = example("etudiante_infirmiere");
    let arguments = ["evaluate", "--date", "2024-09-02", &name];
    let with = |extra: &[&str]| bareme(&[&arguments[..], extra].concat()).out;
    assert!(!with(&[]).contains('\u{1b}'));
    assert!(!with(&["--color", "never"]).contains('\u{1b}'));
    assert!(with(&["--color", "always"]).contains("\u{1b}["));
}

#[test]
fn no_color_is_honoured() {
    let name = example("etudiante_infirmiere");
    let arguments = ["evaluate", "--date", "2024-09-02", &name];
    let coloured = |name: &str| {
        let output = command(&arguments).env(name, "1").output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    assert!(coloured("CLICOLOR_FORCE"));
    assert!(!coloured("NO_COLOR"));
}

#[test]
fn json_is_one_line_without_colour() {
    let name = example("etudiante_infirmiere");
    let arguments = [
        "explain",
        "--date",
        "2024-09-02",
        "--format",
        "json",
        "--color",
        "always",
        &name,
    ];
    let ran = bareme(&arguments);
    assert_eq!(ran.out.matches('\n').count(), 1);
    assert!(ran.out.ends_with('\n') && !ran.out.contains('\u{1b}'));
}
