//! Dispositifs and their rules.

use super::{
    aspect::{Aspect, Sort},
    content::{Cited, Content, Edit, Sheet},
    model::Change,
    pairs::{self, Entry},
};
use crate::{
    date::Period,
    plan::{
        ChangePlan, ConditionPlan, DeadlinePlan, DispositifPlan, DoubtPlan, DroitPlan, NextStep, Pace,
        PlanContent, VariablePlan, VersementPlan,
    },
};

/// Dispositifs, then the rules of each that is in both packs.
pub(super) fn compared(old: &PlanContent, new: &PlanContent, changes: &mut Vec<Change>) {
    let all = |plan: &PlanContent| {
        let each = plan.dispositifs.iter();
        each.map(|one| dispositif(plan, one)).collect::<Vec<_>>()
    };
    let (before, after) = (all(old), all(new));
    let mut whole = Vec::new();
    pairs::compared(Sort::Dispositif, None, &before, &after, &mut whole);
    for after in &new.dispositifs {
        let own = |change: &Change| change.element().is_some_and(|one| one.id == after.id);
        changes.extend(whole.extract_if(.., |change| own(change)));
        // What was renamed is compared with itself.
        let known = changes.last().filter(|change| own(change));
        let former = known.and_then(|change| change.before.as_ref());
        let former = former.map_or(after.id.as_str(), |one| one.id.as_str());
        if let Some((_, before)) = old.dispositif_named(former) {
            let orders = orders(before, after);
            match changes.last_mut().filter(|change| own(change)) {
                Some(change) => change.edits.extend(orders),
                None if orders.is_empty() => {}
                None => changes.push(Change {
                    before: Some(dispositif(old, before).element(Sort::Dispositif, None)),
                    after: Some(dispositif(new, after).element(Sort::Dispositif, None)),
                    edits: orders,
                    strictness: None,
                }),
            }
            rules((old, before), (new, after), changes);
        }
    }
    changes.append(&mut whole);
}

/// In which order a person reads the conditions and the droits, whatever is added or removed.
fn orders(old: &DispositifPlan, new: &DispositifPlan) -> Vec<Edit> {
    let conditions = |of: &DispositifPlan| of.conditions.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    let droits = |of: &DispositifPlan| of.droits.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    let conditions = pairs::order(Aspect::ConditionsOrder, &conditions(old), &conditions(new));
    let droits = pairs::order(Aspect::DroitsOrder, &droits(old), &droits(new));
    conditions.into_iter().chain(droits).collect()
}

type Of<'p> = (&'p PlanContent, &'p DispositifPlan);

fn rules(old: Of<'_>, new: Of<'_>, changes: &mut Vec<Change>) {
    let mut each = |sort: Sort, entries: &dyn Fn(Of<'_>) -> Vec<Entry>| {
        pairs::compared(sort, Some(&new.1.id), &entries(old), &entries(new), changes);
    };
    each(Sort::Variable, &|(_, of)| {
        of.variables.iter().map(variable).collect()
    });
    each(Sort::Condition, &|(plan, of)| {
        of.conditions.iter().map(|one| condition(plan, one)).collect()
    });
    each(Sort::Droit, &|(plan, of)| {
        of.droits.iter().map(|one| droit(plan, one)).collect()
    });
    each(Sort::Versement, &|(plan, of)| {
        of.versements.iter().map(|one| versement(plan, one)).collect()
    });
    each(Sort::Deadline, &|(plan, of)| {
        of.deadlines.iter().map(|one| deadline(plan, one)).collect()
    });
    each(Sort::Priority, &|(plan, of)| {
        of.priorities.iter().map(|one| condition(plan, one)).collect()
    });
    each(Sort::Doubt, &|(_, of)| of.doubts.iter().map(doubt).collect());
}

fn names(plan: &PlanContent, positions: &[u16]) -> Option<Content> {
    let ids = positions.iter().filter_map(|position| plan.dispositif(*position));
    let ids: Vec<String> = ids.map(|one| one.id.clone()).collect();
    (!ids.is_empty()).then_some(Content::List(ids))
}

fn cited(plan: &PlanContent, citations: &[crate::plan::Citation]) -> Content {
    Content::Cited(citations.iter().map(|one| Cited::of(plan, one)).collect())
}

fn period(period: Period) -> Option<Content> {
    (period != Period::ALWAYS).then_some(Content::Period(period))
}

fn dispositif(plan: &PlanContent, dispositif: &DispositifPlan) -> Entry {
    let DispositifPlan {
        id,
        former,
        title,
        summary,
        status,
        object,
        nature,
        decider,
        next_step,
        after,
        verified,
        freshness: past,
        effect_date,
        date: _,
        in_force,
        applies: _,
        eligible: _,
        sources,
        reliability,
        to_confirm,
        doubts: _,
        replaced_by,
        incompatible_with,
        yearly_value,
        incomparable,
        note: (),
        accepted: (),
        variables: _,
        conditions: _,
        droits: _,
        versements: _,
        deadlines: _,
        priorities: _,
        quota,
        order: _,
        at: (),
    } = dispositif;
    let mut sheet = Sheet::default();
    sheet.maybe(
        Aspect::FormerNames,
        (!former.is_empty()).then(|| Content::List(former.clone())),
    );
    sheet.say(Aspect::Title, Content::text(title));
    sheet.say(Aspect::Summary, Content::text(summary));
    sheet.say(Aspect::Status, Content::word(status.word()));
    sheet.say(Aspect::Object, Content::word(object.word()));
    sheet.maybe(Aspect::Nature, nature.map(|nature| Content::word(nature.word())));
    sheet.maybe_text(Aspect::Decider, decider.as_ref());
    if let Some(step) = next_step {
        next(plan, step, &mut sheet);
    }
    sheet.maybe(Aspect::Period, period(*in_force));
    sheet.maybe(Aspect::After, after.map(|after| Content::word(after.word())));
    sheet.maybe(Aspect::Verified, verified.map(Content::Day));
    sheet.freshness(*past);
    let effect = effect_date.and_then(|fact| plan.vocabulary.fact(fact));
    sheet.maybe(Aspect::EffectDate, effect.map(|fact| Content::word(&fact.name)));
    sheet.say(Aspect::Sources, cited(plan, sources));
    sheet.say(Aspect::Reliability, Content::word(reliability.word()));
    sheet.maybe_text(Aspect::ToConfirm, to_confirm.as_ref());
    sheet.maybe(Aspect::ReplacedBy, names(plan, replaced_by));
    sheet.maybe(Aspect::Incompatible, names(plan, incompatible_with));
    sheet.maybe(Aspect::YearlyValue, yearly_value.as_ref().map(Content::rule));
    sheet.say(Aspect::Incomparable, Content::Truth(*incomparable));
    let quota = quota.and_then(|position| plan.quotas.get(usize::from(position)));
    sheet.maybe(Aspect::Quota, quota.map(|quota| Content::word(&quota.id)));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

fn next(plan: &PlanContent, step: &NextStep, sheet: &mut Sheet) {
    let NextStep {
        place,
        what,
        when,
        documents,
        link,
        citation,
        reliability,
    } = step;
    sheet.maybe_text(Aspect::Place, place.as_ref());
    sheet.maybe_text(Aspect::What, what.as_ref());
    sheet.maybe_text(Aspect::When, when.as_ref());
    sheet.maybe(Aspect::Documents, documents.clone().map(Content::List));
    sheet.maybe_text(Aspect::Link, link.as_ref());
    let source = citation.as_ref().map(|one| Content::cited(plan, one));
    sheet.maybe(Aspect::NextStepSource, source);
    sheet.say(Aspect::NextStepReliability, Content::word(reliability.word()));
}

fn variable(variable: &VariablePlan) -> Entry {
    let VariablePlan {
        name,
        title,
        declared: (),
        rule,
        day: (),
        at: (),
    } = variable;
    let mut sheet = Sheet::default();
    sheet.maybe_text(Aspect::Title, title.as_ref());
    sheet.say(Aspect::Value, Content::rule(rule));
    Entry {
        id: name.clone(),
        title: title.clone().unwrap_or_default(),
        sheet,
    }
}

fn condition(plan: &PlanContent, condition: &ConditionPlan) -> Entry {
    let ConditionPlan {
        id,
        title,
        rule,
        day: (),
        citation,
        reliability,
        period: applies_over,
        applies: _,
        note: (),
        at: (),
    } = condition;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.say(Aspect::Test, Content::rule(rule));
    sheet.maybe(Aspect::Period, period(*applies_over));
    sheet.say(Aspect::Source, Content::cited(plan, citation));
    sheet.say(Aspect::Reliability, Content::word(reliability.word()));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

fn droit(plan: &PlanContent, droit: &DroitPlan) -> Entry {
    let DroitPlan {
        id,
        title,
        declared,
        rule,
        day: (),
        role,
        principal,
        payer,
        cost: (),
        monotone: (),
        citation,
        reliability,
        period: exists_over,
        applies: _,
        note: (),
        at: (),
    } = droit;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.say(Aspect::Value, Content::rule(rule));
    sheet.declared(plan, declared, false);
    sheet.maybe(Aspect::Role, role.map(|role| Content::word(role.word())));
    sheet.say(Aspect::Principal, Content::Truth(*principal));
    sheet.maybe_text(Aspect::Payer, payer.as_ref().map(|(_, words)| words));
    sheet.maybe(Aspect::Period, period(*exists_over));
    sheet.say(Aspect::Source, Content::cited(plan, citation));
    sheet.say(Aspect::Reliability, Content::word(reliability.word()));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

fn versement(plan: &PlanContent, versement: &VersementPlan) -> Entry {
    let VersementPlan {
        id,
        title,
        amount,
        hours,
        payer: (_, payer),
        test,
        changes,
        starts,
        ends,
        replaces,
        caveat,
        citation,
        reliability,
        note: (),
        at: (),
    } = versement;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    if let Some((rule, pace)) = amount {
        sheet.say(Aspect::Amount, Content::rule(rule));
        sheet.say(Aspect::Pace, Content::word(paced(*pace)));
    }
    sheet.maybe(Aspect::Hours, hours.as_ref().map(Content::rule));
    sheet.say(Aspect::Payer, Content::text(payer));
    sheet.maybe(Aspect::Test, test.as_ref().map(Content::rule));
    let days = changes.iter();
    let days: Vec<String> = days
        .map(|ChangePlan { date, cause }| format!("{} : {cause}", date.text))
        .collect();
    sheet.maybe(Aspect::Changes, (!days.is_empty()).then_some(Content::List(days)));
    sheet.maybe_text(Aspect::Starts, starts.as_ref());
    sheet.maybe_text(Aspect::Ends, ends.as_ref());
    sheet.maybe(Aspect::InPlaceOf, names(plan, replaces));
    sheet.maybe_text(Aspect::Caveat, caveat.as_ref());
    sheet.say(Aspect::Source, Content::cited(plan, citation));
    sheet.say(Aspect::Reliability, Content::word(reliability.word()));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

const fn paced(pace: Pace) -> &'static str {
    match pace {
        Pace::Month | Pace::Day | Pace::Hour => pace.unit(),
        Pace::WholeMonth => "EUR/mois (mois entiers)",
    }
}

fn deadline(plan: &PlanContent, deadline: &DeadlinePlan) -> Entry {
    let DeadlinePlan {
        id,
        title,
        day,
        side,
        test,
        citation,
        reliability,
        note: (),
        at: (),
    } = deadline;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.say(Aspect::Day, Content::rule(day));
    sheet.say(Aspect::Side, Content::word(side.word()));
    sheet.maybe(Aspect::Test, test.as_ref().map(Content::rule));
    sheet.say(Aspect::Source, Content::cited(plan, citation));
    sheet.say(Aspect::Reliability, Content::word(reliability.word()));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

/// A doubt has no name: it is its question.
fn doubt(doubt: &DoubtPlan) -> Entry {
    let DoubtPlan {
        question,
        test,
        concerns,
        places: _,
    } = doubt;
    let mut sheet = Sheet::default();
    sheet.maybe(Aspect::Test, test.as_ref().map(Content::rule));
    let about = concerns.iter().map(|concern| concern.word.clone());
    sheet.say(Aspect::Concerns, Content::List(about.collect()));
    Entry {
        id: question.clone(),
        title: question.clone(),
        sheet,
    }
}
