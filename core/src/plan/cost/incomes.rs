//! What it costs to lay out and to write the ways to be paid during a course, beside the one schedule that is counted.
//!
//! What is read of a versement on a day is read once for all of them, which the cost of the schedule of every dispositif bounds: each
//! way adds the sums alone.

use super::{
    json::{item, quoted, template},
    payment::{Payment, ScheduleCost, count_payers},
    sum::{count, sum, times, total},
};
use crate::plan::{MOST_SEARCH, MOST_SEQUENCES, MOST_SETS, Plan};

/// The steps and the bytes that the ways to be paid add.
pub(super) fn cost(plan: &Plan, days: u64, dispositifs: &[(u16, &[Payment], u64)]) -> ScheduleCost {
    let paying: Vec<&(u16, &[Payment], u64)> = dispositifs
        .iter()
        .filter(|(_, payments, _)| !payments.is_empty())
        .collect();
    if paying.is_empty() {
        return ScheduleCost {
            steps: 0,
            bytes: template(EMPTY),
        };
    }
    let sets = sets(plan, &paying);
    let ways = u64::try_from(MOST_SEQUENCES).unwrap_or(u64::MAX).min(sets);
    let payments = || dispositifs.iter().flat_map(|(_, payments, _)| payments.iter());
    let changes = total(payments().map(|payment| payment.changes));
    let segments = sum([changes, 1]).min(days);
    let months = sum([days / 28, 2]);
    let shape = Shape {
        changes,
        segments,
        months,
        // The days of the segments, cut where months start.
        parts: sum([segments, months]),
        number: total(payments().map(|_| 1)),
        paying: count(&paying),
        payers: count_payers(plan, dispositifs),
        sets,
    };
    ScheduleCost {
        steps: sum([
            search(plan, dispositifs, &shape),
            times(ways, one(dispositifs, &shape)),
        ]),
        bytes: sum([
            template(EMPTY),
            // A count and its comma.
            23,
            total(paying.iter().map(|(_, _, outside)| *outside)),
            total(payments().map(|payment| payment.other_bytes)),
            times(ways, written(plan, dispositifs, &shape)),
        ]),
    }
}

const EMPTY: &str = r#""revenus":{"inconnus":[],"omises":0,"omises_au_moins":false,"sequences":[]},"#;

/// How many there are at most.
struct Shape {
    changes: u64,
    segments: u64,
    months: u64,
    parts: u64,
    /// Versements.
    number: u64,
    /// Dispositifs that have some.
    paying: u64,
    payers: u64,
    /// Sets that can be received together.
    sets: u64,
}

/// How many sets can be received together, to which nothing can be added.
fn sets(plan: &Plan, paying: &[&(u16, &[Payment], u64)]) -> u64 {
    let excludes = |position: u16| {
        let others = plan.dispositif(position).map(|owner| &owner.incompatible_with);
        others.is_some_and(|others| paying.iter().any(|(other, _, _)| others.contains(other)))
    };
    let contested = paying
        .iter()
        .filter(|(position, _, _)| excludes(*position))
        .count();
    match contested {
        0 => 1,
        // So few have as many sets at most: those that all exclude each other, or two by two.
        few @ 1..=4 => u64::try_from(few).unwrap_or(u64::MAX),
        _ => u64::try_from(MOST_SETS).unwrap_or(u64::MAX),
    }
}

/// The steps of finding the sets, and of keeping those that pay the most.
fn search(plan: &Plan, dispositifs: &[(u16, &[Payment], u64)], shape: &Shape) -> u64 {
    let sets = shape.sets;
    let owners = || {
        dispositifs
            .iter()
            .filter_map(|(position, _, _)| plan.dispositif(*position))
    };
    let degrees = total(owners().map(|owner| count(&owner.incompatible_with)));
    let replaced = total(owners().flat_map(|owner| owner.versements.iter().map(|one| count(&one.replaces))));
    sum([
        // Does each pay something, and how much.
        times(2, times(shape.paying, shape.number)),
        times(shape.number, shape.months),
        times(4, sum([shape.changes, shape.number])),
        degrees,
        // Without a choice, each is looked at once, then all of them.
        if sets == 1 {
            times(2, sum([shape.paying, 1]))
        } else {
            MOST_SEARCH
        },
        // The last look, which there is no room for.
        times(3, degrees),
        sum([shape.paying, 1]),
        times(sets, replaced),
        times(times(sets, sets), sum([shape.paying, 2])),
    ])
}

/// The steps of laying out one way to be paid.
fn one(dispositifs: &[(u16, &[Payment], u64)], shape: &Shape) -> u64 {
    let payments = || dispositifs.iter().flat_map(|(_, payments, _)| payments.iter());
    let most_causes = total(payments().map(|payment| payment.causes));
    let given = total(payments().map(|payment| times(payment.changes, payment.causes)));
    let Shape {
        segments,
        months,
        parts,
        number,
        payers,
        paying,
        ..
    } = *shape;
    sum([
        // Which versements count, and which are still open.
        times(2, number),
        // What each is worth on the days of a segment and on the eve; a month more for each segment that cuts one.
        times(times(segments, number), sum([8, payers])),
        times(number, parts),
        times(given, most_causes),
        // The months: each line is looked for among those of its month, and counted again.
        parts,
        times(times(parts, number), sum([number, 3])),
        times(number, months),
        times(number, sum([number, paying])),
    ])
}

/// The bytes of one way to be paid.
fn written(plan: &Plan, dispositifs: &[(u16, &[Payment], u64)], shape: &Shape) -> u64 {
    let changes = dispositifs.iter().flat_map(|(_, payments, _)| payments.iter());
    let changes = total(changes.map(|payment| {
        let more = template(r#""jour":"0000-00-00","source":null,"#);
        times(
            payment.changes,
            sum([payment.cause_bytes, times(payment.causes, more)]),
        )
    }));
    let owners = || {
        dispositifs
            .iter()
            .filter_map(|(position, _, _)| plan.dispositif(*position))
            .filter(|owner| !owner.versements.is_empty())
    };
    let lines = total(owners().flat_map(|owner| {
        owner.versements.iter().map(|versement| {
            sum([
                template(r#"{"complet":false,"dispositif":,"total":,"versement":},"#),
                quoted(&owner.id),
                quoted(&versement.id),
                23,
            ])
        })
    }));
    let month = sum([
        template(r#"{"complet":false,"lignes":[],"mois":"0000-00","total":},"#),
        23,
        lines,
    ]);
    sum([
        template(r#"{"changements":[],"complet":false,"dispositifs":[],"ecart":,"mois":[],"total":},"#),
        times(2, 23),
        total(owners().map(|owner| item(&owner.id))),
        changes,
        times(shape.months, month),
    ])
}
