use super::{
    program::Program,
    relevance::in_order,
    shown::{cite, on_one_line, to_confirm},
};
use crate::{
    decision::{
        ConditionExplanation, DroitExplanation, DroitValue, Explanation, Outcome, ReadFact, Step, StepKind,
        Verdict,
    },
    dossier::Dossier,
    plan::{DispositifPlan, Node, NodeId, Part, Plan, Role, Rule, Value},
    vocabulary::{FactId, Kind},
};

/// Rules nest at most so deep, variables included: beyond, a step is shown without its own steps.
const DEEPEST: u8 = 200;

/// The whole reasoning about a dispositif.
pub(super) fn explanation(
    plan: &Plan,
    dispositif: &DispositifPlan,
    program: &Program,
    values: &[Value],
    outcome: &Outcome,
    dossier: &Dossier,
    seen: &[FactId],
) -> Explanation {
    let mut teller = Teller {
        plan,
        dispositif,
        program,
        values,
        told: vec![false; dispositif.variables.len()],
    };
    let shown = outcome.verdict != Verdict::OutOfPeriod;
    let conditions = dispositif
        .conditions
        .iter()
        .zip(&outcome.conditions)
        .filter(|_| shown)
        .filter_map(|(condition, state)| {
            Some(ConditionExplanation {
                id: condition.id.clone(),
                title: condition.title.clone(),
                state: (*state)?,
                step: teller.rule(&condition.rule, None),
                source: cite(plan, &condition.citation, condition.reliability, None),
            })
        })
        .collect();
    let droits = dispositif
        .droits
        .iter()
        .zip(&outcome.droits)
        .filter(|(_, known)| known.is_some())
        .map(|(droit, _)| DroitExplanation {
            id: droit.id.clone(),
            title: droit.title.clone(),
            payer: droit.payer.as_ref().map(|(_, label)| label.clone()),
            step: teller.rule(&droit.rule, Some(&droit.declared.kind)),
            source: cite(plan, &droit.citation, droit.reliability, None),
        })
        .collect();
    let facts = in_order(seen.iter().map(|fact| u64::from(fact.0)).collect())
        .filter_map(|key| {
            let id = FactId(u16::try_from(key).ok()?);
            let fact = plan.vocabulary.fact(id)?;
            let value = dossier
                .values()
                .get(usize::from(id.0))
                .copied()
                .filter(|_| dossier.is_known(id));
            Some(ReadFact {
                name: fact.name.clone(),
                title: fact.title.clone(),
                value: value
                    .and_then(|value| DroitValue::settled(value, &fact.declared, &plan.vocabulary))
                    .map(|value| value.to_string()),
            })
        })
        .collect();
    Explanation {
        conditions,
        droits,
        facts,
        to_confirm: to_confirm(plan, dispositif, outcome),
        sources: dispositif
            .sources
            .iter()
            .map(|citation| cite(plan, citation, dispositif.reliability, None))
            .collect(),
    }
}

struct Teller<'a> {
    plan: &'a Plan,
    dispositif: &'a DispositifPlan,
    program: &'a Program,
    values: &'a [Value],
    /// Variables whose computation was already shown.
    told: Vec<bool>,
}

impl Teller<'_> {
    fn value(&self, id: NodeId) -> Value {
        self.program
            .local(id)
            .and_then(|local| self.values.get(local.index()))
            .copied()
            .unwrap_or(Value::UNKNOWN)
    }

    /// The step of a whole rule, with the type that the rule is declared with.
    fn rule(&mut self, rule: &Rule, declared: Option<&Kind>) -> Step {
        let mut step = self.part(rule, 0, 0);
        if let Some(kind) = declared {
            self.show(&mut step, rule.node, kind);
        }
        step
    }

    fn part(&mut self, rule: &Rule, position: usize, depth: u8) -> Step {
        let Some(part) = rule.parts.get(position).copied() else {
            return blank(&rule.text);
        };
        let mut step = blank(rule.text_of(&part));
        self.show(&mut step, part.node, self.plan.kind(part.node));
        self.describe(&mut step, &part);
        if depth < DEEPEST {
            step.steps = self.steps(rule, position, &part, depth.saturating_add(1));
        }
        step
    }

    /// The steps inside a part that its value rests on; a literal says nothing more than the text.
    fn steps(&mut self, rule: &Rule, position: usize, part: &Part, depth: u8) -> Vec<Step> {
        if let Role::Variable(variable) = part.role {
            let index = usize::from(variable);
            let again = self.told.get(index).copied().unwrap_or(true);
            if let Some(slot) = self.told.get_mut(index) {
                *slot = true;
            }
            let dispositif = self.dispositif;
            return match dispositif.variables.get(index) {
                Some(variable) if !again => vec![self.part(&variable.rule, 0, depth)],
                _ => Vec::new(),
            };
        }
        let children: Vec<usize> = rule.children(position).collect();
        let node_of = |child: &usize| rule.parts.get(*child).map(|part| part.node);
        let told: Vec<usize> = match part.role {
            Role::Cases => self.taken(&children, &node_of),
            Role::Match => self.matched(rule, part, &children),
            _ => match self.plan.node(part.node) {
                Some(Node::And(_)) => self.decisive(part.node, &children, &node_of, Value::is_false),
                Some(Node::Or(_)) => self.decisive(part.node, &children, &node_of, Value::is_true),
                _ => children,
            },
        };
        told.into_iter()
            .filter(|child| {
                rule.parts
                    .get(*child)
                    .is_some_and(|part| part.role != Role::Literal)
            })
            .map(|child| self.part(rule, child, depth))
            .collect()
    }

    /// The first operand that settles the whole, or all of them.
    fn decisive(
        &self,
        whole: NodeId,
        children: &[usize],
        node_of: &impl Fn(&usize) -> Option<NodeId>,
        settles: impl Fn(Value) -> bool,
    ) -> Vec<usize> {
        if !settles(self.value(whole)) {
            return children.to_vec();
        }
        let first = children
            .iter()
            .find(|child| node_of(child).is_some_and(|node| settles(self.value(node))));
        first.map_or_else(|| children.to_vec(), |first| vec![*first])
    }

    /// Of `condition, value, …, otherwise`: the conditions read, and the value of the first that holds or may hold.
    fn taken(&self, children: &[usize], node_of: &impl Fn(&usize) -> Option<NodeId>) -> Vec<usize> {
        let mut told = Vec::new();
        for pair in children.chunks(2) {
            match pair {
                [condition, value] => {
                    let held = node_of(condition).map_or(Value::UNKNOWN, |node| self.value(node));
                    told.push(*condition);
                    if !held.is_false() {
                        told.push(*value);
                    }
                    if held.is_true() {
                        return told;
                    }
                }
                other => told.extend(other),
            }
        }
        told
    }

    /// Of `choice, arm, …`: the choice, and the arms that have the value when it is settled.
    fn matched(&self, rule: &Rule, part: &Part, children: &[usize]) -> Vec<usize> {
        let Some((subject, arms)) = children.split_first() else {
            return Vec::new();
        };
        let mut told = vec![*subject];
        let settled = rule
            .parts
            .get(*subject)
            .is_some_and(|subject| self.value(subject.node).mask().is_power_of_two());
        if settled {
            // The arm whose value is the value of the whole; equal arms are one and the same to the reader.
            let whole = self.value(part.node);
            let same = |child: &&usize| {
                rule.parts
                    .get(**child)
                    .is_some_and(|arm| self.value(arm.node) == whole)
            };
            told.extend(arms.iter().find(same));
        } else {
            told.extend(arms);
        }
        told
    }

    fn describe(&self, step: &mut Step, part: &Part) {
        let plan = self.plan;
        match part.role {
            Role::Fact(id) => {
                step.kind = StepKind::Fact;
                step.title = plan.vocabulary.fact(id).map(|fact| fact.title.clone());
            }
            Role::Date => step.kind = StepKind::Fact,
            Role::Parameter(position) => {
                step.kind = StepKind::Parameter;
                if let Some(series) = plan.parameters.get(usize::from(position)) {
                    step.title = Some(series.title.clone());
                    let (first, last) = series.span(self.value(self.dispositif.date));
                    if let (true, Some(point)) = (first == last, series.points.get(first)) {
                        step.source = Some(Box::new(cite(
                            plan,
                            &point.citation,
                            point.reliability,
                            Some(point.from),
                        )));
                    }
                }
            }
            Role::Table(position) => {
                step.kind = StepKind::Table;
                if let Some(table) = plan.tables.get(usize::from(position)) {
                    step.title = Some(table.title.clone());
                    if let [layout] = table.span(self.value(self.dispositif.date)) {
                        step.source = Some(Box::new(cite(
                            plan,
                            &layout.citation,
                            layout.reliability,
                            Some(layout.from),
                        )));
                    }
                }
            }
            Role::Variable(position) => {
                step.kind = StepKind::Variable;
                step.title = self
                    .dispositif
                    .variables
                    .get(usize::from(position))
                    .and_then(|v| v.title.clone());
            }
            Role::Eligible(position) => {
                step.kind = StepKind::Dispositif;
                step.title = plan
                    .dispositif(position)
                    .map(|dispositif| dispositif.title.clone());
            }
            Role::Droit(position, droit) => {
                step.kind = StepKind::Dispositif;
                step.title = plan
                    .dispositif(position)
                    .and_then(|dispositif| dispositif.droits.get(usize::from(droit)))
                    .map(|droit| droit.title.clone());
            }
            Role::Cases | Role::Match => step.kind = StepKind::Alternative,
            Role::Literal | Role::Operation => step.kind = StepKind::Operation,
        }
    }

    /// Writes what is known of a node into a step.
    fn show(&self, step: &mut Step, node: NodeId, kind: &Kind) {
        let known = self.value(node);
        let vocabulary = &self.plan.vocabulary;
        let settled = |value| DroitValue::of_kind(value, kind, true, vocabulary);
        let value = settled(known);
        step.label = match value {
            Some(DroitValue::Choice(_, label)) => Some(label.to_owned()),
            _ => None,
        };
        step.value = value.map(|value| match value {
            DroitValue::Boolean(value) => if value { "oui" } else { "non" }.to_owned(),
            DroitValue::Choice(name, _) => name.to_owned(),
            other => other.to_string(),
        });
        step.bounds = match kind {
            _ if step.value.is_some() => Vec::new(),
            Kind::Boolean => Vec::new(),
            Kind::Choice(id) => (0_u8..64)
                .zip(
                    vocabulary
                        .enumeration(*id)
                        .into_iter()
                        .flat_map(|enumeration| &enumeration.members),
                )
                .filter(|(position, _)| known.mask() & Value::member(*position).mask() != 0)
                .map(|(_, member)| member.name.clone())
                .collect(),
            _ => [known.lo, known.hi]
                .into_iter()
                .filter_map(|end| settled(Value::point(end)))
                .map(|end| end.to_string())
                .collect(),
        };
        step.unit = match kind {
            Kind::Number { unit, .. } if !unit.is_none() => Some(unit.to_string()),
            _ => None,
        };
    }
}

fn blank(text: &str) -> Step {
    Step {
        kind: StepKind::Operation,
        text: on_one_line(text),
        title: None,
        value: None,
        label: None,
        bounds: Vec::new(),
        unit: None,
        source: None,
        steps: Vec::new(),
    }
}
