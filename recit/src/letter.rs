//! A letter about one dispositif: what article R311-3-1-2 of the code des relations entre le public et l'administration asks
//! to be told of a decision made with an algorithm.

use bareme::{
    Answer, Verdict,
    answer::{ConditionState, Decision, DroitValue, Explanation, Step, StepKind},
    vocabulary::Fact,
};

use crate::{
    answer::{self, Nature},
    builder::{Body, part},
    data,
    reasons::{Notes, Reasons, Shape, Values, sources},
    stated, step,
    tree::{Block, Mark, Recit, Text},
    usually, verdict, words,
};

/// The letter about a dispositif that was decided with its reasons (`Engine::explain`); nothing when it was not decided, or when the answer holds no reasons: a
/// letter owes them.
#[must_use]
pub fn letter(answer: &Answer, dispositif: &str) -> Option<Recit> {
    let decision = answer.decision(dispositif)?;
    decision.explanation()?;
    let reasons = Reasons::of(answer, decision);
    let mut notes = Notes::new(answer.plan());
    let mut blocks = opening(answer, &decision);
    blocks.push(section("1. La place du traitement algorithmique", |body| {
        contribution(&decision, body);
    }));
    if let Some(explanation) = decision.explanation() {
        blocks.push(section(
            "2. Les données traitées et d'où elles viennent",
            |body| {
                facts(answer, &decision, explanation, body);
            },
        ));
        let values = Values {
            plan: answer.plan(),
            dispositif: decision.dispositif(),
        };
        blocks.push(section(
            "3. Les paramètres et leur poids dans votre situation",
            |body| {
                weights(&decision, body);
                parameters(&decision, explanation, &values, &mut notes, body);
            },
        ));
        blocks.push(section("4. Les opérations effectuées", |body| {
            compared(&decision, &mut notes, body);
            reasons.reasoning(body, &mut notes);
        }));
    }
    blocks.push(section("5. Ce qui reste incertain", |body| {
        if reasons.has_doubts_above() {
            body.line(
                0,
                "Ce qui est marqué « À confirmer » dans la partie 4 reste incertain.",
            );
        }
        reasons.trust(body);
    }));
    blocks.push(section("6. Vos droits", |body| {
        body.line(
            0,
            "Vous pouvez demander à la personne qui vous reçoit de vous expliquer chaque étape, et de corriger une donnée \
             inexacte. La décision que l'administration prendra indiquera les voies et délais de recours.",
        );
    }));
    blocks.extend(sources(&notes, 0));
    blocks.push(Block::Lines {
        lines: data::identity(answer.plan(), false),
    });
    Some(Recit {
        title: decision.title().into_owned(),
        blocks,
    })
}

fn section(title: &str, write: impl FnOnce(&mut Body)) -> Block {
    let mut body = Body::default();
    write(&mut body);
    let mut blocks = body.into_blocks();
    if blocks.is_empty() {
        let mut nothing = Body::default();
        nothing.line(0, "Rien à signaler.");
        blocks = nothing.into_blocks();
    }
    part(title, blocks)
}

/// What is answered, and what it gives.
fn opening(answer: &Answer, decision: &Decision<'_>) -> Vec<Block> {
    let mut body = Body::default();
    body.line(0, "Madame, Monsieur,");
    body.line(
        0,
        format!(
            "Voici la réponse du barème « {} » à votre situation, au {}, et la façon dont elle a été obtenue.",
            answer.plan().header.title,
            words::date(answer.date())
        ),
    );
    body.gap();
    let mark = verdict::mark(decision);
    body.strong(0, mark, verdict::sentence(decision));
    usually::write(answer, decision, 2, &mut body);
    if decision.verdict() == Verdict::NotEligible {
        body.line(2, "Ce qui manque\u{a0}:");
        for condition in decision.conditions() {
            if condition.state == ConditionState::NotMet {
                let title = condition.title;
                body.marked(2, Mark::No, title.as_ref());
            }
        }
    }
    let values = Values {
        plan: answer.plan(),
        dispositif: decision.dispositif(),
    };
    if matches!(decision.verdict(), Verdict::Eligible | Verdict::Undetermined) {
        if decision.verdict() == Verdict::Undetermined && answer::benefits(decision).next().is_some() {
            let condition = match answer::nature(decision) {
                Nature::Decision => "Si la demande est possible, puis acceptée\u{a0}:",
                Nature::Aid | Nature::Classification | Nature::Floor | Nature::Rule => {
                    "Si vous y avez droit\u{a0}:"
                }
            };
            body.line(0, condition);
        }
        for view in answer::benefits(decision) {
            let title = &view.title;
            let value = verdict::droit(&values, &view);
            body.marked(
                2,
                Mark::Item,
                Text::from(format!("{title}\u{a0}: ")).strong(value),
            );
        }
    }
    let asked = matches!(decision.verdict(), Verdict::Eligible | Verdict::Undetermined);
    if (asked || answer::may_still_exist(decision))
        && let Some(line) = step::told(decision)
    {
        body.marked(0, line.mark, line.text);
        for line in step::deadlines(decision) {
            body.marked(2, line.mark, line.text);
        }
    }
    body.into_blocks()
}

/// The degree and the mode of contribution.
fn contribution(decision: &Decision<'_>, body: &mut Body) {
    body.line(
        0,
        "Cette réponse a été calculée en entier par un traitement algorithmique, qui applique les règles publiées du barème \
         aux données du dossier, sans apprentissage ni tirage au sort\u{a0}: les mêmes données, le même jour, donnent toujours la \
         même réponse (code des relations entre le public et l'administration, article R311-3-1-2).",
    );
    let decides = match (answer::nature(decision), answer::decider(decision)) {
        (Nature::Decision, Some(decider)) => {
            format!("Elle dit si une demande est possible\u{a0}: {decider} décide ensuite, et peut refuser.")
        }
        _ => "Elle aide à décider et ne décide pas\u{a0}: la décision revient à l'administration.".to_owned(),
    };
    body.line(0, decides);
}

/// The data that were processed, and their sources.
fn facts(answer: &Answer, decision: &Decision<'_>, explanation: Explanation<'_>, body: &mut Body) {
    body.line(
        0,
        "Elles viennent toutes du dossier, tel qu'il a été rempli\u{a0}; aucune n'a été prise ailleurs.",
    );
    let mut unknown = Vec::new();
    for read in explanation.facts() {
        match read.value {
            Some(value) => {
                let value = stated::value(answer.plan(), read.fact, value);
                let followed = read.deduced_from.map_or("", |_| " (déduit des autres réponses)");
                body.marked(
                    2,
                    Mark::Item,
                    format!("{}\u{a0}: {value}{followed}", read.fact.title),
                );
            }
            None => match interval(answer, read.fact) {
                Some(told) => body.marked(2, Mark::Item, format!("{}\u{a0}: {told}", read.fact.title)),
                None => unknown.push(read.fact),
            },
        }
    }
    let days = decision.deadline_facts();
    for (fact, value) in answer.dossier().stated() {
        let read = explanation.facts().any(|read| read.fact.name == fact.name);
        if read || !days.iter().any(|other| other.name == fact.name) {
            continue;
        }
        if let Some(value) = DroitValue::settled(value, &fact.declared, &answer.plan().vocabulary) {
            let value = stated::value(answer.plan(), fact, value);
            body.marked(
                2,
                Mark::Item,
                format!("{}\u{a0}: {value} (pour les jours de la démarche)", fact.title),
            );
        }
    }
    if !unknown.is_empty() {
        body.line(0, "Questions sans réponse\u{a0}:");
        for fact in unknown {
            body.marked(2, Mark::Open, fact.question.as_ref().unwrap_or(&fact.title));
        }
    }
}

/// What is stated of a fact that is not one value.
fn interval(answer: &Answer, fact: &Fact) -> Option<String> {
    let mut stated = answer.dossier().stated();
    let (fact, known) = stated.find(|(other, _)| other.name == fact.name)?;
    stated::told(answer.plan(), fact, known)
}

/// How conditions and priorities weigh.
fn weights(decision: &Decision<'_>, body: &mut Body) {
    if decision.verdict() == Verdict::OutOfPeriod {
        return body.line(
            0,
            "Aucune condition n'a été examinée\u{a0}: les dates suffisent à la réponse.",
        );
    }
    body.line(
        0,
        match decision.conditions().count() {
            0 => "Aucune condition n'est posée.".to_owned(),
            1 => "Une condition est posée\u{a0}: elle suffit à ouvrir ou à fermer l'accès.".to_owned(),
            many => format!(
                "Les {many} conditions pèsent autant\u{a0}: toutes doivent être remplies, et une seule qui manque suffit à \
                 refuser."
            ),
        },
    );
    if !decision.dispositif().priorities.is_empty() {
        body.line(
            0,
            "Des priorités classent les demandes entre elles\u{a0}; elles n'ouvrent ni ne ferment l'accès.",
        );
    }
}

/// Of what is not in force, all that was done: its dates and the day that counts.
fn compared<'a>(decision: &Decision<'a>, notes: &mut Notes<'a>, body: &mut Body) {
    if decision.verdict() != Verdict::OutOfPeriod {
        return;
    }
    let plan = decision.plan();
    let period = decision.dispositif().in_force;
    let noun = verdict::noun(decision);
    if let Some(told) = words::period(period) {
        let mut text = Text::from(format!(
            "Cette {noun}, d'après ce qui a été lu, est en vigueur {told}."
        ));
        for source in answer::sources(decision) {
            text = text.note(notes.sign(source));
        }
        body.marked(2, Mark::Item, text);
    }
    let Some(day) = decision.effect() else {
        return;
    };
    let fact = decision.dispositif().effect_date;
    let title = fact.and_then(|id| plan.vocabulary.fact(id)).map_or_else(
        || "date de la réponse".to_owned(),
        |fact| words::inside(&fact.title),
    );
    let side = if day < period.from {
        "avant cette période"
    } else {
        "après cette période"
    };
    body.marked(
        2,
        Mark::Item,
        format!(
            "La date qui compte est le {} ({title})\u{a0}: elle vient {side}. Le calcul s'arrête là.",
            words::date(day)
        ),
    );
}

/// The dated values that were used, each once, with where it comes from.
fn parameters<'a>(
    decision: &Decision<'_>,
    explanation: Explanation<'a>,
    values: &Values<'_>,
    notes: &mut Notes<'a>,
    body: &mut Body,
) {
    let refused = decision.verdict() == Verdict::NotEligible;
    let mut found: Vec<Step<'a>> = Vec::new();
    for condition in explanation.conditions() {
        // What was not settled refused nobody.
        if !refused || condition.state != ConditionState::Unknown {
            gather(condition.step, refused, &mut found);
        }
    }
    for step in explanation.droits().map(|droit| droit.step) {
        gather(step, refused, &mut found);
    }
    // What depends on an answer that is missing weighed nothing here.
    found.retain(|step| step.value().is_some());
    if found.is_empty() {
        return;
    }
    body.line(0, "Valeurs fixées par les textes, et utilisées ici\u{a0}:");
    let scale = values.scale(decision.effect());
    let mut said: Vec<String> = Vec::new();
    for step in found {
        let since = step.source().and_then(|source| source.since);
        let since = since
            .map(|day| format!(", depuis le {}", words::date(day)))
            .unwrap_or_default();
        // A ceiling is a figure, rather than « dépassé ».
        let value = scale
            .told(values, step)
            .unwrap_or_else(|| values.value(step, Shape::Plain));
        // One scale gives a rank, and whether its last ceiling is passed: the same figures.
        let line = format!("{}\u{a0}: {value}{since}", values.label(step));
        if said.contains(&line) {
            continue;
        }
        said.push(line.clone());
        let text = Text::from(line);
        let text = match step.source() {
            Some(source) => text.note(notes.sign(source)),
            None => text,
        };
        body.marked(2, Mark::Item, text);
    }
}

/// `settled` leaves out what no value came of.
fn gather<'a>(step: Step<'a>, settled: bool, found: &mut Vec<Step<'a>>) {
    if settled && step.value().is_none() {
        return;
    }
    if matches!(step.kind(), StepKind::Parameter | StepKind::Table)
        && !found.iter().any(|other| other.text() == step.text())
    {
        found.push(step);
    }
    for child in step.steps() {
        gather(child, settled, found);
    }
}
