//! Slips in the rules of a pack: for each, the pack that would have been written.

use super::{
    model::{Owner, Pack, Text},
    read::gate_before,
};
use crate::{error::Place, expression};

pub use expression::MutantKind;

/// A pack whose rules have one slip.
#[derive(Debug, Clone)]
pub struct RuleMutant {
    /// What kind of slip it is.
    pub kind: MutantKind,
    /// The rule that has it.
    pub owner: Owner,
    /// Where the part that changes stands.
    pub place: Place,
    /// The part before.
    pub before: String,
    /// The part after.
    pub after: String,
    /// Which expression of the pack, in the order of [`Pack::each_expression`].
    expression: usize,
    /// The expression after.
    text: String,
}

/// Every slip in the rules of a pack, in their order.
///
/// A condition of a dispositif is also left out as a whole: it then reads « it holds, or it does not », which is true of whoever it is known of.
#[must_use]
pub fn rule_mutants(pack: &Pack) -> Vec<RuleMutant> {
    let mut found = Vec::new();
    let mut expression = 0_usize;
    let mut copy = pack.clone();
    let gates = gates(&mut copy);
    copy.each_expression(&mut |owner, text| {
        if owner.part.starts_with("condition:")
            && let Ok(whole) = expression::parse(&text.value)
        {
            let whole = whole.to_string();
            found.push(RuleMutant {
                kind: MutantKind::Logic,
                owner: owner.clone(),
                place: pack.place(text.at),
                before: whole.clone(),
                after: "(retirée)".to_owned(),
                expression,
                text: format!("({whole}) ou non ({whole})"),
            });
        }
        // A gate that is read again in a deduction has its slips once, where it is written.
        let own = gates.iter().find_map(|gate| read_again(gate, text));
        let own = own.map_or(0, |rest| text.value.len().saturating_sub(rest.len()));
        let own = u32::try_from(own).unwrap_or(u32::MAX);
        let mutants = expression::mutants(&text.value).into_iter();
        let mutants = mutants.filter(|mutant| mutant.span.start >= own);
        found.extend(mutants.map(|mutant| RuleMutant {
            kind: mutant.kind,
            owner: owner.clone(),
            place: place(pack, text, mutant.span),
            before: mutant.before,
            after: mutant.after,
            expression,
            text: mutant.text,
        }));
        expression = expression.saturating_add(1);
    });
    found
}

impl RuleMutant {
    /// The pack with this slip.
    #[must_use]
    pub fn applied(&self, pack: &Pack) -> Pack {
        let mut copy = pack.clone();
        let mut position = 0_usize;
        let mut written = None;
        copy.each_expression(&mut |_, text| {
            if position == self.expression {
                written = Some(text.clone());
                text.value.clone_from(&self.text);
                // It is written nowhere: findings are of the whole text.
                text.verbatim = false;
            }
            position = position.saturating_add(1);
        });
        // Whoever writes a gate otherwise writes it so wherever it is read.
        copy.each_expression(&mut |_, text| {
            if let Some(rest) = written.as_ref().and_then(|gate| read_again(gate, text)) {
                text.value = format!("{}{rest}", gate_before(&self.text));
            }
        });
        copy
    }
}

/// The gates of the facts, as they are written.
fn gates(pack: &mut Pack) -> Vec<Text> {
    let gates = pack.askings.iter().filter_map(|asking| asking.gate.clone());
    gates.collect()
}

/// What follows a gate in the deduction that reads it again; nothing of another expression.
fn read_again<'t>(gate: &Text, text: &'t Text) -> Option<&'t str> {
    let is_made = text.at == gate.at && !text.verbatim;
    text.value
        .strip_prefix(&gate_before(&gate.value))
        .filter(|_| is_made)
}

/// Where a part of an expression stands in its file; the whole expression when it is written with escapes.
fn place(pack: &Pack, text: &Text, span: expression::Span) -> Place {
    let mut at = text.at;
    if text.verbatim {
        at.end = at.start.saturating_add(span.end);
        at.start = at.start.saturating_add(span.start);
    }
    pack.place(at)
}
