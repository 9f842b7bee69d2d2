//! Doubts and deadlines that concern nobody.

use super::review::{About, Answer, Review, planned};
use crate::{error::Code, pack::model::Location, plan::NodeId};

/// Tells the doubts and the deadlines of a dispositif that no dossier meets while it is in force.
pub(super) fn check(review: &mut Review<'_>, position: usize) {
    let plan = review.plan.clone();
    let (Some((written, _)), Some(dispositif)) = (review.dispositif(position), planned(&plan, position))
    else {
        return;
    };
    let doubts = written.doubts.iter().zip(&dispositif.doubts);
    let doubts = doubts.filter_map(|(doubt, planned)| {
        let named = format!("le doute « {} »", doubt.question);
        Some((named, doubt.test.as_ref()?.at, planned.test.as_ref()?.node))
    });
    let deadlines = written.deadlines.iter().zip(&dispositif.deadlines);
    let deadlines = deadlines.filter_map(|(deadline, planned)| {
        let named = format!("le délai `{}`", deadline.id);
        Some((named, deadline.test.as_ref()?.at, planned.test.as_ref()?.node))
    });
    let all: Vec<(String, Location, NodeId)> = doubts.chain(deadlines).collect();
    let in_force = review.term(dispositif.applies);
    for (named, at, test) in all {
        let test = review.term(test);
        let concerned = review.joint.all([in_force, test]);
        let about = About::part(position, "existence", at);
        let question = format!("{named} de `{}` concerne-t-il quelqu'un ?", written.id);
        if let Answer::No(proof) = review.ask(concerned, &about, &question) {
            let message = format!("{named} de `{}` ne concerne personne ({proof})", written.id);
            let help = "corrigez son `si`, ou retirez-le : qui lit la réponse ne le verra jamais";
            review.tell(&about, Code::NeverMet, message, help);
        }
    }
}
