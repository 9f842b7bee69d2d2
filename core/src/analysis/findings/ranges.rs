//! Ranges whose first bound passes the second.

use super::review::{About, Answer, Review, planned};
use crate::{
    analysis::Term,
    error::Code,
    pack::model::Text,
    plan::{Role, Rule},
};

/// Tells each `x dans a..b` and each `borne(x, a, b)` of which `a` may be above `b`.
pub(super) fn check(review: &mut Review<'_>, position: usize) {
    let Some((written, plan)) = review.dispositif(position) else {
        return;
    };
    let Some(dispositif) = planned(&plan, position) else {
        return;
    };
    let in_force = review.term(dispositif.applies);
    for (source, variable) in written.variables.iter().zip(&dispositif.variables) {
        let on = format!("variable:{}", source.name);
        rule(review, (position, &on, &source.rule), &variable.rule, in_force);
    }
    for (source, condition) in written.conditions.iter().zip(&dispositif.conditions) {
        let on = format!("condition:{}", source.id);
        let applies = review.applies(condition.applies);
        let context = review.joint.all([in_force, applies]);
        rule(review, (position, &on, &source.rule), &condition.rule, context);
    }
    for (source, droit) in written.droits.iter().zip(&dispositif.droits) {
        let on = format!("droit:{}", source.id);
        let applies = review.applies(droit.applies);
        let context = review.joint.all([in_force, applies]);
        rule(review, (position, &on, &source.rule), &droit.rule, context);
    }
}

fn rule(review: &mut Review<'_>, (position, on, text): (usize, &str, &Text), rule: &Rule, context: Term) {
    let about = About::part(position, on, text.at);
    for (index, part) in rule.parts.iter().enumerate() {
        if part.role != Role::Operation {
            continue;
        }
        let inside: Vec<usize> = rule.children(index).collect();
        let [_, low, high] = inside.as_slice() else {
            continue;
        };
        let (Some(low), Some(high)) = (rule.parts.get(*low), rule.parts.get(*high)) else {
            continue;
        };
        let between = rule.text.get(usize::from(low.end)..usize::from(high.start));
        let is_range = between.is_some_and(|text| text.trim() == "..");
        if !is_range && !rule.text_of(part).starts_with("borne(") {
            continue;
        }
        let (from, to) = (review.term(low.node), review.term(high.node));
        let ordered = review.joint.at_most(from, to);
        let inverted = review.joint.not(ordered);
        let term = review.joint.all([context, inverted]);
        let shown = rule.text_of(part);
        let question = format!("les bornes de `{shown}` peuvent-elles être inversées ?");
        if let Answer::Yes(witness) = review.ask(term, &about, &question) {
            let message = format!(
                "dans {on}, `{}` passe `{}` pour certains dossiers : {}",
                rule.text_of(low),
                rule.text_of(high),
                review.shown(&witness)
            );
            let help =
                "échangez les deux bornes, ou dites ce qui est vrai quand la première dépasse la seconde";
            review.tell(&about, Code::InvertedRange, message, help);
        }
    }
}
