//! What a box keeps of itself when something must be true in it: each node, from the last to the first, tells its operands what they may still be.

use super::{
    narrow::{Backward, Empty},
    program::{Program, Space, Values},
};
use crate::plan::Value;

/// What a box is after a question was asked in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Nowhere true.
    Never,
    /// Everywhere true.
    Always,
    /// Neither: what is left of the box was written to it.
    Open,
}

/// The most times that a box is narrowed before it is cut: each must take off something.
const MOST_ROUNDS: usize = 6;

impl Program<'_> {
    /// Narrows a box to what may make everything that is asked true; `above` is what the goal must exceed. `steps` counts the work.
    pub(super) fn ask(
        &self,
        space: &mut Space,
        values: &mut Values,
        required: &mut Vec<Value>,
        above: Option<i64>,
        steps: &mut u64,
    ) -> Asked {
        let each = u64::try_from(self.nodes.len()).unwrap_or(u64::MAX);
        for _ in 0..MOST_ROUNDS {
            self.compute(space, values);
            *steps = steps.saturating_add(each);
            let roots = [self.asked].into_iter().chain(self.coherent.iter().copied());
            let mut always = values.loose.is_none();
            if values.nothing {
                return Asked::Never;
            }
            for root in roots {
                let value = values.at(root);
                if value.is_false() {
                    return Asked::Never;
                }
                always &= value.is_true();
            }
            if let (Some(goal), Some(above)) = (self.goal, above) {
                let value = values.at(goal);
                if value.hi <= above {
                    return Asked::Never;
                }
                always &= value.lo > above;
            }
            if always {
                return Asked::Always;
            }
            let before = space.clone();
            *steps = steps.saturating_add(each);
            if self.narrow(space, values, required, above) == Err(Empty) {
                return Asked::Never;
            }
            if !narrower(&before, space) {
                return Asked::Open;
            }
        }
        Asked::Open
    }

    fn narrow(
        &self,
        space: &mut Space,
        values: &Values,
        required: &mut Vec<Value>,
        above: Option<i64>,
    ) -> Result<(), Empty> {
        required.clear();
        required.extend_from_slice(&values.nodes);
        let mut backward = Backward {
            program: self,
            required,
            reference: space.reference,
        };
        for root in [self.asked].into_iter().chain(self.coherent.iter().copied()) {
            backward.meet(root, Value::TRUE)?;
        }
        if let (Some(goal), Some(above)) = (self.goal, above) {
            backward.meet(goal, Value::between(above.saturating_add(1), i64::MAX))?;
        }
        let mut twins = self.twins.iter().zip(&values.twins).rev().peekable();
        for (position, node) in self.nodes.iter().enumerate().rev() {
            while let Some((twin, difference)) =
                twins.next_if(|(twin, _)| twin.before.index().max(twin.after.index()) >= position)
            {
                backward.differ(twin.before, twin.after, *difference)?;
            }
            backward.tell(position, node)?;
        }
        space.reference = backward.reference;
        for (place, slot) in self.places.iter().zip(&mut space.facts) {
            if let Some(value) = required.get(place.index()) {
                *slot = *value;
            }
        }
        Ok(())
    }
}

/// Did the box lose something worth another round: a member, or a sixteenth of a range?
fn narrower(before: &Space, after: &Space) -> bool {
    let less = |(a, b): (&Value, &Value)| {
        if a == b {
            return false;
        }
        let width = |value: &Value| i128::from(value.hi).saturating_sub(value.lo.into());
        let (was, is) = (width(a), width(b));
        // Of a choice both ends are its mask: it changed.
        was == 0 || is.saturating_mul(16) <= was.saturating_mul(15)
    };
    before.facts.iter().zip(&after.facts).any(less) || less((&before.reference, &after.reference))
}
