//! Indicators as text in columns.

use bareme::{
    catalogue::Plan,
    follow::{Admissions, Followed},
};

use super::rows::{COLUMNS, Row, notes, nothing, quotas, rows, title};
use crate::render::Page;

/// How wide each column of numbers is.
const WIDTHS: [usize; 5] = [13, 11, 13, 13, 9];
/// How wide the words before them are.
const LABEL: usize = 40;

/// What was counted beside what was planned, as tables whose numbers are aligned.
pub fn followed(page: &mut Page, plan: &Plan, followed: &Followed, admissions: &[Admissions]) {
    for note in notes(followed) {
        page.line(0, &note);
    }
    for (year, of) in &followed.years {
        page.part(&title(*year));
        page.row(&line(0, "", COLUMNS));
        for row in rows(plan, followed, *year, of) {
            if row.level == 0 {
                page.gap();
            }
            shown(page, &row);
        }
        if let Some(nothing) = nothing(plan, followed, *year, of) {
            page.gap();
            page.line(0, &nothing);
        }
        let quotas = quotas(plan, admissions, *year);
        if !quotas.is_empty() {
            page.heading("Places des registres");
            page.row(&line(0, "", COLUMNS));
            for row in &quotas {
                shown(page, row);
            }
        }
    }
}

/// A line of the table: the words on as many lines as they need, the numbers on the last of them.
fn shown(page: &mut Page, row: &Row) {
    let indent = row.level * 2;
    let mut words = folded(&row.label, LABEL - indent);
    let last = words.pop().unwrap_or_default();
    for part in words {
        page.row(&line(indent, &part, [""; 5]));
    }
    let numbers = [&row.counted, &row.unknown, &row.planned, &row.rest, &row.part];
    // What a value is counted among stands beside it, that of an indicator below.
    let beside = row.level > 0 && !row.detail.is_empty();
    let label = if beside && last.chars().count() + row.detail.chars().count() + 3 <= LABEL - indent {
        format!("{last} ({})", row.detail)
    } else {
        last
    };
    page.row(&line(indent, &label, numbers.map(String::as_str)));
    if row.level == 0 && !row.detail.is_empty() {
        page.aside(indent + 2, &row.detail);
    }
}

fn line(indent: usize, label: &str, numbers: [&str; 5]) -> String {
    let mut text = format!("{:indent$}{label:<width$}", "", width = LABEL - indent);
    for (number, width) in numbers.into_iter().zip(WIDTHS) {
        text.push_str(&format!("{number:>width$}"));
    }
    text
}

/// Words on lines of at most so many letters.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
