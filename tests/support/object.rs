//! Questions without object: the same pack without gates, and dossiers that answer no question without object.

use bareme::{
    Day, Engine, Selection,
    error::{Place, Severity},
    pack::InputFile,
    wire,
};

use super::dossiers::Facts;

/// Those facts without the ones that the engine refuses: an answer to a question that has no object, or against what follows from others.
pub(crate) fn accepted(engine: &Engine, facts: &Facts, date: Day) -> Facts {
    let mut facts = facts.clone();
    loop {
        let dossier = wire::read_dossier(engine, &serde_json::to_string(&facts).expect("JSON"));
        let dossier = dossier.unwrap_or_else(|findings| panic!("{findings:?}"));
        let Err(findings) = engine.evaluate_selected(&dossier, date, Selection::WithHypotheses) else {
            return facts;
        };
        let before = facts.len();
        for finding in &findings.list {
            if let (Severity::Error, Place::Pointer(pointer)) = (finding.severity, &finding.place) {
                facts.remove(pointer.trim_start_matches('/'));
            }
        }
        assert!(facts.len() < before, "{findings:?}");
    }
}

/// The same pack whose questions always have an object.
pub(crate) fn without_gates(files: &[InputFile]) -> Vec<InputFile> {
    without(files, &["seulement_si", "hors_objet"])
}

/// The same pack without these keys of facts, each on a line of its own, or over several.
pub(crate) fn without(files: &[InputFile], keys: &[&str]) -> Vec<InputFile> {
    let mut files = files.to_vec();
    for file in files.iter_mut().filter(|file| file.path == "vocabulaire.toml") {
        let text = String::from_utf8(file.bytes.clone()).expect("UTF-8");
        let mut kept = String::with_capacity(text.len());
        let mut inside = false;
        for line in text.lines() {
            let quotes = line.matches("\"\"\"").count();
            if inside {
                inside = quotes == 0;
                continue;
            }
            let key = line.split([' ', '=']).next().unwrap_or_default();
            if keys.contains(&key) {
                inside = quotes == 1;
                continue;
            }
            kept.push_str(line);
            kept.push('\n');
        }
        file.bytes = kept.into_bytes();
    }
    files
}
