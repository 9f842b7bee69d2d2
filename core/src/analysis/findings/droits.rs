//! Droits that are worth nothing to anyone, and shares that are no shares.

use super::review::{About, Answer, Review, planned};
use crate::{decimal::pow10, error::Code, plan::DroitRole, vocabulary::Style};

/// Tells what is wrong with the value of each droit.
pub(super) fn check(review: &mut Review<'_>, position: usize) {
    let Some((written, plan)) = review.dispositif(position) else {
        return;
    };
    let Some(dispositif) = planned(&plan, position) else {
        return;
    };
    let eligible = review.term(dispositif.eligible);
    for (source, droit) in written.droits.iter().zip(&dispositif.droits) {
        let kind = &droit.declared.kind;
        if !kind.is_number() {
            continue;
        }
        let on = format!("droit:{}", source.id);
        let about = About::part(position, &on, source.rule.at);
        let (id, owner) = (&source.id, &written.id);
        let exists = review.applies(droit.applies);
        let granted = review.joint.all([eligible, exists]);
        let value = review.term(droit.rule.node);
        if droit.role != Some(DroitRole::Information) {
            let zero = review.joint.constant(0, kind);
            let nothing = review.joint.same(value, zero);
            let something = review.joint.not(nothing);
            let term = review.joint.all([granted, something]);
            let question = format!("`{owner}.{id}` vaut-il quelque chose pour quelqu'un ?");
            if let Answer::No(proof) = review.ask(term, &about, &question) {
                let message = format!(
                    "le droit `{id}` vaut zéro pour toute personne qui a droit à `{owner}` ({proof})"
                );
                let help = "corrigez son expression ou ses dates, ou retirez-le";
                review.tell(&about, Code::AlwaysZero, message, help);
            }
        }
        if source.declared.style == Style::Rate {
            let zero = review.joint.constant(0, kind);
            let whole = review.joint.constant(pow10(kind.decimals()), kind);
            let (least, most) = (
                review.joint.at_most(zero, value),
                review.joint.at_most(value, whole),
            );
            let share = review.joint.all([least, most]);
            let outside = review.joint.not(share);
            let term = review.joint.all([granted, outside]);
            let question = format!("la part `{owner}.{id}` peut-elle sortir de 0 à 1 ?");
            if let Answer::Yes(witness) = review.ask(term, &about, &question) {
                let message = format!(
                    "la part `{id}` sort de 0 à 1 pour certains dossiers : {}",
                    review.shown(&witness)
                );
                let help = "corrigez son expression ; `borne(part, 0, 1)` la retient si le texte le dit";
                review.tell(&about, Code::RateOutside, message, help);
            }
        }
    }
}
