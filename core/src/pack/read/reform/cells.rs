//! A table that a reform changes, all of it or the cells of some keys, from its first day on.

use super::{super::report::Report, path::Cells, stated::Change, values::Wanted, work::Work};
use crate::{
    error::Code,
    pack::model::{Pack, Reliability, Table, TablePeriod},
};

impl Work {
    pub(super) fn table(
        &mut self,
        report: &mut Report,
        pack: &mut Pack,
        change: &Change<'_>,
        position: usize,
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
        let mut changed = 0_usize;
        for layout in table
            .periods
            .iter_mut()
            .filter(|layout| layout.period.from >= self.since)
        {
            for (column, wanted) in &wanted {
                let Some(declared) = table.columns.get(*column).map(|column| &column.declared) else {
                    continue;
                };
                let chosen = chosen(layout, cells);
                let Some(list) = layout.cells.get_mut(*column) else {
                    continue;
                };
                for (cell, _) in list.iter_mut().zip(chosen).filter(|(_, chosen)| *chosen) {
                    let Some(value) = wanted.of(report, change, declared, *cell) else {
                        return;
                    };
                    *cell = value;
                    changed = changed.saturating_add(1);
                }
            }
            layout.citation = self.citation();
            layout.reliability = Reliability::ToConfirm;
            layout.verified = self.since;
        }
        if changed == 0 {
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
