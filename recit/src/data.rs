//! What was processed, with what, and what a person may do about it.

use bareme::{
    Answer, Verdict,
    answer::{DroitValue, Explanation, StatedInterval},
    catalogue::{Plan, Value},
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
        body.marked(
            2,
            Mark::Item,
            format!("{}\u{a0}: {}", fact.title, stated_told(plan, fact, known)),
        );
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
        let mut text = Text(vec![Span::Fact {
            name: fact.name.clone(),
            text: fact.title.clone(),
        }]);
        text.push("\u{a0}: ");
        lines.push(Line::marked(
            Mark::Item,
            text.strong(stated_told(plan, fact, known)),
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

/// What is stated of a fact, in words: its value, or what it may be.
pub(crate) fn stated_told(plan: &Plan, fact: &Fact, known: Value) -> String {
    DroitValue::settled(known, &fact.declared, &plan.vocabulary).map_or_else(
        || interval_told(plan, fact, &StatedInterval::new(fact, known, &plan.vocabulary)),
        |value| fact_told(plan, fact, value),
    )
}

/// What a fact may be, in words.
pub(crate) fn interval_told(plan: &Plan, fact: &Fact, stated: &StatedInterval<'_>) -> String {
    let told = |value: &DroitValue<'_>| fact_told(plan, fact, *value);
    let is_date = fact.declared.kind.is_date();
    match (&stated.min, &stated.max) {
        (Some(min), Some(max)) if is_date => format!("du {} au {}", told(min), told(max)),
        (Some(min), None) if is_date => format!("à partir du {}", told(min)),
        (None, Some(max)) if is_date => format!("jusqu'au {}", told(max)),
        (Some(min), Some(max)) => format!("de {} à {}", told(min), told(max)),
        (Some(min), None) => format!("{} ou plus", told(min)),
        (None, Some(max)) => format!("{} ou moins", told(max)),
        (None, None) => stated.among.iter().map(told).collect::<Vec<_>>().join(", ou "),
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
