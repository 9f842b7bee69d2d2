//! Tables: what they say of themselves, and their cells over the days, as ranges.

use super::{
    aspect::{Aspect, Sort},
    content::{Content, Edit, Quantity, Sheet},
    grid::{Grid, Of},
    model::{Change, ColumnChange, Move, TableChange},
    pairs::{self, Entry},
    regularity,
    segments::{Days, extend, moved, segments},
};
use crate::{
    date::Day,
    plan::{PlanContent, TableColumn, TableKey, TableLayout, TablePlan},
    vocabulary::DeclaredType,
};

/// What tables say of themselves, their cells apart.
pub(super) fn described(old: &PlanContent, new: &PlanContent, changes: &mut Vec<Change>) {
    let all = |plan: &PlanContent| {
        let each = plan.tables.iter();
        each.map(|one| table(plan, one)).collect::<Vec<_>>()
    };
    pairs::compared(Sort::Table, None, &all(old), &all(new), changes);
}

fn table(plan: &PlanContent, table: &TablePlan) -> Entry {
    let TablePlan {
        name,
        title,
        keys,
        columns,
        ranks,
        periods: _,
        until: _,
    } = table;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Title, Content::text(title));
    let keys = keys.iter().map(
        |TableKey {
             name,
             declared,
             matching,
         }| { format!("{} {}", typed(plan, name, declared), matching.word()) },
    );
    sheet.say(Aspect::Keys, Content::List(keys.collect()));
    let columns = columns.iter();
    let columns = columns.map(|TableColumn { name, declared }| typed(plan, name, declared));
    sheet.say(Aspect::Columns, Content::List(columns.collect()));
    if let (Some(ranks), Some(last)) = (ranks, table.keys.last()) {
        let ranks = ranks.iter();
        let ranks = ranks.map(|rank| Quantity::of(plan, &last.declared, (*rank).into()).text);
        sheet.say(Aspect::Ranks, Content::List(ranks.collect()));
    }
    Entry {
        id: name.clone(),
        title: title.clone(),
        sheet,
    }
}

/// « plafond montant EUR/an 0 »
fn typed(plan: &PlanContent, name: &str, declared: &DeclaredType) -> String {
    let unit = declared.unit().filter(|unit| !unit.is_none());
    let of = plan.vocabulary.enumeration_of(&declared.kind);
    let mut words = vec![name.to_owned(), declared.style.word().to_owned()];
    words.extend(of.map(|enumeration| enumeration.name.clone()));
    words.extend(unit.map(ToString::to_string));
    if declared.kind.is_number() && declared.decimals() > 0 {
        words.push(format!("{} décimales", declared.decimals()));
    }
    words.join(" ")
}

/// Cells, of the tables of both packs and of those that are added or removed.
pub(super) fn cells(old: &PlanContent, new: &PlanContent) -> Vec<TableChange> {
    let mut changes = Vec::new();
    for after in &new.tables {
        let before = old.tables.iter().find(|before| before.name == after.name);
        dated(
            before.map(|before| (old, before)),
            Some((new, after)),
            &mut changes,
        );
    }
    for before in &old.tables {
        if new.tables.iter().all(|after| after.name != before.name) {
            dated(Some((old, before)), None, &mut changes);
        }
    }
    changes
}

fn dated(old: Option<Of<'_>>, new: Option<Of<'_>>, changes: &mut Vec<TableChange>) {
    let Some((_, named)) = new.or(old) else { return };
    let days = |of: Option<Of<'_>>| Days {
        from: of
            .map(|(_, table)| table.periods.iter().map(|layout| layout.from).collect())
            .unwrap_or_default(),
        until: of.map_or(Day::MIN, |(_, table)| table.until),
    };
    let layout = |of: Option<Of<'_>>, position: Option<usize>| of?.1.periods.get(position?).cloned();
    let mut told: Vec<(_, Told)> = Vec::new();
    let (old_days, new_days) = (days(old), days(new));
    for segment in segments(&old_days, &new_days) {
        let moved = moved(&old_days, &new_days, &segment, |before, after| {
            let (before, after) = (layout(old, Some(before)), layout(new, Some(after)));
            let said =
                |of: Option<Of<'_>>, layout: &Option<TableLayout>| Some(sheet(of?.0, layout.as_ref()?));
            said(old, &before) == said(new, &after)
                && columns((old, before.as_ref()), (new, after.as_ref())).is_empty()
        });
        let (period, before, after) = segment;
        let (before, after) = (layout(old, before), layout(new, after));
        let sheet = |of: Option<Of<'_>>, layout: &Option<TableLayout>| {
            of.zip(layout.as_ref())
                .map_or_else(Sheet::default, |((plan, _), layout)| sheet(plan, layout))
        };
        let edits = match after {
            Some(_) => sheet(old, &before).edits(&sheet(new, &after)),
            None => Vec::new(),
        };
        let columns = columns((old, before.as_ref()), (new, after.as_ref()));
        if !columns.is_empty() || !edits.is_empty() {
            extend(&mut told, period, (columns, edits, moved));
        }
    }
    changes.extend(
        told.into_iter()
            .map(|(period, (columns, edits, moved))| TableChange {
                table: named.name.clone(),
                title: named.title.clone(),
                period,
                columns,
                moved,
                edits,
            }),
    );
}

/// What became of some days of a table.
type Told = (Vec<ColumnChange>, Vec<Edit>, Option<Move>);

type Laid<'p> = (Option<Of<'p>>, Option<&'p TableLayout>);

/// The columns whose cells changed. Cells under other keys cannot be compared: what the table says of itself tells it.
fn columns(old: Laid<'_>, new: Laid<'_>) -> Vec<ColumnChange> {
    let Some((_, table)) = new.0.or(old.0) else {
        return Vec::new();
    };
    let mut names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    if let Some((_, former)) = old.0 {
        let gone = former.columns.iter().map(|column| column.name.as_str());
        let gone: Vec<&str> = gone.filter(|name| !names.contains(name)).collect();
        names.extend(gone);
    }
    let changed = names.into_iter().filter_map(|name| {
        let ranges = regularity::ranges(&Grid::of(old, new, name)?);
        (!ranges.is_empty()).then(|| ColumnChange {
            column: name.to_owned(),
            ranges,
        })
    });
    changed.collect()
}

fn sheet(plan: &PlanContent, layout: &TableLayout) -> Sheet {
    let TableLayout {
        from: _,
        citation,
        reliability,
        verified,
        freshness: past,
        axes: _,
        cells: _,
    } = layout;
    let mut sheet = Sheet::default();
    sheet.say(Aspect::Source, Content::cited(plan, citation));
    sheet.say(Aspect::Reliability, Content::word(reliability.word()));
    sheet.say(Aspect::Verified, Content::Day(*verified));
    sheet.freshness(*past);
    sheet
}
