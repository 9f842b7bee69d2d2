//! Which register a node has.

use super::known::Known;
use crate::{
    columns::{
        instruction::register::{Bank, Register, Slots},
        narrow::fits,
    },
    plan::NodeId,
    vocabulary::Kind,
};

/// A register for what a node gives.
pub(super) fn result(slots: &mut Slots, known: &Known<'_>, id: NodeId, open: bool) -> Register {
    let narrow = fits(known.bound(id));
    match (known.plan.kind(id), open) {
        (Kind::Boolean, _) => Register::Truth(slots.add(Bank::Truths, 1)),
        (Kind::Choice(_), false) => Register::Codes(slots.add(Bank::Codes, 1)),
        (Kind::Choice(_), true) => {
            let members = known.bound(id).mask();
            let count = usize::try_from(members.count_ones()).unwrap_or(0);
            let first = slots.add(Bank::Planes, count);
            Register::Planes { first, members }
        }
        (Kind::Number { .. } | Kind::Date, _) => {
            let bank = if narrow { Bank::Narrow } else { Bank::Wide };
            let lo = slots.add(bank, 1);
            let hi = if open { slots.add(bank, 1) } else { lo };
            if narrow {
                Register::Narrow { lo, hi }
            } else {
                Register::Wide { lo, hi }
            }
        }
    }
}

/// A register for the column of a fact.
pub(super) fn fact(slots: &mut Slots, known: &Known<'_>, id: NodeId, open: bool) -> Register {
    if open && known.is_choice(id) {
        return Register::Partial {
            codes: slots.add(Bank::Codes, 1),
            known: slots.add(Bank::Truths, 1),
            any: known.bound(id).mask(),
        };
    }
    let register = result(slots, known, id, open);
    let Register::Narrow { lo: values, .. } = register else {
        return register;
    };
    if register.is_settled() || known.is_interval(id) {
        return register;
    }
    Register::PartialNarrow {
        values,
        known: slots.add(Bank::Truths, 1),
        any: known.bound(id),
    }
}
