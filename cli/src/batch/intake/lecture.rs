//! What is read of texts that people wrote, kind by kind: the same words as `lenient` in Python.

use std::str::FromStr;

/// What is read besides what is always read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Lecture {
    /// Days as `31/12/2024`.
    pub(crate) dates: bool,
    /// Truths as `Oui`, `o`, `N`.
    pub(crate) truths: bool,
    /// Numbers as `18 250,50 €`: they always are, and may be declared.
    pub(crate) numbers: bool,
    /// Départements by their codes: `49`.
    pub(crate) departments: bool,
}

/// What is written, for whoever wrote something else.
pub(crate) const KNOWN: &str = "fr, ou une liste de dates=fr, booleens=oui_non, nombres=fr, departement=code";

impl Lecture {
    /// What either reads.
    pub(super) const fn with(self, other: Self) -> Self {
        Self {
            dates: self.dates || other.dates,
            truths: self.truths || other.truths,
            numbers: self.numbers || other.numbers,
            departments: self.departments || other.departments,
        }
    }
}

impl FromStr for Lecture {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim() == "fr" {
            return Ok(Self {
                dates: true,
                truths: true,
                numbers: true,
                departments: true,
            });
        }
        let mut read = Self::default();
        for part in text.split(',') {
            match part.split_once('=').map(|(kind, how)| (kind.trim(), how.trim())) {
                Some(("dates", "fr")) => read.dates = true,
                Some(("booleens", "oui_non")) => read.truths = true,
                Some(("nombres", "fr")) => read.numbers = true,
                Some(("departement", "code")) => read.departments = true,
                _ => return Err(format!("écrivez {KNOWN}")),
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::Lecture;

    #[test]
    fn a_part_is_read_alone_and_other_words_are_told() {
        let read: Lecture = "dates=fr, departement=code".parse().unwrap();
        assert_eq!(
            read,
            Lecture {
                dates: true,
                departments: true,
                ..Lecture::default()
            }
        );
        for wrong in ["", "en", "dates", "dates=us", "dates=fr,"] {
            assert!(wrong.parse::<Lecture>().is_err(), "{wrong}");
        }
    }
}
