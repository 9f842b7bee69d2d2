//! Droits that go against what `monotone` says of them.

use super::{
    review::{About, Answer, Review, planned},
    trend::{Trend, Trends},
};
use crate::{analysis::Term, error::Code, pack::model::Direction, vocabulary::FactId};

/// Proves what `monotone` says of each droit, or tells the two dossiers that deny it.
pub(super) fn check(review: &mut Review<'_>, position: usize) {
    let Some((written, plan)) = review.dispositif(position) else {
        return;
    };
    let Some(dispositif) = planned(&plan, position) else {
        return;
    };
    for (source, droit) in written.droits.iter().zip(&dispositif.droits) {
        for (fact, direction) in &source.monotone {
            let seen = Trends::of(&plan, *fact, droit.rule.node).at(droit.rule.node);
            let proved = match seen {
                Trend::Still => true,
                Trend::Goes(way, None) => way == *direction,
                Trend::Goes(_, Some(_)) | Trend::Unseen => false,
            };
            if proved {
                review.count(u64::try_from(plan.nodes.len()).unwrap_or(u64::MAX));
                continue;
            }
            let Some(name) = plan.vocabulary.fact(*fact).map(|fact| fact.name.clone()) else {
                continue;
            };
            let on = format!("droit:{}", source.id);
            let about = About::part(position, &on, source.rule.at);
            let exists = review.applies(droit.applies);
            let eligible = review.term(dispositif.eligible);
            let granted = review.joint.all([eligible, exists]);
            let value = review.term(droit.rule.node);
            let Some(asked) = denied(review, (*fact, &name), *direction, (granted, value)) else {
                continue;
            };
            let question = format!(
                "`{}.{}` est-il `{}` selon `{name}` ?",
                written.id,
                source.id,
                direction.word()
            );
            if let Answer::Yes(witness) = review.ask(asked.term, &about, &question) {
                let further = review.joint.value(&witness, asked.further);
                let message = format!(
                    "`{}` se dit `{}` selon `{name}`, et ne l'est pas : {} ; puis {} de plus",
                    source.id,
                    direction.word(),
                    review.shown(&witness),
                    further.map_or_else(
                        || "un peu".to_owned(),
                        |further| plan.vocabulary.written(review.joint.kind(asked.further), further)
                    ),
                );
                let help = "corrigez l'expression du droit, ou retirez ce fait de `monotone`";
                review.tell(&about, Code::MonotoneBroken, message, help);
            }
        }
    }
}

/// A question about two dossiers that differ by one fact.
struct Asked {
    term: Term,
    /// By how much the fact of the second is more.
    further: Term,
}

/// Two dossiers, the second with more of a fact, both granted, of which the droit goes the wrong way.
fn denied(
    review: &mut Review<'_>,
    (fact, name): (FactId, &str),
    direction: Direction,
    (granted, value): (Term, Term),
) -> Option<Asked> {
    let joint = &mut review.joint;
    let first = joint.fact(name)?;
    let further = joint.further(name)?;
    let second = joint.plus(first, further);
    let within = joint.within_bounds(name, second)?;
    let place = joint.position(fact)?;
    let [granted_too, value_then] = [granted, value].map(|term| joint.moved(term, place, second));
    let coherent_too = joint.coherent_when(place, second);
    let ordered = match direction {
        Direction::Growing => joint.at_most(value, value_then),
        Direction::Falling => joint.at_most(value_then, value),
    };
    let wrong = joint.not(ordered);
    let term = joint.all([within, granted, granted_too, coherent_too, wrong]);
    Some(Asked { term, further })
}
