//! Files that nobody writes by mistake: no bytes make the reader panic.

use proptest::prelude::*;

use super::{MAX_FILE_BYTES, fixture};
use crate::{
    error::{Code, Finding, Findings, MOST_FINDINGS, Severity, render},
    pack::{InputFile, read},
};

/// Reads and renders: nothing may panic, whatever the bytes.
fn survives(files: Vec<InputFile>) -> Vec<Code> {
    let reading = read(files);
    let codes = reading.findings.iter().map(|finding| finding.code).collect();
    let findings = Findings {
        list: reading.findings,
        files: reading.pack.files,
    };
    assert!(!render(&findings, true).is_empty());
    codes
}

fn with(path: &str, bytes: impl Into<Vec<u8>>) -> Vec<InputFile> {
    let mut files = fixture::minimal();
    files.retain(|file| file.path != path);
    files.push(InputFile {
        path: path.to_owned(),
        bytes: bytes.into(),
    });
    files
}

#[test]
fn nesting_is_an_error_and_never_exhausts_the_stack() {
    let dotted = vec!["a"; 78].join(".");
    let mut product = format!("{dotted} = ");
    for _ in 0..79 {
        product += &format!("{{ {dotted} = ");
    }
    let quoted = product.replace('a', "\"a\"");
    let spaced = product.replace('.', " . ");
    for text in [
        "[".repeat(400_000),
        format!("x = {}", "[".repeat(400_000)),
        "x = {a=".repeat(100_000),
        vec!["a"; 400_000].join("."),
        format!("[{}]", vec!["a"; 400_000].join(".")),
        format!("{product}1{}", "}".repeat(79)),
        format!("{quoted}1{}", "}".repeat(79)),
        format!("{spaced}1{}", "}".repeat(79)),
        format!("s = \"\n{product}1{}", "}".repeat(79)),
        format!("s = '''x'''''\n{product}1{}", "}".repeat(79)),
        format!("s = \"\"\"x\\\"\"\"\"\"\n{product}1{}", "}".repeat(79)),
        format!("# \"\"\"\n{product}1{}", "}".repeat(79)),
    ] {
        let codes = survives(with("pack.toml", text));
        assert!(codes.contains(&Code::TomlInvalid), "{codes:?}");
    }
}

#[test]
fn a_long_file_or_pack_is_refused_before_it_is_read() {
    let big = vec![b'#'; MAX_FILE_BYTES + 1];
    assert_eq!(
        fixture::lines(&read(with("pack.toml", big))),
        [
            "pack.toml:1:1: `pack.toml` fait plus d'un mébioctet (1048576 octets) [entree_trop_grande] ; \
          répartissez son contenu dans plusieurs fichiers"
        ]
    );
    let mut files = fixture::minimal();
    for name in ["a", "b", "c", "d"] {
        files.push(InputFile::new(
            format!("parametres/{name}.toml"),
            "#".repeat(MAX_FILE_BYTES),
        ));
    }
    assert_eq!(survives(files), [Code::PackTooLarge]);
    let many = (0..2_001).map(|n| InputFile::new(format!("parametres/p{n}.toml"), ""));
    assert_eq!(survives(many.collect()), [Code::PackTooLarge]);
}

#[test]
fn bytes_that_are_not_text_are_reported() {
    let codes = survives(with(
        "dispositifs/bourses/latin.toml",
        b"titre = \"\xe9\"".to_vec(),
    ));
    assert_eq!(codes, [Code::FileUnreadable]);
    let reading = read(with("pack.toml", b"\xe9".to_vec()));
    assert_eq!(
        fixture::lines(&reading),
        [
            "pack.toml:1:1: `pack.toml` n'est pas écrit en UTF-8 (à l'octet 0) [fichier_illisible] ; \
          enregistrez le fichier en UTF-8"
        ]
    );
}

#[test]
fn a_pack_has_at_most_two_thousand_expressions() {
    let variables: String = (0..2_001).map(|n| format!("v{n} = \"1\"\n")).collect();
    let text = format!(
        "id = \"autre\"\ntitre = \"A\"\nresume = \"A\"\nstatut = \"hypothese\"\nobjet = \"personne\"\n\
         sources = [{{ id = \"arrete\" }}]\n[variables]\n{variables}"
    );
    assert_eq!(
        survives(with("dispositifs/a/autre.toml", text)),
        [Code::PackTooLarge]
    );
}

#[test]
fn lists_too_long_for_their_positions_are_cut() {
    let facts: String = (0..5_000)
        .map(|n| format!("[faits.f{n}]\ntitre=\"F\"\ntype=\"booleen\"\n"))
        .collect();
    let text = format!("{facts}[choix.echelon]\n0bis = \"a\"\n1 = \"b\"\n");
    assert!(survives(with("vocabulaire.toml", text)).contains(&Code::PackTooLarge));
}

#[test]
fn many_findings_are_placed_in_linear_time() {
    let mut sources = String::new();
    for n in 0..5_000 {
        sources += &format!("x{n} = 1 # ");
        sources += "\n";
    }
    let files = with("sources.toml", sources);
    assert_eq!(
        told_and_omitted(&read(files.clone()).findings),
        (MOST_FINDINGS, 5_000 + 7 - MOST_FINDINGS)
    );
    survives(files);
}

#[test]
fn a_sparse_table_does_not_fill_the_memory() {
    let mut cells = String::from("depuis,points,echelon,plafond\n");
    for n in 0..20_000 {
        cells += &format!("2023-09-01,{n},{},1\n", if n == 0 { "1" } else { "0bis" });
    }
    let codes = survives(with("tables/plafonds.csv", cells));
    assert_eq!(codes.len(), 10 + 1 + 1);
}

/// A way to damage a file.
#[derive(Debug, Clone)]
enum Damage {
    Flip(usize, u8),
    Delete(usize, usize),
    Insert(usize, Vec<u8>),
    DoubleLine(usize),
    SwapLines(usize, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let bits = [
        "[", "]", "{", "}", "\"", "'''", "\"\"\"", "=", ",", "\n", ".", "#", "-1", "é", "\u{feff}", "\\",
        "[[x]]\n",
    ];
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        (any::<usize>(), 1..40_usize).prop_map(|(at, length)| Damage::Delete(at, length)),
        (any::<usize>(), prop::sample::select(bits.to_vec()))
            .prop_map(|(at, bit)| Damage::Insert(at, bit.as_bytes().to_vec())),
        any::<usize>().prop_map(Damage::DoubleLine),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Damage::SwapLines(a, b)),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let length = bytes.len().max(1);
    let mut lines: Vec<Vec<u8>> = bytes
        .split_inclusive(|b| *b == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let count = lines.len().max(1);
    match damage {
        Damage::Flip(at, byte) => {
            if let Some(place) = bytes.get_mut(at % length) {
                *place ^= byte;
            }
        }
        Damage::Delete(at, size) => {
            let start = (at % length).min(bytes.len());
            bytes.drain(start..(start + size).min(bytes.len()));
        }
        Damage::Insert(at, more) => {
            let at = (at % length).min(bytes.len());
            bytes.splice(at..at, more.iter().copied());
        }
        Damage::DoubleLine(at) if !lines.is_empty() => {
            let line = lines[at % count].clone();
            lines.insert(at % count, line);
            *bytes = lines.concat();
        }
        Damage::SwapLines(a, b) if !lines.is_empty() => {
            lines.swap(a % count, b % count);
            *bytes = lines.concat();
        }
        Damage::DoubleLine(_) | Damage::SwapLines(..) => {}
    }
}

/// How many errors are told, and how many more are said to be there.
fn told_and_omitted(findings: &[Finding]) -> (usize, usize) {
    let (omitted, told): (Vec<_>, Vec<_>) = findings.iter().partition(|f| f.code == Code::FindingsOmitted);
    assert_eq!(omitted.len(), 1);
    let number = omitted[0].message.split(' ').next().unwrap().parse().unwrap();
    let errors = told.iter().filter(|f| f.severity == Severity::Error).count();
    (errors, number)
}

/// A file that is one fault after another buys no report larger than itself, and what is left out is counted.
#[test]
fn seventy_thousand_faults_are_told_as_five_hundred_and_a_number() {
    let mut files = fixture::minimal();
    let faults = 70_000;
    let lines: String = (0..faults).map(|n| format!("x{n} = 1\n")).collect();
    files.push(InputFile::new("dispositifs/bourses/faux.toml", lines));
    let (told, omitted) = told_and_omitted(&read(files).findings);
    assert_eq!(told, MOST_FINDINGS);
    assert!(told + omitted >= faults, "{told} + {omitted}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens to the files, the reader answers; and what it accepts is complete.
    #[test]
    fn a_damaged_pack_never_panics(damages in prop::collection::vec((0..7_usize, damage()), 1..6)) {
        let mut files = fixture::minimal();
        for (file, damage) in &damages {
            apply(&mut files[*file].bytes, damage);
        }
        survives(files.clone());
        if let Ok((pack, _)) = read(files).finish() {
            let cells = |table: &crate::pack::model::Table| table.periods.iter().all(|period| {
                let all: usize = period.axes.iter().map(Vec::len).product();
                period.cells.iter().all(|column| column.len() == all)
            });
            prop_assert!(pack.tables.iter().all(cells));
            prop_assert!(pack.parameters.iter().all(|parameter| !parameter.values.is_empty()));
        }
    }

    /// Any bytes at all in any room.
    #[test]
    fn any_bytes_are_answered(text in "\\PC{0,200}", path in 0..7_usize) {
        let mut files = fixture::minimal();
        files[path].bytes = text.into_bytes();
        survives(files);
    }
}
