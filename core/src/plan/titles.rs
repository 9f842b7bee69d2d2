//! Titles that name parameters: « Avoir au moins {bourse_age_minimum} ans » is read with the value of the day.

use std::borrow::Cow;

use super::{PlanContent, Series, SeriesPoint};
use crate::{
    date::Day,
    decimal,
    vocabulary::{Kind, Style, Unit, Vocabulary},
};

/// A part of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::plan) enum Piece<'t> {
    /// What is read as it is written.
    Text(&'t str),
    /// The name between two braces.
    Hole(&'t str),
    /// A brace that has no other.
    Lone(&'t str),
}

/// The parts of a title, in order, each with the position of its first byte.
pub(in crate::plan) fn pieces(title: &str) -> impl Iterator<Item = (usize, Piece<'_>)> {
    let mut start = 0_usize;
    core::iter::from_fn(move || {
        let rest = title.get(start..).filter(|rest| !rest.is_empty())?;
        let (piece, length) = next_piece(rest);
        let at = start;
        start = start.saturating_add(length);
        Some((at, piece))
    })
}

/// The first part of a text that is not empty, and its length.
fn next_piece(rest: &str) -> (Piece<'_>, usize) {
    let text = rest.find(['{', '}']).unwrap_or(rest.len());
    if let Some(text) = rest.get(..text).filter(|text| !text.is_empty()) {
        return (Piece::Text(text), text.len());
    }
    let hole = rest
        .strip_prefix('{')
        .and_then(|inside| inside.split_once(['{', '}']).map(|(name, _)| (inside, name)))
        .filter(|(inside, name)| inside.as_bytes().get(name.len()) == Some(&b'}'))
        .map(|(_, name)| name);
    match hole {
        Some(name) => (Piece::Hole(name), name.len().saturating_add(2)),
        None => (Piece::Lone(rest.get(..1).unwrap_or(rest)), 1),
    }
}

impl PlanContent {
    /// A title with the value that each parameter it names has on `day`: with the last one when no day is known.
    ///
    /// Before the first value of a parameter its first is read. A title without parameters is lent as it is.
    ///
    /// # Example
    /// ```
    /// # fn read(plan: &bareme::catalogue::Plan, entry: bareme::Day) -> String {
    /// // « Avoir au moins {bourse_age_minimum} ans » is « Avoir au moins 15 ans »
    /// plan.titled("Avoir au moins {bourse_age_minimum} ans", Some(entry)).into_owned()
    /// # }
    /// ```
    #[must_use]
    pub fn titled<'t>(&self, title: &'t str, day: Option<Day>) -> Cow<'t, str> {
        self.filled(title, |series| {
            series
                .on(day)
                .map(|point| worded(series, point, &self.vocabulary))
        })
    }

    /// The most bytes that a title may take, whatever the day.
    #[must_use]
    pub fn longest_title(&self, title: &str) -> usize {
        let longest = |series: &Series| {
            let words = series
                .points
                .iter()
                .map(|point| worded(series, point, &self.vocabulary));
            words.max_by_key(String::len)
        };
        self.filled(title, longest).len()
    }

    fn filled<'t>(&self, title: &'t str, word: impl Fn(&Series) -> Option<String>) -> Cow<'t, str> {
        if !title.contains('{') {
            return Cow::Borrowed(title);
        }
        let mut read = String::with_capacity(title.len());
        for (_, piece) in pieces(title) {
            match piece {
                Piece::Text(text) | Piece::Lone(text) => read.push_str(text),
                Piece::Hole(name) => {
                    let series = self.parameters.iter().find(|series| series.name == name);
                    match series.and_then(&word) {
                        Some(value) => read.push_str(&value),
                        // The reader of packs refuses such a title; a compact form that was altered may still have one.
                        None => read.extend(["{", name, "}"]),
                    }
                }
            }
        }
        Cow::Owned(read)
    }
}

impl Series {
    /// The value in force on a day; the last one when no day is known, the first one before any.
    fn on(&self, day: Option<Day>) -> Option<&SeriesPoint> {
        let Some(day) = day else {
            return self.points.last();
        };
        let in_force = self.points.iter().rev().find(|point| point.from <= day);
        in_force.or_else(|| self.points.first())
    }
}

/// A value of a parameter, as French writes it, without its unit: the title around it has the words.
fn worded(series: &Series, point: &SeriesPoint, vocabulary: &Vocabulary) -> String {
    let value = point.value;
    let decimals = series.declared.decimals();
    match (series.declared.style, &series.declared.kind) {
        (Style::Boolean, _) => if value.is_true() { "oui" } else { "non" }.to_owned(),
        (Style::Date, _) => value.first_day().written(),
        (_, Kind::Choice(id)) => value
            .single_member()
            .and_then(|member| vocabulary.enumeration(*id)?.member(member))
            .map(|member| member.label.clone())
            .unwrap_or_default(),
        (Style::Rate, _) => {
            // A share has few decimals: the product fits, or the share is shown as it is.
            let percent = value.lo.checked_mul(100).unwrap_or(value.lo);
            format!("{}\u{a0}%", number(percent, decimals, 0))
        }
        // « 2 026 » would be read as a count.
        (Style::Integer, _) if is_year(value.lo) && series.declared.unit().is_none_or(Unit::is_none) => {
            value.lo.to_string()
        }
        (Style::Amount, _) => number(value.lo, decimals, 2),
        _ => number(value.lo, decimals, 0),
    }
}

/// May the number be a year that a title speaks of?
pub(in crate::plan) fn is_year(number: i64) -> bool {
    (1900..=2099).contains(&number)
}

/// A number without the zeros that say nothing: « 1 234 », « 12,5 », and « 12,50 » where `fewest` decimals are two.
fn number(scaled: i64, decimals: u8, fewest: usize) -> String {
    let plain = decimal::format(scaled, decimals);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let kept = fraction.trim_end_matches('0');
    if kept.is_empty() {
        decimal::written(whole)
    } else {
        decimal::written(&format!("{whole}.{kept:0<fewest$}"))
    }
}

#[cfg(all(test, feature = "reader"))]
#[path = "titles_tests.rs"]
mod tests;
