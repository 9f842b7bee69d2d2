//! The vocabulary as Rust types.

use std::fmt::Write as _;

use bareme::{
    catalogue::Plan,
    vocabulary::{Enumeration, Fact, Kind, Member, Style},
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
        let name = &fact.name;
        let _ = writeln!(
            code,
            "        if let Some(value) = self.{name} {{\n            findings.extend(into.insert({name:?}, value.into()).err());\n        }}"
        );
    }
    code.push_str("    }\n\n    pub(super) fn told(dossier: &bareme::Dossier) -> Self {\n        Self {\n");
    for fact in &vocabulary.facts {
        let name = &fact.name;
        let read = read_back(plan, fact);
        let _ = writeln!(
            code,
            "            {name}: dossier.get({name:?}).and_then(|value| {read}),"
        );
    }
    code.push_str("        }\n    }\n\n    pub(super) fn stated(&self) -> usize {\n        [\n");
    for fact in &vocabulary.facts {
        let _ = writeln!(code, "            self.{}.is_some(),", fact.name);
    }
    code.push_str(
        "        ]\n        .into_iter()\n        .filter(|stated| *stated)\n        .count()\n    }\n}\n",
    );
    code
}

/// How the value of a fact is had back from that of the engine.
fn read_back(plan: &Plan, fact: &Fact) -> String {
    match (&fact.declared.kind, fact.declared.style) {
        (Kind::Boolean, _) => "value.truth()".to_owned(),
        (Kind::Date, _) => "value.day()".to_owned(),
        (Kind::Choice(_), _) => format!("{}::from_name(value.member()?)", rust_type(plan, fact)),
        (Kind::Number { .. }, Style::Integer) => "value.number()?.try_into().ok()".to_owned(),
        (Kind::Number { .. }, _) => "value.number()".to_owned(),
    }
}

/// An enumeration: its members, and what they are by their names.
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
    let each =
        |told: &dyn Fn(&Member) -> String| -> String { enumeration.members.iter().map(told).collect() };
    let all = each(&|member| format!("Self::{}, ", variant(&member.name)));
    let arms = |text: &dyn Fn(&Member) -> String| {
        each(&|member| {
            format!(
                "            Self::{} => {:?},\n",
                variant(&member.name),
                text(member)
            )
        })
    };
    let (names, labels) = (
        arms(&|member| member.name.clone()),
        arms(&|member| member.label.clone()),
    );
    let _ = writeln!(
        code,
        "}}\n\nimpl {name} {{\n    /// Every member, in the order of the pack.\n    pub const ALL: &[Self] = &[{all}];\n\n    \
         /// Its name in dossiers and decisions.\n    #[must_use]\n    pub const fn name(self) -> &'static str {{\n        match self {{\n{names}        }}\n    }}\n\n    \
         /// What a person reads.\n    #[must_use]\n    pub const fn label(self) -> &'static str {{\n        match self {{\n{labels}        }}\n    }}\n\n    \
         /// The member with this name in decisions.\n    #[must_use]\n    pub fn from_name(name: &str) -> Option<Self> {{\n        \
         Self::ALL.iter().copied().find(|member| member.name() == name)\n    }}\n}}\n\nword!({name}, {:?});\n",
        format!("une valeur de `{}`", enumeration.name)
    );
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
