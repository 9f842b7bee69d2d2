//! What a dispositif adds to the cost of a call.

use super::{
    explanation::{self, Texts},
    json::{item, quoted, template},
    reach::Reach,
    steps::NodeSteps,
    sum::{count, sum, times, total},
};
use crate::{
    date::Day,
    plan::{
        Dated, DeadlinePlan, DispositifPlan, Freshness, Node, NodeId, Plan, Role, Rule, cost::MAX_STEPS,
        decided, verdicts_read,
    },
    vocabulary::FactId,
};

/// What a dispositif adds to the cost of a call.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// Steps of the first call that needs it: programs are made once.
    pub(super) preparation: u64,
    pub(super) evaluate: u64,
    /// Its conditions.
    pub(super) conditions: u64,
    pub(super) explain: u64,
    pub(super) questions: u64,
    pub(super) decision_bytes: u64,
    pub(super) explanation_bytes: u64,
    /// What is written of it among the questions, without the facts themselves.
    pub(super) waiting_bytes: u64,
    /// The facts that a decision may wait for.
    pub(super) facts: Vec<FactId>,
}

/// What a certificate may still count of the questions of a pack: beyond, the pack is refused, and nothing is gained by going on.
pub(super) const ENOUGH: u64 = 4 * MAX_STEPS;

impl Own {
    pub(super) fn new(
        plan: &Plan,
        dispositif: &DispositifPlan,
        steps: &[NodeSteps],
        texts: &Texts,
        reach: &mut Reach<'_>,
        left: &mut u64,
    ) -> Self {
        let at = |id: NodeId| steps.get(id.index()).copied().unwrap_or_default();
        let roots = decided(plan, dispositif);
        let (mut computed, mut walked, mut floors, mut written, mut nodes) = (0, 0, 0, 0, 0_u64);
        let (mut facts, mut dated) = (Vec::new(), Vec::new());
        reach.from(roots.iter().copied(), &mut |id, node| {
            let steps = at(id);
            computed = sum([computed, steps.compute]);
            walked = sum([walked, steps.walk]);
            floors = sum([floors, steps.floor]);
            written = sum([written, steps.written]);
            nodes = sum([nodes, 1]);
            if let Node::Fact(fact) = node {
                facts.push(*fact);
            }
            dated.extend(node.read().map(|(dated, _)| dated));
            true
        });
        facts.sort_unstable();
        let days = days(plan, dated);
        let words = sum([nodes / 64, 1]);
        let rules = [
            count(&dispositif.conditions),
            count(&dispositif.droits),
            count(&dispositif.priorities),
        ];
        let decided = sum([
            computed,
            walked,
            words,
            times(2, count(&roots)),
            sum(rules),
            // The conditions of the dispositifs that a refusal reads.
            followed(plan, dispositif),
            // The facts that are missing are counted, to be put in order.
            times(2, count(&facts)),
        ]);
        let whole = dispositif.order.iter().map(|id| at(*id));
        let (all_computed, all_written) = whole.fold((0, 0), |(computed, written), steps| {
            (sum([computed, steps.compute]), sum([written, steps.written]))
        });
        let deduced = explanation::deductions(plan, dispositif);
        let followed = deduced.iter().map(|deduction| &deduction.rule);
        let rules: Vec<&Rule> = rules_of(dispositif).chain(followed).collect();
        let told = total(rules.iter().map(|rule| times(3, count(&rule.parts))));
        // Where a fact is read, how it follows from others is looked for.
        let parts = total(rules.iter().map(|rule| count(&rule.parts)));
        let refused = total(rules.iter().flat_map(|rule| rule.verdicts()).map(|other| {
            let other = plan.dispositif(other);
            other.map_or(0, |other| count(&other.conditions))
        }));
        let told = sum([told, times(parts, count(&plan.deductions)), refused]);
        let due = deadlines(dispositif, at, reach);
        let asked = asked(dispositif, at, reach, left);
        Self {
            preparation: sum([
                written,
                all_written,
                // On any date, before the first day on which a value changes, and since each.
                times(sum([days, 2]), floors),
                floors,
                // Once for decisions and once for explanations.
                times(2, doubted(dispositif)),
                times(2, others(plan, dispositif)),
            ]),
            evaluate: sum([decided, due]),
            conditions: count(&dispositif.conditions),
            explain: sum([decided, due, all_computed, told]),
            questions: sum([decided, asked.steps, times(asked.roots, words)]),
            decision_bytes: explanation::decision(plan, dispositif, &facts),
            explanation_bytes: explanation::explanation(
                plan,
                texts,
                dispositif,
                &explained(plan, dispositif),
            ),
            waiting_bytes: asked.bytes,
            facts,
        }
    }
}

/// The days by which it is done: one program made and computed for all of them when a decision is written, and a walk from each.
fn deadlines(dispositif: &DispositifPlan, at: impl Fn(NodeId) -> NodeSteps, reach: &mut Reach<'_>) -> u64 {
    let mut steps = 0_u64;
    let roots = dispositif.deadlines.iter().flat_map(DeadlinePlan::rules);
    let roots: Vec<NodeId> = roots.map(|rule| rule.node).collect();
    reach.from(roots.iter().copied(), &mut |id, _| {
        let node = at(id);
        // Each is met once as a root or as an operand, and again for each node that rests on it.
        steps = sum([steps, node.compute, times(3, node.written)]);
        true
    });
    for deadline in &dispositif.deadlines {
        steps = sum([steps, 4]);
        reach.from(deadline.rules().map(|rule| rule.node), &mut |id, _| {
            let node = at(id);
            steps = sum([steps, node.walk, node.floor, 1]);
            true
        });
    }
    sum([steps, count(&roots)])
}

fn conditions(dispositif: &DispositifPlan) -> impl Iterator<Item = (NodeId, Option<NodeId>)> + '_ {
    dispositif
        .conditions
        .iter()
        .map(|condition| (condition.rule.node, condition.applies))
}

fn droits(dispositif: &DispositifPlan) -> impl Iterator<Item = (NodeId, Option<NodeId>)> + '_ {
    dispositif
        .droits
        .iter()
        .map(|droit| (droit.rule.node, droit.applies))
}

/// Every rule that an explanation tells or reads.
fn rules_of(dispositif: &DispositifPlan) -> impl Iterator<Item = &Rule> {
    let conditions = dispositif.conditions.iter().chain(&dispositif.priorities);
    conditions
        .map(|condition| &condition.rule)
        .chain(dispositif.droits.iter().map(|droit| &droit.rule))
        .chain(dispositif.variables.iter().map(|variable| &variable.rule))
}

/// The conditions looked at to find which doubts a refusal takes from others: those of the whole pack, from each condition and four times at most.
fn followed(plan: &Plan, dispositif: &DispositifPlan) -> u64 {
    if verdicts_read(&plan.dispositifs, dispositif).is_empty() {
        return 0;
    }
    let all = total(plan.dispositifs.iter().map(|other| count(&other.conditions)));
    times(times(4, count(&dispositif.conditions)), all)
}

/// What is looked at to gather the doubts of the dispositifs that are read.
fn others(plan: &Plan, dispositif: &DispositifPlan) -> u64 {
    if verdicts_read(&plan.dispositifs, dispositif).is_empty() {
        return 0;
    }
    let parts = |other: &DispositifPlan| {
        total(
            other
                .conditions
                .iter()
                .map(|condition| count(&condition.rule.parts)),
        )
    };
    total(
        plan.dispositifs
            .iter()
            .map(|other| sum([doubted(other), parts(other), 1])),
    )
}

/// The parts looked at to find the doubts of each condition: its own, and at most those of every variable.
fn doubted(dispositif: &DispositifPlan) -> u64 {
    if dispositif.doubts.is_empty() {
        return 0;
    }
    let variables = total(
        dispositif
            .variables
            .iter()
            .map(|variable| count(&variable.rule.parts)),
    );
    total(dispositif.conditions.iter().map(|condition| {
        let parts = &condition.rule.parts;
        let reads_one = parts.iter().any(|part| matches!(part.role, Role::Variable(_)));
        sum([count(parts), if reads_one { variables } else { 0 }])
    }))
}

/// The facts that an explanation may list.
fn explained(plan: &Plan, dispositif: &DispositifPlan) -> Vec<FactId> {
    let nodes = dispositif.order.iter().filter_map(|id| plan.node(*id));
    let mut facts: Vec<FactId> = nodes
        .filter_map(|node| {
            if let Node::Fact(fact) = node {
                Some(*fact)
            } else {
                None
            }
        })
        .collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// How many days there are since which one of these is worth something else, or is past its day.
fn days(plan: &Plan, mut dated: Vec<Dated>) -> u64 {
    dated.sort_unstable();
    dated.dedup();
    let mut days: Vec<Day> = Vec::new();
    let mut add = |from: Day, freshness: Option<Freshness>| {
        days.push(from);
        days.extend(freshness.map(|freshness| freshness.until));
    };
    for dated in dated {
        match dated {
            Dated::Parameter(position) => {
                let points = plan
                    .parameters
                    .get(usize::from(position))
                    .into_iter()
                    .flat_map(|series| &series.points);
                points.for_each(|point| add(point.from, point.freshness));
            }
            Dated::Table(position) => {
                let periods = plan
                    .tables
                    .get(usize::from(position))
                    .into_iter()
                    .flat_map(|table| &table.periods);
                periods.for_each(|period| add(period.from, period.freshness));
            }
        }
    }
    days.sort_unstable();
    days.dedup();
    count(&days)
}

/// What the questions of a dispositif cost beside its decision: one walk for each condition and droit.
#[derive(Debug, Default)]
struct AskedCost {
    steps: u64,
    bytes: u64,
    roots: u64,
}

fn asked(
    dispositif: &DispositifPlan,
    at: impl Fn(NodeId) -> NodeSteps,
    reach: &mut Reach<'_>,
    left: &mut u64,
) -> AskedCost {
    let ids = dispositif
        .conditions
        .iter()
        .map(|condition| condition.id.as_str())
        .chain(dispositif.droits.iter().map(|droit| droit.id.as_str()));
    let roots = conditions(dispositif).chain(droits(dispositif)).zip(ids);
    let in_force = ((dispositif.applies, None), "");
    let mut waiting: Vec<FactId> = Vec::new();
    let mut cost = AskedCost::default();
    for ((node, applies), id) in core::iter::once(in_force).chain(roots) {
        cost.roots = sum([cost.roots, 1]);
        cost.steps = sum([cost.steps, 2]);
        reach.from(core::iter::once(node).chain(applies), &mut |met, node| {
            // What the node makes of the facts that it reads is looked for too.
            let own = at(met);
            let ranks = matches!(node, Node::FirstRank { .. } | Node::Exceeds { .. });
            let cuts = if ranks { own.compute } else { 0 };
            cost.steps = sum([cost.steps, own.walk, own.written, cuts]);
            if let Node::Fact(fact) = node {
                cost.steps = sum([cost.steps, 1]);
                cost.bytes = sum([cost.bytes, item(id)]);
                waiting.push(*fact);
            }
            cost.steps < *left
        });
        if cost.steps >= *left {
            break;
        }
        // The list of facts stays as long as the vocabulary.
        waiting.sort_unstable();
        waiting.dedup();
    }
    *left = left.saturating_sub(cost.steps);
    let reason = sum([
        template(r#"{"conditions":[],"dispositif":,"droits":[],"en_vigueur":false},"#),
        quoted(&dispositif.id),
    ]);
    cost.bytes = sum([cost.bytes, times(count(&waiting), reason)]);
    cost
}
