//! Parameters and tables, laid out for look-ups by date.

use crate::{
    date::{Day, Period},
    pack::model::{Pack, Renewal},
    plan::{Freshness, Series, SeriesPoint, TableLayout, TablePlan, Value},
};

/// From when each value is past its day: none of those that a later value follows.
fn freshness(
    pack: &Pack,
    name: &str,
    renewal: Option<Renewal>,
    read: impl ExactSizeIterator<Item = (Day, Period, u16)>,
) -> impl Iterator<Item = Option<Freshness>> {
    let reform = pack.reform.as_ref();
    let cut = reform.is_some_and(|reform| reform.cut.iter().any(|other| other == name));
    // What a reform supposes is not awaited; until then the last value of the law is as old as it was.
    let last = read.len().saturating_sub(if cut { 2 } else { 1 });
    let months = pack.fresh_months;
    read.enumerate()
        .map(move |(position, (verified, period, source))| {
            let supposed = reform.is_some_and(|reform| reform.source == source);
            Freshness::of(verified, period.from, renewal, months).filter(|_| position == last && !supposed)
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
                    &parameter.name,
                    parameter.renewal,
                    parameter
                        .values
                        .iter()
                        .map(|dated| (dated.verified, dated.period, dated.citation.source)),
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
                    &table.name,
                    table.renewal,
                    table
                        .periods
                        .iter()
                        .map(|period| (period.verified, period.period, period.citation.source)),
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
