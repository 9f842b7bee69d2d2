//! What a reform says, as a text: written by a person in a file, or made of what a program says.

use crate::{date::Day, error::SourceFile};

/// The name of the file of a reform that has none.
const FILE: &str = "reforme.toml";

/// What a reform changes in a pack, from a day on. It is checked when it is applied.
///
/// # Example
/// ```
/// use bareme::{guide, reform::Reform};
///
/// // The same, written in a file.
/// let reform = Reform::from_toml(
///     "reforme.toml",
///     r#"
/// nom    = "Plus jeune"
/// depuis = 2025-09-01
///
/// [changements]
/// age_minimum = 14
/// "#,
/// );
/// let reformed = guide::engine()?.with_reform(&reform)?;
/// assert_eq!(reformed.plan().reform.as_ref().unwrap().name, "Plus jeune");
/// # Ok::<(), bareme::Findings>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reform {
    path: String,
    /// What comes before the changes.
    head: String,
    /// The changes, one for each line.
    changes: String,
    /// The texts of the dispositifs that it adds.
    dispositifs: Vec<String>,
}

/// The new value of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReformValue {
    /// An expression, a number, `× 1.05`, `+ 10 %`, `supprimée`.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Day(Day),
}

impl From<&str> for ReformValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for ReformValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for ReformValue {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<bool> for ReformValue {
    fn from(truth: bool) -> Self {
        Self::Boolean(truth)
    }
}

impl From<Day> for ReformValue {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl Reform {
    /// A reform that changes nothing yet, from its first day on.
    #[must_use]
    pub fn new(name: &str, since: Day) -> Self {
        Self {
            path: FILE.to_owned(),
            head: format!("nom = {}\ndepuis = {since}\n", quoted(name)),
            changes: String::new(),
            dispositifs: Vec::new(),
        }
    }

    /// The reform that a file writes; `path` is the name that findings give it.
    #[must_use]
    pub fn from_toml(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            head: text.to_owned(),
            changes: String::new(),
            dispositifs: Vec::new(),
        }
    }

    /// With who proposes it.
    #[must_use]
    pub fn by(mut self, author: &str) -> Self {
        self.head.push_str(&format!("auteur = {}\n", quoted(author)));
        self
    }

    /// With why.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.head.push_str(&format!("motif = {}\n", quoted(reason)));
        self
    }

    /// With a change, by the path of what it changes: `montant_bourse`, `bourse_plafonds[points=3]`, `bourse.conditions.age`.
    #[must_use]
    pub fn change(mut self, path: &str, value: impl Into<ReformValue>) -> Self {
        let value = match value.into() {
            ReformValue::Text(text) => quoted(&text),
            ReformValue::Integer(number) => number.to_string(),
            ReformValue::Boolean(truth) => truth.to_string(),
            ReformValue::Day(day) => day.to_string(),
        };
        self.changes.push_str(&format!("{} = {value}\n", quoted(path)));
        self
    }

    /// With a change of a rule that says its title too: what a condition asks, as a person reads it. A condition that the dispositif has not is added.
    #[must_use]
    pub fn change_titled(mut self, path: &str, expression: &str, title: &str) -> Self {
        let key = if path.contains(".conditions.") || path.contains(".priorites.") {
            "si"
        } else {
            "valeur"
        };
        self.changes.push_str(&format!(
            "{} = {{ {key} = {}, titre = {} }}\n",
            quoted(path),
            quoted(expression),
            quoted(title)
        ));
        self
    }

    /// With a dispositif that it adds: the text of its file, whose sources may be `{ id = "reforme" }`.
    #[must_use]
    pub fn dispositif(mut self, toml: &str) -> Self {
        self.dispositifs.push(toml.to_owned());
        self
    }

    /// Its files, as findings place faults in them: its own, then one for each dispositif that it adds.
    #[must_use]
    pub fn files(&self) -> Vec<SourceFile> {
        let mut text = self.head.clone();
        if !self.changes.is_empty() {
            text.push_str("\n[changements]\n");
            text.push_str(&self.changes);
        }
        let own = SourceFile {
            path: self.path.clone(),
            text,
        };
        let added = (1_u32..).zip(&self.dispositifs).map(|(number, text)| SourceFile {
            path: format!("reforme-dispositif-{number}.toml"),
            text: text.clone(),
        });
        core::iter::once(own).chain(added).collect()
    }
}

/// A text of TOML between quotes.
fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len().saturating_add(2));
    written.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => written.extend(['\\', letter]),
            '\n' => written.push_str("\\n"),
            control if control.is_control() => {
                written.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            other => written.push(other),
        }
    }
    written.push('"');
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_says_is_a_file_of_toml() {
        let reform = Reform::new("Un « essai » \"cité\"", "2026-09-01".parse().unwrap())
            .by("A. B.")
            .change("p[k=\"1\"]", "× 1.05")
            .change("q", 3)
            .change("r", true);
        let [file] = reform.files().try_into().unwrap();
        assert_eq!(
            file.text,
            "nom = \"Un « essai » \\\"cité\\\"\"\ndepuis = 2026-09-01\nauteur = \"A. B.\"\n\n[changements]\n\"p[k=\\\"1\\\"]\" = \"× 1.05\"\n\"q\" = 3\n\"r\" = true\n"
        );
        assert_eq!(quoted("a\tb\nc"), "\"a\\u0009b\\nc\"");
    }
}
