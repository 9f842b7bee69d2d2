//! What the author of a pack stands by, and what is left to tell.

use std::collections::BTreeSet;

use super::{
    found::Analysis,
    review::{Review, Told},
};
use crate::{
    error::{Code, Finding},
    pack::model::{Accepted, Pack},
};

/// The findings of a review in the order of the files, without those that the pack explains.
pub(super) fn sorted(review: Review<'_>) -> Analysis {
    let Review {
        pack,
        told,
        questions,
        undecided,
        steps,
        ..
    } = review;
    let mut analysis = Analysis {
        faults: Vec::new(),
        notes: Vec::new(),
        accepted: Vec::new(),
        questions,
        undecided,
        steps,
    };
    let mut used: BTreeSet<(Option<usize>, usize)> = BTreeSet::new();
    for one in told {
        let explained = explanation(pack, &one);
        if let Some((owner, index, accepted)) = explained {
            used.insert((owner, index));
            analysis.accepted.push((one.finding, accepted.why.clone()));
        } else if one.note {
            analysis.notes.push(one.finding);
        } else {
            analysis.faults.push(one.finding);
        }
    }
    for (owner, list) in lists(pack) {
        for (index, accepted) in list.iter().enumerate() {
            if used.contains(&(owner, index)) {
                continue;
            }
            let message = format!(
                "l'analyse ne fait pas le constat `{}` sur `{}` : il n'y a rien à admettre",
                accepted.code, accepted.on
            );
            analysis.faults.push(
                Finding::new(Code::NothingAccepted, pack.place(accepted.at), message)
                    .with_help("retirez-le de `constats_admis`, ou corrigez `constat` ou `sur`"),
            );
        }
    }
    for list in [&mut analysis.faults, &mut analysis.notes] {
        list.sort_by(|a, b| {
            a.place
                .cmp(&b.place)
                .then(a.code.cmp(&b.code))
                .then(a.message.cmp(&b.message))
        });
        list.dedup();
    }
    analysis
        .accepted
        .sort_by(|(a, _), (b, _)| a.place.cmp(&b.place).then(a.code.cmp(&b.code)));
    analysis
}

/// The explanations of a pack: of each dispositif, by its position, then of the whole.
fn lists(pack: &Pack) -> impl Iterator<Item = (Option<usize>, &[Accepted])> {
    let of_each = pack
        .dispositifs
        .iter()
        .enumerate()
        .map(|(position, dispositif)| (Some(position), dispositif.accepted.as_slice()));
    of_each.chain([(None, pack.accepted.as_slice())])
}

fn explanation<'p>(pack: &'p Pack, told: &Told) -> Option<(Option<usize>, usize, &'p Accepted)> {
    lists(pack)
        .filter(|(owner, _)| *owner == told.owner)
        .find_map(|(owner, list)| {
            let found = list
                .iter()
                .position(|accepted| accepted.on == told.on && accepted.code == told.finding.code.as_str())?;
            Some((owner, found, list.get(found)?))
        })
}
