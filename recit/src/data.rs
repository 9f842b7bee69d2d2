//! What was processed, with what, and what a person may do about it.

use bareme::{
    Answer, Verdict,
    answer::{DroitValue, Explanation},
    catalogue::Plan,
    vocabulary::{Fact, Style},
};

use crate::{
    builder::Body,
    tree::{Block, Line, Mark, Recit, Section, Span, Text, Tone},
    words::{self, Words},
};

/// What an answer made with an algorithm says of itself.
pub(crate) const NOTICE: &str = "Elle vient d'un traitement algorithmique, qui aide à décider et ne décide pas (code des relations entre \
    le public et l'administration, article R311-3-1-2). L'agent qui vous reçoit peut vous l'expliquer. La décision que \
    l'administration prendra peut être contestée, par les voies de recours qu'elle indiquera.";

/// The data that were processed, and where they come from.
pub(crate) fn used(answer: &Answer) -> Section {
    let mut used: Vec<&str> = answer
        .decisions()
        .filter_map(|decision| decision.explanation())
        .flat_map(Explanation::facts)
        .map(|read| read.fact.name.as_str())
        .collect();
    // The days by which it is done are told of what can be asked for.
    let told = answer
        .decisions()
        .filter(|decision| decision.verdict() == Verdict::Eligible);
    let facts = told.flat_map(|decision| decision.deadline_facts());
    used.extend(facts.map(|fact| fact.name.as_str()));
    let mut body = Body::default();
    body.line(
        0,
        if used.is_empty() {
            "Aucune donnée du dossier n'a servi."
        } else {
            "Elles viennent toutes du dossier, tel qu'il a été rempli."
        },
    );
    let mut unused = Vec::new();
    let plan = answer.plan();
    for (fact, known) in answer.dossier().stated() {
        if !used.contains(&fact.name.as_str()) {
            unused.push(words::inside(&fact.title));
            continue;
        }
        let value = DroitValue::settled(known, &fact.declared, &plan.vocabulary);
        if let Some(value) = value {
            body.marked(
                2,
                Mark::Item,
                format!("{}\u{a0}: {}", fact.title, fact_told(plan, fact, value)),
            );
        }
    }
    if !unused.is_empty() {
        body.line(
            0,
            format!(
                "Données du dossier qui n'ont pas servi\u{a0}: {}.",
                unused.join(", ")
            ),
        );
    }
    Section {
        title: "Données utilisées".to_owned(),
        apart: true,
        blocks: body.into_blocks(),
    }
}

/// What the dossier states, each fact with its value in words: for a form, where each can be changed.
#[must_use]
pub fn facts(answer: &Answer) -> Recit {
    let plan = answer.plan();
    let mut lines = Vec::new();
    for (fact, known) in answer.dossier().stated() {
        let Some(value) = DroitValue::settled(known, &fact.declared, &plan.vocabulary) else {
            continue;
        };
        let mut text = Text(vec![Span::Fact {
            name: fact.name.clone(),
            text: fact.title.clone(),
        }]);
        text.push("\u{a0}: ");
        lines.push(Line::marked(
            Mark::Item,
            text.strong(fact_told(plan, fact, value)),
        ));
    }
    Recit {
        title: "Vos réponses".to_owned(),
        blocks: vec![Block::Lines { lines }],
    }
}

/// The value of a fact in words.
pub(crate) fn fact_told(plan: &Plan, fact: &Fact, value: DroitValue<'_>) -> String {
    match value {
        DroitValue::Choice(_, label) => label.to_owned(),
        DroitValue::Date(day) => words::date(day),
        DroitValue::Boolean(value) => if value { "oui" } else { "non" }.to_owned(),
        number @ (DroitValue::Integer(_) | DroitValue::Decimal(_)) => {
            let unit = fact.declared.unit().filter(|unit| !unit.is_none());
            Words::of(plan).quantity(
                &number.to_string(),
                unit.map(ToString::to_string).as_deref(),
                fact.declared.style == Style::Rate,
            )
        }
    }
}

/// The pack and the engine, so that the same answer can be found again; a page that fits a screen leaves the hash out.
pub(crate) fn identity(plan: &Plan, brief: bool) -> Vec<Line> {
    let mut lines = vec![format!(
        "Barème {} {}, moteur {}.",
        plan.header.id,
        plan.header.version,
        env!("CARGO_PKG_VERSION")
    )];
    if !brief {
        lines.push(format!("Empreinte du barème\u{a0}: sha256:{}", plan.fingerprint));
    }
    lines
        .into_iter()
        .map(|text| Line::plain(text).toned(Tone::Aside))
        .collect()
}
