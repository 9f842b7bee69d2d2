//! What a report looks like, line by line.

use super::render;
use crate::error::{Code, Finding, Findings, Place, SourceFile};

fn file(text: &str) -> SourceFile {
    SourceFile {
        path: "parametres/smic.toml".to_owned(),
        text: text.to_owned(),
    }
}

/// One finding about the first occurrence of `word`.
fn about(word: &str, text: &str) -> Findings {
    let file = file(text);
    let start = text.find(word).unwrap();
    let place = file.place(start, start + word.len());
    Findings {
        list: vec![Finding::new(
            Code::UnknownKey,
            place,
            format!("`{word}` ne veut rien dire"),
        )],
        files: vec![file],
    }
}

/// A line that turns itself around would be read as another.
#[test]
fn what_turns_a_line_around_is_shown_as_such() {
    let word = "a\u{202e}b\u{2066}c\u{200f}\u{1b}[2J";
    let shown = render(&about(word, &format!("{word} = 1\n")), false);
    assert!(
        !shown.contains(['\u{202e}', '\u{2066}', '\u{200f}', '\u{1b}']),
        "{shown:?}"
    );
    assert!(
        shown.contains("`a‹U+202E›b‹U+2066›c‹U+200F›‹U+001B›[2J`"),
        "{shown}"
    );
}

#[test]
fn shows_the_line_what_was_meant_and_what_to_do() {
    let mut findings = about("tytre", "[smic]\n  tytre = \"é\" # fin\n");
    let finding = findings.list.remove(0);
    findings.list = vec![
        finding
            .with_suggestion(Some("titre".to_owned()))
            .with_help("corrigez la clé"),
        Finding::new(
            Code::UnusedFact,
            findings.files[0].place(1, 5),
            "`smic` ne sert pas",
        ),
    ];
    assert_eq!(
        render(&findings, false),
        "\
erreur[cle_inconnue]: `tytre` ne veut rien dire
 --> parametres/smic.toml:2:3
  |
2 |   tytre = \"é\" # fin
  |   ^^^^^
  |
  = aide: vouliez-vous écrire `titre` ?
  = aide: corrigez la clé

avertissement[fait_inutilise]: `smic` ne sert pas
 --> parametres/smic.toml:1:2
  |
1 | [smic]
  |  ^^^^

1 erreur, 1 avertissement
"
    );
}

#[test]
fn counts_the_findings() {
    let finding = Finding::new(Code::UnusedFact, Place::Whole, "rien");
    let error = Finding::new(Code::PackTooLarge, Place::Pointer("/age".to_owned()), "trop");
    assert_eq!(render(&Findings::new(Vec::new()), false), "aucun constat\n");
    let two = Findings::new(vec![finding.clone(), finding.clone()]);
    assert!(render(&two, false).ends_with("\n\n2 avertissements\n"));
    let all = Findings::new(vec![error.clone(), error, finding]);
    let text = render(&all, false);
    assert!(
        text.starts_with("erreur[pack_trop_grand]: trop\n--> /age\n"),
        "{text}"
    );
    assert!(text.ends_with("2 erreurs, 1 avertissement\n"), "{text}");
}

#[test]
fn a_file_that_is_not_there_has_its_path_only() {
    let place = Place::File {
        path: "pack.toml".to_owned(),
        start: 0,
        end: 0,
        line: 1,
        column: 1,
    };
    let findings = Findings::new(vec![Finding::new(Code::FileMissing, place, "absent")]);
    assert_eq!(
        render(&findings, false),
        "erreur[fichier_manquant]: absent\n--> pack.toml:1:1\n\n1 erreur\n"
    );
}

#[test]
fn a_very_long_line_is_cut_around_the_fault() {
    let text = format!("a\n{} tytre {}", "é ".repeat(200_000), "x".repeat(400_000));
    let shown = render(&about("tytre", &text), false);
    assert!(shown.chars().count() < 700, "{shown}");
    assert!(shown.contains("--> parametres/smic.toml:2:400002\n"), "{shown}");
    let lines: Vec<&str> = shown.lines().collect();
    let source = lines.iter().position(|line| line.contains("tytre xx")).unwrap();
    let column = |line: &str, part: &str| line.split(part).next().unwrap().chars().count();
    assert_eq!(column(lines[source], "tytre"), column(lines[source + 1], "^^^^^"));
    assert!(
        lines[source].contains("…é") || lines[source].contains("… "),
        "{shown}"
    );
    assert!(lines[source].ends_with("x…"), "{shown}");
}

#[test]
fn a_finding_over_several_lines_shows_the_first() {
    let shown = render(&about("b\r\nc\r\nd", "a b\r\nc\r\nd"), false);
    assert!(shown.contains("1 | a b\n  |   ^\n"), "{shown}");
    assert!(!shown.contains("2 |"), "{shown}");
}

#[test]
fn files_bring_no_escape_sequence_to_the_terminal() {
    let mut findings = about("tytre", "\u{1b}[31m tytre \u{202e}");
    findings.list[0].help = Some("\u{1b}[5m".to_owned());
    findings.list[0].suggestion = Some("\u{1b}[7m".to_owned());
    findings.list[0].message = "\u{1b}[4m".to_owned();
    let plain = render(&findings, false);
    assert!(!plain.contains(['\u{1b}', '\u{202e}']), "{plain:?}");
    let coloured = render(&findings, true);
    for forged in ["\u{1b}[31m", "\u{1b}[5m", "\u{1b}[7m", "\u{1b}[4m"] {
        assert!(!coloured.contains(forged), "{coloured:?}");
    }
    assert!(coloured.contains("\u{1b}["));
}

#[test]
fn a_place_between_two_bytes_of_a_character_does_no_harm() {
    let mut findings = about("é", "aéé");
    for (start, end) in [(1, 2), (2, 3), (3, 4), (0, 2), (4, 900), (900, 901)] {
        let file = &findings.files[0];
        let place = Place::File {
            path: file.path.clone(),
            start,
            end,
            line: 1,
            column: 2,
        };
        findings.list[0].place = place;
        assert!(render(&findings, false).ends_with("1 erreur\n"));
    }
}
