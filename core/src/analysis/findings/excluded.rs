//! A dispositif that asks for one that excludes it.

use super::review::{About, Answer, Review, cone, planned};
use crate::error::Code;

/// Tells each dispositif that is granted only to whoever is granted one that excludes it.
pub(super) fn check(review: &mut Review<'_>, position: usize) {
    let Some((written, plan)) = review.dispositif(position) else {
        return;
    };
    let Some(dispositif) = planned(&plan, position) else {
        return;
    };
    let rests_on = cone(&plan, [dispositif.eligible]);
    for other in &dispositif.incompatible_with {
        let Some(other) = plan.dispositifs.get(usize::from(*other)) else {
            continue;
        };
        if rests_on.binary_search(&other.eligible).is_err() {
            continue;
        }
        let about = About::part(position, "existence", written.at);
        let (granted, also) = (review.term(dispositif.eligible), review.term(other.eligible));
        let without = review.joint.not(also);
        let term = review.joint.all([granted, without]);
        let question = format!(
            "a-t-on droit à `{}` sans avoir droit à `{}` ?",
            written.id, other.id
        );
        if let Answer::No(proof) = review.ask(term, &about, &question) {
            let message = format!(
                "qui a droit à `{}` a toujours droit à `{}`, qui l'exclut ({proof})",
                written.id, other.id
            );
            let help =
                "retirez l'un de l'autre dans `incompatible_avec`, ou la condition qui demande l'autre";
            review.tell(&about, Code::RequiresExcluded, message, help);
        }
    }
}
