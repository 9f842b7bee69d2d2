use super::Findings;

/// Findings as rustc prints them.
#[must_use]
pub fn render(findings: &Findings) -> String {
    findings.to_string()
}
