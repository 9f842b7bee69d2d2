//! A droit of another dispositif is what it would be if granted: whoever reads it should know that it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    error::{Code, Finding},
    expression::Span,
    pack::model::{Dispositif, Text},
    plan::{
        CoherencePlan, DispositifPlan, Node, NodeId, QuotaPlan, Role, Rule,
        lower::{Lowering, Scope},
    },
};

/// Positions of dispositifs that are known to be granted.
type Granted = BTreeSet<u16>;

/// Warns of each droit that is read where nothing says that its dispositif is granted.
pub(super) fn check(
    lowering: &mut Lowering<'_>,
    dispositifs: &[Option<DispositifPlan>],
    coherences: &[Option<CoherencePlan>],
    quotas: Option<&[QuotaPlan]>,
) {
    let pack = lowering.pack;
    let mut verdicts: BTreeMap<NodeId, Vec<u16>> = BTreeMap::new();
    for (position, plan) in (0_u16..).zip(dispositifs) {
        if let Some(plan) = plan {
            verdicts.entry(plan.eligible).or_default().push(position);
        }
    }
    let mut walk = Walk {
        verdicts,
        lowering,
        variables: Vec::new(),
        seen: BTreeSet::new(),
        told: BTreeSet::new(),
    };
    for (source, plan) in pack.dispositifs.iter().zip(dispositifs) {
        if let Some(plan) = plan {
            walk.dispositif(source, plan);
        }
    }
    for (position, dispositif) in (0_u16..).zip(dispositifs) {
        let drawn = pack.quotas.iter().zip(quotas.unwrap_or_default());
        for (source, quota) in drawn {
            let group = quota.groups.iter().find(|(other, _)| *other == position);
            if let (Some(plan), Some((_, rule))) = (dispositif, group) {
                // Only who is eligible counts in a quota.
                let granted = walk.implied(plan.eligible, true);
                walk.begin(&[], plan);
                walk.part(&source.groups, rule, 0, &granted);
            }
        }
    }
    for (source, plan) in pack.coherences.iter().zip(coherences) {
        if let Some(plan) = plan {
            walk.variables.clear();
            walk.part(&source.test, &plan.test, 0, &Granted::new());
        }
    }
}

struct Walk<'w, 'p> {
    lowering: &'w mut Lowering<'p>,
    /// The node of each verdict, with the dispositifs that have it.
    verdicts: BTreeMap<NodeId, Vec<u16>>,
    /// Those of the dispositif whose rules are walked.
    variables: Vec<(&'w Text, &'w Rule)>,
    /// Variables already walked, with what was known to be granted.
    seen: BTreeSet<(u16, Granted)>,
    /// Parts already told, by the place of their text and their first byte.
    told: BTreeSet<(u16, u32, u16)>,
}

impl<'w, 'p: 'w> Walk<'w, 'p> {
    fn begin(&mut self, texts: &[&'w Text], plan: &'w DispositifPlan) {
        let rules = plan.variables.iter().map(|variable| &variable.rule);
        self.variables = texts.iter().copied().zip(rules).collect();
        self.seen.clear();
    }

    fn dispositif(&mut self, source: &'p Dispositif, plan: &'w DispositifPlan) {
        let texts: Vec<&Text> = source.variables.iter().map(|variable| &variable.rule).collect();
        self.begin(&texts, plan);
        // A condition matters when the others hold, what is given when they all do.
        let granted = self.implied(plan.eligible, true);
        let conditions = source.conditions.iter().chain(&source.priorities);
        let rules = plan.conditions.iter().chain(&plan.priorities);
        for (source, plan) in conditions.zip(rules) {
            self.part(&source.rule, &plan.rule, 0, &granted);
        }
        for (source, plan) in source.droits.iter().zip(&plan.droits) {
            self.part(&source.rule, &plan.rule, 0, &granted);
        }
        if let (Some(text), Some(rule)) = (&source.yearly_value, &plan.yearly_value) {
            self.part(text, rule, 0, &granted);
        }
        for (source, plan) in source.deadlines.iter().zip(&plan.deadlines) {
            self.part(&source.day, &plan.day, 0, &granted);
            if let (Some(text), Some(rule)) = (&source.test, &plan.test) {
                self.part(text, rule, 0, &granted);
            }
        }
        for (source, plan) in source.versements.iter().zip(&plan.versements) {
            if let (Some((text, _)), Some((rule, _))) = (&source.amount, &plan.amount) {
                self.part(text, rule, 0, &granted);
            }
            let tests = source.test.as_ref().zip(plan.test.as_ref());
            let hours = source.hours.as_ref().zip(plan.hours.as_ref());
            for (text, rule) in tests.into_iter().chain(hours) {
                self.part(text, rule, 0, &granted);
            }
            for (source, plan) in source.changes.iter().zip(&plan.changes) {
                self.part(&source.date, &plan.date, 0, &granted);
            }
        }
    }

    /// The dispositifs that are granted when a node holds, or when it does not.
    fn implied(&self, node: NodeId, holds: bool) -> Granted {
        let mut granted = Granted::new();
        let mut left = vec![(node, holds)];
        let mut seen = BTreeSet::new();
        while let Some((id, holds)) = left.pop() {
            if !seen.insert((id, holds)) {
                continue;
            }
            granted.extend(self.verdicts.get(&id).filter(|_| holds).into_iter().flatten());
            match self.lowering.arena.node(id) {
                Some(Node::Not(inner)) => left.push((*inner, !holds)),
                Some(Node::And(parts)) if holds => left.extend(parts.iter().map(|part| (*part, true))),
                Some(Node::Or(parts)) if !holds => left.extend(parts.iter().map(|part| (*part, false))),
                _ => {}
            }
        }
        granted
    }

    fn part(&mut self, text: &Text, rule: &Rule, position: usize, granted: &Granted) {
        let Some(part) = rule.parts.get(position).copied() else {
            return;
        };
        match part.role {
            Role::Droit(other, droit) if !granted.contains(&other) => {
                self.tell(text, rule, position, [other, droit]);
            }
            Role::Variable(variable) => {
                let read = self.variables.get(usize::from(variable)).copied();
                if let Some((text, rule)) = read
                    && self.seen.insert((variable, granted.clone()))
                {
                    self.part(text, rule, 0, granted);
                }
                return;
            }
            Role::Literal
            | Role::Fact(_)
            | Role::Date
            | Role::Parameter(_)
            | Role::Table(_)
            | Role::Eligible(_)
            | Role::Droit(..)
            | Role::Cases
            | Role::Match
            | Role::Operation => {}
        }
        let children: Vec<usize> = rule.children(position).collect();
        let node = |child: &usize| rule.parts.get(*child).map(|part| part.node);
        // What the others must be for one operand to matter.
        let others = match self.lowering.arena.node(part.node) {
            Some(Node::And(_)) => Some(true),
            Some(Node::Or(_)) => Some(false),
            _ => None,
        };
        let mut refused = granted.clone();
        for (index, child) in children.iter().enumerate() {
            let mut known = refused.clone();
            if part.role == Role::Cases {
                let test = index
                    .checked_sub(1)
                    .and_then(|test| children.get(test))
                    .and_then(node);
                if let Some(test) = test.filter(|_| index % 2 == 1) {
                    known.extend(self.implied(test, true));
                    refused.extend(self.implied(test, false));
                }
            } else if let Some(holds) = others {
                let beside = children.iter().filter(|other| *other != child).filter_map(node);
                for other in beside {
                    known.extend(self.implied(other, holds));
                }
            }
            self.part(text, rule, *child, &known);
        }
    }

    fn tell(&mut self, text: &Text, rule: &Rule, position: usize, [other, droit]: [u16; 2]) {
        let pack = self.lowering.pack;
        let Some(part) = rule.parts.get(position) else {
            return;
        };
        let Some(owner) = pack.dispositifs.get(usize::from(other)) else {
            return;
        };
        let Some(read) = owner.droits.get(usize::from(droit)) else {
            return;
        };
        if !self.told.insert((text.at.file, text.at.start, part.start)) {
            return;
        }
        let (id, member) = (&owner.id, &read.id);
        let test = format!("`si dispositif.{id}.eligible alors … sinon …`");
        let help = if read.declared.kind.is_number() {
            format!("écrivez `dispositif.{id}.{member}.du`, qui vaut 0 s'il est refusé, ou {test}")
        } else {
            format!("écrivez {test}")
        };
        let scope = Scope {
            dispositif: None,
            date: NodeId(0),
            effect: NodeId(0),
            text,
        };
        let place = self.lowering.place(scope, written_at(text, rule, position));
        let message = format!(
            "`dispositif.{id}.{member}` est lu comme s'il était accordé, et rien ne dit ici que `{id}` l'est"
        );
        let finding = Finding::new(Code::SupposedDroit, place, message).with_help(help);
        self.lowering.findings.push(finding);
    }
}

/// Where a part stands in the text as it was written, maybe on several lines: the same words, as many of them before.
fn written_at(text: &Text, rule: &Rule, position: usize) -> Span {
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let found = rule.parts.get(position).and_then(|part| {
        let words = rule.text_of(part);
        let before = rule.text.get(..usize::from(part.start))?.matches(words).count();
        let (start, words) = text.value.match_indices(words).nth(before)?;
        Some(Span {
            start: narrow(start),
            end: narrow(start.saturating_add(words.len())),
        })
    });
    found.unwrap_or(Span {
        start: 0,
        end: narrow(text.value.len()),
    })
}
