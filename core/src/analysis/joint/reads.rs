//! Which facts a term rests on.

use std::collections::BTreeSet;

use super::{
    ask::Term,
    model::{Joint, Side},
};
use crate::{
    plan::Node,
    vocabulary::{FactId, Kind, Member},
};

impl Joint {
    /// The names of the facts that a term reads.
    pub(in crate::analysis) fn read_by(&self, term: Term) -> BTreeSet<&str> {
        let (mut found, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut left = vec![term.0];
        while let Some(id) = left.pop() {
            let Some(node) = self.arena.node(id).filter(|_| seen.insert(id)) else {
                continue;
            };
            if let Node::Fact(fact) = node {
                found.extend(self.facts.get(usize::from(fact.0)).map(|fact| fact.name.as_str()));
            }
            node.operands(|operand| left.push(operand));
        }
        found
    }

    /// The members of a choice: those of both plans.
    pub(in crate::analysis) fn members_of(&self, kind: &Kind) -> Option<&[Member]> {
        let found = self.enumerations.get(usize::from(kind.enumeration()?.0))?;
        Some(&found.members)
    }

    /// The name here of a fact of a plan: that of before when both have it.
    pub(in crate::analysis) fn name_of(&self, side: Side, place: FactId) -> Option<&str> {
        let index = self.index(side);
        let mut facts = self.facts.iter();
        let found = facts.find(|fact| fact.places.get(index) == Some(&Some(place)))?;
        Some(&found.name)
    }
}
