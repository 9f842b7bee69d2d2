//! What is decided under reserve, and what it supposes.

use super::{
    json::{Told, quoted, template},
    reach::Reach,
    steps::NodeSteps,
    sum::{count, sum, times, total},
};
use crate::plan::{AskingPlan, MOST_PASSES, MOST_TRIES, Node, NodeId, Plan};

/// What an answer under reserve adds to the cost of calls.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ReserveCost {
    /// Is there something to suppose?
    pub(super) any: bool,
    /// To make the program of what is supposed.
    pub(super) preparation: u64,
    /// To complete a dossier, but for the outcomes that it reads.
    pub(super) assume: u64,
    /// The most facts from which one is supposed.
    pub(super) sources: u64,
    /// To find what one decision relied upon.
    pub(super) relied: u64,
    /// To say what is supposed, all of it.
    pub(super) bytes: u64,
}

impl ReserveCost {
    pub(super) fn new(plan: &Plan, steps: &[NodeSteps], reach: &mut Reach<'_>, coherences: u64) -> Self {
        let supposed = || plan.askings.iter().filter(|asking| asking.supposition.is_some());
        let outcomes = plan.askings.iter().filter(|asking| asking.outcome_of.is_some());
        let (many, outcomes) = (
            u64::try_from(supposed().count()).unwrap_or(u64::MAX),
            u64::try_from(outcomes.count()).unwrap_or(u64::MAX),
        );
        if many == 0 && outcomes == 0 {
            return Self::default();
        }
        let mut roots: Vec<NodeId> = Vec::new();
        for asking in supposed() {
            roots.extend(asking.supposition.iter().map(|supposition| supposition.rule.node));
            roots.extend(plan.deduction(asking.fact).map(|deduction| deduction.node));
        }
        let (mut compute, mut written, mut nodes) = (0, 0, 0_u64);
        reach.from(roots.iter().copied(), &mut |id, _| {
            let steps = steps.get(id.index()).copied().unwrap_or_default();
            compute = sum([compute, steps.compute]);
            written = sum([written, steps.written]);
            nodes = sum([nodes, 1]);
            true
        });
        let (mut sources, mut relied) = (0, 1);
        for supposition in supposed().filter_map(|asking| asking.supposition.as_ref()) {
            let (mut facts, mut own) = (0_u64, sum([nodes / 64, 4]));
            reach.from([supposition.rule.node], &mut |id, node| {
                facts = sum([facts, u64::from(matches!(node, Node::Fact(_)))]);
                own = sum([own, steps.get(id.index()).map_or(0, |steps| steps.walk)]);
                true
            });
            sources = facts.max(sources);
            // It is walked back once, wherever it was met.
            relied = sum([relied, own, facts]);
        }
        // What contradicts the dossier is looked for among all that a rule of coherence reads, each node once for each that reads it.
        let mut read = 0;
        for coherence in &plan.coherences {
            reach.from([coherence.test.node], &mut |id, _| {
                read = sum([read, steps.get(id.index()).map_or(0, |steps| steps.written), 1]);
                true
            });
        }
        let passes = u64::try_from(MOST_PASSES).unwrap_or(u64::MAX);
        let tries = u64::try_from(MOST_TRIES).unwrap_or(u64::MAX);
        let once = times(passes, sum([compute, many]));
        Self {
            any: true,
            sources,
            preparation: sum([count(&plan.nodes), times(2, written)]),
            assume: sum([
                times(sum([tries, 1]), once),
                times(tries, sum([coherences, read])),
            ]),
            relied,
            bytes: total(plan.askings.iter().map(|asking| said(plan, asking))),
        }
    }
}

/// Something that is supposed.
fn said(plan: &Plan, asking: &AskingPlan) -> u64 {
    let fact = plan.vocabulary.fact(asking.fact);
    let (name, value) = fact.map_or((0, 0), |fact| {
        (quoted(&fact.name), Told::declared(&fact.declared, plan).value)
    });
    let sentence = match (&asking.supposition, asking.outcome_of) {
        (Some(supposition), _) => quoted(&supposition.sentence),
        (None, Some(position)) => {
            let other = plan.dispositif(position);
            sum([
                quoted("Vous ne demandez pas «  », qui ne se cumule pas avec cette aide."),
                other.map_or(0, |other| super::json::titled(plan, &other.title)),
            ])
        }
        (None, None) => return 0,
    };
    sum([
        template(r#"{"fait":,"phrase":,"valeur":""},"#),
        name,
        value,
        sentence,
    ])
}
