//! What a reform reaches, once its pack is planned.

use crate::{
    pack::model::{Citation, Pack},
    plan::{Node, NodeId, PlanContent, Reached, ReformDay, ReformPlan, Role, Rule},
};

/// What the reform of a pack reaches; `None` when it has none.
pub(super) fn reform(pack: &Pack, plan: &PlanContent) -> Option<ReformPlan> {
    let reform = pack.reform.as_ref()?;
    let days = by_node(plan, reform.source);
    let mut reached: Vec<Vec<ReformDay>> = (0_u16..)
        .zip(&plan.dispositifs)
        .map(|(position, dispositif)| {
            let own = dispositif.rules().flat_map(nodes);
            let roots = [dispositif.applies, dispositif.eligible].into_iter().chain(own);
            let mut list: Vec<ReformDay> = roots
                .flat_map(|node| days.get(node.index()).into_iter().flatten().copied())
                .collect();
            if reform.direct.contains(&position) {
                list.push(day(plan, dispositif.date));
            }
            list
        })
        .collect();
    // Who reads a verdict or a droit that is reached is reached as that one is: at most a link more each time.
    for _ in &plan.dispositifs {
        let mut grown = false;
        for (position, dispositif) in plan.dispositifs.iter().enumerate() {
            let read: Vec<ReformDay> = dispositif
                .rules()
                .flat_map(others)
                .flat_map(|other| reached.get(usize::from(other)).into_iter().flatten().copied())
                .collect();
            if let Some(list) = reached.get_mut(position) {
                list.sort_unstable();
                list.dedup();
                let before = list.len();
                list.extend(read);
                list.sort_unstable();
                list.dedup();
                grown |= list.len() > before;
            }
        }
        if !grown {
            break;
        }
    }
    Some(ReformPlan {
        name: reform.name.clone(),
        since: reform.since,
        reason: reform.reason.clone(),
        source: reform.source,
        reached: (0_u16..)
            .zip(reached)
            .filter(|(_, days)| !days.is_empty())
            .map(|(dispositif, days)| Reached { dispositif, days })
            .collect(),
    })
}

/// For each node, the days on which it reads a value of the reform, itself or through its operands.
fn by_node(plan: &PlanContent, source: u16) -> Vec<Vec<ReformDay>> {
    let own = |citation: &Citation| citation.source == source;
    let parameter = |position: u16| {
        let series = plan.parameters.get(usize::from(position));
        series.is_some_and(|series| series.points.iter().any(|point| own(&point.citation)))
    };
    let table = |position: u16| {
        let table = plan.tables.get(usize::from(position));
        table.is_some_and(|table| table.periods.iter().any(|period| own(&period.citation)))
    };
    let mut days: Vec<Vec<ReformDay>> = Vec::with_capacity(plan.nodes.len());
    for node in &plan.nodes {
        let mut list = Vec::new();
        if let Node::Parameter { parameter: of, date } = node
            && parameter(*of)
        {
            list.push(day(plan, *date));
        }
        if let Node::Lookup { table: of, date, .. }
        | Node::FirstRank { table: of, date, .. }
        | Node::Exceeds { table: of, date, .. } = node
            && table(*of)
        {
            list.push(day(plan, *date));
        }
        // Operands come first.
        node.operands(|operand| list.extend(days.get(operand.index()).into_iter().flatten().copied()));
        list.sort_unstable();
        list.dedup();
        days.push(list);
    }
    days
}

fn day(plan: &PlanContent, date: NodeId) -> ReformDay {
    match plan.node(date) {
        Some(Node::ReferenceDate) => ReformDay::Reference,
        Some(Node::Fact(fact)) => ReformDay::Fact(*fact),
        _ => ReformDay::Any,
    }
}

fn nodes(rule: &Rule) -> impl Iterator<Item = NodeId> + '_ {
    core::iter::once(rule.node).chain(rule.parts.iter().map(|part| part.node))
}

/// The dispositifs that a rule reads.
fn others(rule: &Rule) -> impl Iterator<Item = u16> + '_ {
    rule.parts.iter().filter_map(|part| match part.role {
        Role::Eligible(position) | Role::Droit(position, _) => Some(position),
        Role::Literal
        | Role::Fact(_)
        | Role::Date
        | Role::Parameter(_)
        | Role::Table(_)
        | Role::Variable(_)
        | Role::Cases
        | Role::Match
        | Role::Operation => None,
    })
}
