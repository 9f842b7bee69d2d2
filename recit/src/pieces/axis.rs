//! An axis of a chart: what it shows, where a value stands, its marks.

use bareme::{
    Day,
    decimal::{format as decimal_format, pow10, written},
    vocabulary::{DeclaredType, Fact, Style},
};

use crate::words::{self, Words, round_step};

/// The most marks of an axis.
const MOST_MARKS: i128 = 7;

/// From a value to another, on a line of so many points. Values are scaled: a number without its point, a day by its number.
pub(super) struct Scale {
    pub(super) from: i128,
    pub(super) to: i128,
    /// Where both stand; the second is less than the first when values go up.
    pub(super) start: i128,
    pub(super) end: i128,
}

impl Scale {
    /// Where a value stands, at the end of the line when it is beyond.
    pub(super) fn at(&self, value: i128) -> i128 {
        let width = (self.to - self.from).max(1);
        self.start + (value.clamp(self.from, self.to) - self.from) * (self.end - self.start) / width
    }

    pub(super) fn shows(&self, value: i128) -> bool {
        (self.from..=self.to).contains(&value)
    }

    /// Round values in it, each with its words.
    pub(super) fn marks(&self, declared: &DeclaredType) -> Vec<(i128, String)> {
        if declared.kind.is_date() {
            return self.days();
        }
        let step = round_step((self.to - self.from).max(1), MOST_MARKS);
        let first = self.from.div_euclid(step) * step;
        let values = (0..=MOST_MARKS + 2).map(|position| first + position * step);
        let shown = values.filter(|value| self.shows(*value));
        shown.map(|value| (value, number(value, declared))).collect()
    }

    fn days(&self) -> Vec<(i128, String)> {
        let day = |number: i128| Day::from_number(i64::try_from(number).unwrap_or(i64::MAX));
        let (first, last) = (day(self.from), day(self.to));
        let years = i128::from(last.year() - first.year());
        let months = if years < 2 {
            3
        } else {
            12 * round_step(years.max(1), MOST_MARKS)
        };
        let begin = Day::from_calendar(first.year(), 1, 1).unwrap_or(first);
        let each = (0..60).map(|position| begin.add_months(i64::try_from(position * months).unwrap_or(0)));
        let shown = each
            .map(|day| (i128::from(day.number()), day))
            .filter(|(number, _)| self.shows(*number));
        let words = |day: Day| {
            if months % 12 == 0 {
                day.year().to_string()
            } else {
                words::month(day)
            }
        };
        shown.map(|(number, day)| (number, words(day))).collect()
    }
}

fn number(value: i128, declared: &DeclaredType) -> String {
    // A share reads as a percentage, as everywhere else.
    let percents = declared.style == Style::Rate && declared.decimals() >= 2;
    let (decimals, after) = if percents {
        (declared.decimals().saturating_sub(2), "\u{a0}%")
    } else {
        (declared.decimals(), "")
    };
    let text = decimal_format(i64::try_from(value).unwrap_or(i64::MAX), decimals);
    let one = i128::from(pow10(decimals));
    let whole = if value % one == 0 {
        text.split('.').next().unwrap_or(&text)
    } else {
        &text
    };
    format!("{}{after}", written(whole))
}

/// What of a fact is shown: where something changes, and what the dossier says, with some room.
pub(super) fn window(fact: &Fact, spans: &[(i64, i64)], stated: Option<i64>) -> (i128, i128) {
    let (min, max) = (i128::from(fact.declared.min), i128::from(fact.declared.max));
    let borders: Vec<i128> = spans
        .iter()
        .map(|(from, _)| i128::from(*from))
        .filter(|from| *from > min)
        .chain(stated.map(i128::from))
        .collect();
    let (Some(first), Some(last)) = (borders.iter().min(), borders.iter().max()) else {
        return (min, max);
    };
    let one = i128::from(pow10(fact.declared.decimals()));
    let room = if fact.declared.kind.is_date() {
        200
    } else {
        (last.abs() / 5).max(one * 2)
    };
    let room = room.max((last - first) / 6);
    let from = if min >= 0 && !fact.declared.kind.is_date() && *first < (last - first).max(*last) * 2 {
        min
    } else {
        min.max(first - room)
    };
    (from, max.min(last + room))
}

/// The title of a fact or a droit with its unit: « Revenu brut global (€ par an) ».
pub(super) fn titled(title: &str, declared: &DeclaredType, units: &Words<'_>) -> String {
    let unit = declared.unit().filter(|unit| !unit.is_none());
    match unit {
        Some(unit) => format!("{title} ({})", units.unit(&unit.to_string(), true)),
        None => title.to_owned(),
    }
}
