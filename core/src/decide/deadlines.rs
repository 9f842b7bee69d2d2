//! The days by which what a decision asks to do is done.

use super::Probe;
use crate::{
    decision::{DeadlineView, Decision, Verdict},
    plan::{DeadlinePlan, NodeId, Side, Value},
};

impl<'a> Decision<'a> {
    /// The days by which what there is to do is done, in the order of the dispositif: those that may concern the person, and none of
    /// what cannot be asked for.
    ///
    /// They are computed here and not with the decision: most callers want none.
    #[must_use]
    pub fn deadlines(&self) -> Vec<DeadlineView<'a>> {
        let (plan, dispositif) = (self.plan, self.dispositif());
        let asked = matches!(self.verdict(), Verdict::Eligible | Verdict::Undetermined);
        if dispositif.deadlines.is_empty() || !asked {
            return Vec::new();
        }
        let nodes = |deadline: &DeadlinePlan| deadline.rules().map(|rule| rule.node).collect::<Vec<_>>();
        let roots: Vec<NodeId> = dispositif.deadlines.iter().flat_map(nodes).collect();
        let probe = Probe::of_few(plan, &roots);
        let probed = probe.read(self.dossier, Value::day(self.date));
        let mut next = 0_usize;
        let mut list = Vec::new();
        for deadline in &dispositif.deadlines {
            let day = next;
            let test = deadline.test.as_ref().map(|_| day.saturating_add(1));
            next = test.unwrap_or(day).saturating_add(1);
            let concerned = test.map(|test| probed.value(test));
            if concerned.is_some_and(Value::is_false) {
                continue;
            }
            let sure = concerned.is_none_or(Value::is_true);
            let value = probed.value(day);
            let known = (sure && value.is_point()).then(|| value.first_day());
            let missing = if known.is_some() {
                Vec::new()
            } else {
                let waits = test.filter(|_| !sure).unwrap_or(day);
                let facts = probed.basis(&[waits]).missing;
                facts
                    .into_iter()
                    .filter_map(|id| plan.vocabulary.fact(id))
                    .collect()
            };
            list.push(DeadlineView {
                deadline,
                title: self.titled(&deadline.title),
                day: known,
                concerns: sure,
                passed: deadline.side == Side::Until && known.is_some_and(|day| day < self.date),
                missing,
            });
        }
        list
    }
}
