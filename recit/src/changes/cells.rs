//! Cells of tables, as ranges.

use bareme::{
    Decimal,
    analysis::changes::{Block, ColumnChange, Quantity, Range, Regularity, Span, TableChange},
    catalogue::PlanContent,
};

use super::{
    content::{self, Sides},
    values::{days, later, percent},
};
use crate::{
    builder::Body,
    tree::Mark,
    words::{self, Words},
};

/// Each table with its days, and its cells as ranges.
pub(super) fn told(sides: Sides<'_>, changes: &[TableChange], body: &mut Body) {
    let plan = sides.after.plan;
    let told = |change: &&TableChange| {
        !change.columns.is_empty() || change.edits.iter().any(|edit| !content::is_reading(edit.aspect))
    };
    let mut last = None;
    for change in changes.iter().filter(told) {
        if last.is_none() {
            body.heading("Tables");
        }
        if last != Some(&change.table) {
            body.marked(0, Mark::Next, format!("{} ({})", change.title, change.table));
            last = Some(&change.table);
        }
        if let Some(moved) = change.moved {
            let text = format!("Le barème du {} {}", words::date(moved.before), later(moved));
            body.marked(2, Mark::Item, text);
            continue;
        }
        body.marked(2, Mark::Item, words::capital(&days(change.period)));
        let many = many_columns(plan, &change.table);
        for column in &change.columns {
            for range in &column.ranges {
                body.marked(4, Mark::Item, line(plan, column, range, many));
            }
        }
        for edit in change.edits.iter().filter(|edit| edit.before.is_some()) {
            if !content::is_reading(edit.aspect) {
                content::edit(sides, edit, 4, body);
            }
        }
    }
}

/// Is the name of the column to be said?
fn many_columns(plan: &PlanContent, table: &str) -> bool {
    let found = plan.tables.iter().find(|known| known.name == table);
    found.is_some_and(|table| table.columns.len() > 1)
}

/// « de 3 à 5 points, échelon 2 : + 1,5 %, arrondi à l'unité (12 cases) »
fn line(plan: &PlanContent, column: &ColumnChange, range: &Range, many: bool) -> String {
    let blocks: Vec<String> = range.blocks.iter().map(|one| block(plan, one)).collect();
    let place = if blocks.is_empty() {
        "cases éparses".to_owned()
    } else {
        blocks.join(" ; ")
    };
    let place = match range.except {
        0 => place,
        1 => format!("{place} sauf une"),
        many => format!("{place} sauf {many}"),
    };
    let name = if many {
        format!("{}, ", words::name(&column.column))
    } else {
        String::new()
    };
    let count = if range.cells > 1 {
        format!(" ({})", words::counted(range.cells as u64, "case", "cases"))
    } else {
        String::new()
    };
    format!("{name}{place}\u{a0}: {}{count}", how(plan, &range.regularity))
}

fn how(plan: &PlanContent, regularity: &Regularity) -> String {
    let words = Words::of(plan);
    let told = |value: &Quantity| content::quantity(&words, value);
    let ends = |(least, most): &(Quantity, Quantity)| {
        if least == most {
            told(least)
        } else {
            words.between(&least.text, &most.text, least.unit.as_deref(), least.rate)
        }
    };
    match regularity {
        Regularity::Coefficient(millionths) => {
            let share = Decimal::new(millionths - 1_000_000, 6);
            format!("{}, arrondi au plus près", words::signed_percent(share))
        }
        Regularity::Difference(difference) => {
            let told = told(difference);
            match told.strip_prefix('\u{2212}') {
                Some(less) => format!("− {less}"),
                None => format!("+ {told}"),
            }
        }
        Regularity::Same { before, after } => match (before, after) {
            (Some(before), Some(after)) => {
                format!("{} → {}{}", told(before), told(after), percent(before, after))
            }
            (None, Some(after)) => format!("{} (rien avant)", told(after)),
            (Some(before), None) => format!("plus rien (avant\u{a0}: {})", told(before)),
            (None, None) => String::new(),
        },
        Regularity::Various { before, after } => match (before, after) {
            (Some(before), Some(after)) => format!("avant {}, après {}", ends(before), ends(after)),
            (None, Some(after)) => format!("{} (rien avant)", ends(after)),
            (Some(before), None) => format!("plus rien (avant\u{a0}: {})", ends(before)),
            (None, None) => String::new(),
        },
    }
}

/// « de 3 à 5 points, échelon 0 bis à échelon 2 »; « toutes les cases » when every key is whole.
fn block(plan: &PlanContent, block: &Block) -> String {
    if block.0.iter().all(|span| span.whole) {
        return "toutes les cases".to_owned();
    }
    // Of a key that is not named, all counts.
    let named = block.0.iter().filter(|span| !span.whole);
    let spans: Vec<String> = named.map(|one| span(plan, one)).collect();
    spans.join(", ")
}

/// « de 25 à 29 km », « 3 points », « échelon 0 bis », « 17 points et plus ».
fn span(plan: &PlanContent, span: &Span) -> String {
    let words = Words::of(plan);
    if let (Some(first), Some(last)) = (&span.first.label, &span.last.label) {
        let (first, last) = (words::inside(first), words::inside(last));
        return if first == last {
            first
        } else {
            format!("{first} à {last}")
        };
    }
    let (first, last) = (
        content::quantity(&words, &span.first),
        content::quantity(&words, &span.last),
    );
    // What has no unit needs its name.
    let name = match (&span.first.unit, span.first.day) {
        (None, None) => format!("{} ", words::name(&span.key)),
        _ => String::new(),
    };
    let number = |value: &Quantity| value.text.parse::<Decimal>().ok();
    let whole = |value: &&Quantity| !value.text.contains('.') && value.day.is_none();
    let upto = span.next.as_ref().filter(whole).filter(|_| whole(&&span.last));
    // The row of a whole number holds up to the one before the next row.
    let last = match upto.and_then(number) {
        Some(next) => {
            let end = Quantity {
                text: (next - Decimal::ONE).to_string(),
                ..span.last.clone()
            };
            content::quantity(&words, &end)
        }
        None => last,
    };
    match &span.next {
        Some(next) if upto.is_none() => {
            format!("{name}de {first} à moins de {}", content::quantity(&words, next))
        }
        _ if span.open => format!("{name}{first} et plus"),
        _ if first == last => format!("{name}{first}"),
        _ => format!("{name}de {} à {last}", bare(&first, &last)),
    }
}

/// « 25 » of « 25 km » before « 29 km ».
fn bare<'t>(first: &'t str, last: &str) -> &'t str {
    let unit = |text: &'t str| text.split_once('\u{a0}');
    match (unit(first), last.split_once('\u{a0}')) {
        (Some((number, one)), Some((_, other))) if one == other || other.strip_suffix('s') == Some(one) => {
            number
        }
        _ => first,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, unit: Option<&str>) -> Quantity {
        Quantity {
            text: text.to_owned(),
            label: None,
            unit: unit.map(ToOwned::to_owned),
            rate: false,
            day: None,
            truth: None,
        }
    }

    fn told(first: &str, last: &str, unit: Option<&str>, next: Option<&str>, open: bool) -> String {
        let engine = bareme::guide::engine().unwrap();
        let span = Span {
            key: "distance".to_owned(),
            first: value(first, unit),
            last: value(last, unit),
            whole: false,
            next: next.map(|next| value(next, unit)),
            open,
        };
        super::span(engine.plan(), &span).replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn a_row_holds_up_to_the_next_one() {
        assert_eq!(told("25", "25", Some("km"), Some("30"), false), "de 25 à 29 km");
        assert_eq!(told("25", "30", Some("km"), Some("50"), false), "de 25 à 49 km");
        assert_eq!(told("25", "25", Some("km"), Some("26"), false), "25 km");
        assert_eq!(
            told("2.5", "2.5", Some("km"), Some("3.0"), false),
            "de 2,5 km à moins de 3 km"
        );
        assert_eq!(told("250", "250", Some("km"), None, true), "250 km et plus");
    }

    #[test]
    fn a_key_without_unit_has_its_name_and_a_member_its_label() {
        assert_eq!(told("3", "3", None, None, false), "distance 3");
        assert_eq!(told("3", "5", None, None, false), "distance de 3 à 5");
        assert_eq!(told("3", "5", Some("point"), None, false), "de 3 à 5 points");
        assert_eq!(told("1", "5", Some("point"), None, false), "de 1 à 5 points");
        let engine = bareme::guide::engine().unwrap();
        let member = |label: &str| Quantity {
            label: Some(label.to_owned()),
            ..value("0bis", None)
        };
        let span = |first, last| Span {
            key: "echelon".to_owned(),
            first: member(first),
            last: member(last),
            whole: false,
            next: None,
            open: false,
        };
        let of = |first, last| super::span(engine.plan(), &span(first, last));
        assert_eq!(of("Échelon 0 bis", "Échelon 0 bis"), "échelon 0 bis");
        assert_eq!(of("Échelon 0 bis", "Échelon 2"), "échelon 0 bis à échelon 2");
    }
}
