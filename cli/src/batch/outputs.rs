//! The files of a run: decisions, rows at fault, manifest.

use std::path::Path;

use bareme::{Code, Finding, error::Place};

use super::target::{MANIFEST_ENDING, Target, Used, distinct};
use crate::arguments::Batch;

/// Where everything is written.
#[derive(Debug)]
pub(crate) struct Outputs {
    pub(crate) decisions: Target,
    /// Standard error when there is none.
    pub(crate) errors: Option<Target>,
    pub(crate) manifest: Option<Target>,
}

impl Outputs {
    /// Those that were asked for: by default the two others stand beside the decisions. Every fault is told.
    pub(crate) fn of(command: &Batch) -> Result<Self, Vec<Finding>> {
        let one = |finding| vec![finding];
        let decisions = Target::of(&command.output).map_err(one)?;
        let or_beside = |asked: Option<&Path>, ending: &str| match asked {
            Some(path) => Target::of(path).map(Some),
            None => decisions.beside(ending),
        };
        let errors = or_beside(command.errors.as_deref(), "errors.csv").map_err(one)?;
        let manifest = or_beside(command.manifest.as_deref(), MANIFEST_ENDING).map_err(one)?;
        let mut used = vec![
            Used::input(&command.input),
            Used::output("les décisions", &decisions),
        ];
        used.push(errors.as_ref().map_or_else(
            || Used::standard_error("les lignes illisibles"),
            |target| Used::output("les lignes illisibles", target),
        ));
        used.extend(
            manifest
                .as_ref()
                .map(|target| Used::output("le manifeste", target)),
        );
        let findings = distinct(&used);
        if !findings.is_empty() {
            return Err(findings);
        }
        let outputs = Self {
            decisions,
            errors,
            manifest,
        };
        if command.summary && !matches!(outputs.decisions, Target::File { .. }) {
            let message =
                "`--summary` écrirait ses totaux parmi les décisions, qui ne vont pas dans un fichier";
            return Err(vec![
                Finding::new(Code::FileUnreadable, Place::Whole, message)
                    .with_help("donnez un nom de fichier à la sortie, ou passez-la à `bareme summary -`"),
            ]);
        }
        Ok(outputs)
    }

    /// Removes what killed runs left beside these files.
    pub(crate) fn tidy(&self) {
        let others = self.errors.iter().chain(&self.manifest);
        std::iter::once(&self.decisions)
            .chain(others)
            .for_each(Target::tidy);
    }
}
