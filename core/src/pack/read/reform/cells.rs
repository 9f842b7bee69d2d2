//! A table that a reform changes, all of it or the cells of some keys, from its first day on.

use super::{super::report::Report, path::Cells, stated::Change, values::Wanted, work::Work};
use crate::{
    date::Day,
    decimal,
    error::Code,
    pack::model::{Pack, Reliability, Table, TableKey, TablePeriod},
    vocabulary::{Kind, Vocabulary},
};

impl Work {
    pub(super) fn table(
        &mut self,
        report: &mut Report,
        pack: &mut Pack,
        change: &Change<'_>,
        (position, precision): (usize, usize),
        column: Option<usize>,
        cells: &Cells,
    ) {
        let Some(table) = pack.tables.get_mut(position) else {
            return;
        };
        if table
            .periods
            .last()
            .is_none_or(|last| last.period.until <= self.since)
        {
            self.nothing_then(report, change);
            return;
        }
        let Some(columns) = columns(report, change, table, column) else {
            return;
        };
        let mut wanted = Vec::new();
        for column in columns {
            let declared = table.columns.get(column).map(|column| &column.declared);
            let read = declared.and_then(|declared| Wanted::read(report, change, declared, &pack.vocabulary));
            let Some(read) = read else { return };
            wanted.push((column, read));
        }
        self.cut_table(table);
        if !known_keys(report, change, table, cells, (self.since, &pack.vocabulary)) {
            return;
        }
        let citation = self.citation();
        let laws = self.laws.entry(position).or_insert_with(|| {
            let periods = table.periods.iter().map(|layout| layout.cells.clone());
            periods.collect()
        });
        let (mut changed, mut other) = (0_usize, None);
        for (period, layout) in table.periods.iter_mut().enumerate() {
            if layout.period.from < self.since {
                continue;
            }
            for (column, wanted) in &wanted {
                let Some(declared) = table.columns.get(*column).map(|column| &column.declared) else {
                    continue;
                };
                let chosen = chosen(layout, cells);
                let law = laws.get(period).and_then(|columns| columns.get(*column));
                let (Some(list), Some(law)) = (layout.cells.get_mut(*column), law) else {
                    continue;
                };
                let each = list.iter_mut().zip(law).zip(chosen).enumerate();
                for (at, ((cell, law), _)) in each.filter(|(_, (_, chosen))| *chosen) {
                    let key = [position, period, *column, at];
                    if let Some((_, first)) = self.set.get(&key).filter(|(known, _)| *known == precision) {
                        other = other.or_else(|| Some(first.clone()));
                        continue;
                    }
                    let Some(value) = wanted.of(report, change, declared, *law) else {
                        return;
                    };
                    *cell = value;
                    self.set.insert(key, (precision, change.path.clone()));
                    changed = changed.saturating_add(1);
                }
            }
            layout.citation = citation.clone();
            layout.reliability = Reliability::ToConfirm;
            layout.verified = self.since;
        }
        if let Some(first) = other {
            change.twice(report, &first);
        } else if changed == 0 {
            no_cell(report, change, table);
        }
        table.at = change.at;
    }

    /// Ends the period of the law that holds on the first day, and starts one of the reform.
    fn cut_table(&mut self, table: &mut Table) {
        let holds =
            |layout: &TablePeriod| layout.period.from < self.since && layout.period.until > self.since;
        let Some(index) = table.periods.iter().position(holds) else {
            return;
        };
        let Some(law) = table.periods.get_mut(index) else {
            return;
        };
        let mut after = law.clone();
        law.period.until = self.since;
        after.period.from = self.since;
        let next = index.saturating_add(1);
        if next == table.periods.len() {
            self.cut.push(table.name.clone());
        }
        table.periods.insert(next, after);
    }
}

/// The columns that a change is about: all those of numbers when it names none and the table has several.
fn columns(
    report: &mut Report,
    change: &Change<'_>,
    table: &Table,
    column: Option<usize>,
) -> Option<Vec<usize>> {
    if let Some(column) = column {
        return Some(vec![column]);
    }
    if table.columns.len() == 1 {
        return Some(vec![0]);
    }
    let numbers: Vec<usize> = (0..table.columns.len())
        .filter(|column| {
            let column = table.columns.get(*column);
            column.is_some_and(|column| column.declared.kind.is_number())
        })
        .collect();
    let text = change.node.value.get_ref().as_str().unwrap_or_default();
    let adjusts = text.trim_start().starts_with(['×', '*', 'x', '+', '-', '−']);
    if adjusts && numbers.len() == table.columns.len() {
        return Some(numbers);
    }
    let names: Vec<String> = table
        .columns
        .iter()
        .map(|column| format!("`{}.{}`", table.name, column.name))
        .collect();
    report
        .add(
            change.at,
            Code::AmbiguousName,
            format!("la table `{}` a plusieurs colonnes de valeurs", table.name),
        )
        .help(format!("nommez celle qui change : {}", names.join(", ")));
    None
}

fn no_cell(report: &mut Report, change: &Change<'_>, table: &Table) {
    let keys: Vec<String> = table.keys.iter().map(|key| format!("`{}`", key.name)).collect();
    report
        .add(
            change.at,
            Code::CellMissing,
            format!("`{}` ne désigne aucune case de la table", change.path),
        )
        .help(format!(
            "les clés sont {}, avec les valeurs de son fichier",
            keys.join(", ")
        ));
}

/// Does the table have, from a day on, each of the values that are named? Those that it has not are told, with the nearest that it has.
fn known_keys(
    report: &mut Report,
    change: &Change<'_>,
    table: &Table,
    cells: &Cells,
    (since, vocabulary): (Day, &Vocabulary),
) -> bool {
    let mut known = true;
    for (key, ranges) in &cells.keys {
        let Some(declared) = table.keys.get(*key) else {
            continue;
        };
        let mut values: Vec<i64> = table
            .periods
            .iter()
            .filter(|layout| layout.period.from >= since)
            .filter_map(|layout| layout.axes.get(*key))
            .flatten()
            .copied()
            .collect();
        values.sort_unstable();
        values.dedup();
        let written = |value: i64| written(value, declared, vocabulary);
        for (low, high) in ranges {
            if values.iter().any(|value| (low..=high).contains(&value)) {
                continue;
            }
            known = false;
            let before = values.iter().rev().find(|value| *value < low);
            let after = values.iter().find(|value| *value > high);
            let near: Vec<String> = before
                .into_iter()
                .chain(after)
                .map(|value| format!("`{}`", written(*value)))
                .collect();
            let named = if low == high {
                written(*low)
            } else {
                format!("{}..{}", written(*low), written(*high))
            };
            report
                .add(
                    change.at,
                    Code::CellMissing,
                    format!(
                        "la table `{}` n'a pas de ligne `{}={named}` à partir du {since}",
                        table.name, declared.name
                    ),
                )
                .help(match near.as_slice() {
                    [only] => format!("la valeur la plus proche est {only}"),
                    several => format!("les valeurs les plus proches sont {}", several.join(" et ")),
                });
        }
    }
    known
}

/// The value of a key as a path writes it.
fn written(value: i64, key: &TableKey, vocabulary: &Vocabulary) -> String {
    match &key.declared.kind {
        Kind::Number { decimals, .. } => decimal::format(value, *decimals),
        Kind::Date => Day::from_number(value).to_string(),
        Kind::Boolean => if value == 0 { "faux" } else { "vrai" }.to_owned(),
        kind @ Kind::Choice(_) => {
            let members = vocabulary.enumeration_of(kind).map(|one| &one.members);
            let member = usize::try_from(value).ok().and_then(|at| members?.get(at));
            member.map_or_else(|| value.to_string(), |member| member.name.clone())
        }
    }
}

/// Of each cell of a period, in their order: is it meant?
fn chosen(layout: &TablePeriod, cells: &Cells) -> Vec<bool> {
    let mut list = vec![true];
    for (key, axis) in layout.axes.iter().enumerate() {
        let meant: Vec<bool> = axis.iter().map(|value| cells.holds(key, *value)).collect();
        list = list
            .iter()
            .flat_map(|before| meant.iter().map(|own| *before && *own))
            .collect();
    }
    list
}
