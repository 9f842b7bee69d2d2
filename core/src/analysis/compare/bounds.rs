//! Between what an amount that is not settled changes: proved of the row, and of every dossier.

use super::{comparison::Comparison, measured::Measured, model::Pair};
use crate::{
    analysis::search::Budget,
    date::Day,
    decimal::pow10,
    decision::Verdict,
    dossier::Dossier,
    evaluate::{Engine, Selection},
};

/// How much work the proof for every dossier may take: some tenths of a second.
const PROOF: Budget = Budget { steps: 20_000_000 };

/// The most that anybody gains and loses of an amount, with its decimals; proved, be it wide.
pub(super) fn of_everyone(comparison: &mut Comparison, pair: &Pair, measured: &Measured) -> (i64, i64) {
    let mut steps = 0;
    let spreads = comparison.spreads(pair, PROOF, &mut steps);
    let Some(spread) = spreads.iter().find(|spread| spread.droit == measured.droit) else {
        // What does not differ is no spread.
        return (0, 0);
    };
    let more = measured.decimals.saturating_sub(spread.kind.decimals());
    let less = pow10(spread.kind.decimals().saturating_sub(measured.decimals));
    let scaled = |bound: i64| {
        let wide = bound.saturating_mul(pow10(more));
        // A bound is rounded away from zero.
        let whole = wide.checked_div_euclid(less).unwrap_or(i64::MAX);
        if wide.checked_rem_euclid(less) == Some(0) {
            whole
        } else {
            whole.saturating_add(1)
        }
    };
    (scaled(spread.loss.bound), scaled(spread.gain.bound))
}

/// What may be due of an amount to a dossier: at least and at most.
pub(super) fn of_dossier(
    engine: &Engine,
    (id, measured): (Option<&str>, &Measured),
    dossier: &Dossier,
    date: Day,
) -> (i64, i64) {
    let Some(id) = id else { return (0, 0) };
    let names = [id];
    let any = (i64::MIN, i64::MAX);
    let Ok(answer) = engine.evaluate_selected(dossier, date, Selection::Named(&names)) else {
        return any;
    };
    let Some(decision) = answer.decision(id) else {
        return (0, 0);
    };
    let refused = match decision.verdict() {
        Verdict::NotEligible | Verdict::OutOfPeriod => return (0, 0),
        Verdict::Undetermined => true,
        Verdict::Eligible => false,
    };
    // Versions of one droit may all apply while the date that chooses among them is not known.
    let droits = decision
        .dispositif()
        .droits
        .iter()
        .zip(&decision.outcome().droits);
    let known = droits.filter(|(droit, _)| droit.id == measured.droit);
    let ends = known.filter_map(|(droit, known)| {
        let more = pow10(measured.decimals.saturating_sub(droit.declared.decimals()));
        known.map(|known| (known.lo.saturating_mul(more), known.hi.saturating_mul(more)))
    });
    let Some((low, high)) = ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))) else {
        return (0, 0);
    };
    if refused {
        (low.min(0), high.max(0))
    } else {
        (low, high)
    }
}
