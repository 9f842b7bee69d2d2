//! The registers of one chunk, reused from chunk to chunk.

use crate::{
    columns::{
        instruction::register::{Register, Slots, planes},
        kernel::{
            block::{Block, Numbers, ROWS, View, WORDS, Words},
            truth::Truth,
        },
        narrow::low,
    },
    plan::Value,
};

/// One block for each slot of a program.
#[derive(Debug, Clone)]
pub(crate) struct Memory {
    pub(crate) truths: Vec<Truth>,
    pub(crate) narrow: Vec<Box<Block<i32>>>,
    pub(crate) wide: Vec<Box<Block<i64>>>,
    #[expect(
        clippy::vec_box,
        reason = "a slot that is written is swapped out of the list: a pointer moves, not a block"
    )]
    pub(crate) codes: Vec<Box<Block<u8>>>,
    /// For choices under the unknown: the rows on which a member remains.
    pub(crate) planes: Vec<Words>,
    /// What is lent out while a slot is written.
    spare: Spare,
}

#[derive(Debug, Clone)]
struct Spare {
    narrow: Option<Box<Block<i32>>>,
    wide: Option<Box<Block<i64>>>,
    codes: Option<Box<Block<u8>>>,
}

/// What is read when a program is damaged: nothing is known.
static NO_NARROW: Block<i32> = [0; ROWS];
static NO_WIDE: Block<i64> = [0; ROWS];
static NO_CODES: Block<u8> = [0; ROWS];
static NO_ROWS: Words = [0; WORDS];

/// Writes a slot while the others are read.
macro_rules! write {
    ($name:ident, $field:ident, $type:ty) => {
        /// Lends out the block of a slot while the others are read.
        pub(crate) fn $name(&mut self, slot: usize, f: impl FnOnce(&Self, &mut Block<$type>)) {
            let Some(mut block) = self.spare.$field.take() else {
                return;
            };
            if let Some(own) = self.$field.get_mut(slot) {
                core::mem::swap(own, &mut block);
                f(self, &mut block);
            }
            if let Some(own) = self.$field.get_mut(slot) {
                core::mem::swap(own, &mut block);
            }
            self.spare.$field = Some(block);
        }
    };
}

impl Memory {
    pub(crate) fn new(slots: Slots) -> Self {
        Self {
            truths: vec![Truth::UNKNOWN; slots.truths],
            narrow: vec![Box::new([0; ROWS]); slots.narrow],
            wide: vec![Box::new([0; ROWS]); slots.wide],
            codes: vec![Box::new([0; ROWS]); slots.codes],
            planes: vec![NO_ROWS; slots.planes],
            spare: Spare {
                narrow: Some(Box::new([0; ROWS])),
                wide: Some(Box::new([0; ROWS])),
                codes: Some(Box::new([0; ROWS])),
            },
        }
    }

    write!(write_narrow, narrow, i32);
    write!(write_wide, wide, i64);
    write!(write_codes, codes, u8);

    /// Reads one block, and lends out two others.
    pub(crate) fn write_ends(
        &mut self,
        from: usize,
        (lo, hi): (usize, usize),
        f: impl FnOnce(&Block<i32>, &mut Block<i32>, &mut Block<i32>),
    ) {
        if let Ok([from, lo, hi]) = self.narrow.get_disjoint_mut([from, lo, hi]) {
            f(from, lo, hi);
        }
    }

    pub(crate) fn set_truth(&mut self, slot: usize, truth: Truth) {
        if let Some(own) = self.truths.get_mut(slot) {
            *own = truth;
        }
    }

    pub(crate) fn narrow(&self, slot: usize) -> &Block<i32> {
        self.narrow.get(slot).map_or(&NO_NARROW, |block| block)
    }

    pub(crate) fn wide(&self, slot: usize) -> &Block<i64> {
        self.wide.get(slot).map_or(&NO_WIDE, |block| block)
    }

    pub(crate) fn codes(&self, slot: usize) -> &Block<u8> {
        self.codes.get(slot).map_or(&NO_CODES, |block| block)
    }

    pub(crate) fn plane(&self, slot: usize) -> &Words {
        self.planes.get(slot).unwrap_or(&NO_ROWS)
    }

    pub(crate) fn set_plane(&mut self, slot: usize, rows: Words) {
        if let Some(own) = self.planes.get_mut(slot) {
            *own = rows;
        }
    }

    /// What is known of a truth.
    pub(crate) fn truth(&self, register: Register) -> Truth {
        match register {
            Register::Truth(slot) => self.truths.get(slot).copied().unwrap_or(Truth::UNKNOWN),
            Register::Constant(value) => Truth::all(value.is_true(), value.is_false()),
            Register::Narrow { .. }
            | Register::Wide { .. }
            | Register::Codes(_)
            | Register::Partial { .. }
            | Register::PartialNarrow { .. }
            | Register::Planes { .. } => Truth::UNKNOWN,
        }
    }

    /// The rows on which a choice or a number that has such a slot is known.
    pub(crate) fn known(&self, slot: usize) -> &Words {
        self.truths.get(slot).map_or(&NO_ROWS, |truth| &truth.yes)
    }

    /// The smallest values of a number; of one that is settled on some rows, its values on these.
    pub(crate) fn lowest(&self, register: Register) -> Numbers<'_> {
        self.end(register, false)
    }

    /// The largest values of a number; of one that is settled on some rows, its values on these.
    pub(crate) fn highest(&self, register: Register) -> Numbers<'_> {
        self.end(register, true)
    }

    fn end(&self, register: Register, highest: bool) -> Numbers<'_> {
        match register {
            Register::Narrow { lo, hi } => {
                Numbers::Narrow(View::Column(self.narrow(if highest { hi } else { lo })))
            }
            Register::PartialNarrow { values, .. } => Numbers::Narrow(View::Column(self.narrow(values))),
            Register::Wide { lo, hi } => {
                Numbers::Wide(View::Column(self.wide(if highest { hi } else { lo })))
            }
            Register::Constant(value) => {
                let end = if highest { value.hi } else { value.lo };
                if i32::try_from(end).is_ok() {
                    Numbers::Narrow(View::Constant(low(end)))
                } else {
                    Numbers::Wide(View::Constant(end))
                }
            }
            Register::Truth(_) | Register::Codes(_) | Register::Partial { .. } | Register::Planes { .. } => {
                Numbers::Narrow(View::Constant(0))
            }
        }
    }

    /// The position of a choice that is settled on every row.
    pub(crate) fn code(&self, register: Register, row: usize) -> Option<u8> {
        let Register::Codes(slot) = register else {
            return None;
        };
        self.codes(slot).get(row).copied()
    }

    /// What is known on one row.
    pub(crate) fn value(&self, register: Register, row: usize) -> Value {
        let bit = |words: &[u64]| {
            let word = words.get(row / 64).copied().unwrap_or(0);
            word.wrapping_shr(u32::try_from(row % 64).unwrap_or(0)) & 1 != 0
        };
        let narrow = |slot| self.narrow(slot).get(row).copied().map_or(0, i64::from);
        let wide = |slot| self.wide(slot).get(row).copied().unwrap_or(0);
        let code = |slot| Value::member(self.codes(slot).get(row).copied().unwrap_or(0));
        match register {
            Register::Constant(value) => value,
            Register::Truth(slot) => self.truths.get(slot).map_or(Value::UNKNOWN, |truth| Value {
                lo: bit(&truth.yes).into(),
                hi: (!bit(&truth.no)).into(),
            }),
            Register::Narrow { lo, hi } => Value::between(narrow(lo), narrow(hi)),
            Register::Wide { lo, hi } => Value::between(wide(lo), wide(hi)),
            Register::Codes(slot) => code(slot),
            Register::Partial { codes, known, any } => match self.truths.get(known) {
                Some(truth) if bit(&truth.yes) => code(codes),
                _ => Value::members(any),
            },
            Register::PartialNarrow { values, known, any } => match self.truths.get(known) {
                Some(truth) if bit(&truth.yes) => Value::point(narrow(values)),
                _ => any,
            },
            Register::Planes { first, members } => {
                let remains = planes(first, members).filter(|(_, slot)| bit(self.plane(*slot)));
                Value::members(remains.fold(0, |mask, (member, _)| mask | 1_u64.wrapping_shl(member)))
            }
        }
    }
}
