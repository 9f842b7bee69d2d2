//! What becomes of the dossiers of a table, for one dispositif: counts, cost, bands, groups, and the largest changes.

use std::collections::BTreeMap;

use super::{
    measured::Measured,
    model::Differing,
    rows::{Fate, RowCounts},
};
use crate::{date::Day, decimal::pow10, dossier::Dossier};

/// How many of the largest changes are kept.
const MOST_LARGEST: usize = 10;

/// The ends of the bands of gains and losses, in the unit of the amount: what is lost first, what is gained last, no change between.
pub const BANDS: [i64; 4] = [100, 500, 1000, 5000];

/// The dossiers that gain, or lose, between two amounts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Band {
    /// More than this, in the unit of the amount; `None` when there is no end. Negative when it is lost.
    pub from: Option<i64>,
    /// At most this.
    pub to: Option<i64>,
    /// How many dossiers.
    pub rows: u64,
    /// By how much more is due to them in all, scaled.
    pub total: i128,
}

/// Some dossiers of a table: all of them, or those of one value of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Those that gain.
    pub gain: u64,
    /// Those that lose.
    pub lose: u64,
    /// Those that are decided otherwise, for neither more nor less.
    pub otherwise: u64,
    /// Those that are decided as before.
    pub same: u64,
    /// Those for which a fact is missing to know.
    pub undetermined: u64,
    /// Those that contradict themselves.
    pub refused: u64,
    /// By how much more is due, over the dossiers for which that is known; scaled.
    pub total: i128,
    /// The least that it may be over all the dossiers.
    pub low: i128,
    /// The most.
    pub high: i128,
}

impl Group {
    fn add(&mut self, fate: Fate, change: Change) {
        let count = match fate {
            Fate::Gain => &mut self.gain,
            Fate::Lose => &mut self.lose,
            Fate::Otherwise => &mut self.otherwise,
            Fate::Same => &mut self.same,
            Fate::Undetermined => &mut self.undetermined,
            Fate::Refused => &mut self.refused,
        };
        *count = count.saturating_add(1);
        let (low, high) = match change {
            Change::Known(before, after) => {
                let more = i128::from(after).saturating_sub(before.into());
                self.total = self.total.saturating_add(more);
                (more, more)
            }
            Change::Between(low, high) => (low.into(), high.into()),
            Change::Nothing => (0, 0),
        };
        self.low = self.low.saturating_add(low);
        self.high = self.high.saturating_add(high);
    }
}

/// What becomes of the amount of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// What was due and what is.
    Known(i64, i64),
    /// By how much more is due, at least and at most.
    Between(i64, i64),
    /// Nothing is added up.
    Nothing,
}

/// One of the dossiers for which most changes.
#[derive(Debug, Clone)]
pub struct Largest {
    /// Where it is: its line in a file, or its rank in a table.
    pub line: u64,
    /// What was due, scaled; 0 to who had no right to it.
    pub before: i64,
    /// What is.
    pub after: i64,
    /// The dossier, as each pack reads it.
    pub dossier: Differing,
}

impl Largest {
    fn size(&self) -> u64 {
        self.after.abs_diff(self.before)
    }
}

/// What becomes of the dossiers of a table, for one dispositif.
#[derive(Debug, Clone)]
pub struct Tally {
    /// How many gain, lose and the others, as a comparison of two packs counts them.
    pub counts: RowCounts,
    /// What is added up; nothing when no amount in euros is received.
    pub measured: Option<Measured>,
    /// All the dossiers.
    pub all: Group,
    /// Those of each value of the column by which they are told apart, in the order of its values.
    pub groups: BTreeMap<String, Group>,
    /// From what is lost most to what is gained most; the one without change between.
    pub bands: Vec<Band>,
    /// The largest changes, the largest first; of equal ones, in the order of the table.
    pub largest: Vec<Largest>,
}

impl Tally {
    pub(super) fn new(counts: RowCounts, measured: Option<Measured>) -> Self {
        Self {
            counts,
            measured,
            all: Group::default(),
            groups: BTreeMap::new(),
            bands: bands(),
            largest: Vec::new(),
        }
    }

    /// Adds a row; `dossiers` makes those of the row, for one that is kept.
    pub(super) fn add(
        &mut self,
        (fate, change): (Fate, Change),
        group: Option<&str>,
        (line, date): (u64, Day),
        dossiers: impl FnOnce() -> (Dossier, Dossier),
    ) {
        self.all.add(fate, change);
        if let Some(group) = group {
            // Most rows are of a group that is known.
            match self.groups.get_mut(group) {
                Some(known) => known.add(fate, change),
                None => self.groups.entry(group.to_owned()).or_default().add(fate, change),
            }
        }
        let changes = matches!(fate, Fate::Gain | Fate::Lose | Fate::Otherwise);
        let (before, after) = match change {
            Change::Known(before, after) => {
                self.band(before, after);
                (before, after)
            }
            Change::Nothing if changes => (0, 0),
            Change::Between(..) | Change::Nothing => return,
        };
        let size = after.abs_diff(before);
        let full = self.largest.len() == MOST_LARGEST;
        let smaller = self.largest.last().is_none_or(|last| last.size() < size);
        if !changes || full && !smaller {
            return;
        }
        let (old, new) = dossiers();
        let place = self.largest.partition_point(|one| one.size() >= size);
        self.largest.insert(
            place,
            Largest {
                line,
                before,
                after,
                dossier: Differing {
                    before: old,
                    after: new,
                    date,
                },
            },
        );
        self.largest.truncate(MOST_LARGEST);
    }

    fn band(&mut self, before: i64, after: i64) {
        let one = i128::from(pow10(self.measured.as_ref().map_or(0, |one| one.decimals)));
        let more = i128::from(after).saturating_sub(before.into());
        let within = |band: &&mut Band| {
            let above = |end: i64| i128::from(end).saturating_mul(one);
            match (band.from, band.to) {
                (Some(0), Some(0)) => more == 0,
                // What is lost: its end is the smaller loss, which is of the next band when it is reached.
                (from, Some(to)) if to <= 0 => {
                    more < above(to) && from.is_none_or(|from| more >= above(from))
                }
                (from, to) => {
                    from.is_none_or(|from| more > above(from)) && to.is_none_or(|to| more <= above(to))
                }
            }
        };
        if let Some(band) = self.bands.iter_mut().find(within) {
            band.rows = band.rows.saturating_add(1);
            band.total = band.total.saturating_add(more);
        }
    }
}

/// The bands, without anyone.
fn bands() -> Vec<Band> {
    let of = |from: Option<i64>, to: Option<i64>| Band {
        from,
        to,
        rows: 0,
        total: 0,
    };
    let ends: Vec<Option<i64>> = core::iter::once(Some(0))
        .chain(BANDS.map(Some))
        .chain([None])
        .collect();
    let gains: Vec<Band> = ends
        .iter()
        .zip(ends.iter().skip(1))
        .map(|(from, to)| of(*from, *to))
        .collect();
    let minus = |end: Option<i64>| end.map(|end| 0_i64.saturating_sub(end));
    let losses = gains
        .iter()
        .rev()
        .map(|band| of(minus(band.to), minus(band.from)));
    losses
        .chain([of(Some(0), Some(0))])
        .chain(gains.iter().copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_is_of_one_band() {
        let bands = bands();
        assert_eq!(bands.len(), 11);
        let ends = |at: usize| (bands[at].from, bands[at].to);
        assert_eq!(ends(0), (None, Some(-5000)));
        assert_eq!(ends(4), (Some(-100), Some(0)));
        assert_eq!(ends(5), (Some(0), Some(0)));
        assert_eq!(ends(6), (Some(0), Some(100)));
        assert_eq!(ends(10), (Some(5000), None));
    }
}
