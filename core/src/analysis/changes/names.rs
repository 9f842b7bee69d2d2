//! A new name, given to an element of a plan and wherever the plan writes it.

use super::{aspect::Sort, model::Element};
use crate::{
    expression::{Expression, Form, Span, parse},
    plan::{Concerned, PlanContent, Role, Rule},
    vocabulary::EnumerationId,
};

/// Gives new names to elements of a plan: what each name stands for is read in the plan as it was.
#[derive(Clone, Copy)]
pub(super) struct Names<'p> {
    pub(super) old: &'p PlanContent,
}

/// What is renamed, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Choice,
    Member(EnumerationId),
    Read(Role),
    /// A variable of the dispositif at this position.
    Variable(u16, u16),
    Condition,
}

impl Names<'_> {
    /// Gives the name of `after` to what is called as `before` is; false when nothing is.
    pub(super) fn give(self, plan: &mut PlanContent, before: &Element, after: &Element) -> bool {
        let Some((target, name)) = named(plan, before, after) else {
            return false;
        };
        name.clone_from(&after.id);
        let (old, new) = (before.id.as_str(), after.id.as_str());
        if let Target::Read(Role::Parameter(_)) = target {
            titles(plan, &format!("{{{old}}}"), &format!("{{{new}}}"));
        }
        concerns(plan, before, after);
        rules(plan, &mut |of, rule| {
            let spans = self.spans(target, of, rule, old);
            if !spans.is_empty() {
                rewrite(rule, &spans, new);
            }
        });
        if matches!(target, Target::Read(Role::Fact(_) | Role::Eligible(_))) {
            followed(plan, old, new);
        }
        true
    }

    /// Where the name stands in a rule, of the dispositif at `of`.
    fn spans(self, target: Target, of: Option<u16>, rule: &Rule, name: &str) -> Vec<(usize, usize)> {
        let mut spans = match target {
            Target::Choice | Target::Condition => Vec::new(),
            Target::Member(id) => match parse(&rule.text) {
                Ok(expression) => {
                    let mut found = Vec::new();
                    self.members(id, rule, &expression, name, &mut found);
                    found
                }
                Err(_) => Vec::new(),
            },
            Target::Variable(owner, position) if of == Some(owner) => {
                read(rule, name, |role| role == Role::Variable(position))
            }
            Target::Variable(..) => Vec::new(),
            Target::Read(Role::Eligible(at)) => read(
                rule,
                name,
                |role| matches!(role, Role::Eligible(own) | Role::Droit(own, _) if own == at),
            ),
            Target::Read(target) => read(rule, name, |role| role == target),
        };
        spans.sort_unstable();
        spans.dedup();
        spans
    }

    fn members(
        self,
        id: EnumerationId,
        rule: &Rule,
        whole: &Expression,
        name: &str,
        found: &mut Vec<(usize, usize)>,
    ) {
        let kind = |part: &Expression| {
            let span = ends(part.span);
            let same = |part: &&crate::plan::Part| (usize::from(part.start), usize::from(part.end)) == span;
            let part = rule.parts.iter().find(same)?;
            self.old.kind(part.node).enumeration()
        };
        let is = |one: &Expression| matches!(&one.form, Form::Name(own) | Form::Member(own) if own == name);
        if is(whole) && kind(whole) == Some(id) {
            found.extend(token(&rule.text, ends(whole.span), name));
        }
        if let Form::Match { subject, arms, .. } = &whole.form
            && kind(subject) == Some(id)
        {
            let keys = arms.iter().flat_map(|arm| &arm.keys);
            let keys = keys.filter(|key| key.name == name);
            found.extend(keys.filter_map(|key| token(&rule.text, ends(key.span), name)));
        }
        if let Form::Among { subject, members, .. } = &whole.form
            && kind(subject) == Some(id)
        {
            let own = members.iter().filter(|one| is(one));
            found.extend(own.filter_map(|one| token(&rule.text, ends(one.span), name)));
        }
        for part in whole.form.parts() {
            self.members(id, rule, part, name, found);
        }
    }
}

/// What `before` names, and where its name is kept.
fn named<'p>(
    plan: &'p mut PlanContent,
    before: &Element,
    after: &Element,
) -> Option<(Target, &'p mut String)> {
    let id = &before.id;
    let at = |position: usize| u16::try_from(position).ok();
    let of = after.of.as_deref();
    Some(match before.sort {
        Sort::Choice => {
            let choices = &mut plan.vocabulary.enumerations;
            let found = choices.iter_mut().find(|one| one.name == *id)?;
            (Target::Choice, &mut found.name)
        }
        Sort::Member => {
            let (choice, _) = plan.vocabulary.enumeration_named(of?)?;
            let found = plan.vocabulary.enumerations.get_mut(usize::from(choice.0))?;
            let member = found.members.iter_mut().find(|member| member.name == *id)?;
            (Target::Member(choice), &mut member.name)
        }
        Sort::Fact => {
            let (fact, _) = plan.vocabulary.fact_named(id)?;
            let found = plan.vocabulary.facts.get_mut(usize::from(fact.0))?;
            (Target::Read(Role::Fact(fact)), &mut found.name)
        }
        Sort::Parameter => {
            let position = plan.parameters.iter().position(|one| one.name == *id)?;
            let found = plan.parameters.get_mut(position)?;
            (Target::Read(Role::Parameter(at(position)?)), &mut found.name)
        }
        Sort::Table => {
            let position = plan.tables.iter().position(|one| one.name == *id)?;
            let found = plan.tables.get_mut(position)?;
            (Target::Read(Role::Table(at(position)?)), &mut found.name)
        }
        Sort::Dispositif => {
            let (position, _) = plan.dispositif_named(id)?;
            let found = plan.dispositifs.get_mut(usize::from(position))?;
            (Target::Read(Role::Eligible(position)), &mut found.id)
        }
        Sort::Variable => {
            let (owner, _) = plan.dispositif_named(of?)?;
            let variables = &mut plan.dispositifs.get_mut(usize::from(owner))?.variables;
            let position = variables.iter().position(|one| one.name == *id)?;
            let found = variables.get_mut(position)?;
            (Target::Variable(owner, at(position)?), &mut found.name)
        }
        Sort::Condition => {
            let (owner, _) = plan.dispositif_named(of?)?;
            let conditions = &mut plan.dispositifs.get_mut(usize::from(owner))?.conditions;
            let found = conditions.iter_mut().find(|one| one.id == *id)?;
            (Target::Condition, &mut found.id)
        }
        Sort::Droit => {
            let (owner, _) = plan.dispositif_named(of?)?;
            let droits = &mut plan.dispositifs.get_mut(usize::from(owner))?.droits;
            let position = droits.iter().position(|one| one.id == *id)?;
            let found = droits.get_mut(position)?;
            (Target::Read(Role::Droit(owner, at(position)?)), &mut found.id)
        }
        Sort::Pack
        | Sort::Unit
        | Sort::Coherence
        | Sort::Source
        | Sort::Versement
        | Sort::Deadline
        | Sort::Priority
        | Sort::Doubt
        | Sort::Quota
        | Sort::Course
        | Sort::Repere
        | Sort::Axis
        | Sort::Column
        | Sort::Indicator => return None,
    })
}

/// Where a name stands in the parts that read such a role.
fn read(rule: &Rule, name: &str, wanted: impl Fn(Role) -> bool) -> Vec<(usize, usize)> {
    let parts = rule.parts.iter().filter(|part| wanted(part.role));
    parts
        .filter_map(|part| token(&rule.text, (usize::from(part.start), usize::from(part.end)), name))
        .collect()
}

fn ends(span: Span) -> (usize, usize) {
    let end = |byte: u32| usize::try_from(byte).unwrap_or(usize::MAX);
    (end(span.start), end(span.end))
}

/// The first place of a whole name between two bytes.
fn token(text: &str, (start, end): (usize, usize), name: &str) -> Option<(usize, usize)> {
    let inside = text.get(start..end)?;
    let is_letter = |letter: Option<char>| letter.is_some_and(|one| one.is_alphanumeric() || one == '_');
    let found = inside.match_indices(name).map(|(at, _)| at).find(|at| {
        let after = at.saturating_add(name.len());
        let before = inside.get(..*at).and_then(|text| text.chars().next_back());
        !is_letter(before) && !is_letter(inside.get(after..).and_then(|text| text.chars().next()))
    })?;
    let first = start.saturating_add(found);
    Some((first, first.saturating_add(name.len())))
}

/// Writes the name in these places, which are in order; the parts of the rule stay where they were.
fn rewrite(rule: &mut Rule, spans: &[(usize, usize)], name: &str) {
    let mut text = String::with_capacity(rule.text.len());
    let mut last = 0_usize;
    for (start, end) in spans {
        text.push_str(rule.text.get(last..*start).unwrap_or_default());
        text.push_str(name);
        last = *end;
    }
    text.push_str(rule.text.get(last..).unwrap_or_default());
    let moved = |byte: u16| {
        let at = usize::from(byte);
        let before = spans.iter().filter(|(_, end)| *end <= at);
        let place = before.fold(at, |place, (start, end)| {
            place
                .saturating_add(name.len())
                .saturating_sub(end.saturating_sub(*start))
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    };
    for part in &mut rule.parts {
        (part.start, part.end) = (moved(part.start), moved(part.end));
    }
    rule.text = text;
}

/// Every rule, with the position of the dispositif that it is of.
fn rules(plan: &mut PlanContent, each: &mut dyn FnMut(Option<u16>, &mut Rule)) {
    for deduction in &mut plan.deductions {
        each(None, &mut deduction.rule);
    }
    for asking in &mut plan.askings {
        let supposed = asking.supposition.iter_mut().map(|one| &mut one.rule);
        asking
            .gate
            .iter_mut()
            .chain(supposed)
            .for_each(|rule| each(None, rule));
    }
    for coherence in &mut plan.coherences {
        each(None, &mut coherence.test);
    }
    if let Some(course) = &mut plan.course {
        each(None, &mut course.start);
        each(None, &mut course.end);
    }
    for (of, dispositif) in (0_u16..).zip(&mut plan.dispositifs) {
        let tests = dispositif
            .doubts
            .iter_mut()
            .filter_map(|doubt| doubt.test.as_mut());
        let conditions = dispositif.conditions.iter_mut().chain(&mut dispositif.priorities);
        let versements = dispositif.versements.iter_mut().flat_map(|one| {
            let amount = one.amount.iter_mut().map(|(rule, _)| rule);
            let changes = one.changes.iter_mut().map(|change| &mut change.date);
            amount.chain(&mut one.hours).chain(&mut one.test).chain(changes)
        });
        let deadlines = dispositif.deadlines.iter_mut();
        let all = (dispositif.yearly_value.iter_mut())
            .chain(tests)
            .chain(dispositif.variables.iter_mut().map(|one| &mut one.rule))
            .chain(conditions.map(|one| &mut one.rule))
            .chain(dispositif.droits.iter_mut().map(|one| &mut one.rule))
            .chain(versements)
            .chain(deadlines.flat_map(|one| core::iter::once(&mut one.day).chain(&mut one.test)));
        all.for_each(|rule| each(Some(of), rule));
    }
    for quota in &mut plan.quotas {
        for (of, rule) in &mut quota.groups {
            each(Some(*of), rule);
        }
    }
}

/// Titles that name a parameter.
fn titles(plan: &mut PlanContent, old: &str, new: &str) {
    for dispositif in &mut plan.dispositifs {
        let conditions = dispositif.conditions.iter_mut().chain(&mut dispositif.priorities);
        let all = (dispositif
            .variables
            .iter_mut()
            .filter_map(|one| one.title.as_mut()))
        .chain(conditions.map(|one| &mut one.title))
        .chain(dispositif.droits.iter_mut().map(|one| &mut one.title))
        .chain(dispositif.versements.iter_mut().map(|one| &mut one.title))
        .chain(dispositif.deadlines.iter_mut().map(|one| &mut one.title))
        .chain([&mut dispositif.title, &mut dispositif.summary]);
        for title in all.filter(|title| title.contains(old)) {
            *title = title.replace(old, new);
        }
    }
}

/// What doubts say that they are about: `parametre:name`.
fn concerns(plan: &mut PlanContent, before: &Element, after: &Element) {
    for dispositif in &mut plan.dispositifs {
        let owns = after.of.as_ref().is_none_or(|of| *of == dispositif.id);
        for concern in dispositif.doubts.iter_mut().flat_map(|doubt| &mut doubt.concerns) {
            let about = match concern.on {
                Concerned::Parameter(_) => Sort::Parameter,
                Concerned::Table(_) => Sort::Table,
                Concerned::Conditions(_) => Sort::Condition,
                Concerned::Droits(_) => Sort::Droit,
                Concerned::Aside | Concerned::Period | Concerned::Existence => continue,
            };
            if about == before.sort
                && owns
                && let Some((kind, name)) = concern.word.split_once(':')
                && name == before.id
            {
                concern.word = format!("{kind}:{}", after.id);
            }
        }
    }
}

/// What is followed names facts and dispositifs as its columns.
fn followed(plan: &mut PlanContent, old: &str, new: &str) {
    let follow = &mut plan.follow;
    let counted = follow
        .indicators
        .iter_mut()
        .flat_map(|one| core::iter::once(&mut one.counting).chain(&mut one.among));
    let axes = follow.axes.iter_mut().map(|axis| &mut axis.rule);
    for rule in follow.date.iter_mut().chain(axes).chain(counted) {
        let mut from = 0_usize;
        while let Some((start, end)) = token(&rule.text, (from, rule.text.len()), old) {
            rule.text.replace_range(start..end, new);
            from = start.saturating_add(new.len());
        }
    }
}
