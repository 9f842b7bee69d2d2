//! `bareme check --analyse`: what is wrong with rules, or worth knowing of them, proved for every dossier.

use std::{fmt::Write as _, path::Path};

use bareme::{
    Engine, Finding, Findings,
    analysis::{Analysis, Budget, analyse},
    catalogue::Plan,
    pack::model::Pack,
    wire,
};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value as Json, json};

use super::here::from_here;
use crate::remedies::words;

/// A pack that was analysed.
pub(super) struct Analysed {
    analysis: Analysis,
}

/// Analyses a pack, with a bar on a terminal.
pub(super) fn analysed(pack: &Pack, plan: &Plan, budget: u64) -> Analysed {
    let engine = Engine::new(plan.clone());
    let bar = ProgressBar::new(0);
    let bar = match ProgressStyle::with_template("{bar:40} {pos} dispositifs sur {len}, encore {eta}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    };
    let mut tell = |done: usize, total: usize| {
        bar.set_length(u64::try_from(total).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    };
    let analysis = analyse(pack, &engine, Budget { steps: budget }, &mut tell);
    bar.finish_and_clear();
    Analysed { analysis }
}

impl Analysed {
    /// Adds the faults to the findings about the files, each once.
    pub(super) fn add_to(&self, findings: &mut Vec<Finding>) {
        for fault in &self.analysis.faults {
            let known = |other: &Finding| other.code == fault.code && other.place == fault.place;
            if !findings.iter().any(known) {
                findings.push(fault.clone());
            }
        }
        findings.sort_by(|a, b| a.place.cmp(&b.place));
    }

    /// What was asked, and what is worth knowing.
    pub(super) fn text(&self, folder: &Path) -> String {
        let Analysis {
            notes,
            accepted,
            questions,
            undecided,
            ..
        } = &self.analysis;
        let settled = match undecided {
            0 => "toutes tranchées".to_owned(),
            1 => "dont 1 n'est pas tranchée".to_owned(),
            count => format!("dont {count} ne sont pas tranchées"),
        };
        let mut text = format!(
            "\n\nAnalyse : {questions} questions posées à tout dossier, {settled} ; constats admis : {}, à savoir : {}.",
            accepted.len(),
            notes.len()
        );
        let mut notes = notes.clone();
        from_here(folder, &mut notes, &mut []);
        for note in &notes {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n  {} : {}", note.place, note.message);
        }
        text
    }

    /// The answer of `check` with what was asked, what is worth knowing and what is stood by.
    pub(super) fn within(&self, answer: &str) -> String {
        let list = |findings: &[Finding]| {
            let json = wire::findings_json(&Findings::new(findings.to_vec()).worded(words));
            let json: Json = serde_json::from_str(&json).unwrap_or_default();
            json.get("erreurs").cloned().unwrap_or_default()
        };
        let accepted: Vec<Json> = self
            .analysis
            .accepted
            .iter()
            .map(|(finding, why)| {
                let mut found = list(core::slice::from_ref(finding))
                    .get(0)
                    .cloned()
                    .unwrap_or_default();
                if let Some(object) = found.as_object_mut() {
                    object.insert("pourquoi".to_owned(), json!(why));
                }
                found
            })
            .collect();
        let mut answer: Json = serde_json::from_str(answer).unwrap_or_default();
        if let Some(object) = answer.as_object_mut() {
            let analysed = json!({
                "a_savoir": list(&self.analysis.notes),
                "admis": accepted,
                "indecises": self.analysis.undecided,
                "pas": self.analysis.steps,
                "questions": self.analysis.questions,
            });
            object.insert("analyse".to_owned(), analysed);
        }
        answer.to_string()
    }
}
