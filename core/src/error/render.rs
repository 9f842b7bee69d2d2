use super::Findings;

/// Findings as rustc prints them.
#[must_use]
pub fn render(findings: &Findings, _colour: bool) -> String {
    findings.to_string()
}
