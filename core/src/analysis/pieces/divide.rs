//! A span is looked at whole, then in parts, until one thing is said of each.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    cuts::Cutter,
    join::{self, Part},
    known::Known,
    reading::{Asked, Goal, Said, Want, is_fine},
    span::{Cuts, Region},
    sweep::Sweep,
};

/// The most parts that a droit is told in, so that each is one value or close to a line.
const MOST_FINE: usize = 64;

/// How many regions may be looked at.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) left: u32,
    pub(super) spent: u32,
}

impl Work {
    pub(super) fn take(&mut self) -> bool {
        let Some(left) = self.left.checked_sub(1) else {
            return false;
        };
        self.left = left;
        self.spent = self.spent.saturating_add(1);
        true
    }
}

/// The parts of a region, in order, each proved; what the work allowed does not reach is said to be so.
pub(super) fn divide(sweep: &mut Sweep<'_>, asked: &Asked, whole: Region, work: &mut Work) -> Vec<Part> {
    let rough = rough(sweep, asked, whole, work);
    let mut parts = join::all(rough, &asked.versions);
    for droit in 0..asked.droits() {
        let mut finer = Vec::with_capacity(parts.len());
        for part in parts {
            match fine(sweep, asked, &part, droit, work) {
                Some(better) => finer.extend(better),
                None => finer.push(part),
            }
        }
        parts = finer;
    }
    parts
}

/// The largest region is looked at first: what the work does not reach is small.
fn rough(sweep: &mut Sweep<'_>, asked: &Asked, whole: Region, work: &mut Work) -> Vec<Part> {
    let (mut done, mut waiting) = (Vec::new(), BinaryHeap::new());
    let wait = |waiting: &mut BinaryHeap<_>, region: Region| {
        waiting.push((region.share(&whole), Reverse(region)));
    };
    wait(&mut waiting, whole);
    while let Some((_, Reverse(region))) = waiting.pop() {
        if !work.take() {
            done.push(Part {
                region,
                said: Said::NotEstablished,
            });
            continue;
        }
        sweep.look(&region);
        let cutter = |wants: &[Want]| {
            let mut cutter = Cutter::new(sweep, &region, false);
            cutter.want(wants);
            cutter.cuts
        };
        let parts = match asked.read(sweep, &region, Goal::Rough) {
            Ok((said, better)) => {
                let cuts = if better.is_empty() {
                    Cuts::default()
                } else {
                    cutter(&better)
                };
                if cuts.len() == 0 {
                    done.push(Part { region, said });
                    continue;
                }
                region.divided(&cuts, &whole, [false; 2])
            }
            Err(wants) => region.divided(
                &cutter(&wants),
                &whole,
                sweep.any_rests(wants.iter().map(|want| want.node())),
            ),
        };
        parts.into_iter().for_each(|part| wait(&mut waiting, part));
    }
    done
}

/// The same part in finer ones, in each of which the droit is one value or close to a line; `None` when they are not a few.
fn fine(
    sweep: &mut Sweep<'_>,
    asked: &Asked,
    part: &Part,
    droit: usize,
    work: &mut Work,
) -> Option<Vec<Part>> {
    if !is_rough(&part.said, droit) {
        return None;
    }
    let (mut done, mut waiting) = (Vec::new(), vec![part.region]);
    let mut left = MOST_FINE.saturating_mul(4);
    while let Some(region) = waiting.pop() {
        left = left.checked_sub(1)?;
        if !work.take() {
            return None;
        }
        sweep.look(&region);
        match asked.read(sweep, &region, Goal::Fine(droit)) {
            Ok((said, _)) => done.push(Part { region, said }),
            Err(wants) => {
                let mut cutter = Cutter::new(sweep, &region, true);
                cutter.want(&wants);
                if cutter.cuts.len() == 0 {
                    return None;
                }
                let parts = region.divided(
                    &cutter.cuts,
                    &part.region,
                    sweep.any_rests(wants.iter().map(|want| want.node())),
                );
                waiting.extend(parts.into_iter().rev());
            }
        }
    }
    let done = join::all(done, &asked.versions);
    (done.len() <= MOST_FINE).then_some(done)
}

fn is_rough(said: &Said, droit: usize) -> bool {
    let Said::Decided { droits, .. } = said else {
        return false;
    };
    match droits.get(droit) {
        Some(Some(Known::Ends { lo, hi, .. })) => !is_fine(lo) || !is_fine(hi),
        Some(Some(Known::Members { .. }) | None) | None => false,
    }
}
