//! Between what the amounts of a dossier that is not settled change: proved of that dossier, and of everyone.

use super::{comparison::Comparison, measured::Measured, model::Pair};
use crate::{
    analysis::search::{Budget, Extent},
    decimal::pow10,
    vocabulary::Kind,
};

/// How much work the proof for every dossier may take: some tenths of a second.
const PROOF: Budget = Budget { steps: 20_000_000 };

/// By how much an amount changes, as a question that is asked of dossiers one by one.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) extent: Extent,
    /// What brings its decimals to those of the amount.
    pub(super) factor: i64,
}

/// The difference of each amount; `None` when it never changes: both packs compute it alike.
pub(super) fn differences(
    comparison: &mut Comparison,
    pair: &Pair,
    measured: &[Measured],
) -> Vec<Option<Difference>> {
    let mut found = Vec::new();
    for one in measured {
        let kind = Kind::number(one.decimals, &one.unit);
        let dues = comparison.dues(pair, &one.droit, &kind);
        found.push(
            dues.filter(|(before, after)| before != after)
                .map(|(before, after)| {
                    let more = comparison.joint.more(before, after);
                    let decimals = comparison.joint.kind(more).decimals();
                    Difference {
                        extent: comparison.joint.extent(more),
                        factor: pow10(one.decimals.saturating_sub(decimals)),
                    }
                }),
        );
    }
    found
}

/// The most that anybody loses and gains of each amount, with its decimals; proved, be it wide.
pub(super) fn of_everyone(
    comparison: &mut Comparison,
    pair: &Pair,
    measured: &[Measured],
) -> Vec<(i64, i64)> {
    let mut steps = 0;
    let spreads = comparison.spreads(pair, PROOF, &mut steps);
    let each = measured.iter().map(|one| {
        let Some(spread) = spreads.iter().find(|spread| spread.droit == one.droit) else {
            // What does not differ is no spread.
            return (0, 0);
        };
        let factor = pow10(one.decimals.saturating_sub(spread.kind.decimals()));
        (
            spread.loss.bound.saturating_mul(factor),
            spread.gain.bound.saturating_mul(factor),
        )
    });
    each.collect()
}
