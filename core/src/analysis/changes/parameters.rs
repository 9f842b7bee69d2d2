//! Parameters: what they say of themselves, and their values over the days.

use super::{
    aspect::{Aspect, Sort},
    content::{Content, Edit, Quantity, Sheet},
    model::{Change, Move, ValueChange},
    pairs::{self, Entry},
    segments::{Days, extend, moved, segments},
};
use crate::plan::{PlanContent, Series, SeriesPoint};

/// What parameters say of themselves, their values apart.
pub(super) fn described(old: &PlanContent, new: &PlanContent, changes: &mut Vec<Change>) {
    let all = |plan: &PlanContent| {
        let each = plan.parameters.iter();
        each.map(|one| parameter(plan, one)).collect::<Vec<_>>()
    };
    pairs::compared(Sort::Parameter, None, &all(old), &all(new), changes);
}

fn parameter(plan: &PlanContent, series: &Series) -> Entry {
    let Series {
        name,
        title,
        declared,
        points: _,
        until: _,
    } = series;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    sheet.declared(plan, declared, false);
    Entry {
        id: name.clone(),
        title: title.clone(),
        sheet,
    }
}

/// Values, of the parameters of both packs and of those that are added or removed.
pub(super) fn values(old: &PlanContent, new: &PlanContent) -> Vec<ValueChange> {
    let named = |plan: &'_ PlanContent, name: &str| plan.parameters.iter().position(|one| one.name == name);
    let mut changes = Vec::new();
    for after in &new.parameters {
        let before = named(old, &after.name).and_then(|position| old.parameters.get(position));
        dated(
            before.map(|before| (old, before)),
            Some((new, after)),
            &mut changes,
        );
    }
    for before in &old.parameters {
        if named(new, &before.name).is_none() {
            dated(Some((old, before)), None, &mut changes);
        }
    }
    changes
}

/// What a value was, what it is, and what else of it changed.
type Told = (Option<Quantity>, Option<Quantity>, Vec<Edit>, Option<Move>);

type Of<'p> = (&'p PlanContent, &'p Series);

fn dated(old: Option<Of<'_>>, new: Option<Of<'_>>, changes: &mut Vec<ValueChange>) {
    let Some((_, named)) = new.or(old) else { return };
    let days = |of: Option<Of<'_>>| Days {
        from: of
            .map(|(_, series)| series.points.iter().map(|point| point.from).collect())
            .unwrap_or_default(),
        until: of.map_or(crate::date::Day::MIN, |(_, series)| series.until),
    };
    let point = |of: Option<Of<'_>>, position: Option<usize>| {
        let (plan, series) = of?;
        let point = series.points.get(position?)?;
        Some((
            Quantity::of(plan, &series.declared, stored(series, point)),
            sheet(plan, point),
        ))
    };
    let mut told: Vec<(_, Told)> = Vec::new();
    let (old_days, new_days) = (days(old), days(new));
    for segment in segments(&old_days, &new_days) {
        let moved = moved(&old_days, &new_days, &segment, |before, after| {
            point(old, Some(before)) == point(new, Some(after))
        });
        let (period, before, after) = segment;
        let (before, after) = (point(old, before), point(new, after));
        let edits = match (&before, &after) {
            (Some((_, before)), Some((_, after))) => before.edits(after),
            (None, Some((_, after))) => Sheet::default().edits(after),
            _ => Vec::new(),
        };
        let (before, after) = (before.map(|(value, _)| value), after.map(|(value, _)| value));
        if before != after || !edits.is_empty() {
            extend(&mut told, period, (before, after, edits, moved));
        }
    }
    changes.extend(
        told.into_iter()
            .map(|(period, (before, after, edits, moved))| ValueChange {
                parameter: named.name.clone(),
                title: named.title.clone(),
                period,
                before,
                after,
                moved,
                edits,
            }),
    );
}

/// The value as packs keep it: the position of a member, not its mask.
fn stored(series: &Series, point: &SeriesPoint) -> i64 {
    let member = point
        .value
        .single_member()
        .filter(|_| series.declared.kind.is_choice());
    member.map_or(point.value.lo, i64::from)
}

fn sheet(plan: &PlanContent, point: &SeriesPoint) -> Sheet {
    let SeriesPoint {
        from: _,
        value: _,
        citation,
        reliability,
        verified,
        freshness: past,
    } = point;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Source, Content::cited(plan, citation));
    sheet.say(Aspect::Reliability, Content::word(reliability.word()));
    sheet.say(Aspect::Verified, Content::Day(*verified));
    sheet.freshness(*past);
    sheet
}
