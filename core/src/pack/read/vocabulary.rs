//! Facts, enumerations, units and coherences: `vocabulaire.toml`.

use super::{
    asking, choices,
    declared::{Bounds, declared},
    former::{self, FormerNames},
    keys::Keys,
    limits::limit,
    names::{self, Kind, Names},
    node::{Doc, Node, table},
    report::Report,
    sources::Sources,
};
use crate::{
    error::Code,
    pack::model::{Asking, Citation, Coherence, Deduction, Definition, Location, Text, UnitWords},
    vocabulary::{Fact, FactId, Vocabulary},
};

/// What `vocabulaire.toml` states.
#[derive(Default)]
pub(super) struct Stated {
    pub(super) vocabulary: Vocabulary,
    pub(super) units: Vec<UnitWords>,
    pub(super) fact_places: Vec<Location>,
    pub(super) deductions: Vec<Deduction>,
    pub(super) askings: Vec<Asking>,
    pub(super) definitions: Vec<Definition>,
    pub(super) coherences: Vec<Coherence>,
}

/// A fact, what it follows from, how it is asked for, and what it means in law.
pub(super) struct StatedFact {
    pub(super) fact: Fact,
    deduced: Option<Text>,
    asking: Asking,
    definition: Option<(String, Citation)>,
    former: Vec<Text>,
}

impl StatedFact {
    /// Is nothing said of it but what it is?
    pub(super) fn is_only_stated(&self) -> bool {
        self.deduced.is_none()
            && self.asking.day.is_none()
            && self.asking.is_silent()
            && self.former.is_empty()
    }
}

/// Reads `vocabulaire.toml`.
pub(super) fn vocabulary(
    report: &mut Report,
    mut keys: Keys<'_>,
    sources: &Sources,
    names: &mut Names,
) -> Stated {
    let mut stated = Stated::default();
    let choices = keys.optional("choix");
    let facts = keys.optional("faits");
    let coherences = keys.optional("coherences");
    let units = keys.optional("unites");
    for (symbol, _, node) in table(report, units) {
        stated.units.extend(unit_words(report, symbol, node));
    }
    for (name, at, node) in table(report, choices) {
        if let Some(enumeration) = choices::enumeration(report, name, at, node) {
            stated.vocabulary.enumerations.push(enumeration);
        }
    }
    limit(report, &mut stated.vocabulary.enumerations, "énumérations");
    let mut formers: FormerNames = Vec::new();
    for (name, at, node) in table(report, facts) {
        if name == names::RESERVED {
            names::refuse(report, at, name);
            continue;
        }
        if !names.declare(report, node.doc, at, name, Kind::Fact) {
            continue;
        }
        match fact(report, name, at, node, (&stated.vocabulary, sources)) {
            Some(StatedFact {
                fact,
                deduced,
                asking,
                definition,
                former,
            }) => {
                formers.push((fact.name.clone(), former));
                let position = FactId(u16::try_from(stated.vocabulary.facts.len()).unwrap_or(u16::MAX));
                if !asking.is_silent() || asking.day.is_some() {
                    stated.askings.push(Asking {
                        fact: position,
                        ..asking
                    });
                }
                stated.deductions.extend(deduced.map(|rule| Deduction {
                    fact: position,
                    node: (),
                    rule,
                }));
                let defined = definition.map(|(text, citation)| Definition {
                    fact: position,
                    text,
                    citation,
                });
                stated.definitions.extend(defined);
                stated.vocabulary.facts.push(fact);
                stated.fact_places.push(at);
            }
            None => report.unread(name),
        }
    }
    former::distinct(report, "un fait", &formers);
    limit(report, &mut stated.vocabulary.facts, "faits");
    let kept = stated.vocabulary.facts.len();
    undefined(report, &stated);
    stated.fact_places.truncate(kept);
    stated.definitions.retain(|one| usize::from(one.fact.0) < kept);
    stated.deductions.retain(|one| usize::from(one.fact.0) < kept);
    stated.askings.retain(|one| usize::from(one.fact.0) < kept);
    if let Some(node) = coherences {
        for node in node.items(report).unwrap_or_default() {
            stated.coherences.extend(coherence(report, node));
        }
        unique(
            report,
            stated.coherences.iter().map(|c| (c.id.as_str(), c.at)),
            "règle de cohérence",
        );
    }
    keys.finish(report);
    stated
}

/// A pack that says what one fact means in law says it of each: nobody can tell that a text was forgotten otherwise.
fn undefined(report: &mut Report, stated: &Stated) {
    if stated.definitions.is_empty() {
        return;
    }
    let facts = stated.vocabulary.facts.iter().zip(&stated.fact_places);
    for ((fact, at), position) in facts.zip(0_u16..) {
        if !stated.definitions.iter().any(|one| one.fact == FactId(position)) {
            let message = format!(
                "le fait `{}` ne dit pas ce qu'il compte, ni selon quel texte",
                fact.name
            );
            report
                .add(*at, Code::Undefined, message)
                .help("ajoutez `definition = { texte = \"…\", source = \"…\" }`");
        }
    }
}

/// `an = { un = "an", plusieurs = "ans" }`.
fn unit_words(report: &mut Report, symbol: &str, node: Node<'_>) -> Option<UnitWords> {
    let mut keys = node.keys(report, format!("l'unité `{symbol}`"))?;
    let one = keys.required_string(report, "un");
    let several = keys.required_string(report, "plusieurs");
    keys.finish(report);
    Some(UnitWords {
        symbol: symbol.to_owned(),
        one: one?,
        several: several?,
    })
}

pub(super) fn fact(
    report: &mut Report,
    name: &str,
    at: Location,
    node: Node<'_>,
    (vocabulary, sources): (&Vocabulary, &Sources),
) -> Option<StatedFact> {
    let mut keys = node.keys(report, format!("le fait `{name}`"))?.named(at);
    let title = keys.title(report, "titre");
    let question = keys.string(report, "question");
    let help = keys.string(report, "aide");
    let declared = declared(report, &mut keys, vocabulary, Bounds::Stated);
    let sensitive = keys
        .optional("sensible")
        .and_then(|node| node.boolean(report))
        .unwrap_or(false);
    let deduced = keys
        .optional("deduit_de")
        .and_then(|node| super::keys::expression(report, node));
    let definition = keys
        .optional("definition")
        .and_then(|node| definition(report, node, sources));
    let asking = asking::asking(report, &mut keys, sources);
    let (gate, otherwise) = asking::gate(report, &mut keys, declared.as_ref(), vocabulary);
    let former = former::read(report, &mut keys);
    keys.finish(report);
    let fact = Fact {
        name: name.to_owned(),
        former: former::words(&former),
        title,
        question,
        help,
        declared: declared?,
        sensitive,
    };
    let deduced = match (&gate, otherwise) {
        (Some(gate), Some(otherwise)) => Some(asking::gated(gate, &fact, deduced, otherwise, vocabulary)),
        _ => deduced,
    };
    Some(StatedFact {
        fact,
        deduced,
        asking: Asking { gate, ..asking },
        definition,
        former,
    })
}

/// `{ texte = "…", source = "…", repere = "…" }`.
fn definition(report: &mut Report, node: Node<'_>, sources: &Sources) -> Option<(String, Citation)> {
    let mut keys = node.keys(report, "cette définition")?;
    let text = keys.required(report, "texte").and_then(|node| node.text(report));
    let source = keys
        .required(report, "source")
        .and_then(|node| sources.named(report, node));
    let locator = keys.string(report, "repere");
    keys.finish(report);
    let text = text?;
    if text.value.trim().is_empty() {
        report
            .add(text.at, Code::MissingTitle, "la définition ne dit rien")
            .help("écrivez ce que le texte compte, avec vos mots");
    }
    let citation = Citation {
        source: source?,
        locator,
    };
    Some((text.value, citation))
}

fn coherence(report: &mut Report, node: Node<'_>) -> Option<Coherence> {
    let mut keys = node.keys(report, "cette règle de cohérence")?;
    let (id, at) = id(report, &mut keys, "la règle de cohérence");
    check_id(report, &id, at);
    let title = keys.title(report, "titre");
    let test = keys.expression(report, "si");
    let refuses = keys.required(report, "gravite").and_then(|node| {
        node.word(
            report,
            &[("erreur", true), ("avertissement", false)],
            Code::InvalidValue,
        )
    });
    keys.finish(report);
    Some(Coherence {
        id,
        title,
        test: test?,
        refuses: refuses.unwrap_or(true),
        deduced: None,
        at,
    })
}

/// Reads the `id` of an element of a list, and names the element after it in later messages.
///
/// An `id` that is missing or is no text is empty after its finding.
pub(super) fn id(report: &mut Report, keys: &mut Keys<'_>, kind: &str) -> (String, Location) {
    let Some(text) = keys.required(report, "id").and_then(|node| node.text(report)) else {
        return (String::new(), keys.at);
    };
    keys.subject = format!("{kind} `{}`", text.value);
    keys.at = text.at;
    (text.value, text.at)
}

/// Checks an `id` that was read.
pub(super) fn check_id(report: &mut Report, id: &str, at: Location) {
    if !id.is_empty() {
        names::check(report, at, id);
    }
}

/// Reports the names that come twice in a list.
pub(super) fn unique<'n>(
    report: &mut Report,
    list: impl IntoIterator<Item = (&'n str, Location)>,
    kind: &str,
) {
    let mut seen = std::collections::BTreeSet::new();
    for (name, at) in list {
        if !seen.insert(name) && !name.is_empty() {
            report
                .add(
                    at,
                    Code::DuplicateId,
                    format!("`{name}` est déjà le nom d'une {kind}"),
                )
                .help("donnez un autre nom");
        }
    }
}

/// Where the keys of a whole file are missing.
pub(super) fn file_keys<'a>(doc: Doc<'a>, table: &'a toml::de::DeTable<'a>) -> Keys<'a> {
    Keys::new(doc, table, doc.top(), format!("le fichier `{}`", doc.path))
}
