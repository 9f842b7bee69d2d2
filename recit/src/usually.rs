//! What the answer would be with what is usually so, of what the facts alone do not settle.

use bareme::{Answer, Verdict, answer::Decision};

use crate::{
    answer::{self, Nature},
    builder::Body,
    reasons::Values,
    reserve,
    tree::Mark,
    verdict,
};

/// « Si ce qui suit est vrai, vous y auriez droit : 1 454,00 € par an. », and what is supposed.
pub(crate) fn write(answer: &Answer, decision: &Decision<'_>, indent: usize, body: &mut Body) {
    let Some(reserve) = decision.under_reserve() else {
        return;
    };
    let decision = &reserve.decision();
    if !reserve::is_supposed(answer, decision) {
        return;
    }
    let told = match (decision.verdict(), answer::nature(decision)) {
        (Verdict::Eligible, Nature::Decision) => "vous pourriez la demander",
        (Verdict::Eligible, _) => "vous y auriez droit",
        (Verdict::OutOfPeriod, _) => "elle n'est pas en vigueur",
        (Verdict::Undetermined | Verdict::NotEligible, Nature::Decision) => {
            "vous ne pourriez pas la demander"
        }
        (Verdict::Undetermined | Verdict::NotEligible, _) => "vous n'y auriez pas droit",
    };
    let amount = answer::headline(decision)
        .filter(|_| decision.verdict() == Verdict::Eligible)
        .filter(verdict::says_something)
        .map(|view| {
            let values = Values {
                plan: decision.plan(),
                dispositif: decision.dispositif(),
            };
            format!("\u{a0}: {}", verdict::droit(&values, &view))
        })
        .unwrap_or_default();
    let text = format!("Si ce qui suit est vrai, {told}{amount}.");
    body.marked(indent, Mark::Open, text);
    // Several facts may follow from one thing that is supposed.
    let mut told: Vec<_> = Vec::new();
    for one in reserve.suppositions() {
        if !told.contains(&one.sentence) {
            body.marked(indent.saturating_add(2), Mark::Item, one.sentence.as_ref());
            told.push(one.sentence);
        }
    }
}
