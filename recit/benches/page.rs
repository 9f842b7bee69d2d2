//! What it costs to tell a page, a whole reasoning and a letter, once the decisions are made.
//!
//! `cargo bench -p bareme-recit --bench page`

use std::{fs, path::Path};

use bareme::{
    Answer, Engine, Selection,
    catalogue::from_files,
    pack::{InputFile, is_in_pack},
    wire::{read_date, read_dossier},
};
use bareme_recit::{Options, Style, WIDEST};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A page of every dispositif, as a tree.
#[divan::bench]
fn page(bencher: Bencher<'_, '_>) {
    let answer = answer();
    bencher.bench_local(|| bareme_recit::tell(black_box(&answer), Options::default()));
}

/// The same on a sheet, with what is paid over the course.
#[divan::bench]
fn sheet(bencher: Bencher<'_, '_>) {
    let (engine, answer) = decided();
    let options = Options {
        brief: true,
        engine: Some(&engine),
        ..Options::default()
    };
    bencher.bench_local(|| bareme_recit::tell(black_box(&answer), options));
}

/// The same as a text of a hundred columns.
#[divan::bench]
fn page_as_text(bencher: Bencher<'_, '_>) {
    let answer = answer();
    bencher.bench_local(|| {
        bareme_recit::tell(black_box(&answer), Options::default()).text(WIDEST, Style::Plain)
    });
}

/// The same as HTML.
#[divan::bench]
fn page_as_html(bencher: Bencher<'_, '_>) {
    let answer = answer();
    bencher.bench_local(|| bareme_recit::tell(black_box(&answer), Options::default()).html());
}

/// The reasons of every answer.
#[divan::bench]
fn reasons_of_all(bencher: Bencher<'_, '_>) {
    let answer = answer();
    bencher.bench_local(|| bareme_recit::explain(black_box(&answer), Options::default()));
}

/// A letter about one dispositif.
#[divan::bench]
fn letter(bencher: Bencher<'_, '_>) {
    let answer = answer();
    bencher.bench_local(|| bareme_recit::letter(black_box(&answer), "bourse_regionale"));
}

/// A complete dossier of the examples, decided with its reasons.
fn answer() -> Answer {
    decided().1
}

fn decided() -> (Engine, Answer) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    walk(&root.join("rules"), "", &mut files);
    let (plan, _) = from_files(files).expect("the pack of the repository");
    let engine = Engine::new(plan);
    let text = fs::read_to_string(root.join("examples/dossiers/etudiante_infirmiere.json"))
        .expect("an example of the repository");
    let dossier = read_dossier(&engine, &text).expect("a dossier of the vocabulary");
    let date = read_date("2024-09-02").expect("a date of the calendar");
    let answer = engine
        .explain(&dossier, date, Selection::InForce)
        .expect("a dossier without contradiction");
    (engine, answer)
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<InputFile>) {
    for entry in fs::read_dir(folder).expect("a folder of the pack") {
        let path = entry.expect("an entry of the pack").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            if !["src", "build", "benches", "tests", "target"].contains(&name.as_str()) {
                walk(&path, &format!("{name}/"), files);
            }
        } else if is_in_pack(&name) {
            let bytes = fs::read(&path).expect("a file of the pack");
            files.push(InputFile { path: name, bytes });
        }
    }
}
