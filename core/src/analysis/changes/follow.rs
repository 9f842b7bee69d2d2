//! What is followed: figures of the Region, and what is counted beside them.

use super::{
    aspect::{Aspect, Sort},
    content::{Cited, Content, Quantity, RuleText, Sheet},
    model::Change,
    pairs::{self, Entry},
    vocabulary,
};
use crate::plan::{
    AxisPlan, Beside, ColumnRole, FollowPlan, FollowRule, IndicatorPlan, PlanContent, Repere, Rule,
};

/// Repères, axes, columns and indicators.
pub(super) fn compared(old: &PlanContent, new: &PlanContent, changes: &mut Vec<Change>) {
    let FollowPlan {
        reperes: _,
        enumerations,
        columns: _,
        nodes: _,
        node_kinds: _,
        kinds: _,
        date: _,
        axes: _,
        indicators: _,
    } = &new.follow;
    vocabulary::enumerations(&old.follow.enumerations, enumerations, changes);
    let reperes = |plan: &PlanContent| {
        let each = plan.follow.reperes.iter();
        each.map(|one| repere(plan, one)).collect::<Vec<_>>()
    };
    pairs::compared(Sort::Repere, None, &reperes(old), &reperes(new), changes);
    let axes = |plan: &PlanContent| {
        let mut all: Vec<Entry> = plan.follow.axes.iter().map(axis).collect();
        all.extend(plan.follow.date.iter().map(|rule| {
            let mut sheet = Sheet::default();
            sheet.say(Aspect::Day, written(rule));
            Entry {
                id: "date".to_owned(),
                title: String::new(),
                sheet,
            }
        }));
        all
    };
    pairs::compared(Sort::Axis, None, &axes(old), &axes(new), changes);
    let columns = |plan: &PlanContent| {
        let others = plan.follow.columns.iter();
        // The others are facts and decisions, which are compared themselves.
        let others = others.filter(|column| column.role == ColumnRole::Other);
        others
            .map(|column| Entry {
                id: column.fact.name.clone(),
                title: column.fact.title.clone(),
                sheet: vocabulary::described(plan, &column.fact),
            })
            .collect::<Vec<_>>()
    };
    pairs::compared(Sort::Column, None, &columns(old), &columns(new), changes);
    let indicators = |plan: &PlanContent| {
        let each = plan.follow.indicators.iter();
        each.map(|one| indicator(plan, one)).collect::<Vec<_>>()
    };
    pairs::compared(Sort::Indicator, None, &indicators(old), &indicators(new), changes);
}

fn repere(plan: &PlanContent, repere: &Repere) -> Entry {
    let Repere {
        id,
        title,
        kind,
        declared,
        territory,
        route,
        intake,
        values,
    } = repere;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.say(Aspect::Kind, Content::word(kind.word()));
    sheet.declared(plan, declared, false);
    sheet.maybe_text(Aspect::Territory, territory.as_ref());
    sheet.maybe_text(Aspect::Route, route.as_ref());
    sheet.maybe_text(Aspect::Intake, intake.as_ref());
    let told = values.iter().map(|value| {
        let quantity = Quantity::of(plan, declared, value.value);
        let source = Cited::of(plan, &value.citation);
        let last = value.period.last();
        let last = last.map(|last| format!("..{last}")).unwrap_or_default();
        format!(
            "{}{last} : {} ({}, {}, {})",
            value.period.from,
            quantity.text,
            source.source,
            value.reliability.word(),
            value.verified
        )
    });
    sheet.say(Aspect::Values, Content::List(told.collect()));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

fn axis(axis: &AxisPlan) -> Entry {
    let AxisPlan { id, title, rule } = axis;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.say(Aspect::Value, written(rule));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

fn indicator(plan: &PlanContent, indicator: &IndicatorPlan) -> Entry {
    let IndicatorPlan {
        id,
        title,
        counting,
        among,
        by,
        beside,
        citation,
    } = indicator;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.say(Aspect::Value, written(counting));
    let among = among.as_ref().map(written);
    sheet.maybe(Aspect::Among, among);
    let axes = by
        .iter()
        .filter_map(|position| plan.follow.axes.get(usize::from(*position)));
    let axes: Vec<String> = axes.map(|axis| axis.id.clone()).collect();
    sheet.maybe(Aspect::By, (!axes.is_empty()).then_some(Content::List(axes)));
    let beside = beside.and_then(|beside| match beside {
        Beside::Repere(position) => {
            let repere = plan.follow.reperes.get(usize::from(position));
            repere.map(|one| Content::word(&one.id))
        }
        Beside::Quota(position) => {
            let quota = plan.quotas.get(usize::from(position));
            quota.map(|one| Content::word(&one.id))
        }
    });
    sheet.maybe(Aspect::Beside, beside);
    sheet.say(Aspect::Source, Content::cited(plan, citation));
    Entry {
        id: id.clone(),
        title: title.clone(),
        sheet,
    }
}

/// Its names are columns: no part of it is one of a rule.
fn written(rule: &FollowRule) -> Content {
    Content::Expression(RuleText(Rule {
        text: rule.text.clone(),
        node: rule.node,
        parts: Vec::new(),
    }))
}
