//! One dispositif decided: the values of its nodes, then its outcome.

use super::{
    inherited::Known,
    ordered::insert_once,
    program::Program,
    relevance::{Marks, Relevance},
    standing::Standing,
};
use crate::{
    date::Day,
    decision::{ConditionState, Inherited, Outcome, Used, Verdict},
    plan::{Concerned, ConditionPlan, DispositifPlan, Environment, Node, NodeId, Plan, Value, meter, step},
    vocabulary::FactId,
};

/// The value of every node of a program, in order.
pub(super) fn values(program: &Program, environment: &Environment<'_>, values: &mut Vec<Value>) {
    values.clear();
    values.reserve(program.nodes.len());
    for (node, is_choice) in program.steps() {
        let at = |id: NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
        let value = step(node, is_choice, &at, environment);
        values.push(value);
    }
}

/// What only an explanation tells of an outcome.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The facts that were read, in the order of the vocabulary.
    pub(super) facts: Vec<FactId>,
    /// What it rests on that is to be confirmed.
    pub(super) to_confirm: Vec<Used>,
}

/// What is asked of an outcome beyond the verdict.
#[derive(Debug, Default)]
pub(super) struct Wanted<'r> {
    /// The droits of a refusal too, as they would be if it were granted.
    pub(super) supposed: bool,
    /// What was read, for an explanation.
    pub(super) read: Option<&'r mut Read>,
}

/// What follows from the values of a program; also what was read, when it is asked for.
pub(super) fn outcome(
    plan: &Plan,
    position: u16,
    dispositif: &DispositifPlan,
    program: &Program,
    values: &[Value],
    marks: &mut Marks,
    Wanted { supposed, read }: Wanted<'_>,
) -> Outcome {
    let at = |id: NodeId| values.get(id.index()).copied().unwrap_or(Value::UNKNOWN);
    let exists = |applies: Option<NodeId>| applies.map_or(Value::TRUE, at);
    let in_force = at(program.applies);

    let mut relevance = Relevance::new(plan, program, values, marks);
    if read.is_some() {
        relevance = relevance.with_reasons();
    }
    meter::add(
        program
            .conditions
            .len()
            .saturating_add(program.droits.len())
            .saturating_add(program.priorities.len()),
    );
    let known = program.conditions.iter();
    let standing = Standing::new(
        in_force,
        known.map(|(node, applies)| (at(*node), exists(*applies))),
    );
    let verdict = standing.verdict;

    relevance.rests_on(dispositif.reliability, Used::Dispositif);
    if let Some(verified) = dispositif.verified {
        relevance.read_on(verified, dispositif.freshness, at(program.date));
    }
    let open = verdict == Verdict::Undetermined;
    // Whether the dispositif is in force may still change the verdict, even one that says « not eligible ».
    relevance.mark(program.applies, true);
    let granted = standing.is_granted();
    let due = granted || (supposed && verdict == Verdict::NotEligible);
    if verdict != Verdict::OutOfPeriod {
        let planned = (0_u16..).zip(&dispositif.conditions);
        for (((node, applies), state), (index, condition)) in
            program.conditions.iter().zip(&standing.conditions).zip(planned)
        {
            if state.is_some() {
                relevance.rests_on(condition.reliability, Used::Condition(index));
                let asked = open && *state == Some(ConditionState::Unknown);
                relevance.mark(*node, asked);
                if let Some(applies) = applies {
                    relevance.mark(*applies, asked);
                }
            }
        }
    }
    let mut droits = vec![None; program.droits.len()];
    if due {
        let planned = (0_u16..).zip(&dispositif.droits);
        for (((node, applies), slot), (index, droit)) in program.droits.iter().zip(&mut droits).zip(planned) {
            let exists = exists(*applies);
            if exists.is_false() {
                continue;
            }
            // What a refused person lacks to know an amount changes nothing for them.
            relevance.mark(*node, granted);
            if let Some(applies) = applies {
                relevance.mark(*applies, granted);
            }
            if standing.tells(exists) {
                relevance.rests_on(droit.reliability, Used::Droit(index));
                *slot = Some(at(*node));
            }
        }
    }
    if verdict == Verdict::Undetermined {
        one_for_each_id(dispositif, &mut droits);
    }
    let conditions = standing.conditions;
    let priorities = program
        .priorities
        .iter()
        .map(|(node, applies)| (!exists(*applies).is_false()).then(|| ConditionState::of(at(*node))))
        .collect();
    let yearly_value = program
        .yearly_value
        .map(at)
        .filter(|_| verdict == Verdict::Eligible);

    let mut facts = Vec::new();
    let mut each = |_: usize, node: &Node| {
        if let Node::Fact(id) = node {
            insert_once(&mut facts, *id);
        }
    };
    let basis = match &read {
        Some(_) => relevance.visit(Some(&mut each)),
        None => relevance.visit(None),
    };
    if let Some(read) = read {
        read.facts = facts;
        read.to_confirm = basis.to_confirm.unwrap_or_default();
    }
    let outdated = if plan.format.says_meanings() {
        !basis.stale.is_empty()
    } else {
        let verified = basis.floor.verified;
        verified.is_some_and(|verified| at(program.date).first_day() > verified)
    };
    let concerned = |doubt: &u16| {
        let test = program.doubt_tests.get(usize::from(*doubt)).copied().flatten();
        test.is_none_or(|test| !at(test).is_false())
    };
    let mut inherited = Vec::new();
    let doubts = if verdict == Verdict::NotEligible {
        // On a date of effect that is not known, no version has ended for sure.
        let date = at(program.date);
        let day = if date.is_point() {
            date.first_day()
        } else {
            Day::MIN
        };
        let ended = |condition: &ConditionPlan| plan.ended(condition.citation.source, day).is_some();
        let known = Known {
            plan,
            program,
            values,
        };
        let doubts;
        (doubts, inherited) = of_a_refusal(dispositif, &conditions, known, &ended, &concerned);
        doubts
    } else {
        let mut doubts = doubts(dispositif, verdict, &conditions, &droits, &basis.doubts);
        doubts.retain(&concerned);
        doubts
    };
    let aside = (0_u16..).zip(&dispositif.doubts).filter(|(doubt, written)| {
        verdict == Verdict::Eligible
            && written.is_about(|on| matches!(on, Concerned::Aside))
            && concerned(doubt)
    });
    let doubts_aside = aside.map(|(doubt, _)| doubt).collect();
    Outcome {
        dispositif: position,
        verdict,
        reliability: basis.floor.reliability,
        verified: basis.floor.verified,
        outdated,
        conditions,
        droits,
        priorities,
        yearly_value,
        stale: basis.stale,
        doubts,
        doubts_aside,
        inherited,
        missing: basis.missing,
    }
}

/// Versions of one droit, when the date that chooses among them is not known: the first is worth what any of them may be.
fn one_for_each_id(dispositif: &DispositifPlan, known: &mut [Option<Value>]) {
    for (index, droit) in dispositif.droits.iter().enumerate() {
        let is_choice = droit.declared.kind.is_choice();
        let following = dispositif.droits.iter().enumerate().skip(index.saturating_add(1));
        for (other, _) in following.filter(|(_, other)| other.id == droit.id) {
            let later = known.get(other).copied().flatten();
            if let (Some(later), Some(Some(first))) = (later, known.get_mut(index)) {
                *first = first.or_else(later, is_choice);
                if let Some(slot) = known.get_mut(other) {
                    *slot = None;
                }
            }
        }
    }
}

/// The doubts on which a verdict that is no refusal rests; `read` are those about the values that were read.
fn doubts(
    dispositif: &DispositifPlan,
    verdict: Verdict,
    conditions: &[Option<ConditionState>],
    droits: &[Option<Value>],
    read: &[u16],
) -> Vec<u16> {
    if dispositif.doubts.is_empty() {
        return Vec::new();
    }
    let applies = |position: &u16| {
        let state = conditions.get(usize::from(*position));
        state.is_some_and(Option::is_some)
    };
    let exists = |position: &u16| droits.get(usize::from(*position)).is_some_and(Option::is_some);
    (0_u16..)
        .zip(&dispositif.doubts)
        .filter(|(position, doubt)| {
            doubt.is_about_being_in_force()
                || verdict != Verdict::OutOfPeriod
                    && (read.contains(position)
                        || doubt.is_about(|on| match on {
                            Concerned::Conditions(list) => list.iter().any(applies),
                            Concerned::Droits(list) => list.iter().any(exists),
                            Concerned::Aside
                            | Concerned::Parameter(_)
                            | Concerned::Table(_)
                            | Concerned::Period
                            | Concerned::Existence => false,
                        }))
        })
        .map(|(position, _)| position)
        .collect()
}

/// The doubts on which a refusal rests: none when one failing condition is free of doubt, for it is enough to refuse.
fn of_a_refusal(
    dispositif: &DispositifPlan,
    conditions: &[Option<ConditionState>],
    known: Known<'_>,
    ended: &dyn Fn(&ConditionPlan) -> bool,
    concerned: &dyn Fn(&u16) -> bool,
) -> (Vec<u16>, Vec<Inherited>) {
    let (mut found, mut inherited) = (Vec::new(), Vec::new());
    let failing = (0_u16..)
        .zip(&dispositif.conditions)
        .zip(&known.program.condition_doubts)
        .zip(conditions)
        .filter(|(_, state)| **state == Some(ConditionState::NotMet));
    for (((position, condition), doubts), _) in failing {
        let mut doubts = doubts.iter().filter(|doubt| concerned(doubt)).peekable();
        let from_others = known.of_condition(position, &condition.rule, 0);
        if doubts.peek().is_none() && from_others.is_empty() && !ended(condition) {
            return (Vec::new(), Vec::new());
        }
        for doubt in doubts {
            insert_once(&mut found, *doubt);
        }
        for doubt in from_others {
            insert_once(&mut inherited, doubt);
        }
    }
    (found, inherited)
}
