//! What `bareme explain` shows is what the teller tells, word for word.

use std::{fs, path::Path};

use bareme::{Selection, pack::InputFile, wire};
use bareme_cli::cases::{self, Case};
use bareme_pays_de_la_loire::engine;
use bareme_recit::{Options, Style, WIDEST, explain};

use crate::support::{fed, root};

fn files(under: &Path, found: &mut Vec<InputFile>) {
    let mut paths: Vec<_> = fs::read_dir(under)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(InputFile::new(
                path.to_string_lossy(),
                fs::read_to_string(&path).unwrap(),
            ));
        }
    }
}

fn told(case: &Case) -> String {
    let named: Vec<&str> = case.dispositifs().iter().map(String::as_str).collect();
    let dossier = wire::read_dossier(engine(), &case.dossier).unwrap();
    let answer = engine()
        .explain(&dossier, case.date, Selection::of(&named, false))
        .unwrap();
    explain(&answer, Options::default()).text(WIDEST, Style::Plain)
}

// The Python tests run the command for every case.
#[test]
fn one_case_in_twenty_reads_as_it_is_told() {
    let mut found = Vec::new();
    files(&root().join("tests/cases"), &mut found);
    let suite = cases::read(engine(), found);
    let decided = suite.cases.iter().filter(|case| !case.dispositifs().is_empty());
    for case in decided.step_by(20) {
        let date = case.date.to_string();
        let named = case
            .dispositifs()
            .iter()
            .flat_map(|id| ["--dispositif", id.as_str()]);
        let arguments: Vec<&str> = ["explain", "--date", &date]
            .into_iter()
            .chain(named)
            .chain(["-"])
            .collect();
        let ran = fed(&arguments, case.dossier.as_bytes());
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (0, told(case).as_str()),
            "{}",
            case.name
        );
    }
}
