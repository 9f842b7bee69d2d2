//! The days by which what a decision asks to do is done.

use std::collections::BTreeSet;

use super::{Probe, probe::Probed};
use crate::{
    decision::{DeadlineView, Decision, Verdict},
    plan::{DeadlinePlan, NodeId, Side, Value},
    vocabulary::Fact,
};

impl<'a> Decision<'a> {
    /// The days by which what there is to do is done, in the order of the dispositif: those that may concern the person, and none of
    /// what cannot be asked for.
    ///
    /// They are computed here and not with the decision: most callers want none.
    #[must_use]
    pub fn deadlines(&self) -> Vec<DeadlineView<'a>> {
        let plan = self.plan;
        let mut list = Vec::new();
        self.each_due(&mut |probed, due| {
            let value = probed.value(due.day);
            let known = (due.sure && value.is_point()).then(|| value.first_day());
            let missing = if known.is_some() {
                Vec::new()
            } else {
                let waits = due.test.filter(|_| !due.sure).unwrap_or(due.day);
                let facts = probed.basis(&[waits]).missing;
                facts
                    .into_iter()
                    .filter_map(|id| plan.vocabulary.fact(id))
                    .collect()
            };
            let deadline = due.deadline;
            list.push(DeadlineView {
                deadline,
                title: self.titled(&deadline.title),
                day: known,
                concerns: due.sure,
                passed: deadline.side == Side::Until && known.is_some_and(|day| day < self.date),
                missing,
            });
        });
        list
    }

    /// The facts that the days of [`deadlines`](Self::deadlines) rest on, in the order of the vocabulary, known or not: a person is told
    /// that they served, also when the decision reads none of them.
    #[must_use]
    pub fn deadline_facts(&self) -> Vec<&'a Fact> {
        let mut read = BTreeSet::new();
        self.each_due(&mut |probed, due| {
            let mut roots: Vec<usize> = due.test.into_iter().collect();
            if due.sure {
                roots.push(due.day);
            }
            read.extend(probed.facts(&roots));
        });
        let facts = read.into_iter();
        facts.filter_map(|id| self.plan.vocabulary.fact(id)).collect()
    }

    /// Computes what is due, all at once, and tells each that may concern the person.
    fn each_due(&self, told: &mut dyn FnMut(&Probed<'_>, Due<'a>)) {
        let dispositif = self.dispositif();
        let asked = matches!(self.verdict(), Verdict::Eligible | Verdict::Undetermined);
        if dispositif.deadlines.is_empty() || !asked {
            return;
        }
        let nodes = |deadline: &DeadlinePlan| deadline.rules().map(|rule| rule.node).collect::<Vec<_>>();
        let roots: Vec<NodeId> = dispositif.deadlines.iter().flat_map(nodes).collect();
        let probe = Probe::of_few(self.plan, &roots);
        let probed = probe.read(self.dossier, Value::day(self.date));
        let mut next = 0_usize;
        for deadline in &dispositif.deadlines {
            let day = next;
            let test = deadline.test.as_ref().map(|_| day.saturating_add(1));
            next = test.unwrap_or(day).saturating_add(1);
            let concerned = test.map(|test| probed.value(test));
            if concerned.is_some_and(Value::is_false) {
                continue;
            }
            let due = Due {
                deadline,
                day,
                test,
                sure: concerned.is_none_or(Value::is_true),
            };
            told(&probed, due);
        }
    }
}

/// A deadline that may concern the person, and where its rules stand among those that are computed.
struct Due<'a> {
    deadline: &'a DeadlinePlan,
    day: usize,
    test: Option<usize>,
    /// Is it sure that it concerns the person?
    sure: bool,
}
