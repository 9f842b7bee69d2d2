//! One dispositif: every expression that it holds, lowered.

use super::{deadlines, free_rule::free_rule, meaning, schedule};
use crate::{
    date::Period,
    expression::Span,
    pack::model::Condition,
    plan::{
        ConditionPlan, DispositifPlan, DroitPlan, Freshness, NodeId, Rule,
        lower::{Item, Lowering, Scope},
    },
    vocabulary::Kind,
};

/// The plan of a dispositif; `None` after a finding.
pub(super) fn dispositif(lowering: &mut Lowering<'_>, position: u16) -> Option<DispositifPlan> {
    let pack = lowering.pack;
    let source = pack.dispositifs.get(usize::from(position))?;
    let date = lowering.effect_date(position);
    let at = |text| Scope {
        dispositif: Some(position),
        date,
        effect: date,
        text,
    };
    // Every item is lowered, also those that nothing reads: a fault must not hide in an unused variable.
    for (variable, declared) in (0_u16..).zip(&source.variables) {
        lowering.item(
            Item::Variable(position, variable),
            at(&declared.rule),
            Span::default(),
        );
    }
    for (condition, declared) in (0_u16..).zip(&source.conditions) {
        lowering.item(
            Item::Condition(position, condition),
            at(&declared.rule),
            Span::default(),
        );
    }
    for (droit, declared) in (0_u16..).zip(&source.droits) {
        lowering.item(Item::Droit(position, droit), at(&declared.rule), Span::default());
    }
    let priorities: Vec<_> = source
        .priorities
        .iter()
        .map(|priority| {
            let rule = free_rule(lowering, at(&priority.rule), Some(&Kind::Boolean))?;
            Some(condition_plan(lowering, date, priority, rule))
        })
        .collect();
    let yearly = Kind::number(2, "EUR/an");
    let yearly_value = match &source.yearly_value {
        Some(text) => Some(free_rule(lowering, at(text), Some(&yearly))?),
        None => None,
    };
    let versements = schedule::versements(lowering, position);
    let deadlines = deadlines::deadlines(lowering, position);
    let doubts = meaning::doubts(lowering, position);
    let applies = lowering.applies(date, source.in_force);
    let text = source
        .conditions
        .first()
        .map(|condition| &condition.rule)
        .or(source.droits.first().map(|d| &d.rule));
    let eligible = match text {
        Some(text) => {
            lowering
                .item(Item::Eligible(position), at(text), Span::default())?
                .0
        }
        None => applies,
    };
    let variables = (0_u16..)
        .zip(&source.variables)
        .map(|(index, variable)| {
            let rule = lowering.done(Item::Variable(position, index))?.rule.clone()?;
            Some(variable.described(rule))
        })
        .collect::<Option<Vec<_>>>()?;
    let conditions = (0_u16..)
        .zip(&source.conditions)
        .map(|(index, condition)| {
            let rule = lowering.done(Item::Condition(position, index))?.rule.clone()?;
            Some(condition_plan(lowering, date, condition, rule))
        })
        .collect::<Option<Vec<_>>>()?;
    let droits = (0_u16..)
        .zip(&source.droits)
        .map(|(index, droit)| {
            let rule = lowering.done(Item::Droit(position, index))?.rule.clone()?;
            let payer = droit.payer.and_then(|(enumeration, member)| {
                let member = pack.vocabulary.enumeration(enumeration)?.member(member)?;
                Some((member.name.clone(), member.label.clone()))
            });
            Some(DroitPlan {
                payer,
                applies: applies_on(lowering, date, droit.period),
                ..droit.described(rule)
            })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(DispositifPlan {
        freshness: source
            .verified
            .and_then(|day| Freshness::of(day, day, None, pack.fresh_months)),
        date,
        applies,
        eligible,
        doubts: doubts?,
        yearly_value,
        variables,
        conditions,
        droits,
        versements: versements?,
        deadlines: deadlines?,
        priorities: priorities.into_iter().collect::<Option<_>>()?,
        ..source.described()
    })
}

fn condition_plan(
    lowering: &mut Lowering<'_>,
    date: NodeId,
    condition: &Condition,
    rule: Rule,
) -> ConditionPlan {
    ConditionPlan {
        applies: applies_on(lowering, date, condition.period),
        ..condition.described(rule)
    }
}

/// The node « applies on the date of effect »; `None` for what always does.
fn applies_on(lowering: &mut Lowering<'_>, date: NodeId, period: Period) -> Option<NodeId> {
    (period != Period::ALWAYS).then(|| lowering.applies(date, period))
}
