//! Parameters and tables, laid out for look-ups by date.

use crate::{
    date::{Day, Period},
    pack::model::{Pack, Renewal},
    plan::{Freshness, Series, SeriesPoint, TableLayout, TablePlan, Value},
};

/// From when each value is past its day: none of those that a later value follows.
fn freshness(
    pack: &Pack,
    renewal: Option<Renewal>,
    read: impl ExactSizeIterator<Item = (Day, Period)>,
) -> impl Iterator<Item = Option<Freshness>> {
    let last = read.len().saturating_sub(1);
    let months = pack.fresh_months;
    read.enumerate().map(move |(position, (verified, period))| {
        Freshness::of(verified, period.from, renewal, months).filter(|_| position == last)
    })
}

/// The parameters, laid out for look-ups by date.
pub(super) fn series(pack: &Pack) -> Vec<Series> {
    pack.parameters
        .iter()
        .map(|parameter| Series {
            name: parameter.name.clone(),
            title: parameter.title.clone(),
            declared: parameter.declared.clone(),
            points: parameter
                .values
                .iter()
                .zip(freshness(
                    pack,
                    parameter.renewal,
                    parameter
                        .values
                        .iter()
                        .map(|dated| (dated.verified, dated.period)),
                ))
                .map(|(dated, freshness)| SeriesPoint {
                    freshness,
                    from: dated.period.from,
                    value: Value::stored(&parameter.declared.kind, dated.value),
                    citation: dated.citation.clone(),
                    reliability: dated.reliability,
                    verified: dated.verified,
                })
                .collect(),
            until: parameter
                .values
                .last()
                .map_or(Day::MIN, |dated| dated.period.until),
        })
        .collect()
}

/// The tables, laid out for direct access.
pub(super) fn tables(pack: &Pack) -> Vec<TablePlan> {
    pack.tables
        .iter()
        .map(|table| TablePlan {
            name: table.name.clone(),
            title: table.title.clone(),
            keys: table.keys.clone(),
            columns: table.columns.clone(),
            ranks: table.ranks.clone(),
            periods: table
                .periods
                .iter()
                .zip(freshness(
                    pack,
                    table.renewal,
                    table
                        .periods
                        .iter()
                        .map(|period| (period.verified, period.period)),
                ))
                .map(|(period, freshness)| TableLayout {
                    freshness,
                    from: period.period.from,
                    citation: period.citation.clone(),
                    reliability: period.reliability,
                    verified: period.verified,
                    axes: period.axes.clone(),
                    cells: period.cells.clone(),
                })
                .collect(),
            until: table
                .periods
                .last()
                .map_or(Day::MIN, |period| period.period.until),
        })
        .collect()
}
