//! Every dated value that a rule reads has a value on every day on which the rule may read it.

use std::collections::BTreeSet;

use super::{
    days::days_of,
    periods::{Days, meet, split, value_in_force},
};
use crate::{
    date::{Day, Period},
    pack::model::Text,
    plan::{
        AskingPlan, Comparison, DeadlinePlan, Node, NodeId, Role, Rule, VersementPlan,
        lower::{Item, Lowering, Scope},
    },
};

/// Reports each date in force on which a parameter or a table that is read has no value.
pub(super) fn check(
    lowering: &mut Lowering<'_>,
    lowered: &[(Vec<VersementPlan>, Vec<DeadlinePlan>)],
    start: Option<NodeId>,
) {
    let pack = lowering.pack;
    let today = lowering.reference_date();
    for (owner, dispositif) in (0_u16..).zip(&pack.dispositifs) {
        let possible = dispositif
            .effect_date
            .and_then(|fact| pack.vocabulary.fact(fact))
            .map_or(Period::ALWAYS, |fact| Period {
                from: Day::from_number(fact.declared.min),
                until: Day::from_number(fact.declared.max).next(),
            });
        let in_force = meet(possible, dispositif.in_force);
        let effect = lowering.effect_date(owner);
        let mut walk = Walk {
            owner,
            effect,
            // Nothing is paid before the course starts: a limit on the date of effect then limits the day that is paid.
            from_the_start: start == Some(effect),
            seen: BTreeSet::new(),
        };
        for (position, condition) in (0_u16..).zip(&dispositif.conditions) {
            walk.item(
                lowering,
                Item::Condition(owner, position),
                Days::of(meet(in_force, condition.period)),
            );
        }
        for (position, droit) in (0_u16..).zip(&dispositif.droits) {
            walk.item(
                lowering,
                Item::Droit(owner, position),
                Days::of(meet(in_force, droit.period)),
            );
        }
        let paid = Days {
            read: if walk.from_the_start {
                split(Period::ALWAYS, in_force.from, false)
            } else if effect == today {
                in_force
            } else {
                Period::ALWAYS
            },
            effect: in_force,
            paid: true,
        };
        let (plans, deadlines) = lowered
            .get(usize::from(owner))
            .map_or((&[] as &[_], &[] as &[_]), |(plans, deadlines)| {
                (plans.as_slice(), deadlines.as_slice())
            });
        let scope = |text, date| Scope {
            dispositif: Some(owner),
            date,
            effect,
            text,
        };
        for (source, plan) in dispositif.deadlines.iter().zip(deadlines) {
            let mut days = Days::of(in_force);
            if let (Some(text), Some(rule)) = (&source.test, &plan.test) {
                walk.part(lowering, scope(text, effect), rule, 0, days);
                days = walk.narrow(lowering, scope(text, effect), rule.node, true, days);
            }
            walk.part(lowering, scope(&source.day, effect), &plan.day, 0, days);
        }
        let scope = |text| scope(text, today);
        for (source, plan) in dispositif.versements.iter().zip(plans) {
            let mut days = paid;
            if let (Some(text), Some(rule)) = (&source.test, &plan.test) {
                walk.part(lowering, scope(text), rule, 0, days);
                days = walk.narrow(lowering, scope(text), rule.node, true, days);
            }
            if let (Some((text, _)), Some((rule, _))) = (&source.amount, &plan.amount) {
                walk.part(lowering, scope(text), rule, 0, days);
            }
            if let (Some(text), Some(rule)) = (&source.hours, &plan.hours) {
                walk.part(lowering, scope(text), rule, 0, days);
            }
            for (source, plan) in source.changes.iter().zip(&plan.changes) {
                walk.part(lowering, scope(&source.date), &plan.date, 0, paid);
            }
        }
    }
}

/// Likewise of what is said of facts, which is read on the day of their `jour`.
pub(super) fn check_facts(lowering: &mut Lowering<'_>, askings: &[AskingPlan]) {
    let pack = lowering.pack;
    let deduced = pack.deductions.iter().filter_map(|deduction| {
        let rule = lowering.done(Item::Deduction(deduction.fact))?.rule.clone()?;
        Some((deduction.fact, &deduction.rule, rule))
    });
    let supposed = pack.askings.iter().zip(askings).filter_map(|(source, plan)| {
        let (source, supposed) = (source.supposition.as_ref()?, plan.supposition.as_ref()?);
        Some((plan.fact, &source.rule, supposed.rule.clone()))
    });
    let said: Vec<_> = deduced.chain(supposed).collect();
    for (fact, text, rule) in said {
        let Some(scope) = lowering.fact_scope(fact, text) else {
            continue;
        };
        let bounds = lowering.arena.bounds(scope.date);
        let mut walk = Walk {
            owner: u16::MAX,
            effect: scope.date,
            from_the_start: false,
            seen: BTreeSet::new(),
        };
        let days = Days::of(Period {
            from: bounds.first_day(),
            until: bounds.last_day().next(),
        });
        walk.part(lowering, scope, &rule, 0, days);
    }
}

struct Walk {
    owner: u16,
    effect: NodeId,
    /// Is the date of effect the first day of the course?
    from_the_start: bool,
    /// Variables already walked, with the days on which they were read.
    seen: BTreeSet<(u16, Day, Day)>,
}

impl Walk {
    fn item(&mut self, lowering: &mut Lowering<'_>, item: Item, days: Days) {
        let Some((rule, day)) = lowering
            .done(item)
            .and_then(|done| Some((done.rule.clone()?, done.day.clone())))
        else {
            return;
        };
        let Some((value, other)) = self.texts(lowering, item) else {
            return;
        };
        let date = day.as_ref().map_or(self.effect, |day| day.node);
        let scope = |date, text| Scope {
            dispositif: Some(self.owner),
            date,
            effect: self.effect,
            text,
        };
        let (value, other) = (scope(date, value), other.map(|text| scope(self.effect, text)));
        let mut days = days;
        if let Some((day, other)) = day.zip(other) {
            // The day is found with the values of the date of effect.
            self.part(lowering, other, &day, 0, days);
            days.read = days_of(lowering, day.node, (self.effect, days.effect));
        }
        self.part(lowering, value, &rule, 0, days);
    }

    fn part(
        &mut self,
        lowering: &mut Lowering<'_>,
        scope: Scope<'_>,
        rule: &Rule,
        position: usize,
        days: Days,
    ) {
        let Some(part) = rule.parts.get(position).copied() else {
            return;
        };
        if days.is_empty() {
            return;
        }
        match part.role {
            Role::Parameter(parameter) => {
                if let Some(series) = lowering.parameters.get(usize::from(parameter)) {
                    let first = series.points.first().map_or(Day::MAX, |point| point.from);
                    let (name, until) = (format!("le paramètre `{}`", series.name), series.until);
                    value_in_force(lowering, scope, &part, &name, first, until, days.read);
                }
            }
            Role::Table(table) => {
                if let Some(plan) = lowering.tables.get(usize::from(table)) {
                    let first = plan.periods.first().map_or(Day::MAX, |period| period.from);
                    let (name, until) = (format!("la table `{}`", plan.name), plan.until);
                    value_in_force(lowering, scope, &part, &name, first, until, days.read);
                }
            }
            Role::Variable(variable) => {
                // A variable is about the date of effect, whoever reads it.
                let days = days.effect;
                if self.seen.insert((variable, days.from, days.until)) {
                    self.item(lowering, Item::Variable(self.owner, variable), Days::of(days));
                }
                return;
            }
            Role::Literal
            | Role::Fact(_)
            | Role::Date
            | Role::Eligible(_)
            | Role::Droit(..)
            | Role::Cases
            | Role::Match
            | Role::Operation => {}
        }
        let children: Vec<usize> = rule.children(position).collect();
        let conjunction = matches!(lowering.arena.node(part.node), Some(Node::And(_)));
        let mut left = days;
        for (index, child) in children.iter().enumerate() {
            let child_node = rule.parts.get(*child).map(|part| part.node);
            if part.role == Role::Cases && index % 2 == 1 {
                let test = children
                    .get(index.saturating_sub(1))
                    .and_then(|test| rule.parts.get(*test))
                    .map(|part| part.node);
                let held = test.map_or(left, |test| self.narrow(lowering, scope, test, true, left));
                self.part(lowering, scope, rule, *child, held);
                left = test.map_or(left, |test| self.narrow(lowering, scope, test, false, left));
            } else {
                self.part(lowering, scope, rule, *child, left);
            }
            if conjunction {
                // In `a et b` what `b` is worth matters only when `a` holds.
                left = child_node.map_or(left, |node| self.narrow(lowering, scope, node, true, left));
            }
        }
    }

    /// The expression of an item, and the day on which it reads its values.
    fn texts<'p>(&self, lowering: &Lowering<'p>, item: Item) -> Option<(&'p Text, Option<&'p Text>)> {
        let dispositif = lowering.pack.dispositifs.get(usize::from(self.owner))?;
        Some(match item {
            Item::Variable(_, position) => {
                let variable = dispositif.variables.get(usize::from(position))?;
                (&variable.rule, variable.day.as_ref())
            }
            Item::Condition(_, position) => {
                let condition = dispositif.conditions.get(usize::from(position))?;
                (&condition.rule, condition.day.as_ref())
            }
            Item::Droit(_, position) => {
                let droit = dispositif.droits.get(usize::from(position))?;
                (&droit.rule, droit.day.as_ref())
            }
            Item::Eligible(_) | Item::Deduction(_) => return None,
        })
    }

    /// The days that remain when a condition on a date is known to hold, or not to.
    fn narrow(
        &self,
        lowering: &Lowering<'_>,
        scope: Scope<'_>,
        node: NodeId,
        holds: bool,
        days: Days,
    ) -> Days {
        let day = |id: NodeId| {
            let bounds = lowering.arena.bounds(id);
            bounds.is_point().then(|| Day::from_number(bounds.lo))
        };
        match lowering.arena.node(node) {
            Some(Node::Not(inner)) => self.narrow(lowering, scope, *inner, !holds, days),
            Some(Node::And(list)) if holds => list.iter().fold(days, |days, inner| {
                self.narrow(lowering, scope, *inner, true, days)
            }),
            Some(Node::Or(list)) if !holds => list.iter().fold(days, |days, inner| {
                self.narrow(lowering, scope, *inner, false, days)
            }),
            Some(Node::Compare {
                comparison,
                left,
                right,
            }) => {
                let strict = *comparison == Comparison::Less;
                if *comparison == Comparison::Equal {
                    return days;
                }
                if let Some(limit) = day(*right) {
                    // date < limit, or date <= limit.
                    let end = if strict { limit } else { limit.add_days(1) };
                    return self.kept(lowering, scope, *left, days, |period| split(period, end, holds));
                }
                if let Some(limit) = day(*left) {
                    // limit < date, or limit <= date.
                    let start = if strict { limit.add_days(1) } else { limit };
                    return self.kept(lowering, scope, *right, days, |period| {
                        split(period, start, !holds)
                    });
                }
                days
            }
            Some(Node::Within { date, from, until }) if holds => {
                let within = Period {
                    from: *from,
                    until: *until,
                };
                self.kept(lowering, scope, *date, days, |period| meet(period, within))
            }
            _ => days,
        }
    }

    /// The days that remain when those of one date are known to be fewer.
    fn kept(
        &self,
        lowering: &Lowering<'_>,
        scope: Scope<'_>,
        about: NodeId,
        days: Days,
        keep: impl Fn(Period) -> Period,
    ) -> Days {
        let mut kept = days;
        if about == scope.date {
            kept.read = keep(days.read);
        }
        if about == self.effect {
            kept.effect = keep(days.effect);
            if days.paid && self.from_the_start {
                // What bounds the date of effect from below bounds a later day too.
                kept.read.from = kept.read.from.max(kept.effect.from);
            } else if !days.paid && scope.date != self.effect {
                let possible = days_of(lowering, scope.date, (self.effect, kept.effect));
                kept.read = meet(kept.read, possible);
            }
        }
        kept
    }
}
