//! What a plan holds, brought into a joint.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    arena::Arena,
    model::{Joint, JointFact},
    renamed,
    twins::Pairs,
};
use crate::{
    evaluate::Engine,
    plan::{Node, NodeId, Plan, Series, TablePlan, Value},
    vocabulary::{Enumeration, EnumerationId, Fact, FactId, Kind},
};

impl Joint {
    /// One plan.
    ///
    /// # Example
    /// ```
    /// use bareme::{analysis::{Budget, Found, Joint, Side}, guide};
    ///
    /// let mut joint = Joint::of(&guide::engine()?);
    /// let eligible = joint.eligible(Side::Before, "bourse").unwrap();
    /// let Found::Witness(witness) = joint.search(eligible, Budget::default()).found else {
    ///     panic!("somebody has a right to the bursary");
    /// };
    /// assert!(joint.dossier(Side::Before, &witness).is_known(bareme::vocabulary::FactId(0)));
    /// # Ok::<(), bareme::Findings>(())
    /// ```
    #[must_use]
    pub fn of(engine: &Engine) -> Self {
        joint(Arc::clone(engine.plan()), None, &Named::default())
    }

    /// Two plans, mostly of one pack before and after a change.
    #[must_use]
    pub fn between(before: &Engine, after: &Engine) -> Self {
        Self::between_named(before, after, &Named::default())
    }

    /// Two plans, some facts of which have other names, or are each plan's own.
    pub(in crate::analysis) fn between_named(before: &Engine, after: &Engine, named: &Named) -> Self {
        joint(Arc::clone(before.plan()), Some(Arc::clone(after.plan())), named)
    }
}

/// What names do not say of facts.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Named {
    /// Each plan has its own fact of these names.
    pub(in crate::analysis) apart: BTreeSet<String>,
    /// Names before and after, of facts that are the same.
    pub(in crate::analysis) renamed: Vec<(String, String)>,
}

impl Named {
    /// Is a fact of the plan before, by its name, this one of the plan after?
    fn is_same(&self, before: &str, fact: &Fact) -> bool {
        !self.apart.contains(&fact.name)
            && (before == fact.name
                || fact.former.iter().any(|former| former == before)
                || self
                    .renamed
                    .iter()
                    .any(|(was, is)| was == before && *is == fact.name))
    }
}

/// Where things of one plan are in the joint.
struct Places {
    /// For each enumeration, its place and the positions of its members.
    enumerations: Vec<(EnumerationId, Vec<u8>)>,
    facts: Vec<FactId>,
    parameters: Vec<u16>,
    tables: Vec<u16>,
}

fn joint(first: Arc<Plan>, second: Option<Arc<Plan>>, named: &Named) -> Joint {
    let (mut enumerations, mut facts) = (Vec::new(), Vec::new());
    let mut arena = Arena::default();
    let plans: Vec<Arc<Plan>> = [Some(first.clone()), second.clone()]
        .into_iter()
        .flatten()
        .collect();
    let choices: Vec<Vec<(EnumerationId, Vec<u8>)>> =
        plans.iter().map(|plan| merged(&mut enumerations, plan)).collect();
    let (mut places, mut members) = (Vec::new(), Vec::new());
    for (side, (plan, choices)) in plans.iter().zip(choices).enumerate() {
        let mut here = Places {
            enumerations: choices,
            facts: Vec::new(),
            parameters: Vec::new(),
            tables: Vec::new(),
        };
        here.facts = with_facts(&mut facts, (plan, side), &here, named);
        for series in &plan.parameters {
            let place = arena.parameter(here.series(series));
            here.parameters.push(place);
        }
        for table in &plan.tables {
            let place = arena.table(here.table(table));
            here.tables.push(place);
        }
        places.push(here.nodes(&mut arena, plan, &enumerations));
        members.push(
            here.enumerations
                .into_iter()
                .map(|(_, members)| members)
                .collect(),
        );
    }
    let mut joint = Joint {
        first,
        second,
        enumerations,
        facts,
        arena,
        places,
        members,
        pairs: Pairs::default(),
        apart: Vec::new(),
    };
    joint.keep_apart(&named.apart);
    joint
}

/// Adds what a plan has of enumerations. One that would have more members than a mask holds stays apart, as another.
fn merged(all: &mut Vec<Enumeration>, plan: &Plan) -> Vec<(EnumerationId, Vec<u8>)> {
    let mut places = Vec::new();
    for own in &plan.vocabulary.enumerations {
        let found = all
            .iter()
            .position(|other| other.name == own.name)
            .filter(|position| {
                let further = all.get(*position).map_or(0, |other| {
                    let new = own
                        .members
                        .iter()
                        .filter(|member| other.position(&member.name).is_none());
                    other.members.len().saturating_add(new.count())
                });
                further <= Enumeration::MAX_MEMBERS
            });
        let place = found.unwrap_or_else(|| {
            all.push(Enumeration {
                name: own.name.clone(),
                members: Vec::new(),
            });
            all.len().saturating_sub(1)
        });
        let mut positions = Vec::new();
        if let Some(enumeration) = all.get_mut(place) {
            for member in &own.members {
                let names = [&member.name].into_iter().chain(&member.former);
                let known = names.filter_map(|name| enumeration.position(name)).next();
                let position = known.unwrap_or_else(|| {
                    enumeration.members.push(member.clone());
                    u8::try_from(enumeration.members.len().saturating_sub(1)).unwrap_or(0)
                });
                positions.push(position);
            }
        }
        places.push((EnumerationId(u16::try_from(place).unwrap_or(0)), positions));
    }
    places
}

/// Adds the facts of a plan: the same as one of the other plan when it has the same name and type, and both may have one value.
fn with_facts(
    facts: &mut Vec<JointFact>,
    (plan, side): (&Plan, usize),
    here: &Places,
    named: &Named,
) -> Vec<FactId> {
    let mut places = Vec::new();
    for (own, fact) in (0_u16..).map(FactId).zip(&plan.vocabulary.facts) {
        let kind = here.kind(&fact.declared.kind);
        let any = Value::any(&fact.declared, &plan.vocabulary);
        let domain = here.value(any, &fact.declared.kind);
        let both = |other: &JointFact| other.domain.and(domain, kind.is_choice());
        let is_same = |other: &JointFact| {
            named.is_same(&other.name, fact)
                && other.kind == kind
                && other.places.get(side) == Some(&None)
                && both(other).is_some()
        };
        let position = if let Some(position) = facts.iter().position(is_same) {
            position
        } else {
            facts.push(JointFact {
                name: fact.name.clone(),
                kind: kind.clone(),
                domain,
                places: [None, None],
            });
            facts.len().saturating_sub(1)
        };
        if let Some(found) = facts.get_mut(position) {
            found.domain = both(found).unwrap_or(domain);
            if let Some(place) = found.places.get_mut(side) {
                *place = Some(own);
            }
        }
        places.push(FactId(u16::try_from(position).unwrap_or(u16::MAX)));
    }
    places
}

impl Places {
    fn members(&self, kind: &Kind) -> Option<&[u8]> {
        let (_, members) = self.enumerations.get(usize::from(kind.enumeration()?.0))?;
        Some(members)
    }

    fn kind(&self, kind: &Kind) -> Kind {
        let place = |id: EnumerationId| self.enumerations.get(usize::from(id.0)).map(|(place, _)| *place);
        match kind {
            Kind::Choice(id) => Kind::Choice(place(*id).unwrap_or(*id)),
            Kind::Boolean | Kind::Number { .. } | Kind::Date => kind.clone(),
        }
    }

    fn value(&self, value: Value, kind: &Kind) -> Value {
        self.members(kind).map_or(value, |members| {
            Value::members(renamed::mask(value.mask(), members))
        })
    }

    fn series(&self, series: &Series) -> Series {
        let mut series = series.clone();
        for point in &mut series.points {
            point.value = self.value(point.value, &series.declared.kind);
        }
        series
    }

    fn table(&self, table: &TablePlan) -> TablePlan {
        let mut table = table.clone();
        let keys: Vec<Option<&[u8]>> = table
            .keys
            .iter()
            .map(|key| self.members(&key.declared.kind))
            .collect();
        let columns: Vec<Option<&[u8]>> = table
            .columns
            .iter()
            .map(|column| self.members(&column.declared.kind))
            .collect();
        let rename = |numbers: &mut Vec<i64>, members: &Option<&[u8]>| {
            if let Some(members) = members {
                numbers
                    .iter_mut()
                    .for_each(|number| *number = renamed::position(*number, members));
            }
        };
        for layout in &mut table.periods {
            layout
                .axes
                .iter_mut()
                .zip(&keys)
                .for_each(|(axis, members)| rename(axis, members));
            layout
                .cells
                .iter_mut()
                .zip(&columns)
                .for_each(|(cells, members)| rename(cells, members));
        }
        if let (Some(ranks), Some(Some(members))) = (&mut table.ranks, keys.last()) {
            for rank in ranks {
                *rank = u8::try_from(renamed::position((*rank).into(), members)).unwrap_or(*rank);
            }
        }
        table
    }

    /// Every node of a plan, and its place.
    fn nodes(&self, arena: &mut Arena, plan: &Plan, enumerations: &[Enumeration]) -> Vec<NodeId> {
        let mut places: Vec<NodeId> = Vec::with_capacity(plan.nodes.len());
        for (id, node) in (0_u32..).map(NodeId).zip(&plan.nodes) {
            let mut node = node.clone();
            let at = |id: NodeId| places.get(id.index()).copied().unwrap_or_default();
            // Kinds are those of the plan, so before operands have their places here.
            self.renamed(&mut node, plan, id, enumerations);
            node.map_operands(at);
            places.push(arena.push(node, &self.kind(plan.kind(id))));
        }
        places
    }

    fn renamed(&self, node: &mut Node, plan: &Plan, id: NodeId, enumerations: &[Enumeration]) {
        let of = |place: &u16, places: &[u16]| places.get(usize::from(*place)).copied().unwrap_or(*place);
        match node {
            Node::Constant(value) => *value = self.value(*value, plan.kind(id)),
            Node::Fact(fact) => {
                if let Some(place) = self.facts.get(usize::from(fact.0)) {
                    *fact = *place;
                }
            }
            Node::Parameter { parameter, .. } => *parameter = of(parameter, &self.parameters),
            Node::Lookup { table, .. } | Node::FirstRank { table, .. } | Node::Exceeds { table, .. } => {
                *table = of(table, &self.tables);
            }
            Node::Among { choice, members } => {
                if let Some(positions) = self.members(plan.kind(*choice)) {
                    *members = renamed::mask(*members, positions);
                }
            }
            Node::Switch { choice, arms } => {
                let Kind::Choice(place) = self.kind(plan.kind(*choice)) else {
                    return;
                };
                let (Some(members), Some(first)) = (self.members(plan.kind(*choice)), arms.first()) else {
                    return;
                };
                let count = enumerations
                    .get(usize::from(place.0))
                    .map_or(0, |all| all.members.len());
                // A member that this plan does not have is in no dossier that it decides.
                let mut all = vec![*first; count];
                for (arm, position) in arms.iter().zip(members) {
                    if let Some(slot) = all.get_mut(usize::from(*position)) {
                        *slot = *arm;
                    }
                }
                *arms = all;
            }
            Node::ReferenceDate
            | Node::Not(_)
            | Node::And(_)
            | Node::Or(_)
            | Node::Compare { .. }
            | Node::SameChoice { .. }
            | Node::Add(..)
            | Node::Subtract(..)
            | Node::Multiply(..)
            | Node::Scale { .. }
            | Node::Round { .. }
            | Node::Divide { .. }
            | Node::Min(..)
            | Node::Max(..)
            | Node::DatePart(..)
            | Node::Elapsed(..)
            | Node::AddMonths { .. }
            | Node::AddDays { .. }
            | Node::Select { .. }
            | Node::Within { .. }
            | Node::Meet { .. } => {}
        }
    }
}
