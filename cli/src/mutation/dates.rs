//! Slips in days: from when and until when a value, a table or a rule holds.

use std::collections::BTreeSet;

use bareme::{
    Day,
    catalogue::{Plan, TablePlan},
    pack::InputFile,
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    files::{Edit, line_of, rows, text},
    mutant::{Change, Kind, Mutant},
};
use crate::cases::{Figure, Touched};

/// The keys whose day says when something holds. That of a reading, or of a text, changes no decision.
const KEYS: [&str; 4] = ["depuis", "jusqu_a", "du", "au"];

/// A day of a file.
struct Dated {
    /// The names of the tables around it, outermost first.
    around: Vec<String>,
    key: &'static str,
    day: Day,
    start: usize,
    end: usize,
}

/// Every slip in the days of a pack.
pub(super) fn mutants(plan: &Plan, files: &[InputFile]) -> Vec<Mutant> {
    let mut found = Vec::new();
    for file in files {
        let wanted = ["parametres/", "dispositifs/", "tables/"];
        let wanted =
            wanted.iter().any(|folder| file.path.starts_with(folder)) && file.path.ends_with(".toml");
        let Ok(text) = std::str::from_utf8(&file.bytes) else {
            continue;
        };
        if !wanted {
            continue;
        }
        let (document, _) = DeTable::parse_recoverable(text);
        let mut days = Vec::new();
        in_table(document.get_ref(), &mut Vec::new(), &mut days);
        let id = document.get_ref().get("id").and_then(|id| id.get_ref().as_str());
        for dated in days {
            for step in [-1, 1] {
                found.push(one(plan, files, (file, text), id, &dated, step));
            }
        }
    }
    found
}

fn in_table(table: &DeTable<'_>, around: &mut Vec<String>, found: &mut Vec<Dated>) {
    // What a list of things says first is what each is called.
    let name = table.get("id").and_then(|id| id.get_ref().as_str());
    let own = name.filter(|_| !around.is_empty()).map(str::to_owned);
    let depth = around.len();
    around.extend(own);
    for (key, value) in table {
        let key: &str = key.get_ref();
        if let Some(known) = KEYS.into_iter().find(|known| *known == key)
            && let Some(day) = value.get_ref().as_datetime()
            && let Ok(day) = day.to_string().parse::<Day>()
        {
            let span = value.span();
            found.push(Dated {
                around: around.clone(),
                key: known,
                day,
                start: span.start,
                end: span.end,
            });
        } else {
            around.push(key.to_owned());
            in_value(value, around, found);
            around.pop();
        }
    }
    around.truncate(depth);
}

fn in_value(value: &Spanned<DeValue<'_>>, around: &mut Vec<String>, found: &mut Vec<Dated>) {
    if let Some(table) = value.get_ref().as_table() {
        in_table(table, around, found);
    } else if let Some(list) = value.get_ref().as_array() {
        list.iter().for_each(|item| in_value(item, around, found));
    }
}

fn one(
    plan: &Plan,
    files: &[InputFile],
    (file, text): (&InputFile, &str),
    id: Option<&str>,
    dated: &Dated,
    step: i64,
) -> Mutant {
    let other = dated.day.add_days(step);
    let mut edits = vec![Edit {
        path: file.path.clone(),
        start: dated.start,
        end: dated.end,
        text: other.to_string(),
    }];
    let (first, rest) = match (id, dated.around.split_first()) {
        (Some(id), _) => (id.to_owned(), dated.around.clone()),
        (None, Some((first, rest))) => (first.clone(), rest.to_vec()),
        (None, None) => (String::new(), Vec::new()),
    };
    let mut figures = BTreeSet::new();
    let touched = if id.is_some() {
        let found = plan.dispositif_named(&first);
        found.map_or(Touched::Everything, |(position, _)| Touched::Dispositif(position))
    } else if let Some((position, table)) = named(&plan.tables, &first, |table| &table.name) {
        figures = cells(position, table, dated.day);
        if dated.key == "depuis" {
            edits.extend(in_rows(files, table, dated.day, other));
        }
        Touched::Figure(Figure::Cell {
            table: position,
            period: 0,
            column: 0,
            index: 0,
        })
    } else if let Some((parameter, series)) = named(&plan.parameters, &first, |series| &series.name) {
        let point = series.points.iter().position(|point| point.from == dated.day);
        // A transcription names the first day of a value, not its last.
        figures.extend(
            point
                .filter(|_| dated.key == "depuis")
                .map(|point| Figure::Point { parameter, point }),
        );
        Touched::Figure(Figure::Point { parameter, point: 0 })
    } else {
        Touched::Everything
    };
    let part: Vec<&str> = rest.iter().map(String::as_str).chain([dated.key]).collect();
    Mutant {
        kind: Kind::Date,
        rule: first,
        part: part.join("."),
        path: file.path.clone(),
        line: line_of(text, dated.start),
        before: dated.day.to_string(),
        after: other.to_string(),
        change: Change::Files {
            edits,
            figures,
            touched,
        },
    }
}

fn named<'p, T>(list: &'p [T], name: &str, of: impl Fn(&T) -> &String) -> Option<(u16, &'p T)> {
    (0_u16..).zip(list).find(|(_, one)| of(one) == name)
}

/// The cells of the period of a table that starts on a day: a transcription of one names that day.
fn cells(position: u16, table: &TablePlan, since: Day) -> BTreeSet<Figure> {
    let mut found = BTreeSet::new();
    let period = table.periods.iter().position(|layout| layout.from == since);
    let layout = period.and_then(|period| table.periods.get(period));
    if let (Some(period), Some(layout)) = (period, layout) {
        for (column, cells) in layout.cells.iter().enumerate() {
            found.extend((0..cells.len()).map(|index| Figure::Cell {
                table: position,
                period,
                column,
                index,
            }));
        }
    }
    found
}

/// The same day in the rows of a table: whoever mistakes a day mistakes it in both files.
fn in_rows(files: &[InputFile], table: &TablePlan, day: Day, other: Day) -> Vec<Edit> {
    let path = format!("tables/{}.csv", table.name);
    let Some(text) = text(files, &path) else {
        return Vec::new();
    };
    let rows = rows(text);
    let titles = rows.first().map(|row| row.cells.clone()).unwrap_or_default();
    let column = titles.iter().position(|(start, end)| {
        text.get(*start..*end)
            .is_some_and(|title| title.trim() == "depuis")
    });
    rows.iter()
        .skip(1)
        .filter_map(|row| row.cells.get(column?).copied())
        .filter(|(start, end)| {
            text.get(*start..*end)
                .is_some_and(|cell| cell.trim() == day.to_string())
        })
        .map(|(start, end)| Edit {
            path: path.clone(),
            start,
            end,
            text: other.to_string(),
        })
        .collect()
}
