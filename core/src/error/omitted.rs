//! What is left out of a report that would be too long, counted.

use super::{Code, Finding, Place, Severity};

/// The most errors that are told about a pack, and the most warnings: nobody reads more, and a hostile pack must not buy a
/// report larger than itself.
pub const MOST_FINDINGS: usize = 500;

/// How many findings were left out, told by one finding of their own: nothing is dropped in silence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Omitted {
    errors: Told,
    warnings: Told,
}

/// How many were told of one severity, and how many were not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Told {
    kept: usize,
    omitted: usize,
}

impl Omitted {
    /// Is there room for one more finding of this severity? Counts it.
    pub(crate) fn keeps(&mut self, severity: Severity) -> bool {
        let told = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        };
        let kept = told.kept < MOST_FINDINGS;
        let counted = if kept { &mut told.kept } else { &mut told.omitted };
        *counted = counted.saturating_add(1);
        kept
    }

    /// How many findings there were, those left out included.
    pub(crate) const fn count(self) -> usize {
        let kept = self.errors.kept.saturating_add(self.warnings.kept);
        kept.saturating_add(self.errors.omitted)
            .saturating_add(self.warnings.omitted)
    }

    /// What was left out, as a finding that refuses the pack when an error was.
    pub(crate) fn finding(self) -> Option<Finding> {
        let (severity, number, left) = match (self.errors.omitted, self.warnings.omitted) {
            (0, 0) => return None,
            (0, 1) => (Severity::Warning, 1, "autre avertissement n'est pas montré"),
            (0, warnings) => (
                Severity::Warning,
                warnings,
                "autres avertissements ne sont pas montrés",
            ),
            (1, _) => (Severity::Error, 1, "autre erreur n'est pas montrée"),
            (errors, _) => (Severity::Error, errors, "autres erreurs ne sont pas montrées"),
        };
        let message = format!("{number} {left} : {MOST_FINDINGS} suffisent pour commencer");
        let mut finding = Finding::new(Code::FindingsOmitted, Place::Whole, message)
            .with_help("corrigez ce qui est montré, puis contrôlez à nouveau");
        finding.severity = severity;
        Some(finding)
    }
}

/// The first findings of each severity, then how many others there are.
pub(crate) fn capped(list: Vec<Finding>) -> Vec<Finding> {
    let mut omitted = Omitted::default();
    let mut kept: Vec<Finding> = list
        .into_iter()
        .filter(|finding| omitted.keeps(finding.severity))
        .collect();
    kept.extend(omitted.finding());
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(code: Code, number: usize) -> Vec<Finding> {
        (0..number)
            .map(|n| Finding::new(code, Place::Pointer(format!("/{n}")), "faute"))
            .collect()
    }

    #[test]
    fn what_is_left_out_is_counted_and_an_error_stays_one() {
        let mut list = findings(Code::UnusedFact, MOST_FINDINGS + 7);
        list.extend(findings(Code::UnknownKey, MOST_FINDINGS + 1));
        let told = capped(list);
        assert_eq!(told.len(), 2 * MOST_FINDINGS + 1);
        let last = told.last().unwrap();
        assert_eq!(
            (last.code, last.severity),
            (Code::FindingsOmitted, Severity::Error)
        );
        assert!(
            last.message.starts_with("1 autre erreur n'est pas montrée"),
            "{last}"
        );
        let told = capped(findings(Code::UnusedFact, MOST_FINDINGS + 2));
        let last = told.last().unwrap();
        assert_eq!(last.severity, Severity::Warning);
        assert!(
            last.message
                .starts_with("2 autres avertissements ne sont pas montrés"),
            "{last}"
        );
    }

    #[test]
    fn what_fits_is_told_whole() {
        let list = findings(Code::UnknownKey, MOST_FINDINGS);
        assert_eq!(capped(list.clone()), list);
    }
}
