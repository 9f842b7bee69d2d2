//! The vocabulary as Rust types.

use std::fmt::Write as _;

use bareme::{
    plan::Plan,
    vocabulary::{Enumeration, Fact, Kind, Style},
};

/// The source of the façade: one enum for each enumeration that a fact uses, and one struct for the dossier.
pub(crate) fn write(plan: &Plan) -> String {
    let vocabulary = &plan.vocabulary;
    let mut code = String::from("// Written by the build script from the vocabulary of the pack.\n\n");
    for enumeration in &vocabulary.enumerations {
        enumerate(&mut code, enumeration);
    }
    code.push_str(
        "/// What is known of a dossier; a fact that is `None` is unknown, which is an answer too.\n///\n\
         /// A fact that is renamed in the pack is a compile error here.\n\
         #[derive(Clone, Default, PartialEq, Eq)]\n#[non_exhaustive]\npub struct Dossier {\n",
    );
    for fact in &vocabulary.facts {
        let kind = rust_type(plan, fact);
        let _ = writeln!(
            code,
            "    /// {}{}\n    pub {}: Option<{kind}>,",
            doc(&fact.title),
            unit(fact),
            fact.name
        );
    }
    code.push_str("}\n\nimpl Dossier {\n    pub(super) fn state(&self, into: &mut bareme::Dossier, findings: &mut Vec<bareme::Finding>) {\n");
    for fact in &vocabulary.facts {
        let value = match fact.declared.kind {
            Kind::Choice(_) => "value.name()",
            _ => "(*value)",
        };
        let name = &fact.name;
        let _ = writeln!(
            code,
            "        if let Some(value) = &self.{name} {{\n            findings.extend(into.insert({name:?}, {value}.into()).err());\n        }}"
        );
    }
    code.push_str("    }\n\n    pub(super) fn stated(&self) -> usize {\n        [\n");
    for fact in &vocabulary.facts {
        let _ = writeln!(code, "            self.{}.is_some(),", fact.name);
    }
    code.push_str(
        "        ]\n        .into_iter()\n        .filter(|stated| *stated)\n        .count()\n    }\n}\n",
    );
    code
}

fn enumerate(code: &mut String, enumeration: &Enumeration) {
    let name = camel(&enumeration.name);
    let _ = writeln!(
        code,
        "/// `{}` in the pack.\n#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[non_exhaustive]\npub enum {name} {{",
        enumeration.name
    );
    for member in &enumeration.members {
        let _ = writeln!(
            code,
            "    /// {}\n    {},",
            doc(&member.label),
            variant(&member.name)
        );
    }
    let _ = writeln!(
        code,
        "}}\n\nimpl {name} {{\n    /// Its name in dossiers and decisions.\n    #[must_use]\n    pub const fn name(self) -> &'static str {{\n        match self {{"
    );
    for member in &enumeration.members {
        let _ = writeln!(
            code,
            "            Self::{} => {:?},",
            variant(&member.name),
            member.name
        );
    }
    let _ = writeln!(
        code,
        "        }}\n    }}\n\n    /// The member with this name in decisions.\n    #[must_use]\n    pub fn from_name(name: &str) -> Option<Self> {{\n        match name {{"
    );
    for member in &enumeration.members {
        let _ = writeln!(
            code,
            "            {:?} => Some(Self::{}),",
            member.name,
            variant(&member.name)
        );
    }
    code.push_str("            _ => None,\n        }\n    }\n}\n\n");
}

fn rust_type(plan: &Plan, fact: &Fact) -> String {
    match (&fact.declared.kind, fact.declared.style) {
        (Kind::Boolean, _) => "bool".to_owned(),
        (Kind::Date, _) => "bareme::Day".to_owned(),
        (Kind::Choice(id), _) => plan
            .vocabulary
            .enumeration(*id)
            .map_or_else(String::new, |e| camel(&e.name)),
        (Kind::Number { .. }, Style::Integer) => "i64".to_owned(),
        (Kind::Number { .. }, _) => "bareme::Decimal".to_owned(),
    }
}

fn unit(fact: &Fact) -> String {
    match fact.declared.unit() {
        Some(unit) if !unit.is_none() => format!(", in `{unit}`"),
        _ => String::new(),
    }
}

/// A member that starts with a digit gets an `N`: `N0bis`.
fn variant(name: &str) -> String {
    let name = camel(name);
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("N{name}")
    } else {
        name
    }
}

fn camel(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_uppercase().collect::<String>() + letters.as_str()
            })
        })
        .collect()
}

/// A title as the text of a doc comment.
fn doc(title: &str) -> String {
    title.replace(['\n', '\r'], " ").replace('[', "\\[")
}
