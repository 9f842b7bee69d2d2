//! What was processed, with what, and what a person may do about it.

use bareme::{Answer, Verdict, answer::Explanation, catalogue::Plan, vocabulary::Fact};

use crate::{
    builder::Body,
    stated,
    tree::{Block, Line, Mark, Recit, Section, Span, Text, Tone},
    words,
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
    if answer.under_reserve().is_some() {
        body.line(
            0,
            "Ce qui a été supposé, faute de réponse, est dit à part et n'y figure pas.",
        );
    }
    let mut unused = Vec::new();
    let plan = answer.plan();
    for (fact, known) in answer.dossier().stated() {
        if !used.contains(&fact.name.as_str()) {
            unused.push(words::inside(&fact.title));
            continue;
        }
        if let Some(told) = stated::told(plan, fact, known) {
            body.marked(2, Mark::Item, format!("{}\u{a0}: {told}", fact.title));
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
    let line = |fact: &Fact, told: String| {
        let name = Span::Fact {
            name: fact.name.clone(),
            text: fact.title.clone(),
        };
        Line::marked(Mark::Item, Text(vec![name]).and("\u{a0}: ").strong(told))
    };
    for (fact, known) in answer.dossier().stated() {
        if let Some(told) = stated::told(plan, fact, known) {
            lines.push(line(fact, told));
        }
    }
    let skipped = answer.dossier().skipped();
    lines.extend(skipped.map(|fact| line(fact, "vous ne savez pas".to_owned())));
    Recit {
        title: "Vos réponses".to_owned(),
        blocks: vec![Block::Lines { lines }],
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
