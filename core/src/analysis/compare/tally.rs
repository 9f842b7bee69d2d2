//! What becomes of the dossiers of a table, for one dispositif: counts, cost, bands, groups, and the largest changes.

use std::collections::BTreeMap;

use super::{
    measured::Measured,
    model::Differing,
    rows::{Fate, RowCounts},
};
use crate::{
    date::Day,
    decimal::{MAX_DECIMALS, pow10},
    dossier::Dossier,
};

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
    /// Of those for which a fact is missing, how many it is proved of that no amount changes, whatever it is.
    pub unmoved: u64,
    /// By how much more is due of each amount that is added up, in their order.
    pub costs: Vec<Cost>,
}

/// By how much more is due of an amount; scaled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Over the dossiers for which that is known.
    pub total: i128,
    /// The least that it may be over all the dossiers.
    pub low: i128,
    /// The most.
    pub high: i128,
}

impl Cost {
    pub(super) fn add(&mut self, change: Change) {
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

    /// Is it nothing, for all the dossiers together?
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.total == 0 && self.low == 0 && self.high == 0
    }
}

impl Group {
    fn add(&mut self, fate: Fate, changes: &[Change]) {
        let count = match fate {
            Fate::Gain => &mut self.gain,
            Fate::Lose => &mut self.lose,
            Fate::Otherwise => &mut self.otherwise,
            Fate::Same => &mut self.same,
            Fate::Undetermined => &mut self.undetermined,
            Fate::Refused => &mut self.refused,
        };
        *count = count.saturating_add(1);
        if fate == Fate::Undetermined && !changes.is_empty() && changes.iter().all(|one| one.is_nothing()) {
            self.unmoved = self.unmoved.saturating_add(1);
        }
        self.costs.resize(changes.len(), Cost::default());
        for (cost, change) in self.costs.iter_mut().zip(changes) {
            cost.add(*change);
        }
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

impl Change {
    /// By how much more is due, at least and at most.
    pub(super) const fn ends(self) -> (i64, i64) {
        match self {
            Self::Known(before, after) => {
                let more = after.saturating_sub(before);
                (more, more)
            }
            Self::Between(low, high) => (low, high),
            Self::Nothing => (0, 0),
        }
    }

    /// Is it proved that nothing changes?
    const fn is_nothing(self) -> bool {
        matches!(self.ends(), (0, 0))
    }
}

/// One of the dossiers for which most changes.
#[derive(Debug, Clone)]
pub struct Largest {
    /// Where it is: its line in a file, or its rank in a table.
    pub line: u64,
    /// Of each amount that is added up, what was due and what is, scaled; 0 to who has no right to it.
    pub changes: Vec<(i64, i64)>,
    /// The dossier, as each pack reads it.
    pub dossier: Differing,
}

/// What becomes of the dossiers of a table, for one dispositif.
#[derive(Debug, Clone)]
pub struct Tally {
    /// How many gain, lose and the others, as a comparison of two packs counts them.
    pub counts: RowCounts,
    /// What is added up, each apart, the principal amount first; nothing when no amount in euros is received.
    pub measured: Vec<Measured>,
    /// All the dossiers.
    pub all: Group,
    /// Those of each value of the column by which they are told apart, in the order of its values.
    pub groups: BTreeMap<String, Group>,
    /// Of each amount, from what is lost most to what is gained most; the one without change between.
    pub bands: Vec<Vec<Band>>,
    /// The largest changes, the largest first; of equal ones, in the order of the table.
    pub largest: Vec<Largest>,
    /// The facts that are missing where an amount may change and is not settled, by their names, with how many of the first such dossiers wait for each.
    pub missing: BTreeMap<String, u64>,
    sizes: Vec<Vec<u64>>,
}

impl Tally {
    pub(super) fn new(counts: RowCounts, measured: Vec<Measured>) -> Self {
        let costs = vec![Cost::default(); measured.len()];
        Self {
            counts,
            bands: measured.iter().map(|_| bands()).collect(),
            measured,
            all: Group {
                costs,
                ..Group::default()
            },
            groups: BTreeMap::new(),
            largest: Vec::new(),
            missing: BTreeMap::new(),
            sizes: Vec::new(),
        }
    }

    /// The position of the amount that is told first: the first that changes for somebody, or may; otherwise the principal one.
    #[must_use]
    pub fn main(&self) -> Option<usize> {
        let moves = |position: &usize| {
            let cost = self.all.costs.get(*position);
            let bands = self.bands.get(*position).into_iter().flatten();
            cost.is_some_and(|cost| !cost.is_nothing())
                || bands
                    .into_iter()
                    .any(|band| band.rows > 0 && (band.from, band.to) != (Some(0), Some(0)))
        };
        let first = (!self.measured.is_empty()).then_some(0);
        (0..self.measured.len()).find(moves).or(first)
    }

    /// Adds a row, with what becomes of each amount; `dossiers` makes those of the row, for one that is kept.
    pub(super) fn add(
        &mut self,
        (fate, changes): (Fate, &[Change]),
        group: Option<&str>,
        (line, date): (u64, Day),
        dossiers: impl FnOnce() -> (Dossier, Dossier),
    ) {
        self.all.add(fate, changes);
        if let Some(group) = group {
            // Most rows are of a group that is known.
            match self.groups.get_mut(group) {
                Some(known) => known.add(fate, changes),
                None => self
                    .groups
                    .entry(group.to_owned())
                    .or_default()
                    .add(fate, changes),
            }
        }
        for ((change, measured), bands) in changes.iter().zip(&self.measured).zip(&mut self.bands) {
            if let Change::Known(before, after) = change {
                counted(bands, measured.decimals, (*before, *after));
            }
        }
        if !matches!(fate, Fate::Gain | Fate::Lose | Fate::Otherwise) {
            return;
        }
        let size = self.size(changes);
        let full = self.largest.len() == MOST_LARGEST;
        if full && self.sizes.last().is_some_and(|last| *last >= size) {
            return;
        }
        let (before, after) = dossiers();
        let place = self.sizes.partition_point(|one| *one >= size);
        let due = changes.iter().map(|change| match change {
            Change::Known(before, after) => (*before, *after),
            Change::Between(..) | Change::Nothing => (0, 0),
        });
        let one = Largest {
            line,
            changes: due.collect(),
            dossier: Differing { before, after, date },
        };
        self.largest.insert(place, one);
        self.sizes.insert(place, size);
        self.largest.truncate(MOST_LARGEST);
        self.sizes.truncate(MOST_LARGEST);
    }

    /// How large a change is: of the amounts of the first unit, then of those of the next.
    fn size(&self, changes: &[Change]) -> Vec<u64> {
        let mut sizes: Vec<(&str, u64)> = Vec::new();
        for (change, measured) in changes.iter().zip(&self.measured) {
            let Change::Known(before, after) = change else {
                continue;
            };
            let most = pow10(MAX_DECIMALS.saturating_sub(measured.decimals)).unsigned_abs();
            let size = after.abs_diff(*before).saturating_mul(most);
            match sizes.iter_mut().find(|(unit, _)| *unit == measured.unit) {
                Some((_, largest)) => *largest = size.max(*largest),
                None => sizes.push((&measured.unit, size)),
            }
        }
        sizes.into_iter().map(|(_, size)| size).collect()
    }
}

/// Counts a change in its band.
fn counted(bands: &mut [Band], decimals: u8, (before, after): (i64, i64)) {
    let one = i128::from(pow10(decimals));
    let more = i128::from(after).saturating_sub(before.into());
    let within = |band: &&mut Band| {
        let above = |end: i64| i128::from(end).saturating_mul(one);
        match (band.from, band.to) {
            (Some(0), Some(0)) => more == 0,
            // What is lost: its end is the smaller loss, which is of the next band when it is reached.
            (from, Some(to)) if to <= 0 => more < above(to) && from.is_none_or(|from| more >= above(from)),
            (from, to) => from.is_none_or(|from| more > above(from)) && to.is_none_or(|to| more <= above(to)),
        }
    };
    if let Some(band) = bands.iter_mut().find(within) {
        band.rows = band.rows.saturating_add(1);
        band.total = band.total.saturating_add(more);
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
